"""The directive of the governance models: a table to compare them, then a section for each, argued both ways."""

from __future__ import annotations

from html import escape

from docutils import nodes

from culture_d.book.governance_drawing import drawing
from culture_d.book.raw import Sections
from culture_d.governance import ASKED, Model, models
from culture_d.i18n import t
from culture_d.interview.static import lean

# On a phone, each line of the table becomes a card: roles are written out, since display takes them away.
_STYLE = """
.gv-table { border-collapse: collapse; font-size: .88rem; line-height: 1.4; }
.gv-table :is(th, td) { border-bottom: 1px solid var(--line); padding: .6rem .9rem .6rem 0; text-align: start; }
.gv-table :is(th, td) { vertical-align: top; }
.gv-table thead th { border-bottom: 2px solid var(--ink); }
.gv-table tbody th { font-weight: 650; min-width: 7rem; }
.gv-ask { display: none; }
.gv-short { background: var(--sun-soft); border-radius: var(--round); padding: .8rem 1.1rem; font-weight: 600; }
.gv-figure { margin: 1rem 0; max-width: 30rem; }
.gv-figure figcaption { color: var(--muted); font-size: .9rem; }
.gv-drawing { display: block; height: auto; width: 100%; }
.gv-drawing text { fill: var(--ink); font: 600 13.5px var(--body, inherit); text-anchor: middle; }
.gv-drawing rect { fill: var(--surface); stroke: var(--muted); stroke-width: 1.5; }
.gv-store rect { fill: var(--sun-soft); stroke: var(--ink); stroke-width: 2.5; }
.gv-person :is(circle, path) { fill: var(--c1); }
.gv-data path { fill: none; stroke: var(--c1); stroke-width: 2.5; } .gv-data polygon { fill: var(--c1); }
.gv-agreement path { fill: none; stroke: var(--c2); stroke-dasharray: 5 4; stroke-width: 2.2; }
.gv-agreement polygon { fill: var(--c2); }
.gv-sides { display: grid; gap: 0 1.8rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); }
.gv-sides h3, .gv-real h3 { margin: .5rem 0 .3rem; font-size: 1.05rem; }
.gv-sides ul, .gv-real ul { padding-left: 1.15em; }
@media screen and (max-width: 63.99rem) {
  .gv-table, .gv-table :is(caption, tbody, tr, th, td) { display: block; }
  .gv-table thead { border: 0; clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; width: 1px; }
  .gv-table { font-size: .97rem; }
  .gv-table tr { background: var(--surface); border: 1px solid var(--line); border-radius: var(--round); }
  .gv-table tbody tr { margin: .8rem 0; padding: .8rem 1rem; }
  .gv-table tbody :is(th, td) { border: 0; padding: .25rem 0; }
  .gv-table tbody th { font: 700 1.08rem/1.3 var(--head); }
  .gv-ask { color: var(--muted); display: block; font-size: .88rem; }
}
@media print {
  .gv-table { font-size: 8pt; line-height: 1.25; } .gv-table :is(th, td) { padding: 1mm 1.5mm 1mm 0; }
  .gv-figure { max-width: 85mm; break-inside: avoid; }
  .gv-sides { grid-template-columns: 1fr 1fr; } .gv-sides, .gv-real { break-inside: avoid; }
  .gv-short { border: 1px solid #999; }
  section:has(> .gv-short) :is(p, li) { font-size: 9.5pt; line-height: 1.35; }
}
"""


class GovernanceModels(Sections):
    """``{governance-models}``: the comparison, then a section for each model, with its drawing and its sources."""

    files = ("governance/models.yml",)

    def content_nodes(self, lang: str) -> list[nodes.Node]:
        return [nodes.raw("", comparison(lang), format="html"), *super().content_nodes(lang)]

    def parts(self, lang: str) -> list[tuple[str, str]]:
        return [(model.name[lang], section(model, lang)) for model in models()]


def comparison(lang: str) -> str:
    """Return the table of the models: a line for each, a question per column."""
    asked = [t(f"privacy.ask_{name}", lang) for name in ASKED]
    heads = "".join(
        f'<th scope="col" role="columnheader">{escape(text)}</th>' for text in (t("privacy.models_head", lang), *asked)
    )
    rows = "".join(_row(model, asked, lang) for model in models())
    caption = escape(t("privacy.models_caption", lang))
    return (
        f'<style>\n{lean(_STYLE)}</style>\n<table class="gv-table" role="table"><caption>{caption}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>\n'
    )


def _row(model: Model, asked: list[str], lang: str) -> str:
    # The question, repeated in each card, is for the eye: the column's head says it already.
    cells = "".join(
        f'<td role="cell"><span class="gv-ask" aria-hidden="true">{escape(ask)}</span>{escape(answer[lang])}</td>'
        for ask, answer in zip(asked, model.answers.values(), strict=True)
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{escape(model.name[lang])}</th>{cells}</tr>'


def section(model: Model, lang: str) -> str:
    """Return a model in a sentence, its drawing, what speaks for and against it, and real attempts."""
    sides = "".join(
        f"<div><h3>{escape(t(f'privacy.{side}', lang))}</h3><ul>"
        + "".join(f"<li>{escape(argument[lang])}</li>" for argument in getattr(model, side))
        + "</ul></div>"
        for side in ("pros", "cons")
    )
    real = "".join(
        f'<li><a href="{escape(example.url)}">{escape(example.name[lang])}</a>. {escape(example.text[lang])}</li>'
        for example in model.examples
    )
    return (
        f'<p class="gv-short">{escape(model.short[lang])}</p>'
        f'<figure class="gv-figure">{drawing(model, lang)}<figcaption>{escape(t("privacy.legend", lang))}</figcaption>'
        f'</figure><p>{escape(model.how[lang])}</p><div class="gv-sides">{sides}</div>'
        f'<div class="gv-real"><h3>{escape(t("privacy.examples", lang))}</h3><ul>{real}</ul></div>'
    )
