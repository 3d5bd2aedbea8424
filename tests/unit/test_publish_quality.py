"""The score of a dataset's description: nine criteria, as data.gouv.fr computes them."""

import datetime as dt
from types import SimpleNamespace as Thing

import pytest

from culture_d.i18n import LANGUAGES, use
from culture_d.publish import Score, Sheet, quality, score_dataset

TODAY = dt.date(2026, 9, 1)
FILE = Thing(format="csv", description="the trees", url="https://valombre.example/trees.csv")
FULL = {
    "description": "d" * 101,
    "licence": "lov2",
    "frequency": "monthly",
    "temporal": (dt.date(2025, 1, 1), None),
    "spatial": "Valombre",
    "modified": dt.date(2026, 8, 10),
    "resources": [FILE],
}


@pytest.fixture(autouse=True)
def _english():
    use("en")


def missing(**changes) -> set[str]:
    """Return the criteria not met by a full dataset where some attributes were changed."""
    score = score_dataset(Thing(**(FULL | changes)), "en", TODAY)
    return {criterion.id for criterion in score.criteria if not criterion.done}


def test_a_full_dataset_has_nine_points():
    score = score_dataset(Thing(**FULL), "en", TODAY)
    assert isinstance(score, Score) and (score.points, score.total) == (9, 9)
    assert score.missing == [] and len(score.done) == 9


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"description": "d" * 100}, {"description"}),
        ({"description": None}, {"description"}),
        ({"licence": None}, {"licence"}),
        ({"licence": "notspecified"}, {"licence"}),
        ({"licence": {"id": "fr-lo"}}, set()),
        ({"frequency": "unknown"}, {"frequency", "updates"}),
        ({"frequency": "whenever"}, {"frequency", "updates"}),
        ({"frequency": None}, {"frequency", "updates"}),
        ({"frequency": "irregular"}, set()),
        ({"frequency": "weekly"}, {"updates"}),
        ({"frequency": "mensuelle", "modified": "2026-07-31T10:00:00+00:00"}, set()),  # a day late is not late
        ({"modified": dt.date(2026, 7, 30)}, {"updates"}),
        ({"modified": None}, {"updates"}),
        ({"modified": dt.datetime(2026, 8, 20, 10, 0)}, set()),
        ({"temporal": (None, None)}, {"temporal"}),
        ({"temporal": {"start": "2025-01-01", "end": None}}, set()),
        ({"temporal": None}, {"temporal"}),
        ({"spatial": {"zones": [], "granularity": ""}}, {"spatial"}),
        ({"spatial": {"zones": ["fr:commune:69123"]}}, set()),
        ({"resources": []}, {"documentation", "format", "available"}),
        ({"resources": None}, {"documentation", "format", "available"}),
        ({"resources": "data.csv"}, {"documentation", "format", "available"}),
        ({"resources": [Thing(format="pdf", description="x")]}, {"format"}),
        ({"resources": [Thing(format="XLSX", description="x"), {"format": ".CSV"}]}, set()),
        ({"resources": [Thing(format="csv")]}, {"documentation"}),
        ({"resources": [Thing(format="csv"), {"format": "pdf", "type": "documentation"}]}, set()),
        ({"resources": [FILE, Thing(format="csv", available=False)]}, {"available"}),
    ],
)
def test_each_criterion(changes, expected):
    assert missing(**changes) == expected


def test_a_dataset_of_which_nothing_is_known_has_no_point():
    for thing in (Thing(), object(), Thing(sample_of=TODAY)):
        assert score_dataset(thing, "en").points == 0


def test_a_dated_copy_is_judged_on_its_day():
    dataset = Thing(**(FULL | {"modified": dt.date(2020, 1, 10), "sample_of": dt.date(2020, 2, 1)}))
    assert score_dataset(dataset).points == 9
    assert score_dataset(dataset, today=TODAY).points == 8


def test_a_sheet_is_scored_as_the_page_it_will_make():
    assert quality(Sheet()).points == 2  # a CSV that is there
    sheet = Sheet(
        description="d" * 101, licence="fr-lo", frequency="annual", temporal=2025, spatial="Valombre",
        fields={"a": ("A", "What it holds.", "")},
    )  # fmt: skip
    assert quality(sheet).points == 9
    sheet.fields = {"a": "A"}
    sheet.licence = "none"
    assert {c.id for c in quality(sheet).criteria if not c.done} == {"documentation", "licence"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_score_is_read_without_colour(lang):
    score = quality(Sheet(licence="fr-lo"), lang)
    html = score._repr_html_()
    assert html.count("✓") == score.points == 3 and html.count("✗") == 6
    assert "color" not in html and all(sentence in html.replace("&#x27;", "'") for sentence in score.missing)
    assert repr(score).count("[x]") == 3
    assert score.sentence() == {"en": "3 points out of 9", "fr": "3 points sur 9"}[lang]
