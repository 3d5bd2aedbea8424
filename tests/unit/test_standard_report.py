"""The report of a check: one verdict, one order, one page that stays light and harmless whatever the file."""

import datetime as dt
import json
from html.parser import HTMLParser

import pandas as pd
import pytest

from culture_d.catalogue import DATA
from culture_d.i18n import t
from culture_d.standard.findings import GRID, Cause, Example, Report, Words, lines_of
from culture_d.standard.report import html_report, json_report, text_report
from culture_d.standard.report.words import Telling, letters
from culture_d.standard.schemas import load_schema
from culture_d.standard.validation import validate

SAMPLES = DATA / "standard" / "samples"
SCHEMA = load_schema("1.0.1")
LIMIT = 300_000
NASTY = "<img src=x onerror=alert(1)> \"a\" & 'b' \x1b[31m \u202e \udcff"
VOID = ("meta", "path", "rect", "circle", "br")


def cause(key="pattern", column="telephone", count=1, value="0465710013", rule="pattern", **more) -> Cause:
    """Make a cause; its sentences are whatever message is at hand."""
    values = {
        "field": SCHEMA.by_name.get(column),
        "lines": lines_of(range(2, 2 + count)),
        "examples": [Example(2, value)],
        "said": Words("report.nobody"),
        "wanted": Words("report.before_copy"),
        "mended": Words("report.before_save"),
        "good_example": "+33465710013",
    }
    return Cause(key=key, column=column, count=count, rule=rule, **(values | more))


def report(*causes, rows=240, name="lieux.csv", grid=(), columns=None, valid=None, remarks=()) -> Report:
    wrong = [c for c in causes if not c.doubt]
    columns = list(SCHEMA.names) if columns is None else columns
    grid = pd.DataFrame(grid, columns=GRID)
    return Report(
        name, SCHEMA, "en", rows, columns, list(causes), list(remarks), not wrong if valid is None else valid, grid
    )


class Balanced(HTMLParser):
    """Check that every tag is closed, and gather the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open, self.text, self.ids = [], [], []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not self.open or self.open[-1] != "style":
            self.text.append(data)


def shown(page: str) -> str:
    read = Balanced(page)
    assert len(set(read.ids)) == len(read.ids)
    return " ".join(read.text)


FILE = cause("file_separator", "", rule="file", value="", good_example="")
HEADER = cause("header_case", "commune", rule="header", value="Commune")
REQUIRED = cause("required", "adresse", 2, "", "required", good_example="2 rue du Bac")
PHONE = cause(count=5)
DATES = cause("type", "date_maj", 232, "03/02/2025", "type", good_example="2025-02-03")
LIST = cause("list_unknown", "services", 3, "Aide;Accès")
DOUBT = cause("swapped", "latitude", 2, "4.95", "", doubt=True, sure="certain", good_example="44.75")


@pytest.mark.parametrize(
    ("causes", "en", "fr"),
    [
        ([], "Your file follows the standard 1.0.1", "Votre fichier suit le standard 1.0.1"),
        ([DOUBT], "Your file follows the standard 1.0.1", "Votre fichier suit le standard 1.0.1"),
        ([PHONE, DATES], "2 things to mend, in 237 cells", "2 points à corriger, dans 237 cases"),
        ([cause()], "1 thing to mend, in 1 cell", "1 point à corriger, dans 1 case"),
        (
            [FILE, PHONE],
            "2 things to mend, in 5 cells and in the file itself",
            "2 points à corriger, dans 5 cases et dans le fichier lui-même",
        ),
        ([FILE], "1 thing to mend in the file itself", "1 point à corriger dans le fichier lui-même"),
    ],
)
def test_the_verdict_in_one_sentence(causes, en, fr):
    assert Telling(report(*causes), "en").verdict() == en
    assert Telling(report(*causes), "fr").verdict() == fr
    assert f"<h1>{en}</h1>" in html_report(report(*causes), "en")
    assert en in text_report(report(*causes), "en")


def test_another_schema_is_named():
    other = load_schema({"name": "trees", "title": "Arbres", "version": "2", "fields": [{"name": "x"}]})
    found = Report("a.csv", other, "fr", 3, ["x"], [])
    assert Telling(found, "fr").verdict() == "Votre fichier suit le schéma «\u00a0Arbres 2\u00a0»"
    bare = Report("", load_schema({"fields": [{"name": "x"}]}), "fr", 3, ["x"], [])
    assert Telling(bare, "fr").verdict() == "Votre fichier suit son schéma"


def test_a_file_that_only_the_official_validator_accepts():
    told = shown(html_report(report(FILE, valid=True), "en"))
    assert t("report.accepted", "en") in told
    assert t("report.accepted", "en") not in shown(html_report(report(FILE, valid=False), "en"))


def test_what_to_do_first_comes_first():
    told = Telling(report(LIST, PHONE, DATES, REQUIRED, HEADER, FILE, DOUBT), "en")
    order = [c.key for _, causes in told.errors + told.doubts for c in causes]
    assert order == ["header_case", "file_separator", "required", "type", "pattern", "list_unknown", "swapped"]
    page = html_report(told.report, "en")
    places = [page.index(f'id="cause-{i}"') for i in range(1, 8)]
    assert places == sorted(places) and page.count('<a href="#cause-') == 3
    assert page.index(t("report.beyond", "en")) < page.index('id="cause-7"')


def test_a_cause_says_where_and_how():
    told = shown(html_report(report(DATES), "en"))
    for word in ("3. ", "+33465710013"):
        assert word not in told
    for word in ("1. Date of update", "date_maj", "232 cells, column U", "03/02/2025", "2025-02-03", "21 and 212 more"):
        assert word in told
    assert "21 et 212 autres" in shown(html_report(report(DATES), "fr"))


def test_what_is_expected_of_a_column_is_told_once():
    again = cause("other", count=1)
    text = text_report(report(PHONE, again), "en")
    assert text.count(t("report.before_copy", "en")) == 1
    assert t("report.as_before", "en", number="1") in text


def test_what_belongs_to_another_line_is_not_offered():
    copied = cause("unique", "id", 1, "v-009", "unique", good_example="v-001")
    for found in (copied, DOUBT):
        assert [key for key, _ in Telling(report(found), "en").swap(found)] == ["written"]
    assert Telling(report(HEADER), "en").swap(HEADER) == [("written", "Commune"), ("good", "commune")]
    assert Telling(report(REQUIRED), "en").swap(REQUIRED) == [("good", "2 rue du Bac")]
    absent = cause("header_missing", "", rule="header", value="id, nom")
    assert Telling(report(absent), "en").swap(absent) == []


def test_doubts_are_apart_from_errors():
    sure = [
        cause("k", "nom", i, doubt=True, sure=sure, rule="") for i, sure in enumerate(("look", "likely", "certain"), 1)
    ]
    found = report(*sure)
    page = html_report(found, "fr")
    places = [page.index(t(f"report.sure_{key}", "fr")) for key in ("certain", "likely", "look")]
    assert places == sorted(places) and page.count("class=doubt") == 3
    assert t("report.todo", "fr") not in page and t("report.beyond_intro", "fr").replace("’", "’") in page
    assert '<body class="valid">' in page
    assert t("report.nobody", "fr") in html_report(report(), "fr")


def test_a_doubt_does_not_say_twice_how_sure_it_is():
    said = Words("beyond.said", {"sure": Words("beyond.certain"), "what": Words("report.nobody")})
    found = cause("k", "nom", doubt=True, sure="certain", said=said, rule="")
    assert Telling(report(found), "en").sentence(found) == t("report.nobody", "en")


def test_facts_and_remarks():
    found = report(remarks=[Words("validation.note_bom")])
    told = shown(html_report(found, "fr", today=dt.date(2026, 3, 1), size=45_210))
    for word in ("lieux.csv", "45,2\u00a0ko", "240", "1er\u00a0mars\u00a02026", "Lieux de médiation numérique 1.0.1"):
        assert word.replace("\u00a0", " ") in told.replace("\u00a0", " ")
    assert t("validation.note_bom", "fr") in told
    assert t("validation.note_bom", "en") in text_report(found, "en", width=200)
    assert t("report.fact_size", "fr") not in shown(html_report(found, "fr"))
    assert t("report.read_none", "en") in shown(html_report(report(rows=0), "en"))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_nothing_from_a_file_becomes_markup_or_commands(lang):
    found = report(
        cause(value=NASTY, good_example=NASTY, values=[(NASTY, 3), ("b", 2)]),
        cause("extra", NASTY, field=None, rule="header"),
        name=NASTY,
        columns=[NASTY, *SCHEMA.names],
        grid=[(2, 9, "telephone", 3)],
    )
    page, text = html_report(found, lang), text_report(found, lang)
    assert "<img" not in page and "&lt;img" in page
    for odd in ("\x1b", "\u202e", "\udcff"):
        assert odd not in page + text
    shown(page)
    page.encode(), text.encode()


def test_the_page_asks_for_nothing_and_runs_nothing():
    page = html_report(report(PHONE, DOUBT, grid=[(2, 9, "telephone", 3)]), "fr")
    assert page.startswith('<!doctype html>\n<html lang="fr">')
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    for word in ("<script", "src=", "url(", "@import", "<link", "http:", "https:"):
        assert word not in page


def test_the_page_stays_light_whatever_the_file():
    values = [('"' * 60, 9)] * 9
    wide = [cause("k", f"{i}" + "&" * 59, 200, '"' * 60, "", values=values, field=None) for i in range(700)]
    doubts = [cause("k", "nom", 200, "<" * 60, "", values=values, doubt=True, sure="look") for _ in range(700)]
    grid = [(2 + 9 * b, 10 + 9 * b, name, 3) for b in range(40) for name in SCHEMA.names]
    remarks = [Words("validation.note_custom", {"names": "<" * 900})] * 500
    found = report(
        *wide, *doubts, grid=grid, columns=[*SCHEMA.names, *("&" * 900 for _ in range(700))], remarks=remarks
    )
    page = html_report(found, "fr")
    assert len(page.encode()) < LIMIT
    drawn = page.count('<article id="cause-'), page.count("class=doubt")
    assert min(drawn) > 10
    assert t("report.more_causes", "fr", n=700 - (drawn[0] - drawn[1])) in page
    assert t("report.more_doubts", "fr", n=700 - drawn[1]) in page
    assert len(text_report(found, "fr")) < LIMIT


@pytest.mark.parametrize("position, name", [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_letters_are_those_of_a_spreadsheet(position, name):
    assert letters(position) == name


def test_the_picture_and_its_table():
    grid = [
        (2, 7, "telephone", 6),
        (8, 13, "telephone", 0),
        (2, 7, "date_maj", 1),
        (8, 13, "date_maj", 0),
        (8, 13, "", 2),
    ]
    page = html_report(report(PHONE, grid=grid), "en")
    told = shown(page)
    assert 'role="img"' in page and 'tabindex="0"' in page
    assert page.count('class="spot"') == 3
    assert "lines 2 to 7 (6)" in told and t("report.about_lines", "en") in told
    assert t("report.picture", "en") not in html_report(report(FILE), "en")
    renamed = report(PHONE, grid=grid[:2], columns=["Telephone"])
    assert "5 cells, column A" in shown(html_report(renamed, "en"))


def test_the_text_fits_the_terminal():
    found = report(FILE, REQUIRED, DATES, LIST, DOUBT)
    for width in (40, 80):
        for lang in ("en", "fr"):
            assert max(map(len, text_report(found, lang, width).splitlines())) <= width


def test_the_data_for_a_program_keep_their_keys():
    found = report(cause(count=1500, values=[("0465710013", 1500)]), DOUBT)
    en, fr = (json.loads(json.dumps(json_report(found, lang))) for lang in ("en", "fr"))
    assert ",".join(en) == ",".join(fr) == "format,name,schema,lang,valid,rows,columns,count,summary,causes,notes"
    told = "column count doubt examples expected good_example key lines remedy rule sentence sure title values"
    assert {" ".join(sorted(c)) for c in en["causes"]} == {told}
    assert en["format"] == 1 and en["count"] == 1500 and en["valid"] is False
    assert en["causes"][0]["lines"] == list(range(2, 1002)) and en["causes"][1]["sure"] == "certain"
    assert en["causes"][0]["sentence"] != fr["causes"][0]["sentence"]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_samples_of_the_course(lang):
    dirty = validate(SAMPLES / "valombre-standard-dirty.csv", lang=lang, beyond=True)
    told = shown(html_report(dirty, lang))
    for found in dirty.causes:
        assert found.column in told and str(found.lines[0]) in told
    good = validate(SAMPLES / "valombre-standard.csv", lang=lang)
    assert Telling(good, lang).schema() in shown(html_report(good, lang))
    assert dirty.to_html(lang) == html_report(dirty, lang)
