"""The window where a reader gives a table of their own and interviews it.

The file is read in memory and kept nowhere else; ``Forget everything`` drops every reference to it.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from pathlib import PurePath

import ipywidgets as widgets

from culture_d.i18n import language, t
from culture_d.interview.deck import load_deck
from culture_d.interview.table import as_portrait
from culture_d.profile import profile
from culture_d.tables import Table, TableError, read_table
from culture_d.widgets.window import Window, live


def load_upload(name: str, content: bytes | memoryview, lang: str | None = None, **how: object) -> Table:
    """Read an uploaded file, in memory only.

    Parameters
    ----------
    name : str
        Name of the file on the reader's machine; folders in it are dropped.
    content : bytes or memoryview
    lang : {"en", "fr"}, optional
        Language of the error; the current language by default.
    **how
        What to overrule, as in :func:`culture_d.tables.read_table`: ``separator=";"``, ``header=3``…

    Raises
    ------
    TableError
        If the file is no table: one sentence that says what to do next.
    """
    table = read_table(bytes(content), lang=lang, **how)
    return replace(table, name=PurePath(name.replace("\\", "/")).name)


def interview_my_table(lang: str | None = None, **how: object) -> widgets.VBox:
    """Show a button to choose a CSV file, what was understood of it, then the game that interviews it.

    Parameters
    ----------
    lang : {"en", "fr"}, optional
        The current language by default.
    **how
        What to overrule when the file is read, as in :func:`culture_d.tables.read_table`.
    """
    return OwnTable(lang or language(), **how).box


class OwnTable:
    """The parts of the window, and what it holds for now: nothing, or one table's interview.

    Attributes
    ----------
    upload, forget : buttons
    told : ipywidgets.HTML
        Where sentences appear; screen readers announce them.
    stage : ipywidgets.VBox
        Where the game appears.
    """

    def __init__(self, lang: str, **how: object) -> None:
        self.lang, self.how = lang, how
        self.upload = widgets.FileUpload(
            accept=".csv,.tsv,.txt",
            multiple=False,
            description=t("tables.upload_button", lang),
            tooltip=t("tables.upload_button", lang),
            layout=widgets.Layout(width="auto"),
        )
        self.forget = widgets.Button(
            description=t("tables.upload_forget", lang),
            tooltip=t("tables.upload_forget", lang),
            disabled=True,
            layout=widgets.Layout(width="auto"),
        )
        self.told = widgets.HTML(live())
        self.stage = widgets.VBox()
        title, intro = (escape(t(f"tables.upload_{key}", lang)) for key in ("title", "intro"))
        heading = widgets.HTML(f"<h3>{title}</h3><p>{intro}</p>")
        buttons = widgets.HBox([self.upload, self.forget])
        self.box = Window([heading, buttons, self.told, self.stage], t("tables.upload_fallback", lang))
        self.upload.observe(self._on_upload, names="value")
        self.forget.on_click(lambda _: self.forget_all())

    def _on_upload(self, change: dict) -> None:
        if change["new"]:
            file = change["new"][0]
            self.show(file["name"], file["content"])

    def show(self, name: str, content: bytes | memoryview) -> None:
        """Read a file and open its interview, or say in one sentence why it cannot be read."""
        self._drop()
        self.forget.disabled = False
        try:
            table = load_upload(name, content, self.lang, **self.how)
        except TableError as error:
            self.told.value = live(str(error), alert=True)
            return
        # Imported late: the game loads its whole interface, which an unreadable file does not need.
        from culture_d.widgets.interview import play

        portrait = as_portrait(profile(table), table.name, self.lang, load_deck())
        self.told.value = live(_summary(table, self.lang), table.understood.sentences(self.lang), portrait["privacy"])
        self.stage.children = [play(lang=self.lang, answers=portrait["answers"], name=portrait["title"])]

    def forget_all(self) -> None:
        """Drop the file, what was said of it and its interview."""
        self._drop()
        self.forget.disabled = True
        self.told.value = live(t("tables.upload_forgotten", self.lang))

    def _drop(self) -> None:
        for child in self.stage.children:
            child.close()
        self.stage.children = []
        self.upload.value = ()


def _summary(table: Table, lang: str) -> str:
    rows, columns = table.data.shape
    return t("tables.upload_read", lang, name=table.name, n=rows, columns=t("tables.columns", lang, n=columns))
