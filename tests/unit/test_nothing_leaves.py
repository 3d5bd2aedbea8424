"""Personal data never leave the process: Python reports what it touches, and what was written is searched."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from culture_d.making.kernels import ThisKernel, offline_environment
from culture_d.making.project import ROOT
from culture_d.notebook_files import before_saving
from culture_d.personal.holding import SERVED
from culture_d.personal.personas import persona, personas

WITNESS = Path(__file__).with_name("audit_witness.py")


def reported(*argv: str) -> dict:
    """Run the witness without network and return what Python reported."""
    env = offline_environment(ROOT) | {"PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run([sys.executable, WITNESS, *argv], env=env, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def everything():
    return reported()


def test_no_window_writes_a_file_opens_a_connection_or_starts_a_process(everything):
    assert everything["seen"] == []


def test_the_windows_showed_every_format_of_the_course(everything):
    known = {format_id for person in personas() for format_id in person.files}
    assert len(known) >= 20
    assert set(everything["shown"]) >= known - {"edf-daily", "edf-monthly", "edf-index"}  # in the ZIP of edf-power


def test_the_witness_would_have_caught_a_traitor():
    seen = reported("betray")["seen"]
    assert any(event.startswith("open ") for event in seen) and "socket.connect" in seen


CELLS = """
import culture_d as cd
from pathlib import Path
cd.start("en")
window = cd.my_journeys()
window.keep.value = KEEP
window
---
window.receive("mine", Path(PATH).read_bytes())
---
print(window.export.table.to_csv())
---
window.export.table.head(20)
---
window.forget.click()
---
print("nothing of mine")
"""


@pytest.mark.parametrize("keep", [False, True], ids=["default", "asked to keep"])
def test_a_notebook_run_and_saved_by_jupyter_holds_nothing_of_the_file(tmp_path, monkeypatch, keep):
    from jupyter_server.services.contents.largefilemanager import LargeFileManager

    home = tmp_path / "home"
    home.mkdir()
    source = persona("gerard").file("gpx")
    env = offline_environment(ROOT) | {"HOME": str(home), "IPYTHONDIR": str(home / "ipython"), SERVED: "1"}
    env["TMPDIR"] = str(home)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    code = CELLS.replace("PATH", repr(str(source))).replace("KEEP", str(keep))
    book = new_notebook(cells=[new_code_cell(cell.strip()) for cell in code.split("---")])
    NotebookClient(book, timeout=120, kernel_manager_class=ThisKernel, store_widget_state=False).execute()

    canaries = {f"{lat:.6f}".rstrip("0") for lat in persona("gerard").export("gpx").table["lat"].head(40)}
    assert found(canaries, json.dumps(book).encode())  # the outputs did hold it, in memory
    manager = LargeFileManager(root_dir=str(home))
    manager.register_pre_save_hook(before_saving)
    manager.save({"type": "notebook", "format": "json", "content": book}, "mine.ipynb")

    files = [path for path in home.rglob("*") if path.is_file()]
    holding = {path.name for path in files if found(canaries, path.read_bytes())}
    assert holding == ({"mine.ipynb", "mine-checkpoint.ipynb"} if keep else set())
    assert "nothing of mine" in (home / "mine.ipynb").read_text(encoding="utf-8")


def found(canaries: set[str], content: bytes) -> bool:
    """Search for texts as they are, in UTF-16, and in base64 at any of its three offsets."""
    for canary in canaries:
        raw = canary.encode()
        coded = {base64.b64encode(b" " * shift + raw)[4 if shift else 0 : -4] for shift in range(3)}
        if any(form in content for form in (raw, canary.encode("utf-16-le"), *coded) if len(form) >= 6):
            return True
    return False


def test_the_search_finds_what_is_hidden():
    for shift in range(3):
        assert found({"44.797312"}, base64.b64encode(b"x" * shift + b"44.797312 and more"))
    assert found({"44.797312"}, "44.797312".encode("utf-16-le"))
    assert not found({"44.797312"}, b"44.797313")
    assert os.path.exists(WITNESS)
