"""Schemas of the national standard, explained in both languages.

    python data/generators/standard_schemas.py

writes ``data/standard/schema-<version>.json`` from three files: ``standard_versions.yml`` (what the authors of the
standard published), ``standard_fields.yml`` and ``standard_values.yml`` (what we say of it).
"""

from __future__ import annotations

import argparse
import json
from functools import cache
from pathlib import Path

import yaml

from culture_d.standard.schemas import VERSIONS, Field

HERE = Path(__file__).resolve().parent


@cache
def _read(name: str) -> dict:
    return yaml.safe_load((HERE / f"standard_{name}.yml").read_text(encoding="utf-8"))


def make_schema(version: str) -> dict:
    """Return the Table Schema of a version, with titles, descriptions, glosses and examples.

    Parameters
    ----------
    version : {"0.1.1", "1.0.1", "1.0.2"}
    """
    about = _read("fields")["schema"]
    published, *others = about["sources"]
    return {
        "$schema": "https://frictionlessdata.io/schemas/table-schema.json",
        "name": "standard-mediation-num",
        "version": version,
        "titles": about["titles"],
        "descriptions": {lang: text.format(version=version) for lang, text in about["descriptions"].items()},
        "homepage": about["homepage"],
        "sources": [published | {"path": _read("versions")[version]["source"]}, *others],
        "primaryKey": "id",
        "fields": [_field(item, version) for item in _published(version)],
    }


def _published(version: str) -> list[dict]:
    """Return the fields as the authors published them."""
    found = _read("versions")[version]
    if "fields" in found:
        return found["fields"]
    return [item | found["except"].get(item["name"], {}) for item in _read("versions")[found["as"]]["fields"]]


def _field(item: dict, version: str) -> dict:
    name, constraints = item["name"], item["constraints"]
    words = _read("fields")["fields"][name]
    words = words | words.get("versions", {}).get(version, {})
    separator = _read("fields")["separators"][version]
    # Only some sentences speak of the separator or of the limit; none has other braces.
    filled = {"separator": f"«\u00a0{separator}\u00a0»", "limit": constraints.get("maxLength", "")}
    example = words["example"]
    made = {
        "name": name,
        "type": item.get("type", "string"),
        "format": item.get("format"),
        "title": item["title"],
        "titles": {"en": words["titles"]["en"], "fr": item["title"].replace("'", "’")},
        "descriptions": {
            "en": words["descriptions"]["en"].format(**filled | {"separator": f'"{separator}"'}),
            "fr": words["descriptions"]["fr"].format(**filled),
        },
        "example": separator.join(example) if isinstance(example, list) else example,
        "separator": separator if words.get("separator") else None,
        "constraints": constraints,
        "values": _glosses(item),
    }
    return {key: value for key, value in made.items() if value is not None}


def _glosses(item: dict) -> dict | None:
    """Return the glosses of the values that a version accepts, all of them when it checks nothing."""
    glosses = _read("values").get(item["name"])
    accepted = Field.from_descriptor(item).values
    return {value: glosses[value] for value in accepted} or glosses


def write(folder: Path) -> None:
    """Write the schema of each version in a folder."""
    for version in VERSIONS:
        text = json.dumps(make_schema(version), ensure_ascii=False, indent=2)
        (folder / f"schema-{version}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write the schemas of the national standard.")
    parser.add_argument(
        "folder", nargs="?", type=Path, default=HERE.parent / "standard", help="data/standard by default"
    )
    write(parser.parse_args().folder)
