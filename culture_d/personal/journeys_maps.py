"""Sketch maps of a trace: north at the top, a scale, the names of towns, no background and no request to anyone.

The projection is equirectangular: kilometres to the east and to the north of the middle of the trace, as long on both
axes. Coordinates never leave the process: a map holds kilometres only.
"""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from culture_d.catalogue import DATA
from culture_d.charts import COLOURS
from culture_d.i18n import language, number, t
from culture_d.personal.export import Export
from culture_d.personal.geometry import EARTH_KM
from culture_d.personal.journeys import JourneysError, table_of
from culture_d.personal.journeys_charts import say, titled
from culture_d.understood import enumeration

WIDTH = 420  # pixels; not the width of the other charts, which the book stretches: a map keeps its proportions
HEIGHT = (200, 460)
MOST_DOTS = 2500  # more weigh on the page and show nothing more
TOWNS = DATA / "standard" / "fictional-communes.csv"
_FROM, _TO, _MARGIN = 0.002, 0.998, 0.08  # what is shown: all but the farthest points, and a margin
_STRIP = 36  # pixels below the map, for the scale and the north
_KM_PER_DEGREE = EARTH_KM * np.pi / 180


class Sketch:
    """The frame of a sketch map: where its middle is, how many kilometres it shows, and how wide it is drawn."""

    def __init__(self, positions: pd.DataFrame) -> None:
        found = positions[["lat", "lon"]].dropna()
        if found.empty:
            raise JourneysError(t("journeys.no_positions"))
        low, high = found.quantile(_FROM), found.quantile(_TO)
        self.lat, self.lon = ((low + high) / 2)[["lat", "lon"]]
        self._east = _KM_PER_DEGREE * np.cos(np.radians(self.lat))
        km = np.maximum([(high["lon"] - low["lon"]) * self._east, (high["lat"] - low["lat"]) * _KM_PER_DEGREE], 0.3)
        km = km * (1 + 2 * _MARGIN)
        self.height = int(np.clip(WIDTH * km[1] / km[0], *HEIGHT))
        self.km = max(km[0], km[1] * WIDTH / self.height)

    def placed(self, positions: pd.DataFrame) -> pd.DataFrame:
        """Return ``x`` and ``y``, in kilometres from the middle, of what falls in the frame, without repetition."""
        km = positions.assign(
            x=(positions["lon"] - self.lon) * self._east, y=(positions["lat"] - self.lat) * _KM_PER_DEGREE
        )
        half, half_y = self.km / 2, self.km / 2 * self.height / WIDTH
        return (
            km[(km["x"].abs() <= half) & (km["y"].abs() <= half_y)].drop(columns=["lat", "lon"]).round({"x": 3, "y": 3})
        )

    def dots(self, positions: pd.DataFrame) -> pd.DataFrame:
        """Return the positions as dots a few to a pixel, and not too many."""
        dots = self.placed(positions[["lat", "lon"]].dropna())
        for pixels in (1, 2, 3, 4, 6, 8):
            step = self.km / WIDTH * pixels
            thin = dots.assign(a=(dots["x"] / step).round(), b=(dots["y"] / step).round()).drop_duplicates(["a", "b"])
            if len(thin) <= MOST_DOTS:
                break
        return thin[["x", "y"]].head(MOST_DOTS).round(3)

    def axes(self, lang: str) -> tuple[alt.X, alt.Y]:
        """Return the two axes: as many pixels for a kilometre on each; their titles serve the table of figures."""
        tall = self.km * self.height / WIDTH
        strip = self.km / WIDTH * _STRIP
        x = alt.Scale(domain=[round(-self.km / 2, 3), round(self.km / 2, 3)], nice=False, zero=False)
        y = alt.Scale(domain=[round(-tall / 2 - strip, 3), round(tall / 2, 3)], nice=False, zero=False)
        hidden = {"axis": alt.Axis(labels=False, ticks=False, grid=False, domain=False, title=None)}
        return (
            alt.X("x:Q", title=say("map_x", lang), scale=x, **hidden),
            alt.Y("y:Q", title=say("map_y", lang), scale=y, **hidden),
        )

    def furniture(self, lang: str) -> alt.LayerChart:
        """Draw the north and the scale, in the strip below the map."""
        length = max(n for n in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if n <= max(self.km / 3, 0.1))
        right, low = round(self.km * 0.48, 3), round(-self.km / WIDTH * (self.height / 2 + _STRIP * 0.75), 3)
        x, y = self.axes(lang)
        bar = pd.DataFrame({"x": [round(right - length, 3)], "x2": [right], "y": [low]})
        rule = alt.Chart(bar).mark_rule(strokeWidth=3, color=COLOURS["ink"]).encode(x, y, x2="x2:Q")
        name = pd.DataFrame({"x": [right], "y": [low], "label": [say("map_scale", lang, n=number(length, lang=lang))]})
        scale = alt.Chart(name).mark_text(align="right", dy=-9, color=COLOURS["ink"]).encode(x, y, text="label:N")
        north = pd.DataFrame({"x": [-right], "y": [low], "label": ["↑ " + say("map_north", lang)]})
        arrow = alt.Chart(north).mark_text(align="left", fontWeight="bold", color=COLOURS["ink"])
        return rule + scale + arrow.encode(x, y, text="label:N")

    def towns(self) -> pd.DataFrame:
        """Return the towns of the fictional valley that fall in the frame: ``x``, ``y``, ``name``."""
        known = pd.read_csv(TOWNS)[["nom", "latitude", "longitude"]]
        return self.placed(known.set_axis(["name", "lat", "lon"], axis=1))


def points_of(trace: Export | pd.DataFrame) -> pd.DataFrame:
    """Return the ``lat`` and ``lon`` of a trace: its positions, or else the two ends of its trips."""
    if isinstance(trace, Export):
        found = trace.find("positions")
        trace = found.table if found else table_of(trace)
    if "lat" in trace:
        return trace[["lat", "lon"]]
    ends = [trace[[f"{end}_lat", f"{end}_lon"]].set_axis(["lat", "lon"], axis=1) for end in ("start", "end")]
    return pd.concat(ends, ignore_index=True)


def sketch_map(
    trace: Export | pd.DataFrame, lang: str | None = None, *, marks: pd.DataFrame | None = None, title: str = ""
) -> alt.LayerChart:
    """Draw a trace on a sketch map.

    Parameters
    ----------
    trace : Export or DataFrame
        Positions, or trips, of which the ends are drawn.
    lang : {"en", "fr"}, optional
    marks : DataFrame, optional
        ``name``, ``lat``, ``lon`` of what is to be marked.
    title : str
        By default the number of positions and the width of the map.

    Raises
    ------
    JourneysError
        If there is no position.
    """
    lang = lang or language()
    points = points_of(trace)
    frame = Sketch(points)
    dots = alt.Chart(frame.dots(points)).mark_circle(size=14, opacity=0.55, color=COLOURS["c1"])
    chart, told = _dressed(frame, dots.encode(*frame.axes(lang)), marks, lang)
    km = number(frame.km, 0 if frame.km >= 10 else 1, lang)
    title = title or say("map_title", lang, n=len(points.dropna()), km=km)
    return titled(chart, title, say("map_alt", lang, km=km, n=len(points.dropna()), **told), say("map_subtitle", lang))


def change_map(
    before: pd.DataFrame, after: pd.DataFrame, lang: str | None = None, *, marks: pd.DataFrame | None = None
) -> alt.LayerChart:
    """Draw a trace before blurring (small grey dots) and after (orange squares)."""
    lang = lang or language()
    frame = Sketch(before)
    old, new = frame.dots(before), frame.dots(after)
    x, y = frame.axes(lang)
    grey = alt.Chart(old).mark_circle(size=9, opacity=0.6, color=COLOURS["c6"]).encode(x, y)
    squares = alt.Chart(new).mark_point(shape="square", size=55, strokeWidth=2, color=COLOURS["c2"], fill=None)
    chart, told = _dressed(frame, grey + squares.encode(x, y), marks, lang)
    count = {"places": _distinct(before), "n": _distinct(after)}
    told = say("change_alt", lang, **count, marks=told["marks"])
    return titled(chart, say("change_title", lang, **count), told, say("map_subtitle", lang))


def _distinct(positions: pd.DataFrame) -> int:
    return len(positions[["lat", "lon"]].round(5).drop_duplicates())


def _dressed(
    frame: Sketch, dots: alt.TopLevelMixin, marks: pd.DataFrame | None, lang: str
) -> tuple[alt.LayerChart, dict[str, str]]:
    """Add the towns, the marks, the north and the scale; return also what the alternative text says of them."""
    x, y = frame.axes(lang)
    towns = frame.towns()
    names = alt.Chart(towns).mark_text(color=COLOURS["muted"], fontSize=12, dy=-10).encode(x, y, text="name:N")
    layers, told = [dots, names], {"towns": "", "marks": ""}
    if len(towns):
        told["towns"] = say("map_alt_towns", lang, names=enumeration(sorted(towns["name"]), lang))
    if marks is not None and len(marks):
        base = alt.Chart(frame.placed(marks)[["x", "y", "name"]])
        layers.append(
            base.mark_point(shape="diamond", filled=True, size=150, color=COLOURS["ink"], opacity=1).encode(x, y)
        )
        layers.append(base.mark_text(dy=16, fontWeight="bold").encode(x, y, text="name:N"))
        told["marks"] = say("map_alt_marks", lang, names=enumeration(list(marks["name"]), lang))
    framed = alt.layer(*layers, frame.furniture(lang))
    return framed.properties(width=WIDTH, height=frame.height + _STRIP), told
