"""A pytest plugin that writes, per notebook, the seconds spent and whether all its cells passed.

It lies in this folder, outside the package, because loading it from there would load the whole course in
every process of the tests.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

REPORT = "CULTURE_D_NOTEBOOK_REPORT"  # environment variable: the file to write


class NotebookTimes:
    """Adds up the reports of the cells of each notebook."""

    def __init__(self) -> None:
        self.notebooks: dict[str, dict] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        notebook = self.notebooks.setdefault(report.nodeid.split("::")[0], {"seconds": 0.0, "passed": True})
        notebook["seconds"] += report.duration
        notebook["passed"] = notebook["passed"] and not report.failed

    def pytest_sessionfinish(self) -> None:
        Path(os.environ[REPORT]).write_text(json.dumps(self.notebooks), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    # The workers of pytest-xdist load this file too; their reports all come back to the controller.
    if REPORT in os.environ and not hasattr(config, "workerinput"):
        config.pluginmanager.register(NotebookTimes())
