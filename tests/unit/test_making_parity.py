"""Twins are compared file by file, cell by cell, and word by word where that makes sense."""

import pytest
from making_samples import code, course, lesson, markdown, notebook, save

from culture_d.making import exercises, parity
from culture_d.making.code_shape import CodeError, shape
from culture_d.making.parity import compare_notebooks, compare_pages

PAGE = {
    "en": """---
title: Play
---
# Play

See [the lesson](../../notebooks/en/tiny.ipynb#rules) and <https://data.gouv.fr>, 12 March 2024.

:::{card} Print
:link: ../en/print.md
1,200 cards. {term}`Dataset`.
:::

## Rules

![A card](../images/en/card.svg)

```python
print("12")  # here
```
""",
    "fr": """---
title: Jouer
---
# Jouer

Voyez [la leçon](../../notebooks/fr/tiny.ipynb#regles) et <https://data.gouv.fr>, le 12 mars 2024.

:::{card} Imprimer
:link: ../fr/print.md
1 200 cartes. {term}`Jeu de données`.
:::

## Règles

![Une carte](../images/fr/card.svg)

```python
print("douze")  # ici
```
""",
}
PAGE_CHANGES = [
    ("## Règles", "### Règles", "heading levels"),
    ("https://data.gouv.fr", "https://www.data.gouv.fr", "links"),
    ("fr/tiny.ipynb", "fr/other.ipynb", "links"),
    ("../fr/print.md", "../fr/play.md", "links"),
    ("fr/card.svg", "fr/deck.svg", "images"),
    ("{card}", "{note}", "directives"),
    ("{term}`", "{abbr}`", "roles"),
    ("12 mars", "13 mars", "figures"),
    ("1 200", "1 300", "figures"),
    ("print(", "show(", "code differs"),
    ("title: Jouer", "titre: Jouer", "front matter"),
    ("```python", "```r", "kinds of code block"),
]


def test_twin_pages():
    assert list(compare_pages(PAGE["en"], PAGE["fr"], "p.md")) == []


@pytest.mark.parametrize(("before", "after", "what"), PAGE_CHANGES)
def test_a_change_in_one_page_is_seen(before, after, what):
    assert before in PAGE["fr"]
    problems = list(compare_pages(PAGE["en"], PAGE["fr"].replace(before, after), "p.md"))
    assert len(problems) == 1 and what in problems[0].what, problems


def twins():
    return [
        notebook(
            markdown("title", {"en": "# Tiny\n\nIn 2021.", "fr": "# Petit\n\nEn 2021."}[lang]),
            code("draw", {"en": 'show(x, "rows")  # see', "fr": 'show(x, "les " "lignes")'}[lang], "hide-input"),
            lang=lang,
        )
        for lang in ("en", "fr")
    ]


def change_id(nb):
    nb.cells[1].id = "paint"


def change_order(nb):
    nb.cells.reverse()


def change_type(nb):
    nb.cells[1] = markdown("draw", "show", "hide-input")


def change_tags(nb):
    nb.cells[1].metadata.tags = ["hide-output"]


def change_cell_metadata(nb):
    nb.cells[1].metadata.mystnb = {"figure": {"name": "carte"}}


def change_code(nb):
    nb.cells[1].source = 'show(y, "lignes")'


def break_code(nb):
    nb.cells[1].source = 'show(x, """lignes)'


def change_figure(nb):
    nb.cells[0].source = "# Petit\n\nEn 2012."


def change_minutes(nb):
    nb.metadata.culture_d.minutes = 30


def drop_objective(nb):
    nb.metadata.culture_d.objectives.append("Dire")


def change_prerequisite(nb):
    nb.metadata.culture_d.prerequisites[0] = "another-one"


def change_kernel(nb):
    nb.metadata.kernelspec.display_name = "Python"


NOTEBOOK_CHANGES = {
    change_id: "cell ids differ",
    change_order: "other order",
    change_type: "is markdown, code in English",
    change_tags: "tags ['hide-output']",
    change_cell_metadata: "metadata differ",
    change_code: "code differs beyond texts and comments",
    break_code: "not Python",
    change_figure: "only in English 2021, only in French 2012",
    change_minutes: "30, 45 in English",
    drop_objective: "in English",
    change_prerequisite: "in English",
    change_kernel: "differ from the English ones",
}


def test_twin_notebooks():
    assert list(compare_notebooks(*twins(), "n.ipynb")) == []


@pytest.mark.parametrize("change", NOTEBOOK_CHANGES, ids=lambda f: f.__name__)
def test_a_change_in_one_notebook_is_seen(change):
    en, fr = twins()
    change(fr)
    problems = list(compare_notebooks(en, fr, "n.ipynb"))
    assert len(problems) == 1 and NOTEBOOK_CHANGES[change] in problems[0].what, problems


def test_a_whole_course(tmp_path):
    course(tmp_path)
    exercises.generate(tmp_path)
    for lang in ("en", "fr"):
        (tmp_path / "book" / lang).mkdir(parents=True)
        (tmp_path / "book" / lang / "play.md").write_text(PAGE[lang], encoding="utf-8")
    assert parity.check(tmp_path) == []
    save(lesson("fr"), tmp_path, slug="alone")
    (tmp_path / "book" / "fr" / "play.md").unlink()
    assert [problem.file for problem in parity.check(tmp_path)] == [
        "notebooks/en/alone.ipynb",
        "book/fr/play.md",
    ]


def test_shape_keeps_code_and_drops_texts():
    assert shape('x = f("a", n)  # why') == shape("x = f('bien plus long' ' que cela', n)")
    assert shape('x = f"{a:,} rows"') == shape('x = "rien"') == ["x", "=", "<text>", "<newline>"]
    assert shape("x = [\n    1,\n]") == shape("x = [1,]")
    assert shape("x = 12") != shape("x = 13")
    assert shape("for a in b:\n    c()\nd()") != shape("for a in b:\n    c()\n    d()")
    with pytest.raises(CodeError, match="not Python"):
        shape("x = (")
