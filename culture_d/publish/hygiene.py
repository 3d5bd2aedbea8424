"""What to mend in a table before it is published: tidy, name, describe.

``tidy_advice(table)`` tells what a program would stumble on, how many times, and the remedy; ``tidy`` applies those
that are accepted. Sentences name columns and count cells; they never quote one.
"""

from __future__ import annotations

import pandas as pd

from culture_d.publish import cell_habits, line_habits, name_habits
from culture_d.publish.errors import refuse
from culture_d.publish.findings import Finding, Findings
from culture_d.publish.frames import frame_of, read_cells
from culture_d.tables import Table

# Cells first, then lines, then the shape and the names: a remedy finds its columns where they were.
_ORDER = (
    *("spaces", "markers", "units", "dates", "merged", "empty_lines", "totals", "twins", "empty_columns"),
    *("wide", "same_names", "names"),
)


def tidy_advice(table: Table | pd.DataFrame, lang: str | None = None) -> Findings:
    """Return what to mend in a table, the header first.

    Parameters
    ----------
    table : Table or pandas.DataFrame
    lang : {"en", "fr"}, optional
        Language of the error, if it is no table.
    """
    data = frame_of(table, lang)
    understood = table.understood if isinstance(table, Table) else None
    return Findings(
        [*name_habits.look(data, understood), *line_habits.look(data), *cell_habits.look(data)],
    )


def tidy(
    table: Table | pd.DataFrame, accept: list[str] | None = None, lang: str | None = None
) -> tuple[pd.DataFrame, list[str]]:
    """Mend a table, and tell what was done.

    Parameters
    ----------
    table : Table or pandas.DataFrame
        It is left as it is.
    accept : list of str, optional
        Ids or rules of findings; by default, those that change no meaning.
    lang : {"en", "fr"}, optional
        Language of the log.

    Returns
    -------
    data : pandas.DataFrame
    log : list of str
        One sentence for each remedy applied.

    Raises
    ------
    PublishError
        If an id is not one of the table's findings, or is of one that only a person can mend.
    """
    advice = tidy_advice(table, lang)
    chosen = sorted(_chosen(advice, accept, lang), key=lambda finding: _ORDER.index(finding.rule))
    data = frame_of(table, lang)
    for finding in chosen:
        data = finding.mend(data)
    return read_cells(data.reset_index(drop=True)), [finding.done(lang) for finding in chosen]


def _chosen(advice: Findings, accept: list[str] | None, lang: str | None) -> list[Finding]:
    if accept is None:
        return [finding for finding in advice if finding.safe]
    names = [accept] if isinstance(accept, str) else list(accept)
    able = [finding for finding in advice if finding.mend]
    for name in names:
        if not any(name in (finding.id, finding.rule) for finding in advice):
            ids = ", ".join(finding.id for finding in able) or "–"
            raise refuse("tidy_unknown", lang, name=str(name)[:60], names=ids)
        if not any(name in (finding.id, finding.rule) for finding in able):
            raise refuse("tidy_by_hand", lang, name=name)
    return [finding for finding in able if finding.id in names or finding.rule in names]
