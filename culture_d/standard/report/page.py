"""What a check found, for people: a page to print or to send, a text for a terminal, data for a program."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from html import escape
from pathlib import Path
from textwrap import TextWrapper

from culture_d.i18n import date, number
from culture_d.standard.findings import Cause, Report, shorten
from culture_d.standard.report.picture import picture
from culture_d.standard.report.words import Telling, cut, plain
from culture_d.understood import weight

BUDGET = 160_000  # bytes of causes in a page, whatever the file: with the rest, it stays below 300 kB
CAUSES_IN_TEXT = 30  # under each title
NOTES_TOLD = 10
NOTE = 400  # characters of one
LINES_IN_JSON = 1000  # of each cause
SHORT = 140  # characters of a sentence in the opening
POLICY = "default-src 'none'; style-src 'unsafe-inline'"  # the page is a text: it fetches and runs nothing
_STAMPS = {
    True: '<circle cx="24" cy="24" r="20"/><path d="M15 25l6 6 12-14"/>',
    False: '<path d="M10 38l3-10L31 10l7 7-18 18zM26 42h14"/>',
}


def html_report(
    report: Report, lang: str | None = None, *, today: dt.date | None = None, size: int | None = None
) -> str:
    """Return a report as one page that travels alone: no script, no request, made to read and to print.

    Parameters
    ----------
    report : Report
    lang : {"en", "fr"}, optional
        The report's language by default.
    today : datetime.date, optional
        Day to write on the page.
    size : int, optional
        Weight of the file in bytes, when it is known.

    Notes
    -----
    The page weighs less than 300 kB whatever the file: the causes that do not fit are counted.
    """
    lang = lang or report.lang
    told, day = Telling(report, lang), date(today or dt.date.today(), lang)
    head = (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_h(told.t('page_title', name=told.name()))}</title>\n"
        f'<style>\n{_style()}</style>\n</head>\n<body class="{"wrong" if report.wrong else "valid"}">\n'
    )
    parts = (_opening(told), _facts(told, day, size), _todo(told), picture(told), _beyond(told), _notes(told))
    main = "\n".join(filter(None, parts))
    credit = _h(told.t("credit", date=day))
    return f"{head}<main>\n{main}\n</main>\n<footer><p>{credit}</p></footer>\n</body>\n</html>\n"


def text_report(report: Report, lang: str | None = None, width: int = 80) -> str:
    """Return a report for a terminal.

    Parameters
    ----------
    report : Report
    lang : {"en", "fr"}, optional
        The report's language by default.
    width : int
        Characters in a line; only a word that is longer goes beyond.
    """
    told = Telling(report, lang or report.lang)

    def fold(text: str, indent: str = "", first: str | None = None) -> str:
        layout = {"initial_indent": indent if first is None else first, "subsequent_indent": indent}
        wrapper = TextWrapper(max(width, 40), break_long_words=False, break_on_hyphens=False, **layout)
        return wrapper.fill(plain(text))

    lines = [fold(told.t("text_head", n=report.rows, name=told.name(), schema=told.schema()))]
    lines.append(fold(f"{told.verdict()}. {told.read()}"))
    for kind, parts in (("causes", told.errors), ("doubts", told.doubts)):
        if kind == "doubts" and parts:
            lines += ["", fold(told.t("beyond").upper()), fold(told.t("beyond_intro"))]
        for title, causes in parts:
            lines += ["", fold(f"== {title} ==")]
            for cause in causes[:CAUSES_IN_TEXT]:
                lines += ["", fold(told.heading(cause), "    ", f"{told.number(cause):>2}. ")]
                lines.append(fold(told.sentence(cause), "    "))
                swap = [(told.t(key), told.quoted(value)) for key, value in told.swap(cause)]
                for label, text in (*swap, *told.details(cause)):
                    lines.append(fold(told.t("field", label=label, text=text), "      ", "    "))
            if len(causes) > CAUSES_IN_TEXT:
                lines += ["", fold(told.t(f"more_{kind}", n=len(causes) - CAUSES_IN_TEXT))]
    if notes := report.notes_in(told.lang)[:NOTES_TOLD]:
        lines += ["", fold(f"== {told.t('notes')} =="), "", *(fold(cut(note, NOTE), "  ", "- ") for note in notes)]
    return "\n".join(lines) + "\n"


def json_report(report: Report, lang: str | None = None) -> dict:
    """Return a report as plain data for a program; its keys are English and do not change with the language.

    Parameters
    ----------
    report : Report
    lang : {"en", "fr"}, optional
        Language of the sentences; the report's one by default.

    Returns
    -------
    dict
        ``format`` (1, as long as these keys keep their meaning), ``name``, ``schema`` (``name``,
        ``version``), ``lang``, ``valid`` (bool), ``rows`` (lines of data), ``columns`` (names), ``count``
        (errors, doubts left aside), ``summary``, ``notes`` (sentences), and ``causes``. Each of these has
        ``key``, ``rule``, ``column``, ``title``, ``count``, ``lines`` (1 is the header; the first 1000),
        ``examples`` (``line``, ``value``), ``values`` (``value``, ``count``), ``sentence``, ``expected``,
        ``good_example``, ``remedy``, ``doubt`` (bool) and ``sure`` (``""``, ``"certain"``, ``"likely"`` or
        ``"look"``).
    """
    content = {"format": 1} | json.loads(report.to_json(lang or report.lang))
    for cause in content["causes"]:
        cause["lines"] = cause["lines"][:LINES_IN_JSON]
    return content


# ---- the page


def _h(text: object) -> str:
    return escape(plain(text))


@cache
def _style() -> str:
    return Path(__file__).with_name("report.css").read_text(encoding="utf-8")


def _opening(told: Telling) -> str:
    """Return the verdict, and the three causes to begin with."""
    causes = [cause for _, found in told.errors for cause in found][:3]
    items = [
        f'<li><a href="#cause-{told.number(cause)}">{_h(told.heading(cause))}</a>'
        f"<span>{_h(cut(told.sentence(cause), SHORT))}</span></li>"
        for cause in causes
    ]
    start = f'<p class="start">{_h(told.t("start", n=len(items)))}</p><ol>{"".join(items)}</ol>'
    return (
        f'<p class="brand">Culture D</p><div class="verdict"><svg viewBox="0 0 48 48" aria-hidden="true">'
        f"{_STAMPS[not causes]}</svg><h1>{_h(told.verdict())}</h1><p>{_h(told.read())}</p>"
        f"{start if causes else ''}</div>"
    )


def _facts(told: Telling, day: str, size: int | None) -> str:
    report, lang = told.report, told.lang
    facts = {
        "name": told.name(),
        "size": "" if size is None else weight(size, lang),
        "date": day,
        "schema": shorten(f"{report.schema.title(lang)} {report.schema.version}"),
        "rows": number(report.rows, lang=lang),
        "columns": number(len(report.columns), lang=lang),
    }
    items = "".join(
        f"<div{' class=wide' if key in ('name', 'schema') else ''}>"
        f"<dt>{_h(told.t(f'fact_{key}'))}</dt><dd>{_h(fact)}</dd></div>"
        for key, fact in facts.items()
        if fact
    )
    return f'<dl class="facts">{items}</dl>'


def _todo(told: Telling) -> str:
    if not told.errors:
        return ""
    steps = "".join(f"<li>{_h(told.t(f'before_{key}'))}</li>" for key in ("copy", "import", "save"))
    tip = f'<div class="tip"><h3>{_h(told.t("before"))}</h3><ol>{steps}</ol></div>'
    lines = f'<p class="note">{_h(told.t("lines_note"))}</p>'
    cards = _cards(told, told.errors, "causes", BUDGET * 2 // 3)
    return f"<section><h2>{_h(told.t('todo'))}</h2>{tip}{lines}{cards}</section>"


def _beyond(told: Telling) -> str:
    intro = f"<p>{_h(told.t('beyond_intro'))}</p>" if told.doubts else ""
    cards = _cards(told, told.doubts, "doubts", BUDGET // 3)
    return f"<section><h2>{_h(told.t('beyond'))}</h2>{intro}{cards}<p>{_h(told.t('nobody'))}</p></section>"


def _notes(told: Telling) -> str:
    notes = "".join(f"<li>{_h(cut(note, NOTE))}</li>" for note in told.report.notes_in(told.lang)[:NOTES_TOLD])
    return f"<section><h2>{_h(told.t('notes'))}</h2><ul>{notes}</ul></section>" if notes else ""


def _cards(told: Telling, parts: list[tuple[str, list[Cause]]], kind: str, budget: int) -> str:
    """Return the causes under their titles while they fit in ``budget`` bytes, then how many are left."""
    shown, left = [], 0
    for title, causes in parts:
        above = f"<h3>{_h(title)}</h3>"
        for cause in causes:
            card = "" if left else above + _card(told, cause)
            budget -= len(card.encode())
            if left or budget < 0:
                left += 1
            else:
                shown.append(card)
                above = ""
    more = f"<p><strong>{_h(told.t(f'more_{kind}', n=left))}</strong></p>" if left else ""
    return "".join(shown) + more


def _card(told: Telling, cause: Cause) -> str:
    name, column, where = f"cause-{told.number(cause)}", told.column(cause), told.where(cause)
    items = "".join(f"<dt>{_h(label)}</dt><dd>{_h(text)}</dd>" for label, text in told.details(cause))
    return (
        f'<article id="{name}" aria-labelledby="{name}-title"{" class=doubt" if cause.doubt else ""}>'
        f'<h4 id="{name}-title">{told.number(cause)}. {_h(told.title(cause))}'
        f"{f' <code>{_h(column)}</code>' if column else ''}</h4>"
        f"{f'<p class=where>{_h(where)}</p>' if where else ''}"
        f'<p class="said">{_h(told.sentence(cause))}</p>{_swap(told, cause)}'
        f"{f'<dl>{items}</dl>' if items else ''}</article>"
    )


def _swap(told: Telling, cause: Cause) -> str:
    """Return a wrong value and a right one, side by side."""
    french = (
        ' lang="fr"' if told.lang != "fr" and cause.field and cause.field.glosses else ""
    )  # the standard's own words
    values = "".join(
        f'<p><small>{_h(told.t(key))}</small><code class="{key}"{french}>{_h(value)}</code></p>'
        for key, value in told.swap(cause)
    )
    return f'<div class="swap">{values}</div>' if values else ""
