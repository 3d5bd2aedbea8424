"""The words of French opening hours: a text becomes a list of tokens, or nothing if one word is unknown."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from culture_d.standard.hours.osm import HOLIDAYS, days_between

WEEK, WEEKEND, EVERY_DAY = (frozenset(days_between(*ends)) for ends in ((0, 4), (5, 6), (0, 6)))
MORNING, AFTERNOON, EVENING = "morning", "afternoon", "evening"
# Each day in full, then its abbreviations, which may end with a full stop.
_DAYS = (
    ("lundis?", "lun|lu"),
    ("mardis?", "mar|ma"),
    ("mercredis?", "mercr|mer|me"),
    ("jeudis?", "jeu|je"),
    ("vendredis?", "vend|ven|ve"),
    ("samedis?", "sam|sa"),
    ("dimanches?", "dim|di"),
)
# "9h 12h" is two times, and "9h 12" may be: after a space only quarters of an hour are minutes.
_MINUTES = r"(?:(?:\d{2}|\s(?:00|15|30|45))(?!\s?[h:\d]|\s?heure)(?:\s?(?:mn|min)\b)?)?"
# In this order: the first that matches wins.
_KINDS = (
    ("always", r"24\s?h?\s?/\s?24(?:\s?h)?(?![\d:])"),
    ("every", r"(?:tous les|chaque) jours?|7\s?jours\s?(?:sur|/)\s?7|7\s?j?\s?/\s?7(?:\s?j(?:ours)?)?(?![a-z\d:])"),
    ("week", r"en semaine"),
    ("weekend", r"week-?\s?ends?"),
    ("holidays", r"(?:jours? )?feries?"),
    ("booking", r"(?:uniquement |seulement )?sur (?:rendez[- ]?vous|r\.?d\.?v\b\.?)(?: uniquement| seulement)?"),
    ("afternoon", r"apres[- ]?midis?|aprem"),
    ("morning", r"matins?|matinees?"),
    ("evening", r"soirs?|soirees?"),
    *((f"day{day}", rf"{full}(?![a-z])|(?:{short})(?![a-z])\.?") for day, (full, short) in enumerate(_DAYS)),
    ("noon", r"midi(?![a-z])"),
    ("midnight", r"minuit(?![a-z])"),
    ("time", rf"\d{{1,2}}\s?(?:heures?|h){_MINUTES}(?!\s?\d\b)(?![a-z])"),
    ("time", r"\d{1,2}:\d{2}(?![\d:])(?:\s?h(?![a-z\d]))?"),
    ("time", r"(?<![\d.])\d{1,2}\.\d{2}(?![\d.])"),
    ("number", r"\d{1,2}(?![\d.:%])"),
    ("closed", r"fermee?s?(?![a-z])|fermeture"),
    ("except", r"sauf|hors|excepte|a l'exception (?:du|des|de)"),
    ("or", r"ou(?![a-z])"),
    ("between", r"entre(?![a-z])"),
    ("dash", r"-"),
    ("to", r"(?:jusqu')?(?:a|au)(?![a-z])"),
    ("and", r"et(?![a-z])|&|\+|puis(?![a-z])"),
    ("comma", r","),
    ("slash", r"/"),
    ("colon", r":"),
    ("stop", r"[;|\n]|\.(?!\d)"),
    (
        "",  # words that change nothing
        r"[()]|(?:de|du|d'|des|le|la|les|l'|ouverte?s?|d'ouverture|ouvertures?|horaires?|accueil|public|permanences?|"
        r"chaque|tous|non[- ]?stop|sans interruption|en continu|journee continue)(?<!')(?![a-z])|[dl]'",
    ),
)
_TOKEN = re.compile("|".join(f"(?P<k{i}>{pattern})" for i, (_, pattern) in enumerate(_KINDS)), re.ASCII)
_SPACES = re.compile(r"[^\S\n]+")
_DASHES = re.compile("[\u2010-\u2015\u2212]")


@dataclass(frozen=True)
class Token:
    """A word: ``days`` for days, ``minutes`` from midnight for times and bare numbers of hours."""

    kind: str
    days: frozenset[int] = frozenset()
    minutes: int = 0


def plain(text: str) -> str:
    """Return a text in small letters without accents, with ordinary dashes, apostrophes and spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    bare = _DASHES.sub("-", bare.replace("\u2019", "'"))
    return _SPACES.sub(" ", bare).strip()


def tokens(text: str) -> list[Token] | None:
    """Cut a text into words; None as soon as one is unknown, which could change the meaning of the others."""
    text, found, at = plain(text), [], 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        match = _TOKEN.match(text, at)
        if not match or (at and text[at].isalpha() and text[at - 1].isalpha()):
            return None
        token = _token(_KINDS[int(match.lastgroup[1:])][0], match[0])
        if token is None:
            return None
        if token.kind:
            found.append(token)
        at = match.end()
    return found


def _token(kind: str, written: str) -> Token | None:
    if kind.startswith("day"):
        return Token("days", frozenset({int(kind[3:])}))
    if kind in ("week", "weekend", "every"):
        return Token(kind, {"week": WEEK, "weekend": WEEKEND, "every": EVERY_DAY}[kind])
    if kind == "holidays":
        return Token(kind, frozenset({HOLIDAYS}))
    if kind in ("time", "number"):
        hours, minutes = (int(n) for n in [*re.findall(r"\d+", written), "0"][:2])
        return Token(kind, minutes=60 * hours + minutes) if hours <= 24 and minutes < 60 else None
    if kind in ("noon", "midnight"):
        return Token("time", minutes=12 * 60 if kind == "noon" else 24 * 60)
    return Token(kind)
