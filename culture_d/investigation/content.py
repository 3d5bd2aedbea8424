"""The cases and the messages in one language, as the interface reads them."""

from __future__ import annotations

from culture_d.i18n import messages
from culture_d.investigation.case_file import Case, Cases

# Messages that only Python says.
_PYTHON_ONLY = (
    "error_", "what_", "fallback", "static_", "folder_", "number_title", "paper_", "print_", "sheet_", "cards_",
    "credit",
)  # fmt: skip


def interface_content(cases: Cases, lang: str) -> dict:
    """Return what the interface needs, in one language: the cases and the messages (plain JSON)."""
    said = {key: text[lang] for key, text in messages()["investigation"].items() if not key.startswith(_PYTHON_ONLY)}
    return {"lang": lang, "set": cases_content(cases, lang), "messages": said}


def cases_content(cases: Cases, lang: str) -> dict:
    """Return a file of cases in one language (plain JSON)."""
    return {
        "id": cases.id,
        "title": cases.title[lang],
        "verdicts": [{"id": v.id, "label": v.label[lang], "about": v.about[lang]} for v in cases.verdicts],
        "families": [{"id": f.id, "label": f.label[lang], "habit": f.habit[lang]} for f in cases.families],
        "cases": [_case(case, lang) for case in cases.cases],
    }


def _case(case: Case, lang: str) -> dict:
    texts = {name: getattr(case, name)[lang] for name in ("title", "scene", "claim", "ask", "answer", "smile")}
    clues = [
        {
            "title": clue.title[lang],
            "text": clue.text[lang] if clue.text else "",
            "table": clue.table.content(lang) if clue.table else None,
        }
        for clue in case.clues
    ]
    return {
        "id": case.id,
        "level": case.level,
        "family": case.family,
        **texts,
        "clues": clues,
        "verdict": case.verdict,
        "defended": {verdict: says[lang] for verdict, says in case.defended.items()},
        "sources": [{"title": source.title[lang], "url": source.url} for source in case.sources],
    }
