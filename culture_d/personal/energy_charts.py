"""The drawings of a household's energy and water.

Titles and descriptions say what this home's data say. Times are drawn as the clock on the wall shows them.
"""

from __future__ import annotations

from collections.abc import Iterable

import altair as alt
import pandas as pd

from culture_d.personal.energy_hours import calendar_chart, day_chart, rhythm_chart, week_chart
from culture_d.personal.energy_totals import costs_chart, month_chart, temperature_chart, year_chart
from culture_d.personal.resampling import step_hours

__all__ = [
    "all_charts",
    "calendar_chart",
    "costs_chart",
    "day_chart",
    "month_chart",
    "rhythm_chart",
    "temperature_chart",
    "week_chart",
    "year_chart",
]


def all_charts(curve: pd.DataFrame, lang: str | None = None) -> Iterable[alt.TopLevelMixin]:
    """Draw everything that a load curve lets draw: the week, its hours, the year as a map, by day, by month."""
    drawings = (week_chart, rhythm_chart, calendar_chart, year_chart, month_chart)
    long_steps = not step_hours(curve) <= 1
    for draw in drawings[3:] if long_steps else drawings:
        yield draw(curve, lang=lang)
