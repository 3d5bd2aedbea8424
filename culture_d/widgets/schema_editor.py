"""The window where a reader writes a schema: a table, the rules it suggests, and how many lines respect them.

The table is read in memory and kept nowhere else; the files to download are links inside the page.
"""

from __future__ import annotations

from html import escape
from pathlib import PurePath

import ipywidgets as widgets

from culture_d.errors import ReaderError
from culture_d.i18n import language, t
from culture_d.standard.findings import shorten
from culture_d.standard.own_schema import OwnSchema, OwnSchemaError, draft_schema
from culture_d.standard.own_schema.fields import OwnField, Respect
from culture_d.standard.samples import sample
from culture_d.widgets.schema_editor_parts import (
    LIST,
    OWN,
    STYLE,
    answer,
    column_widgets,
    dates,
    downloads,
    guesses,
    labelled,
    overview,
    schema_widgets,
)
from culture_d.widgets.window import Window, live

SAMPLES = ("valombre", "pont-clairet", "places")


def schema_editor(lang: str | None = None) -> widgets.VBox:
    """Show a window where a reader chooses a table, corrects the schema it suggests, and downloads it.

    Parameters
    ----------
    lang : {"en", "fr"}, optional
        The current language by default.
    """
    return SchemaEditor(lang or language()).box


class SchemaEditor:
    """The parts of the window, and what it holds for now: nothing, or the schema of one table.

    Attributes
    ----------
    schema : OwnSchema or None
    respects : dict
        For each column, how its cells respect its rules.
    upload, sample, forget : widgets
        Where a table comes from, and how it goes.
    column : Dropdown
        The column being edited; the widgets of ``parts`` hold its words and rules.
    told, answered : HTML
        Where sentences appear; screen readers announce them.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.schema: OwnSchema | None = None
        self.respects: dict[str, Respect] = {}
        self._filling = False
        self._make_entrance()
        self._make_parts()
        heading = widgets.HTML(f"<h3>{self._say('title')}</h3><p>{self._say('intro')}</p>")
        entrance = widgets.HBox([self.upload, self.sample, self.forget], layout=widgets.Layout(flex_flow="row wrap"))
        self.box = Window([heading, entrance, self.told, self.stage], t("own_schema.editor_fallback", lang))

    def _say(self, key: str) -> str:
        return escape(t(f"own_schema.editor_{key}", self.lang))

    def _make_entrance(self) -> None:
        said = {key: t(f"own_schema.editor_{key}", self.lang) for key in ("upload", "forget", "sample", "sample_none")}
        wide = {"layout": widgets.Layout(width="auto")}
        self.upload = widgets.FileUpload(
            accept=".csv,.tsv,.txt", multiple=False, description=said["upload"], tooltip=said["upload"], **wide
        )
        options = [(said["sample_none"], ""), *((f"{name}.csv", name) for name in SAMPLES)]
        self.sample = widgets.Dropdown(options=options, value="", description=said["sample"], style=STYLE, **wide)
        self.forget = widgets.Button(description=said["forget"], tooltip=said["forget"], disabled=True, **wide)
        self.told, self.stage = widgets.HTML(live()), widgets.VBox()
        self.upload.observe(self._on_upload, names="value")
        self.sample.observe(self._on_sample, names="value")
        self.forget.on_click(lambda _: self.forget_all())

    def _make_parts(self) -> None:
        """Make the widgets of a column and of the schema, and put them in order."""
        self.words, self.parts = schema_widgets(self.lang), column_widgets(self.lang)
        self.column = labelled(widgets.Dropdown, "column", self.lang, options=[])
        self.take_out = widgets.Button(layout=widgets.Layout(width="auto"))
        self.take_out.description = self.take_out.tooltip = t("own_schema.editor_take_out", self.lang)
        self.guessed, self.answered = widgets.HTML(), widgets.HTML(live())
        self.table, self.files = widgets.HTML(), widgets.HTML()
        self.column.observe(self._on_column, names="value")
        self.take_out.on_click(lambda _: self._take_out())
        for part in self.parts.values():
            part.observe(self._on_part, names="value")
        for part in self.words.values():
            part.observe(self._on_words, names="value")
        self._stage = [
            widgets.HTML(f"<h4>{self._say('head_table')}</h4>"),
            self.table,
            widgets.HTML(f"<h4>{self._say('head_one')}</h4>"),
            *(self.column, self.guessed, *self.parts.values(), self.answered, self.take_out),
            widgets.HTML(f"<h4>{self._say('head_schema')}</h4>"),
            *self.words.values(),
            widgets.HTML(f"<h4>{self._say('head_files')}</h4><p>{self._say('files')}</p>"),
            self.files,
        ]

    # A table comes, and goes

    def _on_upload(self, change: dict) -> None:
        if change["new"]:
            file = change["new"][0]
            self.sample.value = ""
            self.show(PurePath(file["name"].replace("\\", "/")).name, bytes(file["content"]))

    def _on_sample(self, change: dict) -> None:
        if change["new"]:
            self.show(f"{change['new']}.csv", sample(change["new"]).read_bytes())

    def show(self, name: str, content: bytes) -> None:
        """Draft the schema of a table, or say in one sentence why it cannot be read."""
        self._drop()
        self.forget.disabled = False
        try:
            self.schema = draft_schema(content, self.lang, name)
        except ReaderError as error:
            self.told.value = live(str(error), alert=True)
            return
        self.respects = {item.name: self.schema.respect(item.name) for item in self.schema.fields}
        n, columns = len(self.schema.lines), len(self.schema.fields)
        read = t("own_schema.editor_read", self.lang, name=name, n=n, columns=t("tables.columns", self.lang, n=columns))
        self.told.value = live(read)
        self._filling = True
        values = {"name": self.schema.title, "about": self.schema.description, "version": self.schema.version}
        for key, text in values.items():
            self.words[key].value = text
        self._filling = False
        self._list_columns()
        self.stage.children = self._stage

    def forget_all(self) -> None:
        """Drop the table and its schema."""
        self._drop()
        self.sample.value = ""
        self.forget.disabled = True
        self.told.value = live(t("own_schema.editor_forgotten", self.lang))

    def _drop(self) -> None:
        self.schema, self.respects = None, {}
        self.stage.children, self.upload.value = [], ()
        for part in (self.table, self.files, self.guessed, self.answered):
            part.value = ""

    # A column is shown, then changed

    def _list_columns(self) -> None:
        self._filling = True
        self.column.options = [(shorten(item.name), item.name) for item in self.schema.fields]
        self.column.value = self.schema.fields[0].name
        self.take_out.disabled = len(self.schema.fields) == 1
        self._filling = False
        self._show_column()

    def _on_column(self, _: dict) -> None:
        if not self._filling:
            self._show_column()

    def _show_column(self, chosen: str = "") -> None:
        """Write the words and rules of the column into the widgets; ``chosen`` is how its values will be limited."""
        self._filling = True
        item = self.schema.field(self.column.value)
        for key in ("title", "meaning", "required", "unique", "separator", "pattern", "example"):
            self.parts[key].value = getattr(item, key)
        self.parts["type"].value = item.type
        self.parts["format"].options = dates(self.lang, item.format)
        self.parts["format"].value = item.format
        self.parts["allowed"].value = chosen or (LIST if item.values else OWN if item.pattern else item.shape)
        self.parts["values"].value = "\n".join(item.values)
        for bound in ("minimum", "maximum"):
            value = getattr(item, bound)
            self.parts[bound].value = "" if value is None else f"{value:g}"
        self._filling = False
        self.guessed.value = guesses(self.schema, item.name, self.lang)
        self._refresh(item)

    def _on_part(self, change: dict) -> None:
        if self._filling or self.schema is None:
            return
        key = next(key for key, part in self.parts.items() if part is change["owner"])
        name = self.column.value
        try:
            self._change(key, name)
        except ReaderError as error:
            self.answered.value = live(str(error), alert=True)
            return
        if key in ("type", "allowed"):
            self._show_column(chosen=change["new"] if key == "allowed" else "")  # some rules went with the old one
        else:
            self._refresh(self.schema.field(name))

    def _change(self, key: str, name: str) -> None:
        """Bring what a widget says into the schema."""
        schema, parts, value = self.schema, self.parts, self.parts[key].value
        if key == "title":
            schema.rename_title(name, value)
        elif key == "meaning":
            schema.describe(name, value)
        elif key == "example":
            schema.show(name, value)
        elif key in ("required", "unique"):
            (schema.require if key == "required" else schema.distinct)(name, value)
        elif key == "type":
            schema.set_type(name, value)
        elif key == "format":
            schema.set_type(name, parts["type"].value, value)
        elif key == "allowed":
            schema.set_shape(name, "" if value in (LIST, OWN) else value)
            schema.allow_values(name, [])
        elif key in ("values", "separator"):
            schema.allow_values(name, parts["values"].value.splitlines(), parts["separator"].value)
        elif key == "pattern":
            schema.set_pattern(name, value)
        else:
            schema.set_bounds(name, *(self._bound(bound) for bound in ("minimum", "maximum")))

    def _bound(self, key: str) -> float | None:
        text = self.parts[key].value.strip().replace(",", ".").replace("\N{MINUS SIGN}", "-")
        try:
            bound = float(text) if text else None
        except ValueError:
            raise OwnSchemaError(t("own_schema.not_a_bound", self.lang)) from None
        return int(bound) if bound is not None and bound.is_integer() else bound

    def _on_words(self, _: dict) -> None:
        if self._filling or self.schema is None:
            return
        self.schema.title = self.words["name"].value.strip()
        self.schema.description = self.words["about"].value.strip()
        self.schema.version = self.words["version"].value.strip() or "0.1.0"
        self.files.value = downloads(self.schema, self.lang)

    def _take_out(self) -> None:
        self.schema.remove(self.column.value)
        self._list_columns()

    # What follows from a change

    def _refresh(self, item: OwnField) -> None:
        """Try the column again and show everything that depends on it."""
        self._show_needed(item)
        self.respects[item.name] = self.schema.respect(item.name)
        refused = {line for field in self.schema.fields for line in self.respects[field.name].refused}
        lines = len(self.schema.lines)
        whole = t("own_schema.editor_whole", self.lang, n=lines - len(refused), lines=lines)
        told = answer(self.respects[item.name], self.lang)
        if item.example and not item.accepts(item.example):
            told.append(t("own_schema.editor_example_refused", self.lang))
        self.answered.value = live("", [*told, whole])
        self.table.value = overview(self.schema, self.respects, self.lang)
        self.files.value = downloads(self.schema, self.lang)

    def _show_needed(self, item: OwnField) -> None:
        """Show only the widgets that the type and the shape call for."""
        allowed = self.parts["allowed"].value
        text = item.type == "string"
        needed = {
            "format": item.type in ("date", "datetime"),
            "allowed": text,
            "values": text and allowed == LIST,
            "separator": text and allowed == LIST,
            "pattern": text and allowed == OWN,
            "minimum": item.type in ("integer", "number"),
            "maximum": item.type in ("integer", "number"),
        }
        for key, shown in needed.items():
            self.parts[key].layout.display = "" if shown else "none"
