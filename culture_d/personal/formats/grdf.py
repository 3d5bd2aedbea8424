"""Gas: what GRDF gives its customers, as a spreadsheet (by day or by month) and as JSON.

The columns are those of public parsers of these files (https://github.com/ssenart/PyGazpar). A gas day begins at six
in the morning and ends at six the next day; it bears the date of its first morning.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from culture_d.cells import plain_name
from culture_d.i18n import t
from culture_d.personal.export import COLUMNS, PARIS, Export, Format, PersonalFileError, Said, said
from culture_d.personal.opening import Member
from culture_d.personal.parsing import (
    json_of,
    numbers,
    period,
    without_absurd,
    without_duplicates,
    without_unreadable,
)

SIX_IN_THE_MORNING = pd.Timedelta(hours=6)
_LOOKED_AT = 1 << 16  # bytes of each part of a workbook: the words of its first lines
_HEADER_WITHIN = 40  # lines
MOST_M3 = 100_000  # in a day or a month: beyond what any home burns
_MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
)
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_MONTH = re.compile(r"([a-z]+)_(\d{4})", re.ASCII)
# What a column is called, at its beginning, once in small letters and without accents.
_NAMES = {
    "date_de_releve": "date",
    "index_de_debut": "first",
    "index_de_fin": "last",
    "volume_consomme": "volume_m3",
    "energie_consommee": "energy_kwh",
    "coefficient": "kwh_per_m3",
    "temperature": "temperature_c",
    "qualification": "quality",
}
_KEYS = {
    "journeeGaziere": "date",
    "indexDebut": "first",
    "indexFin": "last",
    "volumeBrutConsomme": "volume_m3",
    "energieConsomme": "energy_kwh",
    "coeffConversion": "kwh_per_m3",
    "temperature": "temperature_c",
    "qualificationReleve": "quality",
}
_NUMBERS = ("first", "last", "volume_m3", "energy_kwh", "kwh_per_m3", "temperature_c")


def _words(member: Member) -> str:
    """Return the first words of a workbook, without opening it: they say which it is."""
    if not member.is_zip:
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(member.content)) as book:
            parts = [n for n in book.namelist() if n.startswith(("xl/sharedStrings", "xl/worksheets/sheet"))]
            return " ".join(book.open(name).read(_LOOKED_AT).decode("utf-8", "ignore") for name in parts[:8])
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return ""


def _is_daily(member: Member) -> bool:
    words = _words(member)
    return "Volume consommé" in words and "Index de début" in words


def _is_monthly(member: Member) -> bool:
    words = _words(member)
    return "Volume consommé" in words and "Index de début" not in words


def _is_json(member: Member) -> bool:
    return '"journeeGaziere"' in member.head and '"coeffConversion"' in member.head


# Spreadsheets


def _read_workbook(member: Member) -> Export:
    format_id = "grdf-daily" if _is_daily(member) else "grdf-monthly"
    exports = [_export(format_id, table) for rows in _sheets(member) if (table := _under_header(rows))]
    if not exports:
        raise PersonalFileError(t("personal.no_lines"))
    return replace(exports[0], others=tuple(exports[1:]))


def _sheets(member: Member) -> Iterator[list[tuple]]:
    """Yield the lines of each sheet."""
    try:
        import defusedxml  # noqa: F401  with it, openpyxl refuses XML entities, which may expand beyond measure
        import openpyxl
    except ImportError:
        raise PersonalFileError(t("gas.no_openpyxl")) from None
    try:
        book = openpyxl.load_workbook(io.BytesIO(member.content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # some writers announce a size that is not that of the sheet
            yield [row for row in sheet.iter_rows(values_only=True) if any(cell is not None for cell in row)]
        book.close()
    except Exception:  # a workbook can be wrong in as many ways as there are parts in it
        raise PersonalFileError(t("personal.damaged")) from None


def _under_header(rows: list[tuple]) -> list[dict]:
    """Return the lines below the header, as dictionaries of our names; nothing if there is no header."""
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        names = [_name(cell) for cell in row]
        if "date" in names and "volume_m3" in names:
            return [{n: c for n, c in zip(names, line, strict=False) if n} for line in rows[number + 1 :]]
    return []


def _name(cell: object) -> str:
    plain = plain_name(cell) if isinstance(cell, str) else ""
    return next((ours for start, ours in _NAMES.items() if plain.startswith(start)), "")


# JSON


def _read_json(member: Member) -> Export:
    found = list(_readings(json_of(member)))
    return _export("grdf-api", [{ours: reading.get(key) for key, ours in _KEYS.items()} for reading in found])


def _readings(value: object) -> Iterator[dict]:
    """Yield the readings, however deep they are: a list, a ``releves``, or one for each meter."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict) and "journeeGaziere" in value:
            yield value
        elif isinstance(value, (dict, list)):
            waiting.extend(reversed(list(value.values() if isinstance(value, dict) else value)))


# What both say


def _period(value: object) -> tuple[dt.date, dt.date] | tuple[None, None]:
    """Return the first date and the one after the last of a day (15/11/2020) or a month (Novembre 2020)."""
    if not isinstance(value, dt.date):
        value = _date(str(value or "").strip())
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, tuple):
        year, month = value
        return dt.date(year, month, 1), dt.date(year + month // 12, month % 12 + 1, 1)
    return (value, value + dt.timedelta(days=1)) if value else (None, None)


def _date(text: str) -> dt.date | tuple[int, int] | None:
    try:
        if found := _DAY.fullmatch(text):
            return dt.date(int(found[3]), int(found[2]), int(found[1]))
        if (found := _MONTH.fullmatch(plain_name(text))) and found[1] in _MONTHS:
            return int(found[2]), _MONTHS.index(found[1]) + 1
        return dt.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _export(format_id: str, rows: list[dict]) -> Export:
    rows = [row for row in rows if any(value not in (None, "") for value in row.values())]
    data = pd.DataFrame(
        {name: numbers(pd.Series([row.get(name) for row in rows], dtype="object")) for name in _NUMBERS}
    )
    for side, dates in zip(
        ("start", "end"), zip(*(_period(row.get("date")) for row in rows), strict=True), strict=False
    ):
        data[side] = (pd.to_datetime(pd.Series(dates)) + SIX_IN_THE_MORNING).dt.tz_localize(PARIS)
    if not rows or data["start"].isna().all():
        raise PersonalFileError(t("gas.weekly" if rows else "personal.no_lines"))
    data["estimated"] = pd.array([_is_estimated(row.get("quality")) for row in rows], dtype="boolean")
    data, unread = without_unreadable(data, ["start"])
    data, doubts = _doubted(data)
    table = data[list(COLUMNS["gas"])]
    return Export("gas", format_id, table, tuple(_told(format_id, data)), (*unread, *doubts))


def _is_estimated(word: object) -> bool | None:
    return str(word).strip().lower().startswith("estim") if word else None


def _doubted(data: pd.DataFrame) -> tuple[pd.DataFrame, list[Said]]:
    """Mend what can be, and say all that is doubtful; of two lines for a period, a measure goes before an estimate."""
    data = data.sort_values(["start", "estimated"], na_position="first", kind="stable").reset_index(drop=True)
    data, twice = without_duplicates(data, ["start"], ["volume_m3", "energy_kwh"])
    data, absurd = without_absurd(data, "volume_m3", 0, MOST_M3, ["energy_kwh"])
    data, negative = without_absurd(data, "energy_kwh", 0, MOST_M3 * 15)
    backwards = (data["last"] < data["first"]) | (data["first"] < data["last"].shift())
    holes = data["start"].shift(-1) - data["end"]
    counts = {
        "backwards": backwards.sum(),
        "gaps": round(holes[holes > pd.Timedelta(hours=2)].sum() / pd.Timedelta(days=1)),
        "empty": data[["volume_m3", "energy_kwh"]].isna().all(axis=1).sum(),
        "estimated": data["estimated"].sum(),
    }
    return data, [*twice, *absurd, *negative, *(said(f"gas.{key}", n=int(n)) for key, n in counts.items() if n)]


def _told(format_id: str, data: pd.DataFrame) -> Iterator[Said]:
    yield period(data["start"], data["end"] - SIX_IN_THE_MORNING)
    yield said("gas.months" if format_id == "grdf-monthly" else "gas.days", n=len(data))
    yield said("gas.total", kwh=round(float(data["energy_kwh"].sum())), m3=round(float(data["volume_m3"].sum())))
    factors = data["kwh_per_m3"].dropna()
    if len(factors):
        yield said("gas.factor", low=float(factors.min()), high=float(factors.max()))
    if format_id == "grdf-api":
        yield said("gas.utc")


FORMATS = (
    Format("grdf-daily", "gas", _is_daily, _read_workbook),
    Format("grdf-monthly", "gas", _is_monthly, _read_workbook),
    Format("grdf-api", "gas", _is_json, _read_json),
)
