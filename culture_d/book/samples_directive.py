"""The directive of the fictional files: the tables that a room reads on paper, whole, and the files themselves."""

from __future__ import annotations

import base64
import csv
import io
from html import escape

from culture_d.book.raw import Sections
from culture_d.i18n import t
from culture_d.standard.samples import sample

_WIDE = (("valombre", "cp1252", ";"), ("pont-clairet", "utf-8", ","))
_ATTEMPT = "valombre-standard-dirty"
_OTHERS = ("valombre-standard", "pont-clairet-0.1", "places", "places-dirty")


class SampleTables(Sections):
    """``{sample-tables}``: the two towns' tables, Valombre's first attempt place by place, and the files."""

    files = ("standard/samples/*.csv",)

    def parts(self, lang: str) -> list[tuple[str, str]]:
        """Return the sections, each cell as it is written in its file."""
        wide = [(t(f"book.sample_{name}", lang), _wide(name, code, mark, lang)) for name, code, mark in _WIDE]
        others = "".join(f"<li>{_download(name)}</li>" for name in _OTHERS)
        return [
            *wide,
            (t("book.sample_attempt", lang), _attempt(lang)),
            (t("book.sample_others", lang), f"<ul>{others}</ul>"),
        ]


def _wide(name: str, encoding: str, separator: str, lang: str) -> str:
    header, *rows = csv.reader(io.StringIO(sample(name).read_text(encoding=encoding)), delimiter=separator)
    heads = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    label = escape(t(f"book.sample_{name}", lang))
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    frame = f'<div class="sample-wide" tabindex="0" role="region" aria-label="{label}">'
    return f'<p>{_download(name)}</p>{frame}<div lang="fr">{table}</div></div>'


def _attempt(lang: str) -> str:
    header, *rows = csv.reader(io.StringIO(sample(_ATTEMPT).read_text(encoding="utf-8")))
    places = "".join(_place(line, header, row, lang) for line, row in enumerate(rows, start=2))
    return f'<p>{_download(_ATTEMPT)}</p><div class="sample-places">{places}</div>'


def _place(line: int, header: list[str], row: list[str], lang: str) -> str:
    """Return a line laid on its side; empty cells are left out, but for the compulsory ones a reader must miss."""
    cells = [(name, cell) for name, cell in zip(header, row, strict=True) if cell or name == "commune"]
    pairs = "".join(f"<dt>{escape(name)}</dt><dd>{escape(cell) or '&nbsp;'}</dd>" for name, cell in cells)
    return (
        f'<section class="sample-place"><h3>{escape(t("book.sample_line", lang, line=str(line)))}</h3>'
        f'<dl lang="fr">{pairs}</dl></section>'
    )


def _download(name: str) -> str:
    """Return a link that holds the file, so that it comes with the page on a USB stick."""
    content = base64.b64encode(sample(name).read_bytes()).decode()
    return f'<a download="{name}.csv" href="data:text/csv;base64,{content}">{name}.csv</a>'
