"""The committee's table on a page without a kernel: its content in one language, and the markup that carries it."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path

from culture_d.i18n import messages, t
from culture_d.interview.static import lean, script_json
from culture_d.standard.committee.agenda import VERDICTS, Agenda, Note, Option, load_agenda
from culture_d.standard.committee.changes import changes
from culture_d.standard.committee.consequences import course_yardstick
from culture_d.standard.committee.edits import as_game
from culture_d.standard.committee.ratchet import notch, producers
from culture_d.standard.versions import Change, next_version

WIDGETS = Path(__file__).resolve().parents[2] / "widgets"
STORAGE = "culture-d-committee"
# Messages that only Python says.
_PYTHON_ONLY = (
    "error_", "fallback", "noscript", "paper", "chart_", "cells_", "none_lost", "all_lost", "lost", "wider", "schema_",
)  # fmt: skip
_STYLE = (
    "body{font:11pt/1.5 system-ui,sans-serif;margin:1.5cm auto;max-width:46rem;color:#000}"
    "h1{font-size:18pt;line-height:1.2}h2{font-size:13pt;margin-top:1.6em}li{margin:.4em 0;break-inside:avoid}"
)


@cache
def page_content(lang: str, paper: bool = True) -> dict:
    """Return what the interface needs, in one language, with every consequence measured.

    Parameters
    ----------
    lang : {"en", "fr"}
    paper : bool
        Whether the cards to print are on the page.
    """
    agenda, places = load_agenda(), course_yardstick().places
    base = agenda.base
    raised = {"major": Change("", "", "", True), "minor": Change("added", "", ""), "patch": Change("words", "", "")}
    return {
        "lang": lang,
        "paper": paper,
        "base": {"version": base.version, "descriptor": as_game(base.descriptor)},
        "bumps": {level: next_version(base.version, [change]) for level, change in raised.items()}
        | {"none": base.version},
        "pace": agenda.pace,
        "places": len(places),
        "files": producers(places),
        "verdicts": list(VERDICTS),
        "sources": {item.id: {"title": item.title[lang], "url": item.url} for item in agenda.sources},
        "roles": [
            {"id": item.id} | {name: getattr(item, name)[lang] for name in ("title", "about", "wants", "fears")}
            for item in agenda.roles
        ],
        "arbitrations": [
            {
                "id": item.id,
                "short": item.short,
                "question": item.question[lang],
                "context": [line[lang] for line in item.context],
                "options": [_option(option, agenda, lang) for option in item.options],
                "arguments": [{"role": a.role, "side": a.side, "text": a.text[lang]} for a in item.arguments],
                "real": item.real,
                "decided": _notes(item.decided, lang),
                "after": _notes(item.after, lang),
            }
            for item in agenda.arbitrations
        ],
        "comments": [
            {name: getattr(item, name) for name in ("id", "field", "verdict", "starter", "arbitration", "same_as")}
            | {name: getattr(item, name)[lang] for name in ("author", "title", "text", "reason")}
            | {"sources": list(item.sources)}
            | _measured(item.edits, agenda, lang)
            for item in agenda.comments
        ],
        "messages": {
            key: text[lang] for key, text in messages()["committee"].items() if not key.startswith(_PYTHON_ONLY)
        },
        "style": _STYLE,
    }


def _option(option: Option, agenda: Agenda, lang: str) -> dict:
    words = {"id": option.id, "label": option.label[lang], "detail": option.detail[lang]}
    return words | _measured(option.edits, agenda, lang)


def _measured(edits: tuple[dict, ...], agenda: Agenda, lang: str) -> dict:
    """Return some edits with what they change, what they cost and what they add to the ratchet."""
    found = course_yardstick().measure(edits)
    told = changes(agenda.base, edits, lang) if edits else []
    return {
        "edits": list(edits),
        "changes": [{"sentence": c.sentence, "breaking": c.breaking, "level": c.level} for c in told],
        "consequence": {"kept": found.places_kept, "lost": found.places_lost, "sentence": found.sentence(lang)},
        "notch": notch({}, edits, course_yardstick()).counts() if edits else None,
    }


def _notes(notes: tuple[Note, ...], lang: str) -> list[dict]:
    return [{"text": note.text[lang], "sources": list(note.sources)} for note in notes]


@cache
def module() -> str:
    """Return the rules and the interface as one ES module, for anywidget and for inlining."""
    rules = (WIDGETS / "committee_rules.js").read_text(encoding="utf-8")
    interface = (WIDGETS / "committee.js").read_text(encoding="utf-8")
    return rules + re.sub(r"^import \{.*?\} from \"\./committee_rules\.js\";\n", "", interface, flags=re.M | re.S)


@cache
def style_sheet() -> str:
    """Return the style sheet of the interface and of the paper."""
    return (WIDGETS / "committee.css").read_text(encoding="utf-8")


def page_html(lang: str) -> str:
    """Return the markup of the table for a page: nothing from another site, works over ``file://``.

    Readers without JavaScript have the same to read in :func:`culture_d.standard.committee.paper.paper_html`.
    """
    content = script_json(page_content(lang))
    mount = (
        'const holder = document.getElementById("cd-committee-table");\n'
        'const content = JSON.parse(document.getElementById("cd-committee-content").textContent);\n'
        f'mountStatic(holder, content, "{STORAGE}");\n'
    )
    return (
        f"<style>\n{lean(style_sheet())}</style>\n"
        f'<div id="cd-committee-table" class="cd-committee"><noscript><p>{escape(t("committee.noscript", lang))}</p>'
        f"</noscript></div>\n"
        f'<script type="application/json" id="cd-committee-content">{content}</script>\n'
        f'<script type="module">\n{lean(module())}{mount}</script>\n'
    )
