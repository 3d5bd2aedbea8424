"""The file at a glance, in a report: a small spreadsheet with a spot where cells are to mend, and its table."""

from __future__ import annotations

from html import escape
from math import ceil

import pandas as pd

from culture_d.i18n import number
from culture_d.standard.findings import shorten
from culture_d.standard.report.words import VALUES_TOLD, Telling, letters, plain

COLUMNS_DRAWN = 60
WIDE, LEFT, TOP, FOOT = 20, 56, 20, 22  # of a column, of the line numbers, of the letters, of the totals
HEIGHT = 320  # of all lines together, at most
LABEL_EVERY = 14
WHOLE = ""  # the column of what concerns whole lines
_BAND = ("band_start", "band_end", "count")
_TABLE = ("letter", "name", "cells", "where")
_SIZES = ((0.1, 0.5), (0.5, 0.75), (1, 1))  # share of the lines of a band to mend -> size of its spot


def picture(told: Telling) -> str:
    """Return where errors are, as HTML; ``""`` when no cell and no line is wrong."""
    grid = told.report.grid
    columns = {name: place for name, place in told.places.items() if place < COLUMNS_DRAWN}
    grid = grid[(grid["count"] > 0) & grid["column"].isin([*columns, WHOLE])]
    if grid.empty:
        return ""
    totals = {name: int(count) for name, count in grid.groupby("column")["count"].sum().items()}
    more = len(told.report.columns) - COLUMNS_DRAWN
    more = f'<p class="note">{_h(told.t("picture_more", n=more))}</p>' if more > 0 else ""
    return (
        f'<section class="picture"><h2>{_h(told.t("picture"))}</h2><p>{_h(told.t("picture_intro"))}</p>'
        f"{_scroll(_svg(told, grid, totals), told.t('picture'))}{more}"
        f"<details><summary>{_h(told.t('picture_table'))}</summary>"
        f"{_scroll(_table(told, grid, totals), told.t('picture_table'))}</details></section>"
    )


def _h(text: object) -> str:
    return escape(plain(text))


def _scroll(content: str, label: str) -> str:
    """Return what may be wider than a phone in a frame that a keyboard can scroll."""
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{_h(label)}">{content}</div>'


def _title(told: Telling, name: str) -> str:
    if name == WHOLE:
        return told.t("about_lines")
    return shorten(told.report.schema.by_name[name].title(told.lang))


def _said(told: Telling, totals: dict[str, int]) -> str:
    """Return the columns where most cells are to mend, in words."""
    worst = sorted(totals, key=lambda name: -totals[name])[:VALUES_TOLD]
    parts = [(_title(told, name), told.t("cells" if name else "whole_lines", n=totals[name])) for name in worst]
    return "; ".join(told.t("field", label=label, text=text) for label, text in parts)


def _svg(told: Telling, grid: pd.DataFrame, totals: dict[str, int]) -> str:
    bands = told.report.grid[["band_start", "band_end"]].drop_duplicates().sort_values("band_start")
    starts = [int(start) for start in bands["band_start"]]
    tall = max(6, min(18, HEIGHT / len(starts)))
    across = WIDE * min(len(told.report.columns), COLUMNS_DRAWN)
    width, height = LEFT + across + 1, TOP + tall * len(starts) + FOOT
    tops = {start: TOP + i * tall for i, start in enumerate(starts)}
    parts = [f'<rect class="sheet" x="{LEFT}" y="{TOP}" width="{across}" height="{tall * len(starts):g}"/>']
    for i in range(across // WIDE):
        parts.append(f'<path class="sheet" d="M{LEFT + i * WIDE} {TOP}v{tall * len(starts):g}"/>')
    hurt = {told.places[name]: name for name in totals if name != WHOLE}
    for i in range(across // WIDE):
        x = LEFT + (i + 0.5) * WIDE
        parts.append(_text(x, TOP - 6, letters(i), i in hurt))
        if i in hurt:
            parts.append(_text(x, height - 7, _short(totals[hurt[i]]), True))
    for name in totals:
        left, wide = (LEFT, across) if name == WHOLE else (LEFT + told.places[name] * WIDE, WIDE)
        parts.append(f'<path class="spot" d="{_spots(grid[grid["column"] == name], tops, left, wide, tall)}"/>')
    for start in starts[:: ceil(LABEL_EVERY / tall)]:
        label = told.t("picture_line", line=str(start)) if start == starts[0] else start
        parts.append(f'<text x="{LEFT - 6}" y="{tops[start] + tall / 2 + 4:g}" text-anchor="end">{_h(label)}</text>')
    return (
        f'<svg width="{width}" height="{height:g}" viewBox="0 0 {width} {height:g}" role="img" '
        f'aria-labelledby="picture-title picture-said"><title id="picture-title">'
        f"{_h(told.t('picture_title', n=len(hurt)))}</title>"
        f'<desc id="picture-said">{_h(_said(told, totals))}</desc>{"".join(parts)}</svg>'
    )


def _spots(grid: pd.DataFrame, tops: dict[int, float], left: float, wide: float, tall: float) -> str:
    """Return the outline of a column's spots: the larger the share of the lines, the bigger the spot."""
    path = []
    for start, end, count in grid[list(_BAND)].itertuples(index=False):
        share = count / max(end - start + 1, 1)
        size = next((size for limit, size in _SIZES if share <= limit), 1)
        w, h = (wide - 4) * (size if wide == WIDE else 1), (tall - 2) * size
        x, y = left + (wide - w) / 2, tops[start] + (tall - h) / 2
        path.append(f"M{x:.5g} {y:.5g}h{w:.4g}v{h:.4g}h-{w:.4g}z")
    return "".join(path)


def _text(x: float, y: float, text: str, hurt: bool) -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="middle"{" class=hurt" if hurt else ""}>{text}</text>'


def _short(count: int) -> str:
    """Write a count in the width of a column: 999, 12k, 3M."""
    return str(count) if count < 1000 else f"{count // 1000}k" if count < 1_000_000 else f"{count // 1_000_000}M"


def _table(told: Telling, grid: pd.DataFrame, totals: dict[str, int]) -> str:
    head = "".join(f'<th scope="col">{_h(told.t(f"table_{key}"))}</th>' for key in _TABLE)
    rows = []
    for name in sorted(totals, key=lambda name: told.places.get(name, -1)):
        worst = grid[grid["column"] == name].nlargest(VALUES_TOLD, "count")
        where = ", ".join(_place(told, *band) for band in worst[list(_BAND)].itertuples(index=False))
        rows.append(
            f"<tr><td>{letters(told.places[name]) if name else '–'}</td>"
            f'<th scope="row">{_h(_title(told, name))}</th>'
            f'<td class="n">{_h(number(totals[name], lang=told.lang))}</td><td>{_h(where)}</td></tr>'
        )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _place(told: Telling, start: int, end: int, count: int) -> str:
    """Return "line 5", "line 5 (2)", "lines 2 to 7 (3)"."""
    band = told.t("table_line" if start == end else "table_band", first=str(start), last=str(end))
    return band if start == end and count == 1 else told.t("table_count", place=band, count=int(count))
