"""An exercise is its solution without the answers, and nothing else can be in its place."""

import json

import nbformat
import pytest
from making_samples import code, course, markdown, notebook, save, solution

from culture_d.making import exercises
from culture_d.making.exercises import ExerciseError, blank, exercise_from
from culture_d.making.project import notebook_text, read_notebook, write_if_changed

BLANKS = [
    ("# How many?\nrows = len(table)", "# How many?\nrows = ..."),
    ("rows = 1\nprint(rows)\nrows = rows + 1", "rows = ..."),
    ("first, (second, *others) = f()", "first = ...\nsecond = ...\nothers = ..."),
    ("a = b = 0", "a = ...\nb = ..."),
    ("total: int = 3", "total = ..."),
    ("table['x'] = 1\ntable.y = 2\nkept = table", "kept = ..."),
    ("# One\n\n# Two\nx = (\n    1 +\n    2\n)\n# gone\ny = 3", "# One\n# Two\nx = ...\ny = ..."),
    ("# Draw\nchart(table)", "# Draw"),
    ("# Only a comment", "# Only a comment"),
    ("# Write a function\n@cache\ndef f():\n    x = 1\nz = f()", "# Write a function\nz = ..."),
    ("", ""),
]


@pytest.mark.parametrize(("answer", "asked"), BLANKS)
def test_blank(answer, asked):
    assert blank(answer) == asked
    exec(compile(blank(answer), "exercise", "exec"), {})  # an untouched exercise runs


def test_exercise_keeps_all_but_answers_and_outputs():
    source = solution()
    source.cells[1].metadata["execution"] = {"iopub.execute_input": "2026-11-21"}
    nb = exercise_from(source, "solutions/en/tiny.ipynb")
    assert [cell.id for cell in nb.cells] == ["title", "answer-rows", "look"]
    assert nb.cells[1].source == "# How many?\nrows = ..."
    assert nb.cells[1].metadata == {"tags": ["answer"]}
    assert all(cell.outputs == [] and cell.execution_count is None for cell in nb.cells[1:])
    assert nb.metadata.culture_d == {"kind": "exercise", "slug": "tiny", "lang": "en"}
    assert nb.metadata.language_info == {"name": "python"}
    assert nb.metadata.generated["from"] == "solutions/en/tiny.ipynb"
    assert source.cells[1].source.startswith("# How many?\nrows = 1")


def test_same_solution_same_bytes(tmp_path):
    course(tmp_path)
    assert exercises.generate(tmp_path) == ["wrote exercises/en/tiny.ipynb", "wrote exercises/fr/tiny.ipynb"]
    path = tmp_path / "exercises" / "fr" / "tiny.ipynb"
    first = path.read_bytes()
    assert exercises.generate(tmp_path) == []
    assert path.read_bytes() == first
    assert first.endswith(b"\n") and "Exercice\u00a0:".encode() in first
    assert first.decode() == json.dumps(json.loads(first), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert exercises.check(tmp_path) == []


def test_check_tells_missing_stale_edited_and_orphan_apart(tmp_path):
    course(tmp_path)
    assert [problem.what.split(":")[0] for problem in exercises.check(tmp_path)] == ["missing"] * 2
    exercises.generate(tmp_path)

    changed = solution("en")
    changed.cells[0].source = "# Exercise: tinier\n\nCount."
    save(changed, tmp_path, "solutions")
    edited = tmp_path / "exercises" / "fr" / "tiny.ipynb"
    nb = read_notebook(edited)
    nb.cells[1].source = "rows = 3"
    write_if_changed(edited, notebook_text(nb))
    save(notebook(markdown("title", "# By hand"), kind="exercise"), tmp_path, "exercises", slug="alone")

    problems = {problem.file: problem.what for problem in exercises.check(tmp_path)}
    assert problems["exercises/en/tiny.ipynb"].startswith("stale")
    assert problems["exercises/fr/tiny.ipynb"] == "edited by hand"
    assert problems["exercises/en/alone.ipynb"].startswith("orphan")

    lines = exercises.generate(tmp_path)
    assert lines[0] == "wrote exercises/en/tiny.ipynb"
    assert "the edits are gone" in lines[1]
    assert [problem.file for problem in exercises.check(tmp_path)] == ["exercises/en/alone.ipynb"]


def test_an_exercise_whose_solution_is_gone_is_deleted(tmp_path):
    course(tmp_path)
    exercises.generate(tmp_path)
    (tmp_path / "solutions" / "en" / "tiny.ipynb").unlink()
    assert "orphan" in exercises.check(tmp_path)[0].what
    assert exercises.generate(tmp_path) == ["deleted exercises/en/tiny.ipynb: its solution is gone"]
    assert exercises.check(tmp_path) == []


def test_spoilt_exercise_is_edited_by_hand(tmp_path):
    course(tmp_path)
    exercises.generate(tmp_path)
    (tmp_path / "exercises" / "en" / "tiny.ipynb").write_text("{", encoding="utf-8")
    assert [problem.what for problem in exercises.check(tmp_path)] == ["edited by hand"]


def test_an_answer_with_a_magic_is_refused(tmp_path):
    nb = notebook(markdown("title", "# T"), code("answer-time", "%time x = 1", "answer"), kind="solution")
    with pytest.raises(ExerciseError, match="answer-time.*not plain Python"):
        exercise_from(nb, "solutions/en/tiny.ipynb")
    save(nb, tmp_path, "solutions")
    (problem,) = exercises.check(tmp_path)
    assert (problem.file, problem.place) == ("solutions/en/tiny.ipynb", "cell answer-time")
    assert "not plain Python" in problem.what


@pytest.mark.parametrize(("lang", "title"), [("en", "# Exercise: count"), ("fr", "# Exercice : count")])
def test_the_title_says_exercise(lang, title):
    solution = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell(title.replace("Exercise", "Solution").replace("Exercice", "Solution"))],
        metadata={"culture_d": {"kind": "solution", "slug": "tiny", "lang": lang}},
    )
    assert exercises.exercise_from(solution, "s.ipynb").cells[0].source == title
