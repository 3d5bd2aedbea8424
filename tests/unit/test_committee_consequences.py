"""What a decision does to places: measured, and as frictionless would say."""

import pandas as pd
import pytest

from culture_d.i18n import messages
from culture_d.standard.committee.agenda import load_agenda
from culture_d.standard.committee.consequences import adapted, consequence, load_places
from culture_d.standard.committee.edits import apply_edits, touched
from culture_d.standard.schemas import load_schema

AGENDA = load_agenda()
CHOICES = [
    *((f"{q.id}-{o.id}", o.edits) for q in AGENDA.arbitrations for o in q.options if o.edits),
    *((c.id, c.edits) for c in AGENDA.comments if c.edits),
]
MORE = [
    ("minimum", [{"field": "latitude", "set": {"minimum": 44.7}}]),
    ("maximum", [{"field": "longitude", "set": {"maximum": 5}}]),
    ("type", [{"add": {"name": "n", "type": "integer", "constraints": {"required": True}}}]),
    ("enum", [{"field": "itinerance", "set": {"pattern": None, "enum": ["Fixe"]}}]),
    ("unique-name", [{"field": "commune", "set": {"unique": True}}]),
    ("two-rules", [{"field": "telephone", "set": {"required": True, "pattern": r"^\+334\d+$"}}]),
]


def refused_by_frictionless(places: pd.DataFrame, schema: dict, columns=None) -> tuple[set[int], int, int]:
    """Return the lines refused, the empty cells that are not allowed, the filled cells that are not.

    Only some columns are looked at, when they are named.
    """
    from frictionless import Resource
    from frictionless import Schema as Rules

    kept = [field for field in schema["fields"] if columns is None or field["name"] in columns]
    cells = adapted(places, load_schema(schema))[[field["name"] for field in kept]]
    fields = [{k: f[k] for k in ("name", "type", "constraints") if k in f} for f in kept]
    rows = [list(cells.columns), *cells.to_numpy().tolist()]
    lines, empty, filled = set(), set(), set()
    with Resource(rows, schema=Rules.from_descriptor({"fields": fields})) as resource:
        for row in resource.row_stream:
            for error in row.errors:
                lines.add(row.row_number)
                value = cells.iloc[row.row_number - 2][error.field_name]
                (filled if value else empty).add((row.row_number, error.field_name))
    return lines, len(empty), len(filled)


@pytest.fixture(scope="module")
def places():
    return load_places()


def test_the_places_follow_the_version_on_which_the_committee_meets(places):
    assert refused_by_frictionless(places, AGENDA.base.descriptor) == (set(), 0, 0)
    assert consequence([], places, AGENDA.base).places_kept == len(places)


@pytest.mark.parametrize(("name", "edits"), CHOICES + MORE, ids=[name for name, _ in CHOICES + MORE])
def test_frictionless_agrees(places, name, edits):
    found = consequence(edits, places, AGENDA.base)
    columns = {touched(edit) for edit in edits} | {"id"}
    lines, empty, filled = refused_by_frictionless(places, apply_edits(AGENDA.base.descriptor, edits), columns)
    assert (found.places_lost, found.cells_missing, found.cells_to_rewrite) == (len(lines), empty, filled)
    assert found.places == found.places_kept + found.places_lost == len(places)


def test_nothing_is_written_in_advance(places):
    fewer = places.head(10).assign(code_insee=["", "26901"] * 5)
    option = AGENDA.arbitration("insee").option("compulsory")
    found = consequence(option, fewer, AGENDA.base)
    assert (found.places_kept, found.places_lost, found.cells_missing, found.compulsory) == (5, 5, 5, 10)
    gone = consequence(AGENDA.arbitration("insee").option("out"), fewer, AGENDA.base)
    assert (gone.places_lost, gone.cells_dropped) == (0, 5)


def test_places_refused_already_are_not_counted_as_lost(places):
    broken = places.head(4).assign(code_postal=["1000", "26950", "26950", "26950"], code_insee="")
    found = consequence(AGENDA.arbitration("insee").option("compulsory"), broken, AGENDA.base)
    assert (found.places_lost, found.cells_missing) == (3, 3)


def test_an_older_file_lacks_columns_and_an_unknown_one_is_left_aside(places):
    partial = places[["id", "pivot", "nom", "commune", "code_postal", "adresse", "date_maj"]].assign(extra="x")
    found = consequence(AGENDA.arbitration("hours").option("compulsory"), partial, AGENDA.base)
    assert found.places_lost == found.cells_missing == len(places)


def test_a_new_column_costs_even_when_it_is_optional(places):
    found = consequence(AGENDA.arbitration("photo").option("optional"), places, AGENDA.base)
    assert (found.places_lost, found.cells_added, found.compulsory) == (0, len(places), 0)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_sentences(places, lang):
    words = messages()["committee"]
    said = {name: consequence(edits, places, AGENDA.base).sentence(lang) for name, edits in CHOICES}
    assert said["la-poste-label"] == words["none_lost"][lang].format(places=len(places))
    assert said["photo-compulsory"].startswith(words["all_lost"][lang].format(places=len(places)))
    thousands = {"en": "1,440", "fr": "1\u202f440"}[lang]
    assert thousands in said["twelve-columns"]
    for sentence in said.values():
        assert "{" not in sentence and not sentence.startswith("0")
    one = places.assign(code_insee=[""] + ["26901"] * (len(places) - 1))
    alone = consequence(AGENDA.arbitration("insee").option("compulsory"), one, AGENDA.base).sentence(lang)
    assert {"en": "1 of the 120 places is refused", "fr": "1 lieu sur 120 est refusé"}[lang] in alone
