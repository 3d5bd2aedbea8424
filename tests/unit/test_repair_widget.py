import base64
import gc
import re
import weakref

import pandas as pd
import pytest
from repair_samples import rows, table
from table_samples import nothing_written

from culture_d.i18n import t
from culture_d.widgets import repair as module
from culture_d.widgets.repair import RepairWindow, check_my_places

LANGUAGES = ("en", "fr")
LINES = [
    {"telephone": "04 65 71 00 12", "horaires": "9h-12h", "nom": "<b>Tilleuls</b> "},
    {"telephone": "04 65 71 00 13", "services": "Cours <i>de tricot</i>"},
    {"telephone": "04 65 71 00 14", "commune": ""},
]


def file(content: bytes, name: str = "lieux.csv") -> dict:
    return {
        "name": name,
        "content": memoryview(content),
        "type": "text/csv",
        "size": len(content),
        "last_modified": pd.Timestamp(0),
    }


def opened(lang: str = "en", lines: list | None = None, **how) -> RepairWindow:
    window = RepairWindow(lang)
    window.upload.value = (file(table(*(LINES if lines is None else lines)), **how),)
    return window


def downloads(window: RepairWindow) -> dict[str, str]:
    found = re.findall(r'download="([^"]+)" href="data:text/csv;charset=utf-8;base64,([^"]+)"', window.links.value)
    return {name: base64.b64decode(content).decode() for name, content in found}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_is_checked_then_its_repairs_are_shown(lang):
    window = RepairWindow(lang)
    assert window.forget.disabled and window.stage.children == ()
    with nothing_written():
        window.upload.value = (file(table(*LINES), r"C:\Users\moi\<i>lieux</i>.csv"),)
    assert 'role="status" aria-live="polite"' in window.told.value
    assert "&lt;i&gt;lieux&lt;/i&gt;.csv" in window.told.value or "i&gt;.csv" in window.told.value
    assert window.report.value and not window.forget.disabled
    assert t("repair.window_progress", lang, done=0, total=5) in window.told.value
    everything = window.report.value + window.card.value + window.left.value + window.told.value
    assert "<b>Tilleuls" not in everything and "<i>" not in everything
    assert "&lt;b&gt;Tilleuls&lt;/b&gt;␣" in window.card.value  # a space at the end is drawn
    assert len(re.findall("<li>", window.left.value)) == 2
    assert window.upload.value == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_repairs_are_decided_one_by_one_then_by_kind(lang):
    window = opened(lang)
    assert (window.current.rule, window.current.line) == ("outer_spaces", 2)
    window.buttons["accept"].click()
    assert (window.current.rule, window.current.line) == ("phone", 2)
    assert window.buttons["kind"].description == t("repair.window_kind", lang, n=2)
    window.buttons["leave"].click()
    assert t("repair.window_left_as_is", lang) in window.told.value
    assert window.current.line == 3 and window.buttons["kind"].description == t("repair.window_kind", lang, n=1)
    window.buttons["kind"].click()
    assert t("repair.window_accepted", lang, n=2) in window.told.value
    assert t("repair.window_progress", lang, done=4, total=5) in window.told.value
    assert window.current.rule == "hours" and window.buttons["kind"].disabled and window.buttons["safe_all"].disabled
    assert t("repair.window_look", lang) in window.card.value
    window.buttons["undo"].click()
    assert window.current.rule == "phone" and len(window.repairs.waiting) == 3
    window.buttons["safe_all"].click()
    window.buttons["accept"].click()
    assert window.current is None and window.card.value == ""
    assert window.buttons["accept"].disabled and window.buttons["leave"].disabled
    assert t("repair.window_done", lang) in window.told.value
    assert len(window.repairs.accepted) == 4


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_repaired_file_and_its_log_are_links(lang):
    window = opened(lang)
    window.buttons["safe_all"].click()
    assert window.links.value == ""
    with nothing_written():
        window.buttons["finish"].click()
    files = downloads(window)
    names = [f"lieux-{t(f'repair.window_{key}', lang)}.csv" for key in ("suffix", "suffix_log")]
    assert list(files) == names
    repaired, log = (rows(text) for text in files.values())
    assert [row[11] for row in repaired[1:]] == ["+33465710012", "+33465710013", "+33465710014"]
    assert len(log) == 5 and log[0] == ["order", "line", "column", "before", "after", "rule"]
    assert t("repair.window_ready", lang, n=4) in window.told.value
    window.buttons["undo"].click()
    assert window.links.value == ""  # the links would no longer say what was decided


def test_a_name_that_is_a_formula_or_markup_is_harmless_in_the_links():
    window = opened(lines=[{"nom": '=HYPERLINK("x") '}], name='a"><script>.csv')
    window.buttons["safe_all"].click()
    window.buttons["finish"].click()
    assert "<script>" not in window.links.value
    [repaired, log] = re.findall(r"base64,([^\"]+)", window.links.value)
    assert "'=HYPERLINK" in base64.b64decode(repaired).decode()
    assert "'=HYPERLINK" in base64.b64decode(log).decode()


def test_swapped_coordinates_are_one_decision():
    window = opened(lines=[{"latitude": "5.16", "longitude": "44.79"}, {"latitude": "5.17", "longitude": "44.78"}])
    assert window.buttons["kind"].description == t("repair.window_kind", "en", n=2)
    window.buttons["accept"].click()
    assert t("repair.window_progress", "en", done=2, total=4) in window.told.value


def test_a_good_file_has_nothing_to_decide():
    window = opened(lines=[{}])
    assert t("repair.told_nothing", "en") in window.told.value
    assert all(window.buttons[name].disabled for name in ("accept", "leave", "kind", "safe_all", "undo"))
    window.buttons["finish"].click()
    assert rows(downloads(window)["lieux-repaired.csv"]) == rows(table({}).decode())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_errors_are_one_sentence(lang):
    window = opened(lang)
    window.upload.value = (file(b"%PDF-1.7 <script>"),)
    assert 'role="alert" aria-live="assertive"' in window.told.value and "PDF" in window.told.value
    assert window.stage.children == () and window.repairs is None
    window.forget.click()
    assert window.forget.disabled


def test_a_long_cell_is_cut_and_line_ends_are_drawn():
    window = opened(lines=[{"presentation_detail": " " + "a" * 5000}, {"adresse": "4 place\nBâtiment B"}])
    assert "…" in window.card.value and "a" * 700 not in window.card.value
    window.buttons["leave"].click()
    assert "4 place↵" in window.card.value


def test_forgetting_drops_everything(monkeypatch):
    kept = []

    def remembered(*given):
        found = repair(*given)
        kept.extend([weakref.ref(found), weakref.ref(found.source)])
        return found

    repair = module.repair
    monkeypatch.setattr(module, "repair", remembered)
    window = opened("fr")
    window.buttons["safe_all"].click()
    window.buttons["finish"].click()
    window.forget.click()
    gc.collect()
    assert [reference() for reference in kept] == [None, None]
    assert window.stage.children == () and window.forget.disabled and window.repairs is None
    assert not any(part.value for part in (window.report, window.card, window.left, window.links))
    assert t("repair.window_forgotten", "fr") in window.told.value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_stored_notebook_reads_well(lang):
    shown = check_my_places(lang)._repr_mimebundle_()
    assert shown["text/plain"] == t("repair.window_fallback", lang) and shown["text/html"].startswith("<p>")


def test_every_button_has_a_name():
    window = opened()
    for button in (window.upload, window.forget, *window.buttons.values()):
        assert button.description and button.tooltip == button.description


def test_another_schema_is_served():
    window = RepairWindow("en", {"fields": [{"name": "a", "type": "number"}, {"name": "b"}]})
    window.upload.value = (file(b"a;b\n1,5;x\n", "mine.csv"),)
    window.buttons["accept"].click()
    window.buttons["finish"].click()
    assert rows(downloads(window)["mine-repaired.csv"]) == [["a", "b"], ["1.5", "x"]]
