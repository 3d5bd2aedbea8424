"""One thing to mend in a table before it is published, and how to tell it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

import pandas as pd

from culture_d.i18n import t
from culture_d.standard.findings import Words
from culture_d.understood import quoted

_NAMED = 4
Mend = Callable[[pd.DataFrame], pd.DataFrame]


@dataclass(frozen=True)
class Finding:
    """One thing to mend.

    Attributes
    ----------
    rule : str
    n : int
        How many columns, lines or cells.
    columns : tuple of str
        Those concerned, named in the sentences.
    place : int or None
        Position of the column (0 is the first), where the finding is of one column.
    safe : bool
        Whether the remedy changes no meaning: ``tidy`` then applies it unless told otherwise.
    mend : callable or None
        What applies the remedy to a DataFrame; None when only a person can.
    values : dict
        What the sentences need beside the count and the columns.
    """

    rule: str
    n: int
    columns: tuple[str, ...] = ()
    place: int | None = None
    safe: bool = False
    mend: Mend | None = None
    values: dict = field(default_factory=dict)

    @property
    def id(self) -> str:
        """What ``tidy(accept=…)`` is given: the rule and, where it is of one column, its number: ``units-3``."""
        return self.rule if self.place is None else f"{self.rule}-{self.place + 1}"

    def sentence(self, lang: str | None = None) -> str:
        """Return what was found, then what to do."""
        return f"{self._say('found', lang)} {self._say('remedy', lang)}"

    def done(self, lang: str | None = None) -> str:
        """Return what the remedy did, for the log."""
        return self._say("done", lang)

    def _say(self, key: str, lang: str | None) -> str:
        columns = quoted(self.columns, lang, most=_NAMED) if self.columns else ""
        return Words(f"publish.{key}_{self.rule}", {**self.values, "n": self.n, "columns": columns})(lang)


class Findings(list):
    """The things to mend in a table, shown as sentences."""

    def sentences(self, lang: str | None = None) -> list[str]:
        """Return each thing to mend and its remedy; one sentence says so when there is none."""
        return [finding.sentence(lang) for finding in self] or [t("publish.tidy_nothing", lang)]

    def __repr__(self) -> str:
        return "\n".join(self.sentences())

    def _repr_html_(self) -> str:
        if not self:
            return f"<p>{escape(t('publish.tidy_nothing'))}</p>"
        return f"<ul>{''.join(map(_line, self))}</ul>"


def _line(finding: Finding) -> str:
    kind = "safe" if finding.safe else "choice" if finding.mend else "person"
    return f"<li>{escape(finding.sentence())} <small>{escape(t(f'publish.tidy_{kind}', id=finding.id))}</small></li>"
