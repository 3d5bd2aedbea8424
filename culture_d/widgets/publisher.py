"""The window where a reader prepares a table for a portal: tidy it, protect people, describe it, pack it.

The file is read in memory and kept nowhere else: it is neither written nor sent. The package comes as a ``data:``
link, which the browser itself turns into a file. ``Forget everything`` drops it all.
"""

from __future__ import annotations

from html import escape
from pathlib import PurePath

import ipywidgets as widgets
import pandas as pd

from culture_d.errors import ReaderError
from culture_d.i18n import language, t
from culture_d.publish import Concerns, FieldWords, Sheet, draft, package_bytes, personal_warning, tidy, tidy_advice
from culture_d.publish.descriptors import slug
from culture_d.publish.frames import frame_of
from culture_d.publish.portal_page import Glimpse, glimpse, page
from culture_d.standard.findings import shorten
from culture_d.standard.samples import sample
from culture_d.tables import Table
from culture_d.widgets.own_table import load_upload
from culture_d.widgets.publisher_parts import (
    COLUMN,
    LINES,
    STYLE,
    button,
    by_hand,
    choices,
    form,
    remarks,
    tick,
    told_beside,
    values_of,
    wide,
    zip_link,
)
from culture_d.widgets.window import Window, live

SAMPLES = ("valombre", "pont-clairet")


def publish_my_table(lang: str | None = None) -> widgets.VBox:
    """Show a window where a reader chooses a CSV file, tidies and describes it, and downloads its package.

    Parameters
    ----------
    lang : {"en", "fr"}, optional
        The current language by default.
    """
    return Publisher(lang or language()).box


class Publisher:
    """The parts of the window, and what it holds for now: nothing, or one table and its sheet.

    Attributes
    ----------
    upload, sample, forget : widgets
        Where a table comes from, and how it goes.
    told, answered : ipywidgets.HTML
        Where sentences appear; screen readers announce them.
    boxes : dict
        A box to tick for each remedy.
    lines, words : dict
        The fields of the sheet, and those of the column that ``column`` designates.
    confirm : ipywidgets.Checkbox
        What must be ticked before a table of persons is packed.
    sheet : Sheet or None
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.table: Table | pd.DataFrame | None = None
        self.sheet: Sheet | None = None
        self.concerns, self.seen = Concerns(), Glimpse()
        self.boxes: dict[str, widgets.Checkbox] = {}
        self._filling = False
        self._make_entrance()
        self._make_parts()
        heading = widgets.HTML(f"<h3>{self._say('title')}</h3><p>{self._say('intro')}</p>")
        entrance = widgets.HBox([self.upload, self.sample, self.forget], layout=widgets.Layout(flex_flow="row wrap"))
        self.box = Window([heading, entrance, self.told, self.stage], t("publisher.fallback", lang))

    def _say(self, key: str) -> str:
        return escape(t(f"publisher.{key}", self.lang))

    def _make_entrance(self) -> None:
        label = t("publisher.upload", self.lang)
        auto = {"layout": widgets.Layout(width="auto")}
        self.upload = widgets.FileUpload(
            accept=".csv,.tsv,.txt", multiple=False, description=label, tooltip=label, **auto
        )
        options = [(t("publisher.sample_none", self.lang), ""), *((f"{name}.csv", name) for name in SAMPLES)]
        self.sample = widgets.Dropdown(
            options=options, value="", description=t("publisher.sample", self.lang), style=STYLE, **auto
        )
        self.forget = button("forget", self.lang, self.forget_all)
        self.forget.disabled = True
        self.told, self.stage = widgets.HTML(live()), widgets.VBox()
        self.upload.observe(self._on_upload, names="value")
        self.sample.observe(self._on_sample, names="value")

    def _make_parts(self) -> None:
        """Make what the stage will show, and put it in order."""
        self.ticks, self.by_hand, self.log = widgets.VBox(), widgets.HTML(), widgets.HTML(live())
        self.apply = button("apply", self.lang, self.mend)
        self.people, self.answered = widgets.HTML(), widgets.HTML(live())
        self.lines, self.words = form(LINES, self.lang), form(COLUMN, self.lang)
        label = t("publisher.column", self.lang)
        self.column = widgets.Dropdown(options=[], description=label, style=STYLE, layout=wide())
        self.leave = button("leave", self.lang, self.leave_out)
        self.page = widgets.HTML()
        self.confirm = tick(t("publisher.confirm", self.lang))
        self.asked = widgets.HTML(f"<p>{self._say('confirm_why')}</p>")
        self.make = button("make", self.lang, self.pack)
        self.packed, self.link = widgets.HTML(live()), widgets.HTML()
        for part in self.lines.values():
            part.observe(self._on_line, names="value")
        for part in self.words.values():
            part.observe(self._on_words, names="value")
        self.column.observe(lambda _: self._show_column(), names="value")
        self.confirm.observe(lambda _: self._unpack(), names="value")
        self._stage = [
            *(self._head("tidy"), self.ticks, self.apply, self.log, self.by_hand),
            *(self._head("people"), self.people),
            *(self._head("sheet"), *self.lines.values()),
            *(widgets.HTML(f"<h5>{self._say('step_columns')}</h5>"), self.column, *self.words.values(), self.leave),
            *(self.answered, self._head("page"), self.page),
            *(self._head("package"), self.asked, self.confirm, self.make, self.packed, self.link),
        ]

    def _head(self, key: str) -> widgets.HTML:
        return widgets.HTML(f"<h4>{self._say(f'step_{key}')}</h4>")

    # A table comes, and goes

    def _on_upload(self, change: dict) -> None:
        if change["new"]:
            file = change["new"][0]
            self.sample.value = ""
            self.show(file["name"], bytes(file["content"]))

    def _on_sample(self, change: dict) -> None:
        if change["new"]:
            self.show(f"{change['new']}.csv", sample(change["new"]).read_bytes())

    def show(self, name: str, content: bytes) -> None:
        """Read a file and open its sheet, or say in one sentence why it cannot be read."""
        self._drop()
        self.forget.disabled = False
        try:
            table = load_upload(name, content, self.lang)
            self._take(table)
        except ReaderError as error:
            self._drop()
            self.told.value = live(str(error), alert=True)
            return
        rows, columns = table.data.shape
        count = t("tables.columns", self.lang, n=columns)
        read = t("publisher.read", self.lang, name=PurePath(table.name).name, n=rows, columns=count)
        self.told.value = live(read, table.understood.sentences(self.lang))
        self.stage.children = self._stage

    def _take(self, table: Table | pd.DataFrame) -> None:
        """Look at a table, new or mended, and draft what its sheet does not say yet."""
        advice = tidy_advice(table, self.lang)
        new = draft(table, lang=self.lang)
        self.table, self.concerns = table, personal_warning(table, self.lang)
        self.seen = glimpse(table, self.concerns, self.lang)
        if self.sheet is None:
            self.sheet = new
        else:
            old = self.sheet.fields
            self.sheet.fields = {name: old.get(name, words) for name, words in new.fields.items()}
            self.sheet.temporal = self.sheet.temporal if any(self.sheet.temporal) else new.temporal
        self.boxes = choices(advice, self.lang)
        intro = [widgets.HTML(f"<p>{self._say('tidy_choose')}</p>")] if self.boxes else []
        self.ticks.children = [*intro, *told_beside(self.boxes, advice, self.lang)]
        self.apply.layout.display = "" if self.boxes else "none"
        self.by_hand.value = by_hand(advice, self.lang)
        self.people.value = self._people()
        self.confirm.layout.display = self.asked.layout.display = "" if self.concerns.certain else "none"
        self._fill()

    def _people(self) -> str:
        return "<ul>" + "".join(f"<li>{escape(said)}</li>" for said in self.concerns.sentences(self.lang)) + "</ul>"

    def forget_all(self) -> None:
        """Drop the file, its sheet and its package."""
        self._drop()
        self.sample.value = ""
        self.forget.disabled = True
        self.told.value = live(t("publisher.forgotten", self.lang))

    def _drop(self) -> None:
        self.table, self.sheet = None, None
        self.concerns, self.seen, self.boxes = Concerns(), Glimpse(), {}
        self.stage.children, self.ticks.children, self.upload.value = [], [], ()
        self.confirm.value = False
        for part in (self.by_hand, self.log, self.people, self.answered, self.page, self.packed, self.link):
            part.value = ""

    # What the reader does

    def mend(self) -> None:
        """Apply the remedies that are ticked, and look at the table again."""
        ticked = [name for name, box in self.boxes.items() if box.value]
        if not ticked:
            self.log.value = live(t("publisher.applied_nothing", self.lang))
            return
        data, done = tidy(self.table, ticked, self.lang)
        self._take(data)
        self.log.value = live("", done)

    def leave_out(self) -> None:
        """Take the column that is shown out of the copy held here: what the public does not need is not published."""
        place = self.seen.names.index(self.column.value)
        data = frame_of(self.table, self.lang)
        self._take(data.iloc[:, [i for i in range(data.shape[1]) if i != place]])

    def _on_line(self, change: dict) -> None:
        if self._filling or self.sheet is None:
            return
        key = next(key for key, part in self.lines.items() if part is change["owner"])
        try:
            if key in ("start", "end"):
                self.sheet.temporal = tuple(self.lines[end].value for end in ("start", "end"))
            else:
                setattr(self.sheet, key, change["new"])
        except ReaderError as error:
            self._unpack()
            self.answered.value = live(str(error), alert=True)
            return
        self._refresh()

    def _on_words(self, _: dict) -> None:
        if self._filling or self.sheet is None or self.column.value is None:
            return
        words = FieldWords(*(self.words[key].value for key in COLUMN))
        self.sheet.fields = self.sheet.fields | {self.column.value: words}
        self._refresh()

    def pack(self) -> None:
        """Make the package, as a link; or say in one sentence what is missing."""
        self._unpack()
        if self.concerns.certain and not self.confirm.value:
            self.packed.value = live(t("publisher.confirm_first", self.lang), alert=True)
            return
        try:
            content = package_bytes(self.table, self.sheet, confirmed=self.confirm.value)
        except ReaderError as error:
            self.packed.value = live(str(error), alert=True)
            return
        self.packed.value = live(t("publisher.ready", self.lang))
        self.link.value = zip_link(f"{slug(self.sheet)}.zip", content, self.lang)

    def _unpack(self) -> None:
        """Take the package away: it would no longer say what the sheet says."""
        self.link.value = self.packed.value = ""

    # What is shown

    def _fill(self) -> None:
        """Write the sheet into the fields."""
        self._filling = True
        for key, text in values_of(self.sheet).items():
            self.lines[key].value = text
        chosen, self.column.options = self.column.value, [(shorten(name), name) for name in self.sheet.fields]
        self.column.value = chosen if chosen in self.sheet.fields else next(iter(self.sheet.fields), None)
        self.leave.disabled = len(self.seen.names) < 2
        self._filling = False
        self._show_column()
        self._refresh()

    def _show_column(self) -> None:
        if self._filling or self.sheet is None or self.column.value is None:
            return
        self._filling = True
        for key, text in zip(COLUMN, self.sheet.fields[self.column.value], strict=True):
            self.words[key].value = text
        self._filling = False

    def _refresh(self) -> None:
        """Show again all that depends on the sheet."""
        self._unpack()
        score, said = remarks(self.sheet, self.lang)
        self.answered.value = live(score, said)
        self.page.value = page(self.sheet, self.seen, self.lang)
