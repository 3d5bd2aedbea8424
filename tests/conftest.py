"""Tests that ask the real portals: only with ``pytest --live``, since a test must not depend on the network."""

from __future__ import annotations

from pathlib import Path

import pytest

LIVE = Path(__file__).parent / "live"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option ``--live``."""
    parser.addoption("--live", action="store_true", help="also ask the real portals (needs a network)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Open the network to these tests when they are asked for, and skip them otherwise."""
    for item in items:
        if LIVE in item.path.parents:
            asked = config.getoption("--live")
            reason = "it asks the real portals: pytest --live tests/live"
            item.add_marker(pytest.mark.enable_socket if asked else pytest.mark.skip(reason=reason))
