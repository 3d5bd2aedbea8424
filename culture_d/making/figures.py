"""The figures of a prose, in a form that does not depend on its language.

``1,234.5`` and ``1 234,5`` are the same number, ``7 March 2023`` and ``7 mars 2023`` the same day, ``17:30``
and ``17 h 30`` the same time, ``19th century`` and ``XIXe siècle`` the same century.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from culture_d.i18n import LANGUAGES, date
from culture_d.making.markdown import prose

_SPACE = "[ \u00a0\u202f]"
_MONTHS = {lang: [date(dt.date(2000, n, 2), lang).split()[1] for n in range(1, 13)] for lang in LANGUAGES}
_ORDINAL = {
    "en": re.compile(r"(?<=\d)(?:st|nd|rd|th)\b"),
    "fr": re.compile(r"(?<=\d)(?:er|re|ère|e|ème|nde|nd)s?\b"),
}
_TIME = re.compile(rf"(?<![\d:])(\d{{1,2}})(?::|{_SPACE}?h{_SPACE}?)(\d{{2}})(?![\d:])")
_CENTURY = re.compile(rf"\b([IVX]+)e(?=(?:{_SPACE}|\n)siècle)")
_ISO = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")
_NUMBER = {
    "en": re.compile(r"[^\W\d]\w*(?:\.\d+)*|\d+(?:\.\d+){2,}|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"),
    "fr": re.compile(
        rf"[^\W\d]\w*(?:\.\d+)*|\d+(?:\.\d+){{2,}}|\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)?"
    ),
}


def figures(text: str, lang: str) -> list[str]:
    """Return the figures of a Markdown text, sorted: those of code, addresses and formulas are ignored.

    Parameters
    ----------
    text : str
        Markdown.
    lang : {"en", "fr"}
        Language in which its numbers and dates are written.

    Returns
    -------
    list of str
        Numbers without separators of thousands nor final zeros, with a point; months as ``month3``; hours and
        minutes as two numbers (minutes only when there are some). Signs, units and ordinal endings are left
        out, since the languages place them differently.
    """
    text, found = prose(text), []

    def note(match: re.Match) -> str:
        found.append(match[0])
        return " "

    text = _ISO.sub(note, text)
    text = _TIME.sub(lambda m: f"{int(m[1])} {'' if m[2] == '00' else int(m[2])} ", text)
    if lang == "fr":
        text = _CENTURY.sub(lambda m: str(_roman(m[1])), text)
    text = _ORDINAL[lang].sub("", text)
    found += _months(text, lang)
    for match in _NUMBER[lang].finditer(text):
        if match[0][0].isdigit():
            found.append(_plain(match[0], lang))
    return sorted(found)


def _plain(number: str, lang: str) -> str:
    if number.count(".") > 1:  # a version
        return number
    number = re.sub(_SPACE, "", number)
    number = number.replace(",", "" if lang == "en" else ".")
    value = Decimal(number)
    return f"{value.normalize():f}" if value else "0"


def _months(text: str, lang: str) -> list[str]:
    """Months next to a number: alone, "May" and "mars" may be other words."""
    found = []
    for rank, name in enumerate(_MONTHS[lang], start=1):
        near = rf"(?<=\d){_SPACE}{name}\b|\b{name}{_SPACE}(?=\d)|(?<=\d)\n{name}\b|\b{name}\n(?=\d)"
        found += [f"month{rank}"] * len(re.findall(near, text, re.IGNORECASE))
    return found


def _roman(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in numeral]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
