"""The exports of EDF's customer area: four CSV in a ZIP, in Windows-1252, going back in time.

Formats read in public parsers: the half-hours come under a line that opens each day, ``00:00:00`` (the end of the day)
first; the months come with the totals of the years.
"""

from __future__ import annotations

import pandas as pd

from culture_d.i18n import t
from culture_d.personal.export import COLUMNS, PARIS, Export, Format, Said, said
from culture_d.personal.load_curves import Measures, day_curve, load_curve
from culture_d.personal.opening import Member, PersonalFileError
from culture_d.personal.parsing import (
    csv_rows,
    header_at,
    local_times,
    numbers,
    period,
    without_absurd,
    without_duplicates,
    without_unreadable,
)

_POWER = ("Date et heure de relève par le distributeur", "Puissance atteinte (W)")
_DAILY = ("Date de consommation", "Consommation (kWh)")
_MONTHLY = ("Période de consommation", "Consommation (kWh)")
_INDEX = ("Date de relevé de l'index", "Type d'index")
_MOST_KWH = 1e8


def read_power(member: Member) -> Export:
    """Read the half-hours: ``18/01/2025;;`` then ``00:00:00;1122;Réelle``, ``23:30:00;1184;Réelle``…"""
    rows = csv_rows(member.text, _POWER)
    first, watts, *nature = (rows[name] for name in rows)
    days = pd.to_datetime(first, format="%d/%m/%Y", errors="coerce")
    opens = days.notna()
    # What is neither a day nor an hour is unreadable; a line above the first day belongs to no day.
    hours = pd.to_timedelta(first.where(first.str.fullmatch(r"\d{1,2}:\d{2}:\d{2}")), errors="coerce")
    stamps = days.ffill() + hours.mask(hours == pd.Timedelta(0), pd.Timedelta(1, "D"))
    stamps, watts = stamps[~opens], watts[~opens]
    off_grid = stamps.notna() & (stamps.dt.minute % 30 != 0)
    stamps, watts = stamps[~off_grid], watts[~off_grid]
    goes_back = _goes_back(stamps)
    ends, doubts = local_times(stamps, descending=goes_back)
    if off_grid.any():
        doubts = (said("electricity.off_grid", n=int(off_grid.sum())), *doubts)
    told = (said("electricity.descending"),) if goes_back else ()
    estimated = _estimated(nature[0][~opens][~off_grid]) if nature else None
    return load_curve(Measures(ends, numbers(watts), step=30.0, estimated=estimated), "edf-power", told, doubts)


def _goes_back(stamps: pd.Series) -> bool:
    """Tell whether most lines are earlier than the one above; a duplicated day still is in the same order."""
    steps = stamps.diff()
    return bool((steps < pd.Timedelta(0)).sum() > (steps > pd.Timedelta(0)).sum())


def read_daily(member: Member) -> Export:
    """Read ``02/01/2001;9;Réelle``."""
    rows = csv_rows(member.text, _DAILY)
    days = pd.to_datetime(rows["date_de_consommation"], format="%d/%m/%Y", errors="coerce")
    return day_curve(days, numbers(rows["consommation_k_wh"]), "edf-daily", estimated=_nature(rows))


def read_monthly(member: Member) -> Export:
    """Read ``01/2001;1016;Réelle``, without the totals of the years (``Année 2001;1 016;``)."""
    rows = csv_rows(member.text, _MONTHLY)
    totals = rows["periode_de_consommation"].str.match(r"ann[ée]e\b", case=False)
    rows = rows[~totals]
    months = pd.to_datetime("01/" + rows["periode_de_consommation"], format="%d/%m/%Y", errors="coerce")
    told = (said("electricity.subtotals", n=int(totals.sum())),) if totals.any() else ()
    kwh = numbers(rows["consommation_k_wh"])
    return day_curve(months, kwh, "edf-monthly", months=True, estimated=_nature(rows), told=told)


def read_index(member: Member) -> Export:
    """Read one line a reading, one column a register: ``Index Heures pleines (kWh)`` becomes ``Heures pleines``."""
    rows = csv_rows(member.text, _INDEX)
    date, kind, *registers = list(rows)
    rows = rows.assign(**{name: numbers(rows[name]) for name in registers})
    rows["time"] = pd.to_datetime(rows[date], format="%d/%m/%Y", errors="coerce").dt.tz_localize(PARIS)
    rows["estimated"] = rows[kind].str.contains("estim", case=False).astype("boolean")
    rows, unreadable = without_unreadable(rows, ["time"])
    rows, repeated = without_duplicates(rows, ["time"], registers)
    table = rows.melt(["time", "estimated"], registers, "register", "index_kwh").dropna(subset="index_kwh")
    table, absurd = without_absurd(table, "index_kwh", 0, _MOST_KWH)
    table = table.dropna(subset="index_kwh")
    if table.empty:
        raise PersonalFileError(t("personal.no_lines"))
    table["register"] = [_register(name) for name in table["register"]]
    table = table.sort_values(["time", "register"], ignore_index=True)[list(COLUMNS["meter_index"])]
    told = (period(table["time"]), said("electricity.index", n=table["register"].nunique()))
    return Export("meter_index", "edf-index", table, told, (*unreadable, *repeated, *absurd, *_backwards(table)))


def _register(name: str) -> str:
    return name.removeprefix("index_").removesuffix("_k_wh").replace("_", " ").capitalize() or name


def _backwards(table: pd.DataFrame) -> tuple[Said, ...]:
    back = int((table.groupby("register")["index_kwh"].diff() < 0).sum())
    return (said("electricity.index_back", n=back),) if back else ()


def _nature(rows: pd.DataFrame) -> pd.Series | None:
    return _estimated(rows["nature_de_la_donnee"]) if "nature_de_la_donnee" in rows else None


def _estimated(nature: pd.Series) -> pd.Series:
    return nature.str.lower().str.startswith("estim").astype("boolean").where(nature != "")


def _has(names: tuple[str, ...]):
    return lambda member: header_at(member.head, names) is not None


FORMATS = (
    Format("edf-power", "load_curve", _has(_POWER), read_power),
    Format("edf-daily", "load_curve", _has(_DAILY), read_daily),
    Format("edf-monthly", "load_curve", _has(_MONTHLY), read_monthly),
    Format("edf-index", "meter_index", _has(_INDEX), read_index),
)
