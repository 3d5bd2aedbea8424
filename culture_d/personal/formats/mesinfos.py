"""The load curve that Enedis gave to the people of the MesInfos pilot (2017): JSON, values numbered from 00:30.

Format read in the data of https://github.com/jacquarg/mesinfos-dev: ``usage_point`` → ``meter_reading`` →
``reading_type`` and ``interval_block``. Nothing says the time of a value but its rank.
"""

from __future__ import annotations

import re

import pandas as pd

from culture_d.i18n import t
from culture_d.personal.export import PARIS, Export, Format, Said, said
from culture_d.personal.load_curves import Measures, load_curve
from culture_d.personal.opening import Member, PersonalFileError
from culture_d.personal.parsing import EARLIEST, LATEST, json_of, numbers


def _is_load_curve(member: Member) -> bool:
    head = member.head
    return head.lstrip()[:1] in ("[", "{") and '"interval_block"' in head and '"reading_type"' in head


def read_load_curve(member: Member) -> Export:
    """Read every block of half-hours of the first meter."""
    contracts = [contract for contract in _list(json_of(member)) if isinstance(contract, dict)]
    points = [point for c in contracts for point in _list(c.get("usage_point")) if isinstance(point, dict)]
    meters = list(dict.fromkeys(str(point.get("usage_point_id")) for point in points))
    blocks = [_block(point.get("meter_reading")) for point in points if str(point.get("usage_point_id")) == meters[0]]
    blocks = [block for block in blocks if block is not None]
    if not blocks:
        raise PersonalFileError(t("personal.no_lines"))
    ends = pd.concat([ends for ends, *_ in blocks], ignore_index=True)
    values = pd.concat([values for _, values, *_ in blocks], ignore_index=True)
    doubts: list[Said] = []
    if len(meters) > 1:
        doubts.append(said("electricity.several_meters", n=len(meters) - 1))
    if any(reverse for *_, reverse in blocks):
        doubts.append(said("electricity.injection"))
    steps = {step for *_, step, _ in blocks}
    measures = Measures(ends, values, step=steps.pop() if len(steps) == 1 else None)
    return load_curve(measures, "mesinfos-load-curve", doubts=tuple(doubts))


def _list(value: object) -> list:
    return value if isinstance(value, list) else [value]


def _block(reading: object) -> tuple[pd.Series, pd.Series, float, bool] | None:
    """Return the ends, the watts, the minutes of a step and whether the energy flows to the network."""
    reading = reading if isinstance(reading, dict) else {}
    about, block = reading.get("reading_type"), reading.get("interval_block")
    if not isinstance(about, dict) or not isinstance(block, list) or not block:
        return None
    start = pd.to_datetime(str(about.get("start_measurement_period")), format="%Y-%m-%d", errors="coerce")
    found = re.match(r"(\d{1,2})\s*(?:mn|min)", str(about.get("time_attribute")))
    minutes = float(found[1]) if found and int(found[1]) else 30.0
    lines = [line if isinstance(line, dict) else {} for line in block]
    ranks = numbers(pd.Series([str(line.get("reading_number")) for line in lines]))
    if pd.isna(start) or not EARLIEST <= start.tz_localize(PARIS) <= LATEST:
        return None
    # Ranks count elapsed time: the day of a clock change has 46 or 50 of them.
    ends = start.tz_localize(PARIS) + pd.to_timedelta(ranks.where(ranks.between(1, 1e6)) * minutes, unit="min")
    watts = numbers(pd.Series([str(line.get("value")) for line in lines]))
    return ends, watts, minutes, about.get("flow_direction") == "reverse"


FORMATS = (Format("mesinfos-load-curve", "load_curve", _is_load_curve, read_load_curve),)
