"""What the page of a portal will look like: the reader sees their own words as a stranger will."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

import pandas as pd

from culture_d.i18n import date, language, t
from culture_d.publish.frames import frame_of, published
from culture_d.publish.privacy import Concerns, personal_warning
from culture_d.publish.quality import quality
from culture_d.publish.sheet import FieldWords, Sheet
from culture_d.sniffing import unique_names
from culture_d.standard.findings import shorten
from culture_d.tables import Table

LINES, COLUMNS, DESCRIBED = 5, 12, 100
# The host's colours where it has some; JupyterLab's themes otherwise; never a colour alone.
_STYLE = """
.cd-portal { border: 1px solid var(--line, var(--jp-border-color1, #bbb)); border-radius: 12px; padding: 1rem 1.2rem; \
line-height: 1.5; overflow-wrap: break-word; }
.cd-portal .cd-portal-note, .cd-portal .cd-portal-by { color: var(--muted, var(--jp-ui-font-color2, #555)); }
.cd-portal h3, .cd-portal h4 { margin: .9em 0 .3em; }
.cd-portal dl { display: grid; grid-template-columns: fit-content(45%) 1fr; gap: .2rem 1rem; margin: .5rem 0; }
.cd-portal dl dt, .cd-portal dl dd { float: none; margin: 0; overflow-wrap: anywhere; width: auto; }
.cd-portal dl dt { font-weight: 650; }
.cd-portal .cd-portal-wide { overflow-x: auto; }
.cd-portal table { border-collapse: collapse; } .cd-portal caption { text-align: start; }
.cd-portal th, .cd-portal td { text-align: start; vertical-align: top; padding: .25rem .7rem .25rem 0; }
"""


class PortalPage(str):
    """HTML that a notebook shows."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


@dataclass
class Glimpse:
    """What a page shows of a table: its size, its first lines as text, the columns that are not shown to all."""

    lines: int = 0
    names: list[str] = field(default_factory=list)
    head: list[list[str]] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)


def glimpse(table: Table | pd.DataFrame, concerns: Concerns | None = None, lang: str | None = None) -> Glimpse:
    """Return what a page shows of a table; the cells of columns that seem personal stay out of it."""
    concerns = personal_warning(table, lang) if concerns is None else concerns
    data, _ = published(table, lang)
    # Their names may differ there, where a formula or a space began them: columns are matched by their places.
    given, _, _ = unique_names(list(frame_of(table).columns), data.shape[1])
    hidden = {name for name, old in zip(data.columns, given, strict=True) if old in concerns.columns}
    return Glimpse(len(data), list(data.columns), _cells(data.iloc[:LINES, :COLUMNS]), hidden)


def _cells(data: pd.DataFrame) -> list[list[str]]:
    def text(value: object) -> str:
        return "" if pd.api.types.is_scalar(value) and pd.isna(value) else shorten(value)

    return [[text(value) for value in row] for row in data.itertuples(index=False, name=None)]


def preview(sheet: Sheet, table: Table | pd.DataFrame | None = None, lang: str | None = None) -> PortalPage:
    """Show the page that a portal will make of a sheet: score, licence in one sentence, first lines, columns.

    Parameters
    ----------
    sheet : Sheet
    table : Table or pandas.DataFrame, optional
    lang : {"en", "fr"}, optional
        Language of what surrounds the sheet's own words; the current one by default.

    Returns
    -------
    PortalPage
        HTML; everything that comes from the sheet and the table is escaped, and nothing is asked of the network.
    """
    return page(sheet, glimpse(table, lang=lang) if table is not None else None, lang or language())


def page(sheet: Sheet, seen: Glimpse | None, lang: str) -> PortalPage:
    """Write the page of a sheet and of what is shown of its table."""
    title = sheet.title or t("publish.untitled", lang)
    by = [sheet.producer or t("publish.no_producer", lang)]
    if sheet.modified:
        by.append(t("publish.updated_on", lang, day=date(sheet.modified, lang)))
    paragraphs = [part for part in sheet.description.split("\n\n") if part.strip()]
    about = "".join(f"<p>{escape(part)}</p>" for part in paragraphs)
    about = about or f"<p>{escape(t('publish.no_description', lang))}</p>"
    words = f'<div lang="{sheet.lang}"><h3>{escape(title)}</h3>'
    words += f'<p class="cd-portal-by">{escape(" · ".join(by))}</p>{about}</div>'
    return PortalPage(
        f'<style>{_STYLE}</style><article class="cd-portal" lang="{lang}">'
        f'<p class="cd-portal-note">{escape(t("publish.preview_note", lang))}</p>{words}'
        f"{_licence(sheet, lang)}{_about(sheet, lang)}"
        f"{_heading('score', lang)}{quality(sheet, lang)._repr_html_()}"
        f"{_file(seen, lang) if seen else ''}{_columns(sheet, lang)}</article>"
    )


def _heading(key: str, lang: str) -> str:
    return f"<h4>{escape(t(f'publish.preview_{key}', lang))}</h4>"


def _licence(sheet: Sheet, lang: str) -> str:
    found = sheet.known_licence
    if found is None:
        return f"{_heading('licence', lang)}<p>{escape(sheet.licence or t('publish.no_licence', lang))}</p>"
    name = escape(found.name[lang])
    name = f'<a href="{escape(found.url)}">{name}</a>' if found.url else name
    return f"{_heading('licence', lang)}<p><strong>{name}</strong><br>{escape(found.sentence[lang])}</p>"


def _about(sheet: Sheet, lang: str) -> str:
    names = {t(f"publish.line_{key}", lang) for key in ("frequency", "keywords", "temporal", "spatial", "contact")}
    pairs = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in sheet.lines(lang) if name in names
    )
    return f"{_heading('about', lang)}<dl>{pairs}</dl>" if pairs else ""


def _file(seen: Glimpse, lang: str) -> str:
    size = t("publish.preview_size", lang, n=seen.lines, columns=t("tables.columns", lang, n=len(seen.names)))
    shown = seen.names[:COLUMNS]
    secret = escape(t("publish.preview_hidden", lang))
    heads = "".join(f'<th scope="col">{escape(shorten(name, 40))}</th>' for name in shown)

    def cells(row: list[str]) -> str:
        pairs = zip(shown, row, strict=True)
        return "".join(f"<td>{secret if name in seen.hidden else escape(cell)}</td>" for name, cell in pairs)

    rows = "".join(f"<tr>{cells(row)}</tr>" for row in seen.head)
    more = len(seen.names) - len(shown)
    rest = f"<p>{escape(t('publish.preview_more_columns', lang, n=more))}</p>" if more else ""
    label = escape(t("publish.preview_head", lang, n=len(seen.head)))
    return (
        f"{_heading('files', lang)}<p><code>data.csv</code> {escape(size)}</p>"
        f'<div class="cd-portal-wide" tabindex="0" role="region" aria-label="{label}"><table>'
        f"<caption>{label}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{rest}"
    )


def _columns(sheet: Sheet, lang: str) -> str:
    if not sheet.fields:
        return ""
    described = list(sheet.fields.items())[:DESCRIBED]
    pairs = "".join(
        f"<dt><code>{escape(shorten(name))}</code></dt><dd>{_words(words, lang)}</dd>" for name, words in described
    )
    more = len(sheet.fields) - len(described)
    rest = f"<p>{escape(t('publish.preview_more_columns', lang, n=more))}</p>" if more else ""
    return f"{_heading('columns', lang)}<dl>{pairs}</dl>{rest}"


def _words(words: FieldWords, lang: str) -> str:
    title = f"{words.title} ({words.unit})" if words.unit else words.title
    about = words.description or t("publish.no_meaning", lang)
    return f"<strong>{escape(title)}</strong> {escape(about)}" if title else escape(about)
