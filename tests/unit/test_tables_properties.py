"""Tables written in every dialect are read back equal, types included; what cannot be decided is said.

Drawn by hypothesis, always the same draws.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from culture_d.cells import is_missing, is_typed
from culture_d.i18n import t
from culture_d.tables import TableError, read_table, to_csv_safe

ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16")
SPACES = {"utf-8": ("", " ", "\u00a0", "\u202f"), "cp1252": ("", " ", "\u00a0")}
WORDS = ["Lyon", "Bourg-en-Bresse", "L’Haÿ", "naïf", "cœur", "oui", "12bis", "A1", "_x", "Val d'Oise", "a=b", "n° 3"]
WORDS += ["10 rue", "12h30", "3,5 %", "x;y", "x,y", "x|y", 'dit "là"', "deux\nlignes", "tab\tici"]
LATIN = "abcdefghijklmnopqrstuvwxyzABCÉÈÀÇéèêàùôç' -/.:()&+*!?"
KINDS = ("text", "code", "whole", "decimal", "french", "iso")
MEASURES = ("whole", "decimal", "french", "iso")
NAMES = ["commune", "Libellé", "Année de crise", "prix (€ HT)", "x", "Taux, en %", "a;b", "mois", 'dit "le"', "q1|q2"]
drawn = settings(
    derandomize=True, deadline=None, database=None, max_examples=60, suppress_health_check=list(HealthCheck)
)


@dataclass
class Column:
    """A column as it is written and as it must be read."""

    name: str
    cells: list[str]
    values: list
    words: dict[str, int] = field(default_factory=dict)


def is_plain(text: str) -> bool:
    """Tell a text that nobody can take for a number, a date, a missing value or the end of the table."""
    return bool(text.strip()) and text == text.strip() and not is_typed(text) and not is_missing(text)


def texts(encoding: str) -> st.SearchStrategy:
    """Draw words and free text that the encoding can write."""
    alphabet = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) if encoding.startswith("utf") else LATIN
    free = st.text(alphabet, min_size=1, max_size=12)
    allowed = [w for w in WORDS if _writable(w, encoding)]
    return st.one_of(st.sampled_from(allowed), free.filter(is_plain))


def _writable(text: str, encoding: str) -> bool:
    try:
        return bool(text.encode(encoding))
    except UnicodeEncodeError:
        return False


def grouped(digits: str, space: str) -> str:
    """Write the figures three by three."""
    return f"{int(digits):,}".replace(",", space)


@st.composite
def numbers(draw, space: str, mark: str | None) -> tuple[str, float]:
    """Draw a number as written and as read; with a mark, it always shows decimals."""
    whole = str(draw(st.integers(0, 10**11) | st.integers(0, 9999)))
    sign = draw(st.sampled_from(["", "", "-"]))
    if mark is None:
        return sign + grouped(whole, space), int(sign + whole)
    decimals = draw(st.text("0123456789", min_size=1, max_size=4))
    return f"{sign}{grouped(whole[:9], space)}{mark}{decimals}", float(f"{sign}{whole[:9]}.{decimals}")


@st.composite
def columns(draw, rows: int, encoding: str, kind: str, full: bool) -> Column:
    """Draw a column of one kind, some of its cells missing unless it is of codes, or must be full."""
    space = draw(st.sampled_from(SPACES["utf-8" if encoding.startswith("utf") else "cp1252"]))
    mark = draw(st.sampled_from(",.")) if kind == "decimal" else None
    if kind == "text":
        pairs = [(word, word) for word in draw(st.lists(texts(encoding), min_size=rows, max_size=rows))]
    elif kind == "code":
        codes = st.from_regex(r"(0[0-9]|2A)[0-9]{3}", fullmatch=True)
        pairs = [(code, code) for code in draw(st.lists(codes, min_size=rows, max_size=rows))]
    elif kind in ("whole", "decimal"):
        pairs = draw(st.lists(numbers(space, mark), min_size=rows, max_size=rows))
    else:
        days = draw(st.lists(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)), min_size=rows, max_size=rows))
        shape = "%d/%m/%Y" if kind == "french" else "%Y-%m-%d"
        pairs = [(day.strftime(shape), pd.Timestamp(day)) for day in days]
    gaps = [False] * rows if full or kind == "code" else draw(st.lists(st.booleans(), min_size=rows, max_size=rows))
    words = st.just("") if kind == "text" else st.sampled_from(["", "", "NC", "nd", "-", "n/a"])
    column = Column("", [], [])
    if all(gaps):
        gaps[0] = False
    for (cell, value), gap in zip(pairs, gaps, strict=True):
        word = draw(words) if gap else ""
        column.cells.append(word if gap else cell)
        column.values.append(None if gap else value)
        if word:
            column.words[word] = column.words.get(word, 0) + 1
    if kind == "whole" and any(gaps):
        column.values = [v if v is None else float(v) for v in column.values]
    return column


@dataclass
class Written:
    """A table, how it is written, and its lines of cells."""

    columns: list[Column]
    separator: str
    encoding: str
    newline: str
    quote_all: bool
    rows: list[list[str]]

    def line(self, cells: list[str]) -> str:
        """Write one record: quotation marks where they are needed, or everywhere."""
        return self.separator.join(map(self._cell, cells))

    def _cell(self, cell: str) -> str:
        risky = any(c in cell for c in ';,|\t"\n')
        return '"' + cell.replace('"', '""') + '"' if risky or (self.quote_all and cell) else cell

    def raw(self, above: list[str] = (), below: list[str] = (), between: list[int] = ()) -> bytes:
        """Write the file: some lines above the names, some below the data, blank lines before some lines."""
        names = self.line([c.name for c in self.columns])
        data = [("\n" if i in between else "") + self.line(cells) for i, cells in enumerate(self.rows)]
        text = "\n".join([*above, names, *data, *below]) + "\n"
        return text.replace("\n", self.newline).encode(self.encoding)


@st.composite
def tables(draw, kinds: tuple[str, ...] = KINDS, full: bool = False) -> Written:
    """Draw a table: codes first, so that no line is empty, then two to five columns of any kind."""
    encoding, rows = draw(st.sampled_from(ENCODINGS)), draw(st.integers(2, 7))
    drawn_kinds = ["code", *draw(st.lists(st.sampled_from(kinds), min_size=2, max_size=5))]
    found = [draw(columns(rows, encoding, kind, full)) for kind in drawn_kinds]
    able = [n for n in NAMES if _writable(n, encoding)]
    names = draw(st.lists(st.sampled_from(able), min_size=len(found), max_size=len(found), unique=True))
    for column, name in zip(found, names, strict=True):
        column.name = name
    separator, newline = draw(st.sampled_from(";,|\t")), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    cells = [list(row) for row in zip(*(c.cells for c in found), strict=True)]
    return Written(found, separator, encoding, newline, draw(st.booleans()), cells)


def read(raw: bytes, written: Written, **how):
    """Read, and check every cell and its type against what was written."""
    found = read_table(raw, **how)
    assert found.understood.separator == written.separator
    assert found.data.shape == (len(written.rows), len(written.columns))
    for column, (_, series) in zip(written.columns, found.data.items(), strict=True):
        values = [None if pd.isna(v) else v for v in series.tolist()]
        assert values == column.values, column
        assert {type(v) for v in values} == {type(v) for v in column.values}, column
    return found


@drawn
@given(tables())
def test_every_dialect_is_read_back_equal(written):
    found = read(written.raw(), written)
    assert list(found.data) == [c.name for c in written.columns]
    told = {c.name: c.words for c in written.columns if c.words}
    assert found.understood.markers == told
    assert not found.understood.kept_as_text and not found.understood.notes and not found.understood.preamble


TITLES = ["Population légale", "Extraction du 3 mai", "Données de la ville", "Fréquentation en 2024"]
NOTES = [
    "Source : Insee.",
    "Champ : France hors Mayotte.",
    "Note de lecture : à Lyon, tout va.",
    "(1) Chiffres provisoires",
]


@st.composite
def surrounded(draw) -> tuple[Written, bytes, list[int], list[int], int]:
    """Draw a table whose every line has a figure or a date, with lines above and below it and blank lines within.

    Returns the table, its bytes, the numbers of the lines above, of the notes, and how many lines are blank.
    """
    written = draw(tables(MEASURES, full=True))
    padding = written.separator * draw(st.sampled_from([0, len(written.columns) - 1]))

    def line(text: str) -> str:
        return text + padding

    above = [line(title) for title in draw(st.lists(st.sampled_from(TITLES), max_size=3))]
    above += [""] * draw(st.integers(0, 2)) if above else []
    blank = draw(st.sets(st.integers(1, len(written.rows) - 1), max_size=2))
    notes = [line(note) for note in draw(st.lists(st.sampled_from(NOTES), max_size=3))]
    gap = [""] * draw(st.integers(0, 2))
    raw = written.raw(above, [*gap, *notes], sorted(blank))
    first_note = len(above) + 1 + len(written.rows) + len(blank) + len(gap) + 1
    titled = [i for i, text in enumerate(above, 1) if text]
    return written, raw, titled, [first_note + i for i in range(len(notes))], len(blank) + len(gap)


@drawn
@given(surrounded())
def test_what_stands_around_a_table_is_left_aside_and_told(drawn_table):
    written, raw, above, notes, blank = drawn_table
    found = read(raw, written).understood
    assert (found.preamble, found.notes, found.blank_lines) == (above, notes, blank)
    for lang in ("en", "fr"):
        told = " ".join(found.sentences(lang))
        assert not any(text in told for text in (*TITLES, *NOTES))


@drawn
@given(tables(("text", *MEASURES)), st.integers(0, 3), st.integers(0, 3))
def test_empty_lines_and_columns_at_the_end_are_dropped_and_told(written, lines, more):
    width = len(written.columns)
    for row in written.rows:
        row += [""] * more
    written.columns += [Column("", [], [])] * more
    raw = written.raw(below=[written.separator * (width - 1 + more)] * lines)
    del written.columns[width:]
    found = read(raw, written).understood
    assert (found.empty_rows, found.empty_columns) == (lines, more)


@drawn
@given(tables(), st.data())
def test_names_given_twice_or_not_at_all(written, data):
    names = data.draw(st.lists(st.sampled_from(["a", "b", ""]), min_size=len(written.columns) - 1, max_size=9))
    names = [*names[: len(written.columns) - 1], "mois"]
    assume(sum(map(bool, names)) * 2 >= len(names))
    for column, name in zip(written.columns, names, strict=True):
        column.name = name
    found = read(written.raw(), written)
    given_names = [n for n in names if n]
    assert found.data.columns.is_unique and [n.split("_")[0] for n in found.data if "col_" not in n] == given_names
    assert found.understood.renamed == sorted({n for n in given_names if given_names.count(n) > 1})
    assert found.understood.unnamed == [f"col_{i}" for i, n in enumerate(names, 1) if not n]


@drawn
@given(tables(), st.sampled_from(["gratuit", "2A004", "12 rue X", "1-2", "inf", "1_000", "01,5", "12E4"]), st.data())
def test_one_odd_cell_keeps_its_column_as_written(written, odd, data):
    at = data.draw(st.integers(1, len(written.columns) - 1))
    line = data.draw(st.integers(0, len(written.rows) - 1))
    column = written.columns[at]
    written.rows[line][at] = column.cells[line] = odd
    column.values = [cell or None for cell in column.cells]
    found = read_table(written.raw())
    values = [None if pd.isna(v) else v for v in found.data.iloc[:, at].tolist()]
    assert values == column.values
    # A text that begins like a code says that the column may hold codes: nothing is odd then.
    numeric = [c for i, c in enumerate(column.cells) if i != line and not is_missing(c) and is_typed(c)]
    real = sum(not is_missing(c) for c in column.cells)
    coded = any(c.startswith("0") and c[1:2].isdigit() for c in [odd, *numeric])
    if len(numeric) == real - 1 > 1 and not coded:
        assert found.understood.kept_as_text == {column.name: 1}
        assert t(
            "tables.told_kept_as_text", "fr", name=f"«\u00a0{column.name}\u00a0»", n=1
        ) in found.understood.sentences("fr")


@drawn
@given(tables())
def test_columns_asked_as_text_keep_every_character(written):
    data = read_table(written.raw(), text=[c.name for c in written.columns]).data
    for column in written.columns:
        assert data[column.name].fillna("").tolist() == column.cells


@drawn
@given(tables(), st.sampled_from([(",", "."), (";", ","), ("\t", ",")]))
def test_what_is_exported_is_read_back_equal(written, how):
    found = read_table(written.raw()).data
    separator, decimal = how
    again = read_table(to_csv_safe(found, separator=separator, decimal=decimal).encode()).data
    for (name, before), (_, after) in zip(found.items(), again.items(), strict=True):
        # An apostrophe protects what a spreadsheet would run; a column of whole numbers and gaps was decimal.
        if before.dtype.kind in "iufM":
            assert (
                before.tolist() == pytest.approx(after.tolist(), nan_ok=True)
                if before.dtype.kind != "M"
                else before.equals(after)
            )
        else:
            kept = [str(v).replace("'", "") for v in before.fillna("")]
            assert [str(v).replace("'", "") for v in after.fillna("")] == kept, name


# --- what no program can decide: a choice is made, always the same, and said


UNDECIDABLE = {
    "a decimal comma that is also the separator": (
        "ville,prix\nLyon,1,5\nBron,2,5\n",
        {"ville": ["Lyon", "Bron"], "prix": [1, 2], "col_3": [5, 5]},
        ("told_unnamed", {"names": "“col_3”", "n": 1}),
    ),
    "a first line of data that may be names": (
        "Lyon;519127\nBron;43310\n",
        {"Lyon": ["Bron"], "519127": [43310]},
        ("told_header", {"lines": "line 1", "n": 1}),
    ),
    "a point for decimals or for thousands": (
        "ville;n\nLyon;1.234\nBron;5.678\n",
        {"ville": ["Lyon", "Bron"], "n": [1.234, 5.678]},
        ("told_decimal", {"name": "a point"}),
    ),
    "days or months first": (
        "jour;n\n01/02/2024;1\n03/04/2024;2\n",
        {"jour": [pd.Timestamp("2024-02-01"), pd.Timestamp("2024-04-03")], "n": [1, 2]},
        ("told_day_first", {"names": "“jour”", "n": 1}),
    ),
    "two letters in cp1252, or one accent in UTF-8": (
        "é;b\nÃ©;1\n".encode("cp1252").replace(b"\xe9;b", b"e;b"),
        {"e": ["é"], "b": [1]},
        ("told_encoding", {"encoding": "UTF-8"}),
    ),
    "a dash that is a text or a gap": (
        "ville;n\nLyon;-\nBron;12\n",
        {"ville": ["Lyon", "Bron"], "n": [None, 12.0]},
        ("told_markers", {"n": 1, "words": "“-”", "names": "“n”"}),
    ),
    "another separator than the usual four": (
        "a~b\n1~2\n",
        {"a~b": ["1~2"]},
        ("told_one_column", {}),
    ),
    "a last line that is a note or a line of data": (
        "source;n\nInsee;1\nRTE;2\nSource : mairie;\n",
        {"source": ["Insee", "RTE"], "n": [1, 2]},
        ("told_notes", {"lines": "line 4", "n": 1}),
    ),
    "codes of some other country among figures": (
        "lot;n\n12;1\n13;2\n14B;3\n",
        {"lot": ["12", "13", "14B"], "n": [1, 2, 3]},
        ("told_kept_as_text", {"name": "“lot”", "n": 1}),
    ),
}


@pytest.mark.parametrize("case", UNDECIDABLE)
def test_what_cannot_be_decided_is_said(case):
    written, columns, (key, values) = UNDECIDABLE[case]
    found = read_table(written if isinstance(written, bytes) else written.encode())
    assert {n: [None if pd.isna(v) else v for v in s.tolist()] for n, s in found.data.items()} == columns
    assert t(f"tables.{key}", "en", **values) in found.understood.sentences("en")


# --- nothing but a table or one sentence


@drawn
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda s: s.encode("utf-8", "replace"))))
def test_any_bytes_give_a_table_or_one_sentence(raw):
    _table_or_sentence(raw)


FRAGMENTS = st.sampled_from(
    [*";,|\t\n\r\"'#= -", "\r\n", "sep=", "Source :", "é", "\ufeff", "12,5", "01000", "NC", "01/02/2024", "[{", "<p>"]
)


@drawn
@given(st.lists(FRAGMENTS, max_size=60))
def test_any_scrap_of_csv_gives_a_table_or_one_sentence(pieces):
    _table_or_sentence("".join(pieces).encode())


def _table_or_sentence(raw: bytes) -> None:
    try:
        found = read_table(raw)
    except TableError as error:
        assert "\n" not in str(error) and str(error).endswith(".")
    else:
        assert len(found.data) and found.data.columns.is_unique and found.understood.sentences("fr")
        assert found._repr_html_()
