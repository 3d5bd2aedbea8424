"""Run the JavaScript of a page outside a browser, to compare it with Python."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest


def run_in_node(module: str, source: str, runner: str, payload: dict, folder: Path) -> dict:
    """Run a script that imports ``module`` with the node that Playwright ships, or skip."""
    driver = pytest.importorskip("playwright._impl._driver", reason="Playwright, which ships node, is absent")
    node = Path(driver.compute_driver_executable()[0])
    if not node.exists():
        pytest.skip("the node that Playwright ships is absent: the rules in JavaScript are not compared")
    (folder / module).write_text(source, encoding="utf-8")
    (folder / "run.mjs").write_text(runner, encoding="utf-8")
    done = subprocess.run(
        [str(node), "run.mjs"],
        cwd=folder,
        input=json.dumps(payload),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
