"""The check of ``data/``: each fault named, with what to do; and the course's own data without fault."""

import json

import pytest
import yaml
from making_samples import copy_of_data

from culture_d.making import data_files


@pytest.fixture
def copy(tmp_path):
    """Copy the data of the course, and the pages of its portraits, to break them."""
    return copy_of_data(tmp_path)


def _replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _said(root):
    return "\n".join(map(str, data_files.check(root)))


def test_the_course_is_in_order():
    assert data_files.check() == []


def test_a_table_nobody_described(copy):
    (copy / "data" / "extra.csv").write_text("a\n1\n")
    assert "extra.csv: is not described" in _said(copy)


def test_a_cell_of_the_wrong_type(copy):
    _replace(copy / "data" / "zettabytes.csv", "2010,2.0", "2010,lots")
    assert "zettabytes.csv [line 2, zettabytes]" in _said(copy)


def test_a_card_without_its_french(copy):
    deck = copy / "data" / "interview" / "deck.yml"
    _replace(deck, "\n      fr:", "\n      de:")
    assert "deck.yml" in _said(copy)


def test_a_portrait_that_cites_an_unknown_source(copy):
    portrait = copy / "data" / "interview" / "portraits" / "sirene.yml"
    _replace(portrait, "  - id: ", "  - id: renamed-")
    assert "sirene.yml" in _said(copy)


def test_a_portrait_without_its_page(copy):
    (copy / "book" / "fr" / "portraits" / "sirene.md").unlink()
    assert "book/fr/portraits/sirene.md: is not the page of this portrait" in _said(copy)


def test_a_self_check_without_a_sentence(copy):
    _replace(copy / "data" / "checks" / "data-interview.yml", "  otherwise:\n    en:", "  otherwise:\n    de:")
    assert "data-interview.yml [lines]: otherwise is not a text in each language" in _said(copy)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda step: step.pop("answer"), "lacks its answer"),
        (lambda step: step.pop("well"), "well is not a text in each language"),
        (lambda step: step.pop("slips"), "lacks its list of slips"),
        (lambda step: step["slips"][0].pop("value"), "slip 1 lacks its value"),
        (lambda step: step["slips"][1].pop("fr"), "slip 2 is not a text in each language"),
    ],
)
def test_a_self_check_that_would_stop_the_learner(copy, change, what):
    path = copy / "data" / "checks" / "data-interview.yml"
    steps = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(steps["lines"])
    path.write_text(yaml.safe_dump(steps, allow_unicode=True), encoding="utf-8")
    (problem,) = data_files.check(copy)
    assert problem.place == "lines" and problem.what.startswith(what)


def _fields(resource):
    return resource["schema"]["fields"]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda resource: resource.pop("titles"), "titles"),
        (lambda resource: resource["titles"].pop("fr"), "titles"),
        (lambda resource: resource.pop("descriptions"), "descriptions"),
        (lambda resource: resource.pop("licenses"), "licenses"),
        (lambda resource: resource["licenses"][0].pop("title"), "licenses"),
        (lambda resource: resource.pop("sources"), "sources"),
        (lambda resource: resource.update(updated="last June"), "updated"),
        (lambda resource: resource.pop("updated"), "updated"),
        (lambda resource: _fields(resource)[1].pop("titles"), "column zettabytes, titles"),
        (lambda resource: _fields(resource)[1]["unit"].pop("fr"), "column zettabytes, unit"),
    ],
)
def test_a_table_described_by_halves(copy, change, place):
    path = copy / "data" / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    change(package["resources"][0])
    path.write_text(json.dumps(package), encoding="utf-8")
    problems = {problem.place: problem for problem in data_files.check(copy)}
    assert problems[f"zettabytes, {place}"].file == "data/datapackage.json"
