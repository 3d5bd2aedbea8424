"""The window where readers see their own journeys: a day, modes, "what if", and what a stranger would find."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as widgets
import numpy as np
import pandas as pd

from culture_d.i18n import date, language, number, t
from culture_d.personal.export import Export
from culture_d.personal.journeys import emissions, factors, mode_name
from culture_d.personal.journeys_charts import day_ribbon, modes_chart, say, weeks_chart
from culture_d.personal.journeys_maps import Sketch, points_of, sketch_map
from culture_d.personal.revealing import home_and_work, stops_between, what_a_stranger_reads
from culture_d.personal.stops import clean, stops, trips_between
from culture_d.personal.what_if import ASSUMED_SPEED, what_if
from culture_d.widgets.own_export import OwnExport
from culture_d.widgets.pictures import picture
from culture_d.widgets.window import live

FAMILIES = ("trips", "positions")
LONGEST_KM = 100
_STYLE = {"description_width": "initial"}


def my_journeys(lang: str | None = None) -> OwnExport:
    """Show a window where a reader chooses a GPX trace, or an export from Google, Coach CO2 or Strava.

    The file stays in memory: nothing is written, nothing is sent, and nothing is saved with the notebook.

    Parameters
    ----------
    lang : {"en", "fr"}, optional
        The current language by default.
    """
    return OwnExport(FAMILIES, show, lang or language(), section="journeys")


def show(export: Export, lang: str) -> list[widgets.Widget]:
    """Return the pictures of an export of trips or positions."""
    trips, stays = journeys_of(export)
    parts = [] if trips.empty else [*_day(trips, lang), *_modes(trips, lang), *_what_if(trips, lang)]
    return [*(parts or [picture(t("journeys.nothing_moves", lang))]), *_stranger(export, stays, lang)]


def journeys_of(export: Export) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the trips of an export and its stops, found in its positions when it lists no trips."""
    listed, traced = (export.find(family) for family in FAMILIES)
    stays = None
    if traced is not None and not traced.table.empty:
        positions, _ = clean(traced.table)
        stays = stops(positions)
        if listed is None:
            return trips_between(positions, stays), stays
    trips = listed.table if listed else pd.DataFrame()
    implied = stops_between(trips) if listed else pd.DataFrame(columns=["start", "end", "lat", "lon"])
    return trips, stays if stays is not None and len(stays) > len(implied) else implied


def _head(key: str, lang: str) -> widgets.HTML:
    return widgets.HTML(f"<h4>{escape(t(f'journeys.head_{key}', lang))}</h4>")


def _menu(key: str, options: list[tuple[str, object]], value: object, lang: str) -> widgets.Dropdown:
    label = t(f"journeys.choose_{key}", lang)
    layout = widgets.Layout(width="auto")
    return widgets.Dropdown(options=options, value=value, description=label, style=_STYLE, layout=layout)


def _follow(controls: list[widgets.Widget], draw: Callable[[], widgets.Widget]) -> widgets.VBox:
    """Return a box that draws again, and closes what it drew, each time a control changes."""
    box = widgets.VBox([draw()])

    def again(_: dict) -> None:
        old, box.children = box.children, [draw()]
        for picture_ in old:
            picture_.close()

    for control in controls:
        control.observe(again, names="value")
    return box


def _day(trips: pd.DataFrame, lang: str) -> list[widgets.Widget]:
    days = trips["start"].dt.tz_localize(None).dt.normalize()
    listed = sorted(set(days))
    fullest = days.value_counts().sort_index().idxmax()
    menu = _menu("day", [(date(day.date(), lang), day) for day in listed], fullest, lang)
    return [_head("day", lang), menu, _follow([menu], lambda: picture(day_ribbon(trips, menu.value, lang)))]


def _modes(trips: pd.DataFrame, lang: str) -> list[widgets.Widget]:
    counted = emissions(trips)
    apart = counted.loc[counted["kg_co2e"].isna(), "distance_km"].sum()
    told = [t("journeys.counted_by", lang)]
    if apart >= 1:
        told.append(t("journeys.apart", lang, km=round(apart)))
    charts = [picture(modes_chart(trips, lang)), picture(weeks_chart(trips, lang))]
    return [_head("modes", lang), *charts, picture(" ".join(told))]


def _what_if(trips: pd.DataFrame, lang: str) -> list[widgets.Widget]:
    gases = factors().set_index("mode")["grams_per_km"]
    km = trips.groupby("mode")["distance_km"].sum()
    used = [mode for mode in km.sort_values(ascending=False).index if gases.get(mode, 0) > gases["bicycling_electric"]]
    if not used:
        unknown = km.get("unknown", 0) > km.sum() / 2
        return [_head("if", lang), picture(t(f"journeys.{'unknown_modes' if unknown else 'no_vehicle'}", lang))]
    before = _menu("from", [(mode_name(mode, lang), mode) for mode in used], used[0], lang)
    after = _menu("to", [(mode_name(mode, lang), mode) for mode in ASSUMED_SPEED], "bicycling", lang)
    most = widgets.BoundedIntText(  # a slider of ipywidgets has no name for a screen reader
        value=5, min=1, max=LONGEST_KM, description=t("journeys.choose_km", lang), style=_STYLE
    )
    row = widgets.HBox([before, after, most], layout=widgets.Layout(flex_flow="row wrap"))

    def told() -> widgets.HTML:
        found = what_if(trips, before.value, after.value, most.value)
        return widgets.HTML(live(items=found.sentences(lang)))

    return [_head("if", lang), row, _follow([before, after, most], told)]


def _stranger(export: Export, stays: pd.DataFrame, lang: str) -> list[widgets.Widget]:
    known = home_and_work(stays) if len(stays) else pd.DataFrame(columns=["lat", "lon"])
    told = widgets.HTML(live(items=[*what_a_stranger_reads(stays, lang), *_where(export, known, lang)]))
    return [_head("stranger", lang), picture(t("journeys.stranger_sketch", lang)), told, _sketch(export, known, lang)]


def _sketch(export: Export, known: pd.DataFrame, lang: str) -> widgets.Widget:
    marks = known[["lat", "lon"]].assign(name=lambda rows: [say(f"maybe_{name}", lang) for name in rows.index])
    return picture(sketch_map(export, lang, marks=marks))


def _where(export: Export, known: pd.DataFrame, lang: str) -> list[str]:
    """Say how far home and work are from the middle of the sketch, and on which side: never where on the Earth."""
    frame = Sketch(points_of(export))
    told = []
    for name, x, y in frame.placed(known[["lat", "lon"]]).itertuples():
        what, km = t(f"journeys.where_{name}", lang), float(np.hypot(x, y))
        if km < 0.1:
            told.append(t("journeys.where_here", lang, what=what))
            continue
        side = t(f"journeys.direction_{round(np.degrees(np.arctan2(x, y)) / 45) % 8}", lang)
        told.append(t("journeys.where_away", lang, what=what, km=number(km, 1, lang), direction=side))
    return told
