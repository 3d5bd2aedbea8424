"""What holds for every trace: no distance is lost, the order of time is kept, nothing breaks."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from trace_samples import NOW

from culture_d.personal.geometry import steps_km
from culture_d.personal.stops import clean, stops, trips_between

_PLACES = [(44.797, 5.163), (44.772, 5.201), (44.790, 5.172), (44.826, 5.214), (45.75, 4.85)]
# A stay or a move: (place, minutes there, minutes to get there, points on the way).
_STAGES = st.lists(
    st.tuples(st.sampled_from(_PLACES), st.integers(0, 300), st.integers(8, 200), st.integers(0, 12)),
    min_size=1,
    max_size=6,
)


def _trace(stages, seed: int, noise: float) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    minute, at, rows = 0.0, np.array(_PLACES[0]), []
    for place, stay, move, points in stages:
        for k in range(1, points + 1):
            rows.append((minute + move * k / (points + 1), *(at + (np.array(place) - at) * k / (points + 1))))
        minute, at = minute + move, np.array(place)
        for k in range(0, stay + 1, 7):
            rows.append((minute + k, *place))
        minute += stay + 1
    table = pd.DataFrame(rows, columns=["time", "lat", "lon"])
    table[["lat", "lon"]] += random.normal(0, noise / 111_195, (len(table), 2))
    table["time"] = pd.Timestamp("2025-09-01", tz="Europe/Paris") + pd.to_timedelta(table["time"], unit="m")
    return table.assign(accuracy_m=np.nan, elevation_m=np.nan)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(_STAGES, st.integers(0, 1000), st.sampled_from([0.0, 15.0, 60.0]))
def test_trips_are_never_shorter_than_the_straight_line_between_stops(stages, seed, noise):
    positions, _ = clean(_trace(stages, seed, noise), now=NOW)
    found = stops(positions)
    trips = trips_between(positions, found)
    straight = steps_km(found["lat"], found["lon"]).sum()
    assert trips["distance_km"].sum() >= straight - 1e-6
    assert (trips["end"] >= trips["start"]).all()
    assert trips["start"].is_monotonic_increasing
    assert (found["end"] - found["start"] >= pd.Timedelta(minutes=10)).all()
    assert (found["start"].iloc[1:].to_numpy() > found["end"].iloc[:-1].to_numpy()).all()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(
            st.integers(-(10**9), 4 * 10**9),
            st.floats(-1000, 1000) | st.just(float("nan")),
            st.floats(-1000, 1000) | st.just(float("nan")),
        ),
        max_size=40,
    )
)
def test_any_points_are_cleaned_into_order_without_an_error(rows):
    table = pd.DataFrame(rows, columns=["time", "lat", "lon"]).astype({"lat": float, "lon": float})
    table["time"] = pd.to_datetime(table["time"].astype("int64"), unit="s", utc=True).dt.tz_convert("Europe/Paris")
    table = table.assign(accuracy_m=np.nan, elevation_m=np.nan)
    positions, doubts = clean(table, now=NOW)
    aside = sum(doubt.values["n"] for doubt in doubts if doubt.key != "stops.unexplained")
    assert len(positions) + aside == len(table)
    assert positions["time"].is_monotonic_increasing and positions["time"].is_unique
    found = stops(positions)
    trips_between(positions, found)
    again, twice = clean(positions, now=NOW)
    assert not {"stops.incomplete", "stops.nowhere", "stops.out_of_time"} & {doubt.key for doubt in twice}
