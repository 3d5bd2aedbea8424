"""The three interfaces, read in their documented shapes and in any other."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from culture_d.portals import Dataset, Found, Resource
from culture_d.portals.datagouv import DataGouv
from culture_d.portals.errors import Trouble
from culture_d.portals.grandlyon import GrandLyon
from culture_d.portals.opendatasoft import Opendatasoft
from culture_d.portals.reading import day, fold, is_web, label, text, whole, words_of

APIS = {api.name: api for api in (DataGouv(), Opendatasoft("opendata.paris.fr"), GrandLyon())}
KEYS = """
data results total total_count id title description resources license frequency organization owner name tags
temporal_coverage start end spatial zones granularity quality page created_at last_update url latest format
filesize schema dataset_id metas default dcat keyword publisher modified fields features has_records values
table_schema table_name requested_table column_name column_type language href
""".split()  # noqa: SIM905
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("2024-01-01")
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=8)
)
ENVELOPES = st.fixed_dictionaries(
    {
        "data": st.lists(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=12), max_size=3),
        "results": st.lists(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=12), max_size=3),
        "id": LEAVES,
        "dataset_id": LEAVES,
        "requested_table": LEAVES,
        "resources": JSON,
        "metas": JSON,
        "values": JSON,
    }
)


@pytest.mark.parametrize("name", APIS)
@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(answer=JSON | ENVELOPES)
def test_any_json_is_read_or_refused_and_shown(name, answer):
    api = APIS[name]
    datasets = []
    try:
        datasets, total = api.found(answer, ["a"])
        assert total is None or total >= 0
    except Trouble as trouble:
        assert trouble.key == "shape"
    try:
        datasets.append(api.described(answer))
    except Trouble as trouble:
        assert trouble.key == "shape"
    for dataset in datasets:
        check(dataset)
    found = Found(datasets, total=len(datasets))
    assert found._repr_html_() and repr(found).encode()
    try:
        assert all(isinstance(row, dict) for row in api.table(answer))
    except Trouble as trouble:
        assert trouble.key == "shape"


def check(dataset: Dataset) -> None:
    """Check that each value has its type, and that the dataset can be shown."""
    values = [dataset.id, dataset.title, dataset.description, dataset.producer, dataset.licence, dataset.frequency]
    values += [dataset.spatial, dataset.page, *dataset.fields, *dataset.fields.values()]
    for resource in dataset.resources:
        values += [resource.id, resource.title, resource.format, resource.url, resource.latest, resource.schema]
        assert resource.size is None or resource.size >= 0
        assert resource.modified is None or isinstance(resource.modified, dt.date)
    assert all(value is None or (isinstance(value, str) and value.strip() and value.encode()) for value in values)
    assert all(isinstance(keyword, str) for keyword in dataset.keywords)
    assert dataset._repr_html_() and repr(dataset)


def test_questions_of_data_gouv():
    ask = DataGouv().search(["prix", "carburants"], 5)
    assert ask.url == "https://www.data.gouv.fr/api/1/datasets/"
    assert ask.params == {"q": "prix carburants", "page": 1, "page_size": 5}
    assert DataGouv().dataset("a/b").url == "https://www.data.gouv.fr/api/1/datasets/a%2Fb/"
    rows = DataGouv().rows(Resource(id="r"), 80)
    assert rows.url == "https://tabular-api.data.gouv.fr/api/resources/r/data/" and rows.params["page_size"] == 50


def test_questions_of_opendatasoft():
    api = Opendatasoft("opendata.paris.fr")
    ask = api.search(["vélo", 'x" or "y\\'], 5)
    assert ask.url == "https://opendata.paris.fr/api/explore/v2.1/catalog/datasets"
    assert ask.params["where"] == '"vélo" and "x or y"'
    assert "where" not in api.search([], 5).params
    assert api.rows(Resource(dataset_id="les-arbres"), 3).url.endswith("/catalog/datasets/les-arbres/records")


def test_questions_of_grand_lyon():
    api = GrandLyon()
    assert api.search(["arbre"], 5).url == "https://data.grandlyon.com/fr/datapusher/ws/rdata/all.json"
    rows = api.rows(Resource(dataset_id="jcd_jcdecaux.jcdvelov"), 3)
    assert rows.url.endswith("/jcd_jcdecaux.jcdvelov/all.json") and rows.params["maxfeatures"] == 3


def test_a_table_of_grand_lyon_is_found_by_its_name_or_by_ours():
    tables = [{"table_schema": "abr_arbres", "table_name": "abrarbre"}, {"table_schema": "jcd", "table_name": "velov"}]
    api = GrandLyon(titles={"jcd.velov": "Stations de vélos"})
    assert [d.id for d in api.found({"results": tables}, ["Arbres"])[0]] == ["abr_arbres.abrarbre"]
    assert [d.title for d in api.found({"results": tables}, ["velos", "stations"])[0]] == ["Stations de vélos"]


def test_an_answer_of_opendatasoft():
    record = {
        "dataset_id": "a b",
        "has_records": False,
        "fields": [{"name": "x", "label": "Hauteur"}, {"name": "y", "type": "int"}, {"label": "z"}, 3],
        "metas": {
            "default": {"title": "T", "keyword": ["a", 2], "license": "ODbL", "modified": "2026-10-03T00:00:00+00:00"},
            "dcat": {"accrualperiodicity": "DAILY", "temporal_coverage_start": "2020-01-01"},
        },
    }
    dataset = Opendatasoft("x.fr").described(record)
    assert (dataset.frequency, dataset.licence, dataset.keywords) == ("DAILY", "ODbL", ("a",))
    assert dataset.fields == {"x": "Hauteur", "y": "int"}
    assert dataset.temporal == (dt.date(2020, 1, 1), None) and dataset.modified == dt.date(2026, 10, 3)
    assert dataset.page == "https://x.fr/explore/dataset/a%20b/" and dataset.resources == ()


def test_second_version_of_data_gouv_gives_a_number_of_files():
    dataset = DataGouv().described({"id": "x", "resources": {"rel": "subsection", "total": 18}, "owner": None})
    assert dataset.resources == () and dataset.resource_count == 18


def test_a_person_may_be_the_producer():
    assert DataGouv().described({"id": "x", "owner": {"first_name": "Ana", "last_name": "Y"}}).producer == "Ana Y"


@pytest.mark.parametrize(
    ("value", "size"),
    [
        (12, 12),
        ("12", 12),
        (12.0, 12),
        (True, None),
        (-1, None),
        ("1 Mo", None),
        (1e300, None),
        ([], None),
        ("٣", None),
    ],
)
def test_sizes(value, size):
    assert whole(value) == size


@pytest.mark.parametrize("value", [None, 3, "", "hier", "2024", "2024-13-01", "01/02/2024", ["2024-01-01"]])
def test_what_is_no_date(value):
    assert day(value) is None


def test_texts_without_tricks():
    assert label(" a\n b\t\x1b[31m\u202ec\x00 ") == "a b [31mc"
    assert text("\ud800x") == "?x" and text("  ") is None and text(3) is None
    assert len(text("x" * 10**6)) == 20_000


@pytest.mark.parametrize(
    ("url", "web"),
    [
        ("https://x.fr/a?b=c#d", True),
        ("HTTP://x.fr", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("https://x.fr/\nfoo", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("https:///x", False),
        ("//x.fr", False),
        ("http://[", False),
        ("https:\\\\x.fr", False),
        (None, False),
    ],
)
def test_addresses_of_the_web(url, web):
    assert is_web(url) is web


def test_words():
    assert words_of("prix de l’eau") == ["prix", "de", "eau"]
    assert words_of(["vélo", 3, "à Lyon"]) == ["vélo", "Lyon"]
    assert words_of(None) == words_of("") == []
    assert fold("Œuvre d’ÉTÉ") == "oeuvre d’ete"
