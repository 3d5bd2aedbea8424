"""From the curves of households to the curve of a neighbourhood, never of fewer than a few; and how it can leak."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from culture_d.i18n import t
from culture_d.personal.privacy import PrivacyError
from culture_d.personal.resampling import resample

LEAST = 5  # households below which no sum is given here
WHOLE = 0.999  # share of an hour that was measured, less what decimals lose


def hourly(curve: pd.DataFrame) -> pd.Series:
    """Return the energy of each hour, in kWh, of a load curve (see :data:`culture_d.personal.export.COLUMNS`).

    An hour of which a part is missing is missing: half an hour taken for one would look like a saving.
    """
    hours = resample(curve, "h")
    return hours["energy_kwh"].where(hours["known"] > WHOLE).set_axis(hours["start"])


def neighbourhood(curves: Mapping[str, pd.DataFrame], least: int = LEAST) -> pd.DataFrame:
    """Add the load curves of several households, hour by hour.

    Parameters
    ----------
    curves : mapping of str to pandas.DataFrame
        The load curve of each household.
    least : int
        How many households are needed.

    Returns
    -------
    pandas.DataFrame
        ``start`` (Europe/Paris), ``energy_kwh`` (missing as soon as one household's is) and ``households``.

    Raises
    ------
    PrivacyError
        If there are fewer households than ``least``: their sum would speak of them.
    """
    if len(curves) < max(least, 1):
        raise PrivacyError(t("privacy.error_few", n=len(curves), least=least))
    hours = pd.concat([hourly(curve) for curve in curves.values()], axis=1)
    total = hours.sum(axis=1, skipna=False).rename("energy_kwh").reset_index()
    return total.assign(households=len(curves))


def subtract(larger: pd.DataFrame, smaller: pd.DataFrame) -> pd.DataFrame:
    """Take a neighbourhood from another that has it and one household more: the differencing attack.

    The rule "never fewer than five" held for both, and yet what remains is a home.
    """
    both = larger.merge(smaller, on="start", suffixes=("", "_smaller"))
    left = both["energy_kwh"] - both["energy_kwh_smaller"]
    households = both["households"] - both["households_smaller"]
    return pd.DataFrame({"start": both["start"], "energy_kwh": left, "households": households})


def typical_day(curve: pd.DataFrame, months: tuple[int, ...] = (12, 1, 2)) -> pd.Series:
    """Return the mean power of each hour of a weekday, in kW by household, from a curve by the hour.

    Parameters
    ----------
    curve : pandas.DataFrame
        What :func:`neighbourhood` or :func:`subtract` gives.
    months : tuple of int
        Months to keep: the winter by default.
    """
    start = curve["start"].dt
    kept = curve[start.month.isin(months) & (start.day_of_week < 5)]
    return (kept["energy_kwh"] / kept["households"]).groupby(kept["start"].dt.hour).mean().rename_axis("hour")
