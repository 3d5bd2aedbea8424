"""The parts of the publisher: the fields of the sheet, what is said of it, the link to the package."""

from __future__ import annotations

import base64
from html import escape

import ipywidgets as widgets

from culture_d.i18n import t
from culture_d.publish import FREQUENCIES, Sheet, licences, quality
from culture_d.publish.findings import Finding, Findings
from culture_d.publish.sheet_checks import THEMES
from culture_d.standard.findings import shorten

STYLE = {"description_width": "initial"}
LONG = ("description", "column_description")
MENUS = ("licence", "frequency", "theme")
# The fields of the form, in the order in which they are filled.
LINES = (
    *("title", "description", "producer", "licence", "frequency", "modified", "start", "end", "spatial"),
    *("keywords", "contact", "theme"),
)
COLUMN = ("column_title", "column_description", "column_unit")
_OWN_WORDS = {"start", "end", "keywords", "modified", "theme", *COLUMN}


def wide(**more: str) -> widgets.Layout:
    """Return the layout of a field or a button: as wide as its words, never wider than a column of text."""
    return widgets.Layout(width="auto", max_width="44rem", **more)


def button(key: str, lang: str, act) -> widgets.Button:
    """Make a button with its name."""
    label = t(f"publisher.{key}", lang)
    layout = widgets.Layout(width="auto", align_self="flex-start")
    made = widgets.Button(description=label, tooltip=label, layout=layout)
    made.on_click(lambda _: act())
    return made


def form(keys: tuple[str, ...], lang: str) -> dict[str, widgets.Widget]:
    """Make labelled fields; text is taken when the reader leaves the field, not at each key."""
    return {key: _field(key, lang) for key in keys}


def _field(key: str, lang: str) -> widgets.Widget:
    label = t(f"publisher.{key}" if key in _OWN_WORDS else f"publish.line_{key}", lang)
    if key in MENUS:
        options = [(t("publisher.choose", lang), ""), *_menu(key, lang)]
        return widgets.Dropdown(options=options, value="", description=label, style=STYLE, layout=wide())
    kind = widgets.Textarea if key in LONG else widgets.Text
    return kind(description=label, style=STYLE, layout=wide(), continuous_update=False)


def _menu(key: str, lang: str) -> list[tuple[str, str]]:
    if key == "licence":
        return [(item.name[lang], item.id) for item in licences()]
    if key == "frequency":
        return [(term.words(lang), term.id) for term in FREQUENCIES]
    return [(t(f"publish.theme_{code}", lang), code) for code in THEMES]


def values_of(sheet: Sheet) -> dict[str, str]:
    """Return what the fields of the form hold for a sheet."""
    start, end = sheet.temporal
    days = {"start": start, "end": end, "modified": sheet.modified}
    told = {key: day.isoformat() if day else "" for key, day in days.items()}
    texts = {key: getattr(sheet, key) for key in LINES if key not in told and key != "keywords"}
    return texts | told | {"keywords": ", ".join(sheet.keywords)}


def choices(advice: Findings, lang: str) -> dict[str, widgets.Checkbox]:
    """Make a box to tick for each remedy that can be applied; those that change no meaning are ticked."""
    return {finding.id: tick(_remedy(finding, lang), finding.safe) for finding in advice if finding.mend}


def tick(label: str, value: bool = False) -> widgets.Checkbox:
    """Make a box to tick, with a label short enough not to be cut."""
    return widgets.Checkbox(value=value, description=label, indent=False, style=STYLE, layout=wide())


def _remedy(finding: Finding, lang: str) -> str:
    label = t(f"publisher.do_{finding.rule}", lang)
    if finding.place is None:
        return label
    return t("publisher.do_in", lang, label=label, column=shorten(finding.columns[0], 30))


def told_beside(boxes: dict[str, widgets.Checkbox], advice: Findings, lang: str) -> list[widgets.Widget]:
    """Return each box to tick, then the sentence that says why."""
    said = {finding.id: finding.sentence(lang) for finding in advice}
    return [part for name, box in boxes.items() for part in (box, widgets.HTML(f"<p>{escape(said[name])}</p>"))]


def by_hand(advice: Findings, lang: str) -> str:
    """Return, as HTML, what only a person can mend."""
    left = "".join(f"<li>{escape(finding.sentence(lang))}</li>" for finding in advice if not finding.mend)
    if left:
        return f"<p>{escape(t('publisher.tidy_by_hand', lang))}</p><ul>{left}</ul>"
    return "" if advice else f"<p>{escape(t('publish.tidy_nothing', lang))}</p>"


def remarks(sheet: Sheet, lang: str) -> tuple[str, list[str]]:
    """Return the score of a sheet in one sentence, and what is missing or odd in it."""
    score = t("publisher.score_now", lang, score=quality(sheet, lang).sentence())
    return score, [*sheet.missing(lang), *sheet.odd(lang)] or [t("publisher.nothing_left", lang)]


def zip_link(name: str, content: bytes, lang: str) -> str:
    """Return a link that holds a package: the browser itself turns it into a file."""
    held = base64.b64encode(content).decode("ascii")
    label = escape(t("publisher.link", lang, name=name))
    seen = "font-weight:650;text-decoration:underline"  # JupyterLab shows a link of a widget as plain text
    return f'<p><a style="{seen}" download="{escape(name)}" href="data:application/zip;base64,{held}">{label}</a></p>'
