"""Ways between two places of the valley: gently bent lines, always the same between the same places."""

from __future__ import annotations

from functools import cache
from zlib import crc32

from personas.lives import places

METRES_PER_DEGREE = 111_200
NARROWER = 0.709  # a degree of longitude against one of latitude, at 44.8 degrees north
SEGMENTS = 40
BEND = 0.4  # how far a way may leave the straight line: about a fifth of its length at most
# Kilometres an hour, stops included.
SPEED = {
    "walking": 4.7, "bicycling": 14, "bicycling_electric": 18, "bus": 21, "tramway": 18,
    "car": 36, "carpool": 36, "car_electric": 38, "train": 88,
}  # fmt: skip
FAST_ROAD = 74  # kilometres an hour by car, beyond the valley
FAR = 20_000  # metres


def point(place: str) -> tuple[float, float]:
    """Return the latitude and the longitude of a place, in degrees."""
    return places()[place]["lat"], places()[place]["lon"]


def _swerves(key: str) -> tuple[float, float, float]:
    """How much a way bends, snakes and wavers: three numbers between -1 and 1, always the same for a way."""
    return tuple(crc32(f"{key} {n}".encode()) % 1000 / 500 - 1 for n in range(3))


@cache
def way(origin: str, destination: str, through: str = "") -> tuple[tuple[float, float], ...]:
    """Return the points of the way from a place to another; ``through`` names another way round."""
    first, last = sorted((origin, destination))
    (lat1, lon1), (lat2, lon2) = point(first), point(last)
    bend, snake, waver = _swerves(f"{first} {last} {through}")
    line = []
    for n in range(SEGMENTS + 1):
        p = n / SEGMENTS
        # Polynomials rather than sines: the same to the last digit on every machine.
        aside = BEND * p * (1 - p) * (2 * bend + 3 * snake * (1 - 2 * p) + 16 * waver * (p - 0.25) * (p - 0.75))
        lat = lat1 + p * (lat2 - lat1) + aside * (lon2 - lon1) * NARROWER
        lon = lon1 + p * (lon2 - lon1) - aside * (lat2 - lat1) / NARROWER
        line.append((lat, lon))
    return tuple(line if first == origin else reversed(line))


def apart(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the metres between two points of the valley (a flat valley: right to 1 %)."""
    north = (b[0] - a[0]) * METRES_PER_DEGREE
    east = (b[1] - a[1]) * METRES_PER_DEGREE * NARROWER
    return (north * north + east * east) ** 0.5


@cache
def length(origin: str, destination: str, through: str = "") -> float:
    """Return the metres of a way."""
    line = way(origin, destination, through)
    return round(sum(apart(a, b) for a, b in zip(line, line[1:], strict=False)), 1)


def along(origin: str, destination: str, part: float, through: str = "") -> tuple[float, float]:
    """Return the point of a way when a part of it, from 0 to 1, is behind."""
    line = way(origin, destination, through)
    rank = min(int(part * SEGMENTS), SEGMENTS - 1)
    rest = part * SEGMENTS - rank
    (lat1, lon1), (lat2, lon2) = line[rank], line[rank + 1]
    return lat1 + rest * (lat2 - lat1), lon1 + rest * (lon2 - lon1)


def seconds(origin: str, destination: str, mode: str, through: str = "") -> int:
    """Return how long a way takes."""
    metres = length(origin, destination, through)
    speed = FAST_ROAD if mode.startswith("car") and metres > FAR else SPEED[mode]
    return max(60, round(metres * 3.6 / speed))


def moved(where: tuple[float, float], north: float, east: float) -> tuple[float, float]:
    """Return a point moved by metres."""
    return where[0] + north / METRES_PER_DEGREE, where[1] + east / (METRES_PER_DEGREE * NARROWER)
