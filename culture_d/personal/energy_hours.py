"""Drawings of hours: one day, one week, the hours of the week, a year as a map."""

from __future__ import annotations

import datetime as dt

import altair as alt
import pandas as pd

from culture_d.charts import WIDTH
from culture_d.i18n import t
from culture_d.personal import habits
from culture_d.personal.energy_drawing import (
    FIRST,
    HEAT,
    clock,
    day_words,
    finished,
    naive,
    need_hours,
    say,
    weekday,
)
from culture_d.personal.resampling import EnergyError, resample

LARGE = 16  # a year by day is two pixels a day: wider than the others, so reduced on a page


def day_chart(curve: pd.DataFrame, day: str | dt.date | None = None, lang: str | None = None, source: str = ""):
    """Draw the power of one day.

    Parameters
    ----------
    curve : pandas.DataFrame
        Columns of the family ``load_curve``, with steps of an hour at most.
    day : str or date, optional
        The day; by default the one that took most energy.
    lang : {"en", "fr"}, optional
        The current language by default.
    source : str
        Written under the title.

    Raises
    ------
    EnergyError
        If the curve is empty, has longer steps, or nothing is known of that day.
    """
    need_hours(curve)
    days = resample(curve, "D").set_index("start")
    if not days["energy_kwh"].notna().any():
        raise EnergyError(t("energy.nothing"))
    chosen = pd.Timestamp(day) if day is not None else days["energy_kwh"].idxmax().tz_localize(None)
    start = naive(curve["start"])
    steps = curve[start.dt.normalize() == chosen.normalize()]
    if not steps["power_w"].notna().any():
        raise EnergyError(t("energy.unknown_day"))
    local = naive(steps["start"])
    table = pd.DataFrame({"hour": (local - chosen.normalize()) / pd.Timedelta("1h"), "w": steps["power_w"].round()})
    top = table.loc[table["w"].idxmax()]
    values = {
        "day": day_words(chosen, lang), "kwh": round(float(steps["energy_kwh"].sum()), 1),
        "watts": int(top["w"]), "time": clock(top["hour"], lang), "low": int(table["w"].min()),
    }  # fmt: skip
    x = alt.X(
        "hour:Q",
        title=say("hour", lang),
        scale=alt.Scale(domain=[0, 24], nice=False),
        axis=alt.Axis(values=list(range(0, 25, 3))),
    )
    y = alt.Y("w:Q", title=say("power_w", lang), axis=alt.Axis(tickCount=5))
    area = alt.Chart(table).mark_area(
        interpolate="step-after", color=FIRST, opacity=0.75, line={"color": FIRST, "strokeWidth": 1.5}
    )
    return finished(area.encode(x, y), lang, say("day_title", lang, **values), say("day_alt", lang, **values), source)


def week_chart(curve: pd.DataFrame, day: str | dt.date | None = None, lang: str | None = None, source: str = ""):
    """Draw the power of a week, from Monday to Sunday.

    Parameters
    ----------
    curve : pandas.DataFrame
        Columns of the family ``load_curve``.
    day : str or date, optional
        A day of the week; by default the last week that is whole, or else the best known.
    lang, source
        As in :func:`day_chart`.

    Raises
    ------
    EnergyError
        As in :func:`day_chart`.
    """
    need_hours(curve)
    weeks = resample(curve, "W")
    if day is None:
        best = weeks.loc[weeks["known"] >= weeks["known"].max() - 0.01, "start"].iloc[-1].tz_localize(None)
    else:
        best = pd.Timestamp(day).normalize() - pd.Timedelta(days=pd.Timestamp(day).weekday())
    start = naive(curve["start"])
    steps = curve[(start >= best) & (start < best + pd.Timedelta("7D"))]
    if not steps["power_w"].notna().any():
        raise EnergyError(t("energy.unknown_day"))
    local = naive(steps["start"])
    table = pd.DataFrame({"time": local.dt.strftime("%Y-%m-%dT%H:%M"), "w": steps["power_w"].round()})
    days = steps.groupby(local.dt.normalize())["energy_kwh"].sum()
    values = {
        "day": day_words(best, lang), "kwh": round(float(days.sum()), 1), "watts": int(table["w"].max()),
        "most": weekday(days.idxmax().weekday(), lang), "least": weekday(days.idxmin().weekday(), lang),
        "high": round(float(days.max()), 1), "low": round(float(days.min()), 1),
    }  # fmt: skip
    ticks = [alt.DateTime(year=d.year, month=d.month, date=d.day) for d in pd.date_range(best, periods=7)]
    x = alt.X(
        "time:T",
        title=say("week_x", lang),
        axis=alt.Axis(values=ticks, format="%a %-d", labelAlign="left", tickSize=14),
    )
    y = alt.Y("w:Q", title=say("power_w", lang), axis=alt.Axis(tickCount=5))
    line = alt.Chart(table).mark_line(interpolate="step-after", color=FIRST, strokeWidth=1.5)
    title = say("week_title" if values["high"] > values["low"] else "week_flat_title", lang, **values)
    return finished(line.encode(x, y), lang, title, say("week_alt", lang, **values), source)


def rhythm_chart(curve: pd.DataFrame, lang: str | None = None, source: str = ""):
    """Draw the mean power of each hour of each day of the week.

    Parameters
    ----------
    curve, lang, source
        As in :func:`day_chart`.
    """
    need_hours(curve)
    rhythm = habits.weekly_rhythm(curve)
    if rhythm.empty:
        raise EnergyError(t("energy.nothing"))
    names = [weekday(day, lang) for day in range(7)]
    shown = pd.DataFrame(
        {"d": rhythm["weekday"].map(dict(enumerate(names))), "h": rhythm["hour"], "w": rhythm["power_w"].round()}
    )
    top, low = rhythm.loc[rhythm["power_w"].idxmax()], rhythm.loc[rhythm["power_w"].idxmin()]
    values = {
        "weekday": names[int(top["weekday"])], "time": clock(top["hour"], lang), "watts": round(top["power_w"]),
        "quiet": names[int(low["weekday"])], "quiet_time": clock(low["hour"], lang), "low": round(low["power_w"]),
    }  # fmt: skip
    drawn = _heat(
        shown,
        alt.X("h:O", title=say("hour", lang), axis=alt.Axis(values=list(range(0, 24, 3)), labelAngle=0)),
        alt.Y("d:N", title=say("weekday", lang), sort=names, axis=alt.Axis(title=None)),
        alt.Scale(range=HEAT),
        lang,
    )
    return finished(
        drawn, lang, say("rhythm_title", lang, **values), say("rhythm_alt", lang, **values), source, height=210
    )


def _heat(shown: pd.DataFrame, x: alt.X, y: alt.Y, scale: alt.Scale, lang: str | None, font: int = 12) -> alt.Chart:
    lengths = {"gradientLength": 220, "gradientThickness": font, "tickCount": 4, "titleLimit": 400}
    legend = alt.Legend(labelFontSize=font, titleFontSize=font, **lengths)
    colour = alt.Color("w:Q", title=say("power_w", lang), scale=scale, legend=legend)
    return alt.Chart(shown).mark_rect().encode(x, y, colour)


def calendar_chart(curve: pd.DataFrame, lang: str | None = None, source: str = ""):
    """Draw a year as a map: a column for each day, a line for every two hours; the last year of a longer file.

    Parameters
    ----------
    curve, lang, source
        As in :func:`day_chart`.
    """
    need_hours(curve)
    hours = resample(curve, "h").dropna(subset=["energy_kwh"])
    hours = hours[hours["start"] >= hours["start"].max() - pd.Timedelta("366D")]
    if hours.empty:
        raise EnergyError(t("energy.nothing"))
    local = naive(hours["start"])
    two = hours.groupby([local.dt.normalize().rename("d"), (local.dt.hour // 2 * 2).rename("h")])["power_w"].mean()
    table = two.reset_index()
    away = habits.absences(curve, 3)
    base = habits.base_load(curve)
    values = {
        "first": day_words(table["d"].min(), lang),
        "last": day_words(table["d"].max(), lang),
        "n": len(away),
        "days": int(away["days"].sum()),
        "watts": 0 if pd.isna(base) else round(base),
        "top": clock(table.groupby("h")["power_w"].mean().idxmax(), lang),
    }
    scale = alt.Scale(range=HEAT, domain=[0, float(table["power_w"].quantile(0.98).round(-1))], clamp=True)
    shown = pd.DataFrame({"d": table["d"].dt.strftime("%Y-%m-%d"), "h": table["h"], "w": table["power_w"].round()})
    days = table["d"].nunique()
    first_of_month = "date(datum.value) == 1 ? timeFormat(datum.value, '%b') : ''"
    labels = {"labelExpr": first_of_month} if days > 60 else {"format": "%-d %b", "labelOverlap": "greedy"}
    fonts = {"labelAngle": 0, "labelFontSize": LARGE, "titleFontSize": LARGE}
    axis = alt.Axis(ticks=False, **fonts, **labels)
    x = alt.X("d:O", timeUnit="yearmonthdate", title=say("day", lang), axis=axis)
    y = alt.Y("h:O", title=say("hour", lang), sort="ascending", axis=alt.Axis(values=list(range(0, 24, 6)), **fonts))
    key = "calendar_title" if len(away) else "calendar_home_title"
    drawn = _heat(shown, x, y, scale, lang, LARGE)
    return finished(
        drawn,
        lang,
        say(key, lang, **values),
        say("calendar_alt", lang, **values),
        source,
        height=260,
        width=2 * days if days > 300 else WIDTH,
    )
