"""The parts of the schema editor: fields to fill, sentences, the table of columns, the files to download."""

from __future__ import annotations

import base64
from html import escape

import ipywidgets as widgets

from culture_d.i18n import t
from culture_d.standard.findings import shorten
from culture_d.standard.losses import lines_told
from culture_d.standard.own_schema import OwnSchema
from culture_d.standard.own_schema.fields import TYPES, Respect, format_in_words
from culture_d.standard.own_schema.patterns import LONGEST_CELL, SHAPES

_FILES = (
    ("json", "application/json", OwnSchema.to_json),
    ("html", "text/html", OwnSchema.to_html),
    ("md", "text/markdown", OwnSchema.document),
)


LIST, OWN = "list", "own"  # how values may be limited, beside the known shapes
STYLE = {"description_width": "initial"}
_DATES = ("default", "%d/%m/%Y", "%d-%m-%Y", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S")
_SEPARATORS = "|;,"


def labelled(kind: type[widgets.Widget], key: str, lang: str, **more: object) -> widgets.Widget:
    """Make a widget with its label."""
    if kind in (widgets.Text, widgets.Textarea):
        more["continuous_update"] = False  # rules are tried when the reader leaves the field, not at each key
    layout = widgets.Layout(width="auto", max_width="44rem")
    return kind(description=t(f"own_schema.editor_{key}", lang), style=STYLE, layout=layout, **more)


def schema_widgets(lang: str) -> dict[str, widgets.Widget]:
    """Make the fields of the words of a schema."""
    return {key: labelled(widgets.Text, key, lang) for key in ("name", "about", "version")}


def column_widgets(lang: str) -> dict[str, widgets.Widget]:
    """Make the fields of the words and rules of a column, in the order in which they are filled."""
    types = [(t(f"own_schema.type_{kind}", lang), kind) for kind in TYPES]
    shapes = [(t(f"own_schema.rule_{shape}", lang), shape) for shape in SHAPES]
    anything, a_list, own, one = (t(f"own_schema.editor_{key}", lang) for key in ("anything", "a_list", "own", "one"))
    menus = {
        "type": types,
        "format": dates(lang),
        "allowed": [(anything, ""), *shapes, (a_list, LIST), (own, OWN)],
        "separator": [(one, ""), *((mark, mark) for mark in _SEPARATORS)],
    }
    kinds = dict.fromkeys(("meaning", "values"), widgets.Textarea)
    kinds |= dict.fromkeys(("required", "unique"), widgets.Checkbox)
    kinds |= dict.fromkeys(menus, widgets.Dropdown)
    made = {}
    for key in _PARTS:
        kind = kinds.get(key, widgets.Text)
        more = {"options": menus[key]} if key in menus else {"indent": False} if kind is widgets.Checkbox else {}
        made[key] = labelled(kind, "title_of" if key == "title" else key, lang, **more)
    return made


_PARTS = (
    *("title", "meaning", "type", "format", "required", "unique", "allowed", "values", "separator", "pattern"),
    *("minimum", "maximum", "example"),
)


def dates(lang: str, format: str = "default") -> list[tuple[str, str]]:
    """Return the menu of the ways to write dates, with one more if need be."""
    known = _DATES if format in _DATES else (*_DATES, format)
    iso = t("own_schema.editor_iso", lang)
    return [(iso if way == "default" else format_in_words(way, lang), way) for way in known]


def answer(respect: Respect, lang: str) -> list[str]:
    """Tell how the cells of a column respect its rules."""
    told = [t("own_schema.editor_respected", lang, n=respect.respected, cells=respect.cells)]
    if len(respect.refused):
        told.append(t("own_schema.editor_refused", lang, lines=lines_told(respect.refused, lang)))
    if len(respect.untried):
        told.append(t("own_schema.editor_untried", lang, n=len(respect.untried), longest=LONGEST_CELL))
    return told


def overview(schema: OwnSchema, respects: dict[str, Respect], lang: str) -> str:
    """Return the table of the columns: type, rules, and how many cells respect them."""
    heads = "".join(f'<th scope="col">{escape(t(f"own_schema.editor_head_{key}", lang))}</th>' for key in _HEADS)
    rows = "".join(_row(schema, item.name, respects[item.name], lang) for item in schema.fields)
    caption = escape(t("own_schema.editor_columns", lang, n=len(schema.fields)))
    return (
        f'<div style="overflow-x:auto" tabindex="0" role="region" aria-label="{caption}"><table>'
        f"<caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


_HEADS = ("column", "type", "rules", "respected")


def _row(schema: OwnSchema, name: str, respect: Respect, lang: str) -> str:
    item = schema.field(name)
    rules = " ; ".join(item.rules(lang)) if lang == "fr" else "; ".join(item.rules(lang))
    score = t("own_schema.editor_score", lang, n=respect.respected, cells=respect.cells)
    return (
        f'<tr><th scope="row">{escape(shorten(name))}</th><td>{escape(item.kind(lang))}</td>'
        f"<td>{escape(rules)}</td><td>{escape(score)}</td></tr>"
    )


def guesses(schema: OwnSchema, name: str, lang: str) -> str:
    """Return what the table suggested of a column."""
    told = [proposal.sentence(lang) for proposal in schema.proposals if proposal.column == name]
    if not told:
        return f"<p>{escape(t('own_schema.editor_no_guess', lang))}</p>"
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in told)
    return f"<p>{escape(t('own_schema.editor_guesses', lang))}</p><ul>{items}</ul>"


def downloads(schema: OwnSchema, lang: str) -> str:
    """Return the links that give the schema and its documentation, from the page itself: nothing is sent."""
    links = "".join(
        f'<li><a download="schema.{end}" href="data:{kind};charset=utf-8;base64,{_base64(write(schema))}">'
        f"{escape(t(f'own_schema.editor_get_{end}', lang))}</a></li>"
        for end, kind, write in _FILES
    )
    return f"<ul>{links}</ul>"


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
