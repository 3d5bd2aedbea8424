"""What ``data/personas/personas.yml`` says of the seven lives and of the places of the valley."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import yaml

TARGET = Path(__file__).resolve().parents[2] / "personas"


@cache
def _told() -> dict:
    return yaml.safe_load((TARGET / "personas.yml").read_text(encoding="utf-8"))


def lives() -> dict[str, dict]:
    """Return each life by its identifier."""
    return {life["id"]: life for life in _told()["personas"]}


def places() -> dict[str, dict]:
    """Return each place by its identifier: names, latitude and longitude in degrees."""
    return _told()["places"]


def numbers(who: str) -> dict[str, float]:
    """Return the numbers of a household: watts, degrees, litres."""
    return lives()[who]["numbers"]


def home(who: str) -> str:
    """Return the place where somebody lives."""
    return f"home-{who}"


def work(who: str) -> str | None:
    """Return the place where somebody works, if it is not at home."""
    return lives()[who].get("work")


def is_away(who: str, day: dt.date) -> bool:
    """Tell whether the household is away, on holiday, for this whole day."""
    return any(first < day < last for first, last in lives()[who].get("holidays", []))


def holidays(who: str) -> list[tuple[dt.date, dt.date]]:
    """Return the first and last days of each absence of the household."""
    return [tuple(period) for period in lives()[who].get("holidays", [])]
