"""The timeline: its file, its dates, its rules in JavaScript, and what is read without a script or on paper."""

import json
import re
from html import escape
from html.parser import HTMLParser

import pytest
import yaml
from docutils.parsers.rst import DirectiveError
from node_runner import run_in_node

import culture_d as cd
from culture_d.book.timeline_directive import TimelineCards, TimelinePage, cards_html, page_html
from culture_d.errors import ReaderError
from culture_d.i18n import LANGUAGES, messages, t
from culture_d.timelines import Date, interface_content, list_html, load_timeline, timeline_names
from culture_d.widgets.bundle import HERE, bundle

NASTY = "<img src=x onerror=alert(1)> & \"quoted\" 'more' </script><!-- "
SCRIPT = (HERE / "timeline.js").read_text(encoding="utf-8")
RUNNER = """
import { readFileSync } from "node:fs";
import * as rules from "./timeline.mjs";
const { timeline, years, typed, scopes } = JSON.parse(readFileSync(0, "utf8"));
const ids = (events) => events.map(({ id }) => id);
process.stdout.write(JSON.stringify({
  span: rules.span(timeline),
  rights: years.map((year) => ids(rules.rightsBy(timeline, year))),
  next: years.map((year) => rules.change(timeline, year, 1)),
  previous: years.map((year) => rules.change(timeline, year, -1)),
  typed: typed.map((text) => rules.yearOf(timeline, text, 1999)),
  scopes: scopes.map((chosen) => ids(rules.inScopes(timeline, chosen))),
}));
"""


def text(words):
    return {"en": f"{words} (en)", "fr": f"{words} (fr)"}


def event(name, date, **more):
    source = {"title": text("Page"), "url": "https://example.org"}
    return {
        "id": name,
        "date": date,
        "scope": "here",
        "title": text(name),
        "text": text("What"),
        "sources": [source],
    } | more


def raw():
    right = {"text": text("Read"), "ask": text("Anne")}
    events = [
        event("first", "1978-07-17", right=right, clue=text("Clue one")),
        event("plain", "1978-09"),
        event("second", "1990", scope="there", right=right),
        event("third", "1990-05-01", right=right, clue=text("Clue two")),
        event("days", "2001-02-27/2001-02-28"),
    ]
    scopes = [{"id": "here", "label": text("Here")}, {"id": "there", "label": text("There")}]
    return {"version": 1, "id": "sample", "title": text("Sample"), "scopes": scopes, "events": events}


def written(content, folder):
    path = folder / "mine.yml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return path


@pytest.fixture
def sample(tmp_path):
    return load_timeline(written(raw(), tmp_path))


@pytest.mark.parametrize(
    ("date", "en", "fr"),
    [
        ("2015", "2015", "2015"),
        ("2015-08", "August 2015", "août 2015"),
        ("2009-12-01", "1 December 2009", "1er décembre 2009"),
        ("2007-12-07/2007-12-08", "7 and 8 December 2007", "7 et 8 décembre 2007"),
        ("2020-03-01/2020-03-06", "1 to 6 March 2020", "du 1er au 6 mars 2020"),
    ],
)
def test_a_date_is_told_no_more_precisely_than_it_is_known(date, en, fr):
    assert (Date(date).words("en"), Date(date).words("fr")) == (en, fr)


@pytest.mark.parametrize(
    "date",
    ["1978-13", "1978-02-30", "soon", "78", "2020-03-06/2020-03-04", "2020-03-30/2020-04-02", "2020/2021", "0000"],
)
def test_what_is_no_date_is_told_by_its_place(date, tmp_path):
    content = raw()
    content["events"][0]["date"] = date
    with pytest.raises(ReaderError, match="mine.yml, events.first: “.*” is no date. Write"):
        load_timeline(written(content, tmp_path))


BREAKS = [
    (lambda c: c["events"][0].update(scope="moon"), "events.first.scope"),
    (lambda c: c["events"][0].pop("sources"), "events.first.sources"),
    (lambda c: c["events"][0].update(rigth=1), "events.first.rigth"),
    (lambda c: c["events"][0]["right"].pop("ask"), "events.first.right.ask"),
    (lambda c: c["events"][1].update(id="first"), "“first” is written twice"),
    (lambda c: c["events"].reverse(), "“third” happens before “days”"),
    (lambda c: c.update(version=2), "version"),
]


@pytest.mark.parametrize(("harm", "said"), BREAKS, ids=[said for _, said in BREAKS])
def test_a_faulty_file_is_told_by_its_place(harm, said, tmp_path):
    content = raw()
    harm(content)
    with pytest.raises(ReaderError) as error:
        load_timeline(written(content, tmp_path))
    assert str(error.value).startswith("mine.yml") and said in str(error.value)


def test_a_file_that_is_no_timeline(tmp_path):
    with pytest.raises(ReaderError, match="No timeline is called “nowhere”: give one of open-data"):
        load_timeline("nowhere")
    (tmp_path / "broken.yml").write_text("id: sample\ntitle: {en: [\n", encoding="utf-8")
    with pytest.raises(ReaderError, match="broken.yml is not readable as YAML, near line 3"):
        load_timeline(tmp_path / "broken.yml")


def test_the_rules_of_the_interface(sample, tmp_path):
    years = list(range(1970, 2011))
    typed = ["1990", " 1985.4 ", "-5", "3000", "", "x"]
    scopes = [[], ["here"], ["there"], ["here", "there"]]
    payload = {"timeline": sample.content("en"), "years": years, "typed": typed, "scopes": scopes}
    found = run_in_node("timeline.mjs", bundle("shared", "timeline"), RUNNER, payload, tmp_path)
    dated = {e.id: e.date.first.year for e in sample.events if e.right}
    assert found["span"] == {"first": 1977, "last": 2001}
    assert found["rights"] == [[name for name, since in dated.items() if since <= year] for year in years]
    changes = sorted(set(dated.values()))
    assert found["next"] == [next((c for c in changes if c > year), None) for year in years]
    before = [max((c for c in changes if c < year), default=1977 if year > 1977 else None) for year in years]
    assert found["previous"] == before
    assert found["typed"] == [1990, 1985, 1977, 2001, 1999, 1999]
    assert found["scopes"] == [[e.id for e in sample.events if not s or e.scope in s] for s in scopes]


class Texts(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.tags, self.said = [], []
        self.feed(re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.S))

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)

    def handle_data(self, data):
        self.said.append(data)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_script_the_list_is_whole(lang):
    timeline = load_timeline("open-data")
    page = page_html(timeline, lang)
    said = " ".join(Texts(page).said)
    for one in timeline.events:
        assert all(words in said for words in (one.date.words(lang), one.title[lang], one.text[lang]))
        assert not one.right or (one.right.text[lang] in said and one.right.ask[lang] in said)
        assert all(f'href="{source.url}"' in page for source in one.sources)
    stored = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.S)[1]
    assert json.loads(stored) == interface_content(timeline, lang)
    assert not re.search(r"(src|srcset)=|@import|url\(", page.replace(stored, ""))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_stored_notebook_reads_as_a_list(lang):
    shown = cd.timeline(lang=lang)
    first, _ = shown._repr_mimebundle_()
    second, _ = cd.timeline("open-data", lang)._repr_mimebundle_()  # and cd.timeline is still a function
    for kind in ("text/plain", "text/html"):
        assert first[kind] == second[kind]
    for event in shown.timeline.events:
        assert (
            f"{escape(event.date.words(lang))}" in first["text/html"]
            and escape(event.title[lang]) in first["text/html"]
        )
    assert len(first["text/plain"].splitlines()) == 1 + len(shown.timeline.events)
    with pytest.raises(ValueError, match='"en" or "fr"'):
        cd.timeline(lang="de")


def test_texts_stay_texts(tmp_path):
    content = raw()
    content["title"] = dict.fromkeys(LANGUAGES, NASTY)
    for one in content["events"]:
        one |= {name: dict.fromkeys(LANGUAGES, NASTY) for name in ("title", "text", "clue")}
        one["sources"][0]["url"] = "https://example.org/?a=1&b='2'"
    nasty = load_timeline(written(content, tmp_path))
    for markup in (page_html(nasty, "en"), cards_html(nasty, "fr"), list_html(nasty, "en")):
        assert "img" not in Texts(markup).tags
    assert page_html(nasty, "en").count("</script>") == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_cards_do_not_come_out_in_order_nor_tell_their_date(lang):
    timeline = load_timeline("open-data")
    asked = [one for one in timeline.events if one.clue]
    cards = re.findall(r'class="ct-clue">(.*?)</p>', cards_html(timeline, lang))
    assert len(cards) == len(asked) == 12
    assert cards != [one.clue[lang] for one in asked]
    for one in asked:
        assert not re.search(r"(19|20)\d\d", one.clue[lang]), one.id
        assert one.date.words(lang) in cards_html(timeline, lang)


@pytest.mark.parametrize(("directive", "write"), [(TimelinePage, page_html), (TimelineCards, cards_html)])
def test_the_directives_name_their_timeline(directive, write):
    used = directive.__new__(directive)
    used.name, used.arguments = "timeline", ["open-data"]
    assert used.html("fr") == write(load_timeline("open-data"), "fr")
    for arguments in ([], ["nowhere"]):
        used.arguments = arguments
        with pytest.raises(DirectiveError) as error:
            used.html("fr")
        assert "needs the name of a timeline: open-data" in error.value.msg


def test_the_timeline_of_open_data():
    assert timeline_names() == ["open-data"]
    timeline = load_timeline("open-data")
    assert len(timeline.events) == 24 and "24" in timeline.title["fr"]
    assert {one.scope for one in timeline.events} == set(timeline.scopes)
    assert timeline.events[0].date.first.year == 1978 and timeline.events[0].right
    for one in timeline.events:
        for lang in LANGUAGES:
            assert 1 <= len(re.findall(r"[.?!…](?=\s|$)", one.text[lang])) <= 4, one.id


def test_the_interface_finds_every_message_it_says():
    words = set(interface_content(load_timeline("open-data"), "en")["messages"])
    said = set(re.findall(r'(?:this\.t|this\.button)\(\s*"(\w+)"', SCRIPT))
    assert said == words
    assert t("timeline.count", "fr", year="1978", n=1) == "1978\u00a0: 1 chose qu’un citoyen peut faire."
    for key, both in messages()["timeline"].items():
        found = [set(re.findall(r"\{\w+\}", str(both[lang]))) for lang in LANGUAGES]
        assert found[0] == found[1], key


def test_the_module_never_writes_markup():
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch(", "</script"):
        assert forbidden not in SCRIPT
