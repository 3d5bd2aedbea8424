"""From one version of the national standard to a later one, telling everything that is lost on the way.

Every value of version 0.1 has a documented destination (``conversion_table``): nothing is dropped, cut or
replaced by a near value without being told.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from html import escape

import pandas as pd

from culture_d.errors import ReaderError
from culture_d.i18n import LANGUAGES, language, t
from culture_d.standard.findings import Words, shorten
from culture_d.standard.line_converter import LineConverter
from culture_d.standard.losses import LINES_TOLD, Loss
from culture_d.standard.recognise import OLD, Cells, Recognised, read_cells, recognise
from culture_d.standard.schemas import CURRENT, VERSIONS
from culture_d.standard.source import Source
from culture_d.tables import ROWS_SHOWN, to_csv_safe
from culture_d.understood import enumeration

TARGETS = VERSIONS[1:]


class ConversionError(ReaderError, ValueError):
    """One sentence for the reader: why a file cannot be converted, and what to do next."""


@dataclass
class Converted:
    """A file in its new version.

    Attributes
    ----------
    name : str
        Name of the first file.
    source, version : str
        From which version to which.
    lang : {"en", "fr"}
        Language by default of what follows.
    table : pandas.DataFrame
        One column of text per field of the version, in its order; one row per line of the first file.
    losses : list of Loss
        What the new file does not say.
    near : list of Loss
        What it says with the nearest value.
    remarks : list of Words
        What else is worth knowing.
    lines : list of int
        Line of the first file (1 is the header) of each row.
    """

    name: str
    source: str
    version: str
    lang: str
    table: pd.DataFrame
    losses: list[Loss]
    near: list[Loss]
    remarks: list[Words] = field(default_factory=list)
    lines: list[int] = field(default_factory=list, repr=False)

    @property
    def notes(self) -> list[str]:
        """The remarks, in the language of the conversion."""
        return self.notes_in(self.lang)

    def notes_in(self, lang: str | None = None) -> list[str]:
        """Return the remarks in a language."""
        return [words(lang or self.lang) for words in self.remarks]

    def sentences(self, lang: str | None = None) -> list[str]:
        """Return all there is to say: remarks, losses, near values."""
        lang = lang or self.lang
        return [*self.notes_in(lang), *(loss.sentence(lang) for loss in (*self.losses, *self.near))]

    def losses_table(self, lang: str | None = None) -> pd.DataFrame:
        """Return one row per loss, then one per near value, with columns in the reader's language."""
        lang = lang or self.lang
        heads = [t(f"convert.head_{key}", lang) for key in ("field", "value", "how", "count", "lines", "said")]
        rows = [
            [
                loss.field,
                shorten(loss.value),
                t(f"convert.how_{how}", lang),
                loss.count,
                ", ".join(map(str, loss.lines[:LINES_TOLD])) + (" …" if loss.count > LINES_TOLD else ""),
                loss.sentence(lang),
            ]
            for how, losses in (("lost", self.losses), ("close", self.near))
            for loss in losses
        ]
        return pd.DataFrame(rows, columns=heads)

    def to_csv(self, path: str | os.PathLike | None = None) -> str | None:
        """Write the file as the standard wants it (UTF-8, commas), safe for a spreadsheet; the text if no path."""
        return to_csv_safe(self.table, path)

    def _repr_html_(self) -> str:
        """Show the first lines, then what is to be known."""
        said = "".join(f"<li>{escape(sentence)}</li>" for sentence in self.sentences())
        return f"{self.table.head(ROWS_SHOWN).to_html(escape=True, index=False, border=0)}<ul>{said}</ul>"


def convert(
    file: str | os.PathLike | bytes | Source | pd.DataFrame, to: str = CURRENT, lang: str | None = None
) -> Converted:
    """Convert a file from version 0.1 to 1.0.1 or 1.0.2 of the standard, or from 1.0.1 to 1.0.2.

    The version of the file is read from its columns, even when some are named nearly as in the standard.

    Parameters
    ----------
    file : str, os.PathLike, bytes, Source or pandas.DataFrame
        A CSV file, its content, or a table of text. It is never changed.
    to : {"1.0.1", "1.0.2"}
    lang : {"en", "fr"}, optional
        The current language by default.

    Raises
    ------
    ConversionError
        If the version of the file, or the one asked for, is not known.
    TableError
        If the file is no CSV.
    """
    lang = lang or language()
    if to not in TARGETS:
        raise ConversionError(t("convert.unknown_target", lang, version=to, versions=", ".join(TARGETS)))
    cells = read_cells(file, lang)
    name = cells.name or t("convert.this_file", lang)
    if not cells.rows:
        raise ConversionError(t("convert.no_line", lang, name=name))
    found = recognise(cells)
    if not found.version:
        raise ConversionError(t("convert.unknown_source", lang, name=name))
    if found.version != OLD and VERSIONS.index(found.version) > VERSIONS.index(to):
        raise ConversionError(t("convert.backward", lang, name=name, version=found.version))
    return _converted(cells, found, to, lang)


def _converted(cells: Cells, found: Recognised, to: str, lang: str) -> Converted:
    work = LineConverter(cells, found, to)
    rows = [work.line(line, row) for line, row in cells.rows]
    table = pd.DataFrame(rows, columns=list(work.schema.names), dtype="object").fillna("").astype("str")
    journal = work.journal
    lines = [line for line, _ in cells.rows]
    remarks = _remarks(cells, found, work)
    return Converted(cells.name, found.version, to, lang, table, journal.losses(), journal.near(), remarks, lines)


def _remarks(cells: Cells, found: Recognised, work: LineConverter) -> list[Words]:
    versions = {"source": found.version, "version": work.to}
    if found.version == work.to:
        said = [Words("convert.unchanged", versions)]
    else:
        said = [Words("convert.from_to", {"n": len(cells.rows)} | versions)]
    if found.near:
        near = {
            lang: enumeration([t("convert.as", lang, written=a, name=b) for a, b in found.near], lang)
            for lang in LANGUAGES
        }
        said.append(Words("convert.read_as", {"n": len(found.near), "names": near}))
    for kind in ("summary_moved", "pivot_unknown", "pivot_cleaned", "pivot_odd"):
        said += work.journal.words(kind, limit=work.limit)
    for kind in ("entered", "kept_as_text", "respelled"):
        said += work.journal.words(kind)
    if work.old:
        fed = {to for rule in work.rules.columns.values() for to in rule["to"]} | set(work.carried.values())
        blank = [name for name in work.schema.names if name not in fed]
        names = {lang: enumeration(blank, lang) for lang in LANGUAGES}
        said.append(Words("convert.left_blank", {"names": names} | versions))
        said.append(Words("convert.not_repaired"))
    return said
