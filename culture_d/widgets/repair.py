"""The window where a reader checks a list of places, then repairs it cell by cell.

The file is read in memory and kept nowhere else: it is neither written nor sent. The repaired file and the log of
changes come as ``data:`` links, which the browser itself turns into files. ``Forget everything`` drops it all.
"""

from __future__ import annotations

import base64
from functools import partial
from html import escape
from pathlib import PurePath

import ipywidgets as widgets

from culture_d.errors import ReaderError
from culture_d.i18n import language, number, t
from culture_d.standard.repair import NAMES, Proposal, Repairs, repair
from culture_d.standard.schemas import CURRENT, Schema
from culture_d.standard.source import open_source
from culture_d.tables import to_csv_safe
from culture_d.widgets.window import Window, live

LEFT_SHOWN = 100
_LONGEST = 600  # characters of a cell that are shown
_BUTTONS = ("accept", "leave", "kind", "safe_all", "undo", "finish")


def check_my_places(lang: str | None = None, schema: str | Schema = CURRENT) -> widgets.VBox:
    """Show a button to choose a CSV file, its report, then its repairs one by one and the repaired file.

    Parameters
    ----------
    lang : {"en", "fr"}, optional
        The current language by default.
    schema : str or Schema
        A version of the national standard, or any Table Schema.
    """
    return RepairWindow(lang or language(), schema).box


class RepairWindow:
    """The parts of the window, and what it holds for now: nothing, or one file and its repairs.

    Attributes
    ----------
    upload, forget : buttons
    told : ipywidgets.HTML
        What has just happened; screen readers announce it.
    stage : ipywidgets.VBox
        The report, the repair to decide, the buttons, what is left, the links.
    buttons : dict
        ``accept``, ``leave``, ``kind``, ``safe_all``, ``undo``, ``finish``.
    """

    def __init__(self, lang: str, schema: str | Schema = CURRENT) -> None:
        self.lang, self.schema = lang, schema
        self.repairs: Repairs | None = None
        self.waiting: list[Proposal] = []
        choose = t("repair.window_choose", lang)
        self.upload = widgets.FileUpload(
            accept=".csv,.tsv,.txt", multiple=False, description=choose, tooltip=choose,
            layout=widgets.Layout(width="auto"),
        )  # fmt: skip
        self.forget = _button("forget", lang, self.forget_all)
        self.forget.disabled = True
        self.told = widgets.HTML(live())
        self.report, self.card, self.left, self.links = (widgets.HTML() for _ in range(4))
        self.buttons = {name: _button(name, lang, getattr(self, name)) for name in _BUTTONS}
        self.stage = widgets.VBox()
        heading = widgets.HTML(f"<h3>{self._t('title')}</h3><p>{self._t('intro')}</p>")
        self.box = Window(
            [heading, widgets.HBox([self.upload, self.forget]), self.told, self.stage],
            t("repair.window_fallback", lang),
        )
        self.upload.observe(self._on_upload, names="value")

    def _t(self, key: str, **values: object) -> str:
        """Return a message of the window, escaped."""
        return escape(t(f"repair.window_{key}", self.lang, **values))

    def _on_upload(self, change: dict) -> None:
        if change["new"]:
            file = change["new"][0]
            self.show(file["name"], file["content"])

    def show(self, name: str, content: bytes | memoryview) -> None:
        """Read a file, show its report and its first repair, or say in one sentence why it cannot be read."""
        # Imported late: the checks load libraries that an unopened window does not need.
        from culture_d.standard.validation import validate

        self._drop()
        self.forget.disabled = False
        try:
            source = open_source(bytes(content), self.lang, PurePath(name.replace("\\", "/")).name)
            report = validate(source, self.schema, self.lang)
            self.repairs = repair(source, self.schema, self.lang)
        except ReaderError as error:
            self.repairs = None
            self.told.value = live(str(error), alert=True)
            return
        order = {rule: place for place, rule in enumerate(NAMES)}
        self.waiting = sorted(self.repairs.proposals, key=lambda p: (order[p.rule], not p.safe, p.line, p.position))
        self.report.value = report._repr_html_()
        self.left.value = self._left()
        decide, others = (
            widgets.HBox([self.buttons[name] for name in names], layout=widgets.Layout(flex_flow="row wrap"))
            for names in (_BUTTONS[:3], _BUTTONS[3:])
        )
        title = widgets.HTML(f"<h4>{self._t('repairs')}</h4>")
        self.stage.children = [self.report, title, self.card, decide, others, self.links, self.left]
        self._tell(t("repair.window_read", self.lang, name=source.name), self.repairs.told(), *self.repairs.notes())

    # ---- decisions

    @property
    def current(self) -> Proposal | None:
        """The repair to decide now: the kinds one after the other, the lines in order."""
        return next((p for p in self.waiting if self.repairs.decision(p) is None), None)

    def accept(self) -> None:
        """Accept the repair that is shown."""
        if self.current:
            self._decided(partial(self.repairs.accept, ids=self.current.id))

    def leave(self) -> None:
        """Leave the cell as it is."""
        if self.current:
            self._decided(partial(self.repairs.refuse, ids=self.current.id))

    def kind(self) -> None:
        """Accept the repair that is shown and the others of its kind."""
        if now := self.current:
            self._decided(partial(self.repairs.accept, ids=[now.id, *(p.id for p in self._others(now))]))

    def safe_all(self) -> None:
        """Accept every repair that changes no meaning and waits for a decision."""
        self._decided(partial(self.repairs.accept, ids=[p.id for p in self.repairs.waiting if p.safe]))

    def undo(self) -> None:
        """Take back the last decision."""
        self.repairs.undo()
        self._tell(t("repair.window_undone", self.lang))

    def finish(self) -> None:
        """Make the repaired file and the log of changes, as links."""
        repaired = self.repairs.apply()
        log = repaired.log()
        stem = PurePath(self.repairs.source.name).stem or t("repair.window_suffix", self.lang)
        files = (
            ("download", f"{stem}-{t('repair.window_suffix', self.lang)}.csv", repaired.text),
            ("download_log", f"{stem}-{t('repair.window_suffix_log', self.lang)}.csv", to_csv_safe(log)),
        )
        self.links.value = "<ul>" + "".join(f"<li>{self._link(*file)}</li>" for file in files) + "</ul>"
        self.told.value = live(t("repair.window_ready", self.lang, n=len(log)))

    def _decided(self, decide: partial) -> None:
        before = len(self.repairs.accepted)
        decide()
        accepted = len(self.repairs.accepted) - before
        key = "accepted" if decide.func == self.repairs.accept else "left_as_is"
        self._tell(t(f"repair.window_{key}", self.lang, n=accepted))

    def _others(self, now: Proposal) -> list[Proposal]:
        """Return the other repairs of the same kind, as sure as this one, that wait for a decision."""
        same = [p for p in self.repairs.waiting if (p.rule, p.safe) == (now.rule, now.safe)]
        return [p for p in same if p.id not in (now.id, now.partner)]

    # ---- what is shown

    def _tell(self, *sentences: str) -> None:
        """Say what happened, then show the repair to decide; files that were ready no longer are."""
        self.links.value = ""
        now = self.current
        total, waiting = len(self.waiting), len(self.repairs.waiting)
        shown = {name: number(n, lang=self.lang) for name, n in (("done", total - waiting), ("total", total))}
        progress = [t("repair.window_progress", self.lang, **shown)] if total else []
        done = [t("repair.window_done", self.lang)] if total and now is None else []
        self.told.value = live(" ".join([*sentences, *progress, *done]))
        self.card.value = self._card(now, shown) if now else ""
        others = len(self._others(now)) if now else 0
        safe = sum(p.safe for p in self.repairs.waiting)
        for name, n in (("kind", others), ("safe_all", safe)):
            label = t(f"repair.window_{name}", self.lang, n=n)
            self.buttons[name].description = self.buttons[name].tooltip = label
            self.buttons[name].disabled = not n
        self.buttons["accept"].disabled = self.buttons["leave"].disabled = now is None
        self.buttons["undo"].disabled = not self.repairs.can_undo

    def _card(self, p: Proposal, shown: dict[str, str]) -> str:
        place = self._t("place", line=str(p.line), column=p.column) if p.column else self._t("header")
        lines = [
            (self._t(key), _visible(text) or self._t("empty"))
            for key, text in (("before", p.before), ("after", p.after))
        ]
        cells = "".join(
            f'<dt>{name}</dt><dd style="white-space:pre-wrap;overflow-wrap:anywhere"><code>{text}</code></dd>'
            for name, text in lines
        )
        sure = self._t("safe" if p.safe else "look")
        what = escape(t(f"repair.rule_{p.rule}", self.lang))
        return (
            f"<p><strong>{self._t('progress', **shown)}</strong> – {place}</p><p>{what}</p><dl>{cells}</dl>"
            f"<p>{escape(p.sentence(self.lang))} {sure}</p>"
        )

    def _left(self) -> str:
        left = self.repairs.left
        if not left:
            return ""
        items = "".join(
            f"<li>{self._t('left_line', line=str(item.line))} – {escape(item.sentence(self.lang))}</li>"
            for item in left[:LEFT_SHOWN]
        )
        more = f"<p>{self._t('left_more', n=len(left) - LEFT_SHOWN)}</p>" if len(left) > LEFT_SHOWN else ""
        return f"<details><summary>{self._t('left', n=len(left))}</summary><ul>{items}</ul>{more}</details>"

    def _link(self, key: str, name: str, text: str) -> str:
        content = base64.b64encode(text.encode("utf-8")).decode("ascii")
        return f'<a download="{escape(name)}" href="data:text/csv;charset=utf-8;base64,{content}">{self._t(key)}</a>'

    def forget_all(self) -> None:
        """Drop the file, what was said of it, its repairs and its links."""
        self._drop()
        self.forget.disabled = True
        self.told.value = live(t("repair.window_forgotten", self.lang))

    def _drop(self) -> None:
        self.stage.children = []
        self.repairs, self.waiting = None, []
        for part in (self.report, self.card, self.left, self.links):
            part.value = ""
        self.upload.value = ()


def _button(name: str, lang: str, act) -> widgets.Button:
    label = t(f"repair.window_{name}", lang, n=0)
    button = widgets.Button(description=label, tooltip=label, layout=widgets.Layout(width="auto"))
    button.on_click(lambda _: act())
    return button


def _visible(text: str) -> str:
    """Return a cell for the eye, escaped: spaces at its ends and line ends are drawn, and it is cut when long."""
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    inside = text.strip()
    start = text.find(inside) if inside else len(text)
    ends = "␣" * start, "␣" * (len(text) - start - len(inside))
    return escape((ends[0] + inside + ends[1]).replace("\n", "↵\n"))
