"""The window "my energy": a reader's own file of electricity, gas or water, drawn and told without touching code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

import altair as alt
import ipywidgets as widgets
import pandas as pd

from culture_d import charts
from culture_d.catalogue import load
from culture_d.errors import ReaderError
from culture_d.i18n import date as day_words
from culture_d.i18n import t
from culture_d.personal import energy
from culture_d.personal import energy_charts as draw
from culture_d.personal.energy_portrait import base_sentence, costs_told, portrait, summary, water_told
from culture_d.personal.export import Export
from culture_d.personal.tariffs import OFF_PEAK
from culture_d.widgets.own_export import OwnExport
from culture_d.widgets.pictures import picture
from culture_d.widgets.window import live

FAMILIES = ("load_curve", "gas", "water", "meter_index")
POWERS = (3, 6, 9, 12, 15, 18)
DATES = ("2025-02-01", "2026-02-01", "2026-08-01")  # grids with their subscriptions
STYLE = {"description_width": "initial"}
WIDE = widgets.Layout(width="auto", max_width="420px")


def my_energy(lang: str | None = None) -> OwnExport:
    """Show a window where a reader chooses a file of Enedis, EDF, GRDF or a water company, and sees it.

    Parameters
    ----------
    lang : {"en", "fr"}, optional
        The current language by default.
    """
    return OwnExport(FAMILIES, show, lang, section="energy")


def show(export: Export, lang: str) -> list[widgets.Widget]:
    """Return the pictures and sentences of an export, and of the other tables of the same file."""
    if alt.renderers.active != "culture_d":
        charts.enable(lang)
    shown: list[widgets.Widget] = []
    for table in (export, *export.others):
        if table.family in ("gas", "water") or table is export:
            shown += _SHOWN[table.family](table.table, lang)
    return shown


def _electricity(curve: pd.DataFrame, lang: str) -> list[widgets.Widget]:
    hours = energy.step_hours(curve) <= 1
    parts = [picture(summary(curve, lang)), picture(base_sentence(curve, lang))]
    if hours:
        parts += [_head("week", lang), *_week(curve, lang), _drawn(draw.rhythm_chart, curve, lang)]
    parts.append(_head("year", lang))
    if hours:
        parts.append(_drawn(draw.calendar_chart, curve, lang))
    parts += _amounts(_with_euros(curve), ("energy_kwh", "eur"), lang)
    parts += [_head("costs", lang), *_costs(curve, lang), _head("co2", lang), _co2(curve, "electricity", lang)]
    return [*parts, _head("reveals", lang), _listed(portrait(curve, lang))]


def _index(index: pd.DataFrame, lang: str) -> list[widgets.Widget]:
    return _electricity(energy.curve_of_index(index), lang)


def _gas(gas: pd.DataFrame, lang: str) -> list[widgets.Widget]:
    parts = [_head("gas", lang), *_priced(gas, "cre-gas-price", ("energy_kwh", "eur", "volume_m3"), lang)]
    if gas["temperature_c"].notna().sum() >= 10:
        parts.append(_drawn(draw.temperature_chart, gas, lang))
    return [*parts, _head("co2", lang), _co2(gas, "gas", lang)]


def _water(water: pd.DataFrame, lang: str) -> list[widgets.Widget]:
    leaks = [_listed(told)] if (told := water_told(water, lang)) else []
    return [_head("water", lang), *leaks, *_priced(water, "water-price", ("litres", "eur"), lang)]


_SHOWN: dict[str, Callable[[pd.DataFrame, str], list[widgets.Widget]]] = {
    "load_curve": _electricity,
    "meter_index": _index,
    "gas": _gas,
    "water": _water,
}


# The parts


def _head(key: str, lang: str) -> widgets.HTML:
    return widgets.HTML(f"<h4>{t(f'energy.head_{key}', lang)}</h4>")


def _listed(sentences: Iterable[str]) -> widgets.HTML:
    return widgets.HTML(live(items=sentences))


def _drawn(chart: Callable, *data: object) -> widgets.Widget:
    """Draw a chart, or say in one sentence why it cannot be drawn."""
    try:
        return picture(chart(*data[:-1], lang=data[-1]))
    except ReaderError as error:
        return widgets.HTML(live(str(error)))


def _replace(box: widgets.VBox, parts: Iterable[widgets.Widget]) -> None:
    old, box.children = box.children, tuple(parts)
    for part in old:
        if isinstance(part, widgets.Output):
            part.outputs = ()
        part.close()


def _choice(key: str, options: list[tuple[str, object]], value: object, lang: str) -> widgets.Dropdown:
    label = t(f"energy.pick_{key}", lang)
    return widgets.Dropdown(options=options, value=value, description=label, style=STYLE, layout=WIDE)


def _week(curve: pd.DataFrame, lang: str) -> list[widgets.Widget]:
    picker = widgets.DatePicker(description=t("energy.pick_week", lang), style=STYLE, layout=WIDE)
    box = widgets.VBox()

    def refresh(day: date | None) -> None:
        _replace(box, [_drawn(partial(draw.week_chart, day=day), curve, lang)])

    picker.observe(lambda change: refresh(change["new"]), names="value")
    refresh(None)
    return [picker, box]


def _amounts(table: pd.DataFrame, values: tuple[str, ...], lang: str) -> list[widgets.Widget]:
    """Return the choice of a unit and of a scale, and the chart that goes with them."""
    known = [value for value in values if table[value].notna().any()]
    if not known:
        return [picture(t("energy.nothing", lang))]
    unit = _choice("unit", [(t(f"energy.unit_{value}", lang), value) for value in known], known[0], lang)
    scale = _choice("scale", [(t(f"energy.scale_{step}", lang), step) for step in ("D", "MS")], "MS", lang)
    box = widgets.VBox()

    def refresh(_: object = None) -> None:
        chart = draw.year_chart if scale.value == "D" else draw.month_chart
        _replace(box, [_drawn(chart, table, unit.value, lang)])

    for part in (unit, scale):
        part.observe(refresh, names="value")
    refresh()
    return [unit, scale, box]


def _with_euros(curve: pd.DataFrame) -> pd.DataFrame:
    return curve.assign(eur=energy.priced(curve)["eur"].reindex(curve.index))


def _priced(table: pd.DataFrame, price: str, values: tuple[str, ...], lang: str) -> list[widgets.Widget]:
    """Return the amounts of gas or water, in euros too, at a price that the reader may replace."""
    is_gas = values[0] == "energy_kwh"
    label = t(f"energy.pick_{'gas' if is_gas else 'water'}_price", lang)
    asked = widgets.FloatText(value=energy.factor(price), step=0.01, description=label, style=STYLE, layout=WIDE)
    told, box = widgets.HTML(live()), widgets.VBox()

    def refresh(_: object = None) -> None:
        euros = table[values[0]] * asked.value / (1 if is_gas else 1000)
        total = {"kwh" if is_gas else "litres": round(float(table[values[0]].sum())), "eur": round(float(euros.sum()))}
        told.value = live(t(f"energy.{'gas' if is_gas else 'water'}_paid", lang, **total), after=_scope(price, lang))
        _replace(box, _amounts(table.assign(eur=euros), values, lang))

    asked.observe(refresh, names="value")
    refresh()
    return [asked, told, box]


def _scope(key: str, lang: str) -> str:
    line = load("energy-factors").set_index("key").loc[key]
    scope, year = line[f"scope_{lang}"], str(line["valid_from"].year)
    return t("energy.price_source", lang, scope=scope, credit=line["credit"], year=year)


def _costs(curve: pd.DataFrame, lang: str) -> list[widgets.Widget]:
    """Return the comparison of tariffs: the reader gives the power and the hours of the contract, and a date."""
    power = _choice("power", [(str(kva), kva) for kva in POWERS], 6, lang)
    prices = _choice("prices", [(day_words(date.fromisoformat(day), lang), day) for day in DATES], DATES[0], lang)
    label = t("energy.pick_off_peak", lang)
    hours = widgets.Text(OFF_PEAK[0], description=label, continuous_update=False, style=STYLE, layout=WIDE)
    told, box = widgets.HTML(live()), widgets.VBox()

    def refresh(_: object = None) -> None:
        try:
            off_peak = tuple(part.strip() for part in hours.value.split(","))
            costs = energy.compare(curve, prices.value, power_kva=power.value, off_peak=off_peak)
            paid = costs_told(curve, lang, power_kva=power.value)
        except ReaderError as error:
            told.value = live(str(error), alert=True)
            _replace(box, [])
            return
        told.value = live(t("energy.paid", lang, power=str(power.value)), paid, t("energy.costs_source", lang))
        _replace(box, [_drawn(draw.costs_chart, costs, prices.value, lang)])

    for part in (power, prices, hours):
        part.observe(refresh, names="value")
    refresh()
    return [power, hours, prices, told, box]


def _co2(table: pd.DataFrame, resource: str, lang: str) -> widgets.HTML:
    kwh = float(table["energy_kwh"].sum())
    lines = [
        t(
            "energy.co2_line",
            lang,
            kg=round(energy.co2(kwh, line.key)),
            grams=line.g_per_kwh,
            scope=line.scope,
            credit=line.credit,
        )
        for line in energy.factors(resource, lang).itertuples()
    ]
    return widgets.HTML(live(t("energy.co2_intro", lang, kwh=round(kwh)), lines))
