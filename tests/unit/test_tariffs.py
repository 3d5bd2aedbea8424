"""What a curve costs: dated prices, the reader's hours, colours that may be unknown, nothing silently left out."""

import numpy as np
import pandas as pd
import pytest
from energy_samples import curve

from culture_d.catalogue import load
from culture_d.personal import energy
from culture_d.personal.tariffs import OPTIONS, is_off_peak

YEAR = curve()
DAY = curve("2025-03-10", "2025-03-11", power=1000)  # a Monday: one kWh each hour


def test_each_price_has_a_date_and_a_source():
    table = load("electricity-prices")
    assert table["valid_from"].notna().all() and table["source"].str.startswith("https://").all()
    assert table.groupby("option")["valid_from"].nunique().min() >= 4
    assert set(table["option"]) == set(OPTIONS)
    assert table["price_eur_kwh"].between(0.05, 0.8).all()


def test_a_day_costs_what_a_hand_computes():
    base = energy.cost(DAY, "base", subscription=False)
    assert base.kwh == 24 and base.energy_eur == pytest.approx(24 * 0.2016) and base.total_eur == base.energy_eur
    peak = energy.cost(DAY, "peak", off_peak=("22:30-06:30",))
    assert peak.energy_eur == pytest.approx(16 * 0.2146 + 8 * 0.1696)
    assert peak.subscription_eur == pytest.approx(14.04 * 12 / 365)
    two = energy.cost(DAY, "peak", off_peak=("02:00-07:00", "14:00-17:00"), subscription=False)
    assert two.energy_eur == pytest.approx(16 * 0.2146 + 8 * 0.1696)


def test_each_day_has_the_price_of_its_date():
    dated = energy.priced(YEAR, "base")
    price = (dated["eur"] / dated["energy_kwh"]).round(4).groupby(dated["start"].dt.strftime("%m")).first()
    assert price.to_dict() == {
        **{"01": 0.2516}, **{f"{m:02}": 0.2016 for m in range(2, 8)}, **{f"{m:02}": 0.1952 for m in range(8, 13)},
    }  # fmt: skip
    assert energy.cost(YEAR, "base", at="2026-02-01").energy_eur == pytest.approx(YEAR["energy_kwh"].sum() * 0.1940)


def test_what_has_no_price_is_counted_and_told():
    old = curve("2019-05-01", "2019-05-03", power=1000)
    none = energy.cost(old, "base")
    assert none.kwh == 0 and none.unpriced_kwh == 48 and none.unsubscribed_days == 2
    assert "48 kWh" in none.sentences()[1].tell("en") and "abonnement" in none.sentences()[2].tell("fr")
    late = energy.cost(curve("2025-09-01", "2025-09-03", power=1000), "base", power_kva=9)  # no source for 9 kVA then
    assert late.unpriced_kwh == 48


def test_a_day_of_tempo_begins_at_six():
    two = curve("2025-01-14", "2025-01-16", power=1000)
    colours = pd.Series({"2025-01-14": "red"})
    red = energy.cost(two, "tempo", colours=colours, subscription=False)
    assert red.kwh == 24  # from six to six: the other hours belong to days of unknown colour
    assert red.energy_eur == pytest.approx(16 * 0.7562 + 8 * 0.1568)
    assert red.unpriced_kwh == 24
    assert energy.cost(two, "tempo").energy_eur == 0


def test_options_compare_at_the_prices_of_one_day():
    costs = energy.compare(YEAR, "2025-02-01").set_index("option")
    assert list(costs.index) == list(OPTIONS)
    assert costs.loc["base", "low_eur"] == pytest.approx(YEAR["energy_kwh"].sum() * 0.2016 + 13.72 * 12)
    assert costs.loc["tempo", "low_eur"] <= costs.loc["tempo", "high_eur"]
    short = energy.compare(curve("2025-01-01", "2025-03-01"), "2025-02-01")
    assert set(short["option"]) == {"base", "peak"}  # too short for a year of colours


def test_tempo_scenarios_follow_the_rules_of_the_option():
    for colours in energy.tempo_scenarios(YEAR, at="2025-02-01"):
        counts = colours.value_counts()
        assert counts["red"] == 22 and counts["white"] == 43
        red, white = (pd.DatetimeIndex(colours.index[colours == c]) for c in ("red", "white"))
        assert set(red.month) <= {11, 12, 1, 2, 3} and (red.day_of_week < 5).all() and (white.day_of_week < 6).all()


def test_days_cannot_tell_peak_from_off_peak():
    days = energy.resample(YEAR, "D").assign(estimated=False)
    with pytest.raises(energy.EnergyError, match="load curve"):
        energy.cost(days, "peak")
    assert list(energy.compare(days, "2025-02-01")["option"]) == ["base"]


@pytest.mark.parametrize("wrong", ["22h-6h", "22:00", "from ten", ""])
def test_hours_that_cannot_be_read_are_told(wrong):
    with pytest.raises(energy.EnergyError, match="22:00-06:00"):
        energy.cost(DAY, "peak", off_peak=(wrong,))


def test_unknown_options_and_powers_are_told():
    with pytest.raises(energy.EnergyError, match="base, peak, tempo"):
        energy.cost(DAY, "zen")
    with pytest.raises(energy.EnergyError, match="9, 12"):
        energy.cost(DAY, "base", power_kva=7)


def test_off_peak_hours_pass_midnight():
    start = pd.Series(pd.date_range("2025-01-01", periods=48, freq="30min"))
    found = is_off_peak(start, ("22:30-06:30",))
    assert found.sum() == 16 and found[0] and not found[13] and found[45] and not found[44]
    assert np.array_equal(found, ~is_off_peak(start, ("06:30-22:30",)))
