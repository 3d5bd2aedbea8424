"""The dated copies: honest about themselves, and enough for a room without a network."""

import datetime as dt
import json
import subprocess
import sys

import pytest

from culture_d.i18n import LANGUAGES
from culture_d.portals import PortalError, portal
from culture_d.portals.reading import is_web
from culture_d.portals.samples import EXAMPLE, FOLDER, sampled_portals

FEWEST = {"data.gouv.fr": 8, "data.grandlyon.com": 3, "opendata.paris.fr": 3}
pytestmark = pytest.mark.usefixtures("socket_disabled")  # nothing here may ask the network


@pytest.fixture(autouse=True)
def offline(monkeypatch):
    """Work as in a room that asked for it."""
    monkeypatch.setenv("CULTURE_D_OFFLINE", "1")


@pytest.mark.parametrize("name", FEWEST)
def test_what_a_copy_holds(name):
    found = portal(name).search("", n=100)
    assert len(found) == found.total >= FEWEST[name]
    assert isinstance(found.sample_of, dt.date)
    about = json.loads((FOLDER / name / "sample.json").read_text(encoding="utf-8"))
    ids = {d.id for d in found}
    assert len(ids) == len(found) and set(about.get("origins", {})) <= ids
    assert is_web(about["source"])
    for dataset in found:
        assert dataset.title and is_web(dataset.page) and dataset.sample_of
        assert all(is_web(resource.url) for resource in dataset.resources)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", FEWEST)
def test_each_dataset_says_where_it_comes_from(name, lang):
    opened = portal(name, lang=lang)
    for dataset in opened.search("", n=100):
        same = opened.dataset(dataset.id)
        assert (same.title, same.sample_of) == (dataset.title, dataset.sample_of)
        notice = opened.sample.origin(dataset.id).note[lang]
        assert notice in dataset.notice and notice in same.notice and notice in same._repr_html_()


def test_the_portals_copied():
    assert set(sampled_portals()) == set(FEWEST)


@pytest.mark.parametrize("words", ["accidents vélo", "ACCIDENTS", "velo", ["routière", "accidents"]])
def test_words_without_their_accents(words):
    assert portal("data.gouv.fr").search(words)[0].id == "53698f4ca3a729239d2036df"


def test_all_the_words_else_one_of_them():
    assert [d.title for d in portal("data.gouv.fr").search("maires élus")] == ["Répertoire national des élus"]
    titles = [d.title for d in portal("data.gouv.fr").search("cadastral zzz")]
    assert titles == ["Plan Cadastral Informatisé"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_of_which_the_copy_has_nothing(lang):
    found = portal("data.gouv.fr", lang=lang).search("girafes", n=3)
    assert found.total == 0 and len(found) == 3
    assert {"en": "matches “girafes”", "fr": "à « girafes »"}[lang].replace(" ", "\u00a0") in found.notice.replace(
        " ", "\u00a0"
    )


def test_where_python_cannot_ask_the_network(monkeypatch):
    monkeypatch.setenv("CULTURE_D_OFFLINE", "")
    monkeypatch.setitem(sys.modules, "culture_d.portals.session", None)
    opened = portal("data.gouv.fr", lang="en")
    assert opened.search("population").total == 2 and "cannot ask data.gouv.fr from here" in opened.notice


def test_how_many():
    opened = portal("data.gouv.fr")
    assert len(opened.search("", n=2)) == 2 and len(opened.search("", n=0)) == 1 and len(opened.search("", n=10**9))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_notice_in_the_language_of_the_reader(lang):
    opened = portal("data.gouv.fr", lang=lang)
    opened.search("population")
    day = {"en": "2 September 2024", "fr": "2 septembre 2024"}[lang]
    assert day in opened.notice and opened.notice in opened._repr_html_()


@pytest.mark.parametrize("n", ["dix", None, [], float("nan"), float("inf")])
def test_a_number_that_is_none(n):
    with pytest.raises(PortalError, match="whole number"):
        portal("data.gouv.fr").search("population", n=n)


def test_the_record_written_for_the_course_has_faults_to_find():
    dataset = portal("data.gouv.fr").dataset("exemple-populations-rhone")
    assert dataset.title == "Populations de référence des communes du Rhône (extrait pour le cours)"
    assert (dataset.licence, dataset.frequency, dataset.temporal, dataset.fields) == ("lov2", "unknown", None, {})
    assert [r.file.name for r in dataset.resources] == ["populations-2019-rhone.csv", "populations-2022-rhone.csv"]
    assert all(r.description is None for r in dataset.resources)
    assert [len(r.preview(100).columns) for r in dataset.resources] == [6, 11]


def test_examples_never_ask_the_network(monkeypatch):
    monkeypatch.delenv("CULTURE_D_OFFLINE")
    opened = portal("data.gouv.fr")
    examples = [d.id for d in opened.sample.catalogue(opened.api) if d.id.startswith(EXAMPLE)]
    assert len(examples) == 3
    for id in examples:
        dataset = opened.dataset(id)
        assert "course" in opened.notice and dataset.notice == opened.notice
        for resource in dataset.resources:
            assert len(resource.preview(3)) == 3
    assert "session" not in vars(opened)


def test_an_example_that_does_not_exist():
    with pytest.raises(PortalError, match="no dataset called “exemple-girafes”"):
        portal("data.gouv.fr").dataset("exemple-girafes")


def test_lines_that_the_copy_has():
    table = portal("opendata.paris.fr").dataset("les-arbres").resources[0].preview()
    assert table.loc[0, "libellefrancais"] == "Marronnier" and table.loc[0, "hauteurenm"] == 5


def test_a_table_of_grand_lyon():
    dataset = portal("data.grandlyon.com").dataset("abr_arbres_alignement.abrarbre")
    assert dataset.fields["essencefrancais"] == "varchar" and dataset.licence is None
    assert [r.format for r in dataset.resources] == ["csv", "json"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_portal_without_a_copy(lang):
    with pytest.raises(PortalError) as error:
        portal("data.toulouse-metropole.fr", lang=lang).search("eau")
    assert "data.gouv.fr" in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize(
    "name", ["", "data", "http://", "127.0.0.1", "localhost:8000", "a b.fr", "x" * 300, None, 3, "..", "http://["]
)
def test_a_name_that_is_no_portal(name):
    with pytest.raises(PortalError, match="not the name of a portal"):
        portal(name)


@pytest.mark.parametrize("name", ["data.gouv.fr", "WWW.data.gouv.fr", " https://www.data.gouv.fr/fr/datasets/?q=x "])
def test_a_name_typed_or_pasted(name):
    assert portal(name).name == "data.gouv.fr" and repr(portal(name)) == "Portal('data.gouv.fr')"


@pytest.mark.parametrize("id", ["", "  ", None, 3, []])
def test_no_id(id):
    with pytest.raises(PortalError, match="id of a dataset"):
        portal("data.gouv.fr").dataset(id)


def test_offline_by_argument_or_by_environment(monkeypatch):
    assert portal("data.gouv.fr", offline=False).offline
    monkeypatch.setenv("CULTURE_D_OFFLINE", "0")
    assert portal("data.gouv.fr", offline=True).offline and not portal("data.gouv.fr").offline


def test_a_name_needs_neither_requests_nor_pandas():
    code = (
        "import sys; from culture_d.portals import portal;"
        "portal('data.gouv.fr', offline=True).search('population');"
        "print([m for m in ('requests', 'requests_cache', 'pandas', 'frictionless') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


def test_the_names_of_the_package():
    import culture_d as cd

    assert cd.portal is portal
