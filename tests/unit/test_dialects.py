"""Every dialect of the corpus is read right: names, lines, types, and what the reader is told."""

import pandas as pd
import pytest
from dialect_corpus import CORPUS

from culture_d.i18n import messages, t
from culture_d.tables import TableError, read_table


def kinds(values: list) -> set[type]:
    return {type(v) for v in values if v is not None}


@pytest.mark.parametrize("dialect", CORPUS, ids=lambda d: d.name)
def test_a_dialect_is_read_right(dialect):
    found = read_table(dialect.raw)
    assert list(found.data) == list(dialect.columns)
    assert found.understood.header == dialect.header
    for name, expected in dialect.columns.items():
        column = found.data[name]
        read = [None if pd.isna(value) else value for value in column.tolist()]
        assert read == expected, name
        assert kinds(read) == kinds(expected), name


@pytest.mark.parametrize("dialect", CORPUS, ids=lambda d: d.name)
def test_a_dialect_is_told_without_a_cell(dialect):
    """What must be told is told, in both languages, with the file's own words left out."""
    understood = read_table(dialect.raw).understood
    always = {"encoding", "separator", "decimal", "header", "no_header", "one_column"}
    told = {key.removeprefix("told_") for key in messages()["tables"] if key.startswith("told_")} - always
    said = {key for key in told if _says(understood, key)}
    assert said == dialect.told
    for lang in ("en", "fr"):
        assert len(understood.sentences(lang)) == 3 + bool(understood.decimal) + len(said) + _several(understood)


def _says(understood, key: str) -> bool:
    return bool(getattr(understood, {"short": "short_lines"}.get(key, key)))


def _several(understood) -> int:
    """Each column kept as text has a sentence of its own."""
    return max(0, len(understood.kept_as_text) - 1)


def test_the_corpus_is_varied():
    assert len(CORPUS) >= 38 and len({d.name for d in CORPUS}) == len(CORPUS)
    assert all(d.about for d in CORPUS)
    encodings = {read_table(d.raw).understood.encoding for d in CORPUS}
    separators = {read_table(d.raw).understood.separator for d in CORPUS}
    assert encodings == {"utf-8", "utf-8-sig", "utf-16", "cp1252"} and separators == set(";,\t|")


# --- files that nobody would write, and that come all the same


def refused(raw: bytes | object, key: str, **values) -> bool:
    with pytest.raises(TableError) as refusal:
        read_table(raw, lang="fr")
    return str(refusal.value) == t(f"tables.{key}", "fr", **values)


def test_a_file_that_is_one_huge_line():
    assert refused(b"1,2," * 100_000, "too_wide", most=20_000)
    assert refused(b"a;b\n" + b"1;2;" * 100_000, "too_wide", most=20_000)
    assert refused(b"a;b\n" + b"1;2\n" * 3000 + b"1;2;" * 100_000, "too_wide", most=20_000)
    assert refused(b"x" * 2_000_000, "only_header")
    cell = "deux, trois ; " * 30_000
    assert read_table(f'n;texte\n1;"{cell}"\n2;"x"\n'.encode()).data["texte"].iloc[0] == cell


def test_ten_thousand_columns():
    names = ";".join(f"c{i}" for i in range(10_000))
    found = read_table(f"{names}\n{';'.join(['1,5'] * 10_000)}\n{';'.join(['2'] * 10_000)}\n".encode())
    assert found.data.shape == (2, 10_000) and found.data["c9999"].tolist() == [1.5, 2]


def test_a_sparse_file_of_200_megabytes_is_refused(tmp_path):
    path = tmp_path / "sparse.csv"
    path.write_bytes(b"a;b\n1;2\n")
    with path.open("r+b") as file:
        file.truncate(200_000_000)
    assert refused(path, "binary")


@pytest.mark.parametrize("tail", [b";;\n", b"\n", b" ", b";;\n\n"])
def test_a_long_empty_tail_is_not_parsed(tail):
    found = read_table(b"a;b;c\n1;2;3\n" + tail * (3_000_000 // len(tail)))
    assert found.data.iloc[0].tolist() == [1, 2, 3] and len(found.data) == 1
    assert found.understood.empty_rows or tail == b" "


def test_zeros_in_a_text_are_refused():
    assert refused(b"a;b\n1;2\n" * 9 + bytes(10), "binary")


def test_codes_of_corsica_on_the_first_line_are_no_names():
    found = read_table(b"commune;dep;n\n2A004;2A;1\n01004;01;2\n")
    assert found.understood.header == (1,) and found.data["commune"].tolist() == ["2A004", "01004"]


def test_blank_and_short_lines_keep_their_numbers():
    found = read_table(b'a;b;c\n1;2;3\n\n4;5\n"6\n6";7;8\n\n9\n1;2;3;x\n').understood
    assert (found.blank_lines, found.short_lines, found.extra) == (2, [4, 8], {9: ["x"]})


def test_a_table_in_plain_text_names_no_file_and_quotes_no_cell_kept_aside(tmp_path):
    path = tmp_path / "copie-6.csv"
    path.write_bytes(b"a;b\n1;2\n3;4;secret\n")
    shown = repr(read_table(path))
    assert "copie" not in shown and "secret" not in shown
    assert shown.splitlines()[:2] == [" a  b", " 1  2"] and shown.endswith(".")
