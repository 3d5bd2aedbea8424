"""The shapes offered for the values of a column, and patterns of a reader's own that can freeze nothing.

A pattern such as ``(a+)+`` can take longer than a life to refuse thirty characters
(https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS): Python cannot be
interrupted meanwhile, so such a pattern is refused before it is tried.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from re import _constants as op
from re import _parser as parser  # private, but the only way to see a pattern as Python will run it

from culture_d.errors import ReaderError
from culture_d.i18n import t
from culture_d.standard.findings import shorten

# Key of a message -> what it writes in a field of type string.
SHAPES: dict[str, dict] = {
    "digits_5": {"pattern": r"^\d{5}$"},
    "digits_9": {"pattern": r"^\d{9}$"},
    "digits_14": {"pattern": r"^\d{14}$"},
    "phone": {"pattern": r"^\+33\d{9}$"},
    "email": {"format": "email"},
    "web": {"format": "uri"},
}
LONGEST_PATTERN = 200
LONGEST_CELL = 60  # a longer cell is not tried against a pattern of the reader's own
MOST_WAYS = 1_000_000


class PatternError(ReaderError, ValueError):
    """One sentence for the reader: why a pattern cannot be used, and what to do next."""


def checked_pattern(pattern: str, lang: str | None = None) -> str:
    """Return a pattern that can be tried on cells of ``LONGEST_CELL`` characters without freezing.

    Raises
    ------
    PatternError
        If it is no regular expression, is too long, or could be read in too many ways.
    """
    pattern = pattern.strip()
    if len(pattern) > LONGEST_PATTERN:
        raise PatternError(t("own_schema.pattern_long", lang, n=LONGEST_PATTERN))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about patterns that a later Python may read otherwise
            ways = _ways(parser.parse(pattern))
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        raise PatternError(t("own_schema.pattern_wrong", lang, pattern=shorten(pattern))) from None
    if ways > MOST_WAYS:
        raise PatternError(t("own_schema.pattern_intricate", lang, pattern=shorten(pattern)))
    return pattern


def list_pattern(values: Iterable[str], separator: str) -> str:
    """Return the pattern of a cell that holds some of these values, as the national standard writes it."""
    inside = "|".join(re.sub(r"([.^$*+?{}\[\]\\|()])", r"\\\1", value) for value in values)
    return rf"(?:(?:^|{re.escape(separator)})({inside}))+$"


def _ways(items: Iterable) -> float:
    """Count, at most, the ways in which a cell may be tried: what makes a pattern slow."""
    ways = 1.0
    for code, value in items:
        ways *= _ways_of(code, value)
        if ways > MOST_WAYS:
            return float("inf")
    return ways


def _ways_of(code: object, value: object) -> float:
    if code in (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN, op.AT):
        return 1
    if code is op.SUBPATTERN:
        return _ways(value[3])
    if code is op.ATOMIC_GROUP:
        return _ways(value)
    if code is op.BRANCH:
        return sum(_ways(branch) for branch in value[1])
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, most, inside = value
        return _ways_repeated(_ways(inside), min(least, LONGEST_CELL), min(most, LONGEST_CELL))
    return float("inf")  # back-references and look-arounds


def _ways_repeated(once: float, least: int, most: int) -> float:
    if once == 1:
        return most - least + 1
    total, ways = 0.0, 1.0
    for n in range(most + 1):
        total += ways if n >= least else 0
        if max(total, ways) > MOST_WAYS:
            return float("inf")
        ways *= once
    return total
