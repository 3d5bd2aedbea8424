"""The messages of the interfaces, in both languages, a file for each part of the course (``messages/``)."""

from __future__ import annotations

import datetime as dt
from functools import cache
from math import floor, log10
from pathlib import Path

from culture_d.yaml_files import read_yaml

LANGUAGES = ("en", "fr")
NARROW_SPACE = "\u202f"
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_current = "en"


def use(lang: str) -> None:
    """Choose the language in which the course speaks in this process.

    Parameters
    ----------
    lang : {"en", "fr"}

    Raises
    ------
    ValueError
        If the language is not one of the course's two.
    """
    global _current  # a notebook has one reader: the choice is made once, in its first cell
    if lang not in LANGUAGES:
        raise ValueError(f'language must be "en" or "fr", not {lang!r}')
    _current = lang


def language() -> str:
    """Return the language chosen with :func:`use` (``"en"`` until then)."""
    return _current


@cache
def messages() -> dict[str, dict]:
    """Return the content of ``messages/``: section -> key -> {"en": text, "fr": text}; a file is a section."""
    folder = Path(__file__).with_name("messages")
    return {path.stem: read_yaml(path) for path in sorted(folder.glob("*.yml"))}


def t(key: str, lang: str | None = None, **values: object) -> str:
    """Return the message ``section.key`` in a language, with its ``{placeholders}`` filled.

    A message may have the forms ``one`` and ``many``; the value named ``n`` then chooses.

    Parameters
    ----------
    key : str
        ``"section.name"``: a file of ``messages/`` and a key in it.
    lang : {"en", "fr"}, optional
        The current language by default.
    **values
        Values of the placeholders. Numbers are written as the language writes them.

    Raises
    ------
    KeyError
        If the message does not exist: a mistake of ours, caught by the tests.
    """
    lang = lang or _current
    section, name = key.split(".", 1)
    text = messages()[section][name][lang]
    if isinstance(text, dict):
        text = text["one" if is_one(values["n"], lang) else "many"]
    shown = {
        k: number(v, lang=lang) if isinstance(v, (int, float)) and not isinstance(v, bool) else v
        for k, v in values.items()
    }
    return text.format(**shown)


def is_one(n: float, lang: str | None = None) -> bool:
    """Tell whether a count takes the singular: 1 in English, below 2 in French (CLDR rules)."""
    return n == 1 if (lang or _current) == "en" else abs(n) < 2


def number(value: float, digits: int | None = None, lang: str | None = None) -> str:
    """Write a number as the language does: 1,234.5 in English, 1 234,5 in French.

    Parameters
    ----------
    value : int or float
    digits : int, optional
        Decimals to keep; by default at most two, or two significant digits for a value below 0.1, and no
        final zeros.
    """
    if digits is None:
        small = 0 < abs(value) < 0.1
        text = f"{value:,.{1 - floor(log10(abs(value)))}f}" if small else f"{value:,.2f}"
        text = text.rstrip("0").rstrip(".")
    else:
        text = f"{value:,.{digits}f}"
    if (lang or _current) == "fr":
        text = text.replace(",", NARROW_SPACE).replace(".", ",")
    return text.replace("-", "\N{MINUS SIGN}", 1) if text.startswith("-") else text


def date(day: dt.date, lang: str | None = None) -> str:
    """Write a day in words: 7 March 2023, 7 mars 2023, 1er mars 2023."""
    lang = lang or _current
    first = "1er" if lang == "fr" and day.day == 1 else str(day.day)
    return f"{first} {_MONTHS[lang].split()[day.month - 1]} {day.year}"
