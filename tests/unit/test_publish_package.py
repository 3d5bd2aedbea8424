"""What a portal receives: descriptions that machines accept, a README, a page, a ZIP always the same."""

import csv
import io
import json
import os
import zipfile

import frictionless
import numpy as np
import pandas as pd
import pytest
from table_samples import PRIVATE, nothing_written, people

from culture_d.i18n import LANGUAGES, use
from culture_d.publish import (
    PublishError,
    Sheet,
    datapackage,
    dcat,
    dcat_gaps,
    draft,
    package,
    package_bytes,
    preview,
    readme,
    to_json,
)  # fmt: skip
from culture_d.tables import read_table

NAMES = ["data.csv", "datapackage.json", "dcat.jsonld", "README.md", "LICENCE"]


@pytest.fixture(autouse=True)
def _english():
    use("en")


@pytest.fixture
def table():
    return pd.DataFrame({
        "arbre": ["a1", "a2", "a3"], "hauteur_m": [12.5, None, 8.0], "annee": [2019, 2020, 2021],
        "nombre": [1.0, None, 3.0], "plante_le": pd.to_datetime(["2019-03-01", None, "2021-11-30"]),
        "code_postal": ["01000", "69001", "2A004"], "remarquable": ["oui", "non", "oui"],
        "releve": pd.to_datetime(["2026-01-01 10:00", "2026-01-02 11:30", None]),
    })  # fmt: skip


@pytest.fixture
def sheet(table):
    made = draft(table, "Arbres d’alignement de Valombre")
    made.description = (
        "Une ligne par arbre que la commune entretient le long des rues, mesuré au printemps par deux " * 2
    )
    made.producer, made.licence, made.frequency = "Ville de Valombre", "fr-lo", "annual"
    made.keywords, made.contact, made.spatial = "arbres, rues", "opendata@valombre.example", "Valombre"
    made.theme, made.modified = "ENVI", "2026-03-07"
    return made


def files_of(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def is_valid(content: bytes, folder) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    return report.valid


def test_the_types_of_the_columns_are_those_of_the_cells(table, sheet):
    fields = {field["name"]: field for field in datapackage(table, sheet)["resources"][0]["schema"]["fields"]}
    assert {name: field["type"] for name, field in fields.items()} == {
        "arbre": "string", "hauteur_m": "number", "annee": "year", "nombre": "integer", "plante_le": "date",
        "code_postal": "string", "remarquable": "boolean", "releve": "datetime",
    }  # fmt: skip
    assert fields["hauteur_m"]["unit"] == "m" and fields["hauteur_m"]["title"] == "Hauteur"
    assert fields["remarquable"]["trueValues"] == ["oui"]


def test_the_package_is_valid_and_says_the_sheet(table, sheet, tmp_path):
    content = package_bytes(table, sheet)
    assert is_valid(content, tmp_path)
    files = files_of(content)
    assert list(files) == NAMES
    rows = list(csv.DictReader(io.StringIO(files["data.csv"], newline="")))
    assert rows[0] == {
        "arbre": "a1", "hauteur_m": "12.5", "annee": "2019", "nombre": "1", "plante_le": "2019-03-01",
        "code_postal": "01000", "remarquable": "oui", "releve": "2026-01-01T10:00:00",
    }  # fmt: skip
    told = json.loads(files["datapackage.json"])
    assert told["name"] == "arbres-d-alignement-de-valombre" and told["licenses"][0]["name"] == "etalab-2.0"
    assert told["contributors"] == [
        {"title": "Ville de Valombre", "role": "publisher", "email": "opendata@valombre.example"}
    ]
    assert files["LICENCE"].startswith("LICENCE OUVERTE / OPEN LICENCE")
    assert all("\r" not in text for name, text in files.items() if name != "data.csv")


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"<script>": ["<b>x</b>", '=HYPERLINK("http://x")', "@cmd", "+1+1"]}),
        pd.DataFrame({"=1+1": ["a"], "@x": ["b"], "a\nb": ["c"], 'q"q': ["d"]}),
        pd.DataFrame({"a": ["x", None, "y"]}),
        pd.DataFrame({"a": [], "b": []}),
        pd.DataFrame([[1, 2.5, "a", None]], columns=[1, None, ("a", "b"), 1]),
        pd.DataFrame({"n": ["1 234,5", "NC"], "d": ["12/03/2020", ""], "w": ["12 mars", "x"]}),
        pd.DataFrame({"l": [[1], [2, 3]], "m": [1, "a"], "o": [{"a": 1}, None], "b": [b"x", b"y"]}),
        pd.DataFrame(
            {"f": [np.inf, 1.5], "big": [1e300, 2e300], "t": pd.to_timedelta([1, 2], "s"), "v": [True, False]}
        ),
        pd.DataFrame({"z": pd.to_datetime(["2026-01-01T10:00:00+01:00"] * 2), "c": pd.Categorical(["1", "2"])}),
        pd.DataFrame([[f"v{i}" for i in range(300)]] * 2, columns=[f"c {i}" for i in range(300)]),
    ],
    ids=["cells", "header", "one column", "no line", "names", "text", "objects", "numbers", "types", "wide"],
)
def test_any_table_makes_a_valid_package(frame, sheet, tmp_path):
    content = package_bytes(frame, sheet, confirmed=True)
    assert is_valid(content, tmp_path)
    data = files_of(content)["data.csv"]
    cells = [cell for row in csv.reader(io.StringIO(data, newline="")) for cell in row]
    assert not any(cell[:1] in ("=", "@") for cell in cells)
    names = [
        field["name"] for field in json.loads(files_of(content)["datapackage.json"])["resources"][0]["schema"]["fields"]
    ]
    assert next(csv.reader(io.StringIO(data, newline=""))) == names and len(set(names)) == len(names)


@pytest.mark.parametrize("frame", [pd.DataFrame(), pd.DataFrame(index=range(3))])
def test_a_table_without_a_column_is_refused(frame, sheet):
    with pytest.raises(PublishError, match="no column"):
        package_bytes(frame, sheet)


def test_the_same_input_gives_the_same_bytes(table, sheet, tmp_path):
    first = package(table, sheet, tmp_path / "a.zip")
    second = package(table, sheet, tmp_path)
    assert second.name == "arbres-d-alignement-de-valombre.zip"
    assert first.read_bytes() == second.read_bytes() == package_bytes(table, sheet)
    with zipfile.ZipFile(first) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_is_written_over_silently_nor_by_halves(table, sheet, tmp_path, monkeypatch):
    place = tmp_path / "trees.zip"
    place.write_text("mine")
    with pytest.raises(PublishError, match="trees.zip"):
        package(table, sheet, place)
    assert place.read_text() == "mine"
    package(table, sheet, place, replace=True)
    assert zipfile.is_zipfile(place)

    def full(*_):
        raise OSError("no room")

    monkeypatch.setattr(os, "replace", full)
    before = place.read_bytes()
    with pytest.raises(PublishError, match="room"):
        package(table, sheet, place, replace=True)
    assert place.read_bytes() == before and [path.name for path in tmp_path.iterdir()] == ["trees.zip"]


def test_a_stick_without_links_gets_its_file(table, sheet, tmp_path, monkeypatch):
    def no_link(*_):
        raise OSError("not supported")

    monkeypatch.setattr(os, "link", no_link)
    place = package(table, sheet, tmp_path / "a.zip")
    assert zipfile.is_zipfile(place)
    with pytest.raises(PublishError):
        package(table, sheet, place)


@pytest.mark.parametrize("name", ["trees", "trees.csv", "nowhere/trees.zip"])
def test_a_place_that_cannot_be_is_refused_in_a_sentence(name, table, sheet, tmp_path):
    with pytest.raises(PublishError, match="trees"):
        package(table, sheet, tmp_path / name)


@pytest.mark.parametrize("line", ["title", "description", "licence"])
def test_a_sheet_without_the_least_is_refused(line, table, sheet):
    setattr(sheet, line, "")
    with pytest.raises(PublishError, match=line.capitalize()):
        package_bytes(table, sheet)


def test_an_unknown_licence_is_refused(table, sheet):
    sheet.licence = "the mayor's"
    with pytest.raises(PublishError, match="mayor"):
        package_bytes(table, sheet)


def test_a_table_of_people_is_packed_only_when_confirmed(sheet, tmp_path):
    table = read_table(people())
    with nothing_written(), pytest.raises(PublishError, match="confirmed=True"):
        package(table, sheet, tmp_path / "people.zip")
    assert list(tmp_path.iterdir()) == []
    assert zipfile.is_zipfile(package(table, sheet, tmp_path / "people.zip", confirmed=True))


@pytest.mark.parametrize("licence", ["cc-by-nc", "none"])
def test_a_licence_without_its_text_is_named_and_told(licence, table, sheet):
    sheet.licence = licence
    text = files_of(package_bytes(table, sheet))["LICENCE"]
    assert sheet.known_licence.sentence["fr"] in text and sheet.known_licence.sentence["en"] in text
    assert "licenses" not in datapackage(table, sheet) or licence != "none"


# DCAT


def test_dcat_has_what_portals_require_and_recommend(sheet):
    told = dcat(sheet, "https://valombre.example/trees")
    assert dcat_gaps(told) == []
    assert told["@type"] == "dcat:Dataset" and told["@id"] == "https://valombre.example/trees"
    assert told["dct:accrualPeriodicity"]["@id"].endswith("/frequency/ANNUAL")
    assert told["dcat:theme"]["@id"].endswith("/data-theme/ENVI")
    assert told["dct:title"] == {"@value": "Arbres d’alignement de Valombre", "@language": "en"}
    [file] = told["dcat:distribution"]
    assert file["dct:license"] == {"@id": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"}
    prefixes = {key.partition(":")[0] for key in _keys(told)} - {"@context", "@type", "@id", "@value", "@language"}
    assert prefixes <= set(told["@context"])
    assert to_json(told) == to_json(dcat(sheet, "https://valombre.example/trees"))


def _keys(node: object):
    if isinstance(node, dict):
        for key, value in node.items():
            if key != "@context":
                yield key
                yield from _keys(value)
    elif isinstance(node, list):
        for item in node:
            yield from _keys(item)


def test_what_dcat_lacks_is_said():
    gaps = dcat_gaps(dcat(Sheet()), "en")
    assert len(gaps) == 8 and "dct:title" in gaps[0] and "dct:description" in gaps[1]


def test_a_page_may_be_the_contact(sheet):
    sheet.contact = "https://valombre.example/write"
    assert dcat(sheet)["dcat:contactPoint"]["vcard:hasURL"] == {"@id": "https://valombre.example/write"}


# For people


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_readme_reads_in_the_language_asked(sheet, lang):
    text = readme(sheet, lang)
    assert text.startswith("# Arbres d’alignement de Valombre\n")
    assert {"en": "## Columns", "fr": "## Colonnes"}[lang] in text
    assert {"en": "updated on 7 March 2026", "fr": "mise à jour du 7 mars 2026"}[lang] in text
    assert "| `hauteur_m` | Hauteur |  | m |" in text
    assert len(readme(sheet, LANGUAGES)) > len(text) and readme(sheet) == readme(sheet, "en")


def test_a_readme_holds_no_markup_of_the_sheet():
    sheet = Sheet(
        title="# <script>alert(1)</script>", description="a | b\n[x](javascript:alert(1))", licence="fr-lo",
        producer="Ville *de*\nX", fields={"a|b": ("t|t", "<img src=x>", "`m`")},
    )  # fmt: skip
    text = readme(sheet)
    assert "<script" not in text and "<img" not in text and "[x](" not in text.replace("\\[x\\](", "")
    assert text.startswith("# \\# &lt;script\\>") and "| a\\|b | t\\|t |" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_shows_the_score_the_licence_and_five_lines(table, sheet, lang):
    use(lang)
    html = preview(sheet, pd.concat([table] * 3))
    assert f'lang="{lang}"' in html and html._repr_html_() == html
    assert sheet.known_licence.sentence[lang] in html
    assert html.count("<td>a") == 5 and {"en": "9 lines", "fr": "9 lignes"}[lang] in html
    assert "http://" not in html and html.count("href=") == 1  # a link to the licence, and nothing loaded
    assert "src=" not in html and "@import" not in html and "url(" not in html


def test_the_page_of_an_empty_sheet_and_of_a_hostile_one():
    assert "<article" in preview(Sheet()) and "<table" not in preview(Sheet())
    evil = '"><script>alert(1)</script>'
    sheet = Sheet(
        title=evil, description=evil, producer=evil, licence=evil, keywords=[evil], spatial=evil, contact=evil
    )
    sheet.fields = {evil: (evil, evil, evil)}
    html = preview(sheet, pd.DataFrame({evil: [evil]}))
    assert "<script" not in html and html.count("&lt;script&gt;") > 7


def test_the_page_keeps_the_cells_of_people_to_itself(sheet):
    html = preview(sheet, read_table(people()))
    assert not any(value in html for value in PRIVATE if value != "1981")
    assert "12.5" in html


def test_the_page_shows_the_addresses_of_public_places(sheet):
    table = pd.DataFrame(
        {"lieu": ["Médiathèque", "Maison des services"], "adresse": ["4 place du Marché", "1 rue Haute"]}
    )
    assert "4 place du Marché" in preview(sheet, table)


def test_a_name_that_changes_in_the_file_still_hides_its_cells(sheet):
    table = pd.DataFrame({" courriel ": ["paul.v@exemple.fr"], "=mail": ["lea.q@exemple.fr"], "n": [3]})
    html = preview(sheet, table)
    assert "exemple.fr" not in html and "<td>3</td>" in html


def test_a_page_of_many_columns_stays_light(sheet):
    wide = pd.DataFrame([[f"v{i}" for i in range(800)]] * 6, columns=[f"c {i}" for i in range(800)])
    sheet.fields = draft(wide).fields
    html = preview(sheet, wide)
    assert len(html) < 40_000 and "788" in html
