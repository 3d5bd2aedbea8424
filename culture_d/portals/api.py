"""What an adapter does for a portal: which address to ask, and how to read the answer.

An adapter asks nothing itself: it is tested without a network, and the dated copies are read by the same code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from culture_d.i18n import t
from culture_d.portals.errors import PortalError
from culture_d.portals.model import Dataset, Resource

MOST = 100  # datasets or lines in one answer: what the three interfaces all accept


def count(n: object, lang: str) -> int:
    """Return how many datasets or lines are asked, between 1 and 100.

    Raises
    ------
    PortalError
        If it is no number.
    """
    try:
        return max(1, min(int(n), MOST))
    except (TypeError, ValueError, OverflowError):
        raise PortalError(t("portals.not_a_number", lang, most=MOST)) from None


@dataclass(frozen=True)
class Ask:
    """An address to ask, and its parameters."""

    url: str
    params: dict[str, str | int] = field(default_factory=dict)


class Api(Protocol):
    """The interface of a portal, seen by the course."""

    name: str

    def search(self, words: Sequence[str], n: int) -> Ask:
        """Say what to ask to search the catalogue."""

    def found(self, answer: object, words: Sequence[str]) -> tuple[list[Dataset], int | None]:
        """Read the answer to a search: datasets, and how many match in all.

        Raises
        ------
        Trouble
            If the answer is of another shape.
        """

    def dataset(self, id: str) -> Ask:
        """Say what to ask to describe a dataset."""

    def described(self, answer: object) -> Dataset:
        """Read the description of a dataset; raise :class:`Trouble` if the answer is of another shape."""

    def rows(self, resource: Resource, n: int) -> Ask | None:
        """Say what to ask to see the first lines of a file, or None when the portal has no such service."""

    def table(self, answer: object) -> list[dict]:
        """Read these lines; raise :class:`Trouble` if the answer is of another shape."""
