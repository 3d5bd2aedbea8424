"""The drawings of the lesson read-charts: for each table, one that misleads and one that does not, without titles."""

from __future__ import annotations

from functools import partial

import altair as alt
import pandas as pd

from culture_d.catalogue import load
from culture_d.charts import COLOURS
from culture_d.i18n import number, t

INK, MUTED, LINE, FIRST, SECOND = (COLOURS[name] for name in ("ink", "muted", "line", "c1", "c2"))
BEST_YEAR, LAST_YEAR = 2006, 2021  # of Emma, and of the file of first names
BIRTHS_TOP = 900_000  # where the left-hand axis of two_axes ends
ROW = 24  # pixels for a bar, where there are many
BOLD = {"fontWeight": "bold"}


def _say(key: str, lang: str, **values: object) -> str:
    return t(f"misleading.{key}", lang, **values)


def _amount(channel, field: str, title: str, domain: tuple[float, float] | None = None, **options):
    """Return an axis of quantities, with few enough ticks for a phone."""
    scale = alt.Scale(domain=list(domain), nice=False) if domain else alt.Undefined
    return channel(f"{field}:Q", title=title, scale=scale, axis=alt.Axis(tickCount=6, **options))


def _names(field: str, title: str) -> alt.Y:
    """Return an axis of names in the order of the rows: its title serves the figures' table, and is not drawn."""
    return alt.Y(f"{field}:N", title=title, sort=None, axis=alt.Axis(title=None, labelLimit=130))


def _birth_years(lang: str, table: pd.DataFrame) -> alt.X:
    years = (int(table["annee"].min()), int(table["annee"].max()))
    return _amount(alt.X, "annee", _say("birth_year", lang), years, format="d")


# 1. Bars that begin at 88.


def _scores(lang: str) -> tuple[pd.DataFrame, float]:
    """Return the countries' scores of 2024, and that of the European Union."""
    table = load("open-data-maturity")
    table = table[table["year"] == 2024]
    union = table["country_en"] == "European Union"
    countries = table[~union].rename(columns={f"country_{lang}": "country"})
    return pd.DataFrame(countries.sort_values("score", ascending=False))[["country", "score"]], float(
        table.loc[union, "score"].iloc[0]
    )


def late_axis(start: float, lang: str) -> alt.Chart:
    """Return bars of the countries' scores, from ``start`` to 100 %."""
    x = _amount(alt.X, "score", _say("late_axis_x", lang), (start, 100))
    return alt.Chart(_scores(lang)[0]).mark_bar(clip=True).encode(x, _names("country", _say("late_axis_y", lang)))


def _late_axis_redrawn(start: float, lang: str) -> tuple[alt.Chart, str]:
    scores = _scores(lang)[0]["score"]
    times = float((scores.max() - start) / (scores.min() - start))
    return late_axis(start, lang), _say("late_axis_redrawn", lang, start=float(start), times=times)


def _late_axis_fair(lang: str) -> alt.LayerChart:
    bars, union = late_axis(0, lang), _scores(lang)[1]
    values = bars.mark_text(align="left", dx=5).encode(text="score:Q")
    mark = alt.Chart(pd.DataFrame({"union": [union]})).encode(alt.X(datum=union))
    rule = mark.mark_rule(strokeDash=[5, 4], strokeWidth=2, color=INK)
    label = mark.mark_text(dy=-8, text=_say("late_axis_union", lang, n=union)).encode(y=alt.value(0))
    return bars.mark_bar(opacity=0.5) + values + rule + label


# 2. Circles as wide as the figure is large.


def _origins(lang: str) -> alt.Chart:
    table = load("electricity-mix")
    kept = (table["year"] == 2024) & table["source_en"].isin(["nuclear", "hydro", "wind", "solar"])
    origins = pd.DataFrame(table[kept].rename(columns={f"source_{lang}": "origin"}))
    return alt.Chart(origins[["origin", "twh"]], height=180)


def _swollen_circles(lang: str) -> alt.LayerChart:
    base = _origins(lang).encode(alt.X("origin:N", title=_say("swollen_circles_y", lang), axis=None, sort=None))
    area = alt.Scale(type="pow", exponent=2, domainMin=0, range=[0, 110**2])
    circles = base.mark_circle(opacity=1).encode(
        alt.Size("twh:Q", title=_say("swollen_circles_x", lang), scale=area, legend=None), y=alt.value(65)
    )
    name = base.mark_text().encode(y=alt.value(145), text="origin:N")
    twh = base.mark_text(text=alt.expr("format(datum.twh, '.0f') + ' TWh'"), color=MUTED).encode(y=alt.value(164))
    return circles + name + twh


def _swollen_circles_fair(lang: str) -> alt.LayerChart:
    x = _amount(alt.X, "twh", _say("swollen_circles_x", lang))
    bars = _origins(lang).encode(x, _names("origin", _say("swollen_circles_y", lang)))
    return bars.mark_bar() + bars.mark_text(align="left", dx=5).encode(text=alt.Text("twh:Q", format=".1f"))


# 3. A curve that begins at its highest point.


def _emma(first: int = 1900) -> pd.DataFrame:
    names = load("first-names")
    return pd.DataFrame(names[(names["prenom"] == "Emma") & (names["annee"] >= first)])[["annee", "nombre"]]


def chosen_dates(first: int, lang: str) -> alt.Chart:
    """Return the births of Emmas from a first year to 2021."""
    births = alt.Y("nombre:Q", title=_say("chosen_dates_y", lang))
    emma = _emma(first)
    return alt.Chart(emma).mark_line().encode(_birth_years(lang, emma), births)


def _chosen_dates_redrawn(first: float, lang: str) -> tuple[alt.Chart, str]:
    births = _emma().set_index("annee")["nombre"]
    change = number(100 * (births[LAST_YEAR] / births[int(first)] - 1), 0, lang)
    sign = "" if change.startswith("\N{MINUS SIGN}") else "+"
    title = _say("chosen_dates_redrawn", lang, first=str(int(first)), change=_say("percent", lang, n=sign + change))
    return chosen_dates(int(first), lang), title


def _chosen_dates_fair(lang: str) -> alt.LayerChart:
    whole = chosen_dates(1900, lang)
    end = whole.transform_filter(f"datum.annee >= {BEST_YEAR}").mark_line(strokeWidth=6, color=SECOND)
    value = whole.encode(text=alt.Text("nombre:Q", format=","))
    above = value.mark_text(dy=-12, align="right", **BOLD).transform_filter(f"datum.annee in {{1975:1, {BEST_YEAR}:1}}")
    beside = value.mark_text(dx=-12, align="right", **BOLD).transform_filter(f"datum.annee == {LAST_YEAR}")
    return whole + end + above + beside


# 4. A pie of two cakes.


def _shares() -> tuple[float, float]:
    """Return the shares, in %, of people not online in three months and of internet users with weak skills (2021)."""
    table = load("digital-exclusion")
    share = table[table["year"] == 2021].set_index("indicator_en")["share"]
    return float(share["did not use the internet in three months"]), float(share["has weak digital skills"])


def _two_wholes(lang: str) -> alt.LayerChart:
    offline, weak = _shares()
    groups = [_say(f"two_wholes_{name}", lang) for name in ("offline", "weak", "ease")]
    table = pd.DataFrame({"group": groups, "share": [offline, weak, round(100 - offline - weak, 1)], "place": range(3)})
    base = alt.Chart(table, height=280).encode(
        alt.Theta("share:Q", stack=True),
        alt.Color("group:N", title=_say("two_wholes_group", lang), legend=None, sort=None),
        alt.Detail("share:Q", title=_say("two_wholes_share", lang)),
        order="place:O",
    )
    words = alt.expr(f"datum.group + '\\n' + format(datum.share, '~r') + '{_say('percent', lang, n='')}'")
    label = base.mark_text(radius=124, text=words, lineBreak="\n", **BOLD).encode(color=alt.value(INK))
    return base.mark_arc(outerRadius=85, padAngle=0.03) + label


def _two_wholes_fair(lang: str) -> alt.LayerChart:
    offline, weak = _shares()
    parts = [("people", "offline", offline), ("people", "online", 100 - offline)]
    parts += [("users", "weak", weak), ("users", "others", 100 - weak)]
    rows = [{"whole": whole, "group": group, "share": round(share, 1)} for whole, group, share in parts]
    table = pd.DataFrame(rows).assign(counted=[True, False] * 2, place=range(4))
    for column in ("whole", "group"):
        table[column] = [_say(f"two_wholes_{name}", lang) for name in table[column]]
    rows = alt.Scale(paddingInner=0.68, paddingOuter=0.6)
    whole = alt.Y("whole:N", title=_say("two_wholes_whole", lang), axis=None, sort=None, scale=rows)
    group = alt.Detail("group:N", title=_say("two_wholes_group", lang))
    shade = alt.condition("datum.counted", alt.value(FIRST), alt.value(LINE))
    base = alt.Chart(table, height=230).encode(whole)
    bars = base.mark_bar().encode(
        _amount(alt.X, "share", _say("two_wholes_x", lang), (0, 100)), group, order="place:O", color=shade
    )
    heads = base.mark_text(align="left", baseline="bottom", lineBreak="\n", dy=-32, **BOLD)
    return bars + heads.transform_filter("datum.counted").encode(x=alt.value(0), text="whole:N")


# 5. Big towns, big numbers.


def _towns(field: str, title: str, lang: str, domain: tuple[float, float] | None = None) -> alt.Chart:
    table = load("largest-communes").dropna()
    people = (table["population_2023"] - table["population_2016"]).astype(float)
    share = (100 * people / table["population_2016"].astype(float)).round(1)
    towns = pd.DataFrame({"commune": table["commune"], field: {"people": people, "share": share}[field]})
    towns = towns.sort_values(field, ascending=False)
    base = alt.Chart(towns, height=ROW * len(towns))
    return base.mark_bar().encode(_amount(alt.X, field, title, domain), _names("commune", _say("big_towns_y", lang)))


def _big_towns(lang: str) -> alt.Chart:
    return _towns("people", _say("big_towns_people", lang), lang)


def _big_towns_fair(lang: str) -> alt.LayerChart:
    bars = _towns("share", _say("big_towns_share", lang), lang, (-7, 13))
    value = bars.encode(text=alt.Text("share:Q", format="+.1f"))
    gained = value.mark_text(align="left", dx=4).transform_filter("datum.share >= 0")
    lost = value.mark_text(align="right", dx=-4).transform_filter("datum.share < 0")
    return bars + gained + lost


# 6. Two means that hide twelve months.


def _two_cities() -> pd.DataFrame:
    table = load("city-temperatures")
    return pd.DataFrame(table[table["city"].isin(["Brest", "Grenoble"])])


def _same_mean(lang: str) -> alt.LayerChart:
    means = _two_cities().groupby("city", as_index=False)["temperature"].mean().round(1)
    x = _amount(alt.X, "temperature", _say("same_mean_year", lang))
    bars = alt.Chart(means, height=150).encode(x, _names("city", _say("same_mean_city", lang)))
    return bars.mark_bar() + bars.mark_text(align="left", dx=5).encode(text=alt.Text("temperature:Q", format=".1f"))


def _same_mean_fair(lang: str) -> alt.LayerChart:
    months = alt.Axis(labelExpr="monthAbbrevFormat(datum.value - 1)", values=list(range(1, 13, 2)), grid=False)
    city = _say("same_mean_city", lang)
    lines = alt.Chart(_two_cities()).encode(
        alt.X("month:Q", title=_say("same_mean_month", lang), axis=months, scale=alt.Scale(domain=[1, 12])),
        alt.Y("temperature:Q", title=_say("same_mean_monthly", lang)),
        alt.Color("city:N", title=city, legend=None),
    )
    dashed = lines.mark_line().encode(alt.StrokeDash("city:N", title=city, legend=None))
    return dashed + lines.mark_text(dy=-12, **BOLD).encode(text="city:N").transform_filter("datum.month == 7")


# 7. Two axes, one crossing made to order.


def first_crossing(top: float) -> int | None:
    """Return the first year in which names, drawn from 0 to ``top``, stand above births, or None."""
    table = load("first-names-diversity")
    above = table["prenoms_distincts"] / top >= table["naissances"] / BIRTHS_TOP
    return int(table.loc[above, "annee"].iloc[0]) if above.any() else None


def two_axes(top: float, lang: str) -> alt.LayerChart:
    """Return births and distinct first names, each on its own axis; that of the names ends at ``top``."""
    table = pd.DataFrame(load("first-names-diversity"))
    base = alt.Chart(table).encode(_birth_years(lang, table))
    births = base.encode(_amount(alt.Y, "naissances", _say("two_axes_births", lang), (0, BIRTHS_TOP)))
    names = base.encode(_amount(alt.Y, "prenoms_distincts", _say("two_axes_names", lang), (0, top), grid=False))
    above = births.mark_text(
        text=_say("two_axes_births_label", lang), dy=-12, dx=16, align="right", color=FIRST, **BOLD
    )
    below = names.mark_text(text=_say("two_axes_names_label", lang), dy=16, color=SECOND, clip=True, **BOLD)
    left = births.mark_line(color=FIRST) + above.transform_filter("datum.annee == 1932")
    right = names.mark_line(color=SECOND, strokeDash=[7, 3], clip=True)
    return alt.layer(left, right + below.transform_filter("datum.annee == 1932")).resolve_scale(y="independent")


def _two_axes_redrawn(top: float, lang: str) -> tuple[alt.LayerChart, str]:
    year = first_crossing(top)
    key, values = ("two_axes_apart", {}) if year is None else ("two_axes_redrawn", {"year": str(year)})
    return two_axes(top, lang), _say(key, lang, top=float(top), **values)


def _two_axes_fair(lang: str) -> alt.LayerChart:
    table = pd.DataFrame(load("first-names-diversity"))
    table = table.assign(ratio=(table["naissances"] / table["prenoms_distincts"]).round(2))[["annee", "ratio"]]
    base = alt.Chart(table).encode(_birth_years(lang, table), alt.Y("ratio:Q", title=_say("two_axes_ratio", lang)))
    value = base.encode(text=alt.Text("ratio:Q", format=".0f"))
    start = value.mark_text(dy=16, align="left", **BOLD).transform_filter("datum.annee == 1900")
    marked = value.mark_text(dy=-12, align="right", **BOLD)
    return base.mark_line() + start + marked.transform_filter(f"datum.annee == 1947 || datum.annee == {LAST_YEAR}")


# 8. Two things that rise during the same years.


def gabriels(last: int = LAST_YEAR) -> pd.DataFrame:
    """Return, from 2010 to a last year, the world's data (``zettabytes``) and the births of Gabriels (``nombre``)."""
    names = load("first-names")
    births = names[names["prenom"] == "Gabriel"].groupby("annee")["nombre"].sum()
    data = load("zettabytes").set_index("year")["zettabytes"]
    return pd.DataFrame(pd.concat([data, births], axis=1, join="inner").loc[:last].reset_index(names="year"))


def _gabriel_dots(last: int, right: int, lang: str) -> tuple[alt.Chart, alt.Chart]:
    base = alt.Chart(gabriels(last)).encode(
        _amount(alt.X, "zettabytes", _say("rising_together_x", lang), (0, right)),
        _amount(alt.Y, "nombre", _say("rising_together_y", lang), (4000, 6500)),
    )
    year = alt.Detail("year:O", title=_say("rising_together_year", lang))
    return base, base.mark_circle(size=100, opacity=1).encode(year)


def _rising_together(lang: str) -> alt.LayerChart:
    base, dots = _gabriel_dots(2016, 20, lang)
    return base.transform_regression("zettabytes", "nombre").mark_line(color=SECOND) + dots


def _rising_together_fair(lang: str) -> alt.LayerChart:
    base, dots = _gabriel_dots(LAST_YEAR, 85, lang)
    path = base.mark_line(strokeWidth=1.5, color=MUTED).encode(order="year:O")
    year = base.encode(text="year:O")
    first = year.mark_text(dy=18, align="left", **BOLD).transform_filter("datum.year == 2010")
    return (
        path + dots + first + year.mark_text(dy=-14, **BOLD).transform_filter("datum.year in {2016:1, 2019:1, 2021:1}")
    )


# A chart's name, what draws it so that it misleads, and what draws it honestly; each takes the language.
CHARTS = {
    "late-axis": (partial(late_axis, 88), _late_axis_fair),
    "swollen-circles": (_swollen_circles, _swollen_circles_fair),
    "chosen-dates": (partial(chosen_dates, BEST_YEAR), _chosen_dates_fair),
    "two-wholes": (_two_wholes, _two_wholes_fair),
    "big-towns": (_big_towns, _big_towns_fair),
    "same-mean": (_same_mean, _same_mean_fair),
    "two-axes": (partial(two_axes, 15_000), _two_axes_fair),
    "rising-together": (_rising_together, _rising_together_fair),
}
# What may be drawn with another choice: lowest and highest value, and what draws it with its title.
REDRAWN = {
    "late-axis": (0, 88, _late_axis_redrawn),
    "chosen-dates": (1900, 2020, _chosen_dates_redrawn),
    "two-axes": (5_000, 30_000, _two_axes_redrawn),
}
