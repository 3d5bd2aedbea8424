"""The directives of the investigation: playable in the page, and on paper for a room."""

from __future__ import annotations

from html import escape
from pathlib import Path

from docutils import nodes

from culture_d.book.raw import Raw
from culture_d.book.static_module import print_script, static_page
from culture_d.i18n import t
from culture_d.investigation import Cases, load_cases
from culture_d.investigation.case_file import Case
from culture_d.investigation.content import interface_content
from culture_d.investigation.folder import answer_html, asked_html
from culture_d.widgets.bundle import bundle, styles
from culture_d.widgets.investigation import MODULE

_ROWS = 8  # lines of an investigator's sheet


class Game(Raw):
    """``{investigation}``: the game, playable in the page, alone or in a room."""

    optional_arguments = 0
    files = ("investigation/*.yml",)

    def html(self, lang: str) -> str:
        return page_html(load_cases(), lang)


class Cards(Game):
    """``{investigation-cards}``: what to print for a room, on the page that has the game.

    The case cards and the answer cards are the list that the game keeps for readers without a script: written
    once, it keeps the page light.
    """

    def run(self) -> list[nodes.Node]:
        if "```{investigation}\n" not in Path(self.state.document["source"]).read_text(encoding="utf-8"):
            raise self.error(f"{self.name} prints the cases of {{investigation}}: put both on the same page")
        return super().run()

    def html(self, lang: str) -> str:
        return cards_html(load_cases(), lang)


def page_html(cases: Cases, lang: str) -> str:
    """Return the markup of the game for a page: nothing from another site, works over ``file://``.

    Without a script, it is the list of the cases, each with its answer folded. On paper, that list is the case
    cards, and the answer cards when their button is pressed.
    """
    return static_page(
        name=f"cd-investigation-{cases.id}",
        classes="cd-investigation cd-host",
        content=interface_content(cases, lang),
        script=bundle(*MODULE),
        style=styles("colours", "investigation"),
        fallback=_static(cases, lang),
        key=f"culture-d-investigation-{cases.id}",
    )


def _static(cases: Cases, lang: str) -> str:
    items = "".join(_card(cases, case, n, lang) for n, case in enumerate(cases.cases, start=1))
    return (
        f'<div class="cf-static cf-paper"><p>{escape(t("investigation.static_verdicts", lang))}</p>'
        f"{_verdicts(cases, lang)}<ol>{items}</ol></div>"
    )


def _card(cases: Cases, case: Case, n: int, lang: str) -> str:
    kicker = f"{t('investigation.number', lang, n=n)} · {t(f'investigation.level_{case.level}', lang)}"
    return (
        f'<li class="cf-case"><p class="cf-kicker">{escape(kicker)}</p><h2>{escape(case.title[lang])}</h2>'
        f'<div class="cf-asked">{asked_html(case, lang)}'
        f'<p class="cf-cover">{escape(t("investigation.sheet_cover", lang))}</p></div>'
        f'<details data-open-in="answers"><summary>{escape(t("investigation.static_answer", lang))}</summary>'
        f"{answer_html(cases, case, lang)}</details></li>"
    )


def _verdicts(cases: Cases, lang: str, about: bool = True) -> str:
    lines = "".join(
        f"<li><strong>{n}. {escape(verdict.label[lang])}{'.' if about else ''}</strong>"
        f"{' ' + escape(verdict.about[lang]) if about else ''}</li>"
        for n, verdict in enumerate(cases.verdicts, start=1)
    )
    return f'<ul class="cf-verdicts">{lines}</ul>'


def cards_html(cases: Cases, lang: str) -> str:
    """Return the buttons that print a set, the investigator's sheet and the verdict cards.

    The page also has :func:`page_html`, which holds the cases and the style.
    """
    buttons = "".join(
        f'<button type="button" data-print-set="{name}">{escape(t(f"investigation.print_{name}", lang))}</button>'
        for name in ("cases", "answers", "sheet", "verdicts")
    )
    sheets = "".join(
        f'<section class="cf-paper cf-{name}"><h2>{escape(t(f"investigation.sheet_{name}", lang))}</h2>{body}</section>'
        for name, body in (("sheet", _sheet(cases, lang)), ("fingers", _verdict_cards(cases, lang)))
    )
    return (
        f'<div class="cf-papers cd-host"><p>{escape(t("investigation.paper_about", lang))}</p>'
        f'<p class="cf-prints">{escape(t("investigation.paper_buttons", lang))} {buttons}</p>{sheets}</div>\n'
        f"{print_script()}"
    )


def _sheet(cases: Cases, lang: str) -> str:
    heads = "".join(
        f'<th scope="col">{escape(t(f"investigation.sheet_{name}", lang))}</th>'
        for name in ("case", "before", "after", "argument", "habit")
    )
    rows = f"<tr>{'<td></td>' * 5}</tr>" * _ROWS
    return (
        f'<p class="cf-fill-in">{escape(t("investigation.sheet_name", lang))}</p>{_verdicts(cases, lang, about=False)}'
        f"<p>{escape(t('investigation.sheet_marks', lang))}</p>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{_credit(lang)}"
    )


def _verdict_cards(cases: Cases, lang: str) -> str:
    cards = "".join(
        f'<li><span class="cf-big">{n}</span><strong>{escape(verdict.label[lang])}</strong>'
        f"<p>{escape(verdict.about[lang])}</p></li>"
        for n, verdict in enumerate(cases.verdicts, start=1)
    )
    return f'<ul class="cf-set">{cards}<li><p>{escape(t("investigation.cards_how", lang))}</p>{_credit(lang)}</li></ul>'


def _credit(lang: str) -> str:
    return f'<p class="cf-credit">{escape(t("investigation.credit", lang))}</p>'
