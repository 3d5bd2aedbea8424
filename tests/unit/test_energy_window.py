"""The window "my energy": every file of the fictional households is seen, changed, and forgotten."""

import gc
import weakref
from datetime import date

import ipywidgets as widgets
import pytest
from table_samples import nothing_written

import culture_d as cd
from culture_d.i18n import LANGUAGES
from culture_d.personal import holding
from culture_d.personal.habits import base_load
from culture_d.personal.personas import persona
from culture_d.widgets.my_energy import my_energy

FILES = [
    ("amina", "enedis-load-curve"),
    ("amina", "enedis-index"),
    ("morel", "edf-power"),
    ("morel", "grdf-daily"),
    ("morel", "grdf-monthly"),
    ("morel", "veolia-daily"),
    ("gerard", "enedis-sge"),
    ("gerard", "enedis-daily"),
    ("karim", "enedis-load-curve"),
    ("malo", "mesinfos-load-curve"),
]


@pytest.fixture(autouse=True)
def nothing_held():
    yield
    for left in holding.holders():
        left.forget_all()


def opened(who="amina", form="enedis-load-curve", lang="en"):
    window = my_energy(lang)
    path = persona(who).file(form)
    window.receive(path.name, memoryview(path.read_bytes()))
    return window


def inside(widget, kind) -> list:
    found = [widget] if isinstance(widget, kind) else []
    return found + [each for child in getattr(widget, "children", ()) for each in inside(child, kind)]


def words(window) -> str:
    return " ".join(html.value for html in inside(window.stage, widgets.HTML))


def specs(window) -> list[dict]:
    return [
        next(iter(each["data"].values())) for output in inside(window.stage, widgets.Output) for each in output.outputs
    ]


def named(window, word):
    controls = inside(window.stage, (widgets.Dropdown, widgets.Text, widgets.FloatText, widgets.DatePicker))
    return next(control for control in controls if word in control.description)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("who", "form"), FILES)
def test_every_file_of_the_fictional_households_is_seen(who, form, lang):
    with nothing_written():
        window = opened(who, form, lang)
    assert window.stage.children, window.told.value
    assert 'role="alert"' not in window.told.value
    assert len(specs(window)) >= 1
    assert all(spec["title"]["text"] and len(spec["description"]) > 20 for spec in specs(window))
    assert str(persona(who).file(form).name) not in words(window)


def test_a_load_curve_shows_its_week_year_costs_gases_and_what_it_reveals():
    window = opened()
    heads = ("My week", "My year", "What it costs", "Greenhouse gases", "What it reveals about me")
    assert all(f"<h4>{head}</h4>" in words(window) for head in heads)
    base = round(base_load(window.export.table))
    assert f"about {base} W" in words(window) and "21.7 g per kWh" in words(window) and "0:30" in words(window)
    assert len(specs(window)) == 5


def test_the_reader_chooses_a_week_a_unit_a_scale_and_a_contract():
    window = opened()
    first = specs(window)[0]["title"]["text"]
    named(window, "day of the week").value = date(2025, 3, 5)
    assert specs(window)[0]["title"]["text"] != first and "3 March 2025" in specs(window)[0]["title"]["text"]
    named(window, "day of the week").value = date(2012, 3, 5)
    assert "Nothing is known of that day" in words(window)
    named(window, "Unit").value = "eur"
    named(window, "Scale").value = "D"
    assert any("Cost of the day (€)" in str(spec) for spec in specs(window))
    before = words(window)
    named(window, "Subscribed power").value = 9
    assert words(window) != before
    named(window, "Off-peak").value = "ten to six"
    assert "Write off-peak hours as 22:00-06:00" in words(window)
    named(window, "Off-peak").value = "02:00-07:00, 14:00-17:00"
    assert "Write off-peak hours" not in words(window).replace("are written", "")


def test_the_reader_gives_the_price_of_water():
    window = opened("morel", "veolia-daily")
    assert "4.69" not in words(window) and "OFB" in words(window)
    before = words(window)
    named(window, "Price of water").value = 10
    assert words(window) != before
    assert "leak" in words(window)


def test_nothing_stays_once_forgotten():
    window = opened()
    table = weakref.ref(window.export.table)
    named(window, "Unit").value = "eur"
    window.forget_all()
    gc.collect()
    assert not window.stage.children and table() is None


def test_a_file_of_another_kind_is_refused_in_a_sentence():
    window = my_energy("fr")
    window.receive("x.csv", b"a;b\n1;2\n")
    assert 'role="alert"' in window.told.value and not window.stage.children


def test_the_window_stores_as_a_sentence_and_is_named_by_the_course():
    stored = cd.my_energy("fr")._repr_mimebundle_()
    assert "JupyterLab" in stored["text/plain"] and "vegalite" not in str(stored)
