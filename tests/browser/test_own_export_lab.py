"""A real JupyterLab: a person chooses a file, sees it, saves, forgets; the disk and the network get nothing of it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
import urllib.request

import pytest
from conftest import PATIENCE
from nbformat import write
from nbformat.v4 import new_code_cell, new_notebook

from culture_d.i18n import t
from culture_d.making.kernels import offline_environment
from culture_d.making.lab import command, prepare
from culture_d.making.project import ROOT
from culture_d.personal.holding import SERVED
from culture_d.personal.personas import persona

SOURCE = persona("amina").file("enedis-load-curve")
CELLS = [
    'import culture_d as cd\ncd.start("en")\nwindow = cd.my_energy()\nwindow',
    "window.export.table.to_csv()[:3000]",
]


@pytest.fixture
def lab(tmp_path):
    """Start the JupyterLab of `make lab` on a folder with one notebook; give its address and the folder."""
    work = tmp_path / "work"
    work.mkdir()
    metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    write(new_notebook(cells=[new_code_cell(cell) for cell in CELLS], metadata=metadata), work / "mine.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = offline_environment(ROOT) | {"HOME": str(tmp_path / "home"), SERVED: "1"}
    env |= {f"JUPYTERLAB_{name}_DIR": str(tmp_path / name) for name in ("SETTINGS", "WORKSPACES")}
    prepare(tmp_path / "SETTINGS", "en")
    options = [
        f"--ServerApp.port={port}", f"--ServerApp.root_dir={work}", "--ServerApp.open_browser=False",
        "--IdentityProvider.token=", "--ServerApp.password=", "--allow-root",
    ]  # fmt: skip
    process = subprocess.Popen(
        [*command("en"), *options], cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/api")
        yield f"http://127.0.0.1:{port}", tmp_path
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(address: str) -> None:
    """Wait until a server answers."""
    for _ in range(120):
        try:
            urllib.request.urlopen(address, timeout=1)
            return
        except OSError:
            time.sleep(0.5)
    pytest.fail("JupyterLab did not start in a minute")


def test_a_file_chosen_in_jupyterlab_is_seen_and_never_written(chromium, lab):
    home, folder = lab
    page = chromium.new_page(viewport={"width": 1280, "height": 1600})
    foreign, errors = [], []
    page.on("request", lambda r: foreign.append(r.url) if not r.url.startswith((home, "data:", "blob:")) else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_default_timeout(3 * PATIENCE)
    page.goto(f"{home}/lab/tree/mine.ipynb")
    first, second = (page.locator(".jp-Notebook .jp-CodeCell").nth(n) for n in (0, 1))
    run(page, first)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=re.compile(t("own_export.choose", "en"))).click()
    chooser.value.set_files(str(SOURCE))

    page.get_by_text(t("own_export.understood", "en")).wait_for()
    page.locator(".jp-OutputArea .vega-embed, .jp-RenderedVegaCommon5").first.wait_for()
    run(page, second)
    second.get_by_text(t("own_export.dropped", "en")).wait_for()
    stamps = [line.partition(";")[0][:16] for line in SOURCE.read_text(encoding="utf-8-sig").splitlines()[5:15]]
    assert stamps[0].replace("T", " ") in second.inner_text()  # it is on the screen

    saved = folder / "work" / "mine.ipynb"
    for _ in range(20):
        page.keyboard.press("Control+s")
        time.sleep(1)
        if t("own_export.left_out", "en") in saved.read_text(encoding="utf-8"):
            break
    texts = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.is_symlink()}
    assert t("own_export.left_out", "en").encode() in texts[saved]
    meter = SOURCE.stem.rpartition("_")[2]
    for canary in (meter, *(stamp.replace("T", " ") for stamp in stamps), *stamps):
        assert [path for path, content in texts.items() if canary.encode() in content] == [], canary

    page.get_by_role("button", name=t("own_export.forget", "en")).click()
    page.get_by_text(t("own_export.forgotten", "en")).wait_for()
    assert foreign == [] and errors == []
    page.close()


def run(page, cell) -> None:
    """Run a cell: JupyterLab ignores the keys until its notebook is ready, which only its prompt tells."""
    prompt = cell.locator(".jp-InputArea-prompt")
    for _ in range(20):
        cell.locator(".cm-content").click()
        page.keyboard.press("Control+Enter")
        time.sleep(2)
        if prompt.inner_text().strip(" :") not in ("[ ]", "[]"):
            return
    pytest.fail("JupyterLab never ran the cell")


def test_the_lab_of_the_course_is_what_is_tested():
    assert "jupyterlab" in command("en") and os.access(SOURCE, os.R_OK)
