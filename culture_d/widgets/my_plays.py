"""The window for one's own history of listening, viewing or spending."""

from __future__ import annotations

from collections.abc import Iterator

import ipywidgets as widgets
import pandas as pd

from culture_d.i18n import t
from culture_d.personal import plays, spending
from culture_d.personal.export import Export
from culture_d.personal.plays_charts import (
    clock_chart,
    months_chart,
    names_chart,
    nights_chart,
    repeats_chart,
    subscriptions_chart,
    year_chart,
)
from culture_d.widgets.own_export import OwnExport
from culture_d.widgets.pictures import picture

FEWEST = 8  # nights, or weeks, that make a picture
YEAR = pd.Timedelta(days=365)


def my_plays(lang: str | None = None) -> OwnExport:
    """Return the window: choose a file, see what it says, forget it.

    Parameters
    ----------
    lang : {"en", "fr"}, optional
        The current language by default.
    """
    return OwnExport(("plays", "transactions"), _show, lang, section="plays")


def _show(export: Export, lang: str) -> Iterator[widgets.Widget]:
    exports = [e for e in (export, *export.others) if e.family in ("plays", "transactions")]
    for each in exports:
        show = _of_plays if each.family == "plays" else _of_spending
        for shown in show(each.table, t("plays.window_source", lang), lang):
            yield picture(shown)


def _of_plays(table: pd.DataFrame, source: str, lang: str) -> Iterator[object]:
    if plays.timed(table).empty:
        yield t("plays.window_no_hours", lang)
        yield table["by"].fillna(table["title"]).value_counts().head(10).rename_axis("title").reset_index(name="n")
        return
    yield clock_chart(table, source, lang=lang)
    if not plays.top_by(table).empty:
        yield names_chart(table, source, lang=lang)
    table, source = table[table["start"] > table["start"].max() - YEAR], t("plays.window_year", lang)
    yield months_chart(table, source, lang=lang)
    yield year_chart(table, source, lang=lang)
    away, twice = plays.absences(table), plays.at_once(table)
    if len(away):
        yield t("plays.window_longest", lang, n=round(float(away["days"].max())))
    if twice:
        yield t("plays.window_at_once", lang, n=twice)
    if len(plays.nights(table)) >= FEWEST:
        yield nights_chart(table, source, lang=lang)
        yield t("plays.window_doubt", lang)
    if len(plays.weeks(table)) >= FEWEST:
        yield repeats_chart(table, source, lang=lang)


def _of_spending(table: pd.DataFrame, source: str, lang: str) -> Iterator[object]:
    if spending.subscriptions(table).empty:
        yield t("plays.window_none_regular", lang)
        return
    yield subscriptions_chart(table, source, lang=lang)
