"""The check of ``data/``: each fault named, with what to do; and the course's own data without fault."""

import shutil

import pytest

from culture_d.making import data_files
from culture_d.making.project import ROOT


@pytest.fixture
def copy(tmp_path):
    """Copy the data of the course, and the pages of its portraits, to break them."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    for lang in ("en", "fr"):
        shutil.copytree(ROOT / "book" / lang / "portraits", tmp_path / "book" / lang / "portraits")
    return tmp_path


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
    assert "lacks its answer or a sentence" in _said(copy)
