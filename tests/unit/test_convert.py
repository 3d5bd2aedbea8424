"""From version 0.1 of the standard to 1.0: every value has a destination, and nothing is lost in silence."""

import csv
import io
import json
from pathlib import Path

import pandas as pd
import pytest

from culture_d.i18n import LANGUAGES
from culture_d.standard.conversion_table import HOW, OTHER_LABELS, conversion_table, destinations
from culture_d.standard.convert import TARGETS, ConversionError, convert
from culture_d.standard.recognise import letters, match_names, read_cells, recognise
from culture_d.standard.schemas import FOLDER, load_schema
from culture_d.tables import TableError

REFERENCE = Path(__file__).resolve().parents[2].parent / "shared" / "reference"
OFFICIAL = REFERENCE / "standard-mediation-num"
AIX = REFERENCE / "real" / "aix-en-provence-lieux-mediation.csv"
SAMPLE = FOLDER / "samples" / "pont-clairet-0.1.csv"
OLD = load_schema("0.1.1")
LISTS = {field.name: field.values for field in OLD.fields if field.values}
LINE = {
    "id": "lane-1",
    "pivot": "00000000000000",
    "nom": "Médiathèque de Valombre",
    "commune": "Valombre",
    "code_postal": "26950",
    "adresse": "1 PLACE DU PONT",
    "horaires": "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00",
    "date_maj": "2024-01-31",
    "services": "Accéder à du matériel",
}


def needs(path: Path):
    return pytest.mark.skipif(not path.exists(), reason=f"{path.name} is not beside the project")


def old_file(*lines: dict, header: list[str] | None = None) -> bytes:
    """Write lines as a file of version 0.1, over the values of an ordinary line."""
    header = header or list(OLD.names)
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows({**LINE, "id": f"lane-{i}", **line} for i, line in enumerate(lines, start=1))
    return text.getvalue().encode()


def new_file(**cells: str) -> bytes:
    """Write one line as a file of version 1.0."""
    line = {k: v for k, v in LINE.items() if k != "services"} | cells
    header = load_schema("1.0.1").names
    return (",".join(header) + "\n" + ",".join(f'"{line.get(name, "")}"' for name in header) + "\n").encode()


def is_valid(text: str, schema: Path, folder: Path) -> bool:
    from frictionless import Resource, Schema

    (folder / "converted.csv").write_text(text, encoding="utf-8", newline="")
    rules = Schema.from_descriptor(json.loads(schema.read_text(encoding="utf-8")))
    return Resource(path="converted.csv", basepath=str(folder), schema=rules).validate().valid


# The table of destinations


def test_every_value_of_the_old_lists_has_a_destination():
    written = {(d.field, d.value) for d in conversion_table().values}
    assert written == {(name, value) for name, values in LISTS.items() for value in values}
    assert set(conversion_table().columns) == set(OLD.names)


@pytest.mark.parametrize("version", TARGETS)
def test_every_destination_exists_in_the_new_version(version):
    fields = load_schema(version).by_name
    for item in [*conversion_table().values, *conversion_table().aliases.values()]:
        assert item.how in HOW
        if item.how == "lost":
            assert not item.to and not item.to_value
        elif item.to == OTHER_LABELS:
            assert item.to_value == item.value
        elif item.since <= version:
            assert item.to_value in fields[item.to].values
        assert item.to in ("", *conversion_table().columns[item.field]["to"], "dispositif_programmes_nationaux")
    for rule in conversion_table().columns.values():
        assert set(rule["to"]) <= set(fields) and (rule["how"] == "lost") == (not rule["to"])


def test_every_choice_is_explained_and_its_author_named():
    table = conversion_table()
    for item in [*table.values, *(type(table.values[0])(f, "", **_kept(r)) for f, r in table.columns.items())]:
        assert set(item.reason) == set(LANGUAGES) and all(text.endswith(".") for text in item.reason.values())
        assert item.by == "ours" or item.by in table.sources
    assert all(source["path"].startswith("https://github.com/") for source in table.sources.values())


def _kept(rule: dict) -> dict:
    return {"how": rule["how"], "by": rule["by"], "reason": rule["reason"]}


def test_the_choices_that_the_authors_published_are_followed():
    goes = {d.value.partition(" : ")[0]: (d.to_value, d.how) for d in conversion_table().values}
    assert goes["CNFS"] == ("Conseillers numériques", "same")
    assert goes["Uniquement femmes"] == ("Femmes", "close")
    assert goes["Jeunes (16-26 ans)"][0] == "Jeunes"
    assert goes["A ma place"] == ("Accompagnement individuel", "close")
    assert goes["Promouvoir la citoyenneté numérique"][0] == "Compréhension du monde numérique"
    assert {value for value, (_, how) in goes.items() if how == "lost"} == {
        "Adultes",
        "Accepte le Pass numérique",
        "Adhésion",
    }
    assert len({goes[v][0] for v in LISTS["services"]}) == 8  # « Utilisation sécurisée » was in no old service


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_can_be_read(lang):
    table = destinations(lang)
    assert table.shape == (len(conversion_table().values), 7)
    assert table.notna().all(axis=None) and not table.columns.duplicated().any()


# Conversion


@needs(OFFICIAL)
@pytest.mark.parametrize("source", ["0.1.0", "0.1.1"])
def test_the_official_example_becomes_valid(source, tmp_path):
    for version, schema in zip(TARGETS, ["schema-1.0.1.json", "schema-main-e347ff4.json"], strict=True):
        done = convert(OFFICIAL / f"exemple-valide-{source}.csv", version)
        assert is_valid(done.to_csv(), OFFICIAL / schema, tmp_path)
    line = done.table.iloc[0]
    assert line["services"] == "Aide aux démarches administratives|Maîtrise des outils numériques du quotidien"
    assert line["dispositif_programmes_nationaux"] == "France Services|Point d'accès numérique CAF"
    assert (line["formations_labels"], line["autres_formations_labels"]) == (
        "SUD LABS (PACA)",
        "APTIC|Nièvre médiation numérique",
    )
    assert line["fiche_acces_libre"].startswith("https://acceslibre.beta.gouv.fr/")
    assert {(x.field, x.value.partition(" : ")[0]) for x in done.losses} == {
        ("cle_ban", ""),
        ("publics_accueillis", "Adultes"),
        ("conditions_acces", "Accepte le Pass numérique"),
    }


@needs(AIX)
def test_a_real_file_nearly_of_version_0_1_is_recognised_and_becomes_valid(tmp_path):
    done = convert(AIX, lang="fr")
    assert is_valid(done.to_csv(), OFFICIAL / "schema-1.0.1.json", tmp_path)
    assert len(done.table) == 38 and done.source == "0.1"
    assert "Adresse\u00a0» pour adresse et «\u00a0public_accueillis\u00a0» pour publics_accueillis" in done.notes[1]
    assert done.table.loc[[33, 34], "pivot"].eq("0" * 14).all() and "lignes 35 et 36" in "".join(done.notes)
    _nothing_is_lost_in_silence(AIX, done)


def test_the_sample_of_the_course_becomes_valid(tmp_path):
    for version in TARGETS:
        done = convert(SAMPLE, version)
        assert is_valid(done.to_csv(), FOLDER / f"schema-{version}.json", tmp_path)
        _nothing_is_lost_in_silence(SAMPLE, done)


@pytest.mark.parametrize("version", TARGETS)
def test_all_the_values_at_once_are_valid_and_told(version, tmp_path):
    several = [{name: ";".join(values) for name, values in LISTS.items()}]
    alone = [{name: value} for name, values in LISTS.items() for value in values]
    content = old_file(*several, *alone)
    done = convert(content, version)
    assert is_valid(done.to_csv(), FOLDER / f"schema-{version}.json", tmp_path)
    assert len(done.near) == sum(d.how == "close" for d in conversion_table().values)
    _nothing_is_lost_in_silence(content, done)
    again = convert(content, version)
    assert done.to_csv() == again.to_csv() and done.sentences("fr") == again.sentences("fr")


def _nothing_is_lost_in_silence(file, done) -> None:
    """Check every filled cell of a file: found in its new line, told with its line, or of documented meaning."""
    cells = read_cells(file)
    names = recognise(cells).columns
    told = {(loss.field, letters(loss.value), line) for loss in (*done.losses, *done.near) for line in loss.lines}
    notes = " ".join(done.notes_in("en"))
    same = {(d.field, letters(d.value)): d.to_value for d in conversion_table().values if d.how == "same"}
    for (line, row), (_, new) in zip(cells.rows, done.table.iterrows(), strict=True):
        pieces = [piece for cell in new for piece in [cell, *cell.split("|")]]
        for i, cell in enumerate(row):
            name = names.get(i, cells.header[i])
            parts = (
                cell.split(";") if name in (*LISTS, "labels_autres", "typologie", "courriel", "site_web") else [cell]
            )
            for part in filter(None, (part.strip() for part in parts)):
                key = (name, letters(part), line)
                kept = part in pieces or same.get(key[:2]) in pieces
                assert kept or key in told or (name, "", line) in told or f"“{part}”" in notes, key


def test_a_cell_dropped_in_silence_would_be_seen():
    done = convert(SAMPLE)
    done.table["nom"] = ""
    with pytest.raises(AssertionError):
        _nothing_is_lost_in_silence(SAMPLE, done)


def test_opening_hours_and_codes_are_left_as_they_are():
    line = convert(old_file({"code_postal": "01000", "telephone": "+33465710001"})).table.iloc[0]
    assert line["horaires"] == LINE["horaires"]
    assert (line["code_postal"], line["telephone"], line["date_maj"]) == ("01000", "+33465710001", "2024-01-31")


def test_several_values_in_a_cell_change_their_separator():
    cells = {
        "typologie": "TIERS_LIEUX;ASSO",
        "courriel": "a@lane.example; b@lane.example",
        "site_web": "https://lane.example/a;b,https://bus.example",
    }
    line = convert(old_file(cells)).table.iloc[0]
    assert line["typologie"] == "TIERS_LIEUX|ASSO"
    assert line["courriels"] == "a@lane.example|b@lane.example"
    assert line["site_web"] == "https://lane.example/a;b|https://bus.example"


def test_a_summary_too_long_is_moved_whole():
    long = "Un lieu pour apprendre. " * 12
    lines = [{"presentation_resume": long}, {"presentation_resume": long, "presentation_detail": "Le détail."}]
    lines += [
        {"presentation_resume": long, "presentation_detail": f"Voici : {long}"},
        {"presentation_resume": "x" * 280},
    ]
    done = convert(old_file(*lines), lang="en")
    assert list(done.table["presentation_resume"]) == ["", "", "", "x" * 280]
    assert list(done.table["presentation_detail"][:3]) == [long.strip(), f"{long} Le détail.", f"Voici : {long}"]
    assert "3 summaries have more than 280 characters" in "".join(done.notes) and "lines 2, 3 and 4" in "".join(
        done.notes
    )


def test_pivots_are_cleaned_and_never_invented_in_silence():
    done = convert(old_file({"pivot": "000 012 345 00019"}, {"pivot": ""}, {"pivot": "à demander"}), lang="fr")
    assert list(done.table["pivot"]) == ["00001234500019", "0" * 14, "à demander"]
    told = "".join(done.notes)
    assert "ligne 2" in told and "ligne 3" in told and "ligne 4" in told


def test_values_nearly_as_in_the_list_are_read_and_told():
    cells = {"services": "accéder à du materiel;S’équiper en matériel informatique", "conditions_acces": "Gratuit"}
    done = convert(old_file(cells | {"modalites_accompagnement": "Seul"}), lang="fr")
    line = done.table.iloc[0]
    assert line["services"].count("|") == 1 and line["frais_a_charge"] == "Gratuit"
    assert line["modalites_accompagnement"] == "En autonomie"
    told = [note for note in done.notes if "a été lu comme" in note]
    assert len(told) == 1 and "accéder à du materiel" in told[0]


def test_what_no_list_knows_is_told_or_kept_as_text():
    cells = {"services": "Réparer un vélo", "labels_nationaux": "Label Rouge", "labels_autres": "ordi 3.0;Fab 26"}
    done = convert(old_file(cells), lang="en")
    line = done.table.iloc[0]
    assert line["services"] == "" and [x.value for x in done.losses] == ["Réparer un vélo"]
    assert (line["formations_labels"], line[OTHER_LABELS]) == ("ORDI 3.0", "Label Rouge|Fab 26")
    assert sum("Label Rouge" in note for note in done.notes) == 1


def test_columns_and_cells_too_many_are_told_and_new_columns_kept():
    header = [*OLD.names, "itinerance", "responsable", "courriels"]
    cells = {
        "itinerance": "Itinérant",
        "responsable": "le service",
        "courriels": "b@lane.example",
        "courriel": "a@lane.example",
    }
    content = old_file(cells, header=header).decode().rstrip("\r\n") + ",de trop\r\n"
    done = convert(content.encode(), lang="fr")
    assert done.table.loc[0, "itinerance"] == "Itinérant" and done.table.loc[0, "courriels"] == "a@lane.example"
    assert {(x.kind, x.field) for x in done.losses} == {
        ("foreign", "responsable"),
        ("taken", "courriels"),
        ("extra", ""),
    }
    assert "modalites_acces" in done.notes[-2] and "itinerance" not in done.notes[-2]


def test_a_table_in_memory_is_left_unchanged():
    data = pd.DataFrame([LINE | {"cle_ban": "26901_0001", "labels_nationaux": None}])
    before = data.copy()
    done = convert(data)
    pd.testing.assert_frame_equal(data, before)
    assert list(done.losses[0].lines) == [2] and done.table.loc[0, "nom"] == LINE["nom"]


# From 1.0 to 1.0


def test_a_label_enters_the_list_in_1_0_2_and_nothing_else_moves():
    content = new_file(autres_formations_labels="Fab 26|Étapes numériques (La Poste)", formations_labels="ORDI 3.0")
    done = convert(content, "1.0.2", lang="fr")
    line = done.table.iloc[0]
    assert (done.source, done.version) == ("1.0.1", "1.0.2")
    assert line["formations_labels"] == "ORDI 3.0|Étapes numériques(La Poste)" and line[OTHER_LABELS] == "Fab 26"
    assert not done.losses and "désormais dans la liste" in done.notes[1]
    with pytest.raises(ConversionError, match="1.0.2"):
        convert(done.to_csv().encode(), "1.0.1", lang="fr")


def test_a_file_already_there_is_left_as_it_is():
    done = convert(new_file(autres_formations_labels="Étapes numériques (La Poste)"), "1.0.1", lang="en")
    assert done.table.loc[0, OTHER_LABELS] == "Étapes numériques (La Poste)" and not done.losses
    assert done.notes == ["The file already follows version 1.0.1: nothing was converted."]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_it_does_not_know_is_refused_in_one_sentence(lang):
    foreign = b"nom,ville,tel\nMairie,Valombre,0465710001\n"
    for file, to in [(old_file({}), "0.1.1"), (old_file({}), "2.0.0"), (foreign, "1.0.1"), (old_file(), "1.0.1")]:
        with pytest.raises(ConversionError) as caught:
            convert(file, to, lang=lang)
        assert str(caught.value).count("\n") == 0 and str(caught.value).endswith(".")
    with pytest.raises(TableError):
        convert(b"%PDF-1.7", lang=lang)


def test_a_header_without_a_telling_column_is_decided_by_its_services():
    header = list(LINE)
    assert recognise(read_cells(old_file({}, header=header))).version == "0.1"
    new = old_file({"services": "Aide aux démarches administratives"}, header=header)
    assert recognise(read_cells(new)).version == "1.0.1"
    assert recognise(read_cells(old_file({"services": ""}, header=header))).version == ""


def test_near_names_are_matched_once():
    columns, near, unknown = match_names(["Adresse", "adresse", "public_accueilli", "code postal", "nom"], OLD.names)
    assert columns == {1: "adresse", 2: "publics_accueillis", 3: "code_postal", 4: "nom"}
    assert unknown == [0] and ("code postal", "code_postal") in near


def test_the_file_written_is_safe_for_a_spreadsheet(tmp_path):
    path = tmp_path / "new.csv"
    convert(old_file({"nom": "=HYPERLINK(1)", "telephone": "+33465710001"})).to_csv(path)
    written = path.read_text(encoding="utf-8")
    assert "'=HYPERLINK" in written and ",+33465710001," in written and written.startswith("id,pivot,")


def test_the_display_escapes_what_the_file_holds():
    shown = convert(old_file({"nom": "<script>alert(1)</script>", "services": "<img src=x>"}))._repr_html_()
    assert "<script" not in shown and "<img" not in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_losses_can_be_read_as_a_table(lang):
    done = convert(old_file({"publics_accueillis": "Adultes;Uniquement femmes"}))
    table = done.losses_table(lang)
    assert len(table) == len(done.losses) + len(done.near) == 3  # Adultes, Uniquement femmes, Accéder à du matériel
    assert all(len(sentence) > 40 for sentence in table.iloc[:, -1])
