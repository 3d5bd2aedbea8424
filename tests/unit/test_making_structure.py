"""The build of a notebook is checked, on broken ones and on a good one."""

import pytest
from making_samples import broken, code, course, expected_of, lesson, markdown, notebook, save, solution

from culture_d.making import exercises, structure
from culture_d.making.project import read_notebook


@pytest.mark.parametrize("path", broken("structure"), ids=lambda p: p.stem)
def test_a_broken_notebook_is_named(path):
    problems = list(structure.check_notebook(read_notebook(path), path.name))
    assert len(problems) == 1 and expected_of(path) in problems[0].what, problems


def test_there_are_broken_notebooks():
    assert len(broken("structure")) >= 12


def test_a_good_course(tmp_path):
    course(tmp_path)
    exercises.generate(tmp_path)
    assert structure.check(tmp_path) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "A table is counted.",
        "Combien de lignes\u202f?",
        "It cites [M. Who](x.md), 3.5 times!",
        "On lit «\u00a0oui.\u00a0»",
    ],
)
def test_one_sentence(sentence):
    nb = notebook(markdown("title", f"# T\n\n{sentence}"))
    assert list(structure.check_notebook(nb, "n")) == []


def test_facilitator_and_sources_may_be_long():
    long = " ".join(["word"] * 300)
    cells = [
        markdown("title", "# T\n\nOne."),
        markdown("room", long, "facilitator"),
        markdown("from", long, "sources"),
    ]
    assert list(structure.check_notebook(notebook(*cells), "n")) == []


def test_metadata_must_match_the_place(tmp_path):
    save(notebook(markdown("title", "# T\n\nOne."), slug="other"), tmp_path)
    save(notebook(markdown("title", "# T\n\nUn."), lang="fr", kind="solution"), tmp_path)
    problems = {(p.file, p.place): p.what for p in structure.check(tmp_path)}
    assert problems == {
        ("notebooks/en/tiny.ipynb", "metadata slug"): "'other', but the file says 'tiny'",
        ("notebooks/fr/tiny.ipynb", "metadata kind"): "'solution', but the file says 'lesson'",
    }


def test_bad_lesson_metadata_are_named(tmp_path):
    nb = lesson()
    nb.metadata.culture_d.minutes = 3
    save(nb, tmp_path)
    (problem,) = structure.check(tmp_path)
    assert problem.place == "metadata minutes" and "5 to 240" in problem.what


def test_a_solution_needs_its_lesson_and_answers(tmp_path):
    nb = solution()
    nb.cells[1].metadata.tags = ["anwser"]
    save(nb, tmp_path, "solutions")
    whats = [problem.what for problem in structure.check(tmp_path)]
    assert whats == ["no lesson notebooks/en/tiny.ipynb", "no cell is tagged answer"]


def test_a_lesson_points_to_exercises_that_exist(tmp_path):
    nb = lesson()
    nb.cells.append(markdown("your-turn", "[Your turn](../../exercises/en/tiny.ipynb)"))
    save(nb, tmp_path)
    (problem,) = structure.check(tmp_path)
    assert "points to an exercise that has no solution: tiny" in problem.what
    save(solution(), tmp_path, "solutions")
    assert structure.check(tmp_path) == []


def test_a_file_that_is_not_a_notebook(tmp_path):
    path = save(lesson(), tmp_path)
    path.write_text("not json", encoding="utf-8")
    assert "not a notebook" in structure.check(tmp_path)[0].what


def test_comments_and_empty_lines_are_not_code():
    nb = notebook(markdown("title", "# T\n\nOne."), code("a", "# why\n\n" * 9 + "x = 1"))
    assert list(structure.check_notebook(nb, "n")) == []
