"""The typed metadata of a lesson, and the box that opens it."""

import json
import re
from dataclasses import replace

import pytest
from making_samples import LESSON, TEXTS, lesson, notebook, save, solution

from culture_d import i18n
from culture_d.lessons import AUDIENCES, COMPETENCES, LEVELS, Lesson, LessonError, opening_box

GOOD = LESSON | TEXTS["en"] | {"lang": "en"}
BROKEN = [
    ({"kind": "lecture"}, "kind"),
    ({"slug": "Data_Interview"}, "slug"),
    ({"lang": "de"}, "lang"),
    ({"minutes": 4}, "minutes"),
    ({"minutes": 241}, "minutes"),
    ({"minutes": "45"}, "minutes"),
    ({"minutes": True}, "minutes"),
    ({"level": "easy"}, "level"),
    ({"audiences": []}, "audiences"),
    ({"audiences": ["citizens", "pirates"]}, "audiences"),
    ({"audiences": ["citizens", "citizens"]}, "audiences"),
    ({"audiences": "citizens"}, "audiences"),
    ({"objectives": ["Count"]}, "objectives"),
    ({"objectives": ["Count", "Doubt."]}, "objectives"),
    ({"objectives": ["a", "b", "c", "d", "e"]}, "objectives"),
    ({"objectives": ["Count", " "]}, "objectives"),
    ({"competences": ["1.4"]}, "competences"),
    ({"competences": [1.1]}, "competences"),
    ({"materials": "Paper"}, "materials"),
    ({"prerequisites": [3]}, "prerequisites"),
    ({"duration": 45}, "duration"),
]
NO_CELLS = json.dumps({"metadata": {"culture_d": GOOD}, "cells": 3})


@pytest.fixture(autouse=True)
def english_again():
    yield
    i18n.use("en")


def test_a_good_lesson(tmp_path):
    found = Lesson.from_notebook(save(lesson(), tmp_path))
    assert found.title == "Tiny"
    assert found.minutes == 45
    assert found.objectives == ("Count", "Doubt")
    assert found == replace(Lesson.from_metadata(GOOD, "tiny.ipynb"), title="Tiny")
    assert found.folder == tmp_path / "notebooks" / "en"


@pytest.mark.parametrize(("change", "field"), BROKEN)
def test_a_broken_field_is_named(change, field):
    with pytest.raises(LessonError, match=f"tiny.ipynb.*{field}") as raised:
        Lesson.from_metadata(GOOD | change, "tiny.ipynb")
    assert raised.value.field == field


@pytest.mark.parametrize("field", sorted(GOOD))
def test_a_missing_field_is_named(field):
    with pytest.raises(LessonError) as raised:
        Lesson.from_metadata({k: v for k, v in GOOD.items() if k != field}, "tiny.ipynb")
    assert raised.value.field == field


def test_solutions_and_exercises_carry_three_fields(tmp_path):
    assert Lesson.from_notebook(save(solution(), tmp_path, "solutions")).kind == "solution"
    with pytest.raises(LessonError) as raised:
        Lesson.from_metadata({"kind": "exercise", "slug": "tiny", "lang": "en", "minutes": 45}, "tiny.ipynb")
    assert raised.value.field == "minutes"


def test_errors_speak_the_language_of_the_reader(tmp_path):
    i18n.use("fr")
    with pytest.raises(LessonError, match="ce fichier manque"):
        Lesson.from_notebook(tmp_path / "nowhere.ipynb")


@pytest.mark.parametrize("content", ["{", "[]", '{"metadata": []}', '{"metadata": {}}', NO_CELLS])
def test_files_that_are_not_lessons(tmp_path, content):
    path = tmp_path / "tiny.ipynb"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LessonError):
        Lesson.from_notebook(path)


def test_there_are_21_competences():
    assert len(COMPETENCES) == 21
    assert {"1.3", "2.6", "3.4", "4.4", "5.4"} <= set(COMPETENCES) and "1.4" not in COMPETENCES


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_every_label_is_written(lang):
    keys = [*(f"level-{x}" for x in LEVELS), *(f"audience-{x}" for x in AUDIENCES)]
    keys += [f"competence-{x}" for x in COMPETENCES]
    assert all(i18n.t(f"lesson.{key}", lang) for key in keys)


def test_the_box_in_both_languages(tmp_path):
    for lang in ("en", "fr"):
        first = notebook(*lesson(lang).cells, lang=lang, slug="a-first-one")
        save(first, tmp_path, slug="a-first-one")
    box = {lang: opening_box(Lesson.from_notebook(save(lesson(lang), tmp_path))) for lang in ("en", "fr")}
    html = box["fr"]._repr_html_()
    assert html.startswith('<aside class="cd-lesson" lang="fr" aria-label="La leçon en bref"')
    assert "<li>Tout petit</li>" in html and "a-first-one" not in html
    assert "4.2 Protéger les données personnelles et la vie privée" in html
    assert re.search(r"<dd>45\smin</dd>", html)
    assert re.findall(r"<(\w+)", html).count("dt") == re.findall(r"<(\w+)", html).count("dd") == 7
    assert repr(box["en"]).splitlines()[:2] == ["The lesson in short", "Time: 45 min"]
    assert "- Doubt" in repr(box["en"])
    assert set(box["en"]._repr_mimebundle_()) == {"text/html", "text/plain"}


def test_the_box_escapes_what_it_shows():
    found = Lesson.from_metadata(GOOD | {"materials": ["<script>alert(1)</script> & co"]}, "tiny.ipynb")
    html = opening_box(found)._repr_html_()
    assert "<script>" not in html and "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in html


def test_the_box_leaves_out_what_is_empty():
    found = Lesson.from_metadata(GOOD | {"materials": [], "prerequisites": []}, "tiny.ipynb")
    full = opening_box(Lesson.from_metadata(GOOD, "tiny.ipynb"))
    gone = [label for label, _ in full.rows if label not in dict(opening_box(found).rows)]
    assert gone == ["Before this lesson", "What you need"]


def test_a_prerequisite_that_cannot_be_read_keeps_its_name(tmp_path):
    path = save(lesson(), tmp_path)
    save(lesson(), tmp_path, slug="a-first-one").write_text("<<<<<<< HEAD", encoding="utf-8")
    assert "- a-first-one" in repr(opening_box(Lesson.from_notebook(path)))


def test_an_exercise_has_no_box():
    found = Lesson.from_metadata({"kind": "exercise", "slug": "tiny", "lang": "en"}, "tiny.ipynb")
    with pytest.raises(LessonError):
        opening_box(found)
