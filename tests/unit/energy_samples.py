"""Small curves made by hand for the tests of energy: one home, known hours, no random draw."""

import numpy as np
import pandas as pd

PARIS = "Europe/Paris"


def curve(first: str = "2025-01-01", last: str = "2026-01-01", step: str = "30min", power=None) -> pd.DataFrame:
    """Return a load curve; ``power`` is a number of watts, or a function of the local start times (a Series)."""
    edges = pd.date_range(first, last, freq=step, tz=PARIS)
    start = pd.Series(edges[:-1])
    hours = np.diff(edges.as_unit("ns").asi8) / 3.6e12
    watts = home(start.dt.tz_localize(None)) if power is None else power
    watts = pd.Series(watts, index=start.index, dtype=float) if np.isscalar(watts) else watts
    table = {"start": start, "end": pd.Series(edges[1:]), "power_w": watts, "energy_kwh": watts * hours / 1000}
    return pd.DataFrame(table).assign(estimated=False)


def home(start: pd.Series) -> pd.Series:
    """Return the watts of a home: 80 W always; up at 7, dinner at 19, in bed after 22; away from 4 to 17 August."""
    hour = start.dt.hour + start.dt.minute / 60
    watts = pd.Series(80.0, index=start.index)
    watts[hour.between(7, 8, inclusive="left")] += 900
    watts[hour.between(19, 20.5, inclusive="left")] += 1500
    watts[hour.between(20.5, 22.5, inclusive="left")] += 120
    watts[hour == 22] += 400
    winter = start.dt.month.isin([11, 12, 1, 2, 3]) & hour.between(6, 23, inclusive="left")
    watts[winter] += 700
    watts[start.between("2025-08-04", "2025-08-18", inclusive="left")] = 80.0
    return watts


def water(leak: tuple[str, str] | None = ("2025-06-10", "2025-06-20")) -> pd.DataFrame:
    """Return a year of daily water: 110 litres on weekdays, 150 at week-ends, and a leak of 300 litres a day."""
    edges = pd.date_range("2025-01-01 12:00", "2026-01-01 12:00", freq="D", tz=PARIS)
    start = pd.Series(edges[:-1])
    litres = start.dt.day_of_week.map(lambda day: 150.0 if day > 4 else 110.0)
    if leak:
        litres = litres.where(~start.dt.tz_localize(None).between(*leak), litres + 300)
    index = 100_000 + litres.cumsum()
    table = {"start": start, "end": pd.Series(edges[1:]), "litres": litres, "index_litres": index}
    return pd.DataFrame(table).assign(estimated=False)


def gas() -> pd.DataFrame:
    """Return a year of gas days, from 6 to 6: 8 m³ in winter, 1 m³ in summer, at 11 kWh/m³."""
    edges = pd.date_range("2025-01-01 06:00", "2026-01-01 06:00", freq="D", tz=PARIS)
    start = pd.Series(edges[:-1])
    volume = start.dt.month.map(lambda month: 8.0 if month in (11, 12, 1, 2, 3) else 1.0)
    table = {"start": start, "end": pd.Series(edges[1:]), "volume_m3": volume, "energy_kwh": volume * 11}
    return pd.DataFrame(table).assign(kwh_per_m3=11.0, temperature_c=np.nan, estimated=False)
