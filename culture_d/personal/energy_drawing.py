"""What the drawings of energy share: words, hours and amounts in the reader's language, the frame of a chart."""

from __future__ import annotations

import altair as alt
import pandas as pd

from culture_d.charts import COLOURS, HEIGHT, WIDTH
from culture_d.i18n import date, language, number, t
from culture_d.personal.resampling import EnergyError, step_hours

FIRST, SECOND, INK = COLOURS["c1"], COLOURS["c2"], COLOURS["ink"]
# Light to dark: steps of lightness survive a photocopy and are told apart whatever the colour vision.
HEAT = ["#f4ecd8", "#e9c46a", "#d98a3a", "#b0472f", "#5e1f2f"]
VALUES = {"energy_kwh": "kwh", "litres": "litres", "volume_m3": "m3", "eur": "eur"}


def say(key: str, lang: str | None, **values: object) -> str:
    return t(f"energy_charts.{key}", lang, **values)


def naive(times: pd.Series) -> pd.Series:
    return times.dt.tz_localize(None)


def day_words(moment: pd.Timestamp, lang: str | None) -> str:
    return date(moment.date(), lang)


def clock(hour: float, lang: str | None) -> str:
    hours, minutes = divmod(round(hour % 24 * 60), 60)
    return f"{hours}:{minutes:02}" if (lang or language()) == "en" else f"{hours}\xa0h\xa0{minutes:02}"


def need_hours(table: pd.DataFrame, hours: float = 1.0) -> None:
    if table.empty:
        raise EnergyError(t("energy.nothing"))
    if not step_hours(table) <= hours:
        raise EnergyError(t("energy.no_hours"))


def finished(chart: alt.TopLevelMixin, lang: str | None, title: str, description: str, source: str = "", **size: int):
    size = {"width": WIDTH, "height": HEIGHT} | size
    title = alt.Title(title, subtitle=source) if source else alt.Title(title)
    return chart.properties(title=title, description=description, **size)


def weekday(number_: int, lang: str | None) -> str:
    return t("energy_charts.weekdays", lang).split()[number_]


def _months(lang: str | None) -> list[str]:
    return t("energy_charts.months", lang).split()


def month_of(moment: pd.Timestamp, lang: str | None) -> str:
    return f"{_months(lang)[moment.month - 1]} {moment.year}"


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def amount(value: float, name: str, lang: str | None) -> str:
    digits = 0 if abs(value) >= 100 or name == "litres" else 2 if name == "eur" else 1
    return say(f"amount_{VALUES[name]}", lang, amount=number(value, digits, lang))
