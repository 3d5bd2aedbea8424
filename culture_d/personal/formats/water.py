"""Water: the daily litres that Veolia gives its customers, as a CSV file.

The columns are those that public parsers of these files read. Other services (Eau du Grand Lyon, for example) have
other files, which the course does not read.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from culture_d.i18n import t
from culture_d.personal.export import COLUMNS, Export, Format, PersonalFileError, Said, said
from culture_d.personal.opening import Member
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

DAY = pd.Timedelta(days=1)
MOST_LITRES = 100_000  # in a day: more than any home's meter can pass
_NAMES = ("Date de relevé", "Consommation du jour (litres)")
_DATES = ("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d")


def _is_veolia(member: Member) -> bool:
    return header_at(member.head, _NAMES) is not None


def _read(member: Member) -> Export:
    rows = csv_rows(member.text, _NAMES)
    nothing = pd.Series("", index=rows.index, dtype="object")
    whole, times = _times(rows["date_de_releve"])
    data = pd.DataFrame({"litres": numbers(rows["consommation_du_jour_litres"])})
    data["index_litres"] = numbers(rows.get("index_releve_litres", nothing))
    quality = rows.get("index_mesure_estime", nothing).str.lower()
    data["estimated"] = quality.str.startswith("estim").astype("boolean").mask(quality == "")
    # A reading with an hour closes its day; a date alone names the day itself.
    for side, local in (("start", times if whole else times - DAY), ("end", times + DAY if whole else times)):
        data[side], _ = local_times(local)
    data, unread = without_unreadable(data, ["start", "end"])
    if data.empty:
        raise PersonalFileError(t("personal.no_lines"))
    data, doubts = _doubted(data)
    return Export("water", "veolia-daily", data[list(COLUMNS["water"])], tuple(_told(data, whole)), (*unread, *doubts))


def _times(texts: pd.Series) -> tuple[bool, pd.Series]:
    """Return whether the dates are whole days, and the naive times; the pattern that reads most lines is kept."""
    read = {pattern: pd.to_datetime(texts, format=pattern, errors="coerce") for pattern in _DATES}
    times = max(read.values(), key=lambda times: times.notna().sum())
    return bool((times.dropna().dt.hour == 0).all()), times


def _doubted(data: pd.DataFrame) -> tuple[pd.DataFrame, list[Said]]:
    """Mend what can be, and say all that is doubtful; a leak is no fault of the file, and is left to the reader."""
    data = data.sort_values(["end", "estimated"], na_position="first", kind="stable").reset_index(drop=True)
    data, twice = without_duplicates(data, ["end"], ["litres", "index_litres"])
    data, absurd = without_absurd(data, "litres", 0, MOST_LITRES)
    steps = data["index_litres"].diff()
    dates = data["end"].dt.tz_localize(None).dt.normalize().diff()
    counts = {
        "backwards": (steps < 0).sum(),
        "uneven": ((dates == DAY) & (steps >= 0) & ((steps - data["litres"]).abs() > 1)).sum(),
        "gaps": round((dates[dates > DAY] - DAY).sum() / DAY),
        "estimated": data["estimated"].sum(),
    }
    return data, [*twice, *absurd, *(said(f"water.{key}", n=int(n)) for key, n in counts.items() if n)]


def _told(data: pd.DataFrame, whole: bool) -> Iterator[Said]:
    yield period(data["start"], data["end"])
    yield said("water.days", n=len(data), litres=round(float(data["litres"].sum())))
    yield said("water.whole_days" if whole else "water.readings")


FORMATS = (Format("veolia-daily", "water", _is_veolia, _read),)
