"""Traces whose truth is known, made with a fixed seed in the fictional valley of the Lane."""

from __future__ import annotations

import numpy as np
import pandas as pd

from culture_d.personal.geometry import METRES_PER_DEGREE, distance_km

VALOMBRE = (44.797, 5.163)
PONT_CLAIRET = (44.772, 5.201)
SHOP = (44.790, 5.172)
FAR_CITY = (45.750, 4.850)
NOW = pd.Timestamp("2026-01-01", tz="UTC")
Place = tuple[float, float]


class Walker:
    """Somebody whose telephone notes where they are, with a noise in metres (standard deviation on each axis)."""

    def __init__(self, start: str, at: Place, seed: int = 7) -> None:
        self.time = pd.Timestamp(start, tz="Europe/Paris")
        self.at = at
        self.random = np.random.default_rng(seed)
        self.rows: list[tuple[pd.Timestamp, float, float]] = []

    def _note(self, lat: float, lon: float, noise: float) -> None:
        north, east = self.random.normal(0, noise, 2) / METRES_PER_DEGREE
        self.rows.append((self.time, lat + north, lon + east / np.cos(np.radians(lat))))

    def stay(self, minutes: float, every: float = 60, noise: float = 30) -> Walker:
        """Stay where they are, one point every so many seconds."""
        end = self.time + pd.Timedelta(minutes=minutes)
        while self.time < end:
            self._note(*self.at, noise)
            self.time += pd.Timedelta(seconds=every)
        return self

    def go(
        self, to: Place, kmh: float, every: float = 15, noise: float = 8, hidden: tuple[float, float] = (2, 2)
    ) -> Walker:
        """Go straight to a place; between two shares of the way (0 to 1), nothing is noted."""
        seconds = float(distance_km(*self.at, *to)) / kmh * 3600
        start = self.time
        for after in np.arange(every, seconds, every):
            share = after / seconds
            self.time = start + pd.Timedelta(seconds=float(after))
            if not hidden[0] <= share <= hidden[1]:
                self._note(*(np.array(self.at) + (np.array(to) - np.array(self.at)) * share), noise)
        self.time, self.at = start + pd.Timedelta(seconds=seconds), to
        return self

    def table(self) -> pd.DataFrame:
        """Return the positions, as a reader does."""
        points = pd.DataFrame(self.rows, columns=["time", "lat", "lon"])
        return points.assign(accuracy_m=np.nan, elevation_m=np.nan)


def a_day(start: str = "2025-09-02 06:00", noise: float = 30, seed: int = 7) -> pd.DataFrame:
    """Return a day: home, by bicycle to work, on foot to the shop, home by bicycle: four stops, three trips."""
    walker = Walker(start, VALOMBRE, seed).stay(120, noise=noise).go(PONT_CLAIRET, 16).stay(480, 120, noise)
    return walker.go(SHOP, 4.5).stay(25, noise=noise).go(VALOMBRE, 15).stay(300, 120, noise).table()
