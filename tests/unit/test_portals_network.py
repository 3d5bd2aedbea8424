"""Portals that misbehave: a sentence or a graceful answer each time, soon, and never a traceback."""

import datetime as dt
import gzip
import socket
import time

import pytest
from portal_server import DATASET, PATIENT, QUICK, a_portal, data, drip, file, in_turn, serving, silent, status

from culture_d.i18n import LANGUAGES
from culture_d.portals import PortalError
from culture_d.portals.bounds import Limits
from culture_d.portals.interface import Portal
from culture_d.portals.opendatasoft import Opendatasoft
from culture_d.portals.session import Session

SEARCH = "/api/1/datasets/?"
FOUND = {"data": [DATASET], "total": 321, "page": 1, "page_size": 10}


@pytest.fixture
def serve():
    """Serve routes until the end of the test."""
    open_servers = []

    def start(routes):
        manager = serving(routes)
        server = manager.__enter__()
        open_servers.append(manager)
        return server

    yield start
    for manager in open_servers:
        manager.__exit__(None, None, None)


def test_a_portal_that_answers(serve):
    server = serve({SEARCH: data(FOUND)})
    portal = a_portal(server.base, lang="en")
    found = portal.search("arbres", n=5)
    assert (len(found), found.total, found.sample_of, portal.notice) == (1, 321, None, None)
    (dataset,) = found
    assert dataset.title == "Arbres de la commune"
    assert dataset.producer == "Mairie de Saint-Exemple"
    assert (dataset.licence, dataset.frequency) == ("lov2", "monthly")
    assert (dataset.created, dataset.modified) == (dt.date(2024, 1, 2), dt.date(2024, 9, 1))
    assert dataset.temporal == (dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    assert dataset.spatial == "fr:commune:00000, fr:commune"
    assert dataset.resources[0].size == 12 and dataset.resources[0].format == "csv"
    assert dataset.portal_quality == {"score": 0.5}
    assert "321 datasets match “arbres”. Here is 1 of them." in repr(found)
    assert "page_size=5" in server.asked[0] and "q=arbres" in server.asked[0]


def test_who_asks_is_said(serve):
    server = serve({SEARCH: data(FOUND)})
    a_portal(server.base).search("arbres")
    (agent,) = server.agents - {None}
    assert agent.startswith("Culture-D/") and "course" in agent


def test_the_same_question_is_asked_once(serve):
    server = serve({SEARCH: data(FOUND)})
    portal = a_portal(server.base)
    portal.search("arbres")
    portal.search("arbres")
    assert len(server.asked) == 1


def test_a_pause_between_two_calls(serve):
    server = serve({SEARCH: data(FOUND)})
    portal = a_portal(server.base, limits=Limits(pause=0.3, silence=1, answer=2))
    start = time.perf_counter()
    portal.search("arbres")
    portal.search("bancs")
    assert time.perf_counter() - start >= 0.3


MISBEHAVING = {
    "not found": (status(404), "no longer has"),
    "too many, for long": (status(429, Retry_After="3600"), "too many visitors"),
    "too many, until a date": (status(429, Retry_After="Wed, 21 Oct 2065 07:28:00 GMT"), "too many visitors"),
    "too many, for nonsense": (in_turn(status(429, Retry_After="soon"), status(403)), "asks for an account"),
    "an account": (status(401), "asks for an account"),
    "an error": (status(500), "error 500"),
    "an odd status": (status(418), "error 418"),
    "HTML": (file(b"<!DOCTYPE html><html>Bienvenue", Content_Type="text/html"), "other than data"),
    "half of the body": (lambda h: h.answer(b'{"data": [', length=5000), "stopped half-way"),
    "half of the JSON": (lambda h: h.answer(b'{"data": ['), "other than data"),
    "nothing": (lambda h: h.answer(b""), "other than data"),
    "hung up": (lambda h: None, "stopped half-way"),
    "deep JSON": (lambda h: h.answer(b"[" * 100_000), "other than data"),
    "a huge number": (lambda h: h.answer(b"9" * 10_000), "other than data"),
    "not HTTP": (drip(b"", head=b"SSH-2.0-OpenSSH\r\n"), "stopped half-way"),
    "silence": (silent, "takes too long"),
    "letter by letter": (drip(b" "), "takes too long"),
    "a header letter by letter": (drip(b"x", head=b"HTTP/1.1 200 OK\r\nX: "), "takes too long"),
    "without end": (drip(b" " * 60_000, 0), "too heavy"),
    "an error without end": (drip(b" " * 60_000, 0, head=b"HTTP/1.1 503 No\r\n\r\n"), "too many visitors"),
    "2 GB": (lambda h: h.answer(b"{}", length=2_000_000_000), "too heavy"),
    "a bomb": (
        lambda h: h.answer(gzip.compress(b" " * 3_000_000), Content_Encoding="gzip"),
        "too heavy",
    ),
    "false gzip": (lambda h: h.answer(b"{}", Content_Encoding="gzip"), "stopped half-way"),
    "a circle": (lambda h: h.answer(b"", 302, Location=h.path), "without end"),
    "a redirect without end": (
        drip(b" " * 60_000, 0, head=b"HTTP/1.1 302 Found\r\nLocation: /gone\r\n\r\n"),
        "no longer has",
    ),
    "a file": (lambda h: h.answer(b"", 302, Location="file:///etc/hostname"), "not one of the web"),
    "another scheme": (lambda h: h.answer(b"", 302, Location="gopher://127.0.0.1/1"), "not one of the web"),
    "a closed door": (lambda h: h.answer(b"", 302, Location="http://127.0.0.1:9/"), "cannot be reached"),
    "a list": (data([1, 2]), "in a form"),
    "another object": (data({"data": {"id": 1}}), "in a form"),
}


SLOW = {"silence", "letter by letter", "a header letter by letter"}


@pytest.mark.parametrize("name", MISBEHAVING)
def test_misbehaviour_is_told_and_the_copy_answers(serve, name):
    route, reason = MISBEHAVING[name]
    server = serve({SEARCH: route})
    portal = a_portal(server.base, lang="en", limits=QUICK if name in SLOW else PATIENT)
    found = portal.search("population")
    assert found.sample_of == dt.date(2024, 9, 2)
    assert reason in portal.notice and "2 September 2024" in portal.notice
    assert found.notice == portal.notice and portal.notice in repr(found)
    assert "exemple-populations-rhone" in [d.id for d in found]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["not found", "hung up", "a list"])
def test_without_a_copy_one_sentence(serve, name, lang):
    portal = a_portal(serve({SEARCH: MISBEHAVING[name][0]}).base, sample=False, lang=lang)
    with pytest.raises(PortalError) as error:
        portal.search("population")
    assert "opendata.paris.fr" in str(error.value) and "\n" not in str(error.value)


def test_an_error_that_passes(serve):
    server = serve({SEARCH: in_turn(status(500), status(429, Retry_After="0"), data(FOUND))})
    found = a_portal(server.base).search("arbres")
    assert found.sample_of is None and len(server.asked) == 3


def test_a_portal_that_never_stops_failing_is_left_in_peace(serve):
    server = serve({SEARCH: status(500)})
    a_portal(server.base).search("arbres")
    assert len(server.asked) == 3


def test_redirects_are_followed(serve):
    server = serve({SEARCH: lambda h: h.answer(b"", 301, Location="/moved"), "/moved": data(FOUND)})
    assert a_portal(server.base).search("arbres").total == 321


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8-sig"])
def test_other_encodings(serve, encoding):
    body = '{"data": [{"id": "a", "title": "Forêt d’été"}], "total": 1}'.replace("’", "'").encode(encoding)
    (dataset,) = a_portal(serve({SEARCH: lambda h: h.answer(body)}).base).search("x")
    assert dataset.title == "Forêt d'été"


def test_an_unknown_dataset_is_not_looked_for_in_the_copy(serve):
    portal = a_portal(serve({}).base, lang="fr")
    with pytest.raises(PortalError, match="n’a pas de jeu de données appelé «\u00a0population\u00a0»"):
        portal.dataset("population")


def test_a_dataset_of_the_copy_when_the_portal_fails(serve):
    portal = a_portal(serve({"/api": status(502)}).base, lang="en")
    dataset = portal.dataset("5b7ffc618b4c4169d30727e0")
    assert dataset.title.startswith("Base Sirene") and dataset.sample_of == dt.date(2024, 9, 2)
    assert "error 502" in portal.notice and portal.notice in dataset.notice
    with pytest.raises(PortalError, match="not in the copy.*exemple-populations-rhone"):
        portal.dataset("0" * 24)


def test_an_address_or_an_odd_id(serve):
    server = serve({"/api/1/datasets/": data(DATASET)})
    portal = a_portal(server.base)
    portal.dataset("https://www.data.gouv.fr/fr/datasets/base-adresse-nationale/#/resources")
    portal.dataset("../../../etc/passwd?x=1#y")
    assert server.asked[0] == "/api/1/datasets/base-adresse-nationale/"
    assert server.asked[1] == "/api/1/datasets/..%2F..%2F..%2Fetc%2Fpasswd%3Fx%3D1%23y/"


def test_no_network_is_noticed_soon_and_remembered():
    portal = a_portal("http://no-such-host.invalid", limits=Limits())
    start = time.perf_counter()
    assert portal.search("population").sample_of
    first = time.perf_counter() - start
    start = time.perf_counter()
    assert portal.search("communes").sample_of
    assert first < 3 and time.perf_counter() - start < 0.1


def test_a_network_that_goes():
    with serving({SEARCH: data(FOUND)}) as server:
        portal = a_portal(server.base, lang="en")
        assert portal.search("arbres").sample_of is None
    for words in ("bancs", "rues"):
        start = time.perf_counter()
        assert portal.search(words).sample_of and "cannot be reached" in portal.notice
        assert time.perf_counter() - start < 3


def test_a_name_that_is_looked_for_without_end(monkeypatch):
    def lost(*args, **kwargs):
        time.sleep(5)
        raise socket.gaierror(socket.EAI_AGAIN, "no answer")

    monkeypatch.setattr(socket, "getaddrinfo", lost)
    portal = a_portal("http://far-away.invalid", limits=QUICK)
    start = time.perf_counter()
    assert portal.search("population").sample_of
    assert time.perf_counter() - start < 2


def test_an_old_answer_is_better_than_the_copy_and_says_its_age(serve, caplog):
    routes = {SEARCH: data(FOUND)}
    server = serve(routes)
    portal = a_portal(server.base, lang="en")
    portal.search("arbres")
    portal.session._cached.settings.expire_after = 0
    portal.session._cached.cache.reset_expiration(0)
    routes[SEARCH] = status(500)
    found = portal.search("arbres")
    assert found.total == 321 and found.sample_of is None
    assert found.notice.startswith("data.gouv.fr does not answer: this is what it said on ")
    assert "Traceback" not in caplog.text


def test_a_spoilt_cache(serve, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "culture-d-portals.sqlite").write_bytes(b"not a database" * 100)
    portal = a_portal(serve({SEARCH: data(FOUND)}).base)
    portal.session = Session(PATIENT, cache="user")
    assert portal.search("arbres").total == 321


def test_a_home_that_cannot_be_written(serve, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file" / "cache"))
    portal = a_portal(serve({SEARCH: data(FOUND)}).base)
    portal.session = Session(PATIENT, cache="user")
    assert portal.search("arbres").total == 321


def test_the_cache_of_the_user(serve, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    server = serve({SEARCH: data(FOUND)})
    for _ in range(2):
        portal = a_portal(server.base)
        portal.session = Session(PATIENT, cache="user")
        assert portal.search("arbres")[0].title == "Arbres de la commune"
    assert len(server.asked) == 1


def test_lines_by_the_tabular_interface(serve):
    rows = {"data": [{"__id": 1, "essence": "Érable", "haut": 5}, {"__id": 2, "essence": "Orme", "haut": 7}]}
    server = serve({"/api": data(DATASET), "/tabular/resources/r1/data/": data(rows)})
    table = a_portal(server.base).dataset("arbres").resources[0].preview(1)
    assert table.to_dict("records") == [{"essence": "Érable", "haut": 5}]


@pytest.mark.parametrize("refusal", [status(404), status(410), data({}), data({"data": [3, None]})])
def test_lines_by_the_first_bytes_of_the_file(serve, refusal):
    big = "nom;hauteur\r\n" + 'Érable;5,5\r\n"Orme\r\nchampêtre";7\r\n' * 20_000
    server = serve({"/api": data(DATASET), "/tabular": refusal, "/file": file(big.encode("cp1252"))})
    table = a_portal(server.base).dataset("arbres").resources[0].preview(3)
    assert table["nom"].tolist() == ["Érable", "Orme\nchampêtre", "Érable"]
    assert table["hauteur"].tolist() == [5.5, 7, 5.5]


def test_lines_that_cannot_be_had(serve):
    routes = {"/api": data(DATASET), "/tabular": status(404), "/file": silent}
    resource = a_portal(serve(routes).base, lang="en", limits=QUICK).dataset("arbres").resources[0]
    with pytest.raises(PortalError, match="takes too long to answer. The lines of “arbres.csv”"):
        resource.preview()
    resource.format = "zip"
    with pytest.raises(PortalError, match="download the file"):
        resource.preview()


def test_lines_of_opendatasoft(serve):
    record = {"dataset_id": "les-arbres", "features": ["geo"], "metas": {"default": {"title": "Les arbres"}}}
    rows = {"total_count": 2, "results": [{"genre": "Acer"}, {"genre": "Ulmus"}]}
    server = serve({"/catalog/datasets/les-arbres": data(record), "/catalog/datasets/les-arbres/records": data(rows)})
    portal = Portal(Opendatasoft("opendata.paris.fr", server.base), session=Session(PATIENT, "memory"))
    dataset = portal.dataset("les-arbres")
    assert [r.format for r in dataset.resources] == ["csv", "json", "xlsx", "geojson"]
    assert dataset.resources[0].preview(2)["genre"].tolist() == ["Acer", "Ulmus"]
