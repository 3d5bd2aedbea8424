"""The window of one's own export: a file in memory, told and drawn, then forgotten."""

import gc
import logging
import weakref

import altair as alt
import ipywidgets as widgets
import pandas as pd
import pytest
from table_samples import nothing_written

from culture_d.i18n import LANGUAGES, t, use
from culture_d.personal import holding
from culture_d.personal.personas import persona
from culture_d.widgets.own_export import OwnExport
from culture_d.widgets.pictures import picture

AMINA = persona("amina").file("enedis-load-curve")
INES = persona("ines").file("bank-simple")


@pytest.fixture(autouse=True)
def nothing_held():
    yield
    for left in holding.holders():
        left.forget_all()


def show(export, lang):
    """Show what a real window shows: a chart, a table, a sentence."""
    first = export.table.head(48).assign(start=lambda table: table["start"].dt.tz_localize(None))
    yield picture(alt.Chart(first).mark_line().encode(alt.X("start:T"), alt.Y("power_w:Q")))
    yield picture(first)
    yield picture(f"<b>{len(export.table)}</b>")


def window(lang="en", families=("load_curve",), shown=show):
    return OwnExport(families, shown, lang, section="journeys")


def opened(path=AMINA, **how):
    made = window(**how)
    made.receive(path.name, memoryview(path.read_bytes()))
    return made


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_chosen_file_is_told_and_drawn_without_touching_the_disk(lang):
    content = AMINA.read_bytes()
    with nothing_written():
        made = window(lang)
        made.choose.value = (
            {"name": AMINA.name, "content": memoryview(content), "type": "text/csv", "size": len(content),
             "last_modified": pd.Timestamp(0)},
        )  # fmt: skip
    assert len(made.export.table) == 17_520
    assert all(sentence.split(":")[0] in made.told.value for sentence in made.export.sentences(lang)[:2])
    chart, table, words = made.stage.children
    assert "vegalite" in next(iter(chart.outputs[0]["data"]))
    assert "<table" in table.value and words.value == "<p>&lt;b&gt;17520&lt;/b&gt;</p>"
    assert not made.forget.disabled


def test_the_number_of_the_meter_and_the_name_of_the_file_are_told_nowhere(caplog, capsys):
    caplog.set_level(logging.DEBUG)
    made = opened()
    prm = AMINA.stem.rpartition("_")[2]
    assert prm in AMINA.read_text(encoding="utf-8-sig")
    said = capsys.readouterr()
    for told in (made.told.value, str(made.export), made.export._repr_html_(), caplog.text, said.out, said.err):
        assert prm not in told and AMINA.stem not in told


def test_forget_everything_leaves_nothing_in_memory():
    made = opened()
    held = [weakref.ref(made.export), weakref.ref(made.export.table), *map(weakref.ref, made.stage.children)]
    made.forget.click()
    gc.collect()
    assert [reference() for reference in held] == [None] * len(held)
    assert made.stage.children == () and made.choose.value == () and made.export is None
    assert t("own_export.forgotten", "en") in made.told.value
    assert not holding.holders()


def test_a_second_file_takes_the_place_of_the_first():
    made = opened()
    first = weakref.ref(made.export)
    second = persona("jeanne").file("enedis-load-curve")
    made.receive(second.name, second.read_bytes())
    gc.collect()
    assert first() is None and made.export is not None


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 100, b"a;b\n1;2\n", b"PK\x03\x04 broken"], ids=["empty", "zeros", "table", "zip"]
)
def test_a_file_that_is_no_export_gets_one_sentence(lang, content):
    use(lang)
    try:
        made = window(lang)
        made.receive("CanariDurand.csv", content)
        assert 'role="alert"' in made.told.value and "CanariDurand" not in made.told.value
        assert made.export is None and made.stage.children == () and not holding.holders()
    finally:
        use("en")


def test_an_export_of_another_kind_is_sent_elsewhere():
    made = opened(INES)
    assert 'role="alert"' in made.told.value and made.export is None


def test_a_fault_in_the_pictures_shows_no_traceback():
    def broken(export, lang):
        raise ValueError(f"cannot draw {export.table['power_w'].iloc[0]}")

    made = opened(shown=broken)
    assert t("own_export.failed", "en") in made.told.value
    assert made.export is None and not holding.holders()


def test_cells_are_marked_only_while_a_file_is_held(monkeypatch):
    said = []
    events = type("Events", (), {"register": lambda self, name, f: said.append(("on", name)),
                                 "unregister": lambda self, name, f: said.append(("off", name))})()  # fmt: skip
    monkeypatch.setattr(holding, "_shell", lambda: type("Shell", (), {"events": events})())
    first, second = opened(), opened()
    first.receive("empty.csv", b"")
    assert said == [("on", "post_run_cell")] and holding.holders() == [second]
    second.receive("empty.csv", b"")
    assert said == [("on", "post_run_cell"), ("off", "post_run_cell")]


def test_forget_everything_means_the_windows_of_a_cell_run_again_too():
    first, second = opened(), opened()
    second.forget.click()
    assert first.export is None and first.stage.children == () and not holding.holders()


def test_the_reader_may_ask_to_keep_the_outputs():
    made = opened()
    assert holding._held[made] is False
    made.keep.value = True
    assert holding._held[made] is True
    made.forget_all()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_becomes_of_the_outputs_is_said(lang, monkeypatch):
    monkeypatch.setenv(holding.SERVED, "1")
    dropped = holding.sentence(False, lang)
    monkeypatch.delenv(holding.SERVED)
    assert len({dropped, holding.sentence(False, lang), holding.sentence(True, lang)}) == 3


def test_the_stored_notebook_shows_a_sentence_instead():
    data = window("en")._repr_mimebundle_()
    assert data["text/plain"] == t("journeys.window_fallback", "en")


def test_closing_goes_down_to_the_last_picture():
    box = widgets.VBox([picture("one"), widgets.VBox([picture("two")])])
    leaves = [box, *box.children, *box.children[1].children]
    made = opened(shown=lambda export, lang: [box])
    made.forget_all()
    assert all(leaf.comm is None for leaf in leaves)
