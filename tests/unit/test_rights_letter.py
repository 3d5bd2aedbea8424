"""A letter as a notebook asks for it: its parts, what it refuses, what it never does; its content, widget and page."""

import datetime as dt
import json
import re
from html.parser import HTMLParser

import anywidget
import pandas as pd
import pytest
import yaml
from icalendar import Calendar

import culture_d as cd
from culture_d import catalogue
from culture_d.book.rights_directive import page_html
from culture_d.errors import ReaderError
from culture_d.i18n import LANGUAGES, messages, use
from culture_d.rights.composing import DOTS
from culture_d.rights.content import check_file, load_letters
from culture_d.rights.interface import interface_content, sources_html, table_html
from culture_d.widgets.bundle import HERE

NASTY = "<img src=x onerror=alert(1)> & \"quoted\" 'more' </script><!-- "
SCRIPTS = "".join((HERE / f"{name}.js").read_text(encoding="utf-8") for name in ("rights", "rights_rules"))


@pytest.fixture(autouse=True)
def english():
    use("en")
    yield
    use("en")


def amina(**more):
    given = {"kind": "energy", "sent": "2026-03-05", "name": "Amina"} | more
    return cd.letter("access", "Lane Énergie", **given)


def test_a_letter_has_everything_that_is_needed():
    letter = amina(reference="C-2041", contact="amina@example.org")
    for part in ("Amina", "Lane Énergie", "C-2041", "article 15", "5 March 2026", "one month", "CNIL"):
        assert part in letter.text
    assert letter.deadline.day == dt.date(2026, 4, 7) and letter.extended.day == dt.date(2026, 6, 5)
    assert "Tuesday 7 April 2026" in letter.next_steps[2]
    assert repr(letter) == letter.text
    assert letter.second_letter.text.count("7 April 2026") == 1


def test_the_letter_and_the_reader_may_speak_two_languages():
    letter = amina(lang="fr")
    assert "Madame, Monsieur," in letter.text and "5 mars 2026" in letter.text
    assert letter.next_steps[0].startswith("Keep a copy")
    assert "Last day to answer" in letter.reminder.decode()
    assert '<html lang="fr">' in letter.html


def test_no_letter_ever_joins_an_identity_document():
    for lang in LANGUAGES:
        for right, kind in ((r, k) for r in load_letters().rights for k in load_letters().kinds):
            text = cd.letter(right, kind=kind, lang=lang).text
            assert {"en": "I enclose no identity document", "fr": "Je ne joins pas de pièce d’identité"}[lang] in text
            assert not re.search(r"passport|passeport|identity card|carte d’identité", text)


def test_empty_fields_leave_places_to_fill_by_hand():
    letter = cd.letter("rectification", lang="fr")
    for blank in ("[prénom et nom]", "[adresse électronique ou postale]", "[nom et adresse de l’organisme]", "[date]"):
        assert blank in letter.text
    assert letter.text.count(DOTS) == 2  # the correction, the customer number
    assert letter.deadline is None and letter.extended is None and len(letter.next_steps) == 3
    with pytest.raises(ReaderError, match="Without a date"):
        _ = letter.reminder


@pytest.mark.parametrize("day", ["2026-03-05", " 2026-03-05 ", dt.date(2026, 3, 5), dt.datetime(2026, 3, 5, 9),
                                 pd.Timestamp("2026-03-05")])  # fmt: skip
def test_a_day_may_be_given_in_several_ways(day):
    assert amina(sent=day).request.sent == dt.date(2026, 3, 5)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sent": "05/03/2026"}, "year-month-day"),
        ({"sent": "2026-02-30"}, "year-month-day"),
        ({"sent": 20260305}, "year-month-day"),
        ({"sent": pd.NaT}, "year-month-day"),
        ({"sent": "1998-03-05"}, "25 May 2018"),
        ({"sent": "2226-03-05"}, "2100"),
        ({"received": "2026-03-04"}, "before it is sent"),
        ({"kind": "martian"}, "kind of organisation"),
        ({"lang": "de"}, "English or in French"),
        ({"asks": []}, "at least one"),
        ({"asks": ["everything"]}, "at least one"),
        ({"format": "parchment"}, "file, paper"),
        ({"name": "a" * 200}, "at most 120"),
        ({"name": 12}, "name must be a text"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_sentence(change, said):
    with pytest.raises(ReaderError, match=said) as told:
        amina(**change)
    assert "\n" not in str(told.value) and "Amina" not in str(told.value)


def test_an_unknown_right_is_told_with_those_that_exist():
    with pytest.raises(ReaderError, match="access, portability, rectification, erasure, objection"):
        cd.letter("forgiveness")


def test_the_page_escapes_what_was_typed():
    page = cd.letter("access", NASTY, name=NASTY, contact=NASTY, reference=NASTY, details=NASTY).html
    assert "<img" not in page and page.count("&lt;img") == 6
    assert "src=" not in re.sub(r"src=x", "", page) and "http" not in page
    closed = []
    parser = HTMLParser()
    parser.handle_endtag = closed.append
    parser.feed(page)
    assert closed[-2:] == ["body", "html"]
    assert "<img" not in cd.letter("access", NASTY)._repr_html_()


def test_nothing_is_written_unless_asked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    letter = amina()
    _ = letter.text, letter.html, letter.reminder, letter.next_steps, letter.second_letter.text
    assert list(tmp_path.iterdir()) == []
    files = letter.save(tmp_path)
    assert [path.name for path in files] == ["letter-access.txt", "letter-access.html", "reminder-access.ics"]
    assert files[0].read_text(encoding="utf-8") == letter.text
    with pytest.raises(ReaderError, match="already holds"):
        letter.save(tmp_path)
    with pytest.raises(ReaderError, match="does not exist"):
        letter.save(tmp_path / "elsewhere")


def test_two_reminders_never_share_a_name():
    events = [Calendar.from_ical(amina().reminder).walk("VEVENT")[0] for _ in range(2)]
    assert events[0]["uid"] != events[1]["uid"]
    assert "Amina" not in str(events[0].to_ical())


def test_the_pieces_of_data_to_sort():
    table = cd.data_to_sort("fr", answers=True)
    assert len(table) == 12 and table.index[0] == 1
    assert table["Origine"].value_counts().to_dict() == {"fournie": 4, "observée": 4, "déduite": 4}
    assert (table["Portabilité"] == "oui").sum() == 6 and (table["Accès"] == "oui").all()
    assert not ((table["Origine"] == "déduite") & (table["Portabilité"] == "oui")).any()
    assert list(cd.data_to_sort("en")) == ["Who", "Held by", "Piece of data"]


@pytest.mark.parametrize("change", [
    lambda top: top["rights"][0].pop("limits"),
    lambda top: top["rights"][0]["asks"][0].update(ticked="yes"),
    lambda top: top["rights"][0].update(formats=["parchment"]),
    lambda top: top["kinds"][5]["warnings"][0].update(right="forgiveness"),
    lambda top: top["words"].pop("delay"),
    lambda top: top["rights"].append(top["rights"][0]),
])  # fmt: skip
def test_a_file_that_is_wrong_is_told_with_the_place(change, tmp_path):
    top = yaml.safe_load((catalogue.DATA / "rights" / "letters.yml").read_text(encoding="utf-8"))
    change(top)
    path = tmp_path / "letters.yml"
    path.write_text(yaml.safe_dump(top, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ReaderError, match=r"letters\.yml, (rights|kinds|words)"):
        check_file(path)


def test_the_widget_holds_nothing_of_what_is_typed():
    widget = cd.write_letter("fr")
    ours = set(widget.traits(sync=True)) - set(anywidget.AnyWidget().traits(sync=True)) - {"_esm", "_css"}
    assert ours == {"content"} and widget.content == interface_content("fr")
    data, _ = widget._repr_mimebundle_()
    assert data["text/plain"] == messages()["rights"]["fallback"]["fr"]
    with pytest.raises(ValueError, match="language"):
        cd.write_letter("de")


def test_the_interface_keeps_and_sends_nothing():
    for forbidden in ("localStorage", "sessionStorage", "indexedDB", "document.cookie", "fetch(", "XMLHttpRequest",
                      "sendBeacon", "WebSocket", "innerHTML", "save_changes", "model.set"):  # fmt: skip
        assert forbidden not in SCRIPTS, forbidden


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_reads_without_a_script_and_carries_both_languages(lang):
    page = page_html(lang)
    assert page.count("<details>") == 6 and "src=" not in page
    content = json.loads(re.search(r'id="cd-rights-content">(.*?)</script>', page, re.S)[1])
    assert set(content["letters"]) == set(LANGUAGES) and content["lang"] == lang
    used = set(re.findall(r'(?:this\.t|say)\((?:content, )?"(\w+)"', SCRIPTS))
    assert used <= set(content["messages"]), used - set(content["messages"])
    assert table_html(lang).count("<tr>") == 6
    assert sources_html(lang).count("https://") >= 6
