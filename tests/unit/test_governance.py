"""The five models and the chooser: argued both ways, sourced, all within reach, refusing included."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pytest
import yaml

from culture_d import i18n
from culture_d.book.governance_directive import GovernanceModels, comparison, section
from culture_d.book.governance_drawing import HEIGHT, WIDTH, drawing
from culture_d.catalogue import DATA
from culture_d.decision import Decision
from culture_d.decision_file import Result, load_decision
from culture_d.errors import ReaderError
from culture_d.governance import ASKED, models

ROOT = Path(__file__).parents[2]
FIVE = ["personal-cloud", "direct-transfer", "third-party-platform", "data-cooperative", "civic-data-trust"]
NASTY = "<img src=x onerror=alert(1)> & \"quoted\" 'more' </script>"


def length(texts, lang):
    return sum(len(text[lang]) for text in texts)


def test_five_models_with_real_attempts_and_pages_to_open():
    assert [model.id for model in models()] == FIVE
    for model in models():
        assert len(model.examples) >= 3 and all(example.url.startswith("http") for example in model.examples)
        assert set(model.answers) == set(ASKED)


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_no_model_hides_a_drawback(lang):
    for model in models():
        assert len(model.cons) >= 3 and len(model.pros) >= 3
        assert 0.6 <= length(model.pros, lang) / length(model.cons, lang) <= 1.6, model.id


@pytest.fixture(scope="module")
def tree():
    return load_decision("share-my-data")


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_every_answer_of_the_chooser_is_argued_both_ways(lang, tree):
    for result in tree.results:
        assert len(result.pros) >= 3 and len(result.cons) >= 3, result.id
        assert 0.6 <= length(result.pros, lang) / length(result.cons, lang) <= 1.6, result.id
        for text in (result.against, result.reconsider):
            assert text and len(text[lang]) > 40, result.id
        assert result.second or result.id == "bad-consent"


def test_each_model_and_a_refusal_can_be_reached_and_one_may_always_refuse(tree):
    ends = {path: tree.walk(path)[-1][1].to for path in tree.paths()}
    assert {*FIVE, "nothing", "aggregate", "bad-consent"} == set(ends.values())
    refusing = {path[0] for path, end in ends.items() if end in ("nothing", "bad-consent")}
    assert refusing == set("abcd") and max(map(len, ends)) <= 4
    assert all(isinstance(tree.nodes[end], Result) for end in ends.values())


@pytest.mark.parametrize(
    ("letters", "result"),
    [
        ("aaa", "aggregate"), ("aaba", "personal-cloud"), ("aabb", "civic-data-trust"), ("aabc", "nothing"),
        ("b", "bad-consent"), ("c", "bad-consent"), ("dad", "nothing"), ("dab", "third-party-platform"),
        ("aba", "data-cooperative"), ("abc", "nothing"), ("dba", "data-cooperative"), ("acb", "direct-transfer"),
        ("aca", "aggregate"), ("acc", "nothing"), ("ada", "civic-data-trust"), ("adc", "nothing"),
    ],
)  # fmt: skip
def test_what_the_chooser_advises(letters, result, tree):
    decision = Decision(tree, "en")
    for letter in letters:
        decision.answer(letter)
    assert decision.result.id == result
    report = decision.report()
    assert "The strongest argument against\n" in report and "What would change our mind\n" in report


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_the_cases_of_the_page_lead_where_it_says(lang, tree):
    page = (ROOT / "book" / lang / "governance.md").read_text(encoding="utf-8")
    rows = re.findall(r'href="#share-my-data=([a-f,]+)">[^|]+\| ([^|]+?) \|', page)
    assert len(rows) == 8
    ends = set()
    for path, said in rows:
        end = tree.nodes[tree.walk(path.split(","))[-1][1].to]
        ends.add(end.id)
        assert end.title[lang].startswith(re.split(r"[.:]", said)[0].strip()), path
    assert ends == {result.id for result in tree.results}


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_the_page_shows_every_argument_and_every_source(lang):
    table = comparison(lang)
    assert table.count("<tr") == 6 and table.count("<td") == 25
    for model in models():
        assert all(escape(answer[lang]) in table for answer in model.answers.values())
        shown = section(model, lang)
        for text in (model.short, model.how, *model.pros, *model.cons):
            assert escape(text[lang]) in shown
        assert all(f'href="{escape(example.url)}"' in shown for example in model.examples)
    directive = GovernanceModels.__new__(GovernanceModels)
    assert [title for title, _ in directive.parts(lang)] == [model.name[lang] for model in models()]


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_the_drawings_are_said_and_stay_on_their_sheet(lang):
    for model in models():
        svg = drawing(model, lang)
        assert f">{escape(model.how[lang])}</desc>" in svg and 'role="img"' in svg
        for x, wide in re.findall(r'<rect x="(-?\d+)" y="\d+" width="(\d+)"', svg):
            assert int(x) >= 0 and int(x) + int(wide) <= WIDTH, model.id
        points = re.findall(r"(-?[\d.]+),(-?[\d.]+)", " ".join(re.findall(r'points="([^"]+)"', svg)))
        assert all(0 <= float(x) <= WIDTH and 0 <= float(y) <= HEIGHT for x, y in points)
        assert len(model.arrows) == svg.count("<polygon")


def write(tmp_path, change):
    raw = yaml.safe_load((DATA / "governance" / "models.yml").read_text(encoding="utf-8"))
    change(raw["models"][0])
    path = tmp_path / "mine.yml"
    path.write_text(yaml.safe_dump(raw), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda model: model.update(cons=model["cons"][:2]), "models.personal-cloud.cons: has 2 items"),
        (lambda model: model["name"].pop("fr"), "name: this text is missing in French"),
        (lambda model: model.update(decidess="x"), "decidess: is not a field here"),
        (
            lambda model: model["drawing"]["arrows"][0].update(to="moon"),
            "to: is not a box of this drawing: give one of",
        ),
        (lambda model: model["drawing"]["boxes"][0].update(x=900), "x: must be one of"),
        (lambda model: model["examples"][0].update(url="example.org"), "url: must be a web address"),
        (lambda model: model.pop("drawing"), "drawing"),
    ],
)
def test_a_faulty_file_is_told_by_its_place(change, said, tmp_path):
    with pytest.raises(ReaderError) as error:
        models(write(tmp_path, change))
    assert str(error.value).startswith("mine.yml, models.personal-cloud") and said in str(error.value)


def test_texts_stay_texts(tmp_path):
    def harm(model):
        nasty = {"en": NASTY, "fr": NASTY}
        model.update(name=nasty, short=nasty, how=nasty, decides=nasty, pros=[nasty] * 3)
        model["drawing"]["boxes"][0]["text"] = nasty

    model = models(write(tmp_path, harm))[0]
    assert "<img" not in section(model, "en") and escape(NASTY) in section(model, "en")
