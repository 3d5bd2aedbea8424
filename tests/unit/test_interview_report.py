"""What a game leaves behind: pages in which texts stay texts, descriptions that tools accept."""

import random
from html.parser import HTMLParser

import pytest
from frictionless import Package, validate
from interview_samples import load, play
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from culture_d.interview import Interview, load_deck, load_portraits
from culture_d.interview.report import (
    datapackage,
    dcat,
    finding,
    html,
    markdown,
    outline,
    questions_for_producer,
    slug,
)

SAMPLES = load()
DECK = SAMPLES["deck"]
FULL = [case for case in SAMPLES["cases"] if "markdown" in case]
HOSTILE = next(case for case in FULL if case["name"] == "hostile and awkward texts")


def portrait_of(case):
    return SAMPLES["portrait"] if case["start"]["portrait"] else None


class Page(HTMLParser):
    """The elements and the words of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.words.append(data)


@pytest.mark.parametrize("case", FULL, ids=lambda case: case["name"])
def test_the_reports_are_the_expected_ones(case):
    game, lang, portrait = play(case, DECK, SAMPLES["portrait"]), case["lang"], portrait_of(case)
    assert markdown(game, DECK, lang, portrait).split("\n") == case["markdown"]
    assert questions_for_producer(game, DECK, lang).split("\n") == case["letter"]
    assert datapackage(game, DECK, lang, portrait) == case["datapackage"]
    assert dcat(game, DECK, lang, portrait) == case["dcat"]


def test_hostile_texts_stay_texts_in_html():
    page = Page(html(play(HOSTILE, DECK), DECK, "en"))
    tags = [tag for tag, _ in page.tags]
    assert not {"script", "img", "iframe", "a"} & set(tags)
    assert tags.count("style") == 1
    assert ("html", {"lang": "en"}) in page.tags
    assert "<script>alert('x')</script> </style> <!-- \"quoted\"" in "".join(page.words)


def test_headings_of_the_page_skip_no_level():
    case = FULL[-1]
    page = Page(html(play(case, DECK, SAMPLES["portrait"]), DECK, "en", SAMPLES["portrait"]))
    levels = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    assert [a["href"] for tag, a in page.tags if tag == "a"] == ["https://example.org/bikes?a=1&b=2"] * 4


def test_hostile_texts_stay_texts_in_markdown():
    text = markdown(play(HOSTILE, DECK), DECK, "en")
    page = Page(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "code", "pre", "table", "ol", "s", "a", "em"}
    words = "".join(page.words)
    for said in (
        '=HYPERLINK("https://example.org","click")',
        "# Not a title",
        "1. nor this",
        "&amp; C:\\temp",
    ):
        assert said in words


@pytest.mark.parametrize(
    "said",
    [
        "% of empty cells",
        "(secret)=",
        "+++ a break",
        "{warning} stop",
        ":::{note}",
        "$x$ {sub}`2`",
        "a\n% b\n(c)=\n\n% d",
    ],
)
def test_texts_stay_texts_in_myst(said):
    game = Interview(DECK, said, lang="en")
    game.ask("who-name")
    game.answer(said)
    game.ask("who-born")
    game.unknown(said)
    extensions = {"colon_fence", "dollarmath", "attrs_inline", "attrs_block", "deflist", "fieldlist", "substitution"}
    parser = create_md_parser(MdParserConfig(enable_extensions=extensions), RendererHTML)
    words = "".join(Page(parser.render(markdown(game, DECK, "en"))).words)
    for line in said.split("\n"):
        assert words.count(line) >= 3 if line else True


@pytest.mark.parametrize("case", SAMPLES["cases"], ids=lambda case: case["name"])
def test_a_data_package_is_one(case):
    package = datapackage(play(case, DECK, SAMPLES["portrait"]), DECK, case["lang"], portrait_of(case))
    assert Package.validate_descriptor(package).flatten(["note"]) == []


def test_the_table_inside_the_data_package_is_valid():
    assert validate(datapackage(play(HOSTILE, DECK), DECK, "en")).flatten(["note"]) == []


@pytest.mark.parametrize("case", SAMPLES["cases"], ids=lambda case: case["name"])
def test_json_ld_declares_every_prefix_and_nothing_more(case):
    description = dcat(play(case, DECK, SAMPLES["portrait"]), DECK, case["lang"], portrait_of(case))

    def prefixes(value):
        if isinstance(value, list):
            return set().union(*map(prefixes, value))
        if not isinstance(value, dict):
            return set()
        found = {name.split(":")[0] for name in value if not name.startswith("@")}
        found |= {value["@type"].split(":")[0]} if "@type" in value else set()
        return found.union(*map(prefixes, value.values()))

    body = {name: value for name, value in description.items() if name != "@context"}
    assert prefixes(body) == set(description["@context"])


def test_nothing_is_said_that_was_not_learnt():
    game = Interview(DECK, "Bike stations", "portrait", "bikes", lang="en")
    game.ask("pays-licence")
    package = datapackage(game, DECK, "en", SAMPLES["portrait"])
    assert set(package) == {"name", "title", "resources"}
    assert set(dcat(game, DECK, "en", SAMPLES["portrait"])) == {"@context", "@type", "dct:title"}


def test_the_finding_follows_the_interview():
    game = Interview(DECK, "x", lang="en")
    assert finding(game, DECK, "en") == "No question has been asked yet"
    for question in DECK.of_family("look"):
        game.ask(question.id)
        game.answer("a")
    assert finding(game, DECK, "en") == ("2 families of questions were never opened, first of all “Who are you?”")
    for question in DECK.questions[:-1]:
        game.ask(question.id)
        game.answer("a")
    assert finding(game, DECK, "en") == "Every family was opened; the least explored is “Who pays?”, 1 of 2"
    game.ask("pays-home")
    assert finding(game, DECK, "en") == "Every question was asked; 1 has no answer"
    game.answer("a")
    assert finding(game, DECK, "fr") == "Toutes les questions ont été posées et ont trouvé leur réponse"
    assert questions_for_producer(game, DECK, "en").startswith("Every question asked about this dataset")


@pytest.mark.parametrize(("name", "expected"), SAMPLES["slugs"])
def test_names_of_files_are_plain(name, expected):
    assert slug(name) == expected


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_portrait_of_the_course_makes_a_report(lang):
    deck = load_deck()
    for portrait in load_portraits():
        game = Interview(deck, portrait.title[lang], "portrait", portrait.id, lang=lang)
        chance = random.Random(portrait.id)
        while question := game.draw(chance.random()):
            game.ask(question.id)
            game.reply(portrait)
        page = outline(game, deck, lang, portrait)
        said = sum(len(family["answers"]) for family in page["families"])
        answers = portrait.content(lang)["answers"]
        assert said == sum(not (a.get("unknown") or a.get("declined")) for a in answers.values())
        assert Package.validate_descriptor(datapackage(game, deck, lang, portrait)).valid
        assert "dct:publisher" in dcat(game, deck, lang, portrait)
