"""The licences: the data, the names they go by, and the directive that compares them."""

import re
from html import unescape

import pytest

from culture_d import catalogue
from culture_d.book import licences_directive as directive
from culture_d.publish import PublishError, find_licence, licence, licences
from culture_d.publish.licences import questions

LANGUAGES = ("en", "fr")
IDS = ["fr-lo", "odc-odbl", "cc-by", "cc-by-sa", "cc-zero", "cc-by-nc", "none"]


def test_every_licence_answers_every_question_in_both_languages():
    assert [item.id for item in licences()] == IDS
    for item in licences():
        assert list(item.answers) == list(questions())
        assert {answer.kind for answer in item.answers.values()} <= set(directive._SIGNS)
        texts = [item.name, item.short, item.sentence, item.when, *item.may, *item.must, *item.may_not, *item.notes]
        texts += [answer.text for answer in item.answers.values()] + [source.title for source in item.sources]
        assert all(set(text) == {"en", "fr"} and all(map(str.strip, text.values())) for text in texts)
        assert item.sources and all(source.url.startswith("https://") for source in item.sources)


def test_only_the_two_licences_of_the_decree_are_on_its_list():
    assert [item.id for item in licences() if item.decree] == ["fr-lo", "odc-odbl"]
    assert [item.id for item in licences() if item.open is False] == ["cc-by-nc"]
    assert licence("none").open is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("lov2", "fr-lo"), ("etalab-2.0", "fr-lo"), ("Licence Ouverte 2.0", "fr-lo"), ("ODbL-1.0", "odc-odbl"),
        ("ODBL 1.0", "odc-odbl"), ("https://creativecommons.org/licenses/by/4.0/", "cc-by"), ("CC0-1.0", "cc-zero"),
        ("notspecified", "none"), ("CC BY-SA 4.0", "cc-by-sa"),
    ],
)  # fmt: skip
def test_a_licence_is_found_by_the_names_of_portals_and_schemas(name, expected):
    assert licence(name).id == expected


@pytest.mark.parametrize("name", ["", "MIT", None, 3, ["lov2"]])
def test_an_unknown_licence_is_refused_in_a_sentence(name):
    assert find_licence(name) is None
    with pytest.raises(PublishError, match="odc-odbl"):
        licence(name, "fr")


def test_the_codes_are_those_of_schemas():
    codes = {item.id: item.code for item in licences()}
    assert codes["fr-lo"] == "etalab-2.0" and codes["odc-odbl"] == "ODbL-1.0" and codes["none"] == "none"


def test_the_texts_are_whole():
    begun = {"fr-lo": "LICENCE OUVERTE / OPEN LICENCE", "odc-odbl": "## Open Data Commons Open Database License"}
    for item in licences():
        text = item.text()
        assert (text is None) == (item.id in ("cc-by-nc", "none"))
        assert text is None or (text.startswith(begun.get(item.id, "")) and len(text) > 5000)
    held = {path.name for path in (catalogue.DATA / "licences").glob("*.txt")}
    assert held == {item.text_file for item in licences() if item.text_file}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_comparison_is_a_table_that_keeps_its_roles_as_cards(lang):
    html = directive.comparison(lang)
    assert html.count('role="row"') == 1 + len(IDS)
    assert html.count('role="cell"') == len(IDS) * len(questions())
    assert html.count('role="columnheader"') == 1 + len(questions())
    # The question of a card is for the eye: the header of the column says it to screen readers.
    assert html.count('class="lic-ask" aria-hidden="true"') == html.count('role="cell"')
    for cell in re.findall(r"<td .*?</td>", html):
        words = re.sub(r'<span class="lic-(?:ask|sign)" aria-hidden="true">.*?</span>|<[^>]+>', "", cell)
        assert len(unescape(words)) > 1  # a sign or a colour never stands alone


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_licence_has_its_section_with_its_sources(lang):
    parts = dict(directive.Licences.parts(None, lang))
    assert len(parts) == len(IDS)
    for item in licences():
        html = parts[item.name[lang]]
        assert unescape(html).count(item.sentence[lang]) == 1
        assert all(f'href="{source.url}"' in html for source in item.sources)
        assert "None" not in html
