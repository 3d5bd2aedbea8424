"""Viewing: what Netflix gives its users, on request (full) or at once from the page of a profile (quick).

The columns are those that public parsers of these files read. The full file writes when a play began, in universal
time; the quick file gives titles and days only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from culture_d.i18n import t
from culture_d.personal.export import COLUMNS, Export, Format, PersonalFileError, Said, said
from culture_d.personal.opening import Member
from culture_d.personal.parsing import (
    csv_rows,
    header_at,
    instants,
    local_times,
    period,
    without_absurd,
    without_duplicates,
    without_unreadable,
)

LONGEST = 24 * 3600.0  # seconds of one play
_FULL, _EXTRA = ("Start Time", "Duration", "Title"), "supplemental_video_type"
_FULL_UTC = ("Start Time (UTC)", "Duration (H:MM:SS)", "Title")
_QUICK = ("Title", "Date")
_SEASON = re.compile(
    r"(?:season|saison|series|part|partie|volume|chapter|chapitre|limited series|mini-série|épisode|episode|book|"
    r"livre|temporada|staffel|stagione)\b",
    re.IGNORECASE,
)
_DATES = ("%d/%m/%Y", "%d/%m/%y", "%m/%d/%Y", "%m/%d/%y", "%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y")


def _is_full(member: Member) -> bool:
    return any(header_at(member.head, names) for names in (_FULL, _FULL_UTC)) and "Supplemental" in member.head


def _is_quick(member: Member) -> bool:
    lines = [line.strip().replace('"', "") for line in member.head.split("\n", 2)[:2]]
    return lines[0] == "Title,Date" and len(lines) == 2 and bool(re.search(r",[\d./-]{6,10}$", lines[1]))


def _read_full(member: Member) -> Export:
    names = _FULL if header_at(member.head, _FULL) else _FULL_UTC
    rows = csv_rows(member.text, names).rename(columns={"start_time_utc": "start_time", "duration_h_mm_ss": "duration"})
    nothing = pd.Series("", index=rows.index, dtype="object")
    extra = rows.get(_EXTRA, nothing) != ""
    profiles = rows.get("profile_name", nothing).nunique()  # counted, and not kept
    data = pd.DataFrame({"start": instants(rows["start_time"]), "seconds": _seconds(rows["duration"])})
    data["title"], data["by"] = rows["title"], _series(rows["title"])
    data["device"] = rows.get("device_type", nothing).where(lambda cells: cells != "")
    data["country"] = rows.get("country", nothing).str.extract(r"^([A-Z]{2})\b", expand=False)
    data, unread = without_unreadable(data[~extra], ["start", "seconds"])
    data, absurd = without_absurd(data, "seconds", 0, LONGEST)
    data["end"] = data["start"] + pd.to_timedelta(data["seconds"].fillna(0), unit="s")
    data, twice = without_duplicates(data, ["start", "title", "seconds", "device"], ["by"])
    counts = {"trailers": extra.sum(), "empty": (data["seconds"] == 0).sum()}
    doubts = [*unread, *absurd, *twice, *(said(f"plays.{key}", n=int(n)) for key, n in counts.items() if n)]
    if profiles > 1:
        doubts.append(said("plays.profiles", n=profiles))
    return _export("netflix-activity", data, doubts)


def _read_quick(member: Member) -> Export:
    rows = csv_rows(member.text, _QUICK)
    days, certain = _days(rows["date"])
    data = pd.DataFrame({"start": local_times(days)[0], "title": rows["title"], "by": _series(rows["title"])})
    data["seconds"], data["end"] = float("nan"), pd.Series(pd.NaT, index=data.index, dtype=data["start"].dtype)
    data["device"] = data["country"] = None
    data, unread = without_unreadable(data, ["start"])
    doubts = [*unread, said("plays.days_only"), *([] if certain else [said("plays.day_or_month")])]
    return _export("netflix-quick", data, doubts)


def _seconds(cells: pd.Series) -> pd.Series:
    """Read durations written h:mm:ss."""
    parts = cells.str.extract(r"^(\d{1,3}):(\d{1,2}):(\d{1,2})$").astype("float64")
    return parts[0] * 3600 + parts[1] * 60 + parts[2]


def _series(titles: pd.Series) -> pd.Series:
    """Return the series of ``Series: Season 1: Episode``; a film may hold a colon, so one alone is no proof."""
    return pd.Series([_series_of(title) for title in titles], index=titles.index, dtype="object")


def _series_of(title: str) -> str | None:
    parts = re.split(r"\s*:\s+", title)
    is_series = len(parts) > 2 or (len(parts) == 2 and re.match(rf"{_SEASON.pattern}\s+\d", parts[1], re.IGNORECASE))
    return parts[0] if is_series and any(map(_SEASON.match, parts[1:])) else None


def _days(cells: pd.Series) -> tuple[pd.Series, bool]:
    """Read days written as the account's country does; tell whether the order of day and month is certain."""
    read = {pattern: pd.to_datetime(cells, format=pattern, errors="coerce") for pattern in _DATES}
    counts = {pattern: int(days.notna().sum()) for pattern, days in read.items()}
    best = max(_DATES, key=lambda pattern: counts[pattern])  # of equals, the first: the day goes before the month
    other = {"%d/%m/%Y": "%m/%d/%Y", "%d/%m/%y": "%m/%d/%y"}.get(best)
    return read[best], other is None or counts[other] < counts[best]


def _export(format_id: str, data: pd.DataFrame, doubts: list[Said]) -> Export:
    if data.empty:
        raise PersonalFileError(t("personal.no_lines"))
    data = data.sort_values("start", kind="stable").reset_index(drop=True)
    data["kind"], data["skipped"] = "video", pd.array([None] * len(data), dtype="boolean")
    return Export("plays", format_id, data[list(COLUMNS["plays"])], tuple(_told(data)), tuple(doubts))


def _told(data: pd.DataFrame) -> Iterator[Said]:
    yield period(data["start"])
    if data["seconds"].notna().any():
        yield said("plays.watched", n=len(data), hours=round(float(data["seconds"].sum()) / 3600))
    else:
        yield said("plays.titles", n=len(data))
    if series := data["by"].nunique():
        yield said("plays.series", n=series)


FORMATS = (
    Format("netflix-activity", "plays", _is_full, _read_full),
    Format("netflix-quick", "plays", _is_quick, _read_quick),
)
