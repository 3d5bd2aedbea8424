"""One case in a notebook: its scene, its claim, its clues as tables, and the answer folded under them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from culture_d.i18n import LANGUAGES, language, t
from culture_d.investigation.case_file import Case, Cases, Clue, load_cases
from culture_d.investigation.errors import InvestigationError
from culture_d.parts import shorten

if TYPE_CHECKING:
    import pandas as pd


class CaseFolder:
    """A case to read in a notebook: shown by the cell that ends with it.

    Attributes
    ----------
    case : Case
    lang : str
    """

    def __init__(self, cases: Cases, case: Case, lang: str) -> None:
        self.cases, self.case, self.lang = cases, case, lang

    def table(self, n: int) -> pd.DataFrame:
        """Return the table of a clue, to count with.

        Parameters
        ----------
        n : int
            Number of the clue, from 1.

        Returns
        -------
        DataFrame, shape (rows, columns of the table)
            Its columns have their names in the language of the folder.

        Raises
        ------
        InvestigationError
            If that clue has no table: the sentence names the clues that have one.
        """
        tables = {rank: clue.table for rank, clue in enumerate(self.case.clues, start=1) if clue.table}
        if n not in tables:
            key = "folder_table" if tables else "folder_no_table"
            clues = ", ".join(map(str, tables))
            raise InvestigationError(t(f"investigation.{key}", self.lang, n=shorten(n), clues=clues))
        return tables[n].frame(self.lang)

    def __repr__(self) -> str:
        claim = t("investigation.quoted", self.lang, claim=self.case.claim[self.lang])
        titles = [
            t("investigation.clue_title", self.lang, n=n, title=clue.title[self.lang])
            for n, clue in enumerate(self.case.clues, start=1)
        ]
        return "\n".join([self.case.title[self.lang], self.case.scene[self.lang], claim, *titles])

    def _repr_html_(self) -> str:
        lang = self.lang
        return (
            f'<div class="cd-case"><p><strong>{escape(self.case.title[lang])}</strong></p>{asked_html(self.case, lang)}'
            f"<details><summary>{escape(t('investigation.static_answer', lang))}</summary>"
            f"{answer_html(self.cases, self.case, lang)}</details></div>"
        )


def case(case_id: str, lang: str | None = None) -> CaseFolder:
    """Return a case of the investigation, to read in a notebook.

    Parameters
    ----------
    case_id : str
        Its id in ``data/investigation/figures.yml``, such as ``"zettabytes"``.
    lang : {"en", "fr"}, optional
        The current language by default.

    Raises
    ------
    InvestigationError
        If no case has that id: the sentence lists those that exist.
    """
    lang = lang or language()
    if lang not in LANGUAGES:
        raise ValueError(f'language must be "en" or "fr", not {lang!r}')
    cases = load_cases()
    found = cases.case(case_id)
    if found is None:
        ids = ", ".join(known.id for known in cases.cases)
        raise InvestigationError(t("investigation.error_case", lang, id=shorten(case_id), ids=ids))
    return CaseFolder(cases, found, lang)


def asked_html(case: Case, lang: str) -> str:
    """Return the scene, the claim, the clues and the question of a case as HTML: nothing of its answer."""
    clues = "".join(f"<li>{_clue(clue, n, lang)}</li>" for n, clue in enumerate(case.clues, start=1))
    return (
        f"<p>{escape(case.scene[lang])}</p>"
        f'<blockquote class="cd-claim"><p>{escape(t("investigation.quoted", lang, claim=case.claim[lang]))}</p>'
        f'</blockquote><ul class="cd-clues">{clues}</ul><p class="cd-ask">{escape(case.ask[lang])}</p>'
    )


def _clue(clue: Clue, n: int, lang: str) -> str:
    title = t("investigation.clue_title", lang, n=n, title=clue.title[lang])
    text = f"<p>{escape(clue.text[lang])}</p>" if clue.text else ""
    table = clue.table.html(t("investigation.table_caption", lang, n=n), lang) if clue.table else ""
    return f"<p><strong>{escape(title)}</strong></p>{text}{table}"


def answer_html(cases: Cases, case: Case, lang: str) -> str:
    """Return our verdict, the answer, what we say to other verdicts, the smile, the habit and the sources as HTML."""
    family = cases.family(case.family)
    ours = t("investigation.our_verdict", lang, verdict=cases.verdict(case.verdict).label[lang])
    others = "".join(
        f"<li><strong>{escape(cases.verdict(verdict).label[lang])}.</strong> {escape(says[lang])}</li>"
        for verdict, says in case.defended.items()
    )
    habit = t("investigation.habit_line", lang, label=family.label[lang], habit=family.habit[lang])
    sources = "".join(f'<li><a href="{escape(s.url)}">{escape(s.title[lang])}</a></li>' for s in case.sources)
    return (
        f'<p class="cd-ours"><strong>{escape(ours)}</strong></p><p>{escape(case.answer[lang])}</p>'
        f'<p class="cd-smile"><em>{escape(case.smile[lang])}</em></p>'
        f'<p>{escape(t("investigation.others_say", lang))}</p><ul class="cd-others">{others}</ul>'
        f'<p class="cd-habit"><strong>{escape(t("investigation.habit", lang))}</strong> {escape(habit)}</p>'
        f'<p>{escape(t("investigation.sources", lang))}</p><ul class="cd-sources">{sources}</ul>'
    )
