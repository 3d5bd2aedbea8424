"""The pictures of a history of plays and of an account: each title is the finding, computed from the table."""

from __future__ import annotations

from math import ceil, floor

import altair as alt
import pandas as pd

from culture_d.charts import COLOURS
from culture_d.i18n import date, language, number, t
from culture_d.personal import plays as measures
from culture_d.personal import spending
from culture_d.personal.export import PARIS

BARS = 8
ROW = 27  # pixels for a bar
LATEST, EARLIEST = 14, -6  # the hours of the day between which a night is drawn, around midnight
FIVE = pd.Timedelta(hours=5)
SHORTEST_STROKE = 0.25  # hours: a shorter session could not be seen
BOLD = {"fontWeight": "bold"}


def _say(key: str, lang: str, **values: object) -> str:
    return t(f"plays.{key}", lang, **values)


def _names(key: str, lang: str) -> list[str]:
    return _say(key, lang).split()


def _month(day: pd.Timestamp, lang: str) -> str:
    return f"{_names('month_names', lang)[day.month - 1]} {day.year}"


def _clock(hours: float, lang: str) -> str:
    """Write 23.5, or -0.5, as 23:30 or 23 h 30."""
    minutes = round(hours * 60 / 5) * 5 % 1440
    key = "clock" if minutes % 60 else "clock_whole"
    return _say(key, lang, hour=str(minutes // 60), minute=f"{minutes % 60:02d}")


def _dressed(chart, lang: str, title: str, source: str, description: str, **more: object):
    heading = alt.Title(title, subtitle=source) if source else alt.Title(title)
    return chart.properties(title=heading, description=description, **more)


def clock_chart(plays: pd.DataFrame, source: str = "", title: str = "", lang: str | None = None) -> alt.LayerChart:
    """Draw the hours of a week: one disc for each hour of each day, as large as the time played in it.

    Parameters
    ----------
    plays : pandas.DataFrame
        Columns of the family ``plays``.
    source : str
        The line under the title.
    title : str
        Another title than the finding computed from the table.
    lang : {"en", "fr"}, optional
        The current language by default.
    """
    lang = lang or language()
    table = measures.hours_by_clock(plays).round(2)
    days = _names("weekday_names", lang)
    table["day"] = table["day_of_week"].map(lambda number: days[number])
    fullest = table.iloc[0]
    x = alt.X("hour:Q", title=_say("hour_axis", lang), scale=alt.Scale(domain=[-0.5, 23.5], nice=False))
    x = x.axis(values=list(range(0, 24, 3)))
    y = alt.Y(
        "day:N", title=_say("weekday_axis", lang), sort=days, axis=alt.Axis(title=None), scale=alt.Scale(domain=days)
    )
    base = alt.Chart(table, height=ROW * 8).encode(x, y)
    size = alt.Size("hours:Q", title=_say("hours_axis", lang), legend=None, scale=alt.Scale(range=[0, 420]))
    discs = base.mark_circle(opacity=0.85).encode(size, tooltip=["day", "hour", "hours"])
    ring = base.transform_filter((alt.datum.hour == int(fullest["hour"])) & (alt.datum.day == fullest["day"]))
    ring = ring.mark_point(size=620, color=COLOURS["ink"], strokeWidth=1.5)
    said = {
        "day": fullest["day"],
        "time": _clock(float(fullest["hour"]), lang),
        "hours": round(float(fullest["hours"])),
    }
    total = round(float(table["hours"].sum()))
    night = round(100 * float(table.loc[table["hour"] < 5, "hours"].sum()) / max(float(table["hours"].sum()), 1e-9))
    description = _say("clock_says", lang, total=total, night=night, **said)
    return _dressed(discs + ring, lang, title or _say("clock_title", lang, **said), source, description)


def months_chart(plays: pd.DataFrame, source: str = "", title: str = "", lang: str | None = None) -> alt.LayerChart:
    """Draw the hours of each month as bars with their figures. Parameters as :func:`clock_chart`."""
    lang = lang or language()
    table = measures.hours_by_month(plays).round({"hours": 1})
    table["name"] = table["month"].map(lambda month: _names("month_short", lang)[month.month - 1] + f" {month.year}")
    most, least = (table.loc[getattr(table["hours"], which)()] for which in ("idxmax", "idxmin"))
    x = alt.X("name:N", title=_say("month_axis", lang), sort=None, axis=alt.Axis(title=None, labelAngle=-45))
    bars = alt.Chart(table, height=240).encode(x, alt.Y("hours:Q", title=_say("hours_axis", lang)))
    figures = bars.mark_text(dy=-8).encode(text=alt.Text("hours:Q", format=".0f"))
    said = {
        "most": round(float(most["hours"])),
        "least": round(float(least["hours"])),
        "when": _month(most["month"], lang),
        "never": _month(least["month"], lang),
    }
    says = _say("months_says", lang, n=len(table), **said)
    title = title or _say("months_title", lang, **said)
    return _dressed(bars.mark_bar() + figures, lang, title, source, says)


def year_chart(plays: pd.DataFrame, source: str = "", title: str = "", lang: str | None = None) -> alt.Chart:
    """Draw each session as a stroke, on its day and at its hours. Parameters as :func:`clock_chart`.

    A day goes from five in the morning to five the next, so that a late evening is in one piece.
    """
    lang = lang or language()
    found = measures.sessions(plays)
    start = found["start"].dt.tz_localize(None)
    day = (start - FIVE).dt.normalize()
    length = (found["end"] - found["start"]) / measures.HOUR
    table = pd.DataFrame({"day": day, "from": ((start - day) / measures.HOUR).round(2)})
    table["to"] = (table["from"] + length.clip(lower=SHORTEST_STROKE)).clip(upper=29).round(2)
    x = alt.X("day:T", title=_say("day_axis", lang), axis=alt.Axis(title=None, format="%b", tickCount="month"))
    earliest, latest = floor(table["from"].min() / 3) * 3, ceil(table["to"].max() / 3) * 3
    scale = alt.Scale(domain=[min(latest, 29), max(earliest, 5)], nice=False)
    y = alt.Y("from:Q", title=_say("clock_axis", lang), scale=scale, axis=_hours_axis())
    strokes = alt.Chart(table, height=300).mark_rule(strokeWidth=2.2, color=COLOURS["c1"]).encode(x, y, y2="to")
    late = int((table["to"] > 24).sum())
    said = {"n": len(table), "days": int(table["day"].nunique())}
    says = _say("year_says", lang, late=late, **said)
    return _dressed(strokes, lang, title or _say("year_title", lang, **said), source, says)


def _hours_axis() -> alt.Axis:
    """Return an axis where 26 is two in the morning, and -1 eleven in the evening."""
    hours = list(range(-6, 30, 3))
    return alt.Axis(values=hours, labelExpr="format((datum.value + 24) % 24, 'd')")


def nights_chart(plays: pd.DataFrame, source: str = "", title: str = "", lang: str | None = None) -> alt.LayerChart:
    """Draw the silence of each night, from the last play to the first. Parameters as :func:`clock_chart`."""
    lang = lang or language()
    found = measures.nights(plays)
    midnight = found["night"].dt.tz_localize(PARIS)
    ends = {"from": found["start"], "to": found["end"]}
    table = pd.DataFrame({side: ((time - midnight) / measures.HOUR).round(2) for side, time in ends.items()})
    table["night"] = found["night"]
    usual = pd.DataFrame({"at": [float(table["from"].median()), float(table["to"].median())]})
    usual["words"] = [_clock(at, lang) for at in usual["at"]]
    since, until = usual["words"]
    scale = alt.Scale(domain=[LATEST, EARLIEST], nice=False)
    x = alt.X("night:T", title=_say("night_axis", lang), axis=alt.Axis(title=None, format="%b", tickCount="month"))
    y, level = (
        alt.Y(f"{c}:Q", title=_say("clock_axis", lang), scale=scale, axis=_hours_axis()) for c in ("from", "at")
    )
    bars = alt.Chart(table, height=280).mark_rule(strokeWidth=1.6, color=COLOURS["c1"], clip=True).encode(x, y, y2="to")
    rules = alt.Chart(usual).mark_rule(color=COLOURS["c2"], strokeDash=[6, 4], strokeWidth=2).encode(level)
    words = alt.Chart(usual).mark_text(align="left", dx=6, color=COLOURS["c2"], **BOLD)
    words = words.encode(level, x=alt.value("width"), text="words:N")
    says = _say("nights_says", lang, n=len(table), since=since, until=until)
    return _dressed(
        bars + rules + words, lang, title or _say("nights_title", lang, since=since, until=until), source, says
    )


def names_chart(plays: pd.DataFrame, source: str = "", title: str = "", lang: str | None = None) -> alt.LayerChart:
    """Draw the artists, podcasts or series that took most hours. Parameters as :func:`clock_chart`."""
    lang = lang or language()
    table = measures.top_by(plays, BARS).round(1)
    y = alt.Y("by:N", title=_say("names_axis", lang), sort=None, axis=alt.Axis(title=None, labelLimit=190))
    bars = alt.Chart(table, height=ROW * max(len(table), 2)).encode(
        alt.X("hours:Q", title=_say("hours_axis", lang), axis=alt.Axis(tickCount=4)), y
    )
    figures = bars.mark_text(align="left", dx=5).encode(text=alt.Text("hours:Q", format=".1f"))
    total = float(measures.timed(plays)["seconds"].sum()) / 3600
    first = table.iloc[0]
    said = {"name": first["by"], "hours": round(float(first["hours"])), "percent": round(100 * first["hours"] / total)}
    says = _say("names_says", lang, n=len(table), **said)
    return _dressed(bars.mark_bar() + figures, lang, title or _say("names_title", lang, **said), source, says)


def repeats_chart(plays: pd.DataFrame, source: str = "", title: str = "", lang: str | None = None) -> alt.LayerChart:
    """Draw, week after week, the share of the title most played. Parameters as :func:`clock_chart`."""
    lang = lang or language()
    known = measures.weeks(plays).set_index("week")
    whole = pd.date_range(known.index.min(), known.index.max(), freq="7D", name="week")
    table = known.reindex(whole).reset_index()  # the curve stops at the weeks left out
    top = table.loc[table["same_title_percent"].idxmax()]
    usual = float(table["same_title_percent"].median())
    x = alt.X("week:T", title=_say("week_axis", lang), axis=alt.Axis(title=None, format="%b", tickCount="month"))
    y = alt.Y("same_title_percent:Q", title=_say("repeat_axis", lang), scale=alt.Scale(domainMin=0))
    base = alt.Chart(table, height=260).encode(x, y)
    said = {"week": date(top["week"].date(), lang), "percent": round(float(top["same_title_percent"]))}
    said |= {"times": int(top["same_title"]), "plays": int(top["plays"])}
    peak = base.transform_filter(alt.datum.same_title_percent == float(top["same_title_percent"]))
    words = peak.mark_text(dy=-14, **BOLD, text=_say("few", lang, n=said["times"], plays=said["plays"]))
    layers = (
        base.mark_line(point=True, strokeWidth=1.5)
        + peak.mark_point(size=170, color=COLOURS["c2"], filled=True)
        + words
    )
    says = _say("repeats_says", lang, n=len(known), usual=round(usual), **said)
    return _dressed(layers, lang, title or _say("repeats_title", lang, **said), source, says)


def subscriptions_chart(
    transactions: pd.DataFrame, source: str = "", title: str = "", lang: str | None = None
) -> alt.LayerChart:
    """Draw what each regular payment costs in a year. ``transactions``: columns of that family; the rest as above."""
    lang = lang or language()
    table = spending.subscriptions(transactions).head(BARS + 2)[["label", "rhythm", "payments", "paid_eur"]]
    y = alt.Y("label:N", title=_say("label_axis", lang), sort=None, axis=alt.Axis(title=None, labelLimit=220))
    bars = alt.Chart(table, height=ROW * max(len(table), 2)).encode(
        alt.X("paid_eur:Q", title=_say("euros_axis", lang), axis=alt.Axis(tickCount=4)), y
    )
    figures = bars.mark_text(align="left", dx=5).encode(text=alt.Text("paid_eur:Q", format=",.0f"))
    said = {"n": len(table), "euros": round(float(table["paid_eur"].sum()))}
    lines = [f"{row.label} {number(row.paid_eur, 0, lang)}" for row in table.itertuples()]
    says = _say("subscriptions_says", lang, list=_say("list_mark", lang).join(lines), **said)
    return _dressed(bars.mark_bar() + figures, lang, title or _say("subscriptions_title", lang, **said), source, says)
