"""The fictional places of the Pays de la Lane: reproduced, valid or wrong as announced."""

import csv
import datetime as dt
import io
import math
import re
import sys
import unicodedata
from collections import Counter

import pandas as pd
import pytest

from culture_d.catalogue import DATA
from culture_d.standard.source import open_source

sys.path.insert(0, str(DATA / "generators"))
import mediation_places
from lane_world import NO_PIVOT, communes
from place_errors import SCHEMA, make_dirty

STANDARD = DATA / "standard"
SAMPLES = STANDARD / "samples"
SATURDAY = dt.datetime(2025, 3, 22, 10, 30)
HELP = {"Aide aux démarches administratives", "Réaliser des démarches administratives avec un accompagnement"}


def _table(name):
    return pd.read_csv(SAMPLES / name, dtype="str", keep_default_na=False)


@pytest.fixture(scope="module")
def places():
    return _table("places.csv")


@pytest.fixture(scope="module")
def real():
    return pd.read_csv(STANDARD / "communes.csv", dtype="str", keep_default_na=False)


def test_the_generator_reproduces_every_file(tmp_path):
    mediation_places.write(tmp_path)
    made = {path.relative_to(tmp_path) for path in tmp_path.rglob("*.csv")}
    stored = {path.relative_to(STANDARD) for path in SAMPLES.glob("*.csv")}
    assert made == stored | {(STANDARD / "fictional-communes.csv").relative_to(STANDARD)}
    for name in made:
        assert (tmp_path / name).read_bytes() == (STANDARD / name).read_bytes(), name


def _errors(path, version):
    from frictionless import Resource, Schema, system

    schema = Schema(STANDARD / f"schema-{version}.json")
    with system.use_context(trusted=True):
        report = Resource(path=str(path), schema=schema).validate()
    return {(line, column) for line, column in report.flatten(["rowNumber", "fieldName"]) if column}


@pytest.mark.parametrize(
    ("name", "version"),
    [("valombre-standard.csv", "1.0.1"), ("places.csv", "1.0.1"), ("pont-clairet-0.1.csv", "0.1.1")],
)
def test_the_clean_files_are_valid(name, version):
    assert _errors(SAMPLES / name, version) == set()


def test_the_schema_sees_what_it_is_said_to_see():
    listed = _table("valombre-standard-dirty-errors.csv")
    seen = listed[listed["seen_by"] == "schema"]
    assert _errors(SAMPLES / "valombre-standard-dirty.csv", "1.0.1") == _cells(seen)
    assert len(seen) == 22 and seen["kind"].nunique() == 16
    assert sorted(listed[listed["seen_by"] == "beyond"]["kind"].unique()) == [
        "date_in_future",
        "duplicate_place",
        "email_of_a_person",
        "hours_in_french",
        "insee_of_another_town",
        "siret_check_digit",
        "swapped_coordinates",
    ]


def test_the_list_of_errors_leads_from_the_clean_file_to_the_other():
    clean, dirty = _table("valombre-standard.csv"), _table("valombre-standard-dirty.csv")
    for line, column, kind, before, after, _ in _table("valombre-standard-dirty-errors.csv").itertuples(index=False):
        row = int(line) - 2
        assert dirty.loc[row, column] == after
        if kind != "duplicate_place":
            assert clean.loc[row, column] == before
            dirty.loc[row, column] = before
    assert len(clean) == 13 and dirty.head(13).equals(clean)


def test_the_sown_errors_are_where_the_list_says(places):
    dirty, listed = _table("places-dirty.csv"), _table("places-dirty-errors.csv")
    assert len(listed) == 40 and listed["line"].is_unique and set(listed["kind"]) == set(SCHEMA)
    assert _errors(SAMPLES / "places-dirty.csv", "1.0.1") == _cells(listed)
    changed = [(i, name) for name in places for i in places.index[places[name] != dirty[name]]]
    assert {(i + 2, name) for i, name in changed} == _cells(listed)


def _cells(listed):
    return {(int(line), column) for line, column in zip(listed["line"], listed["column"], strict=True)}


def test_errors_are_sown_in_large_tables_too(tmp_path):
    large = mediation_places.make_places(2000, seed=7)
    before = large.copy()
    dirty, listed = make_dirty(large, 300, seed=7)
    assert large.equals(before) and len(listed) == 300 and set(listed["kind"]) == set(SCHEMA)
    assert large["id"].is_unique and large["nom"].is_unique
    dirty.to_csv(tmp_path / "dirty.csv", index=False)
    assert _errors(tmp_path / "dirty.csv", "1.0.1") == _cells(listed)
    assert make_dirty(large, 300, seed=7)[1].equals(listed)


def test_errors_that_do_not_fit_are_refused(places):
    with pytest.raises(ValueError, match="cannot show every kind"):
        make_dirty(places, 3, seed=1)
    with pytest.raises(ValueError, match="no line left"):
        make_dirty(places, 200, seed=1)


def test_what_the_places_lack_is_what_the_script_says(places):
    town_halls = {commune.pivot for commune in communes()}
    length = places["presentation_resume"].str.len()
    measured = {
        "town hall's SIRET": places["pivot"].isin(town_halls).sum(),
        "no SIRET": (places["pivot"] == NO_PIVOT).sum(),
        "long summary": (length > 140).sum(),
        "every public": (places["publics_specifiquement_adresses"].str.count(r"\|") == 4).sum(),
        "before 2024": (places["date_maj"] < "2024").sum(),
    } | {name: (places[name] == "").sum() for name in mediation_places._EMPTY}
    assert measured == {
        "town hall's SIRET": 19,
        "no SIRET": 3,
        "long summary": 24,
        "every public": 8,
        "before 2024": 24,
        "code_insee": 14,
        "horaires": 30,
        "telephone": 18,
        "courriels": 22,
        "services": 10,
        "itinerance": 34,
        "latitude": 6,
    }
    assert len(places) == 120 and length.max() <= 280
    told = " ".join(mediation_places.__doc__.split())
    for figure in measured.values():
        assert re.search(rf"\b{figure}\b", told), figure
    assert ((places["latitude"] == "") == (places["longitude"] == "")).all()


def test_the_answer_to_the_citizens_question():
    opening_hours = pytest.importorskip("opening_hours")
    found = []
    for name in ("valombre-standard.csv", "pont-clairet-0.1.csv"):
        for place in _table(name).itertuples():
            helps = HELP & set(re.split("[|;]", place.services))
            if helps and opening_hours.OpeningHours(place.horaires).is_open(SATURDAY):
                found.append(place.id)
    assert found == ["v-002", "v-005", "pc-02", "pc-03", "pc-06"]  # v-002 and pc-03 are one place


def test_the_hurried_answer_is_another():
    one = pd.read_csv(SAMPLES / "valombre.csv", sep=";", encoding="cp1252", dtype="str", keep_default_na=False)
    saturday = one["Horaires d'ouverture"].str.contains("samedi", case=False)
    forms = one["Ce qu'on y trouve"].str.contains("démarches", case=False)
    other = _table("pont-clairet.csv")
    coded = other["services"].str.contains("D") & (other["sam_matin"] != "")
    assert [*one.loc[saturday & forms, "N°"], *other.loc[coded, "ref"]] == ["1", "2", "3", "4", "03", "04", "07"]


def test_the_hours_are_those_of_the_standard(places):
    opening_hours = pytest.importorskip("opening_hours")
    for text in {*places["horaires"], *_table("pont-clairet-0.1.csv")["horaires"]} - {""}:
        opening_hours.OpeningHours(text)


def test_the_towns_write_each_in_their_own_way():
    one, other = open_source(SAMPLES / "valombre.csv"), open_source(SAMPLES / "pont-clairet.csv")
    assert (one.encoding, one.separator, other.encoding, other.separator) == ("cp1252", ";", "utf-8", ",")
    assert not set(one.header) & set(other.header)
    text = one.raw.decode()
    assert "04 65 71 01 01" in text and "03/02/2025" in text and "44,79754" in text
    cells = [cells for _, cells in other.rows()]
    assert all(re.fullmatch(r"5\.\d+, 44\.\d+", row[other.header.index("coordonnees")]) for row in cells)
    assert all(re.fullmatch(r"\d{9}", row[other.header.index("tel")]) for row in cells)


def test_version_0_1_holds_what_a_conversion_loses():
    old = _table("pont-clairet-0.1.csv")
    for column, word in {
        "conditions_acces": "Pass numérique|Adhésion",
        "labels_nationaux": "APTIC|French Tech",
        "publics_accueillis": "Adultes",
        "modalites_accompagnement": "A ma place",
        "cle_ban": "26902_",
    }.items():
        assert old[column].str.contains(word).sum() >= 1, column
    assert (old["presentation_resume"].str.len() > 280).sum() == 1


def test_nothing_in_the_samples_is_real(places, real):
    assert not set(places["code_insee"]) & set(real["code_insee"])
    assert not set(places["code_postal"]) & {code for codes in real["codes_postaux"] for code in codes.split("|")}
    assert not {_fold(commune.nom) for commune in communes()} & set(map(_fold, real["nom"]))
    assert places["telephone"].str.fullmatch(r"(\+33(46571|63998)\d{4})?").all()
    for path in SAMPLES.glob("*.csv"):
        text = path.read_bytes().decode("cp1252" if path.name == "valombre.csv" else "utf-8")
        hosts = re.findall(r"(?:https?://|@)([\w.-]+)", text)
        assert hosts and all(host.endswith(".example") for host in hosts) or "-errors" in path.name, path.name


def test_the_pivots_are_invented_and_well_made(places):
    siret = pytest.importorskip("stdnum.fr.siret")
    for pivot in places["pivot"]:
        assert re.fullmatch(r"W0000\d{5}", pivot) or pivot.startswith("0000") and siret.is_valid(pivot), pivot
    shared = Counter(pivot for pivot in places["pivot"] if pivot != NO_PIVOT)
    assert {pivot for pivot, n in shared.items() if n > 1} <= {commune.pivot for commune in communes()}


def test_each_place_stands_near_the_centre_of_its_commune(places):
    centres = {commune.nom: commune for commune in communes()}
    for place in places[places["latitude"] != ""].itertuples():
        centre = centres[place.commune]
        north = (float(place.latitude) - centre.latitude) * 111_200
        east = (float(place.longitude) - centre.longitude) * 111_200 * math.cos(math.radians(centre.latitude))
        assert math.hypot(north, east) < mediation_places.RADIUS + 5, place.id
    assert all(44.60 <= c.latitude <= 44.85 and 4.90 <= c.longitude <= 5.25 for c in communes())


def _fold(name):
    plain = unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]+", " ", plain)


def test_the_table_of_communes(real):
    assert len(real) == 35_014 and real["code_insee"].is_unique and real["code_insee"].is_monotonic_increasing
    assert real["codes_postaux"].str.fullmatch(r"(\d{5}(\|\d{5})*)?").all()
    located = real[real["latitude"] != ""]
    assert len(located) == 13_245 and (located["longitude"] != "").all()
    by_code = real.set_index("code_insee")
    known = {
        "75056": (48.857, 2.352),
        "51454": (49.258, 4.032),
        "26362": (44.933, 4.892),
        "13055": (43.297, 5.381),
        "2A004": (41.927, 8.737),
        "29019": (48.390, -4.486),
        "97411": (-20.879, 55.448),
        "97209": (14.604, -61.067),
    }
    for code, (latitude, longitude) in known.items():
        row = by_code.loc[code]
        assert abs(float(row["latitude"]) - latitude) < 0.04 and abs(float(row["longitude"]) - longitude) < 0.06, code
    assert by_code.loc["69388", "nom"] == "Lyon 8e Arrondissement"


def test_the_files_are_plain_csv():
    for path in SAMPLES.glob("*.csv"):
        text = path.read_bytes().decode("cp1252" if path.name == "valombre.csv" else "utf-8")
        rows = list(csv.reader(io.StringIO(text), delimiter=";" if path.name == "valombre.csv" else ","))
        assert "\r" not in text and len({len(row) for row in rows}) == 1, path.name
        assert not any(re.match(r"[=@\t-]", cell) for row in rows for cell in row)
