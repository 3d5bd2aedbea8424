"""The drawings of the lesson on sharing: bands, noise, a neighbourhood and what a subtraction gives away.

Titles and descriptions are computed: they say what these data say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt
import numpy as np
import pandas as pd

from culture_d.charts import COLOURS
from culture_d.i18n import date, number, t
from culture_d.personal.commons import hourly, neighbourhood, subtract, typical_day
from culture_d.personal.privacy import generalise, noisy_count, suppress_small, uniqueness

DRAWS = 1000  # how often a noisy count is asked, for its drawing
REACH = 40  # how far from the truth the drawing goes; few answers are further
_HOURS = alt.Axis(values=[0, 4, 8, 12, 16, 20], format="d")


def _say(key: str, lang: str | None, **values: object) -> str:
    return t(f"privacy.{key}", lang, **values)


def bands_chart(
    table: pd.DataFrame, born: str, others: Sequence[str], k: int = 5, lang: str | None = None
) -> alt.LayerChart:
    """Draw how many people are alone of their kind, and how many stay once small classes go, as bands widen.

    Parameters
    ----------
    table : pandas.DataFrame
        One line for each person.
    born : str
        The column of dates of birth: as they are, then in bands of 1, 10 and 20 years.
    others : sequence of str
        The other quasi-identifiers.
    k : int
        Classes of fewer people are taken out.
    """
    steps = {"day": table[born], **{f"{width}": generalise(table[born], width) for width in (1, 10, 20)}}
    lines = []
    for step, column in steps.items():
        banded = table.assign(**{born: column})
        kept = len(suppress_small(banded, [born, *others], k)) / len(table)
        name = _say("band_day", lang) if step == "day" else _say("band_years", lang, n=int(step))
        alone = uniqueness(banded, [born, *others])
        lines += [(name, _say("alone", lang), alone), (name, _say("kept", lang, k=k), kept)]
    shares = pd.DataFrame(lines, columns=["band", "what", "share"])
    first, last = shares["share"].iloc[0], shares["share"].iloc[-2:].tolist()
    shares["said"] = [_percent(share, lang) for share in shares["share"]]
    x = alt.X("share:Q", title=_say("share_axis", lang), scale=alt.Scale(domain=[0, 1.25], nice=False))
    x = x.axis(values=[0, 0.25, 0.5, 0.75, 1], format=".0%")
    y = alt.Y("band:N", sort=None, title=_say("band_axis", lang), axis=alt.Axis(labelLimit=150))
    offset = alt.YOffset("what:N", sort=None)
    # A legend, in the order of the bars: a label long enough to say it is cut on a phone.
    legend = alt.Legend(title=None, orient="top", direction="vertical", labelLimit=320)
    colour = alt.Color("what:N", sort=None, scale=alt.Scale(range=[COLOURS["c2"], COLOURS["c1"]]), legend=legend)
    base = alt.Chart(shares).encode(x, y, offset)
    bars = base.mark_bar().encode(colour)
    labels = base.mark_text(align="left", dx=5).encode(text="said:N")
    told = {"first": _percent(first, lang), "alone": _percent(last[0], lang), "kept": _percent(last[1], lang), "k": k}
    return (bars + labels).properties(
        title=alt.Title(_say("bands_title", lang, **told), subtitle=_say("bands_subtitle", lang, n=len(table))),
        description=_say("bands_description", lang, **told),
        height=260,
    )


def noise_chart(n: int, epsilons: Sequence[float], rng: np.random.Generator, lang: str | None = None) -> alt.LayerChart:
    """Draw what a question answers when it is asked a thousand times, with little and with much noise."""
    drawn = {epsilon: [noisy_count(n, epsilon, rng) for _ in range(DRAWS)] for epsilon in epsilons}
    names = {epsilon: _say("epsilon", lang, epsilon=number(epsilon, lang=lang)) for epsilon in epsilons}
    shown = range(n - REACH, n + REACH + 1)
    counted = pd.DataFrame(
        [(names[epsilon], answer, values.count(answer)) for epsilon, values in drawn.items() for answer in shown],
        columns=["kind", "answer", "times"],
    )
    near = {epsilon: sum(abs(value - n) <= 3 for value in values) / DRAWS for epsilon, values in drawn.items()}
    wide, narrow = min(epsilons), max(epsilons)
    told = {
        "n": n,
        "narrow": number(narrow, lang=lang),
        "wide": number(wide, lang=lang),
        "sure": _percent(near[narrow], lang),
        "unsure": _percent(near[wide], lang),
    }
    # Where a name touches its own line only: by the point of the one, above the slope of the other.
    beside = {narrow: (n + 3, drawn[narrow].count(n) * 0.9), wide: (n + 14, DRAWS * wide / 2)}
    labels = pd.DataFrame([(names[epsilon], *place) for epsilon, place in beside.items()], columns=counted.columns)
    x = alt.X("answer:Q", title=_say("answer_axis", lang), scale=alt.Scale(domain=[n - REACH, n + REACH], nice=False))
    y = alt.Y("times:Q", title=_say("times_axis", lang))
    order = [names[narrow], names[wide]]
    colour = alt.Color("kind:N", scale=alt.Scale(domain=order, range=[COLOURS["c1"], COLOURS["c2"]]), legend=None)
    dash = alt.StrokeDash("kind:N", scale=alt.Scale(domain=order, range=[[1, 0], [6, 3]]), legend=None)
    truth = alt.Chart(pd.DataFrame({"answer": [n]})).mark_rule(strokeDash=[2, 3]).encode(x)
    lines = alt.Chart(counted).mark_line(interpolate="step").encode(x, y, colour, dash)
    said = alt.Chart(labels).mark_text(align="left", fontSize=13, fontWeight="bold").encode(x, y, colour, text="kind:N")
    return (truth + lines + said).properties(
        title=alt.Title(_say("noise_title", lang, **told), subtitle=_say("noise_subtitle", lang, **told)),
        description=_say("noise_description", lang, **told),
    )


def neighbourhood_chart(
    curves: Mapping[str, pd.DataFrame], months: tuple[int, ...] = (12, 1, 2), lang: str | None = None
) -> alt.LayerChart:
    """Draw the mean winter weekday of each household, thin, and of their neighbourhood, thick."""
    homes = {name: typical_day(_alone(curve), months) for name, curve in curves.items()}
    lines = pd.DataFrame(homes).reset_index().melt("hour", var_name="home", value_name="kw")
    mean = typical_day(neighbourhood(curves), months).rename("kw").reset_index()
    peaks = _peaks(mean)
    marked = mean[mean["hour"].isin(peaks)]
    marked = marked.assign(
        said=[
            _say("peak", lang, hour=str(hour), kw=number(kw, 2, lang))
            for hour, kw in zip(marked["hour"], marked["kw"], strict=True)
        ]
    )
    x = alt.X("hour:Q", title=_say("hour_axis", lang), axis=_HOURS, scale=alt.Scale(domain=[0, 23], nice=False))
    y = alt.Y("kw:Q", title=_say("kw_axis", lang))
    thin = alt.Chart(lines).mark_line(strokeWidth=1.2, color=COLOURS["c6"]).encode(x, y, detail="home:N")
    thick = alt.Chart(mean).mark_line(strokeWidth=4).encode(x, y)
    # Above the lines, where nothing crosses them.
    rules = alt.Chart(marked).mark_rule(strokeDash=[4, 4]).encode(x)
    labels = alt.Chart(marked).mark_text(align="center", fontWeight="bold").encode(x, y=alt.value(-8), text="said:N")
    told = {
        "homes": len(curves),
        "first": str(peaks[0]),
        "second": str(peaks[1]),
        "top": number(mean["kw"].max(), 2, lang),
        "low": number(lines["kw"].min(), 2, lang),
        "high": number(lines["kw"].max(), 2, lang),
    }
    return (thin + rules + thick + labels).properties(
        title=alt.Title(_say("street_title", lang, **told), subtitle=_say("street_subtitle", lang, **told)),
        description=_say("street_description", lang, **told),
    )


def difference_chart(
    curves: Mapping[str, pd.DataFrame], left_out: str, day: str, name: str, lang: str | None = None
) -> alt.Chart:
    """Draw what one neighbourhood, less the same without a household, tells of that household on a day.

    Parameters
    ----------
    curves : mapping of str to pandas.DataFrame
    left_out : str
        The household of ``curves`` that the second sum leaves out.
    day : str
        Such as ``"2025-01-14"``.
    name : str
        How to call the household.
    """
    fewer = {home: curve for home, curve in curves.items() if home != left_out}
    found = subtract(neighbourhood(curves), neighbourhood(fewer))
    found = found[found["start"].dt.strftime("%Y-%m-%d") == day].assign(hour=lambda lines: lines["start"].dt.hour)
    true = hourly(curves[left_out]).reindex(found["start"]).to_numpy()
    gap = float(np.nanmax(np.abs(true - found["energy_kwh"].to_numpy())))
    top = found.loc[found["energy_kwh"].idxmax()]
    told = {
        "name": name,
        "homes": len(curves),
        "fewer": len(fewer),
        "day": date(pd.Timestamp(day).date(), lang),
        "hour": str(int(top["hour"])),
        "top": number(float(top["energy_kwh"]), 2, lang),
        "total": number(float(found["energy_kwh"].sum()), 1, lang),
        "gap": _say("gap_none" if gap < 0.001 else "gap_some", lang),
    }
    x = alt.X("hour:O", title=_say("hour_axis", lang), axis=alt.Axis(labelAngle=0, labelOverlap=True))
    bars = alt.Chart(found[["hour", "energy_kwh"]]).mark_bar()
    return bars.encode(x, alt.Y("energy_kwh:Q", title=_say("kwh_axis", lang))).properties(
        title=alt.Title(_say("difference_title", lang, **told), subtitle=_say("difference_subtitle", lang, **told)),
        description=_say("difference_description", lang, **told),
    )


def _alone(curve: pd.DataFrame) -> pd.DataFrame:
    return hourly(curve).rename("energy_kwh").rename_axis("start").reset_index().assign(households=1)


def _peaks(day: pd.DataFrame) -> tuple[int, int]:
    """Return the hour of the highest power, then that of the highest of those four hours away or more."""
    first = int(day.loc[day["kw"].idxmax(), "hour"])
    away = (day["hour"] - first) % 24
    far = day[away.between(4, 20)]
    return first, int(far.loc[far["kw"].idxmax(), "hour"])


def _percent(share: float, lang: str | None) -> str:
    digits = 0 if 0.1 <= share <= 0.99 else 1
    return _say("percent", lang, n=number(round(100 * share, digits), lang=lang))
