"""The page that says which exports the course reads."""

import pytest
from bs4 import BeautifulSoup

from culture_d.book.exports_directive import exports_table
from culture_d.i18n import LANGUAGES
from culture_d.making.project import ROOT
from culture_d.personal.export import COLUMNS
from culture_d.personal.reading import LESSONS, formats


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_format_is_listed_with_a_lesson_that_exists(lang):
    page = BeautifulSoup(exports_table(lang), "html.parser")
    assert sorted(head.text for head in page.select("tbody th")) == sorted(one.name(lang) for one in formats())
    links = {link["href"] for link in page.select("a")}
    assert links and all((ROOT / "notebooks" / lang / f"{link[8:-5]}.ipynb").exists() for link in links)


def test_every_family_has_its_lesson_and_a_format():
    assert set(LESSONS) == set(COLUMNS) == {one.family for one in formats()}
    assert len({one.id for one in formats()}) == len(formats()) >= 12
