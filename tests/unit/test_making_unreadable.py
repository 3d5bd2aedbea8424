"""A file that cannot be read never stops ``make check``: one line names it and says what to do."""

import shutil

import pytest
from making_samples import BROKEN, copy_of_data, course, lesson, save

from culture_d.making import __main__, exercises
from culture_d.making.exercises import ExerciseError

NOTEBOOKS = {
    "conflict": ("not a notebook: Expecting", "resolve the merge conflict"),
    "empty-object": ("not a notebook: no metadata", "restore it"),
    "cell-without-source": ("not a notebook: cell number 1 lacks its type, its source", "restore it"),
    "list": ("not a notebook: not a JSON object", "restore it"),
}
PLACES = ("notebooks/en/tiny.ipynb", "notebooks/fr/tiny.ipynb", "solutions/en/tiny.ipynb", "solutions/fr/tiny.ipynb")
DATA = [
    ("cut.json", "data/datapackage.json", "is not JSON: Expecting", "mend the description"),
    ("no-resources.json", "data/datapackage.json", "has no list of resources", "mend the description"),
    ("empty.yml", "data/checks/data-interview.yml", "holds no steps", "mend it"),
    ("conflict.yml", "data/checks/data-interview.yml", "is not YAML", "resolve the merge conflict"),
    ("step-without-fields.yml", "data/checks/data-interview.yml", "is not a mapping", "complete the step"),
    ("empty.yml", "data/interview/deck.yml", "must be a mapping of fields", "mend the card"),
    ("conflict.yml", "data/interview/deck.yml", "not readable as YAML", "resolve the merge conflict"),
    ("empty.yml", "data/interview/portraits/sirene.yml", "must be a mapping of fields", "mend the portrait"),
]


def _told(root, capsys, *checks):
    capsys.readouterr()
    assert __main__.main(["--root", str(root), "check", *checks]) == 1
    return capsys.readouterr().out.splitlines()


@pytest.fixture
def made(tmp_path):
    """A course of one lesson and its exercise, all in order."""
    course(tmp_path)
    exercises.generate(tmp_path)
    return tmp_path


@pytest.fixture
def data(tmp_path):
    """The data of the course and the pages of its portraits, all in order."""
    return copy_of_data(tmp_path)


def test_there_is_a_line_for_each_broken_notebook():
    assert {path.stem for path in (BROKEN / "unreadable").glob("*.ipynb")} == set(NOTEBOOKS)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_is_told_once(made, capsys, name, place):
    shutil.copy(BROKEN / "unreadable" / f"{name}.ipynb", made / place)
    line, total = _told(made, capsys)
    what, todo = NOTEBOOKS[name]
    assert line.startswith(f"{place}: {what}") and line.endswith(f"-> {todo}")
    assert total == "1 to mend"


def test_the_other_files_are_still_checked(made, capsys):
    shutil.copy(BROKEN / "unreadable" / "conflict.ipynb", made / PLACES[0])
    nb = lesson("fr")
    nb.cells[1].execution_count = None
    save(nb, made)
    lines = _told(made, capsys)
    assert [line.split(":")[0] for line in lines[:-1]] == [PLACES[0], f"{PLACES[1]} [cell count]"]


def test_no_exercise_is_made_from_what_cannot_be_read(made, capsys):
    shutil.copy(BROKEN / "unreadable" / "list.ipynb", made / PLACES[2])
    before = (made / "exercises" / "en" / "tiny.ipynb").read_bytes()
    with pytest.raises(ExerciseError, match="solutions/en/tiny.ipynb: not a notebook"):
        exercises.generate(made)
    assert (made / "exercises" / "en" / "tiny.ipynb").read_bytes() == before
    assert __main__.main(["--root", str(made), "exercises"]) == 1
    assert "solutions/en/tiny.ipynb: not a notebook" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "place", "what", "todo"), DATA)
def test_a_file_of_data_is_named(data, capsys, name, place, what, todo):
    shutil.copy(BROKEN / "unreadable" / name, data / place)
    line, total = _told(data, capsys, "data")
    assert line.startswith(place) and what in line and todo in line.split(" -> ")[1]
    assert total == "1 to mend"


def test_a_package_that_frictionless_refuses(data, capsys):
    path = data / "data" / "datapackage.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"zettabytes.csv"', "3", 1), encoding="utf-8")
    lines = _told(data, capsys, "data")
    assert any(line.startswith("data/datapackage.json: ") and "mend the description" in line for line in lines)


def test_a_portrait_whose_quirks_are_a_number(data, capsys):
    path = data / "data" / "interview" / "portraits" / "sirene.yml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("\nquirks:"), text.index("\nquarrels:")
    path.write_text(f"{text[:start]}\nquirks: 3{text[end:]}", encoding="utf-8")
    line, total = _told(data, capsys, "data")
    assert line.startswith("data/interview/portraits/sirene.yml: ") and "-> mend the portrait" in line
    assert total == "1 to mend"


def test_a_page_that_is_not_utf_8(made, capsys):
    for lang in ("en", "fr"):
        (made / "book" / lang).mkdir(parents=True)
        (made / "book" / lang / "page.md").write_bytes(b"# \xe9t\xe9\n" if lang == "fr" else b"# Summer\n")
    lines = _told(made, capsys)
    assert [line.split(" ->")[0] for line in lines[:-1]] == ["book/fr/page.md: is not a text in UTF-8"]


def test_messages_with_a_fault_of_yaml_are_told_in_one_line(made, capsys):
    (made / "culture_d" / "messages").mkdir(parents=True)
    (made / "culture_d" / "messages" / "a.yml").write_text("a:\n  b: [\nc: 1\n", encoding="utf-8")
    (line, _) = _told(made, capsys, "messages")
    assert line.startswith("culture_d/messages/a.yml: is not YAML") and line.endswith("-> mend it")
