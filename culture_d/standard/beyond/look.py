"""Look beyond the schema: what a valid file may still have wrong."""

from __future__ import annotations

import datetime as dt
import os
from collections import defaultdict
from html import escape

import pandas as pd

from culture_d.i18n import language, t
from culture_d.standard.beyond import codes, coordinates, dates, hours, mails, phones, texts, web
from culture_d.standard.beyond.records import Doubt, as_cause
from culture_d.standard.beyond.table import Table
from culture_d.standard.communes import Communes, load_communes
from culture_d.standard.duplicates import likely_duplicates
from culture_d.standard.findings import SURE, Cause, Words, shorten
from culture_d.standard.schemas import CURRENT, Schema, load_schema
from culture_d.standard.source import Source

_HALF = 26  # characters of each name of a pair


class Doubts(list[Cause]):
    """The doubts about a file, the surest first.

    Attributes
    ----------
    remarks : list of Words
        What could not be checked, and why.
    lang : {"en", "fr"}
        Language by default of what follows.
    """

    def __init__(self, causes: list[Cause], remarks: list[Words], lang: str) -> None:
        super().__init__(causes)
        self.remarks, self.lang = remarks, lang

    def notes(self, lang: str | None = None) -> list[str]:
        """Return what could not be checked, in words."""
        return [words(lang or self.lang) for words in self.remarks]

    def sentences(self, lang: str | None = None) -> list[str]:
        """Return a line for each doubt (where, how sure, what to look at, what to do), then the notes."""
        lang = lang or self.lang
        told = []
        for cause in self:
            what = " ".join((cause.sentence(lang), cause.expected(lang), cause.remedy(lang)))
            told.append(t("beyond.told", lang, where=_capital(cause.where(lang)), what=what))
        return (told or [t("beyond.nothing", lang)]) + self.notes(lang)

    def _repr_html_(self) -> str:
        """Show the doubts as a list."""
        items = "".join(f"<li>{escape(sentence)}</li>" for sentence in self.sentences())
        return f'<ul lang="{self.lang}">{items}</ul>'


def look_beyond(
    file: str | os.PathLike | bytes | Source | pd.DataFrame,
    schema: str | os.PathLike | dict | Schema = CURRENT,
    lang: str | None = None,
    *,
    today: dt.date | None = None,
) -> Doubts:
    """Find what the schema accepts and a careful reader would not.

    Columns are found by the names of the standard; a check whose column is absent says nothing, so that any file
    may be given. Nothing is asked to the network.

    Parameters
    ----------
    file : path, bytes, Source or DataFrame of text
    schema : str, path, dict or Schema
    lang : {"en", "fr"}, optional
        Language of the sentences; the current language by default.
    today : datetime.date, optional
        The day from which dates are in the future.

    Returns
    -------
    Doubts
        A list of :class:`~culture_d.standard.findings.Cause` with ``doubt=True``, and its ``remarks``.

    Raises
    ------
    culture_d.tables.TableError
        If the file is no CSV.
    culture_d.standard.schemas.SchemaError
        If the schema cannot be used.
    """
    lang = lang or language()
    known = load_schema(schema, lang)
    table = Table.read(file, lang)
    doubts, remarks = examine(table, known, load_communes(), today or dt.date.today())
    causes = [as_cause(doubt, table.name_of(doubt.column) or doubt.column, table.lines, known) for doubt in doubts]
    order = {name: i for i, name in enumerate(table.columns)}
    causes.sort(key=lambda cause: (SURE.index(cause.sure), order.get(cause.column, len(order))))
    return Doubts(causes, remarks, lang)


def examine(table: Table, schema: Schema, communes: Communes, today: dt.date) -> tuple[list[Doubt], list[Words]]:
    """Run every check on a table; return the doubts, and what could not be checked."""
    doubts, remarks = [], []
    for found, unchecked in (
        coordinates.examine(table, communes),
        codes.examine(table, communes),
        hours.examine(table),
        (phones.examine(table, communes), []),
        (dates.examine(table, today), []),
        (web.examine(table, communes), []),
        (mails.examine(table), []),
        (texts.examine(table, schema, communes), []),
        (check_duplicates(table), []),
    ):
        doubts += found
        remarks += unchecked
    return doubts, remarks


def check_duplicates(table: Table) -> list[Doubt]:
    """Find the places that may be written twice; nothing without a name and an address or coordinates."""
    names = table.get("nom")
    if names is None or all(table.get(role) is None for role in ("adresse", "latitude")):
        return []
    columns = {_standard(name): cells for name, cells in table.columns.items()}
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    found: dict[str, Doubt] = defaultdict(lambda: Doubt("", "", "nom"))
    for pair in sorted(likely_duplicates(rows), key=lambda pair: (pair.a, pair.b)):
        doubt = found[pair.sure]
        doubt.key, doubt.sure = "duplicate_same" if pair.identical else "duplicate_pair", pair.sure
        doubt.rows.append(pair.a)
        other = f"{table.lines[pair.b]} {shorten(names[pair.b], _HALF)}"
        doubt.shown.append(f"{shorten(names[pair.a], _HALF)} ↔ {other}")
    return list(found.values())


def _standard(name: str) -> str:
    plain = name.strip().lower()
    return "courriels" if plain == "courriel" else plain


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
