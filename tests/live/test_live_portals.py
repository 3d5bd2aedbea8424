"""Do the three interfaces still answer as they are read? Asked with ``pytest --live tests/live``, a few calls."""

import pytest

from culture_d.portals import portal

KNOWN = {
    "data.gouv.fr": ("population", "base-adresse-nationale"),
    "opendata.paris.fr": ("arbres", "les-arbres"),
    "data.grandlyon.com": ("velov", "jcd_jcdecaux.jcdvelov"),
}


@pytest.fixture(autouse=True)
def online(monkeypatch):
    """Ask the network, whatever the room wants."""
    monkeypatch.delenv("CULTURE_D_OFFLINE", raising=False)


@pytest.mark.parametrize("name", KNOWN)
def test_search(name):
    opened = portal(name, lang="en")
    found = opened.search(KNOWN[name][0], n=3)
    assert found.sample_of is None, opened.notice
    assert found.total >= len(found) >= 1
    assert all(dataset.id and dataset.title for dataset in found)


@pytest.mark.parametrize("name", KNOWN)
def test_dataset_and_its_first_lines(name):
    opened = portal(name, lang="en")
    dataset = opened.dataset(KNOWN[name][1])
    assert dataset.sample_of is None, opened.notice
    assert dataset.resources
    assert dataset._repr_html_()
    if name != "data.gouv.fr":  # the addresses of France come in archives by department
        assert len(dataset.resources[0].preview(3)) == 3


def test_lines_by_the_tabular_interface():
    mayors = next(
        r for r in portal("data.gouv.fr").dataset("repertoire-national-des-elus-1").resources if r.format == "csv"
    )
    assert len(mayors.preview(5)) == 5


def test_download(tmp_path):
    trees = portal("data.grandlyon.com").dataset("gip_proprete.gipdecheterie").resources[0]
    path = trees.download(tmp_path)
    assert path.stat().st_size > 100
