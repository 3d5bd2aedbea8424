"""The dated copies of ``data/portals/``: what answers when a portal does not.

The folder of a portal holds the answers of its interface, in its own shape: ``search.json`` (the catalogue),
``datasets/<id>.json`` (one description) and ``rows/<id>.json`` (some lines). ``sample.json`` says of which day
they are, where they come from, and which files the course ships.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from culture_d.portals.api import Api
from culture_d.portals.errors import Trouble
from culture_d.portals.model import Dataset, Resource
from culture_d.portals.reading import fold, mapping

FOLDER = Path(__file__).resolve().parents[2] / "data" / "portals"
EXAMPLE = "exemple-"  # how the ids of what was written for the course begin


@dataclass(frozen=True)
class Origin:
    """Where a description comes from: of which day, after which page, and how many files the portal has."""

    day: dt.date
    note: Mapping[str, str]
    source: str | None = None
    files: int | None = None


class Sample:
    """The copy of one portal.

    Attributes
    ----------
    day : datetime.date
    note : dict
        Language -> where the copy comes from.
    titles : dict
        Id -> title, for an interface that gives none.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        about = _json(folder / "sample.json")
        self.day, self.note = dt.date.fromisoformat(about["sample_of"]), about["note"]
        self.titles: dict[str, str] = about.get("titles", {})
        self._origins = {id: self._origin(origin) for id, origin in about.get("origins", {}).items()}
        self._files: dict[str, str] = about.get("files", {})

    def _origin(self, origin: dict) -> Origin:
        day = dt.date.fromisoformat(origin["sample_of"]) if "sample_of" in origin else self.day
        return Origin(day, origin.get("note", self.note), origin.get("source"), origin.get("files"))

    def origin(self, id: str | None) -> Origin:
        """Return where the description of a dataset comes from."""
        return self._origins.get(id or "") or Origin(self.day, self.note)

    def catalogue(self, api: Api) -> list[Dataset]:
        """Return all the datasets of the copy."""
        datasets, _ = api.found(_json(self.folder / "search.json"), ())
        return [self._dressed(dataset) for dataset in datasets]

    def dataset(self, api: Api, id: str) -> Dataset | None:
        """Return a dataset of the copy by its id, or None."""
        known = next((d for d in self.catalogue(api) if d.id == id), None)
        path = self.folder / "datasets" / f"{id}.json"
        if known is None or not path.is_file():
            return known
        return self._dressed(api.described(_json(path)))

    def rows(self, api: Api, resource: Resource) -> list[dict]:
        """Return the lines that the copy has of a resource, or raise :class:`Trouble`."""
        path = self.folder / "rows" / f"{resource.dataset_id}.json"
        if not resource.dataset_id or not path.is_file():
            raise Trouble("no_lines", host=api.name)
        return api.table(_json(path))

    def _dressed(self, dataset: Dataset) -> Dataset:
        origin = self.origin(dataset.id)
        resources = tuple(replace(r, file=self._file(r.id)) for r in dataset.resources)
        count = origin.files if origin.files is not None else dataset.resource_count
        return replace(dataset, resources=resources, sample_of=origin.day, resource_count=count)

    def _file(self, id: str | None) -> Path | None:
        name = self._files.get(id or "")
        return FOLDER / "files" / name if name else None


def matching(datasets: list[Dataset], words: list[str]) -> list[Dataset]:
    """Return the datasets that hold all the words, else those that hold one of them, the titles first."""
    asked = [fold(word) for word in words]
    texts = [fold(" ".join([d.id or "", d.title or "", d.description or "", *d.keywords])) for d in datasets]
    for enough in (all, any):
        kept = [d for d, text in zip(datasets, texts, strict=True) if enough(word in text for word in asked)]
        if kept or not asked:
            return sorted(kept, key=lambda d: -sum(word in fold(d.title or "") for word in asked))
    return []


@cache
def sample_of(name: str) -> Sample | None:
    """Return the copy of a portal by its name, or None when the course has none."""
    folder = FOLDER / name
    return Sample(folder) if (folder / "sample.json").is_file() else None


def sampled_portals() -> list[str]:
    """Return the names of the portals of which the course has a copy."""
    return sorted(path.parent.name for path in FOLDER.glob("*/sample.json"))


@cache
def _json(path: Path) -> dict:
    return mapping(json.loads(path.read_text(encoding="utf-8")))
