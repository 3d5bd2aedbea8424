"""What people do with column names that programs and readers stumble on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import pandas as pd

from culture_d.cells import plain_name
from culture_d.i18n import t
from culture_d.publish.drafting import YEAR
from culture_d.publish.findings import Finding
from culture_d.publish.frames import with_titles
from culture_d.sniffing import unique_names
from culture_d.standard.findings import Words, shorten
from culture_d.understood import Understood

_SHOWN = 3
_SIGNS = {r"\bn°": "numero", "%": "pct", "€": "eur", "['’]": ""}
_UNNAMED = re.compile(r"(?:Unnamed: \d+(?:_level_\d+)?|col_\d+)?")  # pandas's name, read_table's, or none
_NUMBERED = re.compile(r"(.*?[^\W\d])[ _.-]*(\d{1,3})", re.DOTALL)
_LEAST_YEARS = 3


def look(data: pd.DataFrame, understood: Understood | None = None) -> Iterator[Finding]:
    """Yield what is to be mended in the header."""
    names = list(data.columns)
    yield from _plain(names)
    yield from _same(names, understood)
    unnamed = [i for i, name in enumerate(names) if _UNNAMED.fullmatch(name.strip())]
    if unnamed:
        yield Finding("unnamed", len(unnamed), values={"places": _places(unnamed)})
    yield from _wide(data)
    yield from _numbered(names)


def snake_names(names: list[str]) -> list[str]:
    """Return names in small letters without accents, with ``_`` between their words, all different."""
    return unique_names([snake_name(name) for name in names], len(names))[0]


def snake_name(name: str) -> str:
    """Return a name in small letters without accents, with ``_`` between its words; some signs become words."""
    for sign, word in _SIGNS.items():
        name = re.sub(sign, f" {word} ", name, flags=re.IGNORECASE)
    return plain_name(name)


def _plain(names: list[str]) -> Iterator[Finding]:
    new = snake_names(names)
    changed = [i for i, name in enumerate(names) if plain_name(name) != name and name.strip()]
    if not changed:
        return

    def mend(data: pd.DataFrame) -> pd.DataFrame:
        old = list(data.columns)
        titles = data.attrs.get("titles", {})
        new = snake_names(old)
        return with_titles(data.set_axis(new, axis=1), {a: titles.get(b, b) for a, b in zip(new, old, strict=True)})

    shown = ", ".join(f"{shorten(names[i], 30)} → {new[i]}" for i in changed[:_SHOWN])
    more = len(changed) - _SHOWN
    examples = Words("publish.and_more", {"list": shown, "n": more}) if more > 0 else shown
    yield Finding("names", len(changed), safe=True, mend=mend, values={"examples": examples})


def _same(names: list[str], understood: Understood | None) -> Iterator[Finding]:
    """Names given twice: numbered already when the file was read, or to number now."""
    if understood and understood.renamed:
        yield Finding("numbered_names", len(understood.renamed), tuple(understood.renamed))
    twice = tuple(name for name, times in Counter(names).items() if times > 1 and name)
    if twice:

        def mend(data: pd.DataFrame) -> pd.DataFrame:
            return data.set_axis(unique_names(list(data.columns), data.shape[1])[0], axis=1)

        yield Finding("same_names", len(twice), twice, safe=True, mend=mend)


def _places(positions: list[int]) -> str:
    shown = ", ".join(str(i + 1) for i in positions[:5])
    return shown + ("…" if len(positions) > 5 else "")


# A year per column


def year_columns(names: list[str]) -> dict[str, str]:
    """Return the columns that differ only by a year, and that year; empty unless there are three of one family."""
    families: dict[str, dict[str, str]] = defaultdict(dict)
    for name in names:
        years = YEAR.findall(name)
        if len(years) == 1:
            families[plain_name(YEAR.sub("", name))][name] = years[0]
    largest = max(families.values(), key=len, default={})
    different = len(set(largest.values())) == len(largest)
    return largest if len(largest) >= _LEAST_YEARS and different and len(set(names)) == len(names) else {}


def _wide(data: pd.DataFrame) -> Iterator[Finding]:
    found = year_columns(list(data.columns))
    if found:
        yield Finding("wide", len(found), tuple(found), mend=_lengthen)


def _lengthen(data: pd.DataFrame) -> pd.DataFrame:
    """Write a line per year where there was a column per year."""
    found = year_columns(list(data.columns))
    if not found:
        return data
    others = [name for name in data.columns if name not in found]
    stem = plain_name(YEAR.sub("", next(iter(found)))) or t("publish.name_value")
    year, value, *_ = unique_names([t("publish.name_year"), stem, *others], 2 + len(others))[0]
    data = data.rename(columns=found).assign(_line=range(len(data)))
    long = data.melt(["_line", *others], list(found.values()), year, value)
    long = long.sort_values(["_line", year], kind="stable").drop(columns="_line")
    return long.assign(**{year: long[year].astype(int)}).reset_index(drop=True)


def _numbered(names: list[str]) -> Iterator[Finding]:
    """Several columns that repeat with a number: name_1, votes_1, name_2, votes_2."""
    families: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if (found := _NUMBERED.fullmatch(name)) and not YEAR.search(name):
            families[plain_name(found[1])].append(name)
    repeated = [group for group in families.values() if len(group) > 2] or [
        group for group in families.values() if len(group) > 1
    ]
    blocks = [group for group in repeated if len(group) == max(map(len, repeated))]
    if blocks and (len(blocks) > 1 or len(blocks[0]) > 2):
        columns = tuple(name for group in blocks for name in group)
        yield Finding("blocks", len(columns), columns)
