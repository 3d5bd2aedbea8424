"""The publisher: a file in memory, tidied, described, packed as a link; nothing on disk."""

import base64
import gc
import io
import re
import weakref
import zipfile

import pandas as pd
import pytest
from table_samples import PRIVATE, nothing_written, people

import culture_d as cd
from culture_d.i18n import LANGUAGES, t
from culture_d.publish import find_frequency, licences
from culture_d.widgets.publisher import SAMPLES, Publisher, publish_my_table
from culture_d.widgets.publisher_parts import COLUMN, LINES

TREES = "Commune;Date Relevé;Longueur\nLyon;12/03/2021;12 km\nLyon;2021-04-01;3,5 km\nTotal;;15,5 km\n"


def file(content: bytes, name: str = "arbres.csv") -> dict:
    return {
        "name": name,
        "content": memoryview(content),
        "type": "text/csv",
        "size": len(content),
        "last_modified": pd.Timestamp(0),
    }


def opened(lang: str = "en", content: bytes = TREES.encode(), **how) -> Publisher:
    window = Publisher(lang)
    window.upload.value = (file(content, **how),)
    return window


def describe(window: Publisher) -> None:
    window.lines["title"].value = "Street trees of Valombre in 2021"
    window.lines["description"].value = "One line for each street with trees, measured by two gardeners. " * 3
    window.lines["licence"].value = "fr-lo"


def package_of(window: Publisher) -> tuple[str, zipfile.ZipFile]:
    found = re.search(r'download="([^"]+)" href="data:application/zip;base64,([^"]+)"', window.link.value)
    return found[1], zipfile.ZipFile(io.BytesIO(base64.b64decode(found[2])))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_is_tidied_described_and_packed_without_a_trace(lang):
    with nothing_written():
        window = opened(lang, name=r"C:\Users\moi\<i>arbres</i>.csv")
        assert 'role="status" aria-live="polite"' in window.told.value and "<i>" not in window.told.value
        assert window.stage.children and not window.forget.disabled
        assert {name: box.value for name, box in window.boxes.items()} == {
            "names": True, "totals": False, "dates-2": False, "units-3": False,
        }  # fmt: skip
        for box in window.boxes.values():
            box.value = True
        window.apply.click()
        assert window.log.value.count("<li>") == 4 and list(window.table) == ["commune", "date_releve", "longueur_km"]
        assert window.boxes == {} and t("publish.tidy_nothing", lang) in window.by_hand.value
        describe(window)
        window.make.click()
    assert t("publisher.ready", lang) in window.packed.value
    name, archive = package_of(window)
    assert name == "street-trees-of-valombre-in-2021.zip"
    assert archive.read("data.csv").decode().splitlines()[1] == "Lyon,2021-03-12,12.0"


def test_the_score_rises_and_the_page_follows():
    window = opened()
    first = int(re.search(r"(\d) points", window.answered.value)[1])
    describe(window)
    window.lines["frequency"].value = "annual"
    window.lines["start"].value, window.lines["end"].value = "2021", "2021"
    window.lines["spatial"].value = "Valombre"
    window.column.value = "Longueur"
    window.words["column_description"].value = "Length of the street that has trees."
    assert "9 points" in window.answered.value and first < 6
    assert "Street trees of Valombre in 2021" in window.page.value and "Length of the street" in window.page.value
    assert window.sheet.fields["Longueur"].description == "Length of the street that has trees."


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_cannot_be_understood_is_a_sentence_in_the_window_s_language(lang):
    window = opened(lang)
    window.lines["modified"].value = "soon"
    assert 'role="alert"' in window.answered.value and t("publish.line_modified", lang) in window.answered.value
    window.make.click()
    assert 'role="alert"' in window.packed.value and t("publish.line_title", lang) in window.packed.value
    assert window.link.value == ""


def test_a_package_goes_when_the_sheet_changes():
    window = opened()
    describe(window)
    window.make.click()
    assert window.link.value
    window.lines["producer"].value = "Town of Valombre"
    assert window.link.value == window.packed.value == ""


def test_people_are_packed_only_when_confirmed():
    window = opened(content=people())
    describe(window)
    shown = window.people.value + window.page.value + window.told.value + window.by_hand.value
    assert not any(value in shown for value in PRIVATE)
    assert window.confirm.layout.display == ""
    window.make.click()
    assert 'role="alert"' in window.packed.value and window.link.value == ""
    window.confirm.value = True
    window.make.click()
    assert window.link.value
    window.confirm.value = False
    assert window.link.value == ""
    assert opened().confirm.layout.display == "none"


def test_a_column_that_nobody_needs_is_left_out():
    window = opened(content=people())
    describe(window)
    window.lines["producer"].value = "Town of Valombre"
    for name in ("nom", "prénom", "courriel", "téléphone", "date_naissance", "adresse", "nir", "iban", "commentaire"):
        window.column.value = name
        window.leave.click()
    assert not window.concerns.certain and window.confirm.layout.display == "none" and window.leave.disabled
    assert window.sheet.producer == "Town of Valombre" and list(window.sheet.fields) == ["montant"]
    window.make.click()
    assert package_of(window)[1].read("data.csv").decode().split() == ["montant", "12.5", "8.0", "9.25"]


def test_words_already_written_survive_the_tidying():
    window = opened()
    describe(window)
    window.column.value = "Longueur"
    window.words["column_title"].value = "Length with trees"
    window.boxes["names"].value, window.boxes["totals"].value = False, True
    window.apply.click()
    assert window.sheet.title == "Street trees of Valombre in 2021"
    assert window.lines["title"].value == window.sheet.title
    assert window.sheet.fields["Longueur"].title == "Length with trees" and len(window.table) == 2
    for box in window.boxes.values():
        box.value = False
    window.apply.click()
    assert t("publisher.applied_nothing", "en") in window.log.value


@pytest.mark.parametrize("content", [b"%PDF-1.7 <script>", b"", b"a;b\n"])
def test_errors_are_one_sentence(content):
    window = opened(content=content)
    assert 'role="alert"' in window.told.value and "<script>" not in window.told.value
    assert window.stage.children == () and window.table is None and not window.forget.disabled


def test_markup_in_the_file_is_text():
    content = b'<script>alert(1)</script>;"><img src=x>\n=HYPERLINK("x");<b>\nb;c\n'
    window = opened(content=content)
    shown = "".join(
        part.value for part in (window.told, window.by_hand, window.people, window.answered, window.page, window.log)
    )
    assert "<script>" not in shown and "<img" not in shown and "<b>" not in shown


def test_forgetting_drops_everything():
    window = opened("fr")
    describe(window)
    window.make.click()
    kept = weakref.ref(window.table)
    window.forget.click()
    gc.collect()
    assert kept() is None and window.sheet is None and window.stage.children == () and window.forget.disabled
    assert not any(part.value for part in (window.page, window.link, window.people, window.answered, window.by_hand))
    assert t("publisher.forgotten", "fr") in window.told.value


@pytest.mark.parametrize("name", SAMPLES)
def test_the_fictional_files_open(name):
    window = Publisher("fr")
    window.sample.value = name
    assert f"{name}.csv" in window.told.value and window.boxes
    window.upload.value = (file(TREES.encode()),)
    assert window.sample.value == "" and "arbres.csv" in window.told.value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_is_labelled_and_menus_speak_the_language(lang):
    window = Publisher(lang)
    parts = [*window.lines.values(), *window.words.values(), window.column, window.confirm, window.make]
    parts += [window.apply, window.leave]
    assert list(window.lines) == list(LINES) and list(window.words) == list(COLUMN)
    assert all(part.description.strip() for part in [*parts, window.upload, window.sample, window.forget])
    assert [value for _, value in window.lines["licence"].options] == ["", *(item.id for item in licences())]
    assert (find_frequency("annual").words(lang), "annual") in window.lines["frequency"].options


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_stored_notebook_reads_well(lang):
    shown = publish_my_table(lang)._repr_mimebundle_()
    assert shown["text/plain"] == t("publisher.fallback", lang) and shown["text/html"].startswith("<p>")
    assert cd.publish_my_table is publish_my_table
