"""Change the step of a curve without losing or inventing energy, whatever the hour that clocks repeat or skip."""

from __future__ import annotations

import numpy as np
import pandas as pd

from culture_d.errors import ReaderError
from culture_d.i18n import t
from culture_d.personal.export import PARIS

# Steps of the clock are floored in UTC, the others at the local midnight, Monday, first of the month or of the year.
STEPS = {"30min": "30min", "h": "h", "D": "D", "W": "W-MON", "MS": "MS", "YS": "YS"}
_REGISTERS = ("EAS T", "EAS F")  # Enedis counts the same energy three times: in all, for the supplier, for itself
MANY_STEPS = 2_000_000  # thirty years of ten minutes hold fewer


class EnergyError(ReaderError, ValueError):
    """One sentence for the reader: why a curve cannot answer a question, and what to do next."""


def resample(table: pd.DataFrame, step: str, value: str = "energy_kwh") -> pd.DataFrame:
    """Add up the energy (or euros, litres, cubic metres) of a table by half-hour, hour, day, week, month or year.

    A line that spans several steps is shared in proportion to time, so that the total never changes. A gap is never
    filled: ``known`` says which share of each step was measured, and a step where nothing was has no value.

    Parameters
    ----------
    table : pandas.DataFrame
        One line for each measure: ``start`` and ``end`` (in Europe/Paris) and ``value``.
    step : {"30min", "h", "D", "W", "MS", "YS"}
        Weeks begin on Monday; days have 23 or 25 hours when clocks change.
    value : str
        ``"energy_kwh"``, ``"eur"``, ``"litres"`` or ``"volume_m3"``.

    Returns
    -------
    pandas.DataFrame
        ``start``, ``end``, ``value``, ``known`` (from 0 to 1), and for an energy ``power_w``, the mean power of the
        time that is known (W).

    Raises
    ------
    EnergyError
        If ``step`` is none of these, or the dates of the table span an absurd time.
    """
    if step not in STEPS:
        raise EnergyError(t("energy.unknown_step", step=str(step)[:20], steps=", ".join(STEPS)))
    lines = table.dropna(subset=["start", "end"])
    lines = lines[lines["end"] > lines["start"]]
    if lines.empty:
        return _frame(pd.DatetimeIndex([], tz=PARIS), np.empty(0), np.empty(0), value)
    edges = _edges(lines["start"].min(), lines["end"].max(), step)
    lines = lines.dropna(subset=[value])
    totals, hours = _shared(lines, value, edges)
    return _frame(edges, totals, hours, value)


def _edges(first: pd.Timestamp, last: pd.Timestamp, step: str) -> pd.DatetimeIndex:
    """Return the bounds of the steps that cover a time, in Europe/Paris."""
    shortest = pd.Timedelta({"30min": "30min", "h": "1h"}.get(step, "1D"))
    if (last - first) / shortest > MANY_STEPS:
        raise EnergyError(t("energy.too_long"))
    if step in ("30min", "h"):
        low, high = first.tz_convert("UTC").floor(step), last.tz_convert("UTC").ceil(step)
        return pd.date_range(low, high, freq=step).tz_convert(PARIS)
    offset = pd.tseries.frequencies.to_offset(STEPS[step])
    day = first.tz_convert(PARIS).tz_localize(None).normalize()
    end = last.tz_convert(PARIS).tz_localize(None)
    days = pd.date_range(offset.rollback(day), offset.rollforward(end.ceil("D")), freq=offset)
    return days.tz_localize(PARIS)


def _ns(times: pd.Series | pd.DatetimeIndex) -> np.ndarray:
    return pd.DatetimeIndex(times).as_unit("ns").asi8


def _shared(lines: pd.DataFrame, value: str, edges: pd.DatetimeIndex) -> tuple[np.ndarray, np.ndarray]:
    """Share each line between the steps that it touches; return the totals and the hours known of each step."""
    bounds, start, end = _ns(edges), _ns(lines["start"]), _ns(lines["end"])
    amount = lines[value].to_numpy(float)
    first = np.searchsorted(bounds, start, "right") - 1
    last = np.searchsorted(bounds, end, "left") - 1
    pieces = last - first + 1
    line = np.repeat(np.arange(len(lines)), pieces)
    at = first[line] + np.arange(len(line)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    length = np.minimum(end[line], bounds[at + 1]) - np.maximum(start[line], bounds[at])
    share = length / (end - start)[line]
    steps = len(bounds) - 1
    totals = np.bincount(at, amount[line] * share, steps)
    return totals, np.bincount(at, length / 3.6e12, steps)


def _frame(edges: pd.DatetimeIndex, totals: np.ndarray, hours: np.ndarray, value: str) -> pd.DataFrame:
    length = np.diff(_ns(edges)) / 3.6e12
    known = np.minimum(hours / length, 1.0) if len(length) else hours
    table = pd.DataFrame({"start": edges[:-1], "end": edges[1:], value: np.where(hours > 0, totals, np.nan)})
    if value == "energy_kwh":
        with np.errstate(invalid="ignore", divide="ignore"):
            table["power_w"] = np.where(hours > 0, totals / hours * 1000, np.nan)
    return table.assign(known=known)


def known_share(table: pd.DataFrame, value: str = "energy_kwh") -> float:
    """Return the share of the time from the first to the last line that was measured, from 0 to 1."""
    lines = table.dropna(subset=["start", "end"])
    if lines.empty:
        return 0.0
    length = lines["end"] - lines["start"]
    whole = lines["end"].max() - lines["start"].min()
    return min(1.0, length[lines[value].notna()].sum() / whole)


def step_hours(table: pd.DataFrame) -> float:
    """Return the usual step of a table, in hours; a table without a line has none (``nan``)."""
    lengths = (table["end"] - table["start"]).dropna()
    return lengths.median() / pd.Timedelta("1h") if len(lengths) else float("nan")


def curve_of_index(index: pd.DataFrame) -> pd.DataFrame:
    """Return the energy between the readings of a meter, as a curve whose steps go from a reading to the next.

    Parameters
    ----------
    index : pandas.DataFrame
        Columns of the family ``meter_index``: cumulative kWh of each register. The total register of Enedis (``EAS T``)
        is enough where it is; else those of the supplier (``EAS F1``…) or, in other files, all of them add up. A
        reading lower than the one before (a new meter) gives a step without a value.

    Returns
    -------
    pandas.DataFrame
        Columns of the family ``load_curve``.
    """
    names = index["register"].astype(str)
    chosen = next((kept for kind in _REGISTERS if (kept := names.str.startswith(kind)).any()), names.notna())
    totals = index[chosen].pivot_table("index_kwh", "time", "register", aggfunc="last").sort_index()
    steps = totals.diff().iloc[1:]
    energy = steps.where(steps >= 0).sum(axis=1, min_count=steps.shape[1]) if len(steps) else pd.Series(dtype=float)
    table = pd.DataFrame({"start": totals.index[:-1], "end": totals.index[1:], "energy_kwh": energy.to_numpy()})
    hours = (table["end"] - table["start"]) / pd.Timedelta("1h")
    return table.assign(power_w=table["energy_kwh"] / hours * 1000, estimated=False)
