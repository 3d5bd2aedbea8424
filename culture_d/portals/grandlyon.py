"""data.grandlyon.com: the tables of the Métropole de Lyon, by its interface in JSON.

That interface gives columns and lines, and neither title, licence nor date: what a table is about is said on
the pages of the portal alone. Source: https://rdata-grandlyon.readthedocs.io/fr/latest/services.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from culture_d.portals.api import Ask
from culture_d.portals.errors import Trouble
from culture_d.portals.model import Dataset, Resource
from culture_d.portals.reading import dig, fold, items, label, mapping

BASE = "https://data.grandlyon.com/fr/datapusher/ws/rdata"


class GrandLyon:
    """The adapter of data.grandlyon.com.

    Parameters
    ----------
    base : str
        Where its interface is.
    titles : dict, optional
        Name of a table -> what the course calls it, since the interface does not say.
    """

    name = "data.grandlyon.com"

    def __init__(self, base: str = BASE, titles: Mapping[str, str] | None = None) -> None:
        self.base, self.titles = base, titles or {}

    def search(self, words: Sequence[str], n: int) -> Ask:
        return Ask(f"{self.base}/all.json")

    def found(self, answer: object, words: Sequence[str]) -> tuple[list[Dataset], int | None]:
        tables = mapping(answer).get("results")
        if not isinstance(tables, list):
            raise Trouble("shape", host=self.name)
        names = dict.fromkeys(filter(None, map(_table_name, tables)))
        datasets = [self._dataset(name) for name in names]
        kept = [d for d in datasets if all(fold(word) in fold(f"{d.id} {d.title}") for word in words)]
        return kept, len(kept)

    def dataset(self, id: str) -> Ask:
        return Ask(f"{self.base}/{quote(id, safe='')}.json")

    def described(self, answer: object) -> Dataset:
        name = label(dig(answer, "requested_table"))
        if not name:
            raise Trouble("shape", host=self.name)
        dataset = self._dataset(name)
        for column in items(dig(answer, "results")):
            if found := label(dig(column, "column_name")):
                dataset.fields[found] = label(dig(column, "column_type"))
        return dataset

    def rows(self, resource: Resource, n: int) -> Ask | None:
        if not resource.dataset_id:
            return None
        address = f"{self.base}/{quote(resource.dataset_id, safe='')}/all.json"
        return Ask(address, {"maxfeatures": n, "start": 1})

    def table(self, answer: object) -> list[dict]:
        rows = mapping(answer).get("values")
        if not isinstance(rows, list):
            raise Trouble("shape", host=self.name)
        return [row for row in rows if isinstance(row, dict)]

    def _dataset(self, name: str) -> Dataset:
        address = f"{self.base}/{quote(name, safe='')}"
        resources = tuple(
            Resource(
                id=f"{name}.{kind}",
                title=f"{name}.{kind}",
                format=kind,
                url=f"{address}/all.{kind}?maxfeatures=-1&start=1",
                type="main",
                dataset_id=name,
            )
            for kind in ("csv", "json")
        )
        return Dataset(
            id=name,
            title=self.titles.get(name, name),
            page=f"{address}.json",
            resources=resources,
            content_lang="fr",
        )


def _table_name(table: object) -> str | None:
    schema, name = label(dig(table, "table_schema")), label(dig(table, "table_name"))
    return f"{schema}.{name}" if schema and name else None
