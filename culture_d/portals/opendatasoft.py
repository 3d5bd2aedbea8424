"""Any portal made with Opendatasoft, by its Explore interface, version 2.1.

Source: https://help.opendatasoft.com/apis/ods-explore-v2/
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from culture_d.portals.api import Ask
from culture_d.portals.errors import Trouble
from culture_d.portals.model import Dataset, Resource
from culture_d.portals.reading import day, dig, items, label, labels, mapping, text, whole

_FORMATS = ("csv", "json", "xlsx")


class Opendatasoft:
    """The adapter of one Opendatasoft portal.

    Parameters
    ----------
    host : str
        Such as ``"opendata.paris.fr"``.
    base : str, optional
        Where its interface is.
    """

    def __init__(self, host: str, base: str | None = None) -> None:
        self.name = host
        self.base = base or f"https://{host}/api/explore/v2.1"

    def search(self, words: Sequence[str], n: int) -> Ask:
        # A text between quotation marks is searched in every field; the marks of a reader would end it.
        asked = " and ".join('"{}"'.format(word.replace("\\", "").replace('"', "")) for word in words)
        return Ask(f"{self.base}/catalog/datasets", {"limit": n, "offset": 0} | ({"where": asked} if asked else {}))

    def found(self, answer: object, words: Sequence[str]) -> tuple[list[Dataset], int | None]:
        records = mapping(answer).get("results")
        if not isinstance(records, list):
            raise Trouble("shape", host=self.name)
        datasets = [self._dataset(r) for r in records if isinstance(r, dict)]
        return datasets, whole(mapping(answer).get("total_count"))

    def dataset(self, id: str) -> Ask:
        return Ask(self._address(id))

    def described(self, answer: object) -> Dataset:
        if not label(dig(answer, "dataset_id")):
            raise Trouble("shape", host=self.name)
        return self._dataset(answer)

    def rows(self, resource: Resource, n: int) -> Ask | None:
        return Ask(f"{self._address(resource.dataset_id)}/records", {"limit": n}) if resource.dataset_id else None

    def table(self, answer: object) -> list[dict]:
        rows = mapping(answer).get("results")
        if not isinstance(rows, list):
            raise Trouble("shape", host=self.name)
        return [row for row in rows if isinstance(row, dict)]

    def _address(self, id: str) -> str:
        return f"{self.base}/catalog/datasets/{quote(id, safe='')}"

    def _dataset(self, record: dict) -> Dataset:
        about, dcat = dig(record, "metas", "default"), dig(record, "metas", "dcat")
        id = label(record.get("dataset_id"))
        return Dataset(
            id=id,
            title=label(dig(about, "title")),
            description=text(dig(about, "description")),
            producer=label(dig(about, "publisher")) or label(dig(dcat, "creator")),
            licence=label(dig(about, "license")),
            frequency=label(dig(dcat, "accrualperiodicity")),
            created=day(dig(dcat, "created")) or day(dig(dcat, "issued")),
            modified=day(dig(about, "modified")) or day(dig(about, "data_processed")),
            keywords=labels(dig(about, "keyword")),
            temporal=_period(dcat),
            spatial=label(dig(dcat, "spatial")) or ", ".join(labels(dig(about, "territory"))) or None,
            page=f"https://{self.name}/explore/dataset/{quote(id, safe='')}/" if id else None,
            resources=tuple(self._exports(id, record, day(dig(about, "data_processed")))) if id else (),
            fields={name: _meaning(f) for f in items(record.get("fields")) if (name := label(dig(f, "name")))},
            content_lang=label(dig(about, "language")),
        )

    def _exports(self, id: str, record: dict, modified) -> list[Resource]:
        if record.get("has_records") is False:
            return []
        formats = (*_FORMATS, "geojson") if "geo" in items(record.get("features")) else _FORMATS
        address = f"{self._address(id)}/exports"
        asked = {"csv": "?" + urlencode({"delimiter": ";", "use_labels": "true", "lang": "fr"})}
        return [
            Resource(
                id=f"{id}.{kind}",
                title=f"{id}.{kind}",
                format=kind,
                url=f"{address}/{kind}{asked.get(kind, '')}",
                modified=modified,
                type="main",
                dataset_id=id,
            )
            for kind in formats
        ]


def _meaning(field: object) -> str | None:
    return label(dig(field, "description")) or label(dig(field, "label")) or label(dig(field, "type"))


def _period(dcat: object) -> tuple | None:
    start, end = day(dig(dcat, "temporal_coverage_start")), day(dig(dcat, "temporal_coverage_end"))
    return (start, end) if start or end else None
