"""The game on a page without a kernel: its content in one language, and the markup that carries it."""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from pathlib import Path

from culture_d.i18n import LANGUAGES, messages, t
from culture_d.interview.deck import load_deck, load_portraits
from culture_d.interview.report import STYLE

WIDGETS = Path(__file__).resolve().parents[1] / "widgets"
# Messages that only Python says.
_PYTHON_ONLY = (
    "error_",
    "fallback",
    "noscript",
    "printable",
    "self_",
    "table_",
    "chart_count",
    "chart_family",
    "chart_o",
    "chart_d",
)


def page_content(lang: str, portraits: str | None = None) -> dict:
    """Return what the interface needs, in one language: the deck, the portraits, the messages.

    Parameters
    ----------
    lang : {"en", "fr"}
    portraits : str, optional
        Folder, seen from the page, of the scripts of :func:`portrait_scripts`. With it, a portrait is only its
        greeting until it is chosen; without it, everything is there.
    """
    contents = [portrait.content(lang) for portrait in load_portraits()]
    if portraits is not None:
        greeting = ("id", "title", "nickname", "hello")
        contents = [{k: p[k] for k in greeting} | {"file": f"{portraits}/{p['id']}.js"} for p in contents]
    return {
        "lang": lang,
        "deck": load_deck().content(lang),
        "portraits": contents,
        "messages": {
            key: text[lang] for key, text in messages()["interview"].items() if not key.startswith(_PYTHON_ONLY)
        },
        "style": STYLE,
    }


def portrait_scripts(lang: str) -> dict[str, str]:
    """Return, by file name, the scripts that bring the answers of the portraits to a page, in one language."""
    return {
        f"{portrait.id}.js": f"(window.cultureDPortraits ??= {{}})[{json.dumps(portrait.id)}] = "
        f"{json.dumps(portrait.content(lang), ensure_ascii=False, separators=(',', ':'))};\n"
        for portrait in load_portraits()
    }


@cache
def module() -> str:
    """Return the rules and the interface as one ES module, for anywidget and for inlining."""
    rules = (WIDGETS / "interview_rules.js").read_text(encoding="utf-8")
    interface = (WIDGETS / "interview.js").read_text(encoding="utf-8")
    return rules + re.sub(r"^import \{.*?\} from \"\./interview_rules\.js\";\n", "", interface, flags=re.M | re.S)


def script_json(content: object) -> str:
    """Return a content as JSON that can stand in a script element: nothing in it closes the element."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", "<\\/").replace("<!--", "<\\u0021--")


def lean(source: str) -> str:
    """Return a script or a style sheet of ours without its indentation and the lines that only comment."""
    lines = (line.strip() for line in re.sub(r"^ *(/\*.*?\*/|//[^\n]*)\n", "", source, flags=re.M | re.S).split("\n"))
    return "\n".join(line for line in lines if line) + "\n"


@cache
def style_sheet() -> str:
    """Return the style sheet of the interface."""
    return (WIDGETS / "interview.css").read_text(encoding="utf-8")


def page_html(lang: str, printable: str | None = None, portraits: str | None = None) -> str:
    """Return the markup of the game for a page: nothing from another site, works over ``file://``.

    Parameters
    ----------
    lang : {"en", "fr"}
    printable : str, optional
        Address of the deck to print, offered to a reader without JavaScript.
    portraits : str, optional
        Folder of the scripts of :func:`portrait_scripts`; without it, the page carries every portrait.
    """
    content = script_json(page_content(lang, portraits))
    link = f' <a href="{escape(printable)}">{escape(t("interview.printable", lang))}</a>.' if printable else ""
    other = next(name for name in LANGUAGES if name != lang)
    mount = (
        'const holder = document.getElementById("cd-interview-game");\n'
        'const content = JSON.parse(document.getElementById("cd-interview-content").textContent);\n'
        f'mountStatic(holder, content, "culture-d-interview-{lang}", "culture-d-interview-{other}");\n'
    )
    return (
        f"<style>\n{lean(style_sheet())}</style>\n"
        f'<div id="cd-interview-game" class="cd-interview"><noscript><p>'
        f"{escape(t('interview.noscript', lang))}{link}</p></noscript></div>\n"
        f'<script type="application/json" id="cd-interview-content">{content}</script>\n'
        f'<script type="module">\n{lean(module())}{mount}</script>\n'
    )
