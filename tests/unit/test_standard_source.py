"""A CSV file opened as it was written."""

import pandas as pd
import pytest
from validation_samples import content, table, to_csv

from culture_d.standard.schemas import load_schema
from culture_d.standard.source import open_source
from culture_d.tables import TableError

NAMES = load_schema("1.0.1").names


def test_a_source_gives_lines_of_text_as_they_are():
    source = open_source(b"a,b\n01000,03/08/2025\n\nx,\n", name="dossier/x.csv")
    assert (source.name, source.header, source.encoding, source.separator) == ("x.csv", ["a", "b"], "utf-8", ",")
    assert list(source.rows()) == [(2, ["01000", "03/08/2025"]), (4, ["x", ""])]
    assert [line for line, cells in source.rows(blank=True) if not cells] == [3]


def test_a_cell_of_several_lines_has_the_number_of_its_first_line():
    source = open_source(b'a,b\n1,"x\ny"\n2,z\n')
    assert [line for line, _ in source.rows()] == [2, 4]
    assert source.lines == 4


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_expected_names_tell_the_separator(separator):
    # Lists are full of bars: the shape of such a short file would mislead.
    raw = to_csv([NAMES, *[[f"a{i}|b|c;d" for i in range(len(NAMES))] for _ in range(3)]], separator).encode()
    source = open_source(raw, names=NAMES)
    assert source.separator == separator
    assert tuple(source.header) == NAMES


def test_lines_above_the_header_are_passed_over():
    source = open_source(b"Lieux du Pays de la Lane\n\n" + content(), names=NAMES)
    assert source.header_line == 3
    assert tuple(source.header) == NAMES
    assert [line for line, _ in source.rows()] == [4]


def test_a_space_after_each_separator_is_no_part_of_the_cells():
    source = open_source(b'id, nom, "commune"\n1, a, "b, c"\n', names=NAMES)
    assert source.spaced
    assert (source.header, next(source.rows())[1]) == (["id", "nom", "commune"], ["1", "a", "b, c"])


@pytest.mark.parametrize(("lang", "words"), [("en", "line 3"), ("fr", "ligne 3")])
@pytest.mark.parametrize("raw", [b'a,b\n1,2\n3,"4\n5,6\n', b'a,b\n1,x"y\n3,"4\n5,6\n'])
def test_a_quotation_mark_left_open_is_told(raw, lang, words):
    with pytest.raises(TableError, match=words):
        list(open_source(raw, lang).rows())


def test_a_lone_quotation_mark_inside_a_cell_is_a_character():
    source = open_source(b'a,b\n1,un ecran de 12" de large\n2,x\n')
    assert [cells[1] for _, cells in source.rows()] == ['un ecran de 12" de large', "x"]


def test_a_table_of_text_is_taken_as_its_file():
    lines = table({"nom": "Café, « l’Étape »\nau fond"}, {"pivot": ""})
    frame = pd.DataFrame(lines[1:], columns=lines[0])
    source = open_source(frame, name="lieux", names=NAMES)
    assert [source.header, *(cells for _, cells in source.rows())] == lines
    assert open_source(source) is source


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_file_that_is_not_there_has_its_sentence(tmp_path, lang):
    for path in (tmp_path / "absent.csv", tmp_path, "x\0y.csv"):
        with pytest.raises(TableError) as error:
            open_source(path, lang)
        assert "\n" not in str(error.value)
