"""How Altair charts look and travel: theme, palette, numbers and dates in the reader's language.

Notebooks call nothing but Altair. The renderer puts the Vega-Lite specification in the output under the
MIME type that JupyterLab draws by itself and that the book turns into SVG (see ``culture_d/book/figures.py``).
"""

from __future__ import annotations

import altair as alt

from culture_d.i18n import NARROW_SPACE

MIME = "application/vnd.vegalite.v5+json"

# Each role has its colour in a specification (light theme) and the custom property that replaces it in the
# book, where the style sheet gives the light and the dark value. Contrast with the background is at least
# 4.5:1 for text and 3:1 for marks in both themes; c1 to c6 stay distinct in the three usual colour-vision
# deficiencies when used in this order.
COLOURS = {
    "ink": "#16302f",
    "muted": "#4d6462",
    "line": "#d9d3c7",
    "c1": "#0b6e69",
    "c2": "#c04a22",
    "c3": "#6b4fa0",
    "c4": "#8a6100",
    "c5": "#2f6db5",
    "c6": "#6b7b79",
}
PALETTE = [COLOURS[f"c{i}"] for i in range(1, 7)]
# A fixed width, in pixels, and never "container": JupyterLab 4.6 draws a chart before it has a place on the page,
# gets an empty picture of zero width, and draws it again for ever. The book fits this width to the screen.
WIDTH, HEIGHT = 620, 300
FONT = "Atkinson Hyperlegible Next, Atkinson Hyperlegible, system-ui, sans-serif"

_NUMBERS = {
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["€", ""]},
    "fr": {
        "decimal": ",",
        "thousands": NARROW_SPACE,
        "grouping": [3],
        "currency": ["", "\u00a0€"],
        "percent": "\u00a0%",
    },
}
_FRENCH_DATES = {
    "dateTime": "%A %e %B %Y à %X",
    "date": "%d/%m/%Y",
    "time": "%H:%M:%S",
    "periods": ["", ""],
    "days": ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
    "shortDays": ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
    "months": [
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ],
    "shortMonths": [
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
    ],
}  # fmt: skip


def locale(lang: str) -> dict:
    """Return the Vega locale of a language: numbers, and dates where they differ from Vega's own.

    Source: d3-format and d3-time-format locales, https://vega.github.io/vega/docs/api/locale/
    """
    return {"number": _NUMBERS[lang]} | ({"time": _FRENCH_DATES} if lang == "fr" else {})


def config(lang: str) -> dict:
    """Return the Vega-Lite ``config`` of the course in a language."""
    ink, muted, line = COLOURS["ink"], COLOURS["muted"], COLOURS["line"]
    return {
        "locale": locale(lang),
        "background": None,
        "font": FONT,
        "view": {"stroke": None},
        "padding": 4,
        "title": {
            "anchor": "start", "color": ink, "fontSize": 16, "fontWeight": 700, "offset": 14, "frame": "group",
            "subtitleColor": muted, "subtitleFontSize": 13, "subtitlePadding": 6, "lineHeight": 21,
            "subtitleLineHeight": 18,
        },
        "axis": {
            "labelColor": muted, "titleColor": muted, "labelFontSize": 12, "titleFontSize": 12,
            "titleFontWeight": 400, "gridColor": line, "domainColor": line, "tickColor": line,
            "labelPadding": 6, "titlePadding": 10,
        },
        "axisX": {"grid": False, "labelFlush": False},
        "axisY": {"domain": False, "ticks": False},
        "axisTemporal": {"labelFlush": False},
        "header": {"labelColor": ink, "titleColor": muted, "labelFontSize": 13},
        "legend": {"labelColor": ink, "titleColor": muted, "labelFontSize": 12, "orient": "top",
                   "titleFontWeight": 400},
        "text": {"color": ink, "fontSize": 12},
        "mark": {"color": COLOURS["c1"]},
        "line": {"strokeWidth": 2.5},
        "rule": {"color": muted},
        "range": {"category": PALETTE},
    }  # fmt: skip


def enable(lang: str) -> None:
    """Give Altair the theme of the course and the renderer that works offline, in a language."""
    alt.theme.register(f"culture_d_{lang}", enable=True)(
        lambda: alt.theme.ThemeConfig({"config": config(lang), "width": WIDTH, "height": HEIGHT})
    )
    alt.renderers.register("culture_d", mimebundle)
    alt.renderers.enable("culture_d")


def mimebundle(spec: dict, **_: object) -> dict:
    """Return what a notebook stores of a chart: its Vega-Lite specification, which no page fetches, and words."""
    return {MIME: spec, "text/plain": spec.get("description") or "Chart"}
