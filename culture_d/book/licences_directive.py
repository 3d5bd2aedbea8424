"""The directive of the licences: what one may do with a dataset, as a table to compare, then licence by licence."""

from __future__ import annotations

from html import escape

from docutils import nodes

from culture_d.book.raw import Sections
from culture_d.i18n import t
from culture_d.interview.static import lean
from culture_d.publish.licences import Answer, Licence, licences, questions

_SIGNS = {"yes": "✓", "no": "✗", "must": "!", "free": "–", "depends": "?"}
# On a phone, each line of the table becomes a card: roles are written out, since display takes them away.
_STYLE = """
.lic-table { border-collapse: collapse; font-size: .84rem; line-height: 1.35; }
.lic-table :is(th, td) { border-bottom: 1px solid var(--line); padding: .55rem .5rem .55rem 0; vertical-align: top; }
.lic-table thead th { border-bottom: 2px solid var(--ink); hyphens: auto; }
.lic-table tbody th { font-weight: 650; min-width: 5.6rem; }
.lic-sign { display: inline-block; min-width: .85em; margin-right: .25em; font-weight: 700; }
.lic-yes .lic-sign { color: var(--c1); } .lic-no .lic-sign { color: var(--c2); }
.lic-must .lic-sign { color: var(--c3); } .lic-depends .lic-sign { color: var(--c4); }
.lic-ask { display: none; }
.lic-said { background: var(--sun-soft); border-radius: var(--round); padding: .8rem 1.1rem; font-weight: 600; }
.lic-lists { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); gap: 0 1.6rem; }
.lic-lists h3 { margin: .4rem 0 .3rem; font-size: 1.02rem; }
.lic-lists ul { padding-left: 1.15em; font-size: .97rem; line-height: 1.5; }
.lic-names, .lic-sources { font-size: .92rem; color: var(--muted); }
@media screen and (max-width: 47.99rem) {
  .lic-table, .lic-table :is(caption, tbody, tr, th, td) { display: block; }
  .lic-table thead { border: 0; clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; width: 1px; }
  .lic-table { font-size: .95rem; }
  .lic-table tr { background: var(--surface); border: 1px solid var(--line); border-radius: var(--round); }
  .lic-table tbody tr { margin: .8rem 0; padding: .8rem 1rem; }
  .lic-table tbody :is(th, td) { border: 0; padding: .2rem 0; }
  .lic-table tbody th { font: 700 1.08rem/1.3 var(--head); }
  .lic-ask { color: var(--muted); display: block; font-size: .88rem; }
}
@media print {
  .lic-table { font-size: 7.6pt; line-height: 1.25; } .lic-table :is(th, td) { padding: 1mm 1.5mm 1mm 0; }
  .lic-lists { grid-template-columns: 1fr 1fr 1fr; }
  section:has(> .lic-said) > h2 { break-inside: avoid; }
  .lic-said { border: 1px solid #999; break-after: avoid; } .lic-lists, .lic-names { break-inside: avoid; }
  section:has(> .lic-said) :is(p, li) { font-size: 9.5pt; line-height: 1.35; margin-bottom: 2mm; }
}
"""


class Licences(Sections):
    """``{licences}``: the comparison, then a section for each licence, with its sources."""

    files = ("licences.yml",)

    def content_nodes(self, lang: str) -> list[nodes.Node]:
        return [nodes.raw("", comparison(lang), format="html"), *super().content_nodes(lang)]

    def parts(self, lang: str) -> list[tuple[str, str]]:
        return [(item.name[lang], section(item, lang)) for item in licences()]


def comparison(lang: str) -> str:
    """Return the table of the licences: a line for each, a question per column."""
    asked = questions()
    heads = "".join(f'<th scope="col" role="columnheader">{escape(ask[lang])}</th>' for ask in asked.values())
    first = f'<th scope="col" role="columnheader">{escape(t("publish.licence_head", lang))}</th>'
    rows = "".join(_row(item, lang) for item in licences())
    caption = escape(t("publish.licence_caption", lang))
    return (
        f'<style>\n{lean(_STYLE)}</style>\n<table class="lic-table" role="table"><caption>{caption}</caption>'
        f'<thead role="rowgroup"><tr role="row">{first}{heads}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>\n'
    )


def _row(item: Licence, lang: str) -> str:
    asked = questions()
    cells = "".join(_cell(asked[key][lang], answer, lang) for key, answer in item.answers.items())
    return f'<tr role="row"><th scope="row" role="rowheader">{escape(item.short[lang])}</th>{cells}</tr>'


def _cell(ask: str, answer: Answer, lang: str) -> str:
    """Return an answer; its sign and the question, for cards, are for the eye: the words say it all."""
    return (
        f'<td role="cell" class="lic-{answer.kind}"><span class="lic-ask" aria-hidden="true">{escape(ask)}</span>'
        f'<span class="lic-sign" aria-hidden="true">{_SIGNS[answer.kind]}</span>{escape(answer.text[lang])}</td>'
    )


def section(item: Licence, lang: str) -> str:
    """Return a licence in plain words: in a sentence, what one may, must and may not do, when to choose it."""
    lists = "".join(
        f"<div><h3>{escape(t(f'publish.licence_{key}', lang))}</h3><ul>"
        + "".join(f"<li>{escape(line[lang])}</li>" for line in lines)
        + "</ul></div>"
        for key in ("may", "must", "may_not")
        if (lines := getattr(item, key))
    )
    notes = "".join(f"<p>{escape(note[lang])}</p>" for note in item.notes)
    names = ", ".join(f"<code>{escape(name)}</code>" for name in item.ids)
    sources = " · ".join(f'<a href="{escape(s.url)}">{escape(s.title[lang])}</a>' for s in item.sources)
    return (
        f'<p class="lic-said">{escape(item.sentence[lang])}</p><div class="lic-lists">{lists}</div>'
        f"<p><strong>{escape(t('publish.licence_when', lang))}</strong> {escape(item.when[lang])}</p>{notes}"
        f'<p class="lic-names">{escape(t("publish.licence_names", lang))} {names}</p>'
        f'<p class="lic-sources">{escape(t("publish.licence_sources", lang))} {sources}</p>'
    )
