"""The page of the standard shows every column once, with what a town hall needs to fill it."""

import re

import pytest

from culture_d.book.standard_directive import StandardFields, field_html
from culture_d.standard.schemas import Field, load_schema


@pytest.fixture(params=["en", "fr"])
def page(request):
    parts = StandardFields.parts(None, request.param)
    assert len({title for title, _ in parts}) == len(parts)
    return "".join(html for _, html in parts)


def test_every_column_is_there_once(page):
    names = re.findall(r'id="field-(\w+)"', page)
    assert sorted(names) == sorted(load_schema("1.0.1").names)


def test_the_seven_compulsory_columns_say_so(page):
    assert len(re.findall(r"compulsory<|obligatoire<", page)) == 7


def test_every_listed_value_is_shown(page):
    for field in load_schema("1.0.1").fields:
        for value in field.values:
            assert f'<code lang="fr">{value.replace("&", "&amp;").replace(chr(39), "&#x27;")}</code>' in page


def test_a_schema_cannot_write_markup_in_the_page():
    field = Field(
        "<b>",
        titles={"en": "<i>"},
        meanings={"en": "<u>"},
        example="<s>",
        values=("<a>",),
        glosses={"<a>": {"en": "<q>"}},
    )
    html = field_html(field, 1, "en")
    assert not re.search(r"<(b|i|u|s|a|q)>", html)
