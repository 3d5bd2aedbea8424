import gc
import json
import re
import sys
import types
import weakref
from datetime import UTC, datetime

import pandas as pd
import pytest
from table_samples import PRIVATE, nothing_written, people

from culture_d.i18n import t
from culture_d.interview.deck import TABLE, load_deck
from culture_d.interview.table import as_portrait, first_person
from culture_d.profile import profile
from culture_d.tables import TableError, read_table
from culture_d.widgets.own_table import OwnTable, interview_my_table, load_upload

LANGUAGES = ("en", "fr")
DECK = {
    "questions": [{"id": f"q-{name}", "family": "look", "table": name} for name in TABLE]
    + [{"id": f"q-{family}", "family": family, "table": None} for family in ("who", "pays", "elsewhere")]
}
TOWNS = (
    b"id;commune;code_insee;prix;visites;ouvert;maj;annee\n"
    b"L1;Lyon;69123;12,5;NC;oui;01/02/2024;2019\n"
    b"L2;Bron;69029;8,25;20;non;03/02/2024;2021\n"
    b"L3;Ajaccio;2A004;;30;oui;;2020\n"
)


def answers(raw: bytes, lang: str) -> dict[str, str]:
    return {key: a["text"] for key, a in first_person(profile(read_table(raw)), lang, DECK).items()}


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+", re.sub(r"(?<=\d)[\u202f,.](?=\d)", "", text))


def test_answers_in_english():
    told = answers(TOWNS, "en")
    assert told["q-size"] == "I have 3 lines and 8 columns. My file weighs 167 bytes."
    assert told["q-gaps"] == (
        "I miss 3 cells out of 24 (12.5%). "
        "Look first at “prix” (33.3%), “visites” (33.3%) and “maj” (33.3%). "
        "Some of these cells are not blank; they say “NC” once."
    )
    assert told["q-period"] == (
        "My column “maj” runs from 1 February 2024 to 3 February 2024. My column “annee” runs from 2019 to 2021."
    )
    assert told["q-line"].startswith("Each of my lines has its own “id”.")
    assert told["q-places"] == (
        "This is how I speak of places: “commune” names 3 communes or towns; “code_insee” holds 3 INSEE codes."
    )
    assert told["q-format"] == (
        "I am a CSV file, with characters written in UTF-8. My columns are separated by a semicolon. "
        "My decimals come after a comma."
    )


def test_answers_in_french():
    told = answers(TOWNS, "fr")
    assert told["q-size"] == "J’ai 3 lignes et 8 colonnes. Mon fichier pèse 167 octets."
    assert told["q-period"].startswith("Ma colonne «\u00a0maj\u00a0» va du 1er février 2024 au 3 février 2024.")
    assert told["q-twins"] == "Je n’ai pas deux lignes identiques de bout en bout."
    assert "2 colonnes de nombres entiers\u202f; 1 colonne de dates" in told["q-types"]


@pytest.mark.parametrize(
    "raw",
    [
        TOWNS,
        people(),
        b"a;b\n1;x\n1;x\n",
        b"mot\noui\n\nna\n",
        b"annee;sexe;n\n2020;F;5\n2020;M;5\n2021;F;6\n2021;M;5\n",
        b"a;b;c\n1;2\n3;4;5;6\n7;8;9\n",
        ("x;" * 40 + "y\n" + "1;" * 40 + "2\n").encode(),
    ],
    ids=range(7),
)
def test_both_languages_give_the_same_figures_in_clean_typography(raw):
    english, french = answers(raw, "en"), answers(raw, "fr")
    for key in english:
        assert numbers(english[key]) == numbers(french[key]), key
        assert not re.search(r"« | »| [;:!?%](?=\s|$)|'", french[key]), french[key]
        assert english[key] != french[key] and english[key].endswith((".", "?"))


def test_what_no_column_says_is_unknown():
    found = profile(pd.DataFrame({"a": [1.5, 1.5], "b": ["x", "x"]}))
    for lang in LANGUAGES:
        told = first_person(found, lang, DECK)
        unknown = {key for key, answer in told.items() if answer["unknown"]}
        assert unknown == {"q-period", "q-places", "q-line", "q-format", "q-who", "q-pays", "q-elsewhere"}
        assert told["q-pays"]["text"] == t("profile.unknown_pays", lang)
        assert told["q-elsewhere"]["text"] == t("profile.unknown_any", lang)
        for key in unknown:
            assert {"en": "only my producer can tell", "fr": "seul mon producteur peut le dire"}[lang] in told[key][
                "text"
            ]


def test_every_kind_of_clue_and_place_can_be_told():
    from culture_d import personal_columns, places
    from culture_d.i18n import messages

    told = messages()["profile"]
    assert {f"what_{what}" for what in personal_columns._BY_NAME} <= set(told)
    assert {f"place_{what}" for what in [*places._BY_NAME, "five_digits"]} <= set(told)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_portrait_is_what_the_game_takes(lang):
    deck = load_deck()
    portrait = as_portrait(profile(read_table(TOWNS)), "lieux.csv", lang, deck)
    assert set(portrait) == {
        "id", "title", "hello", "producer", "licence", "home", "sources", "answers", "quirks", "quarrels",
        "privacy",
    }  # fmt: skip
    assert portrait["id"] == "own" and portrait["title"] == "lieux.csv" and "lieux.csv" in portrait["hello"]
    assert list(portrait["answers"]) == [q.id for q in deck.questions]
    for question in deck.questions:
        answer = portrait["answers"][question.id]
        assert set(answer) == {"text", "unknown", "declined", "sources"} and answer["text"]
        assert answer["unknown"] == (question.table is None)
    assert json.loads(json.dumps(portrait)) == portrait
    assert as_portrait(profile(read_table(TOWNS)), "", lang, deck)["title"] == t("profile.unnamed", lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_people_are_counted_and_never_quoted(lang):
    with nothing_written():
        portrait = as_portrait(profile(read_table(people())), "usagers.csv", lang, DECK)
    told = json.dumps(portrait, ensure_ascii=False)
    assert not [value for value in PRIVATE if value in told]
    assert "courriel" in portrait["answers"]["q-personal"]["text"] and "nir" in portrait["privacy"]
    assert portrait["answers"]["q-period"]["unknown"]


# --- the window


def file(content: bytes, name: str = "lieux.csv") -> dict:
    return {
        "name": name,
        "type": "text/csv",
        "size": len(content),
        "content": memoryview(content),
        "last_modified": datetime.now(UTC),
    }


@pytest.fixture
def played(monkeypatch):
    """Replace the game, which has its own tests, by a button that remembers what it was given."""
    import ipywidgets

    calls = []

    def play(**given):
        calls.append(given)
        return ipywidgets.Button()

    monkeypatch.setitem(sys.modules, "culture_d.widgets.interview", types.SimpleNamespace(play=play))
    return calls


def test_upload_is_read_in_memory():
    with nothing_written():
        table = load_upload(r"C:\Users\moi\lieux.csv", memoryview(TOWNS), "fr")
    assert table.name == "lieux.csv" and table.size == len(TOWNS) and len(table.data) == 3
    assert list(load_upload("a.csv", b"a;b\n1,5;2\n", separator=",").data) == ["a;b", "col_2"]
    with pytest.raises(TableError, match="vide"):
        load_upload("lieux.csv", b"", "fr")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_window_reads_tells_and_plays(lang, played):
    window = OwnTable(lang)
    assert window.upload.description == t("tables.upload_button", lang)
    assert window.forget.disabled
    load_deck()
    with nothing_written():
        window.upload.value = (file(TOWNS, "<b>.csv"),)
    assert 'aria-live="polite"' in window.told.value and "&lt;b&gt;.csv" in window.told.value
    assert "<b>" not in window.told.value
    assert window.upload.value == () and len(window.stage.children) == 1
    [given] = played
    assert given["lang"] == lang and given["name"] == "<b>.csv"
    assert given["answers"]["who-line"]["text"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_window_says_errors_in_one_sentence(lang, played):
    window = OwnTable(lang)
    window.upload.value = (file(TOWNS),)
    window.upload.value = (file(b"%PDF-1.7 <script>"),)
    assert window.told.value == (
        f'<div role="alert" aria-live="assertive"><p>{t("tables.pdf", lang)}</p></div>'.replace("'", "&#x27;")
    )
    assert window.stage.children == () and len(played) == 1


def test_markup_in_a_column_name_is_escaped(played):
    window = OwnTable("en")
    window.upload.value = (file(b"<script>x</script>;<script>x</script>\n1;2\n"),)
    assert "<script>" not in window.told.value and "&lt;script&gt;" in window.told.value


def test_people_do_not_appear_in_the_window(played):
    window = OwnTable("fr")
    window.upload.value = (file(people()),)
    told = window.told.value + json.dumps(played[0], ensure_ascii=False)
    assert not [value for value in PRIVATE if value in told]


def test_forgetting_drops_everything(played, monkeypatch):
    kept = []
    monkeypatch.setattr(
        "culture_d.widgets.own_table.profile",
        lambda table: kept.append(weakref.ref(table.data)) or profile(table),
    )
    window = OwnTable("fr")
    window.upload.value = (file(TOWNS),)
    window.forget.click()
    played.clear()
    gc.collect()
    assert [reference() for reference in kept] == [None]
    assert window.stage.children == () and window.upload.value == () and window.forget.disabled
    assert t("tables.upload_forgotten", "fr") in window.told.value


def test_the_real_game_opens():
    window = OwnTable("fr")
    window.upload.value = (file(TOWNS),)
    [game] = window.stage.children
    assert game.content["portraits"][0]["answers"]["look-size"]["text"].startswith("J’ai 3 lignes")
    window.forget_all()
    assert interview_my_table("en").children
