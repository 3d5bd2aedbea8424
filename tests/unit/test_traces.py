"""The day of traces: its file, its table, its cards."""

import pytest
from bs4 import BeautifulSoup

from culture_d.book.traces_directive import cards_html
from culture_d.i18n import LANGUAGES, t
from culture_d.parts import ContentError
from culture_d.personal.traces import HOW, day_of_traces, load_day

GOOD = """
version: 1
id: day
title: {en: "A day", fr: "Un jour"}
intro: {en: "Guess.", fr: "Devinez."}
caution: {en: "Ask.", fr: "Demandez."}
holders: [{id: shop, label: {en: "Shops", fr: "Commerces"}}]
cards:
  - {id: one, time: "08:00", gesture: {en: "<b>She</b> pays", fr: "Elle paie"}, holder: shop, how: observed,
     who: {en: "A shop", fr: "Un commerce"}, trace: {en: "A price", fr: "Un prix"},
     guess: {en: "Hunger", fr: "La faim"}, see: {en: "Ask", fr: "Demander"}}
"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_holds_every_card_in_the_order_of_time(lang):
    day, table = load_day(), day_of_traces(lang)
    assert list(table["time"]) == [card.time for card in day.cards]
    assert table["hour"].is_monotonic_increasing and table["hour"].between(0, 24).all()
    assert set(table["how"]) == {t(f"traces.{how}", lang) for how in HOW}
    assert set(table["holder"]) == {label[lang] for label in day.holders.values()}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("how: observed", "how: stolen", "how"),
        ("holder: shop", "holder: nobody", "holder"),
        ('"08:00"', '"25:00"', "time"),
        ("gesture:", "geste:", "geste"),
    ],
)
def test_a_faulty_file_is_refused_with_its_place(tmp_path, old, new, said):
    path = tmp_path / "day.yml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError, match=said):
        load_day(path)


def test_cards_out_of_order_are_refused(tmp_path):
    late = GOOD.partition("  - {id: one")[2].replace("08:00", "07:00")
    path = tmp_path / "day.yml"
    path.write_text(GOOD + "  - {id: two" + late, encoding="utf-8")
    with pytest.raises(ContentError, match="order of time"):
        load_day(path)


def test_an_absent_day_is_told():
    with pytest.raises(ContentError, match="holiday.yml"):
        load_day("holiday")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_has_a_card_for_each_gesture_and_blank_ones_to_print(lang):
    day = load_day()
    page = BeautifulSoup(cards_html(day, lang), "html.parser")
    assert [time.text for time in page.select(".tr-time")] == [card.time for card in day.cards]
    folds = page.select(".tr-card details")
    assert len(folds) == len(day.cards)
    for fold, card in zip(folds, day.cards, strict=True):
        assert card.who[lang] in fold.text and t(f"traces.{card.how}", lang) in fold.text
    assert (len(day.cards) + len(page.select(".tr-blank"))) % 8 == 0  # the last sheet is full


def test_what_comes_from_the_file_is_text(tmp_path):
    path = tmp_path / "day.yml"
    path.write_text(GOOD, encoding="utf-8")
    html = cards_html(load_day(path), "en")
    assert "&lt;b&gt;She&lt;/b&gt; pays" in html and "<b>She" not in html
