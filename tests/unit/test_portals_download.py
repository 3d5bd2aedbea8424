"""Files of a portal: whole or not at all, inside the folder that was chosen, never over another one."""

import gzip
import os
import stat
from pathlib import Path

import pytest
from portal_server import PATIENT, QUICK, a_portal, drip, file, serving, silent, status

from culture_d.i18n import LANGUAGES
from culture_d.portals import PortalError, Resource, portal
from culture_d.portals.file_names import offered_names, safe_name

CSV = "nom;hauteur\r\nÉrable;5\r\n".encode()


@pytest.fixture
def given(tmp_path):
    """Make a resource whose file is given by a route; the folder where it goes is ``given.folder``."""
    managers = []

    class Given:
        folder = tmp_path / "downloads"

        def __call__(self, route, path="/file", limits=PATIENT, **about):
            managers.append(serving({path: route, "/other": file(CSV)}))
            server = managers[-1].__enter__()
            about = {"id": "r1", "title": "Arbres", "format": "csv", "url": server.base + path} | about
            return Resource(**about, portal=a_portal(server.base, lang="en", limits=limits))

    yield Given()
    for manager in managers:
        manager.__exit__(None, None, None)


def refused(resource, folder, **options):
    """Return the sentence of a refusal, and check that nothing is left of it."""
    with pytest.raises(PortalError) as error:
        resource.download(folder, **options)
    assert not list(Path(folder).rglob("*")) if Path(folder).exists() else True
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_file(given):
    path = given(file(CSV), path="/some/arbres%20du%20parc.csv").download(given.folder)
    assert path == given.folder / "arbres du parc.csv" and path.read_bytes() == CSV
    assert [p.name for p in given.folder.iterdir()] == ["arbres du parc.csv"]
    assert not stat.S_IMODE(path.stat().st_mode) & 0o111


def test_never_over_another_file(given):
    given.folder.mkdir()
    (given.folder / "file.csv").symlink_to(given.folder / "nowhere")
    resource = given(file(CSV))
    names = [resource.download(given.folder).name for _ in range(2)]
    assert names == ["file-2.csv", "file-3.csv"]
    assert not (given.folder / "nowhere").exists()


def test_the_address_that_goes_on_working(given):
    resource = given(file(b"old"))
    resource.latest = resource.url.replace("/file", "/other")
    assert resource.download(given.folder).read_bytes() == CSV


def test_compressed_on_the_way_or_in_itself(given):
    squeezed = gzip.compress(CSV)
    assert given(file(squeezed, Content_Encoding="gzip")).download(given.folder).read_bytes() == CSV
    assert given(file(squeezed), path="/a.csv.gz").download(given.folder).read_bytes() == squeezed


MISBEHAVING = {
    "not found": (status(404), "no longer has"),
    "an account": (status(403), "asks for an account"),
    "a page": (file(b"<html>", Content_Type="text/html; charset=utf-8"), "a web page"),
    "a page that says it is a table": (file(b" \n<!-- x --><!DOCTYPE  HTML PUBLIC><html>"), "a web page"),
    "a page letter by letter": (
        lambda h: [h.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")] + [h.wfile.write(bytes([c])) for c in b"<HTML><body>"],
        "a web page",
    ),
    "nothing": (file(b""), "empty"),
    "2 GB": (lambda h: h.answer(CSV, length=2_000_000_000), "2,000 MB"),
    "without end": (drip(b"a;b\n" * 20_000, 0), "weighs more than the 300 kB"),
    "letter by letter": (drip(b"a"), "takes too long"),
    "silence": (silent, "takes too long"),
    "silence half-way": (lambda h: [h.answer(CSV * 1000, length=10**5), silent(h)], "takes too long"),
    "half of it": (lambda h: h.answer(CSV * 1000, length=10**5), "stopped half-way"),
    "half of a piece": (
        drip(b"", head=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\na;b\n"),
        "takes too long",
    ),
    "nonsense for a piece": (
        lambda h: h.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\na;b\n"),
        "stopped half-way",
    ),
    "false gzip": (file(CSV, Content_Encoding="gzip"), "stopped half-way"),
    "a bomb": (file(gzip.compress(b"a;b\n" * 10**6), Content_Encoding="gzip"), "weighs more"),
    "a circle": (lambda h: h.answer(b"", 302, Location=h.path), "without end"),
    "a file of this machine": (lambda h: h.answer(b"", 302, Location="file:///etc/hostname"), "no address of the web"),
    "a script": (lambda h: h.answer(b"", 302, Location="javascript:alert(1)"), "no address of the web"),
}


@pytest.mark.parametrize("name", MISBEHAVING)
def test_misbehaviour_leaves_nothing_behind(given, name):
    route, reason = MISBEHAVING[name]
    limits = QUICK if reason == "takes too long" else PATIENT
    assert reason in refused(given(route, limits=limits), given.folder, max_bytes=300_000)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["not found", "a page", "nothing", "2 GB"])
def test_a_refusal_gives_the_address_to_try(given, name, lang):
    resource = given(MISBEHAVING[name][0])
    resource.portal._lang = lang
    said = refused(resource, given.folder)
    assert resource.url in said or name == "nothing"


@pytest.mark.parametrize(
    "url", ["", None, "file:///etc/passwd", "javascript:alert(1)", "ftp://x.fr/a", "http://", "//x"]
)
def test_an_address_that_is_not_one_of_the_web(given, url):
    resource = given(file(CSV))
    resource.url = url
    assert "no address of the web" in refused(resource, given.folder)


def test_a_folder_that_cannot_be_one(given, tmp_path):
    (tmp_path / "a file").write_text("")
    with pytest.raises(PortalError, match="choose another folder"):
        given(file(CSV)).download(tmp_path / "a file")


def test_a_full_disk(given, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert "No space left" in refused(given(file(CSV)), given.folder)


def test_a_reader_who_stops_the_cell(given, monkeypatch):
    def stopped(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr("culture_d.portals.download._written", stopped)
    with pytest.raises(KeyboardInterrupt):
        given(file(CSV)).download(given.folder)
    assert not list(given.folder.iterdir())


def test_the_files_of_the_course_without_a_network(tmp_path, socket_disabled):
    for resource in portal("data.gouv.fr").dataset("exemple-populations-rhone").resources:
        path = resource.download(tmp_path)
        assert path.read_bytes() == resource.file.read_bytes() and path.parent == tmp_path
        assert resource.size == path.stat().st_size
        assert len(resource.preview(5)) == 5


def test_offline_a_file_of_the_portal_is_not_asked(tmp_path, socket_disabled):
    sirene = portal("data.gouv.fr", offline=True, lang="en").dataset("5b7ffc618b4c4169d30727e0")
    assert "working offline" in refused(sirene.resources[0], tmp_path / "x")
    with pytest.raises(PortalError, match="working offline. The lines of"):
        sirene.resources[0].preview()


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="arbres.csv"', "arbres.csv"),
        ("attachment; filename*=UTF-8''%C3%A9t%C3%A9.csv", "été.csv"),
        ('attachment; filename="\u00c3\u00a9t\u00c3\u00a9.csv"', "été.csv"),
        ('attachment; filename="../../../etc/passwd"', "passwd.csv"),
        (r'attachment; filename="..\\..\\Windows\\system.ini"', "system.ini"),
        ('attachment; filename="/etc/cron.d/x"', "x.csv"),
        ("attachment; filename=", "page.csv"),
        ("attachment; filename*=latin-99''x.csv", "x.csv"),
        ("nonsense;;;", "page.csv"),
        ("", "page.csv"),
    ],
)
def test_the_name_that_a_header_gives(header, name):
    offered = offered_names({"Content-Disposition": header}, "https://x.fr/page.csv?a=b", "Title")
    assert safe_name(offered, "csv") == name


@pytest.mark.parametrize(
    ("offered", "name"),
    [
        ("", "file.csv"),
        ("...", "file.csv"),
        (" . ", "file.csv"),
        ("../..", "file.csv"),
        ("..", "file.csv"),
        (".bashrc", "bashrc.csv"),
        ("..\u2215..\u2044x.csv", "x.csv"),
        ("\uff0e\uff0e\uff0fx.csv", "x.csv"),
        ("C:\\Users\\x.csv", "x.csv"),
        ("C:x.csv", "C_x.csv"),
        ("CON", "_CON.csv"),
        ("con.csv", "_con.csv"),
        ("aux.tar.gz", "_aux.tar.gz"),
        ("COM¹.csv", "_COM1.csv"),
        ("a\u202evsc.exe", "avsc.exe"),
        ("a\x00b\nc.csv", "abc.csv"),
        ("x.csv. . ", "x.csv"),
        ('a<b>"c|d?*.csv', "a_b__c_d__.csv"),
        ("arbres de la forêt.csv", "arbres de la forêt.csv"),
        ("a" * 300 + ".csv", "a" * 96 + ".csv"),
        ("%2e%2e%2fx.csv", "%2e%2e%2fx.csv"),
        ("🌳.csv", "🌳.csv"),
    ],
)
def test_a_name_made_harmless(offered, name):
    assert safe_name([offered], "csv") == name


def test_any_name_stays_in_the_folder(tmp_path):
    from hypothesis import given as drawn
    from hypothesis import settings
    from hypothesis import strategies as st

    folder = tmp_path.resolve()

    @settings(max_examples=150, deadline=None, derandomize=True)
    @drawn(st.text(st.characters() | st.sampled_from("./\\:~ \u2044\uff0e\uff0f\u202e"), max_size=300))
    def check(offered):
        name = safe_name([offered], "csv")
        path = (folder / name).resolve()
        assert path.parent == folder and name == Path(name).name and not name.startswith(".")
        assert len(name.encode()) <= 255 and len(name) <= 111 and name.strip(" .") == name
        path.touch()
        path.unlink()

    check()


def test_whatever_the_server_calls_it_the_file_is_in_the_folder(given, tmp_path):
    route = file(CSV, Content_Disposition='attachment; filename="../../outside.csv"')
    path = given(route).download(given.folder)
    assert path.parent == given.folder and not (tmp_path / "outside.csv").exists()
