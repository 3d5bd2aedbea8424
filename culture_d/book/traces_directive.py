"""The directive of the inventory game: cards to turn over on the screen, to cut and fold on paper."""

from __future__ import annotations

from html import escape

from culture_d.book.raw import Raw
from culture_d.book.static_module import print_script
from culture_d.i18n import t
from culture_d.interview.static import lean
from culture_d.personal.traces import Day, Trace, load_day

_BLANKS = 3  # cards left to the reader's own gestures: the last sheet is full
_STYLE = """
.tr-cards { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr));
  list-style: none; padding: 0; }
.tr-card { background: var(--surface); border: 1px solid var(--line); border-radius: var(--round); margin: 0;
  padding: .9rem 1.1rem; }
.tr-time { color: var(--muted); font: 700 1.05rem var(--head); font-variant-numeric: tabular-nums; margin: 0; }
.tr-gesture { font-weight: 600; line-height: 1.35; margin: .2rem 0 .6rem; }
.tr-card summary { cursor: pointer; font-size: .95rem; min-height: 24px; }
.tr-card details p, .tr-back p { font-size: .95rem; line-height: 1.4; margin: .45rem 0 0; }
.tr-how { border: 1px solid currentColor; border-radius: 1em; font-weight: 650; padding: 0 .6em; }
.tr-how-provided { color: var(--c1); } .tr-how-observed { color: var(--c3); } .tr-how-inferred { color: var(--c2); }
.tr-blank { display: none; }
.tr-print .button { border: 0; cursor: pointer; font: inherit; font-weight: 650; margin-top: .6rem; }
@media print {
  .tr-cards { display: grid; gap: 0; grid-template-columns: 1fr 1fr; }
  .tr-card { border: 1px dashed #777; border-radius: 0; break-inside: avoid; display: grid; gap: 0 4mm;
    grid-template-columns: 1fr 1fr; min-height: 58mm; padding: 3mm; }
  .tr-card > * { font-size: 8pt; } .tr-card .tr-front { border-right: 1px dotted #999; padding-right: 3mm; }
  .tr-card .tr-gesture { font-size: 11pt; } .tr-card details { display: contents; } .tr-card summary { display: none; }
  .tr-card details::details-content { content-visibility: visible; display: block; }
  .tr-card details p { font-size: 8.6pt; line-height: 1.25; margin: 0 0 1mm; } .tr-how { border: 0; padding: 0; }
  .tr-blank { display: grid; }
  [data-printing="traces"] body :not(:has(.tr-cards), .tr-cards, .tr-cards *) { display: none !important; }
  .tr-print { display: none; }
}
"""


class Traces(Raw):
    """``{traces}``: the cards of the day, in the order of time."""

    files = ("traces/*.yml",)

    def html(self, lang: str) -> str:
        return cards_html(load_day(), lang)


def cards_html(day: Day, lang: str) -> str:
    """Return the cards, readable without a script: each opens by itself."""
    cards = "".join(_card(card, lang) for card in day.cards) + _blank(lang) * _BLANKS
    about = escape(t("traces.paper_about", lang, n=len(day.cards)))
    return (
        f"<style>\n{lean(_STYLE)}</style>\n<p>{escape(day.intro[lang])}</p>"
        f'<p class="tr-print">{about} <button type="button" class="button" data-print-set="traces">'
        f'{escape(t("traces.print", lang))}</button></p><ul class="tr-cards">{cards}</ul>'
        f"<p>{escape(day.caution[lang])}</p>\n{print_script()}"
    )


def _card(card: Trace, lang: str) -> str:
    lines = [(name, getattr(card, name)[lang]) for name in ("who", "trace", "guess", "see")]
    told = [f"<p><strong>{escape(t(f'traces.{name}', lang))}</strong> {escape(text)}.</p>" for name, text in lines]
    kind, about = escape(t(f"traces.{card.how}", lang)), escape(t(f"traces.about_{card.how}", lang))
    told.insert(
        2, f'<p>{escape(t("traces.how", lang))} <span class="tr-how tr-how-{card.how}">{kind}</span> ({about}).</p>'
    )
    if card.source:
        title, url = card.source
        told.append(f'<p><a href="{escape(url)}">{escape(title[lang])}</a></p>')
    return (
        f'<li class="tr-card"><div class="tr-front"><p class="tr-time">{escape(card.time)}</p>'
        f'<p class="tr-gesture">{escape(card.gesture[lang])}</p></div>'
        f'<details data-open-in="traces"><summary>{escape(t("traces.turn", lang))}</summary>{"".join(told)}</details>'
        "</li>"
    )


def _blank(lang: str) -> str:
    title, hint = escape(t("traces.blank", lang)), escape(t("traces.blank_hint", lang))
    return (
        f'<li class="tr-card tr-blank"><div class="tr-front"><p class="tr-gesture">{title}</p></div>'
        f'<div class="tr-back"><p>{hint}</p></div></li>'
    )
