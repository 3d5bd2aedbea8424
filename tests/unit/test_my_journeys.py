"""The window of one's own journeys: it reads, shows, answers "what if", says no coordinates, and forgets."""

import gc
import re
import weakref

import ipywidgets as widgets
import pytest
from table_samples import nothing_written

from culture_d.i18n import t
from culture_d.personal.journeys_maps import points_of
from culture_d.personal.personas import persona
from culture_d.widgets.my_journeys import journeys_of, my_journeys


def coordinates(export) -> set[str]:
    """Return the latitudes and longitudes of an export as they would be written, with four decimals."""
    points = points_of(export).dropna()
    return {f"{degrees:.4f}" for side in ("lat", "lon") for degrees in points[side]}


def opened(person: str, file: str, lang: str = "en"):
    window = my_journeys(lang)
    path = persona(person).file(file)
    window.receive(path.name, path.read_bytes())
    return window


def everything(widget: widgets.Widget) -> list[widgets.Widget]:
    return [widget, *(found for child in getattr(widget, "children", ()) for found in everything(child))]


def texts(window) -> str:
    parts = everything(window)
    charts = [part.outputs[0]["data"] for part in parts if isinstance(part, widgets.Output)]
    words = [part.value for part in parts if isinstance(part, widgets.HTML)]
    return " ".join([*words, *map(str, charts)])


@pytest.mark.parametrize(
    ("person", "file", "lang"),
    [
        ("jeanne", "coach-co2", "fr"),
        ("jeanne", "google-semantic", "en"),
        ("amina", "google-timeline", "fr"),
        ("malo", "google-timeline-ios", "en"),
        ("karim", "google-records", "fr"),
        ("gerard", "gpx", "en"),
        ("ines", "strava-activities", "fr"),
    ],
)
def test_each_format_is_read_and_shown_without_a_trace(person, file, lang):
    with nothing_written():
        window = opened(person, file, lang)
        said = texts(window)
    assert window.export is not None and t("journeys.head_stranger", lang) in said
    assert not coordinates(window.export) & set(re.findall(r"\d\.\d{4}|\d\d\.\d{4}", said))
    assert len([part for part in everything(window) if isinstance(part, widgets.Output)]) == 4


def controls(window) -> list[widgets.Widget]:
    return [part for part in everything(window.stage) if isinstance(part, (widgets.Dropdown, widgets.BoundedIntText))]


def test_the_day_and_the_what_if_follow_the_reader():
    window = opened("jeanne", "coach-co2")
    day, before, after, most = controls(window)
    first = texts(window)
    day.value = day.options[0][1]
    assert texts(window) != first and "1 September 2025" in texts(window)
    most.value = 1
    short = texts(window)
    most.value = 20
    assert texts(window) != short
    after.value = "tramway"
    assert "otherwise (tram)" in texts(window)
    assert before.value == "car" and all(control.description for control in controls(window))


def test_a_trace_that_moves_little_is_shown_all_the_same():
    window = opened("gerard", "gpx")
    assert t("journeys.no_vehicle", "en") in texts(window)


def test_another_export_is_refused_in_a_sentence():
    window = opened("jeanne", "boursobank")
    assert 'role="alert"' in window.told.value and window.stage.children == () and window.export is None


def test_forget_everything_forgets():
    window = opened("jeanne", "coach-co2")
    held = weakref.ref(window.export)
    window.forget_all()
    gc.collect()
    assert held() is None and window.stage.children == ()
    assert t("own_export.forgotten", "en") in window.told.value


def test_positions_alone_become_trips_and_stops():
    trips, stays = journeys_of(persona("karim").export("google-records"))
    assert len(trips) > 50 and len(stays) > 50
    trips, stays = journeys_of(persona("jeanne").export("coach-co2"))
    assert len(stays) >= len(trips) - 20
