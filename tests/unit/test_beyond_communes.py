"""The table of communes: codes, postcodes, names, districts and distances."""

import math

import pytest

from culture_d.standard.communes import (
    Commune,
    Communes,
    degrees,
    department,
    department_of_postcode,
    distance,
    fold,
    fold_town,
    load_communes,
    read_communes,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saint-Étienne", "ST ETIENNE"),
        ("L’Haÿ-les-Roses", "L'Hay les Roses"),
        ("Le Havre", "HAVRE (LE)"),
        ("Chalon-sur-Saône", "Chalon s/ Saône"),
        ("Lyon 3e Arrondissement", "Lyon"),
        ("PARIS 11EME", "Paris"),
        ("Aix-en-Provence", "AIX EN PROVENCE CEDEX 1"),
        ("Œuilly", "OEUILLY"),
    ],
)
def test_two_ways_to_write_one_town(one, other):
    assert fold_town(one) == fold_town(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Valombre", "Montferrey"), ("Vienne", "Vienne-le-Château"), ("Paris", "Paray")]
)
def test_two_towns(one, other):
    assert fold_town(one) != fold_town(other)


def test_a_curly_apostrophe_separates_two_words():
    assert fold("l’Église d'Œuvre") == "l eglise d oeuvre"


@pytest.mark.parametrize(
    ("code", "dep"),
    [("26901", "26"), ("2A004", "2A"), ("97411", "974"), ("98818", "988"), ("1234", ""), ("20004 ", "")],
)
def test_the_department_of_a_code(code, dep):
    assert department(code) == dep


@pytest.mark.parametrize(
    ("postcode", "dep"),
    [("20000", "2A"), ("20167", "2A"), ("20200", "2B"), ("20600", "2B"), ("97400", "974"), ("", "")],
)
def test_the_department_of_a_postcode(postcode, dep):
    assert department_of_postcode(postcode) == dep


def test_distance_from_reims_to_aix():
    assert float(distance(49.265, 4.029, 43.528, 5.45)) == pytest.approx(647, abs=3)


@pytest.mark.parametrize(("cell", "value"), [("43.5", 43.5), ("43,5", 43.5), ("−4.2", -4.2)])
def test_degrees(cell, value):
    assert degrees(cell) == value


@pytest.mark.parametrize("cell", ["", "n/a", "inf", "nan", "4 3"])
def test_no_degrees(cell):
    assert math.isnan(degrees(cell))


def test_a_city_gives_its_districts():
    communes = Communes([Commune("69123", "Lyon", ("69001", "69003"), 45.75, 4.85)])
    assert communes.by_code["69383"].postcodes == ("69003",)
    assert communes.by_code["69383"].latitude == 45.75


def test_districts_give_their_city_and_take_its_centre():
    districts = [Commune("13201", "Marseille 1er Arrondissement", ("13001",), 43.3, 5.38)]
    districts.append(Commune("13202", "Marseille 2e Arrondissement", ("13002",)))
    communes = Communes(districts)
    assert communes.by_code["13055"].name == "Marseille"
    assert set(communes.by_code["13055"].postcodes) == {"13001", "13002"}
    assert communes.by_code["13202"].latitude == 43.3


def test_the_sixteenth_of_paris_has_two_postcodes():
    communes = Communes([Commune("75056", "Paris", ("75016", "75116"), 48.85, 2.35)])
    assert communes.by_code["75116"].postcodes == ("75016", "75116")


def test_tables_that_are_absent(tmp_path):
    communes = read_communes(tmp_path / "communes.csv")
    assert not communes and not communes.departments
    assert communes.nearest(45, 5) is None


def test_read(tmp_path):
    (tmp_path / "communes.csv").write_text(
        "code_insee,nom,codes_postaux,latitude,longitude\n26362,Valence,26000|26500,,\n"
    )
    (tmp_path / "fictional-communes.csv").write_text(
        "code_insee,nom,codes_postaux,latitude,longitude\n26901,Valombre,26950,44.797,5.163\n"
    )
    communes = read_communes(tmp_path / "communes.csv", tmp_path / "fictional-communes.csv")
    assert communes.by_code["26362"] == Commune("26362", "Valence", ("26000", "26500"))
    assert communes.by_code["26901"].fictional
    assert communes.departments == {"26"}
    assert communes.nearest(44.8, 5.16) is None, "a commune of fiction is near no real place"
    assert communes.nearest(44.8, 5.16, fictional=True)[0].name == "Valombre"


def test_the_communes_of_the_course():
    communes = load_communes()
    assert len(communes.by_code) > 34_000
    assert "13100" in communes.by_code["13001"].postcodes
    assert communes.by_code["75111"].postcodes == ("75011",)
    assert {"971", "973", "974", "988", "2A", "2B"} <= communes.departments
    assert all(41 < c.latitude < 52 for c in communes.centred if department(c.code)[0] != "9" and not c.fictional)
