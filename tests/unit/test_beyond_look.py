"""Beyond the schema, from a file to sentences: messages, samples, official example, real file, speed."""

import ast
import csv
import datetime as dt
import io
import re
import time
from pathlib import Path

import pandas as pd
import pytest

from culture_d.i18n import LANGUAGES, messages
from culture_d.standard import beyond
from culture_d.standard.beyond import look, look_beyond
from culture_d.standard.beyond.records import message
from culture_d.standard.beyond.table import Table, parts
from culture_d.standard.communes import Communes
from culture_d.standard.findings import SURE, Cause
from culture_d.standard.schemas import FOLDER, load_schema
from culture_d.standard.source import open_source
from culture_d.tables import TableError

TODAY = dt.date(2026, 11, 21)
SAMPLES = FOLDER / "samples"
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "reference"
HEADER = "id,pivot,nom,commune,code_postal,code_insee,adresse,latitude,longitude,telephone,date_maj,services\n"
GOOD = (
    "v-1,00000011700010,Médiathèque des Tilleuls,Valombre,26950,26901,4 place des Tilleuls,44.79754,5.16452,"
    "+33465710101,2026-02-03,Accès internet et matériel informatique\n"
)
FAMILIES = (
    *("coordinates", "town", "pivot", "hours", "phone", "date", "web"),
    *("acceslibre", "mail", "text", "services", "address", "duplicate"),
)
KEYS = {
    node.value
    for path in Path(beyond.__file__).parent.glob("*.py")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
    if re.fullmatch(rf"(?:{'|'.join(FAMILIES)})_[a-z_]+", node.value)
} & set(messages()["beyond"])


def found(doubts):
    return {(cause.key, cause.sure): list(cause.lines) for cause in doubts}


def look_at(text, **how):
    return look_beyond((HEADER + text).encode(), today=TODAY, **how)


def test_a_good_line_raises_no_doubt():
    doubts = look_at(GOOD)
    assert doubts == [] and doubts.notes() == []
    assert "no proof" in doubts.sentences("en")[0] and "preuve" in doubts.sentences("fr")[0]


def test_a_doubt_is_a_cause_with_all_its_sentences():
    (cause,) = look_at(GOOD.replace("44.79754,5.16452", "5.16452,44.79754"))
    assert isinstance(cause, Cause) and cause.doubt and cause.sure == "certain"
    assert (cause.key, cause.column, list(cause.lines), cause.count) == ("coordinates_swapped", "latitude", [2], 1)
    assert cause.field.name == "latitude" and cause.examples[0].value == "5.16452, 44.79754"
    assert cause.sentence("en").startswith(
        "Certain. 1 place has its latitude and longitude swapped (5.16452, 44.79754)"
    )
    assert cause.sentence("fr").startswith("Certain. 1 lieu a sa latitude et sa longitude inversées")
    assert cause.expected("fr") and cause.remedy("fr") and cause.expected("en") != cause.remedy("en")


def test_the_surest_doubts_come_first():
    text = GOOD.replace("+33465710101", "+33639980001") + GOOD.replace("v-1", "v-2").replace("44.79754", "0").replace(
        "5.16452", "0"
    )
    sures = [cause.sure for cause in look_at(text)]
    assert sures == sorted(sures, key=SURE.index) and sures[0] == "certain" and sures[-1] == "look"


def test_line_numbers_are_those_of_the_file():
    long = GOOD.replace("Médiathèque des Tilleuls", '"Médiathèque\ndes Tilleuls"')
    (cause,) = look_at(
        long + "\n" + GOOD.replace("v-1", "v-2").replace("2026-02-03", "2036-02-03").replace("Tilleuls", "Lilas")
    )
    assert list(cause.lines) == [5]


def test_two_lines_of_one_place():
    (cause,) = look_at(GOOD + GOOD.replace("v-1", "v-2").replace("Médiathèque des", "Mediatheque les"))
    assert (cause.key, cause.sure, list(cause.lines)) == ("duplicate_pair", "likely", [2])
    assert cause.examples[0].value == "Médiathèque des Tilleuls ↔ 3 Mediatheque les Tilleuls"


def test_two_lines_that_are_the_same():
    (cause,) = look_at(GOOD + GOOD.replace("v-1", "v-2"))
    assert (cause.key, cause.sure) == ("duplicate_same", "certain")


def test_every_way_to_give_a_file(tmp_path):
    text = HEADER + GOOD.replace("2026-02-03", "2036-02-03")
    path = tmp_path / "places.csv"
    path.write_text(text, encoding="utf-8")
    frame = pd.read_csv(io.StringIO(text), dtype=str)
    for file in (path, str(path), text.encode(), open_source(path), frame):
        assert found(look_beyond(file, today=TODAY)) == {("date_future", "certain"): [2]}


@pytest.mark.parametrize(
    "text",
    ["a,b\n1,2\n", "arbre,hauteur\nChêne,12\n", "id\n", "latitude\n0\n", "nom,services\nA,x\nA,x\n", "horaires\n\n"],
)
def test_other_files_raise_no_doubt(text):
    assert look_beyond(text.encode(), today=TODAY) == []


def test_missing_and_extra_cells_and_repeated_columns():
    text = "id,nom,nom,date_maj\na,Un lieu\nb,Deux,Autre,2036-01-01,en trop\n"
    assert found(look_beyond(text.encode(), today=TODAY)) == {("date_future", "certain"): [3]}
    frame = pd.DataFrame([["a", None, 3.5], ["b", "null", "Un"]], columns=["id", "nom", "nom"])
    assert found(look_beyond(frame, today=TODAY)) == {("text_null", "certain"): [3]}


def test_an_unreadable_file_is_said_in_one_sentence(tmp_path):
    with pytest.raises(TableError):
        look_beyond(tmp_path / "absent.csv")


def test_names_of_version_0_1_and_of_an_untidy_header():
    table = Table({"Adresse": ["a"], "courriel": ["b"], "Code postal": ["c"]}, [2])
    assert table.name_of("adresse") == "Adresse"
    assert table.get("courriels") == ["b"] and table.get("code_postal") == ["c"]
    assert table.get("nom") is None and table.blank("nom") == [""]


@pytest.mark.parametrize(("cell", "values"), [("a|b", ["a", "b"]), ("a; b;", ["a", "b"]), ("a", ["a"]), ("|", [])])
def test_cells_of_several_values(cell, values):
    assert parts(cell) == values


def test_the_absence_of_the_communes_is_said(monkeypatch):
    monkeypatch.setattr(look, "load_communes", Communes)
    doubts = look_at(GOOD.replace("+33465710101", ""))
    assert doubts == []
    assert len(doubts.notes("en")) == 2 and all(note.startswith("Not checked") for note in doubts.notes("en"))
    assert all(note.startswith("Non vérifié") for note in doubts.notes("fr"))


def test_html_is_escaped():
    doubts = look_at(GOOD.replace("4 place des Tilleuls", "<script>alert(1)</script>"))
    assert "<script>" not in doubts._repr_html_() and "&lt;script&gt;" in doubts._repr_html_()


def test_a_long_cell_is_cut():
    (cause,) = look_at(GOOD.replace("4 place des Tilleuls", "<b>" + "très long " * 50))
    assert len(cause.examples[0].value) <= 60 and cause.examples[0].value.endswith("…")


# --- messages


def test_every_doubt_has_its_three_messages():
    assert len(KEYS) > 70
    for key in KEYS:
        for part in ("look", "do"):
            assert message(key, part).partition(".")[2] in messages()["beyond"], f"{key}: nothing says what to {part}"


def test_no_message_is_left_over():
    sections = {f"{family}_{part}" for family in FAMILIES for part in ("look", "do")}
    sections |= {f"{key}_{part}" for key in KEYS for part in ("look", "do")}
    plain = {"said", "told", "nothing", *SURE, "coordinates_unchecked", "communes_unchecked", "hours_unchecked"}
    left = {key for key in messages()["beyond"] if not key.startswith("pair_")} - KEYS - sections - plain
    assert not left


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_can_be_said(lang):
    cells = {
        "id": ["1", "2", "3"],
        "pivot": ["434933123", "W1", "00000000000000"],
        "nom": ["MÉDIATHÈQUE MUNICIPALE", "null", "MÃ©dia"],
        "commune": ["Reims", "Aix", "Aix-en-Provence Cedex"],
        "code_postal": ["13100", "13100", "13626"],
        "code_insee": ["51454", "13100", "13001"],
        "adresse": ["0 rue du Pont", "13100", "1 rue 51100 Reims"],
        "latitude": ["43.52609", "0", "5.1"],
        "longitude": ["5.41423", "0", "43"],
        "telephone": ["3949", "+33612345601", "+33892123456"],
        "courriels": ["non", "jean.dupont@a.fr", "a@gmail.com"],
        "site_web": ["www.a.fr", "https//a.fr", "https://example.com"],
        "horaires": ["24/7", "9h-12h", "Mo-Fr 18:00-09:00"],
        "presentation_resume": ["04 65 71 01 01", "a@b.fr", "<b>x</b>"],
        "date_maj": ["2050-01-01", "1900-01-01", "2020-01-01"],
        "services": ["", "", "x"],
        "fiche_acces_libre": ["https://acceslibre.beta.gouv.fr/app/29-brest/a/x/", "", ""],
    }
    doubts = look_beyond(pd.DataFrame(cells), lang=lang, today=TODAY)
    assert len(doubts) > 30
    for told in (*doubts.sentences(), doubts._repr_html_()):
        assert "{" not in told and "None" not in told
    for cause in doubts:
        assert cause.sentence(lang).startswith(messages()["beyond"][cause.sure][lang])
        assert cause.sentence(lang).rstrip("?").endswith((".", "\u202f")) or cause.sentence(lang).endswith("?")


# --- samples, official example, real file


@pytest.mark.parametrize(
    ("name", "version"),
    [("places.csv", "1.0.1"), ("valombre-standard.csv", "1.0.1"), ("pont-clairet-0.1.csv", "0.1.1")],
)
def test_clean_samples_are_only_worth_a_look(name, version):
    if not (SAMPLES / name).is_file():
        pytest.skip("the sample is not there")
    doubts = look_beyond(SAMPLES / name, version, today=TODAY)
    assert [cause.key for cause in doubts if cause.sure != "look"] == []
    assert {cause.key for cause in doubts} <= {"pivot_unknown", "phone_mobile", "date_old", "services_empty"}
    assert doubts.notes() == []


SEEDED = {
    "date_in_future": {"date_future"},
    "swapped_coordinates": {"coordinates_swapped"},
    "siret_check_digit": {"pivot_check"},
    "hours_in_french": {"hours_words", "hours_h"},
    "insee_of_another_town": {"town_code_other"},
    "email_of_a_person": {"mail_person"},
    "duplicate_place": {"duplicate_pair"},
}


def test_every_error_seeded_beyond_the_schema_is_found():
    path = SAMPLES / "valombre-standard-dirty-errors.csv"
    if not path.is_file():
        pytest.skip("the sample is not there")
    doubts = look_beyond(SAMPLES / "valombre-standard-dirty.csv", today=TODAY)
    lines = {(cause.key, line) for cause in doubts for line in cause.lines}
    twins = {int(re.search(r"↔ (\d+)", e.value)[1]) for c in doubts if c.key == "duplicate_pair" for e in c.examples}
    lines |= {("duplicate_pair", line) for line in twins}
    with path.open(encoding="utf-8", newline="") as file:
        seeded = [row for row in csv.DictReader(file) if row["seen_by"] == "beyond"]
    assert seeded
    for row in seeded:
        assert any((key, int(row["line"])) in lines for key in SEEDED[row["kind"]]), row


def test_the_pair_shared_by_two_towns_is_found():
    files = [SAMPLES / "valombre-standard.csv", SAMPLES / "pont-clairet-0.1.csv"]
    if not all(path.is_file() for path in files):
        pytest.skip("the samples are not there")
    rows = [row for path in files for row in pd.read_csv(path, dtype=str, keep_default_na=False).to_dict("records")]
    (pair,) = look.likely_duplicates(rows)
    assert "Services" in rows[pair.b]["nom"] and "services" in rows[pair.a]["nom"] and pair.sure == "likely"


def reference(*parts):
    path = SHARED.joinpath(*parts)
    if not path.is_file():
        pytest.skip("the official reference is not on this machine")
    return path


def test_the_official_example_is_valid_and_not_true():
    doubts = look_beyond(reference("standard-mediation-num", "exemple-valide-1.0.1.csv"), today=dt.date(2024, 6, 1))
    assert found(doubts) == {("coordinates_far", "certain"): [2], ("acceslibre_elsewhere", "likely"): [2]}
    assert "Aix-en-Provence" in doubts[0].examples[0].value


def test_the_real_file_of_aix_raises_no_false_alarm():
    path = reference("real", "aix-en-provence-lieux-mediation.csv")
    doubts = look_beyond(path, "0.1.1", today=dt.date(2024, 6, 1))
    assert {(cause.key, cause.sure, cause.count) for cause in doubts} == {
        ("phone_mobile", "look", 1),
        ("mail_webmail", "look", 7),
    }


def test_a_large_file_takes_seconds():
    line = GOOD.split(",")
    rows = []
    for n in range(3_000):
        cells = [f"v-{n}", *line[1:]]
        cells[2], cells[6] = f"Lieu {n}", f"{n + 1} rue {chr(97 + n % 26) * 3}{chr(97 + n // 26 % 26) * 4}"
        cells[7], cells[8] = f"{44.79 + n % 60 / 5000:.5f}", f"{5.16 + n // 60 / 5000:.5f}"
        cells[9] = f"+3346571{n:04}"
        rows.append(",".join(cells))
    start = time.process_time()
    doubts = look_at("".join(rows))
    assert time.process_time() - start < 10
    assert [cause.key for cause in doubts] == []


def test_the_schema_may_be_another_one():
    schema = {"fields": [{"name": "date_maj", "title": "Mise à jour"}]}
    (cause,) = look_beyond(b"date_maj\n2050-01-01\n", schema, today=TODAY)
    assert cause.title("fr") == "Mise à jour"
    assert load_schema(schema).by_name["date_maj"].title("fr") == "Mise à jour"
