"""What the theme's templates need to know of a page: its language, its twin, its description."""

from __future__ import annotations

import os
import re
from html import escape

from docutils import nodes

from culture_d.book.builder import address
from culture_d.i18n import t

DESCRIPTION_LENGTH = 155

# What myst-nb writes around a table of pandas, which begins with its own style sheet.
_BOX_OF_TABLE = r'<div class="output text_html">(?=\s*<div>\s*<style scoped>(?:(?!</style>).)*</style>\s*<table)'


def other(lang: str) -> str:
    """Return the other language of the course."""
    return "fr" if lang == "en" else "en"


def twin(pagename: str, lang: str) -> str:
    """Return the name of the same page in the other language."""
    return pagename.replace(f"/{lang}/", f"/{other(lang)}/")


def add_context(app, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Complete the context of a page (Sphinx event ``html-page-context``)."""
    lang = app.config.language
    up = "../" * address(pagename).count("/")
    base = os.environ.get("BOOK_URL", "").rstrip("/")  # known only where the book is published
    own, other_path = f"{lang}/{address(pagename)}.html", f"{other(lang)}/{address(twin(pagename, lang))}.html"
    body = context["body"] = _mended(context.get("body", ""), lang)
    context.update(
        lang=lang,
        other_lang=other(lang),
        t=lambda key: t(key, lang),
        twin_path=f"{up}../{other_path}",
        self_url=f"{base}/{own}" if base else f"{up}../{own}",
        twin_url=f"{base}/{other_path}" if base else f"{up}../{other_path}",
        root_url=f"{base}/" if base else f"{up}../index.html",
        canonical_url=f"{base}/{own}" if base else "",
        page_kind="home" if pagename == app.config.root_doc else "page",
        page_description=_description(doctree) or t("book.description", lang),
        needs_charts='class="cd-chart"' in body,
        needs_design="sd-" in body,
        addresses={name: address(name) for name in sorted(app.env.found_docs)} if pagename == "search" else {},
    )


def _mended(body: str, lang: str) -> str:
    """Return a page's HTML with what Sphinx, myst-nb and pandas leave to mend on a phone and for a screen reader."""
    # myst-nb names its disclosures in English, and their visible words are enough.
    body = body.replace(' aria-label="Toggle hidden content"', "")
    # The corner of a table of pandas heads nothing; its box scrolls, so the keyboard must reach it.
    body = body.replace("<th></th>", "<td></td>")
    reached = f'<div class="output text_html" tabindex="0" role="group" aria-label="{escape(t("book.table", lang))}">'
    body = re.sub(_BOX_OF_TABLE, reached, body, flags=re.DOTALL)
    # A wide table scrolls in its own box.
    return re.sub(r'<table class="docutils.*?</table>', r'<div class="cd-table">\g<0></div>', body, flags=re.DOTALL)


def _description(doctree) -> str:
    """Return the beginning of the first paragraph, cut between two words."""
    if doctree is None:
        return ""
    for paragraph in doctree.findall(nodes.paragraph):
        text = re.sub(r"\s+", " ", paragraph.astext()).strip()
        if len(text) > 40:
            if len(text) <= DESCRIPTION_LENGTH:
                return text
            return text[:DESCRIPTION_LENGTH].rsplit(" ", 1)[0] + "…"
    return ""
