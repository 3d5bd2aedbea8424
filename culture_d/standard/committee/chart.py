"""The ratchet effect as a chart."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from culture_d.charts import COLOURS
from culture_d.i18n import t
from culture_d.standard.committee.ratchet import Notch

if TYPE_CHECKING:
    from culture_d.standard.committee.game import Committee

# Each part has a sign and a colour: the sign is enough without the colour.
PARTS = {
    "filled": ("=", COLOURS["c6"]),
    "to_fill": ("+", COLOURS["c2"]),
    "to_rewrite": ("~", COLOURS["c3"]),
    "lost": ("−", COLOURS["c4"]),
    "added": ("○", COLOURS["c5"]),
}
TITLE_WIDTH, NAME_WIDTH = 58, 44  # characters: a phone shows 44 of them on a line
SLOT, AXIS = 19, 45  # pixels: a bar or a line of a name; the axis below
ROOM = 2.6  # what is kept on the right of the longest bar for its words, on a phone


def ratchet_table(committee: Committee, lang: str) -> pd.DataFrame:
    """Return the cells that decisions add, one line per decision and part, zeros left out.

    Returns
    -------
    pandas.DataFrame
        Columns ``decision``, ``part`` (words in the language) and ``cells`` (a count).
    """
    rows = [
        {"decision": item.title[lang], "part": _name(part, lang), "cells": count}
        for item in committee.notches()
        for part, count in _parts(item).items()
        if count
    ]
    return pd.DataFrame(rows, columns=["decision", "part", "cells"])


def ratchet_chart(committee: Committee, lang: str) -> alt.LayerChart:
    """Return horizontal bars: for each decision, the cells it makes compulsory, to rewrite, lost, new.

    The decision is written above its bars, as a phone has no room on their left; each bar bears its count and its
    words. The title says the finding; the description (alternative text) gives every figure.
    """
    table = ratchet_table(committee, lang)
    names = [wrap(title, NAME_WIDTH, break_on_hyphens=False) for title in table["decision"]]
    above = max(map(len, names), default=1)  # the lines of the longest name
    rank = table.groupby("decision", sort=False).cumcount()
    slots = above + (int(rank.max()) + 1 if len(table) else 1)
    table = table.assign(decision=["\n".join(lines) for lines in names], slot=rank + above)
    longest = int(table["cells"].max()) if len(table) else 1
    x = (
        alt.X("cells:Q")
        .title(t("committee.chart_cells", lang, places=len(committee.yardstick.places)))
        .scale(domain=[0, longest * ROOM], nice=False)
        .axis(
            tickMinStep=1,
            tickCount=10,
            ticks=False,
            format=",d",
            labelExpr=f"datum.value <= {longest} ? datum.label : ''",
        )
    )
    y = (
        alt.Y("decision:N")
        .title(t("committee.column_decision", lang))
        .sort(None)
        .scale(paddingInner=0.12, paddingOuter=0)
        .axis(None)
    )
    slot = alt.YOffset("slot:O").scale(domain=list(range(slots)), paddingInner=0.12, paddingOuter=0)
    colours = {_name(part, lang): colour for part, (_, colour) in PARTS.items()}
    colour = alt.Color("part:N").scale(domain=list(colours), range=list(colours.values())).legend(None)
    words = alt.expr("slice(datum.part, 0, 1) + ' ' + format(datum.cells, ',d') + ' ' + slice(datum.part, 2)")
    base = alt.Chart(table).encode(x=x, y=y, yOffset=slot)
    bars = base.mark_bar().encode(color=colour)
    counts = base.mark_text(text=words, align="left", dx=6)
    lines = [_name_line(base, i, above) for i in range(above)]
    height = AXIS + round(1.12 * SLOT * slots * max(1, table["decision"].nunique()))
    title = wrap(finding(committee, lang), TITLE_WIDTH, break_on_hyphens=False)
    chart = alt.layer(bars, counts, *lines)
    return chart.properties(title=title, height=height, description=_description(committee, lang))


def _name_line(base: alt.Chart, rank: int, above: int) -> alt.Chart:
    """Return one line of the names of the decisions: the last one touches the bars."""
    line = alt.expr(f"split(datum.decision, '\\n')[{rank} - {above} + length(split(datum.decision, '\\n'))]")
    first = base.transform_filter(f"datum.slot == {above}").transform_calculate(slot=str(rank))
    return first.mark_text(text=line, align="left", fontWeight="bold").encode(x=alt.value(0))


def finding(committee: Committee, lang: str) -> str:
    """Return what the chart shows, in one sentence."""
    hands = sum(item.to_fill + item.to_rewrite for item in committee.notches())
    return t("committee.chart_title", lang, n=hands) if hands else t("committee.chart_title_none", lang)


def _parts(item: Notch) -> dict[str, int]:
    return {
        "filled": item.compulsory - item.to_fill,
        "to_fill": item.to_fill,
        "to_rewrite": item.to_rewrite,
        "lost": item.lost,
        "added": item.added,
    }


def _name(part: str, lang: str) -> str:
    return f"{PARTS[part][0]} {t(f'committee.chart_{part}', lang)}"


def _description(committee: Committee, lang: str) -> str:
    from culture_d.standard.committee.log import notch_words

    rows = [f"{item.title[lang]} {notch_words(item, lang)}" for item in committee.notches()]
    return " ".join([t("committee.chart_description", lang), *rows])
