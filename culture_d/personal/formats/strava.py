"""Strava: the list of outings of a bulk export, ``activities.csv``, in English or in French.

Traps, known from public parsers of these files: two columns are named Distance, the first in the unit of the account
(kilometres in most of Europe), the second in metres; two are named Elapsed Time; dates are in UTC, written for people
("Jan 15, 2024, 7:30:00 AM", with a narrow no-break space before AM in newer files; « 15 janv. 2024 à 07:30:00 »). The
GPX files of the same ZIP are read as such; the others (FIT, TCX) are not.
"""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

from culture_d.i18n import t
from culture_d.personal.export import Export, Format, PersonalFileError, Said, said
from culture_d.personal.opening import Member
from culture_d.personal.parsing import csv_rows, header_at, numbers
from culture_d.personal.places_in_time import trips_export

_HEADERS = {
    "en": ("Activity Date", "Activity Type", "Elapsed Time", "Distance"),
    "fr": ("Date de l'activité", "Type d'activité", "Temps écoulé", "Distance"),
}
_COLUMNS = {
    "en": ("activity_date", "activity_type", "elapsed_time", "filename", "commute"),
    "fr": ("date_de_l_activite", "type_d_activite", "temps_ecoule", "nom_du_fichier", "deplacement_transport"),
}
_MODES = {
    "walking": "walk, run, trail run, hike, marche, course a pied, trail, randonnee",
    "bicycling": "ride, mountain bike ride, gravel ride, velo, sortie a velo, vtt, sortie vtt, gravel, sortie gravel",
    "bicycling_electric": "e-bike ride, e-mountain bike ride, velo electrique, sortie a velo electrique",
}
_MODE = {theirs: ours for ours, names in _MODES.items() for theirs in names.split(", ")}
_MONTH = {
    **{"jan": 1, "feb": 2, "fev": 2, "mar": 3, "apr": 4, "avr": 4, "may": 5, "mai": 5, "jun": 6, "juin": 6, "jul": 7},
    **{"juil": 7, "aug": 8, "aou": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12},
}
# Jan 15, 2024, 7:30:00 AM, or 15 janv. 2024 à 07:30:00; spaces and accents are made plain first.
_ENGLISH = re.compile(
    r"(?P<month>[a-z]{3})[a-z]*\.? (?P<day>\d{1,2}),? (?P<year>\d{4}),? (?P<clock>[\d:]{7,8}) ?(?P<half>[ap]m)?"
)
_FRENCH = re.compile(
    r"(?P<day>\d{1,2}) (?P<month>[a-z]{3,9})\.? (?P<year>\d{4})(?:,| a|, a)? (?P<clock>[\d:]{7,8})(?P<half>)"
)
_TRUE = ("true", "1", "1.0", "vrai", "oui")


def _text(member: Member, head: bool = False) -> str:
    return (member.head if head else member.text).replace("’", "'")


def _language(text: str) -> str | None:
    return next((lang for lang, names in _HEADERS.items() if header_at(text, names)), None)


def _is_strava(member: Member) -> bool:
    return _language(_text(member, head=True)) is not None


def _read(member: Member) -> Export:
    text = _text(member)
    lang = _language(text) or "en"
    rows = csv_rows(text, _HEADERS[lang])
    if rows.empty:
        raise PersonalFileError(t("personal.no_lines"))
    nothing = pd.Series("", index=rows.index, dtype="object")
    date, kind, seconds, file, commute = (rows.get(name, nothing) for name in _COLUMNS[lang])
    start = dates(date)
    kinds = kind.map(_plain)
    trips = pd.DataFrame(
        {
            "start": start,
            "end": start + pd.to_timedelta(numbers(seconds).where(lambda s: s.between(0, 1e7)), unit="s"),
            "mode": kinds.map(_MODE).fillna("unknown"),
            "distance_km": numbers(rows["distance_2"]) / 1000 if "distance_2" in rows else numbers(rows["distance"]),
            "purpose": commute.map(_plain).isin(_TRUE).map({True: "commute", False: None}),
        }
    )
    unread = trips["start"].isna()
    return trips_export("strava-activities", trips[~unread], _told(file[~unread]), _doubts(unread, kinds, file, rows))


def _told(file: pd.Series) -> list[Said]:
    gpx = int(file.str.lower().str.contains(r"\.gpx(?:\.gz)?$").sum())
    return [said("positions.outings"), *([said("positions.gpx_beside", n=gpx)] if gpx else [])]


def _doubts(unread: pd.Series, kinds: pd.Series, file: pd.Series, rows: pd.DataFrame) -> list[Said]:
    counts = {
        "personal.unreadable_lines": unread.sum(),
        "positions.other_sports": (~kinds[~unread].isin(_MODE)).sum(),
        "positions.not_gpx": file[~unread].str.lower().str.contains(r"\.(?:fit|tcx)(?:\.gz)?$").sum(),
    }
    doubts = [said(key, n=int(n)) for key, n in counts.items() if n]
    return doubts if "distance_2" in rows else [*doubts, said("positions.unit_of_account")]


def dates(cells: pd.Series) -> pd.Series:
    """Read dates written for people in English or French, or as ISO 8601, in UTC; what is no date is missing."""
    return pd.to_datetime(cells.map(_iso), format="ISO8601", utc=True, errors="coerce")


def _iso(cell: str) -> str | None:
    plain = _plain(cell)
    found = _ENGLISH.fullmatch(plain) or _FRENCH.fullmatch(plain)
    if found is None:
        return cell[:40]
    month = _MONTH.get(found["month"][:4]) or _MONTH.get(found["month"][:3])
    hour, _, rest = found["clock"].partition(":")
    if month is None or not hour.isdigit():
        return None
    hours = int(hour) % 12 + 12 * (found["half"] == "pm") if found["half"] else int(hour)
    return f"{found['year']}-{month:02d}-{int(found['day']):02d}T{hours:02d}:{rest}"


def _plain(cell: str) -> str:
    """Write in small letters, without accents, with single plain spaces."""
    bare = unicodedata.normalize("NFKD", cell).encode("ascii", "ignore").decode().lower()
    return " ".join(bare.split())


FORMATS = (Format("strava-activities", "trips", _is_strava, _read),)
