"""Listening: what Spotify gives its users, the last year (short) or the whole life of the account (extended).

What each field means is told by Spotify: https://support.spotify.com/uk/article/understanding-my-data/. Both files
write when a play *ended*, in universal time; the start is the end minus the time that was played.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from culture_d.i18n import t
from culture_d.personal.export import COLUMNS, PARIS, Export, Format, PersonalFileError, Said, said
from culture_d.personal.opening import Member
from culture_d.personal.parsing import (
    EARLIEST,
    LATEST,
    json_of,
    numbers,
    period,
    without_absurd,
    without_duplicates,
    without_unreadable,
)

LONGEST = 24 * 3600.0  # seconds of one play: a whole day is no song
# What no picture of one's listening needs, and what would tell where and on what machine: never kept.
PRIVATE = (
    "username",
    "ip_addr",
    "ip_addr_decrypted",
    "user_agent_decrypted",
    "city",
    "region",
    "metro_code",
    "latitude",
    "longitude",
)
# (field of the title, field of who made it) for each kind, the most particular first.
_EXTENDED = {
    "podcast": ("episode_name", "episode_show_name"),
    "book": ("audiobook_chapter_title", "audiobook_title"),
    "music": ("master_metadata_track_name", "master_metadata_album_artist_name"),
}
_SHORT = {"podcast": ("episodeName", "podcastName"), "music": ("trackName", "artistName")}


def _is_short(member: Member) -> bool:
    return '"endTime"' in member.head and '"msPlayed"' in member.head


def _is_extended(member: Member) -> bool:
    return '"ms_played"' in member.head and '"ts"' in member.head


def _rows(member: Member) -> list[dict]:
    """Return the plays without what is private, dropped before anything is done with them."""
    found = json_of(member)
    found = found if isinstance(found, list) else []
    return [
        {key: value for key, value in play.items() if key not in PRIVATE} for play in found if isinstance(play, dict)
    ]


def _read_short(member: Member) -> Export:
    rows = _rows(member)
    data = _plays(rows, "endTime", "msPlayed", _SHORT)
    data["skipped"] = pd.array([None] * len(data), dtype="boolean")
    data["device"] = data["country"] = None
    return _export("spotify-short", data, [said("plays.minutes_only")])


def _read_extended(member: Member) -> Export:
    rows = _rows(member)
    data = _plays(rows, "ts", "ms_played", _EXTENDED)
    data["skipped"] = pd.array([_truth(row.get("skipped")) for row in rows], dtype="boolean")
    data["device"] = [_text(row.get("platform")) for row in rows]
    data["country"] = [_text(row.get("conn_country")) for row in rows]
    dropped = sum(f'"{name}"' in member.head for name in PRIVATE)
    hidden = sum(_truth(row.get("incognito_mode")) is True for row in rows)
    more = [("plays.private_fields", dropped), ("plays.private_sessions", hidden)]
    return _export("spotify-extended", data, [said(key, n=n) for key, n in more if n])


def _plays(rows: list[dict], end: str, played: str, kinds: dict[str, tuple[str, str]]) -> pd.DataFrame:
    data = pd.DataFrame({"end": _ends([row.get(end) for row in rows])})
    data["seconds"] = numbers(pd.Series([row.get(played) for row in rows], dtype="object")) / 1000
    data["start"] = data["end"] - pd.to_timedelta(data["seconds"].fillna(0).clip(0, LONGEST), unit="s")
    named = [_named(row, kinds) for row in rows]
    for i, column in enumerate(("title", "by", "kind")):
        data[column] = pd.Series([name[i] for name in named], dtype="object")
    return data


def _ends(cells: list[object]) -> pd.Series:
    """Read ``2021-02-04 19:02`` and ``2021-02-04T19:02:03Z``, both in universal time."""
    texts = pd.Series([_text(cell) for cell in cells], dtype="object")
    times = pd.to_datetime(texts, format="ISO8601", utc=True, errors="coerce")
    return times.where(times.between(EARLIEST, LATEST)).dt.tz_convert(PARIS)


def _named(row: dict, kinds: dict[str, tuple[str, str]]) -> tuple[str | None, str | None, str]:
    for kind, (title, by) in kinds.items():
        if row.get(title) or row.get(by):
            return _text(row.get(title)), _text(row.get(by)), kind
    return None, None, "music"


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _export(format_id: str, data: pd.DataFrame, told: list[Said]) -> Export:
    data, unread = without_unreadable(data, ["end", "seconds"])
    if data.empty:
        raise PersonalFileError(t("personal.no_lines"))
    data, absurd = without_absurd(data, "seconds", 0, LONGEST)
    # Of two plays that end at the same time, only the same title for as long is a repetition.
    data, twice = without_duplicates(data, ["end", "title", "seconds"], ["by"])
    data = data.sort_values("end", kind="stable").reset_index(drop=True)
    counts = {"empty": (data["seconds"] == 0).sum(), "nameless": data["title"].isna().sum()}
    doubts = (*unread, *absurd, *twice, *(said(f"plays.{key}", n=int(n)) for key, n in counts.items() if n))
    return Export("plays", format_id, data[list(COLUMNS["plays"])], (*_told(data), *told), doubts)


def _told(data: pd.DataFrame) -> Iterator[Said]:
    yield period(data["end"])
    yield said("plays.listened", n=len(data), hours=round(float(data["seconds"].sum()) / 3600))
    for kind in ("podcast", "book"):
        if n := int((data["kind"] == kind).sum()):
            yield said(f"plays.{kind}s", n=n)
    if skipped := int(data["skipped"].sum()):
        yield said("plays.skipped", n=skipped)


FORMATS = (
    Format("spotify-extended", "plays", _is_extended, _read_extended),
    Format("spotify-short", "plays", _is_short, _read_short),
)
