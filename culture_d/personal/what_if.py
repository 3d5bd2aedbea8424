"""What would change if the short trips of a mode were made by another one: gases, minutes, and what cannot switch."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd

from culture_d.i18n import t
from culture_d.personal.export import Export
from culture_d.personal.journeys import GRAMS_PER_KG, JourneysError, factors, mode_name, table_of

# Kilometres per hour from door to door, when the person has too few trips of the mode: assumptions, not measures.
ASSUMED_SPEED = {"walking": 5, "bicycling": 15, "bicycling_electric": 18, "bus": 18, "tramway": 18}
_ENOUGH = 5  # trips, for a person's own speed to be preferred


@dataclass(frozen=True)
class WhatIf:
    """What would change if the short trips of a mode were made otherwise.

    Attributes
    ----------
    from_mode, to_mode : str
    up_to_km : float
    days : int
        Days from the first trip to the last.
    switched, tied, too_far : int
        Trips of ``from_mode``: those that switch; those short enough, on a day when a longer one needs the vehicle
        anyway; those that are too long.
    switched_km, too_far_km, tied_km : float
    kg_before, kg_after : float
        kg CO2e of the trips that switch.
    minutes_before, minutes_after : float
        Time of the trips that switch, in all.
    speed_kmh : float
        Speed of ``to_mode`` that was used.
    own_speed : bool
        Whether it is the person's own, in these trips, and not an assumption.
    """

    from_mode: str
    to_mode: str
    up_to_km: float
    days: int
    switched: int
    tied: int
    too_far: int
    switched_km: float
    tied_km: float
    too_far_km: float
    kg_before: float
    kg_after: float
    minutes_before: float
    minutes_after: float
    speed_kmh: float
    own_speed: bool

    @property
    def saved_kg(self) -> float:
        """Greenhouse gases avoided, kg CO2e over the period."""
        return self.kg_before - self.kg_after

    @property
    def more_minutes(self) -> float:
        """Minutes more for one trip, on average; negative when the new mode is faster; 0 when nothing switches."""
        return (self.minutes_after - self.minutes_before) / self.switched if self.switched else 0.0

    def sentences(self, lang: str | None = None) -> list[str]:
        """Tell what switches, what it saves, what it costs in time, and what does not switch."""
        names = {"before": mode_name(self.from_mode, lang), "after": mode_name(self.to_mode, lang)}
        if not self.switched + self.tied + self.too_far:
            return [t("journeys.if_none", lang, **names)]
        told = [
            t("journeys.if_switched", lang, n=self.switched, km=round(self.switched_km), up=self.up_to_km, **names),
            t("journeys.if_saved", lang, kg=round(self.saved_kg, 1), days=self.days),
            t(f"journeys.if_{'slower' if self.more_minutes >= 0 else 'faster'}", lang,
              n=round(abs(self.more_minutes)), speed=round(self.speed_kmh)),
            t(f"journeys.if_speed_{'own' if self.own_speed else 'assumed'}", lang),
        ]  # fmt: skip
        if self.tied:
            told.append(t("journeys.if_tied", lang, n=self.tied, km=round(self.tied_km)))
        if self.too_far:
            told.append(t("journeys.if_too_far", lang, n=self.too_far, km=round(self.too_far_km)))
        return [*told, t("journeys.if_blind", lang)]

    def __repr__(self) -> str:
        return "\n".join(self.sentences())

    def _repr_html_(self) -> str:
        return "<ul>" + "".join(f"<li>{escape(sentence)}</li>" for sentence in self.sentences()) + "</ul>"


def what_if(
    trips: Export | pd.DataFrame,
    from_mode: str = "car",
    to_mode: str = "bicycling",
    up_to_km: float = 5,
    name: str = "impact-co2",
) -> WhatIf:
    """Tell what would change if the short trips of a mode were made by another one.

    A trip switches when every trip of the same day by the same vehicle, shared or not, is short enough: on other days
    the vehicle is out anyway. The distance is taken as the same by both modes.

    Parameters
    ----------
    trips : Export or DataFrame
    from_mode, to_mode : str
    up_to_km : float
        Longest distance that one agrees to travel by ``to_mode``.
    name : {"impact-co2", "coach-co2"}

    Raises
    ------
    JourneysError
        If one of the modes has no factor, or if no speed is known for ``to_mode``.
    """
    table = table_of(trips)
    grams = factors(name).set_index("mode")["grams_per_km"]
    if from_mode not in grams.index or to_mode not in grams.index:
        raise JourneysError(t("journeys.no_factor"))
    speed, own = _speed(table, to_mode)
    mine = table[(table["mode"] == from_mode) & table["distance_km"].notna()]
    far = mine["distance_km"] > up_to_km
    out = mine["start"].dt.date.isin(_days_out(table, from_mode, up_to_km)) & ~far
    kept = mine[~far & ~out]
    km = float(kept["distance_km"].sum())
    span = table["start"].dt.date
    return WhatIf(
        from_mode, to_mode, up_to_km,
        days=(span.max() - span.min()).days + 1 if len(table) else 0,
        switched=len(kept), tied=int(out.sum()), too_far=int(far.sum()),
        switched_km=km, tied_km=float(mine.loc[out, "distance_km"].sum()),
        too_far_km=float(mine.loc[far, "distance_km"].sum()),
        kg_before=km * grams[from_mode] / GRAMS_PER_KG, kg_after=km * grams[to_mode] / GRAMS_PER_KG,
        minutes_before=float((kept["end"] - kept["start"]).dt.total_seconds().sum() / 60),
        minutes_after=km / speed * 60, speed_kmh=speed, own_speed=own,
    )  # fmt: skip


def _days_out(table: pd.DataFrame, mode: str, up_to_km: float) -> pd.Series:
    """Return the days when a longer trip takes the same vehicle, with or without passengers."""
    vehicle = table["mode"].str.replace("carpool", "car") == mode.replace("carpool", "car")
    return table.loc[vehicle & (table["distance_km"] > up_to_km), "start"].dt.date


def _speed(table: pd.DataFrame, mode: str) -> tuple[float, bool]:
    """Return the speed of a mode in km/h, and whether it is the person's own."""
    own = table[(table["mode"] == mode) & (table["distance_km"] > 0) & (table["end"] > table["start"])]
    if len(own) >= _ENOUGH:
        hours = (own["end"] - own["start"]).dt.total_seconds().sum() / 3600
        return float(own["distance_km"].sum() / hours), True
    if mode not in ASSUMED_SPEED:
        raise JourneysError(t("journeys.no_speed"))
    return float(ASSUMED_SPEED[mode]), False
