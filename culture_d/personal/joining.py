"""Put end to end the exports of the same format that one ZIP holds: a file a month, a file a year."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from culture_d.personal.export import Export, Said, said
from culture_d.personal.load_curves import gap_doubts, total, with_gaps
from culture_d.personal.parsing import period, without_duplicates

# What tells two lines apart, and what they measure; the other families are lists of events.
_MEASURES = {
    "load_curve": (["start", "end"], ["energy_kwh"]),
    "meter_index": (["time", "register"], ["index_kwh"]),
    "gas": (["start", "end"], ["volume_m3", "energy_kwh"]),
    "water": (["start", "end"], ["litres", "index_litres"]),
}
_TOLD_AGAIN = ("personal.period", "personal.one_day", "electricity.total", "electricity.gaps")


def join(exports: list[Export]) -> list[Export]:
    """Join the exports of the same format and family, in the order in which they first came."""
    kinds: dict[tuple[str, str], list[Export]] = {}
    for export in exports:
        kinds.setdefault((export.family, export.format), []).append(export)
    return [same[0] if len(same) == 1 else _joined(same) for same in kinds.values()]


def _joined(exports: list[Export]) -> Export:
    first = exports[0]
    if first.family in _MEASURES:
        table, doubts = _measures([export.table for export in exports], *_MEASURES[first.family])
    else:
        table, doubts = _events([export.table for export in exports], first.family), ()
    told = [s for s in first.told if s.key not in _TOLD_AGAIN and all(s in e.told for e in exports)]
    start = "date" if "date" in table else "time" if "time" in table else "start"
    ends = table.get("end")
    told = [said("personal.joined", n=len(exports), lines=len(table)), period(table[start], ends), *told]
    if first.family == "load_curve":
        table = with_gaps(table)
        told.append(total(table))
        doubts = (*doubts, *gap_doubts(table))
    return replace(first, table=table, told=tuple(told), doubts=(*_all_doubts(exports), *doubts), others=())


def _measures(tables: list[pd.DataFrame], keys: list[str], values: list[str]) -> tuple[pd.DataFrame, tuple[Said, ...]]:
    table = pd.concat(tables, ignore_index=True)
    table, doubts = without_duplicates(table, keys, values)
    return table.sort_values(keys, ignore_index=True, kind="stable"), doubts


def _events(tables: list[pd.DataFrame], family: str) -> pd.DataFrame:
    """Keep the events of all files: one told by two files counts once, two alike in one file count twice."""
    numbered = []
    for i, table in enumerate(tables):
        alike = [column for column in table.columns if column != "trip"]
        numbered.append(table.assign(_nth=table.groupby(alike, dropna=False).cumcount(), _file=i))
    table = pd.concat(numbered, ignore_index=True)
    table = table.drop_duplicates([column for column in table.columns if column not in ("trip", "_file")])
    if family == "trips":  # each file counts its trips from the first
        table["trip"] = table.groupby(["_file", "trip"], sort=False, dropna=False).ngroup() + 1
    order = next(column for column in ("start", "time", "date") if column in table)
    return table.drop(columns=["_nth", "_file"]).sort_values(order, ignore_index=True, kind="stable")


def _all_doubts(exports: list[Export]) -> tuple[Said, ...]:
    """Add up the counts of the same doubt; keep the others once each."""
    counts: dict[str, int] = {}
    others: list[Said] = []
    for doubt in (doubt for export in exports for doubt in export.doubts if doubt.key not in _TOLD_AGAIN):
        if set(doubt.values) == {"n"}:
            counts[doubt.key] = counts.get(doubt.key, 0) + doubt.values["n"]
        elif doubt not in others:
            others.append(doubt)
    return (*(Said(key, {"n": n}) for key, n in counts.items()), *others)
