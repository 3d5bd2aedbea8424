"""A model of governance as a drawing: boxes and arrows, in the colours of the page."""

from __future__ import annotations

from html import escape
from math import hypot

from culture_d.governance import Arrow, Box, Model
from culture_d.i18n import t

WIDTH, HEIGHT = 360, 210
_TALL = 34  # of a box
_LETTER = 7.4  # mean width of a letter, in the units of the sheet
_HEAD = 7  # length of the point of an arrow


def drawing(model: Model, lang: str) -> str:
    """Return a model as inline SVG: a screen reader says its title and what it shows."""
    name = f"gv-{model.id}"
    title = t("privacy.drawing_title", lang, name=model.name[lang])
    arrows = "".join(_arrow(arrow, lang) for arrow in model.arrows)
    boxes = "".join(_box(box, lang) for box in model.boxes)
    return (
        f'<svg class="gv-drawing" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(model.how[lang])}</desc>{arrows}{boxes}</svg>'
    )


def _size(box: Box, lang: str) -> tuple[float, float]:
    """Return the half width and the half height that a box takes."""
    wide = len(box.text[lang]) * _LETTER / 2 + 9
    return (max(wide, 22), 28) if box.kind == "person" else (max(wide, 34), _TALL / 2)


def _box(box: Box, lang: str) -> str:
    label = f'<text x="{box.x}" y="{{y}}">{escape(box.text[lang])}</text>'
    if box.kind == "person":
        head = f'<circle cx="{box.x}" cy="{box.y - 18}" r="7.5"/>'
        body = f'<path d="M{box.x - 14} {box.y + 7}a14 15 0 0 1 28 0z"/>'
        return f'<g class="gv-person">{head}{body}{label.format(y=box.y + 22)}</g>'
    wide = _size(box, lang)[0]
    shape = f'<rect x="{box.x - wide:.0f}" y="{box.y - _TALL // 2}" width="{2 * wide:.0f}" height="{_TALL}" rx="9"/>'
    return f'<g class="gv-{box.kind}">{shape}{label.format(y=box.y + 5)}</g>'


def _arrow(arrow: Arrow, lang: str) -> str:
    x1, y1 = _edge(arrow.start, arrow.end, lang)
    x2, y2 = _edge(arrow.end, arrow.start, lang)
    long = hypot(x2 - x1, y2 - y1)
    u, v = (x2 - x1) / long, (y2 - y1) / long
    bx, by = x2 - u * _HEAD, y2 - v * _HEAD
    point = " ".join(f"{x:.1f},{y:.1f}" for x, y in ((x2, y2), (bx - v * 4, by + u * 4), (bx + v * 4, by - u * 4)))
    return f'<g class="gv-{arrow.kind}"><path d="M{x1:.1f} {y1:.1f}L{bx:.1f} {by:.1f}"/><polygon points="{point}"/></g>'


def _edge(box: Box, other: Box, lang: str) -> tuple[float, float]:
    """Return where the line from the middle of a box to another leaves it, with a little air."""
    dx, dy = other.x - box.x, other.y - box.y
    wide, tall = (half + 3 for half in _size(box, lang))
    part = min(wide / abs(dx) if dx else 99, tall / abs(dy) if dy else 99)
    return box.x + dx * part, box.y + dy * part
