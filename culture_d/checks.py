"""Self-checks of the exercises: not yet tried, this is the usual slip, or well done because.

The expected values and the sentences are in ``data/checks/<lesson>.yml``; the solution notebooks, whose
outputs are compared at each test, prove that they are those the data give.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from html import escape
from numbers import Number

from culture_d.catalogue import DATA
from culture_d.i18n import language, t
from culture_d.yaml_files import read_yaml

NOT_YET, WELL, SLIP, OTHER = "not-yet", "well", "slip", "other"
_MARKS = {NOT_YET: "○", WELL: "✓", SLIP: "↺", OTHER: "↺"}


@dataclass(frozen=True)
class Verdict:
    """What a self-check answers: a kind (``not-yet``, ``well``, ``slip`` or ``other``) and a sentence."""

    kind: str
    sentence: str

    def __repr__(self) -> str:
        return f"{_MARKS[self.kind]} {self.sentence}"

    def _repr_html_(self) -> str:
        mark = f'<span aria-hidden="true">{_MARKS[self.kind]}</span>'
        return f'<p class="cd-check cd-check-{self.kind}" role="status">{mark} {escape(self.sentence)}</p>'


def check(step: str, value: object) -> Verdict:
    """Compare an answer with what is expected, and say it in the reader's language.

    Parameters
    ----------
    step : str
        ``"lesson/step"`` as in ``data/checks/``, such as ``"data-interview/lines"``.
    value : object
        The learner's answer; ``...`` means not tried yet.

    Raises
    ------
    KeyError, FileNotFoundError
        If the step or its lesson does not exist: a mistake of ours, caught by the tests.
    """
    lesson, name = step.split("/")
    expected = _steps(lesson)[name]
    lang = language()
    if value is ... or value is None or (isinstance(value, str) and not value.strip()):
        return Verdict(NOT_YET, t("checks.not_yet", lang))
    if not isinstance(value, (str, Number)):
        return Verdict(OTHER, t("checks.one_value", lang))
    accepted = expected["answer"] if isinstance(expected["answer"], list) else [expected["answer"]]
    if any(_same(value, answer) for answer in accepted):
        return Verdict(WELL, expected["well"][lang])
    for slip in expected["slips"]:
        if _same(value, slip["value"]):
            return Verdict(SLIP, slip[lang])
    return Verdict(OTHER, expected["otherwise"][lang])


@cache
def _steps(lesson: str) -> dict:
    return read_yaml(DATA / "checks" / f"{lesson}.yml")


def _same(value: object, answer: object) -> bool:
    """Compare numbers to a thousandth, and texts without case nor outer spaces."""
    if isinstance(value, Number) and isinstance(answer, Number):
        try:
            return math.isclose(float(value), float(answer), rel_tol=1e-3 if isinstance(answer, float) else 0)
        except (TypeError, OverflowError):  # a complex number, or one beyond measure
            return False
    return str(value).strip().casefold() == str(answer).strip().casefold()
