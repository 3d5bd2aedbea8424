"""What the assistant needs in a notebook and on a page (plain JSON), and the letters for a reader without a script."""

from __future__ import annotations

import datetime as dt
from html import escape

from culture_d.i18n import LANGUAGES, messages, t
from culture_d.i18n import date as in_words
from culture_d.rights.calendar_file import COMPLAINT
from culture_d.rights.composing import Request, as_text, compose
from culture_d.rights.content import Ask, Letters, load_letters
from culture_d.rights.letters import LONGEST

# Messages that only Python says.
_PYTHON_ONLY = (
    "error_missing", "error_yaml", "error_right", "error_kind", "error_language", "error_asks", "error_format",
    "error_text", "error_no_date", "error_folder", "error_exists", "what_", "fallback", "static_", "table_",
    "column_", "origin_", "covered", "uncovered",
)  # fmt: skip


def interface_content(lang: str, letters: Letters | None = None) -> dict:
    """Return what the interface needs: its labels in one language, the letters in both."""
    letters = letters or load_letters()
    said = {key: text[lang] for key, text in messages()["rights"].items() if not key.startswith(_PYTHON_ONLY)}
    return {
        "lang": lang,
        "messages": said,
        "complaint": COMPLAINT,
        "longest": LONGEST,
        "rights": [_right_labels(letters, name, lang) for name in letters.rights],
        "kinds": [
            {
                "id": kind.id,
                **{name: getattr(kind, name)[lang] for name in ("name", "number", "advice")},
                "warnings": {right: text[lang] for right, text in kind.warnings.items()},
            }
            for kind in letters.kinds.values()
        ],
        "formats": {name: form.label[lang] for name, form in letters.formats.items()},
        "letters": {each: letter_content(letters, each) for each in LANGUAGES},
    }


def _right_labels(letters: Letters, name: str, lang: str) -> dict:
    right = letters.rights[name]
    return {
        "id": name,
        "article": right.article,
        **{key: getattr(right, key)[lang] for key in ("name", "choice", "gives", "limits", "details_label")},
        "asks": [_box(ask, lang) for ask in right.asks],
        "reasons": [_box(ask, lang) for ask in right.reasons],
        "formats": list(right.formats),
    }


def _box(ask: Ask, lang: str) -> dict:
    return {"id": ask.id, "label": ask.label[lang], "ticked": ask.ticked}


def letter_content(letters: Letters, lang: str) -> dict:
    """Return the words of the letters in one language."""
    rights = {
        right.id: {
            **{name: getattr(right, name)[lang] for name in ("subject", "lead", "details_line")},
            "reasons_lead": right.reasons_lead[lang] if right.reasons_lead else "",
            "closing": right.closing[lang] if right.closing else "",
            "asks": [{"id": ask.id, "line": ask.line[lang]} for ask in right.asks],
            "reasons": [{"id": ask.id, "line": ask.line[lang]} for ask in right.reasons],
            "formats": list(right.formats),
        }
        for right in letters.rights.values()
    }
    return {
        "rights": rights,
        "kinds": {k.id: {"number": k.number[lang], "observed": k.observed[lang]} for k in letters.kinds.values()},
        "formats": {form.id: form.line[lang] for form in letters.formats.values()},
        "words": {name: text[lang] for name, text in letters.words.items()},
        "months": [in_words(dt.date(2000, month, 2), lang).split()[1] for month in range(1, 13)],
    }


def static_html(lang: str) -> str:
    """Return every letter as text to copy, for a reader without JavaScript."""
    letters = load_letters()
    folds = "".join(
        _fold(right.choice[lang], Request(right.id, asks=tuple(box.id for box in right.boxes if box.ticked)), lang)
        for right in letters.rights.values()
    )
    second = _fold(t("rights.static_second", lang), Request("access", reminder=True), lang)
    return f'<div class="rl-static"><p>{escape(t("rights.static_about", lang))}</p>{folds}{second}</div>'


def _fold(title: str, request: Request, lang: str) -> str:
    text = as_text(compose(request, load_letters(), lang))
    return f"<details><summary>{escape(title)}</summary><pre>{escape(text)}</pre></details>"


def table_html(lang: str) -> str:
    """Return the table of the rights: what each gives, its limits, where to check."""
    heads = "".join(
        f'<th scope="col">{escape(t(f"rights.table_{key}", lang))}</th>' for key in ("right", "gives", "limits")
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(right.name[lang])}<br><small>'
        f"{escape(t('rights.article', lang, article=right.article))}</small></th>"
        f"<td>{escape(right.gives[lang])}</td><td>{escape(right.limits[lang])}</td></tr>"
        for right in load_letters().rights.values()
    )
    return f'<div class="cd-table"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


def sources_html(lang: str) -> str:
    """Return the pages where each right may be checked."""
    links = "".join(
        f'<li><a href="{escape(source.url)}">{escape(source.title[lang])}</a></li>'
        for right in load_letters().rights.values()
        for source in right.sources
    )
    return f"<ul>{links}</ul>"
