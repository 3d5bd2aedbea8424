"""The committee on paper, and for readers without JavaScript: roles, questions to fold, comments to cut."""

from __future__ import annotations

from html import escape

from culture_d.i18n import t
from culture_d.standard.committee.agenda import load_agenda
from culture_d.standard.committee.page import page_content

LETTERS = "ABCDEFGH"


def paper_html(lang: str) -> str:
    """Return everything that the table says as plain markup, folded on screen and laid out for paper by its style."""
    content = page_content(lang)
    parts = [
        _fold("paper_roles", "cp-roles", _list("cp-cards", (_role(role, lang) for role in content["roles"])), lang),
        _fold("paper_sheets", "cp-sheets", "".join(_sheet(q, content, lang) for q in content["arbitrations"]), lang),
        _fold("paper_comments", "cp-comments", _list("cp-cards", _comments(content, lang)), lang),
        _fold("paper_answers", "cp-answers", _answers(content, lang), lang),
    ]
    return f'<div class="cd-committee-paper">{"".join(parts)}</div>'


def _t(key: str, lang: str, **values: object) -> str:
    return escape(t(f"committee.{key}", lang, **values))


def _list(kind: str, items) -> str:
    return f'<ul class="{kind}">{"".join(items)}</ul>'


def _fold(key: str, kind: str, inside: str, lang: str) -> str:
    return f'<details class="{kind}"><summary>{_t(key, lang)}</summary>{inside}</details>'


def _role(role: dict, lang: str) -> str:
    return (
        f'<li><p class="cp-title">{escape(role["title"])}</p><p>{escape(role["about"])}</p>'
        f"<p><strong>{_t('wants', lang)}</strong> {escape(role['wants'])}</p>"
        f"<p><strong>{_t('fears', lang)}</strong> {escape(role['fears'])}</p></li>"
    )


def _sheet(question: dict, content: dict, lang: str) -> str:
    roles = {role["id"]: role["title"] for role in content["roles"]}
    sides = [option["id"] for option in question["options"]]
    context = "".join(f"<li>{escape(line)}</li>" for line in question["context"])
    options = "".join(
        f'<tr><th scope="row"><span class="cp-letter">{letter}</span> {escape(option["label"])}'
        f"<small>{escape(option['detail'])}</small></th><td></td></tr>"
        for letter, option in zip(LETTERS, question["options"], strict=False)
    )
    said = "".join(
        f"<dt>{escape(roles[a['role']])} ({LETTERS[sides.index(a['side'])]})</dt><dd>{escape(a['text'])}</dd>"
        for a in question["arguments"]
    )
    return (
        f'<article class="cp-sheet"><div class="cp-front"><h3>{escape(question["question"])}</h3>'
        f'<ul class="cp-context">{context}</ul>'
        f'<table><thead><tr><td></td><th scope="col">{_t("paper_hands", lang)}</th></tr></thead>'
        f"<tbody>{options}</tbody></table><dl>{said}</dl></div>{_back(question, content, lang)}</article>"
    )


def _back(question: dict, content: dict, lang: str) -> str:
    prices = "".join(
        f"<dt>{letter}. {escape(option['label'])}</dt><dd>{escape(option['consequence']['sentence'])}</dd>"
        for letter, option in zip(LETTERS, question["options"], strict=False)
    )
    real, after = ("".join(_note(note, content, lang) for note in question[key]) for key in ("decided", "after"))
    return (
        f'<details class="cp-back"><summary>{_t("paper_fold", lang)}</summary>'
        f"<p>{_t('consequences_about', lang, places=content['places'])}</p><dl>{prices}</dl>"
        f'<p class="cp-title">{_t("real", lang)}</p><ul>{real}</ul>'
        f'<p class="cp-title">{_t("after", lang)}</p><ul>{after}</ul></details>'
    )


def _note(note: dict, content: dict, lang: str) -> str:
    links = " · ".join(_link(content["sources"][name]) for name in note["sources"])
    return f"<li>{escape(note['text'])} <small>{_t('sources', lang)} {links}</small></li>"


def _link(source: dict) -> str:
    return f'<a href="{escape(source["url"])}">{escape(source["title"])}</a>'


def _comments(content: dict, lang: str):
    for rank, comment in enumerate(content["comments"], start=1):
        field = _t("column", lang, field=comment["field"]) if comment["field"] else _t("no_column", lang)
        yield (
            f'<li><p class="cp-title">{_title(rank, comment)}</p><p>{escape(comment["text"])}</p>'
            f'<p class="cp-small">{escape(comment["author"])} · {field}</p></li>'
        )


def _title(rank: int, comment: dict) -> str:
    return f"{rank}. {escape(comment['title'])}{' ★' if comment['starter'] else ''}"


def _answers(content: dict, lang: str) -> str:
    questions = {item.id: item.question[lang] for item in load_agenda().arbitrations}
    rows = "".join(_answer(rank, item, questions, lang) for rank, item in enumerate(content["comments"], start=1))
    heads = "".join(f'<th scope="col">{_t(key, lang)}</th>' for key in ("comments", "paper_verdict", "paper_reason"))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _answer(rank: int, comment: dict, questions: dict, lang: str) -> str:
    settled = comment["arbitration"]
    more = f" {_t('settled_by', lang, question=questions[settled])}" if settled else ""
    return (
        f'<tr><th scope="row">{_title(rank, comment)}</th>'
        f"<td>{_t('verdict_' + comment['verdict'], lang)}</td><td>{escape(comment['reason'])}{more}</td></tr>"
    )
