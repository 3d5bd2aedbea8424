"""The window where a reader chooses an export of their own and sees it.

The file is read in memory: it is neither written nor sent. What is shown stays in the window, out of the notebook's
file. ``Forget everything`` drops every reference to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

import ipywidgets as widgets

from culture_d.errors import ReaderError
from culture_d.i18n import language, t
from culture_d.personal import holding
from culture_d.personal.export import Export
from culture_d.personal.reading import read_export
from culture_d.widgets.window import Window, live

ACCEPT = ".csv,.txt,.json,.zip,.xlsx,.gpx"
Show = Callable[[Export, str], Iterable[widgets.Widget]]


class OwnExport(Window):
    """A button to choose a file, what was understood of it, its pictures, and a button to forget it all.

    Parameters
    ----------
    families : tuple of str
        The families of exports that ``show`` can show, such as ``("load_curve", "gas")``.
    show : callable
        ``show(export, lang)`` returns the widgets of the pictures. ``export`` is one of ``families``; the other
        tables of the same file are in ``export.others``.
    lang : {"en", "fr"}, optional
        The current language by default.
    section : str
        Section of ``messages/`` with the window's ``window_title``, ``window_intro`` and ``window_fallback``.

    Attributes
    ----------
    export : Export or None
        What was read.
    choose, forget, keep : widgets
        The buttons, and the box to tick so that the notebook saves the outputs made from the file.
    told : ipywidgets.HTML
        Where sentences appear; screen readers announce them.
    stage : ipywidgets.VBox
        Where the pictures appear.
    """

    def __init__(self, families: tuple[str, ...], show: Show, lang: str | None = None, *, section: str) -> None:
        self.lang, self.families, self.show = lang or language(), families, show
        self.export: Export | None = None
        self._make_parts()
        say = {key: t(f"{section}.window_{key}", self.lang) for key in ("title", "intro", "fallback")}
        stays = t("own_export.stays", self.lang)
        heading = widgets.HTML(f"<h3>{escape(say['title'])}</h3><p>{escape(say['intro'])} {escape(stays)}</p>")
        buttons = widgets.HBox([self.choose, self.forget], layout=widgets.Layout(flex_flow="row wrap"))
        super().__init__([heading, buttons, self.keep, self.told, self.stage], say["fallback"])

    def _make_parts(self) -> None:
        auto = widgets.Layout(width="auto")
        choose, forget = (t(f"own_export.{key}", self.lang) for key in ("choose", "forget"))
        self.choose = widgets.FileUpload(accept=ACCEPT, multiple=False, description=choose, tooltip=choose, layout=auto)
        self.forget = widgets.Button(description=forget, tooltip=forget, disabled=not holding.holders(), layout=auto)
        self.keep = widgets.Checkbox(description=t("own_export.keep", self.lang), indent=False, layout=auto)
        self.told, self.stage = widgets.HTML(live()), widgets.VBox()
        self.choose.observe(self._on_choice, names="value")
        self.forget.on_click(lambda _: self.forget_all())
        self.keep.observe(lambda _: self._hold(), names="value")

    def _on_choice(self, change: dict) -> None:
        if change["new"]:
            file = change["new"][0]
            self.receive(file["name"], file["content"])

    def receive(self, name: str, content: bytes | memoryview) -> None:
        """Read a file and show it, or say in one sentence why it cannot be read.

        Parameters
        ----------
        name : str
            Name of the file on the reader's machine.
        content : bytes or memoryview
        """
        self._drop()
        self.forget.disabled = False
        self.told.value = live(t("own_export.reading", self.lang))
        try:
            self._read(name, content)
        except ReaderError as error:
            self._refuse(str(error))
        except Exception:  # a traceback would show the reader's data, to the reader and to whoever helps
            self._refuse(t("own_export.failed", self.lang))

    def _read(self, name: str, content: bytes | memoryview) -> None:
        self.export = read_export(bytes(content), name=name, lang=self.lang, family=self.families)
        self._hold()
        understood, sentences = t("own_export.understood", self.lang), self.export.sentences(self.lang)
        self.told.value = live(understood, sentences, t("own_export.drawing", self.lang))
        self.stage.children = tuple(self.show(self.export, self.lang))
        self.told.value = live(understood, sentences, holding.sentence(self.keep.value, self.lang))

    def _refuse(self, sentence: str) -> None:
        self._drop()
        self.told.value = live(sentence, alert=True)

    def _hold(self) -> None:
        if self.export is not None:
            holding.hold(self, keep=self.keep.value)

    def forget_all(self) -> None:
        """Drop the file, what was said of it and its pictures; so do the other windows of the notebook."""
        for window in {*holding.holders(), self}:
            window._drop()
            window.forget.disabled = True
            window.told.value = live(t("own_export.forgotten", window.lang))

    def _drop(self) -> None:
        for child in self.stage.children:
            _close(child)
        self.stage.children = ()
        self.choose.value = ()
        self.export = None
        holding.release(self)


def _close(widget: widgets.Widget) -> None:
    for child in getattr(widget, "children", ()):
        _close(child)
    if isinstance(widget, widgets.Output):
        widget.outputs = ()
    widget.close()
