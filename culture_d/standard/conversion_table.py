"""The documented destinations of version 0.1 of the standard: ``data/standard/conversion-0.1-to-1.0.yml``."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import pandas as pd

from culture_d.i18n import language, t
from culture_d.standard.recognise import letters
from culture_d.standard.schemas import FOLDER, load_schema
from culture_d.yaml_files import read_yaml

PATH = FOLDER / "conversion-0.1-to-1.0.yml"
HOW = ("same", "close", "lost")
OTHER_LABELS = "autres_formations_labels"


@dataclass(frozen=True)
class Destination:
    """Where a value of 0.1 goes.

    Attributes
    ----------
    field, value : str
        Column and value of version 0.1.
    to, to_value : str
        Column and value of version 1.0; ``""`` when there is none.
    how : {"same", "close", "lost"}
    by : str
        Who chose: a key of the sources, or ``"ours"``.
    reason : dict
        Why, by language.
    suggestion : str
        What the authors' tools write where we leave the choice to a person.
    since : str
        First version that has the value, when it is not 1.0.
    """

    field: str
    value: str
    to: str = ""
    to_value: str = ""
    how: str = "same"
    by: str = "schemas"
    reason: dict = field(default_factory=dict)
    suggestion: str = ""
    since: str = ""


@dataclass(frozen=True)
class Table:
    """The whole table: ``columns`` by name (their destinations are lists), ``values`` and ``aliases``."""

    sources: dict[str, dict]
    columns: dict[str, dict]
    values: tuple[Destination, ...]
    aliases: dict[str, Destination]

    @property
    def lists(self) -> dict[str, dict[str, Destination]]:
        """For each column with a list of values: letters of a value -> destination."""
        return _lists()


@cache
def conversion_table() -> Table:
    """Read the table of destinations."""
    content = read_yaml(PATH)
    aliases = {
        letters(written): Destination(
            field="labels_autres", value=written, **{k: v for k, v in item.items() if k != "written"}
        )
        for item in content["aliases"]
        for written in item["written"]
    }
    return Table(
        sources=content["sources"],
        columns={item["field"]: item for item in content["columns"]},
        values=tuple(Destination(**item) for item in content["values"]),
        aliases=_official_labels() | aliases,
    )


def destinations(lang: str | None = None) -> pd.DataFrame:
    """Return the table of the values, to read: one row per value of 0.1, with columns in the reader's language."""
    lang, table = lang or language(), conversion_table()
    heads = [t(f"convert.head_{key}", lang) for key in ("field", "value", "to", "to_value", "how", "reason", "by")]
    rows = [
        [d.field, d.value, d.to, d.to_value, t(f"convert.how_{d.how}", lang), d.reason[lang], _chooser(d, table, lang)]
        for d in table.values
    ]
    return pd.DataFrame(rows, columns=heads)


def _chooser(destination: Destination, table: Table, lang: str) -> str:
    return t("convert.ours", lang) if destination.by == "ours" else table.sources[destination.by]["title"]


@cache
def _lists() -> dict[str, dict[str, Destination]]:
    """Index the values: whole, by what comes before their explanation, and as version 1.0 writes them."""
    table, new = conversion_table(), load_schema("1.0.1").by_name
    index: dict[str, dict[str, Destination]] = {}
    for item in table.values:
        known = index.setdefault(item.field, {})
        known[letters(item.value)] = item
        known.setdefault(letters(item.value.partition(" : ")[0]), item)
    for name, known in index.items():
        for to in table.columns[name]["to"]:
            for value in new[to].values:
                known.setdefault(letters(value), Destination(name, value, to, value))
    return index


def _official_labels() -> dict[str, Destination]:
    """Return the labels that 1.0 lists, under their own names."""
    fields = load_schema("1.0.1").by_name
    return {
        letters(value): Destination("labels_autres", value, to, value)
        for to in ("formations_labels", "dispositif_programmes_nationaux")
        for value in fields[to].values
    }
