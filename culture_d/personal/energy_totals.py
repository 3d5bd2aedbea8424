"""Drawings of amounts: days, months and years in kilowatt-hours, euros, litres or cubic metres; costs; the cold."""

from __future__ import annotations

import altair as alt
import pandas as pd

from culture_d.i18n import t
from culture_d.personal import habits
from culture_d.personal.energy_drawing import (
    FIRST,
    INK,
    SECOND,
    VALUES,
    amount,
    capital,
    day_words,
    finished,
    month_of,
    naive,
    say,
)
from culture_d.personal.resampling import EnergyError, resample

ROOM = 1.7  # for the figures at the end of the bars, on a phone too
MOST_DAYS = 800  # above, the days drawn are those of the last twelve months only


def month_chart(table: pd.DataFrame, value: str = "energy_kwh", lang: str | None = None, source: str = ""):
    """Draw the months of a year, or of all the years of the file: kilowatt-hours, litres or cubic metres.

    A month that is not wholly known has a lighter bar.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns of the family ``load_curve``, ``gas`` or ``water``.
    value : str
        ``"energy_kwh"``, ``"eur"``, ``"litres"`` or ``"volume_m3"``.
    lang, source
        As in :func:`day_chart`.
    """
    months = resample(table, "MS", value).dropna(subset=[value])
    if months.empty:
        raise EnergyError(t("energy.nothing"))
    local = naive(months["start"])
    shown = pd.DataFrame(
        {"month": local.dt.strftime("%Y-%m-01T00:00"), "v": months[value].round(1), "whole": months["known"] >= 0.97}
    )
    whole = months[months["known"] >= 0.97] if shown["whole"].any() else months
    most, least = whole.loc[whole[value].idxmax()], whole.loc[whole[value].idxmin()]
    values = {
        "most": month_of(most["start"], lang), "least": month_of(least["start"], lang), "n": len(months),
        "high": amount(most[value], value, lang), "low": amount(least[value], value, lang),
        "total": amount(months[value].sum(), value, lang),
    }  # fmt: skip
    times = most[value] / least[value] if least[value] else 0
    key = "months_title" if times >= 1.5 else "months_flat_title"
    axis = alt.Axis(format="%b" if len(months) <= 12 else "%b %y", labelOverlap="greedy", labelAngle=0, ticks=False)
    x = alt.X("month:O", timeUnit="yearmonth", title=say("month", lang), axis=axis)
    y = alt.Y("v:Q", title=say(f"by_month_{VALUES[value]}", lang), axis=alt.Axis(tickCount=5))
    light = alt.condition("datum.whole", alt.value(1), alt.value(0.4))
    title = capital(say(key if len(months) > 1 else "one_month_title", lang, **values))
    bars = alt.Chart(shown).mark_bar(color=FIRST).encode(x, y, opacity=light)
    return finished(bars, lang, title, say("months_alt", lang, **values), source)


def year_chart(table: pd.DataFrame, value: str = "energy_kwh", lang: str | None = None, source: str = ""):
    """Draw each day of a year (the last one of a longer file): kilowatt-hours, litres or cubic metres.

    For a load curve, the absences that :func:`culture_d.personal.habits.absences` finds are named; for water, the
    runs of days that may be a leak.

    Parameters
    ----------
    table, value, lang, source
        As in :func:`month_chart`.
    """
    days = resample(table, "D", value)
    days = days[days["start"] >= days["start"].max() - pd.Timedelta("366D")] if len(days) > MOST_DAYS else days
    if not days[value].notna().any():
        raise EnergyError(t("energy.nothing"))
    local = naive(days["start"])
    shown = pd.DataFrame({"day": local.dt.strftime("%Y-%m-%dT00:00"), "v": days[value].round(2)})
    most, least = days.loc[days[value].idxmax()], days.loc[days[value].idxmin()]
    values = {
        "mean": amount(days[value].mean(), value, lang),
        "first": day_words(local.min(), lang),
        "last": day_words(local.max(), lang),
        "day": day_words(most["start"], lang),
        "high": amount(most[value], value, lang),
        "quiet": day_words(least["start"], lang),
        "low": amount(least[value], value, lang),
        "n": int(days[value].isna().sum()),
    }
    x = alt.X(
        "day:T", title=say("day", lang), axis=alt.Axis(format="%b" if len(days) > 40 else "%-d %b", labelOverlap=True)
    )
    y = alt.Y("v:Q", title=say(f"by_day_{VALUES[value]}", lang), axis=alt.Axis(tickCount=5))
    bars = alt.Chart(shown).mark_bar(color=FIRST, binSpacing=0).encode(x.timeUnit("yearmonthdate"), y)
    runs = _named_runs(table, value, local.min())
    title, described = say("year_title", lang, **values), say("year_alt", lang, **values)
    if len(runs):
        longest = runs.loc[runs["days"].idxmax()]
        named = {
            "first": day_words(longest["first"], lang),
            "last": day_words(longest["last"], lang),
            "n": int(longest["days"]),
        }
        kind = "leak" if value == "litres" else "absence"
        title, described = say(f"{kind}_title", lang, **named), f"{described} {say(f'{kind}_alt', lang, **named)}"
        late = (longest["first"] - local.min()) / (local.max() - local.min()) > 0.8
        titles = (say("day", lang), say(f"by_day_{VALUES[value]}", lang))
        bars = bars + _flag(longest, float(days[value].max()), say(kind, lang), titles, late=late)
    return finished(bars, lang, title, described, source)


def _named_runs(table: pd.DataFrame, value: str, since: pd.Timestamp) -> pd.DataFrame:
    if "volume_m3" in table or value == "eur" and "litres" in table:
        return pd.DataFrame(columns=["first", "last", "days"])
    runs = habits.possible_leaks(table) if value == "litres" else habits.absences(table, 3)
    return runs[runs["first"] >= since].reset_index(drop=True) if len(runs) else runs


def _flag(run: pd.Series, top: float, text: str, titles: tuple[str, str], *, late: bool) -> alt.LayerChart:
    """Draw a line above a run of days, and its name, to the left of it where there is no room to the right."""
    first, after = run["first"], run["last"] + pd.Timedelta("1D")
    line = pd.DataFrame([{"a": first.strftime("%Y-%m-%dT%H:%M"), "b": after.strftime("%Y-%m-%dT%H:%M"), "v": top}])
    base = alt.Chart(line).encode(alt.X("a:T", title=titles[0]), alt.Y("v:Q", title=titles[1]))
    name = base.mark_text(text=text, align="right" if late else "left", dy=-10, color=INK, fontWeight="bold")
    return base.mark_rule(strokeWidth=5, color=SECOND).encode(x2="b:T") + name


def costs_chart(costs: pd.DataFrame, at: str, lang: str | None = None, source: str = ""):
    """Draw what each option of the tariff would cost; a range where it depends on the colours of days.

    Parameters
    ----------
    costs : pandas.DataFrame
        As given by :func:`culture_d.personal.tariffs.compare`.
    at : str
        The date (ISO) of the prices.
    lang, source
        As in :func:`day_chart`.
    """
    if costs.empty:
        raise EnergyError(t("energy.nothing"))
    names = [t(f"energy.option_{option}", lang) for option in costs["option"]]
    low, high = costs["low_eur"].round(), costs["high_eur"].round()
    labels = [
        amount(a, "eur", lang) if a == b else say("range", lang, low=a, high=b) for a, b in zip(low, high, strict=True)
    ]
    shown = pd.DataFrame({"option": names, "low": low, "high": high, "text": labels})
    values = {
        "low": int(low.min()),
        "high": int(high.max()),
        "day": day_words(pd.Timestamp(at), lang),
        "all": ", ".join(f"{a} {b}" for a, b in zip(names, labels, strict=True)),
    }
    base = alt.Chart(shown).encode(
        alt.Y("option:N", sort=None, title=say("option", lang), axis=alt.Axis(title=None, labelLimit=190))
    )
    x = alt.X(
        "low:Q",
        title=say("euros", lang),
        scale=alt.Scale(domain=[0, float(high.max()) * ROOM], nice=False),
        axis=alt.Axis(tickCount=5),
    )
    bars = base.mark_bar(color=FIRST).encode(x)
    spread = base.mark_bar(color=FIRST, opacity=0.35).encode(x, alt.X2("high:Q"))
    text = base.mark_text(align="left", dx=6, fontWeight="bold").encode(
        alt.X("high:Q", title=say("euros", lang)), text="text:N"
    )
    return finished(
        bars + spread + text,
        lang,
        say("costs_title", lang, **values),
        say("costs_alt", lang, **values),
        source,
        height=45 * len(costs),
    )


def temperature_chart(gas: pd.DataFrame, lang: str | None = None, source: str = ""):
    """Draw the gas of each day against the temperature that the file gives: a home heated with gas draws a slope.

    Parameters
    ----------
    gas : pandas.DataFrame
        Columns of the family ``gas``, by day.
    lang, source
        As in :func:`day_chart`.
    """
    days = gas.dropna(subset=["temperature_c", "energy_kwh"])
    if len(days) < 10:
        raise EnergyError(t("energy.no_temperature"))
    cold, warm = (
        days.loc[mask, "energy_kwh"].mean() for mask in (days["temperature_c"] < 5, days["temperature_c"] > 17)
    )
    values = {"n": len(days), "cold": amount(cold, "energy_kwh", lang), "warm": amount(warm, "energy_kwh", lang)}
    key = "temperature_title" if pd.notna(cold) and pd.notna(warm) else "temperature_few_title"
    shown = pd.DataFrame({"t": days["temperature_c"].round(1), "v": days["energy_kwh"].round(1)})
    x = alt.X("t:Q", title=say("temperature", lang), axis=alt.Axis(tickCount=6))
    y = alt.Y("v:Q", title=say("by_day_kwh", lang), axis=alt.Axis(tickCount=5))
    dots = alt.Chart(shown).mark_circle(size=28, opacity=0.5, color=FIRST).encode(x, y)
    return finished(dots, lang, say(key, lang, **values), say("temperature_alt", lang, **values), source)
