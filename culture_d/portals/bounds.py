"""Nothing of what a portal sends is waited for, or kept, without a limit."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Limits:
    """How long to wait for a portal, and how much to accept from it.

    Attributes
    ----------
    reach : float
        Seconds to find and reach a host: what it takes to notice that there is no network.
    silence : float
        Seconds without a byte.
    answer : float
        Seconds for a whole answer, every redirect and new try included.
    transfer : float
        Seconds for a whole file.
    patience : float
        Longest pause, in seconds, that a portal may ask for before a new try.
    pause : float
        Seconds between two calls: nobody is hurried.
    memory : float
        Seconds during which a host that could not be reached is not tried again.
    weight : int
        Heaviest answer, in bytes (a file has a limit of its own).
    """

    reach: float = 2
    silence: float = 8
    answer: float = 20
    transfer: float = 600
    patience: float = 5
    pause: float = 0.2
    memory: float = 30
    weight: int = 20_000_000


class Waits(tuple):
    """What ``requests`` wants, seconds to connect and seconds of silence, and the limits of the whole call."""

    deadline: float
    weight: int

    def __new__(cls, limits: Limits, seconds: float, weight: int) -> Waits:
        """Start the clock.

        Parameters
        ----------
        limits : Limits
        seconds : float
            For the whole call.
        weight : int
            Heaviest body to accept, in bytes.
        """
        self = super().__new__(cls, (limits.reach, limits.silence))
        self.deadline, self.weight = time.monotonic() + seconds, weight
        return self

    def left(self) -> float:
        """Seconds that remain."""
        return self.deadline - time.monotonic()

    def now(self) -> tuple[float, float]:
        """Return what ``requests`` wants, without more than what remains.

        Raises
        ------
        TimeoutError
            If nothing remains.
        """
        left = self.left()
        if left <= 0:
            raise TimeoutError
        return min(self[0], left), min(self[1], left)


def within(seconds: float, work: Callable[[], T]) -> T:
    """Return the result of some work, or raise ``TimeoutError`` after some seconds.

    The work is left to end by itself: neither the search of a host's name nor a header that comes letter by
    letter can be stopped otherwise.
    """
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # handed over to whoever waits
            future.set_exception(error)

    try:
        Thread(target=run, daemon=True).start()
    except RuntimeError:  # no threads in a browser, where the page itself limits the wait
        return work()
    return future.result(max(0.0, seconds))
