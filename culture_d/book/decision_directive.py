"""The directives of a decision tree: to walk in the page, and on paper."""

from __future__ import annotations

from html import escape

from culture_d.book.raw import Raw
from culture_d.book.static_module import print_script, static_page
from culture_d.decision import interface_content
from culture_d.decision_file import WEIGHED, Question, Result, Tree, decision_names, load_decision
from culture_d.i18n import t
from culture_d.interview.static import lean
from culture_d.widgets.bundle import bundle, styles

_PAPER = "/* ---- Paper ---- */"  # where the style sheet passes from the screen to the sheet


class _OfDecision(Raw):
    files = ("decisions/*.yml",)

    def tree(self) -> Tree:
        """Return the tree that the directive names, or stop the build with a sentence."""
        if self.arguments[:1] == [] or self.arguments[0] not in decision_names():
            raise self.error(f"{self.name} needs the name of a decision tree: {', '.join(decision_names())}")
        return load_decision(self.arguments[0])


class DecisionTool(_OfDecision):
    """``{decision} name``: the tree, to walk in the page."""

    def html(self, lang: str) -> str:
        return page_html(self.tree(), lang)


class DecisionSheet(_OfDecision):
    """``{decision-sheet} name``: the tree on one sheet of paper."""

    def html(self, lang: str) -> str:
        return sheet_html(self.tree(), lang)


def page_html(tree: Tree, lang: str) -> str:
    """Return the markup of a tree for a page: nothing from another site, works over ``file://``.

    Without a script, it is the list of the questions, where each answer is a link, then the results.
    """
    name = f"cd-decision-{tree.id}"
    return static_page(
        name,
        "cd-decision cd-host",
        interface_content(tree, lang),
        bundle("shared", "decision"),
        styles("colours", "decision").partition(_PAPER)[0],
        _static(tree, name, lang),
        name,
    )


def sheet_html(tree: Tree, lang: str) -> str:
    """Return the sheet to print; the screen shows only what it is, and a button."""
    questions = "".join(
        f'<li><span class="dt-mark">{n}</span><p class="dt-ask">{escape(question.ask[lang])}</p>'
        f"<ul>{_paper_answers(tree, question, lang)}</ul></li>"
        for n, question in enumerate(tree.questions, start=1)
    )
    results = "".join(
        f'<li><span class="dt-mark dt-letter">{letter(tree, result)}</span>{escape(result.title[lang])}'
        f"{_paper_law(result, lang)}</li>"
        for result in tree.results
    )
    columns = "".join(
        f"<div><h3>{escape(t(f'decision.static_{name}', lang))}</h3><ol>{items}</ol></div>"
        for name, items in (("questions", questions), ("results", results))
    )
    return (
        f"<style>\n{lean(styles('decision').partition(_PAPER)[2])}</style>\n"
        f'<div class="cd-decision-sheet">'
        f"<p>{escape(t('decision.paper_about', lang))}</p>"
        f'<p class="dt-prints"><button type="button" class="button" data-print-set="decision">'
        f"{escape(t('decision.print_sheet', lang))}</button></p>"
        f'<section class="dt-paper"><h2>{escape(tree.title[lang])}</h2>'
        f"<p>{escape(tree.intro[lang])} {escape(t('decision.static_about', lang))}</p>"
        f'<div class="dt-columns">{columns}</div><p class="dt-caution">{escape(tree.caution[lang])}</p>'
        f'<p class="dt-credit">{escape(t("decision.paper_more", lang))} {escape(t("decision.credit", lang))}</p>'
        f"</section></div>\n{print_script()}"
    )


def letter(tree: Tree, result: Result) -> str:
    """Return the capital letter of a result: A to Z, then AA, AB…"""
    rank = tree.results.index(result)
    return ("" if rank < 26 else chr(64 + rank // 26)) + chr(65 + rank % 26)


def _goto(tree: Tree, to: str, lang: str) -> str:
    """Return where an answer leads, in words."""
    node = tree.nodes[to]
    if isinstance(node, Question):
        return t("decision.to_question", lang, n=tree.questions.index(node) + 1)
    return t("decision.to_result", lang, letter=letter(tree, node))


def _lettered(tree: Tree, result: Result, lang: str) -> str:
    return f"{t('decision.result_letter', lang, letter=letter(tree, result))} {result.title[lang]}"


def _static(tree: Tree, name: str, lang: str) -> str:
    questions = "".join(
        f'<li id="{name}-{question.id}"><p class="dt-ask">{escape(question.ask[lang])}</p>'
        f"{_paragraph(question.help, lang)}<ul>{_linked_answers(tree, question, name, lang)}</ul></li>"
        for question in tree.questions
    )
    results = "".join(
        f'<details id="{name}-{result.id}"><summary>{escape(_lettered(tree, result, lang))}</summary>'
        f"{_result(result, lang)}</details>"
        for result in tree.results
    )
    return (
        f'<div class="dt-static"><p>{escape(tree.intro[lang])} {escape(t("decision.static_about", lang))}</p>'
        f"<ol>{questions}</ol><p><strong>{escape(t('decision.static_results', lang))}</strong></p>{results}"
        f"<p>{escape(tree.caution[lang])}</p></div>"
    )


def _linked_answers(tree: Tree, question: Question, name: str, lang: str) -> str:
    return "".join(
        f'<li>{escape(answer.text[lang])} <a class="dt-goto" href="#{name}-{answer.to}">'
        f"{escape(_goto(tree, answer.to, lang))}</a></li>"
        for answer in question.answers
    )


def _paper_answers(tree: Tree, question: Question, lang: str) -> str:
    return "".join(
        f'<li>{escape(answer.text[lang])} <span class="dt-to">{escape(_goto(tree, answer.to, lang))}</span></li>'
        for answer in question.answers
    )


def _paper_law(result: Result, lang: str) -> str:
    return f' <span class="dt-law">({escape(result.law[lang])})</span>' if result.law else ""


def _paragraph(text, lang: str) -> str:
    return f"<p>{escape(text[lang])}</p>" if text else ""


def _result(result: Result, lang: str) -> str:
    """Return everything a result says but its title."""
    law = f"<p>{escape(t('decision.law', lang, law=result.law[lang]))}</p>" if result.law else ""
    sides = "".join(_list(name, getattr(result, name), lang) for name in ("pros", "cons"))
    weighed = "".join(_titled(name, getattr(result, name), lang) for name in (*WEIGHED, "limits"))
    sources = "".join(
        f'<li><a href="{escape(source.url)}">{escape(source.title[lang])}</a></li>' for source in result.sources
    )
    return (
        f"<p>{escape(result.text[lang])}</p>{law}{sides}{weighed}"
        f"{_list('todo', result.todo, lang)}<p><strong>{escape(t('decision.sources', lang))}</strong></p>"
        f"<ul>{sources}</ul>"
    )


def _titled(name: str, text, lang: str) -> str:
    return f"<p><strong>{escape(t(f'decision.{name}', lang))}</strong></p>{_paragraph(text, lang)}" if text else ""


def _list(name: str, texts, lang: str) -> str:
    if not texts:
        return ""
    items = "".join(f"<li>{escape(text[lang])}</li>" for text in texts)
    return f"<p><strong>{escape(t(f'decision.{name}', lang))}</strong></p><ul>{items}</ul>"
