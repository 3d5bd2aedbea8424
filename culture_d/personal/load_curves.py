"""Make one table of a load curve whatever the export: steps with their start, power, energy, and lines for the gaps.

A load curve gives the mean power over each step, stamped at the END of the step: the energy is the power times the
length of the step. Source: public parsers of the exports of Enedis and EDF.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from culture_d.i18n import t
from culture_d.personal.export import COLUMNS, PARIS, Export, Said, said
from culture_d.personal.opening import PersonalFileError
from culture_d.personal.parsing import period, without_absurd, without_duplicates, without_unreadable

MOST_WATTS = 250_000  # the most that a small site may take; beyond, a value is a mistake
HOME_WATTS = 36_000  # the most that a meter of the kind found in homes lets through (36 kVA)
STEPS = (5, 10, 15, 20, 30, 60)  # minutes
_RUN = 4  # equal distances in a row that prove a step: two gaps in a row prove nothing
_LONGEST_GAP = pd.Timedelta(366, "D")  # a longer one stays a hole: lines for ten empty years teach nothing
_MINUTE = pd.Timedelta(1, "min")


@dataclass(frozen=True)
class Measures:
    """What a file says, in any order, one line each.

    Attributes
    ----------
    ends : pandas.Series of datetime64[ns, Europe/Paris]
        End of each step.
    values : pandas.Series of float
        Mean power in W, or energy in Wh if ``energy``; missing for a gap.
    energy : bool
    step : float, optional
        Minutes announced by the file; what the times say has the last word.
    estimated : pandas.Series of boolean, optional
    """

    ends: pd.Series
    values: pd.Series
    energy: bool = False
    step: float | None = None
    estimated: pd.Series | None = None


def load_curve(
    measures: Measures, format_id: str, told: tuple[Said, ...] = (), doubts: tuple[Said, ...] = ()
) -> Export:
    """Build the load curve of a file of steps of an hour or less.

    Raises
    ------
    PersonalFileError
        If no line can be read.
    """
    table = pd.DataFrame({"end": measures.ends, "value": measures.values.astype("float64")})
    table["estimated"] = _flags(measures.estimated, table.index)
    table, unreadable = without_unreadable(table.reset_index(drop=True), ["end"])
    if table["value"].isna().all():
        raise PersonalFileError(t("personal.no_lines"))
    table, repeated = without_duplicates(table, ["end"], ["value"])
    table = table.sort_values("end", ignore_index=True)
    length = _lengths(table["end"], measures.step)
    hours = length / pd.Timedelta(1, "h")
    table["start"] = table["end"] - length
    table["power_w"] = table["value"] / hours if measures.energy else table["value"]
    table["energy_kwh"] = table["power_w"] * hours / 1000
    table, absurd = without_absurd(table, "power_w", 0, MOST_WATTS, ["energy_kwh"])
    table = with_gaps(table[list(COLUMNS["load_curve"])])
    told = (period(table["start"], table["end"]), _step_told(length, measures.energy), *told, total(table))
    doubts = (*doubts, *unreadable, *repeated, *absurd, *_step_doubts(length, measures.step), *gap_doubts(table))
    return Export("load_curve", format_id, table, told, (*doubts, *_estimates(table), *_high(table)))


def day_curve(
    days: pd.Series,
    kwh: pd.Series,
    format_id: str,
    *,
    months: bool = False,
    estimated: pd.Series | None = None,
    told: tuple[Said, ...] = (),
    doubts: tuple[Said, ...] = (),
) -> Export:
    """Build a load curve whose steps are days, or months.

    Parameters
    ----------
    days : pandas.Series of datetime64
        The day, or the first day of the month, without a time zone.
    kwh : pandas.Series of float

    Raises
    ------
    PersonalFileError
        If no line can be read.
    """
    table = pd.DataFrame({"day": days, "energy_kwh": kwh.astype("float64")})
    table["estimated"] = _flags(estimated, table.index)
    table, unreadable = without_unreadable(table.reset_index(drop=True), ["day"])
    if table["energy_kwh"].isna().all():
        raise PersonalFileError(t("personal.no_lines"))
    table, repeated = without_duplicates(table, ["day"], ["energy_kwh"])
    most = MOST_WATTS / 1000 * 24 * (31 if months else 1)
    table, absurd = without_absurd(table, "energy_kwh", 0, most)
    every = pd.date_range(table["day"].min(), table["day"].max(), freq="MS" if months else "D")
    table = table.set_index("day").reindex(every)
    table["start"] = every.tz_localize(PARIS)
    table["end"] = (every + (pd.DateOffset(months=1) if months else pd.DateOffset(days=1))).tz_localize(PARIS)
    table["power_w"] = table["energy_kwh"] * 1000 / ((table["end"] - table["start"]) / pd.Timedelta(1, "h"))
    table = table[list(COLUMNS["load_curve"])].reset_index(drop=True)
    step = said("electricity.months" if months else "electricity.days")
    told = (period(table["start"], table["end"]), step, *told, total(table))
    doubts = (*doubts, *unreadable, *repeated, *absurd, *gap_doubts(table), *_estimates(table))
    return Export("load_curve", format_id, table, told, doubts)


def with_gaps(table: pd.DataFrame) -> pd.DataFrame:
    """Add lines without values where steps of an hour or less are missing, as long as the step before the gap.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns of ``load_curve``, sorted by time.
    """
    gap = table["start"].shift(-1) - table["end"]
    length = table["end"] - table["start"]
    wide = (length >= _MINUTE) & (length <= 60 * _MINUTE) & (length <= gap) & (gap <= _LONGEST_GAP)
    if not wide.any():
        return table.reset_index(drop=True)
    count = (gap[wide] // length[wide]).astype("int64")
    rank = np.concatenate([np.arange(n) for n in count])
    step = length[wide].repeat(count).reset_index(drop=True)
    start = table.loc[wide, "end"].repeat(count).reset_index(drop=True) + step * rank
    holes = pd.DataFrame({"start": start, "end": start + step, "power_w": np.nan, "energy_kwh": np.nan})
    holes["estimated"] = pd.Series(pd.NA, index=holes.index, dtype="boolean")
    return pd.concat([table, holes]).sort_values("start", ignore_index=True, kind="stable")


def total(table: pd.DataFrame) -> Said:
    """Tell the energy of a whole curve."""
    return said("electricity.total", kwh=round(float(table["energy_kwh"].sum()), 1))


def gap_doubts(table: pd.DataFrame) -> tuple[Said, ...]:
    """Tell how many steps have no value, and their share of the time."""
    missing = table["energy_kwh"].isna()
    if not missing.any():
        return ()
    length = table["end"] - table["start"]
    share = 100 * (length[missing].sum() / length.sum())
    return (said("electricity.gaps", n=int(missing.sum()), percent=max(round(float(share), 1), 0.1)),)


def _flags(flags: pd.Series | None, index: pd.Index) -> pd.Series:
    return pd.Series(pd.NA, index=index, dtype="boolean") if flags is None else flags.astype("boolean")


def _lengths(ends: pd.Series, announced: float | None) -> pd.Series:
    """Return the length of each step: the distance to the one before, where several in a row agree.

    Elsewhere (gaps, a lone line) the step of the lines around is taken; where lines are nearer than that, their
    distance: two steps never overlap.
    """
    distance = ends.diff()
    minutes = distance / _MINUTE
    run = minutes.groupby(minutes.ne(minutes.shift()).cumsum()).transform("size")
    proved = minutes.where((run >= _RUN) & minutes.isin(STEPS))
    likely = announced if announced in STEPS else minutes[minutes.isin(STEPS)].mode().min()
    minutes = proved.ffill().bfill().fillna(likely if pd.notna(likely) else 30.0)
    step = pd.to_timedelta(minutes, unit="min")
    return step.where(distance.isna() | (distance > step), distance)


def _step_told(length: pd.Series, energy: bool) -> Said:
    minutes = length.dt.total_seconds() / 60
    kind = said("electricity.energy" if energy else "electricity.power")
    if minutes.nunique() == 1:
        return said("electricity.step", minutes=float(minutes.iloc[0]), kind=kind)
    return said("electricity.steps", least=float(minutes.min()), most=float(minutes.max()), kind=kind)


def _step_doubts(length: pd.Series, announced: float | None) -> tuple[Said, ...]:
    usual = (length / _MINUTE).mode().min()
    if announced is None or announced == usual:
        return ()
    return (said("electricity.step_differs", announced=float(announced), found=float(usual)),)


def _estimates(table: pd.DataFrame) -> tuple[Said, ...]:
    count = int((table["estimated"].fillna(False) & table["energy_kwh"].notna()).sum())
    return (said("electricity.estimated", n=count),) if count else ()


def _high(table: pd.DataFrame) -> tuple[Said, ...]:
    high = int((table["power_w"] > HOME_WATTS).sum())
    return (said("electricity.high", n=high),) if high else ()
