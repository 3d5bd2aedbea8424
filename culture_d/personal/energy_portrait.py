"""What a curve or a water meter reveals of a home, told in sentences: what its owner should know before sharing it."""

from __future__ import annotations

import pandas as pd

from culture_d.i18n import date, language, t
from culture_d.personal import habits
from culture_d.personal.energy_drawing import clock, weekday
from culture_d.personal.resampling import known_share, step_hours
from culture_d.personal.tariffs import cost

NAMED_ABSENCES = 3
MANY_EVENINGS_OUT = 0.2
HOURS_A_YEAR = 8766
HEATING_TIMES = 1.5
LEAST_NIGHTS = 14


def portrait(curve: pd.DataFrame, lang: str | None = None) -> list[str]:
    """Tell what a load curve reveals of the people behind the meter.

    Parameters
    ----------
    curve : pandas.DataFrame
        Columns of the family ``load_curve``.
    lang : {"en", "fr"}, optional
        The current language by default.

    Returns
    -------
    list of str
        Sentences; each is a reading that may be wrong, and the last one says so.
    """
    if not step_hours(curve) <= 1:
        return [t("energy.no_hours", lang)]
    lang = lang or language()
    told = [*_waking(curve, lang), *_evenings(curve, lang), *_away(curve, lang), *_timers(curve, lang)]
    told += [*_seasons(curve, lang), t("energy.readings", lang)]
    return told


def base_sentence(curve: pd.DataFrame, lang: str | None = None) -> str:
    """Tell the base load, and what it takes in a year; nothing if no night is known."""
    base = habits.base_load(curve)
    if pd.isna(base):
        return ""
    return t("energy.base", lang, watts=round(base), kwh=round(base * HOURS_A_YEAR / 1000))


def summary(curve: pd.DataFrame, lang: str | None = None) -> str:
    """Tell how much energy a curve holds, over which days, and which share of the time is known."""
    known = curve.dropna(subset=["energy_kwh"])
    if known.empty:
        return t("energy.nothing", lang)
    first, last = known["start"].min(), known["end"].max() - pd.Timedelta("1s")
    return t(
        "energy.summary",
        lang,
        kwh=round(float(known["energy_kwh"].sum())),
        first=date(first.date(), lang),
        last=date(last.date(), lang),
        share=round(100 * known_share(curve), 1),
    )


def _waking(curve: pd.DataFrame, lang: str) -> list[str]:
    week = habits.wake_and_sleep(curve)
    if week["days"].sum() < LEAST_NIGHTS:
        return []
    days = week[week["weekday"] < 5].median()
    told = [t("energy.waking", lang, wake=clock(days["wake"], lang), sleep=clock(days["sleep"], lang))]
    for line in week[week["weekday"] >= 5].itertuples():
        if abs(line.wake - days["wake"]) >= 1 or abs(line.sleep - days["sleep"]) >= 1:
            name = weekday(int(line.weekday), lang)
            hours = {"wake": clock(line.wake, lang), "sleep": clock(line.sleep, lang)}
            told.append(t("energy.waking_otherwise", lang, weekday=name, **hours))
    return told


def _evenings(curve: pd.DataFrame, lang: str) -> list[str]:
    evenings = habits.evenings_out(curve)
    if len(evenings) < LEAST_NIGHTS or evenings["out"].mean() < MANY_EVENINGS_OUT:
        return []
    return [t("energy.evenings", lang, n=int(evenings["out"].sum()), all=len(evenings))]


def _away(curve: pd.DataFrame, lang: str) -> list[str]:
    away = habits.absences(curve).sort_values("days", ascending=False)
    named = away.head(NAMED_ABSENCES).sort_values("first")
    told = [
        t("energy.away", lang, first=date(run.first.date(), lang), last=date(run.last.date(), lang), n=int(run.days))
        for run in named.itertuples(index=False)
    ]
    if more := len(away) - len(named):
        told.append(t("energy.more_away", lang, n=more))
    return told


def _timers(curve: pd.DataFrame, lang: str) -> list[str]:
    found = habits.timers(curve)
    hours = ", ".join(clock(hour, lang) for hour in found["hour"])
    return [t("energy.timers", lang, hours=hours)] if hours else []


def _seasons(curve: pd.DataFrame, lang: str) -> list[str]:
    winter, summer = habits.cold_season(curve)
    if not winter > HEATING_TIMES * summer:
        return []
    return [t("energy.seasons", lang, winter=round(winter, 1), summer=round(summer, 1))]


def costs_told(curve: pd.DataFrame, lang: str | None = None, **how: object) -> list[str]:
    """Tell what a curve costs with one option: see :func:`culture_d.personal.tariffs.cost`."""
    return [sentence.tell(lang) for sentence in cost(curve, **how).sentences()]


def water_told(water: pd.DataFrame, lang: str | None = None) -> list[str]:
    """Tell the possible leaks of a water meter, and what flows at night if its hours are known."""
    told = [
        t(
            "energy.leak",
            lang,
            first=date(run.first.date(), lang),
            last=date(run.last.date(), lang),
            n=int(run.days),
            litres=round(run.excess_litres),
        )
        for run in habits.possible_leaks(water).itertuples(index=False)
    ]
    flow = habits.night_flow(water)
    return [*told, t("energy.night_flow", lang, litres=round(flow, 1))] if flow > 0 else told
