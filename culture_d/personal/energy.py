"""A household's energy and water: kilowatt-hours, euros, litres and CO2, at every scale of time.

``from culture_d.personal import energy`` gives a lesson all it needs; each part has its own module.
"""

from __future__ import annotations

import pandas as pd

from culture_d.catalogue import load
from culture_d.i18n import language, t
from culture_d.personal.habits import (
    absences,
    base_load,
    cold_season,
    day_profile,
    evenings_out,
    night_flow,
    possible_leaks,
    timers,
    wake_and_sleep,
    weekly_rhythm,
)
from culture_d.personal.resampling import EnergyError, curve_of_index, known_share, resample, step_hours
from culture_d.personal.tariffs import Cost, compare, cost, grid_dates, priced, tempo_scenarios

__all__ = [
    "Cost",
    "EnergyError",
    "absences",
    "base_load",
    "co2",
    "cold_season",
    "compare",
    "cost",
    "curve_of_index",
    "day_profile",
    "evenings_out",
    "factor",
    "factors",
    "gas_price",
    "grid_dates",
    "known_share",
    "night_flow",
    "possible_leaks",
    "priced",
    "resample",
    "step_hours",
    "tempo_scenarios",
    "timers",
    "wake_and_sleep",
    "water_price",
    "weekly_rhythm",
]


def factors(resource: str = "electricity", lang: str | None = None) -> pd.DataFrame:
    """Return the emission factors of an energy, each with what it counts, its date and its source.

    Parameters
    ----------
    resource : {"electricity", "gas"}
    lang : {"en", "fr"}, optional
        The current language by default.

    Returns
    -------
    pandas.DataFrame
        ``key``, ``g_per_kwh`` (grams of CO2 equivalent), ``scope``, ``credit``.
    """
    table = pd.DataFrame(load("energy-factors"))
    table = table[(table["resource"] == resource) & (table["unit"] == "gCO2e/kWh")]
    names = {"value": "g_per_kwh", f"scope_{lang or language()}": "scope"}
    return table.rename(columns=names)[["key", "g_per_kwh", "scope", "credit"]].reset_index(drop=True)


def factor(key: str) -> float:
    """Return a value of the table ``energy-factors`` by its name, in its own unit.

    Raises
    ------
    EnergyError
        If no line has that name: the sentence lists those that exist.
    """
    table = load("energy-factors").set_index("key")["value"]
    if key not in table:
        raise EnergyError(t("energy.unknown_factor", keys=", ".join(table.index)))
    return float(table[key])


def co2(kwh: float, key: str = "ademe-2026") -> float:
    """Return the greenhouse gases of an energy, in kilograms of CO2 equivalent.

    Parameters
    ----------
    kwh : float
    key : str
        Name of a factor: see :func:`factors`. The figure means nothing without it.
    """
    return kwh * factor(key) / 1000


def gas_price() -> float:
    """Return the reference price of gas (€/kWh, subscription not included): see the table ``energy-factors``."""
    return factor("cre-gas-price")


def water_price() -> float:
    """Return the mean price of water in France (€ per litre, sewerage included): see the table ``energy-factors``."""
    return factor("water-price") / 1000
