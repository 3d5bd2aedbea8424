"""Recording and testing: kernels without network, outputs rewritten, what is unchanged left alone."""

import json

import pytest
from making_samples import code, course, lesson, markdown, notebook, printed, save, solution

from culture_d.making import __main__, kernels, testing
from culture_d.making.exercises import exercise_from
from culture_d.making.memory import Memory
from culture_d.making.project import read_notebook, select
from culture_d.making.record import record

REACH = """\
import socket, urllib.request
def attempt(what):
    try: return what() or "reached"
    except Exception as error: return f"{type(error).__name__}: {error}"
print(attempt(lambda: socket.create_connection(("192.0.2.1", 443), timeout=3)))
print(attempt(lambda: socket.create_connection(("www.data.gouv.fr", 443), timeout=3)))
print(attempt(lambda: urllib.request.urlopen("https://www.data.gouv.fr", timeout=3)))
server = socket.create_server(("127.0.0.1", 0))
print(attempt(lambda: socket.create_connection(server.getsockname()).close()))"""


def stale(lang: str = "en"):
    """A lesson whose stored output is not what its code answers."""
    nb = lesson(lang)
    nb.cells[1].outputs[0].text = "4 rows\n"
    return nb


@pytest.mark.slow
def test_a_kernel_reaches_no_other_host(tmp_path):
    nb = notebook(
        markdown("title", "# T"),
        code("reach", REACH),
        code("where", "import os; os.path.basename(os.getcwd())"),
    )
    done = kernels.run(save(nb, tmp_path), tmp_path)
    address, name, page, here = done.cells[1].outputs[0].text.splitlines()
    assert address.startswith("SocketConnectBlockedError") and "192.0.2.1" in address
    assert name.startswith("gaierror") and "no network in the tests of the course" in name
    assert page.startswith("URLError") and "refused" in page
    assert here == "reached"
    assert done.cells[2].outputs[0].data["text/plain"] == "'en'"


@pytest.mark.slow
def test_record(tmp_path, capsys):
    good = save(stale(), tmp_path)
    bad = save(notebook(markdown("title", "# T"), code("fail", "1 / 0")), tmp_path, slug="bad")
    untouched = bad.read_bytes()
    assert record(root=tmp_path) is False
    assert "1 recorded, 1 failed, 0 unchanged" in capsys.readouterr().out
    assert good.read_text(encoding="utf-8").count('"3 rows\\n"') == 1
    assert bad.read_bytes() == untouched
    bad.unlink()
    assert record(root=tmp_path) is True
    assert "0 recorded, 0 failed, 1 unchanged" in capsys.readouterr().out


@pytest.mark.slow
def test_test(tmp_path, capfd):
    save(lesson(), tmp_path)
    save(stale("fr"), tmp_path, slug="stale")
    save(exercise_from(solution("fr"), "solutions/fr/tiny.ipynb"), tmp_path, "exercises")
    offline = code("reach", 'import socket\n_ = socket.create_connection(("192.0.2.1", 443))', count=1)
    save(notebook(markdown("title", "# T"), offline), tmp_path, slug="network")

    assert testing.test(root=tmp_path) is False
    told = capfd.readouterr().out
    assert "notebooks/en/tiny.ipynb: passed in" in told
    assert "exercises/fr/tiny.ipynb: passed in" in told
    assert "notebooks/fr/stale.ipynb: FAILED" in told
    assert "notebooks/en/network.ipynb: FAILED" in told
    assert "4 notebooks tested, 0 skipped because unchanged" in told

    assert testing.test(match="/tiny", root=tmp_path) is True
    assert "0 notebooks tested, 2 skipped because unchanged" in capfd.readouterr().out
    assert Memory("test", tmp_path).knows(tmp_path / "notebooks" / "fr" / "stale.ipynb") is False


def test_memory_forgets_what_changed(tmp_path):
    path = save(lesson(), tmp_path)
    (tmp_path / "culture_d").mkdir()
    (tmp_path / "data").mkdir()
    module, table, lock = (tmp_path / name for name in ("culture_d/a.py", "data/t.csv", "requirements.lock"))
    for file in (module, table, lock):
        file.write_text("1", encoding="utf-8")
    assert not Memory("test", tmp_path).knows(path)
    Memory("test", tmp_path).remember(path)
    assert Memory("test", tmp_path).knows(path)
    assert not Memory("record", tmp_path).knows(path)
    for file in (module, table, lock):
        file.write_text("2", encoding="utf-8")
        assert not Memory("test", tmp_path).knows(path)
        file.write_text("1", encoding="utf-8")
        assert Memory("test", tmp_path).knows(path)
    save(stale(), tmp_path)
    assert not Memory("test", tmp_path).knows(path)


def test_memory_forgets_a_lesson_when_the_one_before_it_has_another_title(tmp_path):
    path, before = save(lesson(), tmp_path), lesson()
    save(before, tmp_path, slug="a-first-one")
    Memory("test", tmp_path).remember(path)
    before.cells[1].source = "print(4)"
    save(before, tmp_path, slug="a-first-one")
    assert Memory("test", tmp_path).knows(path)
    before.cells[0].source = "# Another title\n\nA table is counted."
    save(before, tmp_path, slug="a-first-one")
    assert not Memory("test", tmp_path).knows(path)


@pytest.mark.parametrize("content", ["{", "[]", "null", "3", '{"test": []}', '{"test": null}'])
def test_a_spoilt_memory_is_an_empty_one(tmp_path, content):
    path = save(lesson(), tmp_path)
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / "notebooks.json").write_text(content, encoding="utf-8")
    assert not Memory("test", tmp_path).knows(path)
    Memory("test", tmp_path).remember(path)
    assert list(json.loads((tmp_path / ".cache" / "notebooks.json").read_text())) == ["test"]


def test_a_slow_notebook_is_warned_about_and_passes():
    slow, quick = (testing._verdict("n.ipynb", testing.BUDGET + more, passed=True) for more in (1, 0))
    assert slow == "n.ipynb: passed in 11.0 s (warning, not a failure: a notebook should take at most 10 s)"
    assert quick == "n.ipynb: passed in 10.0 s"


def test_select(tmp_path):
    path = save(lesson(), tmp_path)
    other = save(lesson("fr"), tmp_path, "solutions")
    assert select([], tmp_path) == [path, other]
    assert select(["notebooks"], tmp_path) == [path]
    assert select([path], tmp_path) == [path]
    with pytest.raises(FileNotFoundError, match="give a notebook or a folder"):
        select(["nowhere"], tmp_path)


def test_the_sanitise_file_is_ascii_and_read_by_nbval():
    from nbval.plugin import get_sanitize_patterns

    text = (testing.ROOT / testing.SANITISE).read_text(encoding="ascii")
    assert get_sanitize_patterns(text) == [(r"(\S) at 0x[0-9a-fA-F]{4,}", r"\1")]


def test_commands(tmp_path, capsys):
    course(tmp_path)
    root = ["--root", str(tmp_path)]
    assert __main__.main([*root, "exercises", "--check"]) == 1
    assert "exercises/en/tiny.ipynb: missing" in capsys.readouterr().out
    assert __main__.main([*root, "exercises"]) == 0
    assert __main__.main([*root, "check"]) == 0
    assert "nothing to mend" in capsys.readouterr().out
    nb = read_notebook(tmp_path / "notebooks" / "fr" / "tiny.ipynb")
    nb.cells[0].source = "# Tout petit\n\nQu'est-ce ?"
    nb.cells[1].outputs += code("x", "", outputs=[printed("x", "stderr")]).outputs
    save(nb, tmp_path)
    assert __main__.main([*root, "check", "typography", "outputs"]) == 1
    told = capsys.readouterr().out
    assert "notebooks/fr/tiny.ipynb [cell count]: writes to stderr -> mend" in told
    assert told.splitlines()[-1] == "3 to mend"
    assert __main__.main([*root, "typography", "--fix"]) == 0
    assert "repaired notebooks/fr/tiny.ipynb" in capsys.readouterr().out
    assert __main__.main([*root, "check", "spelling"]) == 1
    assert "unknown check: spelling" in capsys.readouterr().err
    assert __main__.main([*root, "record", "nowhere.ipynb"]) == 1
