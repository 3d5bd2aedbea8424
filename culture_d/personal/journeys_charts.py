"""The charts of journeys: a day as a ribbon, modes, weeks, two tables of factors, what blurring is worth.

Titles and alternative texts are computed from the data. Maps are in :mod:`culture_d.personal.journeys_maps`.
"""

from __future__ import annotations

from textwrap import wrap

import altair as alt
import pandas as pd

from culture_d.charts import COLOURS
from culture_d.i18n import date, language, number, t
from culture_d.personal.export import Export
from culture_d.personal.journeys import COUNTED_AS, beside, emissions, mode_name, table_of, travelled
from culture_d.personal.revealing import places, stops_between
from culture_d.understood import enumeration

TITLE_WIDTH = 62  # characters on a line of a title
FIRST, SECOND, MUTED, INK = (COLOURS[name] for name in ("c1", "c2", "muted", "ink"))
ROW = 44  # pixels for a pair of bars
AXIS = 50  # pixels that the book takes from the height for the axis below
FOUND_WITHIN = 100  # metres: one knows the building, or its neighbours
_LABEL_HOURS = 2.2  # width of a label on the ribbon


def say(key: str, lang: str, **values: object) -> str:
    """Return a message of the charts of journeys."""
    return t(f"journeys_charts.{key}", lang, **values)


def titled(chart: alt.TopLevelMixin, title: str, description: str, subtitle: str = "") -> alt.TopLevelMixin:
    """Give a chart its finding, its alternative text and its source, on lines short enough for a page."""
    below = {"subtitle": wrap(subtitle, TITLE_WIDTH + 12)} if subtitle else {}
    return chart.properties(title=alt.Title(wrap(title, TITLE_WIDTH), **below), description=description)


def _km(value: float, lang: str) -> str:
    return number(value, 0 if value >= 10 or not value else 1, lang)


def _share(part: float, whole: float) -> float:
    return round(100 * part / whole) if whole else 0


# A day as a ribbon


def day_ribbon(trips: Export | pd.DataFrame, day: str | pd.Timestamp, lang: str | None = None) -> alt.LayerChart:
    """Draw a day as a band of 24 hours: trips by mode above, places below.

    Parameters
    ----------
    trips : Export or DataFrame
        All the trips: those of the days before and after say where the night was spent.
    day : str or Timestamp
        Such as ``"2025-09-08"``, in the trips' own time zone.
    lang : {"en", "fr"}, optional
    """
    lang = lang or language()
    table, first = table_of(trips), pd.Timestamp(day).tz_localize(None).normalize()
    moves, stays = _within(table, first), _stays(table, first)
    ways, at = say("ribbon_y_on", lang), say("ribbon_y_at", lang)
    order = {place: n for n, place in enumerate(dict.fromkeys(stays["place"]), start=1)}
    moves = moves.assign(row=ways, what=[mode_name(mode, lang) for mode in moves["mode"]])
    stays = stays.assign(row=at, what=[say("ribbon_place", lang, n=order[place]) for place in stays["place"]])
    chart = _ribbon(pd.concat([moves, stays])[["row", "what", "from", "to"]], [ways, at], lang)
    told = date(first.date(), lang)
    if moves.empty:
        return titled(chart, say("ribbon_empty", lang, day=told), say("ribbon_alt_none", lang))
    minutes = 60 * float((moves["to"] - moves["from"]).sum())
    km = _km(float(moves["distance_km"].sum()), lang)
    lines = [
        say("ribbon_trip", lang, mode=m.what, time=_clock(m.start, lang), km=_km(m.distance_km, lang))
        for m in moves.itertuples()
    ]
    title = say("ribbon_title", lang, n=moves["trip"].nunique(), km=km, time=_duration(minutes, lang), day=told)
    return titled(chart, title, say("ribbon_alt", lang, trips=enumeration(lines, lang)))


def _within(spans: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Return the spans that touch a day, with ``from`` and ``to`` in hours of its clocks, cut at midnight."""
    start, end = (spans[side].dt.tz_localize(None) for side in ("start", "end"))
    hours = {"from": (start - day).dt.total_seconds() / 3600, "to": (end - day).dt.total_seconds() / 3600}
    cut = spans.assign(**{name: value.clip(0, 24) for name, value in hours.items()})
    return cut[cut["to"] > cut["from"]].sort_values("from", kind="stable")


def _stays(table: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    stops = stops_between(table)
    return _within(stops.assign(place=0) if stops.empty else places(stops), day)


def _ribbon(bars: pd.DataFrame, rows: list[str], lang: str) -> alt.LayerChart:
    bars = bars.assign(middle=(bars["from"] + bars["to"]) / 2).round({"from": 2, "to": 2, "middle": 2})
    axis = alt.Axis(values=list(range(0, 25, 4)), format="d")
    x = alt.X("from:Q", title=say("ribbon_x", lang), scale=alt.Scale(domain=[0, 24], nice=False), axis=axis)
    y = alt.Y("row:N", title=say("ribbon_y", lang), sort=rows, scale=alt.Scale(domain=rows), axis=alt.Axis(title=None))
    base = alt.Chart(bars, height=140 + AXIS)
    colour = alt.condition(alt.datum.row == rows[0], alt.value(SECOND), alt.value(FIRST))
    edge = alt.condition(alt.datum.row == rows[0], alt.value(SECOND), alt.value(COLOURS["line"]))
    band = base.mark_bar(height=22, strokeWidth=1.5).encode(
        x, y, x2="to:Q", color=colour, stroke=edge, tooltip=[alt.Tooltip("what:N", title=say("ribbon_y", lang))]
    )
    shown = alt.FieldOneOfPredicate(field="middle", oneOf=_spaced(bars))
    names = base.mark_text(dy=-22, fontSize=11).encode(alt.X("middle:Q", title=say("ribbon_x", lang)), y, text="what:N")
    return band + names.transform_filter(shown)


def _spaced(bars: pd.DataFrame) -> list[float]:
    """Choose the bars whose name is written: those that leave room for the one before, on each row."""
    chosen = []
    for _, row in bars.sort_values("middle").groupby("row"):
        last = -24.0
        for bar in row.itertuples():
            if bar.middle - last >= _LABEL_HOURS:
                chosen.append(bar.middle)
                last = bar.middle
    return chosen


def _clock(time: pd.Timestamp, lang: str) -> str:
    return f"{time.hour} h {time.minute:02}" if lang == "fr" else f"{time.hour}:{time.minute:02}"


def _duration(minutes: float, lang: str) -> str:
    hours, rest = divmod(round(minutes), 60)
    return say("hours_minutes", lang, h=hours, m=f"{rest:02}") if hours else say("minutes_only", lang, m=rest)


# Modes and weeks


def modes_chart(trips: Export | pd.DataFrame, lang: str | None = None, *, name: str = "impact-co2") -> alt.LayerChart:
    """Draw the share of each mode in the distance and in the greenhouse gases.

    Parameters
    ----------
    trips : Export or DataFrame
    lang : {"en", "fr"}, optional
    name : {"impact-co2", "coach-co2"}
    """
    lang = lang or language()
    table, days = emissions(trips, name), table_of(trips)["start"].dt.date
    km, kg = float(table["distance_km"].sum()), float(table["kg_co2e"].sum())
    table = table[table["distance_km"] > 0].assign(
        mode=lambda rows: [mode_name(mode, lang) for mode in rows["mode"]],
        km_share=lambda rows: [_share(part, km) for part in rows["distance_km"]],
        kg_share=lambda rows: [_share(part, kg) for part in rows["kg_co2e"].fillna(0)],
    )
    if table.empty:
        return titled(alt.Chart(table).mark_bar(), say("modes_none", lang), say("modes_none", lang))
    measures = {"km": ("distance_km", "km_share"), "kg": ("kg_co2e", "kg_share")}
    bars = pd.concat(
        [
            table[["mode"]].assign(what=what, share=table[share], label=[_amount(what, n, lang) for n in table[amount]])
            for what, (amount, share) in measures.items()
        ]
    )  # fmt: skip
    first = table.sort_values("kg_share", ascending=False, kind="stable").iloc[0]
    words = {"mode": first["mode"], "km_share": first["km_share"], "kg_share": first["kg_share"]}
    lines = [
        say("modes_line", lang, mode=row.mode, km_share=row.km_share, kg_share=row.kg_share)
        for row in table.itertuples()
    ]
    below = [say("modes_subtitle", lang, km=round(km), kg=round(kg), days=(days.max() - days.min()).days + 1,
                 factors=say(f"name_{name.replace('-', '_')}", lang))]  # fmt: skip
    if apart := round(float(table.loc[table["kg_co2e"].isna(), "distance_km"].sum())):
        below.append(say("modes_apart", lang, km=apart))
    title = say("modes_title", lang, **words)
    return titled(
        _pairs(bars, lang),
        title[0].upper() + title[1:],
        say("modes_alt", lang, lines=say("list", lang).join(lines)),
        ". ".join(below),
    )


def _amount(what: str, n: float, lang: str) -> str:
    return "?" if pd.isna(n) else say(f"modes_{what}", lang, n=_km(n, lang))


def _pairs(bars: pd.DataFrame, lang: str) -> alt.LayerChart:
    modes = list(dict.fromkeys(bars["mode"]))
    x = alt.X("share:Q", title=say("modes_x", lang), scale=alt.Scale(domain=[0, 118], nice=False),
              axis=alt.Axis(values=[0, 25, 50, 75, 100]))  # fmt: skip
    y = alt.Y("mode:N", title=say("modes_y", lang), sort=modes, axis=alt.Axis(title=None, labelLimit=120))
    offset = alt.YOffset("what:N", sort=["km", "kg"])
    colour = alt.Color("what:N", title=say("modes_what", lang), legend=None,
                       scale=alt.Scale(domain=["km", "kg"], range=[FIRST, SECOND]))  # fmt: skip
    base = alt.Chart(bars, height=ROW * len(modes) + AXIS).encode(x, y, offset)
    return base.mark_bar().encode(color=colour) + base.mark_text(align="left", dx=5, fontSize=11).encode(text="label:N")


def weeks_chart(trips: Export | pd.DataFrame, lang: str | None = None) -> alt.LayerChart:
    """Draw the distance of each week, and the usual one; the fullest stands out."""
    lang = lang or language()
    weeks = travelled(trips, "week")
    if weeks.empty:
        return titled(alt.Chart(weeks).mark_bar(), say("modes_none", lang), say("modes_none", lang))
    every = pd.date_range(weeks["week"].min(), weeks["week"].max(), freq="7D")
    km = weeks.set_index("week")["distance_km"].reindex(every, fill_value=0.0)
    median, fullest = float(km.median()), km.idxmax()
    bars = pd.DataFrame({"week": [day.date().isoformat() for day in km.index], "km": km.round(1).to_numpy()})
    bars["top"] = bars["week"] == fullest.date().isoformat()
    x = alt.X("week:O", title=say("weeks_x", lang), axis=alt.Axis(
        labelAngle=0, labelOverlap=True, labelExpr="timeFormat(toDate(datum.value + 'T12:00'), '%e %b')"))  # fmt: skip
    y = alt.Y("km:Q", title=say("weeks_y", lang))
    base = alt.Chart(bars, height=240)
    drawn = base.mark_bar().encode(x, y, color=alt.condition("datum.top", alt.value(SECOND), alt.value(FIRST)))
    values = base.mark_text(dy=-8, fontWeight="bold").encode(x, y, text=alt.Text("km:Q", format=".0f"))
    rule = alt.Chart(pd.DataFrame({"median": [round(median, 1)]})).encode(alt.Y("median:Q"))
    usual = rule.mark_rule(strokeDash=[5, 4], color=INK)
    usual_name = rule.mark_text(
        align="right", dy=-8, color=INK, text=say("weeks_usual", lang, km=_km(median, lang))
    ).encode(x=alt.value("width"))
    words = {"km": _km(float(km.max()), lang), "median": _km(median, lang), "day": date(fullest.date(), lang)}
    alternative = say("weeks_alt", lang, n=len(km), low=_km(float(km.min()), lang), **words,
                      first=date(km.index[0].date(), lang), last=date(km.index[-1].date(), lang))  # fmt: skip
    chart = drawn + values.transform_filter("datum.top") + usual + usual_name
    return titled(chart, say("weeks_title", lang, **words), alternative)


# Factors and blurring


def factors_chart(mode: str = "car", km: float = 10, lang: str | None = None) -> alt.LayerChart:
    """Draw the greenhouse gases of one journey by each table of factors: making, and use."""
    lang = lang or language()
    table = beside(mode, km)
    known = mode in ("car", "carpool")
    names = {key: say(f"factors_{short}{'' if known else '_other'}", lang)
             for key, short in zip(COUNTED_AS, ("impact", "coach"), strict=True)}  # fmt: skip
    table["name"] = table["factors"].map(names)
    parts = table.melt(["name"], ["use", "making"], "part", "kg")
    parts["start"] = [0.0 if row.part == "use" else float(table.set_index("name")["use"][row.name_]) for row in
                      parts.rename(columns={"name": "name_"}).itertuples()]  # fmt: skip
    parts["end"] = parts["start"] + parts["kg"]
    parts["label"] = [say(f"factors_{row.part}", lang, n=number(row.kg, 2, lang)) for row in parts.itertuples()]
    parts = parts[parts["kg"] > 0].round(4)
    y = alt.Y(
        "name:N", title=say("factors_y", lang), sort=list(names.values()), axis=alt.Axis(title=None, labels=False)
    )
    base = alt.Chart(parts, height=180 + AXIS)
    colour = alt.Color("part:N", title=say("factors_part", lang), legend=None,
                       scale=alt.Scale(domain=["use", "making"], range=[FIRST, SECOND]))  # fmt: skip
    x = alt.X("start:Q", title=say("factors_x", lang), axis=alt.Axis(tickCount=5))
    bars = base.mark_bar(height=26).encode(x, y, x2="end:Q", color=colour)
    labels = base.mark_text(align="left", dx=2, dy=24, color=MUTED).encode(x, y, text="label:N")
    heads = alt.Chart(table[["name"]]).mark_text(align="left", dy=-24, fontWeight="bold")
    heads = heads.encode(x=alt.value(0), y=y, text="name:N")
    low, high = sorted(number(kg, 2, lang) for kg in table["kg_co2e"])
    impact, coach = table.set_index("factors").loc["impact-co2"], table.set_index("factors").loc["coach-co2"]
    told = say("factors_alt", lang, first=impact["name"], first_kg=number(impact["kg_co2e"], 2, lang),
               making=number(impact["making"], 2, lang), second=coach["name"],
               second_kg=number(coach["kg_co2e"], 2, lang))  # fmt: skip
    title = say("factors_title", lang, km=km, mode=mode_name(mode, lang), low=low, high=high)
    return titled(bars + labels + heads, title, told, say("factors_source", lang))


def blurs_chart(compared: pd.DataFrame, metres: float, lang: str | None = None) -> alt.LayerChart:
    """Draw how far from home a stranger's guess falls, after each way of blurring.

    Parameters
    ----------
    compared : DataFrame
        What :func:`culture_d.personal.blurring.compare_blurs` returns.
    metres : float
        The size given to it.
    lang : {"en", "fr"}, optional
    """
    lang = lang or language()
    table = compared.assign(
        name=[say(f"ways_{way}", lang) for way in compared["way"]],
        label=[
            say("ways_lost", lang) if pd.isna(m) else say("ways_label", lang, n=round(m)) for m in compared["found_m"]
        ],
        metres=compared["found_m"].fillna(0).round(1),
        near=compared["found_m"] < FOUND_WITHIN,
    )
    top = max(float(table["metres"].max()), FOUND_WITHIN) * 1.2
    x = alt.X(
        "metres:Q", title=say("ways_x", lang), scale=alt.Scale(domain=[0, top], nice=False), axis=alt.Axis(tickCount=5)
    )
    y = alt.Y("name:N", title=say("ways_y", lang), sort=None, axis=alt.Axis(title=None, labelLimit=150))
    base = alt.Chart(table[["name", "metres", "label", "near"]], height=30 * len(table) + AXIS)
    bars = base.mark_bar().encode(x, y, color=alt.condition("datum.near", alt.value(SECOND), alt.value(FIRST)))
    labels = base.mark_text(align="left", dx=5).encode(x, y, text="label:N")
    lines = [
        say("ways_line", lang, way=row.name, n=round(row.metres)) for row in table.itertuples(name="Row", index=False)
    ]
    title = say("ways_title", lang, all=len(table), n=int(table["near"].sum()), limit=FOUND_WITHIN)
    told = say("ways_alt", lang, lines=say("list", lang).join(lines))
    return titled(bars + labels, title, told, say("ways_subtitle", lang, n=round(metres)))
