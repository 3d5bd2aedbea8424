"""The columns of a file against the schema: their kind, their nearly right names, their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from culture_d.cells import plain_name
from culture_d.standard.conversion_table import conversion_table
from culture_d.standard.findings import Words
from culture_d.standard.repair.cell import Column
from culture_d.standard.schemas import Field, Schema
from culture_d.standard.source import Source
from culture_d.standard.validation.header import is_national, read_header
from culture_d.standard.validation.rules import rules
from culture_d.standard.validation.shapes import shape_of

# The columns of the national standard that say more than their type does.
_KINDS = {
    "code_postal": "postcode", "code_insee": "insee", "telephone": "phone", "pivot": "pivot", "horaires": "hours",
    "courriels": "email", "courriel": "email", "site_web": "url", "fiche_acces_libre": "url", "accessibilite": "url",
    "prise_rdv": "url", "typologie": "codes", "latitude": "coordinate", "longitude": "coordinate",
}  # fmt: skip
_TYPES = {
    "number": "number",
    "integer": "number",
    "date": "date",
    "boolean": "typed",
    "time": "typed",
    "geopoint": "typed",
}
_SEVERAL = ("courriels", "courriel", "site_web", "typologie")
# Other names that these columns go by; a person confirms.
_ALSO = {
    "id": "n numero ref reference identifiant", "pivot": "siret", "nom": "nom_du_lieu nom_lieu nom_structure",
    "commune": "ville", "code_postal": "cp", "code_insee": "insee", "latitude": "lat", "longitude": "lon lng long",
    "telephone": "tel", "courriels": "email mail emails mel courriel", "site_web": "site url web",
    "horaires": "horaires_ouverture horaires_d_ouverture", "frais_a_charge": "tarif tarifs",
    "date_maj": "mise_a_jour date_mise_a_jour date_de_mise_a_jour mis_a_jour_le date_modif",
}  # fmt: skip


def columns_of(source: Source, schema: Schema, lang: str) -> list[Column]:
    """Return the columns of a file that the schema knows, in the order of the file."""
    heading = read_header(source.header, schema, source.header_line)
    known = dict(zip(heading.positions, heading.fields, strict=True))
    if is_national(schema):
        known |= _by_other_names(heading.labels, known, schema)
    readers = {item.name: item.create_cell_reader() for item in rules(schema, lang=lang).fields}
    descriptors = {item["name"]: item for item in schema.descriptor["fields"]}
    return [
        Column(
            position=position,
            label=source.header[position],
            field=field,
            kind=kind_of(field, is_national(schema)),
            national=is_national(schema),
            mark=_mark(field, schema),
            descriptor=descriptors[field.name],
            reader=readers[field.name],
        )
        for position, field in sorted(known.items())
    ]


def _by_other_names(labels: list[str], known: dict[int, Field], schema: Schema) -> dict[int, Field]:
    """Recognise the columns that are called otherwise, each once."""
    names = _other_names(schema)
    found: dict[int, Field] = {}
    for position, label in enumerate(labels):
        name = names.get(plain_name(label))
        if name and position not in known and name not in {field.name for field in (known | found).values()}:
            found[position] = schema.by_name[name]
    return found


def _other_names(schema: Schema) -> dict[str, str]:
    names = {other: name for name, others in _ALSO.items() for other in others.split() if name in schema.by_name}
    for old, rule in conversion_table().columns.items():
        if rule["how"] == "same" and len(rule["to"]) == 1 and rule["to"][0] != old and rule["to"][0] in schema.by_name:
            names.setdefault(old, rule["to"][0])
    return names


def kind_of(field: Field, national: bool) -> str:
    """Return what the cells of a column hold."""
    if field.values:
        return "list"
    if shape := shape_of(field):
        return shape
    if national and field.name in _KINDS:
        return _KINDS[field.name]
    if field.name in ("latitude", "longitude") and field.type == "number":
        return "coordinate"
    if field.type == "string" and field.format in ("email", "uri"):
        return {"email": "email", "uri": "url"}[field.format]
    return _TYPES.get(field.type, "text")


def _mark(field: Field, schema: Schema) -> str | None:
    if field.separator or not is_national(schema) or field.name not in _SEVERAL:
        return field.separator
    return ";" if schema.version.startswith("0") else "|"


@dataclass(frozen=True)
class Naming:
    """A column to rename: its position, its name in the file and in the schema, how sure, why."""

    position: int
    before: str
    after: str
    safe: bool
    words: Words


def namings(columns: list[Column]) -> list[Naming]:
    """Return the columns whose name is nearly the schema's."""
    return [
        Naming(column.position, column.label, column.field.name, safe, _why_name(column, safe))
        for column in columns
        if column.label != column.field.name
        for safe in [plain_name(column.label) == plain_name(column.field.name)]
    ]


def _why_name(column: Column, safe: bool) -> Words:
    key = "header_name" if safe else "header_name_look" if column.label.strip() else "header_blank"
    titles = {lang: column.field.title(lang) for lang in ("en", "fr")}
    return Words(f"repair.why_{key}", {"name": column.field.name, "title": titles})


def arranged(positions: Sequence, known: dict[int, str], schema: Schema) -> list[int | str]:
    """Return the columns as the schema orders them.

    Parameters
    ----------
    positions : sequence
        The columns of the file.
    known : dict
        Position of a column -> name of its field.
    schema : Schema

    Returns
    -------
    list of int or str
        Positions in the file, and the names of the columns to add, empty; what the schema does not know comes last.
    """
    by_name = {name: position for position, name in known.items()}
    rest = [position for position in range(len(positions)) if position not in known]
    return [*(by_name.get(name, name) for name in schema.names), *rest]
