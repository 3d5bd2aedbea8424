"""How datasets are shown in a notebook: what is known, what is not, and where it comes from.

Whatever comes from a portal is text: it is escaped, and only an address of the web becomes a link.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from html import escape, unescape
from typing import TYPE_CHECKING

from culture_d.i18n import date, language, number, t
from culture_d.portals.reading import is_web
from culture_d.understood import weight

if TYPE_CHECKING:
    from culture_d.portals.interface import Portal
    from culture_d.portals.model import Dataset, Found, Resource

_TOLD = 600  # characters of a description
_FILES = 10
_LINES = 80  # characters of a title in plain text
# Names of licences on data.gouv.fr: proper names, the same in both languages.
_LICENCES = {
    "lov2": "Licence Ouverte 2.0",
    "fr-lo": "Licence Ouverte",
    "odc-odbl": "ODbL",
    "cc-by": "CC BY",
    "cc-by-sa": "CC BY-SA",
    "cc-zero": "CC0",
}
_MARKUP = re.compile(r"<[^<>]{0,500}>")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)")
_MARKDOWN = re.compile(r"\*{2,3}|__|^\s{0,3}(?:#{1,6}|>)\s*", re.MULTILINE)


def plain(description: str) -> str:
    """Return a description without the marks of HTML or Markdown, on one line."""
    bare = _MARKDOWN_LINK.sub(r"\1", unescape(_MARKUP.sub(" ", description)))
    return " ".join(_MARKDOWN.sub("", bare).split())


def shortened(text: str, most: int = _TOLD) -> str:
    """Cut a text at a word."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def link(url: str | None, text: str | None = None, lang: str | None = None) -> str:
    """Return a link to an address of the web, and the text alone for any other address."""
    shown = _said(text or url or "", lang)
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{shown}</a>' if is_web(url) else shown


def _said(text: str, lang: str | None) -> str:
    """Return a text of the portal, in its own language when it is known."""
    return f'<span lang="{lang}">{escape(text)}</span>' if lang else escape(text)


def _content_lang(dataset: Dataset, lang: str) -> str | None:
    """Return the language of the texts of a portal where it is another than the reader's."""
    found = dataset.content_lang
    return found if found and found != lang and re.fullmatch(r"[a-z]{2,3}", found) else None


def _lang(shown: Dataset | Found) -> str:
    return shown.portal.lang if shown.portal else language()


def portal_html(portal: Portal) -> str:
    """Return the name of a portal and what is to be known of its last answer."""
    notice = f"<p>{escape(portal.notice)}</p>" if portal.notice else ""
    return f'<div class="cd-portal" lang="{portal.lang}"><p><strong>{escape(portal.name)}</strong></p>{notice}</div>'


def found_text(found: Found) -> str:
    """Return the answer to a search as lines of text."""
    lines = [found.notice] if found.notice else []
    lines += [_count(found), *(f"{d.id}  {shortened(d.title or '?', _LINES)}" for d in found)]
    return "\n".join(lines)


def _count(found: Found) -> str:
    lang, total = _lang(found), found.total if found.total is not None else len(found)
    key = "found" if found.words else "listed"
    said = t(f"portals.{key}", lang, n=total, words=found.words)
    return said if total <= len(found) else f"{said} {t('portals.shown', lang, n=len(found))}"


def found_html(found: Found) -> str:
    """Return the answer to a search as a list: title, producer, date, licence, formats, and the id to type."""
    lang = _lang(found)
    notice = f'<p class="cd-notice">{escape(found.notice)}</p>' if found.notice else ""
    items = "".join(f"<li>{_entry(dataset, lang)}</li>" for dataset in found)
    listed = f"<ol>{items}</ol>" if items else ""
    return f'<div class="cd-portal" lang="{lang}">{notice}<p>{escape(_count(found))}</p>{listed}</div>'


def _entry(dataset: Dataset, lang: str) -> str:
    theirs = _content_lang(dataset, lang)
    formats = sorted({r.format for r in dataset.resources if r.format})
    facts = [
        _said(dataset.producer, theirs) if dataset.producer else None,
        escape(t("portals.updated_on", lang, date=date(dataset.modified, lang))) if dataset.modified else None,
        escape(licence_name(dataset.licence) or t("portals.no_licence", lang)),
        escape(", ".join(formats[:5])) or None,
    ]
    told = " · ".join(filter(None, facts))
    title = link(dataset.page, dataset.title or t("portals.no_title", lang), theirs)
    return f"{title}<br><small>{told}</small><br><code>{escape(dataset.id or '?')}</code>"


def licence_name(id: str | None) -> str | None:
    """Return a licence as it is called, from the id that a portal gives."""
    return _LICENCES.get(id or "", id)


def frequency_words(name: str | None, lang: str) -> str | None:
    """Return a frequency of update in words, or as the portal writes it."""
    from culture_d.publish.frequencies import find_frequency

    term = find_frequency(name)
    return term.words(lang) if term else name


def dataset_html(dataset: Dataset) -> str:
    """Return what is known of a dataset as a table, what is not known said too, then its files."""
    lang, theirs = _lang(dataset), _content_lang(dataset, _lang(dataset))
    rows = "".join(
        f'<tr><th scope="row">{escape(t(f"portals.{key}", lang))}</th><td>{cell or _not_told(lang)}</td></tr>'
        for key, cell in _facts(dataset, lang, theirs)
    )
    notice = f'<p class="cd-notice">{escape(dataset.notice)}</p>' if dataset.notice else ""
    caption = link(dataset.page, dataset.title or t("portals.no_title", lang), theirs)
    about = shortened(plain(dataset.description or ""))
    label = escape(t("portals.description", lang))
    described = f"<p><strong>{label}</strong> {_said(about, theirs) if about else _not_told(lang)}</p>"
    return (
        f'<div class="cd-portal" lang="{lang}">{notice}<div class="cd-table"><table><caption>{caption}</caption>'
        f"<tbody>{rows}</tbody></table></div>{described}{_files(dataset, lang, theirs)}</div>"
    )


def _not_told(lang: str) -> str:
    return f"<em>{escape(t('portals.not_told', lang))}</em>"


def _facts(dataset: Dataset, lang: str, theirs: str | None) -> Iterable[tuple[str, str | None]]:
    period = [date(day, lang) if day else "…" for day in dataset.temporal or ()]
    frequency = frequency_words(dataset.frequency, lang)
    yield "producer", _said(dataset.producer, theirs) if dataset.producer else None
    yield "licence", escape(licence_name(dataset.licence) or "") or None
    yield "frequency", escape(frequency) if frequency else None
    yield "created", _day(dataset.created, lang)
    yield "modified", _day(dataset.modified, lang)
    yield "temporal", escape(t("portals.period", lang, start=period[0], end=period[1])) if period else None
    yield "spatial", _said(dataset.spatial, theirs) if dataset.spatial else None
    yield "keywords", _said(shortened(", ".join(dataset.keywords), 200), theirs) if dataset.keywords else None
    yield "columns", escape(t("portals.columns_named", lang, n=len(dataset.fields))) if dataset.fields else None
    yield "id", f"<code>{escape(dataset.id or '?')}</code>"


def _day(day: dt.date | None, lang: str) -> str | None:
    return escape(date(day, lang)) if day else None


def _files(dataset: Dataset, lang: str, theirs: str | None) -> str:
    shown, known = dataset.resources[:_FILES], len(dataset.resources)
    total = max(known, dataset.resource_count or 0)
    if not total:
        return f"<p>{escape(t('portals.no_file', lang))}</p>"
    count = t("portals.files", lang, n=total)
    count += "" if total == len(shown) else " " + t("portals.files_shown", lang, n=len(shown))
    if not shown:
        return f"<p>{escape(count)}</p>"
    heads = "".join(f'<th scope="col">{escape(t(f"portals.file_{k}", lang))}</th>' for k in ("n", "title", "format"))
    heads += "".join(f'<th scope="col">{escape(t(f"portals.file_{k}", lang))}</th>' for k in ("size", "modified"))
    rows = "".join(_file(rank, r, lang, theirs) for rank, r in enumerate(shown))
    return (
        f'<div class="cd-table"><table><caption>{escape(count)}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _file(rank: int, resource: Resource, lang: str, theirs: str | None) -> str:
    title = link(resource.url, resource.title or resource.id or t("portals.no_title", lang), theirs)
    size = weight(resource.size, lang) if resource.size is not None else "—"
    cells = [escape(resource.format or "—"), escape(size), _day(resource.modified, lang) or "—"]
    return (
        f'<tr><td class="n">{number(rank, lang=lang)}</td><th scope="row">{title}</th>'
        + "".join(f"<td>{cell}</td>" for cell in cells)
        + "</tr>"
    )
