"""A first sheet, filled with what a table says of itself; the rest is left as questions."""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd

from culture_d.cells import plain_name
from culture_d.i18n import language
from culture_d.profile import Profile, profile
from culture_d.publish.frames import frame_of, read_cells, safe_names
from culture_d.publish.sheet import FieldWords, Sheet
from culture_d.sniffing import unique_names
from culture_d.tables import Table

YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)", re.ASCII)
# The end of a column's name -> the unit that it announces, for columns of numbers only.
UNITS = {
    "km": "km", "m": "m", "cm": "cm", "mm": "mm", "m2": "m²", "m3": "m³", "km2": "km²", "ha": "ha", "l": "L",
    "kg": "kg", "g": "g", "t": "t", "eur": "€", "euro": "€", "euros": "€", "keur": "k€", "meur": "M€",
    "h": "h", "heures": "h", "min": "min", "minutes": "min", "s": "s", "secondes": "s", "jours": "j", "days": "d",
    "pct": "%", "percent": "%", "pourcent": "%", "pourcentage": "%", "kw": "kW", "kwh": "kWh", "mwh": "MWh",
    "gwh": "GWh", "twh": "TWh", "degres": "°", "celsius": "°C", "kmh": "km/h",
}  # fmt: skip
_IN_BRACKETS = re.compile(r"\s*[(\[]\s*([^()\[\]]{1,12}?)\s*[)\]]\s*$")
_UPDATED = re.compile(r"(?:.*_)?(?:maj|mise?_a_jour|update|updated|modified|modification|saisie|extraction)(?:_.*)?")
_WHERE = ("commune", "department", "region", "country")


def draft(table: Table | pd.DataFrame, name: str = "", lang: str | None = None) -> Sheet:
    """Fill a sheet with what is known from a table: its columns, their units, its period, its only place.

    Parameters
    ----------
    table : Table or pandas.DataFrame
    name : str
        A title, when there is a good one; a file's name is not.
    lang : {"en", "fr"}, optional
        The language of the sheet; the current one by default.

    Raises
    ------
    PublishError
        If it is no table.
    """
    data = read_cells(frame_of(table, lang))
    names, _, _ = unique_names([column.strip() for column in safe_names(data)], data.shape[1])
    data.columns = pd.Index(names, dtype=object)
    seen = profile(data)
    titles = data.attrs.get("titles", {})
    fields = {
        column.name: words_of(titles.get(column.name, column.name), column.kind in ("number", "whole"))
        for column in seen.columns
    }
    return Sheet(
        title=name,
        fields=fields,
        temporal=_period(seen, names),
        spatial=_place(seen, data),
        lang=lang or language(),
    )


def words_of(name: str, is_number: bool = False) -> FieldWords:
    """Guess a title for people and a unit from the name of a column: ``length_km`` is "Length", in km."""
    unit, bare = "", name
    if found := _IN_BRACKETS.search(name):
        unit, bare = found[1], name[: found.start()]
    elif is_number and (end := plain_name(name).rpartition("_"))[0] and end[2] in UNITS:
        unit, bare = UNITS[end[2]], re.sub(r"[_\s.-]+\w+$", "", name)
    title = re.sub(r"[_\s]+", " ", bare).strip()
    return FieldWords(title[:1].upper() + title[1:], "", unit)


def _period(seen: Profile, names: list[str]) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last days of the columns of dates and years, or of years written in the header."""
    found = [p for p in seen.periods if not _UPDATED.fullmatch(plain_name(p.column))]
    if found:
        return min(p.start for p in found), max(p.end for p in found)
    years = sorted({int(year[0]) for name in names if (year := YEAR.search(name))})
    return (dt.date(years[0], 1, 1), dt.date(years[-1], 12, 31)) if years else (None, None)


def _place(seen: Profile, data: pd.DataFrame) -> str:
    """Return the only place that the table names, where there is one."""
    for what in _WHERE:
        for place in seen.places:
            if place.what == what and place.distinct == 1:
                values = data[place.column].dropna()
                return str(values.iloc[0]).strip() if len(values) else ""
    return ""
