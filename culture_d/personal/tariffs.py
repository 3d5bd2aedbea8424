"""What a curve would cost with each option of the regulated tariff, at prices that all have a date and a source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from culture_d.catalogue import load
from culture_d.i18n import t
from culture_d.personal.export import Said, said
from culture_d.personal.resampling import EnergyError, step_hours

OPTIONS = ("base", "peak", "tempo")
TEMPO_NIGHT = ("22:00-06:00",)
OFF_PEAK = ("22:30-06:30",)  # to be replaced by the reader's own hours: they differ from street to street
COLOURS = ("blue", "white", "red")
RED_DAYS, WHITE_DAYS = 22, 43  # of a year; the other 300 are blue
RED_MONTHS = (11, 12, 1, 2, 3)
MOST_HOURS = 1.0


@dataclass(frozen=True)
class Cost:
    """What a curve costs.

    Attributes
    ----------
    option : str
    kwh, energy_eur : float
        Energy that has a price, and its cost, all taxes included.
    subscription_eur : float
        For the days that the curve covers; 0 if it was not asked.
    days : int
    unpriced_kwh : float
        Energy for which no price is known (before the first grid, or a day of unknown colour): left out.
    unsubscribed_days : int
        Days for which no source gives the subscription: left out.
    lines : pandas.DataFrame
        ``register``, ``energy_kwh``, ``eur``.
    """

    option: str
    kwh: float
    energy_eur: float
    subscription_eur: float
    days: int
    unpriced_kwh: float
    unsubscribed_days: int
    lines: pd.DataFrame

    @property
    def total_eur(self) -> float:
        """Energy and subscription together (€)."""
        return self.energy_eur + self.subscription_eur

    def sentences(self) -> tuple[Said, ...]:
        """Tell the cost, and what was left out of it."""
        partial = self.unpriced_kwh > 0.5 or self.unsubscribed_days > 0
        paid = {
            "option": said(f"energy.option_{self.option}"),
            "eur": round(self.total_eur),
            "energy": round(self.energy_eur),
            "subscription": round(self.subscription_eur),
        }
        told = [said("energy.cost_partial", **paid) if partial else said("energy.cost", n=self.days, **paid)]
        if self.unpriced_kwh > 0.5:
            told.append(said("energy.unpriced", kwh=round(self.unpriced_kwh)))
        if self.unsubscribed_days:
            told.append(said("energy.unsubscribed", n=self.unsubscribed_days))
        return tuple(told)


@cache
def _grid() -> pd.DataFrame:
    return pd.DataFrame(load("electricity-prices"))


def grid_dates(option: str = "base", power_kva: int = 6, *, complete: bool = False) -> list[str]:
    """Return the dates (ISO) from which a price of an option is known, or, ``complete``, its subscription too."""
    lines = _grid().query("option == @option and power_kva == @power_kva")
    if complete:
        lines = lines[lines["subscription_eur_month"].notna()]
    return [str(day.date()) for day in sorted(lines["valid_from"].unique())]


def cost(
    curve: pd.DataFrame,
    option: str = "base",
    *,
    power_kva: int = 6,
    at: str | None = None,
    off_peak: tuple[str, ...] = OFF_PEAK,
    colours: pd.Series | None = None,
    subscription: bool = True,
) -> Cost:
    """Return what a curve costs with an option of the regulated tariff.

    Parameters
    ----------
    curve : pandas.DataFrame
        Columns of the family ``load_curve``.
    option : {"base", "peak", "tempo"}
        ``peak``: two prices, by the hour. ``tempo``: two prices for each of three colours of days.
    power_kva : int
        Subscribed power, on the bill.
    at : str, optional
        Date (ISO) of the only grid of prices to use, so that options compare. By default each day has its own.
    off_peak : tuple of str
        Off-peak hours of the reader's contract: ``("22:30-06:30",)`` or ``("02:00-07:00", "14:00-17:00")``.
    colours : pandas.Series, optional
        ``"blue"``, ``"white"`` or ``"red"`` by date; for ``tempo``, days without one are left out and counted. A day
        of Tempo begins at six in the morning.
    subscription : bool
        Whether to count the subscription, day by day (twelve months in 365 days).

    Raises
    ------
    EnergyError
        If the option or the power is not in the table of prices, hours cannot be read, or steps are too long to
        tell hours apart.
    """
    steps = priced(curve, option, power_kva=power_kva, at=at, off_peak=off_peak, colours=colours)
    paid = steps.dropna(subset=["eur"])
    days = steps.groupby(steps["start"].dt.tz_localize(None).dt.normalize())["eur_month"].first()
    return Cost(
        option=option,
        kwh=float(paid["energy_kwh"].sum()),
        energy_eur=float(paid["eur"].sum()),
        subscription_eur=float((days * 12 / 365).sum()) if subscription else 0.0,
        days=len(days),
        unpriced_kwh=float(steps.loc[steps["eur"].isna(), "energy_kwh"].sum()),
        unsubscribed_days=int(days.isna().sum()) if subscription else 0,
        lines=paid.groupby("register", as_index=False)[["energy_kwh", "eur"]].sum(),
    )


def priced(
    curve: pd.DataFrame,
    option: str = "base",
    *,
    power_kva: int = 6,
    at: str | None = None,
    off_peak: tuple[str, ...] = OFF_PEAK,
    colours: pd.Series | None = None,
) -> pd.DataFrame:
    """Return the known steps of a curve with their register and their cost, to be added up at any scale.

    Parameters
    ----------
    curve, option, power_kva, at, off_peak, colours
        As in :func:`cost`.

    Returns
    -------
    pandas.DataFrame
        The columns of the curve, ``register``, ``eur`` (energy alone, taxes included; missing where no price is
        known) and ``eur_month``, the subscription of that day (€ per month).
    """
    _check(curve, option, power_kva)
    known = curve.dropna(subset=["energy_kwh"]).sort_values("start")
    start = known["start"].dt.tz_localize(None)
    registers = _registers(start, option, TEMPO_NIGHT if option == "tempo" else off_peak, colours)
    price, monthly = _prices(pd.DatetimeIndex(start), registers, option, power_kva, at)
    return known.assign(register=registers, eur=known["energy_kwh"].to_numpy() * price, eur_month=monthly)


def _check(curve: pd.DataFrame, option: str, power_kva: int) -> None:
    if option not in OPTIONS:
        raise EnergyError(t("energy.unknown_option", options=", ".join(OPTIONS)))
    powers = sorted(_grid().query("option == @option")["power_kva"].unique())
    if power_kva not in powers:
        raise EnergyError(t("energy.unknown_power", powers=", ".join(map(str, powers))))
    if option != "base" and not step_hours(curve) <= MOST_HOURS:
        raise EnergyError(t("energy.steps_too_long"))


def is_off_peak(start: pd.Series, off_peak: tuple[str, ...]) -> np.ndarray:
    """Tell whether steps begin in off-peak hours, written ``"22:00-06:00"``; a night passes midnight.

    Raises
    ------
    EnergyError
        If hours are not written so.
    """
    minutes = (start.dt.hour * 60 + start.dt.minute).to_numpy()
    found = np.zeros(len(start), bool)
    for hours in off_peak:
        try:
            first, last = (pd.Timedelta(f"{part.strip()}:00") / pd.Timedelta("1min") for part in hours.split("-"))
        except ValueError:
            raise EnergyError(t("energy.bad_hours")) from None
        inside = (minutes >= first, minutes < last)
        found |= (inside[0] & inside[1]) if first < last else (inside[0] | inside[1])
    return found


def _registers(start: pd.Series, option: str, off_peak: tuple[str, ...], colours: pd.Series | None) -> np.ndarray:
    """Name the register that counts each step; nothing when the colour of its day is not known."""
    if option == "base":
        return np.full(len(start), "base", object)
    hours = np.where(is_off_peak(start, off_peak), "off_peak", "peak").astype(object)
    if option == "peak":
        return hours
    given = pd.Series(dtype=object) if colours is None else colours.set_axis(pd.DatetimeIndex(colours.index))
    colour = (start - pd.Timedelta("6h")).dt.normalize().map(given[~given.index.duplicated()])
    names = colour.where(colour.isin(COLOURS), None).to_numpy(object)
    return np.array([f"{c}_{h}" if isinstance(c, str) else "" for c, h in zip(names, hours, strict=True)], object)


def _prices(start: pd.DatetimeIndex, registers: np.ndarray, option: str, power_kva: int, at: str | None):
    """Return the price (€/kWh) of each step and the subscription (€/month) of its day; nan where none is known."""
    grid = _grid().query("option == @option")
    dates = np.sort(grid["valid_from"].unique())
    when = np.full(len(start), np.datetime64(at, "us")) if at else start.to_numpy()
    period = np.searchsorted(dates.astype("datetime64[us]"), when.astype("datetime64[us]"), "right") - 1
    ours = grid[grid["power_kva"] == power_kva]
    place = pd.Index(dates).get_indexer(ours["valid_from"])
    price, monthly = np.full(len(start), np.nan), np.full(len(start), np.nan)
    keys = zip(place, ours["register"], ours["price_eur_kwh"], ours["subscription_eur_month"], strict=True)
    for i, register, eur, subscription in keys:
        there = period == i
        monthly[there] = subscription
        price[there & (registers == register)] = eur
    return price, monthly


def compare(curve: pd.DataFrame, at: str, *, power_kva: int = 6, off_peak: tuple[str, ...] = OFF_PEAK) -> pd.DataFrame:
    """Compare the options of the regulated tariff for the same curve, at the prices of the same day.

    The colours of the days being unknown, ``tempo`` has two costs: with red and white days where they cost this home
    least, and where they cost it most. They are left out when the curve covers less than 300 days.

    Returns
    -------
    pandas.DataFrame
        ``option``, ``low_eur`` and ``high_eur`` (equal, but for ``tempo``), subscription included.
    """
    known = OPTIONS if step_hours(curve) <= MOST_HOURS else ("base",)
    options = [name for name in known if at in grid_dates(name, power_kva, complete=True)]
    lines = []
    for option in options:
        if option == "tempo":
            days = tempo_scenarios(curve, power_kva=power_kva, at=at)
            sums = [cost(curve, option, power_kva=power_kva, at=at, colours=each).total_eur for each in days]
        else:
            sums = [cost(curve, option, power_kva=power_kva, at=at, off_peak=off_peak).total_eur]
        if sums:
            lines.append((option, min(sums), max(sums)))
    return pd.DataFrame(lines, columns=["option", "low_eur", "high_eur"])


def tempo_scenarios(curve: pd.DataFrame, *, at: str, power_kva: int = 6) -> list[pd.Series]:
    """Return two calendars of colours for a year: the luckiest and the unluckiest for this home.

    Red days are 22, from November to March, never at week-ends; white days 43, never on Sundays (rules of the option
    Tempo). Nobody knows them a year ahead. No calendar for less than 300 days.
    """
    days = pd.DatetimeIndex((curve["start"].dt.tz_localize(None) - pd.Timedelta("6h")).dt.normalize().unique()).dropna()
    if len(days) < 300:
        return []
    extra = {}
    for colour in ("white", "red"):
        extra[colour] = _by_day(curve, colour, power_kva, at).sub(_by_day(curve, "blue", power_kva, at), fill_value=0)
    found = []
    for lucky in (True, False):
        colours = pd.Series("blue", index=days)
        may_be_red = days[days.month.isin(RED_MONTHS) & (days.day_of_week < 5)]
        red = extra["red"].reindex(may_be_red).sort_values(ascending=lucky).index[:RED_DAYS]
        may_be_white = days[days.day_of_week < 6].difference(red)
        white = extra["white"].reindex(may_be_white).sort_values(ascending=lucky).index[:WHITE_DAYS]
        colours[red], colours[white] = "red", "white"
        found.append(colours)
    return found


def _by_day(curve: pd.DataFrame, colour: str, power_kva: int, at: str) -> pd.Series:
    """Return what the energy of each day of Tempo would cost if all were of one colour."""
    known = curve.dropna(subset=["energy_kwh"])
    start = known["start"].dt.tz_localize(None)
    day = (start - pd.Timedelta("6h")).dt.normalize()
    colours = pd.Series(colour, index=pd.DatetimeIndex(day.unique()))
    registers = _registers(start, "tempo", TEMPO_NIGHT, colours)
    price, _ = _prices(pd.DatetimeIndex(start), registers, "tempo", power_kva, at)
    return (known["energy_kwh"] * price).groupby(day).sum()
