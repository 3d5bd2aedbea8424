import dataclasses
import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from table_samples import PRIVATE, nir, nothing_written, people

from culture_d.personal_columns import find_clues, looks_personal
from culture_d.profile import profile
from culture_d.tables import read_table

BENCHMARK = Path(__file__).resolve().parents[2] / "benchmarks" / "profile_table.py"


def of(text: str):
    return profile(read_table(text.encode()))


def clue(name: str, values: list[str], kind: str = "text"):
    found = find_clues([(name, kind, values)])
    return (found[0].what, found[0].sure) if found else None


TOWNS = (
    "id;commune;code_insee;prix;visites;ouvert;maj;vide;note\n"
    "L1;Lyon;69123;12,5;10;oui;01/02/2024;;NC\n"
    "L2;Bron;69029;8,25;;non;03/02/2024;;bien\n"
    "L3;Ajaccio;2A004;7;30;oui;;;-\n"
    "L4;Lyon;69123;1 000,5;40;oui;29/02/2024;;bien\n"
)


def test_kinds_bounds_and_counts():
    found = of(TOWNS)
    assert (found.rows, len(found.columns), found.bytes) == (4, 9, len(TOWNS.encode()))
    kinds = {c.name: c.kind for c in found.columns}
    assert kinds == {
        "id": "code",
        "commune": "text",
        "code_insee": "code",
        "prix": "number",
        "visites": "whole",
        "ouvert": "yes_no",
        "maj": "date",
        "vide": "empty",
        "note": "text",
    }
    price = found.column("prix")
    assert (price.low, price.high, price.distinct, price.missing) == (7, 1000.5, 4, 0)
    assert found.column("maj").high == pd.Timestamp("2024-02-29")
    assert found.column("commune").examples == ["Lyon", "Bron", "Ajaccio"]


def test_missing_cells_and_the_words_that_say_so():
    found = of(TOWNS)
    assert {c.name: c.missing for c in found.columns if c.missing} == {
        "visites": 1,
        "maj": 1,
        "vide": 4,
        "note": 2,
    }
    assert found.column("note").markers == {"NC": 1, "-": 1}
    assert (found.missing, found.cells) == (8, 36)
    words = ["NA", "n/a", "NC", "ND", "-", "vide"]
    numbers = of("n;x\n" + "".join(f"{w};a\n" for w in [*words, "1,5", "2"]))
    assert numbers.column("n").markers == dict.fromkeys(words, 1)
    assert numbers.column("n").missing == 6 and numbers.column("n").kind == "number"


def test_duplicate_rows_are_compared_for_good():
    assert of(TOWNS).duplicate_rows == 0
    assert of("a;b\n1;x\n1;x\n2;x\n1;x\n;\n").duplicate_rows == 2
    assert of("a;b\n1;\n1;\n;1\n").duplicate_rows == 1
    random = np.random.default_rng(1)
    data = pd.DataFrame({"a": random.integers(0, 9, 5000), "b": random.choice(["x", "y", None], 5000)})
    assert profile(data).duplicate_rows == data.duplicated().sum()


def test_period_of_dates_and_years():
    [period] = of(TOWNS).periods
    assert (period.column, str(period.start), str(period.end), period.years) == (
        "maj",
        "2024-02-01",
        "2024-02-29",
        False,
    )
    [years] = of("annee;n\n1999;5\n2021;6\n").periods
    assert (years.start.year, years.end.year, years.years) == (1999, 2021, True)
    assert of("prix;n\n1999;5\n2021;6\n").periods == []


@pytest.mark.parametrize(
    ("name", "values", "what", "why"),
    [
        ("commune", ["Lyon", "Bron", "Vaulx"], "commune", "name"),
        ("ville", ["Lyon", "Bron", "Vaulx"], "commune", "name"),
        ("code_postal", ["69001", "69500", "20000"], "postcode", "name"),
        ("Code INSEE", ["69123", "69029", "2A004"], "insee", "name"),
        ("DEPCOM", ["69123", "69029", "01004"], "insee", "name"),
        ("code_dep", ["01", "69", "2A"], "department", "name"),
        ("lat", ["45,7512", "45,7333", "41,9222"], "latitude", "name"),
        ("x1", ["69123", "69029", "2A004"], "insee", "values"),
        ("x1", ["01004", "69029", "13055"], "five_digits", "values"),
        ("x1", ["01", "69", "2B"], "department", "values"),
        ("x1", ["45.75, 4.85", "43.53, 5.45", "41.92, 8.73"], "point", "values"),
        ("population_commune", ["120", "54", "83"], None, None),
        ("prix", ["45,75", "43,50", "41,90"], None, None),
    ],
)
def test_places(name, values, what, why):
    found = of(f"{name};autre\n" + "".join(f'"{v}";a\n' for v in values)).places
    assert [(p.what, p.why) for p in found] == ([(what, why)] if what else [])


def test_coordinates_by_value():
    text = "a;b;c\n4,857234;45,757814;1,5\n5,447427;43,529742;2,5\n4,872345;45,748123;3,5\n"
    assert [(p.column, p.what) for p in of(text).places] == [("a", "longitude"), ("b", "latitude")]


def test_keys_are_unique_complete_and_no_measure():
    text = "mesure;id;annee;sexe;nom_lieu\n10,5;7;2020;F;a\n11,5;9;2020;M;b\n12,5;3;2021;F;c\n"
    assert of(text).keys == ["id", "nom_lieu"]
    pair = of("annee;sexe;n\n2020;F;500\n2020;M;500\n2021;F;612\n2021;M;500\n")
    assert pair.keys == [] and pair.key_pair == ("annee", "sexe")
    assert of("a;b\n1;x\n1;x\n").key_pair is None


# --- personal columns


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("courriel", ["marie.z@exemple.fr", "p.q@exemple.fr"], ("email", "certain")),
        ("x", ["marie.z@exemple.fr", "p.q@exemple.fr"], ("email", "likely")),
        ("courriel", ["contact@exemple.fr", "mairie@exemple.fr"], ("email", "possible")),
        ("commentaire", ["bien", "écrire à p.q@exemple.fr", "rien", "non"], ("email", "possible")),
        ("x", ["06 12 34 56 78", "+33 7 11 22 33 44"], ("phone", "possible")),
        ("telephone", [], ("phone", "possible")),
        ("x", [nir("2810469123456"), nir("1752A20234567")], ("nir", "certain")),
        ("x", ["2810469123456", "1751120234567"], ("nir", "possible")),
        ("nir", ["2810469123456", "1751120234567"], ("nir", "certain")),
        ("x", ["FR1420041010050500013M02606"], ("iban", "certain")),
        ("x", ["FR1520041010050500013M02606"], None),
        ("iban", ["x"], ("iban", "likely")),
        ("date_naissance", [], ("birth_date", "certain")),
        ("DDN", [], ("birth_date", "certain")),
        ("prenom", ["Ada", "Zoé"], ("first_name", "possible")),
        ("x", ["DUPONT Marie", "Paul Martin", "Léa Durand"], ("full_name", "likely")),
        ("nomUsager", ["Zorglub"], ("last_name", "possible")),
        ("nom", ["Zorglub", "Vandersmissen"], ("full_name", "possible")),
        ("nom", ["Mairie de Bron", "Médiathèque du Bachut", "Espace 13"], None),
        ("adresse", ["12 rue des Lilas", "3 bis, avenue du Port"], ("address", "possible")),
        ("x", ["12 rue des Lilas", "3 bis, avenue du Port"], ("address", "possible")),
        ("siret", ["21130001700012", "80228461237023"], None),
        ("naissances", ["12", "13"], None),
        ("nom_commune", ["Saint-Pierre", "Saint-Denis", "Lyon"], None),
        ("horaires", ["Mo-Fr 08:00-12:15"], None),
    ],
)
def test_clues(name, values, expected):
    assert clue(name, values) == expected


def test_columns_side_by_side_make_surer():
    found = {c.column: c for c in profile(read_table(people())).personal}
    assert {name: (c.what, c.sure) for name, c in found.items()} == {
        "nom": ("last_name", "certain"),
        "prénom": ("first_name", "certain"),
        "courriel": ("email", "certain"),
        "téléphone": ("phone", "likely"),
        "date_naissance": ("birth_date", "certain"),
        "adresse": ("address", "likely"),
        "nir": ("nir", "certain"),
        "iban": ("iban", "certain"),
        "commentaire": ("email", "possible"),
    }
    assert "key" in found["nir"].why and "together" in found["nom"].why


def test_a_profile_holds_no_value_of_a_personal_column():
    with nothing_written():
        found = profile(read_table(people()))
    told = repr(dataclasses.asdict(found))
    assert not [value for value in PRIVATE if value in told]
    assert found.column("date_naissance").low is None and found.periods == []


def test_examples_of_other_columns_give_nobody_away():
    text = "nom;prenom;metier;motif\n" + "Zorglub;Marie;maire;toux\nVander;Paul;agent;toux\nQuinte;Léa;juge;toux\n"
    assert of(text).column("metier").examples == []
    assert of(text).column("motif").examples == ["toux"]
    assert looks_personal("voir Mme au 06 12 34 56 78") and not looks_personal("Saint-Pierre")


# --- any DataFrame


def test_a_dataframe_is_read_as_a_csv_would_be():
    data = pd.DataFrame(
        {
            "code_postal": [13100, 13090],
            "prix": ["1 234,5", "NC"],
            "jour": ["2024-01-02", "2024-03-04"],
            7: [True, False],
        }
    )
    found = profile(data)
    assert [(c.name, c.kind) for c in found.columns] == [
        ("code_postal", "code"),
        ("prix", "number"),
        ("jour", "date"),
        ("7", "yes_no"),
    ]
    assert found.bytes is None and found.understood is None
    assert found.column("prix").markers == {"NC": 1}


@pytest.mark.parametrize(
    "data",
    [
        pd.DataFrame(),
        pd.DataFrame({"a": []}),
        pd.DataFrame({"a": [1], "b": [None]}),
        pd.DataFrame({"a": [[1], [1]], "b": [{"x": 1}, None]}),
        pd.DataFrame({"a": pd.Categorical(["x", "y", None]), "b": pd.array([1, None, 3], dtype="Int64")}),
        pd.DataFrame({"a": pd.to_timedelta([1, 2], unit="h"), "b": pd.period_range("2024", periods=2, freq="Y")}),
        pd.DataFrame({"a": [float("inf"), float("nan")], "b": [1 + 2j, 0]}),
        pd.DataFrame([[1, 2]], columns=["a", "a"]),
        pd.DataFrame({"a": pd.date_range("2024-01-01", periods=3, tz="Europe/Paris")}),
    ],
    ids=range(9),
)
def test_odd_dataframes_do_not_break_it(data):
    found = profile(data)
    assert found.rows == len(data) and len(found.columns) == data.shape[1]
    assert repr(found)


def test_endless_cells_do_not_stall_it():
    start = time.perf_counter()
    profile(pd.DataFrame({"image": ["a" * 500_000, "1" * 500_000, " " * 500_000]}))
    assert time.perf_counter() - start < 2


def test_five_thousand_columns():
    data = pd.DataFrame(np.arange(15_000).reshape(3, 5000).astype(float))
    start = time.perf_counter()
    assert len(profile(data).columns) == 5000
    assert time.perf_counter() - start < 6


def test_the_benchmark_runs_on_a_small_table():
    run = subprocess.run(
        [sys.executable, BENCHMARK, "--rows", "3000", "--json"], capture_output=True, text=True, check=True
    )
    measured = json.loads(run.stdout)
    assert (measured["rows"], measured["columns"]) == (3000, 20)
    assert set(measured["kinds"]) == {"code", "text", "date", "whole", "yes_no", "number"}
    assert measured["peak_mb"] > 0 < measured["total_s"]
