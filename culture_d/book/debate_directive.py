"""The directives of a debate: drawn and timed in the page, and as cards to print."""

from __future__ import annotations

from html import escape

from culture_d.book.raw import Raw
from culture_d.book.static_module import print_script, static_page
from culture_d.debate import SIDES, Card, Debate, Role, debate_names, interface_content, load_debate
from culture_d.i18n import t
from culture_d.interview.static import lean
from culture_d.widgets.bundle import bundle, styles

_PAPER = "/* ---- Paper ---- */"  # where the style sheet passes from the screen to the sheets
_RULES = ("vote", "camps", "draw", "swap", "end")


class _OfDebate(Raw):
    files = ("debates/*.yml",)

    def debate(self) -> Debate:
        """Return the debate that the directive names, or stop the build with a sentence."""
        if self.arguments[:1] == [] or self.arguments[0] not in debate_names():
            raise self.error(f"{self.name} needs the name of a debate: {', '.join(debate_names())}")
        return load_debate(self.arguments[0])


class DebatePage(_OfDebate):
    """``{debate} name``: the motions, the votes, the clock and the cards to draw."""

    def html(self, lang: str) -> str:
        return page_html(self.debate(), lang)


class DebateCards(_OfDebate):
    """``{debate-cards} name``: the same cards on paper, or to read where there is no script."""

    def html(self, lang: str) -> str:
        return cards_html(self.debate(), lang)


def page_html(debate: Debate, lang: str) -> str:
    """Return the markup of a debate for a page: nothing from another site, works over ``file://``."""
    name = f"cd-debate-{debate.id}"
    motions = "".join(
        f"<li><p><strong>{escape(motion.motion[lang])}</strong></p><p>{escape(motion.known[lang])}</p>"
        f"<p>{_links(motion.sources, lang)}</p></li>"
        for motion in debate.motions
    )
    fallback = f'<div class="cb-static"><ol>{motions}</ol><p>{escape(t("debate.noscript", lang))}</p></div>'
    return static_page(
        name,
        "cd-debate cd-host",
        interface_content(debate, lang),
        bundle("shared", "static_host", "debate"),
        styles("colours", "debate").partition(_PAPER)[0],
        fallback,
        f"culture-d-debate-{debate.id}",
    )


def cards_html(debate: Debate, lang: str) -> str:
    """Return the sheets to print: eight cards on each, those of one camp together, then the roles and the rules."""
    cards = [_card(card, lang) for side in SIDES for card in debate.of_side(side)]
    sheets = {"sheet_cards": cards, "sheet_roles": [_role(role, lang) for role in debate.roles]}
    pages = "".join(
        f'<section class="cb-sheet"><h2>{escape(t(f"debate.{title}", lang))}</h2>'
        f'<ul class="cb-paper">{"".join(items)}</ul></section>'
        for title, items in sheets.items()
    )
    about = t("debate.paper_about", lang, cards=len(debate.cards), roles=len(debate.roles))
    return (
        f"<style>\n{lean(styles('debate').partition(_PAPER)[2])}</style>\n"
        f'<div class="cd-debate-cards"><p>{escape(about)}</p>'
        f'<p class="cb-prints"><button type="button" class="button" data-print-set="debate">'
        f"{escape(t('debate.print_debate', lang))}</button></p>{pages}{_rules(debate, lang)}</div>\n{print_script()}"
    )


def _links(sources: tuple, lang: str) -> str:
    return ", ".join(f'<a href="{escape(source.url)}">{escape(source.title[lang])}</a>' for source in sources)


def _card(card: Card, lang: str) -> str:
    fact = (
        f"<p><strong>{escape(t('debate.fact', lang))}</strong> {escape(card.fact.text[lang])}</p>"
        f'<p class="cb-from">{_links(card.fact.sources, lang)}</p>'
        if card.fact
        else f"<p><em>{escape(t('debate.opinion', lang))}</em></p>"
    )
    reply = f"<strong>{escape(t('debate.paper_reply', lang))}</strong> {escape(card.answer[lang])}"
    return (
        f'<li><p class="cb-side cb-of-{card.side}">{escape(t(f"debate.drawn_{card.side}", lang))}</p>'
        f'<p class="cb-name">{escape(card.title[lang])}</p><p>{escape(card.argument[lang])}</p>{fact}'
        f'<p class="cb-reply">{reply}</p></li>'
    )


def _role(role: Role, lang: str) -> str:
    return (
        f'<li class="cb-role"><p class="cb-side">{escape(t("debate.drawn_role", lang))}</p>'
        f'<p class="cb-name">{escape(role.name[lang])}</p>'
        f"<p><strong>{escape(t('debate.wants', lang))}</strong> {escape(role.wants[lang])}</p>"
        f"<p><strong>{escape(t('debate.fears', lang))}</strong> {escape(role.fears[lang])}</p></li>"
    )


def _rules(debate: Debate, lang: str) -> str:
    """Return the sheet of the one who leads: motions, rules, and a table for the votes."""
    motions = "".join(f"<li>{escape(motion.motion[lang])}</li>" for motion in debate.motions)
    rules = "".join(f"<li>{escape(t(f'debate.rule_{rule}', lang))}</li>" for rule in _RULES)
    heads = "".join(
        f'<th scope="col">{escape(t(f"debate.votes_{choice}", lang))}</th>' for choice in (*SIDES, "undecided")
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(t(f"debate.{when}", lang))}</th><td></td><td></td><td></td></tr>'
        for when in ("before", "after")
    )
    corner = escape(t("debate.rule_table", lang))
    return (
        f'<section class="cb-sheet cb-rules"><h2>{escape(t("debate.sheet_rules", lang))}</h2>'
        f"<h3>{escape(debate.title[lang])}</h3><ol>{motions}</ol><ol>{rules}</ol>"
        f'<table><thead><tr><th scope="col">{corner}</th>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        f'<p class="cb-credit">{escape(t("debate.credit", lang))}</p></section>'
    )
