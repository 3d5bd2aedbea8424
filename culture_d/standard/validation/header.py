"""The line of the header against a schema: which column is which, and what is wrong, in words.

A missing column or a wrong order must not make nonsense of the cells: columns are recognised by their names,
even nearly right, and the cells of each are checked against its own field.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from culture_d.cells import plain_name
from culture_d.i18n import LANGUAGES
from culture_d.standard.findings import Cause, Example, Words, lines_of, shorten
from culture_d.standard.schemas import VERSIONS, Field, Schema, load_schema

NATIONAL = "standard-mediation-num"
_TOLD = 8  # names that a sentence gives
_CAUSES = 20  # causes of one kind
_COMPARED = 300  # names compared with each other by likeness
_LIKENESS = 0.85


@dataclass
class Heading:
    """What the header says.

    Attributes
    ----------
    labels : list of str
        Names as written, without the spaces around.
    positions : list of int
        Positions in the file (from 0) of the columns that were recognised, in order.
    fields : list of Field
        The field of each.
    valid : bool
        Whether the schema accepts this header.
    causes : list of Cause
    """

    labels: list[str]
    positions: list[int]
    fields: list[Field]
    valid: bool
    causes: list[Cause]


def read_header(header: Sequence[str], schema: Schema, line: int = 1) -> Heading:
    """Compare a header with a schema.

    Parameters
    ----------
    header : sequence of str
    schema : Schema
        Its ``fieldsMatch`` decides what is accepted; ``"exact"`` by default: every column, in order.
    line : int
        Line of the header in the file.
    """
    labels = [label.strip() for label in header]
    near = _near(labels, schema)
    known = {label: schema.by_name[label] for label in labels if label in schema.by_name} | near
    columns: dict[int, Field] = {}
    taken: set[str] = set()
    for position, label in enumerate(labels):
        item = known.get(label) or _by_place(position, labels, schema)
        if item and item.name not in taken:
            columns[position] = item
            taken.add(item.name)
    valid = _is_accepted(labels, schema)
    heading = Heading(labels, list(columns), list(columns.values()), valid, [])
    if not valid:
        heading.causes = list(_causes(heading, columns, near, schema, line))
    return heading


def is_national(schema: Schema) -> bool:
    """Tell whether a schema is a version of the national standard, which asks more of a file than its cells."""
    return schema.name == NATIONAL


def _is_accepted(labels: list[str], schema: Schema) -> bool:
    """Tell whether frictionless accepts the header: see ``fieldsMatch`` in the Data Package standard, version 2."""
    match = _match(schema)
    if match == "exact":
        return tuple(labels) == schema.names
    required = {item.name for item in schema.fields if item.required} | set(schema.primary_key)
    missing = set(schema.names) - set(labels)
    if match in ("superset", "partial"):
        missing &= required
    extra = set() if match in ("subset", "partial") else set(labels) - set(schema.names)
    return not missing and not extra and len(set(labels)) == len(labels) and bool(set(labels) & set(schema.names))


def _match(schema: Schema) -> str:
    return str(schema.descriptor.get("fieldsMatch") or "exact")


def _near(labels: list[str], schema: Schema) -> dict[str, Field]:
    """Return the labels that are the name or the title of a missing column, give or take a few letters."""
    missing = [item for item in schema.fields if item.name not in labels]
    strange = [label for label in dict.fromkeys(labels) if label and label not in schema.by_name][:_COMPARED]
    plain: dict[str, Field] = {}
    for item in missing:
        for text in (item.name, *(item.title(lang) for lang in LANGUAGES)):
            plain.setdefault(plain_name(text), item)
    plain.pop("", None)
    found: dict[str, Field] = {}
    for close in (False, True):  # equal but for accents and capitals first, then nearly equal
        for label in strange:
            if label in found:
                continue
            name = plain_name(label[:80])
            names = get_close_matches(name, plain, 1, _LIKENESS) if close else [name] if name in plain else []
            if names and plain[names[0]].name not in {item.name for item in found.values()}:
                found[label] = plain[names[0]]
    return found


def _by_place(position: int, labels: list[str], schema: Schema) -> Field | None:
    """Return the field of a column without a name that stands where its field is expected."""
    if labels[position] or position >= len(schema.fields):
        return None
    item = schema.fields[position]
    return None if item.name in labels else item


def _causes(
    heading: Heading, columns: dict[int, Field], near: dict[str, Field], schema: Schema, line: int
) -> Iterator[Cause]:
    if not columns:
        expected = _names(schema.names)
        yield _cause("header_unknown", line, 1, [label for label in heading.labels if label], names=expected)
        return
    places: dict[str, list[str]] = {}
    for place, label in enumerate(heading.labels, 1):
        places.setdefault(label, []).append(str(place))
    if blank := places.pop("", []):
        yield _cause("header_blank", line, len(blank), blank)
    for label in [label for label, found in places.items() if len(found) > 1][:_CAUSES]:
        yield _cause("header_twice", line, len(places[label]), [label], places=_names(places[label]))
    for label, item in near.items():
        key = "header_case" if label.lower() == item.name else "header_near"
        yield _cause(key, line, 1, [label], item, right=item.name)
    yield from _missing_or_extra(heading, columns, places, schema, line)
    order = [schema.names.index(item.name) for item in columns.values()]
    if _match(schema) == "exact" and order != sorted(order):
        yield _wrong_order(order, heading, schema, line)


def _missing_or_extra(
    heading: Heading, columns: dict[int, Field], places: dict[str, list[str]], schema: Schema, line: int
) -> Iterator[Cause]:
    found, match = {item.name for item in columns.values()}, _match(schema)
    missing = [item for item in schema.fields if item.name not in found]
    required = [item for item in missing if item.required or item.name in schema.primary_key]
    optional = [] if match in ("superset", "partial") else [item for item in missing if item not in required]
    for key, items in (("header_missing", required), ("header_missing_optional", optional)):
        if items:
            yield _cause(key, line, len(items), [item.name for item in items], items[0] if len(items) == 1 else None)
    read = {heading.labels[position] for position in columns}
    extra = [label for label in places if label not in read]
    if extra and match not in ("subset", "partial"):
        yield _cause("header_extra", line, len(extra), extra)


def _wrong_order(order: list[int], heading: Heading, schema: Schema, line: int) -> Cause:
    """Name the first column that is not where the order of the schema would have it."""
    first = next(i for i, place in enumerate(order) if place != sorted(order)[i])
    right = schema.fields[sorted(order)[first]]
    misplaced = sum(place != wanted for place, wanted in zip(order, sorted(order), strict=True))
    label = heading.labels[heading.positions[first]]
    place = str(heading.positions[first] + 1)
    return _cause("header_order", line, misplaced, [label], place=place, right=right.name)


def _cause(key: str, line: int, n: int, labels: Sequence[str], item: Field | None = None, **values: object) -> Cause:
    values = values | {"n": n, "item": _names(labels)}
    return Cause(
        key=key,
        field=item,
        column=item.name if item else "",
        count=n,
        lines=lines_of([line]),
        examples=[Example(line, shorten(", ".join(labels[:_TOLD])))],
        said=Words(f"validation.{key}", values),
        mended=Words(f"validation.{key}_mend", values),
        rule="header",
    )


def _names(names: Sequence[str]) -> str | Words:
    """Return the first names, and how many others there are."""
    told = ", ".join(shorten(name, 40) for name in names[:_TOLD])
    more = len(names) - _TOLD
    return Words("validation.names_more", {"names": told, "n": more}) if more > 0 else told


def other_version(labels: Sequence[str], schema: Schema) -> str | None:
    """Return the version of the national standard that these names fit better than a schema, or None."""
    if not is_national(schema):
        return None
    names = set(labels)
    known = {version: len(names & set(load_schema(version).names)) for version in VERSIONS}
    best = max(known, key=known.__getitem__)
    return best if known[best] > len(names & set(schema.names)) + 1 else None
