"""Charts in the book: the notebook's Vega-Lite specification as SVG, as a table, and as itself for later.

The page shows the SVG at once, in a wide and in a narrow drawing, without any script. ``charts.js`` loads
Vega and replaces it when the reader reaches the chart.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from html import escape
from pathlib import Path

from docutils import nodes

from culture_d.charts import COLOURS, MIME, WIDTH
from culture_d.i18n import number, t

WIDTHS = {"wide": 680, "narrow": 340}
ROWS_MAX = 400
CACHE = Path(__file__).resolve().parents[2] / ".cache" / "charts"


class ChartRenderer:
    """The myst-nb plug-in that turns a Vega-Lite output into a ``<figure>``."""

    mime_priority_overrides = (("*", MIME, 1),)

    @staticmethod
    def handle_mime(renderer, data, inline):
        """Return the figure of a chart as a raw HTML node, or None for another kind of output."""
        if data.mime_type != MIME or inline:
            return None
        lang = renderer.renderer.document.settings.env.config.language
        return [nodes.raw("", figure(data.content, lang), format="html")]


def figure(spec: dict, lang: str) -> str:
    """Return the HTML of a chart: two drawings, the figures as a table, and the specification.

    Parameters
    ----------
    spec : dict
        A Vega-Lite specification with inline data and a ``description``.
    lang : {"en", "fr"}
    """
    key = hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()[:16]
    caption, spec = _caption(spec)
    label = escape(spec.get("description", ""), quote=True)
    drawings = "".join(
        f'<div class="cd-chart-{size}">{_labelled(drawing(spec, width, f"{key}{size[0]}"), label)}</div>'
        for size, width in WIDTHS.items()
    )
    source = json.dumps(themed(spec), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return (
        f'<figure class="cd-chart">{caption}<div class="cd-chart-view" data-label="{label}">{drawings}</div>'
        f'<script type="application/json" class="cd-chart-spec">{source}</script>'
        f"{_table(spec, lang)}</figure>"
    )


def _caption(spec: dict) -> tuple[str, dict]:
    """Return the title as a caption of the page, which wraps on a phone, and the specification without it."""
    title = spec.get("title") or {}
    title = title if isinstance(title, dict) else {"text": title}
    words, below = (_one_line(title.get(part)) for part in ("text", "subtitle"))
    if not words:
        return "", spec
    small = f"<span>{escape(below)}</span>" if below else ""
    rest = {name: value for name, value in spec.items() if name != "title"}
    return f"<figcaption><strong>{escape(words)}</strong>{small}</figcaption>", rest


def _one_line(text: str | list[str] | None) -> str:
    return " ".join(text) if isinstance(text, list) else text or ""


def drawing(spec: dict, width: int, prefix: str) -> str:
    """Return the SVG of a specification at a width in pixels, drawn once and kept in the cache."""
    import vl_convert  # compiled, and only the build of the book needs it

    config = spec.get("config", {}) | {"aria": False}
    if width < WIDTHS["wide"]:
        config |= {"legend": config.get("legend", {}) | {"columns": 1}}
    fitted = spec | {"config": config}
    if width < WIDTHS["wide"] and "columns" in spec:  # small multiples: half as many side by side on a phone
        fitted |= {"columns": -(-spec["columns"] // 2)}
    if _fluid(spec):
        fitted |= {"width": width, "autosize": {"type": "fit", "contains": "padding"}}
    key = json.dumps([fitted, vl_convert.__version__], sort_keys=True)
    kept = CACHE / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.svg"
    if kept.exists():
        svg = kept.read_text(encoding="utf-8")
    else:
        svg = vl_convert.vegalite_to_svg(fitted, vl_version=vl_convert.get_vegalite_versions()[-1])
        kept.parent.mkdir(parents=True, exist_ok=True)
        whole = kept.with_suffix(f".{os.getpid()}")  # renamed at the end: an interrupted build leaves no half drawing
        whole.write_text(svg, encoding="utf-8")
        whole.replace(kept)
    svg = re.sub(r'(id="|url\(#|href="#)((?:clip|gradient)\w*)', rf"\g<1>{prefix}-\g<2>", svg)
    return themed_text(_lighter(svg))


def _lighter(svg: str) -> str:
    """Drop what Vega's script or the page's style sheet gives (roles, fonts): a third of the weight."""
    svg = re.sub(r' (?:role|aria-[a-z]+|pointer-events|class|font-family)="[^"]*"', "", svg)
    svg = re.sub(r'<path d="(?:M0,0h0v0h0Z)?"/>', "", svg)
    return svg.replace(' xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1"', "")


def _labelled(svg: str, label: str) -> str:
    return svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


def _fluid(spec: dict) -> bool:
    """Tell whether a chart takes the width of the page: Vega stretches a single view, not small multiples."""
    return spec.get("width") == WIDTH and "columns" not in spec


def themed(spec: dict) -> dict:
    """Return a specification with the colours and the width of the page instead of the notebook's."""
    fluid = spec | {"width": "container"} if _fluid(spec) else spec
    return json.loads(themed_text(json.dumps(fluid, ensure_ascii=False)))


def themed_text(text: str) -> str:
    """Replace the theme's colours by custom properties, so that the reader's light or dark theme decides."""
    for role, colour in COLOURS.items():
        text = re.sub(re.escape(colour), f"var(--{role})", text, flags=re.IGNORECASE)
    return text


def _table(spec: dict, lang: str) -> str:
    """Return the chart's figures behind a disclosure: one column per series where the chart has series."""
    table = _columns(spec)
    if table is None:
        return ""
    heads, rows = table
    more = len(rows) - ROWS_MAX
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title, _ in heads)
    body = "".join(
        "<tr>" + "".join(_cell(value, plain, lang) for value, (_, plain) in zip(row, heads, strict=True)) + "</tr>"
        for row in rows[:ROWS_MAX]
    )
    note = f"<p>{escape(t('book.table_cut', lang, n=more))}</p>" if more > 0 else ""
    return (
        f'<details class="cd-chart-table"><summary>{escape(t("book.table", lang))}</summary>'
        f'<div class="cd-table" tabindex="0" role="region" aria-label="{escape(t("book.table", lang))}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{note}</details>"
    )


def _columns(spec: dict) -> tuple[list[tuple[str, bool]], list[list]] | None:
    """Return the heads (title, written without thousands) and the rows of the largest dataset drawn."""
    encodings = list(_encodings(spec))
    # A layer may have a small dataset of its own, such as the points that bear a label: the chart is the largest.
    rows = max(spec.get("datasets", {}).values(), key=len, default=None) or spec.get("data", {}).get("values")
    if not rows:
        return None
    fields: dict[str, tuple[str, bool]] = {}
    roles: dict[str, str] = {}
    types: dict[str, str] = {}
    for channel, encoding in encodings:
        field = encoding.get("field")
        if field in rows[0] and channel in ("x", "y", "color", "detail", "row", "column", "size", "text", "xOffset"):
            axis = encoding.get("axis") or {}
            plain = encoding.get("type") != "quantitative" or axis.get("format") == "d"
            fields.setdefault(field, (encoding.get("title") or field, plain))
            roles.setdefault(channel, field)
            types.setdefault(channel, encoding.get("type", ""))
    if not fields:
        return None
    x, y, series = roles.get("x"), roles.get("y"), roles.get("color")
    if series not in (None, x, y) and x and y and set(fields) == {x, y, series}:
        if types["color"] == "quantitative":  # a heat map: its colour is the figure
            across, down = sorted((x, y), key=lambda field: len({row[field] for row in rows}))
            return _pivot(rows, fields, down, series, across)
        lying = types["x"] == "quantitative" and types["y"] != "quantitative"  # horizontal bars
        return _pivot(rows, fields, y if lying else x, x if lying else y, series)
    return list(fields.values()), [[row.get(field) for field in fields] for row in rows]


def _pivot(rows: list[dict], fields: dict, key: str, value: str, series: str):
    names = list(dict.fromkeys(row[series] for row in rows))
    values: dict = {}
    for row in rows:
        values.setdefault(row[key], {})[row[series]] = row[value]
    heads = [fields[key], *((str(name), fields[value][1]) for name in names)]
    return heads, [[key, *(found.get(name) for name in names)] for key, found in values.items()]


def _encodings(spec: object):
    """Yield every (channel, definition) of a specification, however deep its layers."""
    if isinstance(spec, dict):
        for channel, encoding in spec.get("encoding", {}).items():
            if isinstance(encoding, dict):
                yield channel, encoding
        for key in ("layer", "hconcat", "vconcat", "concat"):
            for part in spec.get(key, []):
                yield from _encodings(part)
        if isinstance(spec.get("spec"), dict):
            yield from _encodings(spec["spec"])


def _cell(value: object, plain: bool, lang: str) -> str:
    if value is None:
        return "<td></td>"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f'<td class="n">{value if plain else number(value, lang=lang)}</td>'
    return f"<td>{escape(str(value))}</td>"
