"""data.gouv.fr: its catalogue (``/api/1``) and its tabular interface.

Sources: https://guides.data.gouv.fr (reference of the API), the fields of udata
(``udata/core/dataset/api_fields.py``), https://github.com/datagouv/api-tabular.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from culture_d.portals.api import Ask
from culture_d.portals.errors import Trouble
from culture_d.portals.model import Dataset, Resource
from culture_d.portals.reading import day, dig, items, label, labels, mapping, text, whole

CATALOGUE = "https://www.data.gouv.fr/api/1"
TABULAR = "https://tabular-api.data.gouv.fr/api"
_ROWS = 50  # lines in one answer of the tabular interface, says its documentation
_ROW_NUMBER = "__id"  # a column that the tabular interface adds


class DataGouv:
    """The adapter of data.gouv.fr."""

    name = "data.gouv.fr"

    def __init__(self, catalogue: str = CATALOGUE, tabular: str = TABULAR) -> None:
        self.catalogue, self.tabular = catalogue, tabular

    def search(self, words: Sequence[str], n: int) -> Ask:
        return Ask(f"{self.catalogue}/datasets/", {"q": " ".join(words), "page": 1, "page_size": n})

    def found(self, answer: object, words: Sequence[str]) -> tuple[list[Dataset], int | None]:
        records = mapping(answer).get("data")
        if not isinstance(records, list):
            raise Trouble("shape", host=self.name)
        return [_dataset(r) for r in records if isinstance(r, dict)], whole(mapping(answer).get("total"))

    def dataset(self, id: str) -> Ask:
        return Ask(f"{self.catalogue}/datasets/{quote(id, safe='')}/")

    def described(self, answer: object) -> Dataset:
        if not label(dig(answer, "id")):
            raise Trouble("shape", host=self.name)
        return _dataset(answer)

    def rows(self, resource: Resource, n: int) -> Ask | None:
        if not resource.id:
            return None
        address = f"{self.tabular}/resources/{quote(resource.id, safe='')}/data/"
        return Ask(address, {"page": 1, "page_size": min(n, _ROWS)})

    def table(self, answer: object) -> list[dict]:
        rows = [row for row in items(mapping(answer).get("data")) if isinstance(row, dict)]
        if not rows:
            raise Trouble("shape", host=self.name)
        return [{key: cell for key, cell in row.items() if key != _ROW_NUMBER} for row in rows]


def _dataset(record: dict) -> Dataset:
    get = record.get
    files = get("resources")
    return Dataset(
        id=label(get("id")),
        title=label(get("title")),
        description=text(get("description")),
        producer=label(dig(get("organization"), "name")) or _person(get("owner")),
        licence=label(get("license")),
        frequency=label(get("frequency")),
        created=day(get("created_at")),
        modified=day(get("last_update")) or day(get("last_modified")),
        keywords=labels(get("tags")),
        temporal=_period(get("temporal_coverage")),
        spatial=_territory(get("spatial")),
        page=label(get("page")),
        resources=tuple(_resource(r) for r in items(files) if isinstance(r, dict)),
        # The second version of the interface gives only a number of files, and where to ask for them.
        resource_count=whole(dig(files, "total")),
        portal_quality=mapping(get("quality")) or None,
        content_lang="fr",
    )


def _resource(record: dict) -> Resource:
    get = record.get
    kind = label(get("format"))
    return Resource(
        id=label(get("id")),
        title=label(get("title")),
        format=kind.lower() if kind else None,
        size=whole(get("filesize")),
        url=label(get("url")),
        modified=day(get("last_modified")),
        description=text(get("description")),
        schema=label(dig(get("schema"), "name")) or label(dig(get("schema"), "url")),
        type=label(get("type")),
        available=found if isinstance(found := dig(get("extras"), "check:available"), bool) else None,
        latest=label(get("latest")),
    )


def _person(owner: object) -> str | None:
    names = [label(dig(owner, key)) for key in ("first_name", "last_name")]
    return " ".join(filter(None, names)) or None


def _period(coverage: object) -> tuple | None:
    start, end = day(dig(coverage, "start")), day(dig(coverage, "end"))
    return (start, end) if start or end else None


def _territory(spatial: object) -> str | None:
    zones = [label(z) or label(dig(z, "name")) or label(dig(z, "id")) for z in items(dig(spatial, "zones"))[:20]]
    zones = ["France" if zone == "country:fr" else zone for zone in zones]
    granularity = label(dig(spatial, "granularity"))
    parts = [*filter(None, zones), *([granularity] if granularity and granularity != "other" else [])]
    return ", ".join(parts) or None
