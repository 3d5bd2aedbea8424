"""What carries the questions: it gives up early without a network, tries again politely, and reads within limits."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import select_proxy
from urllib3.exceptions import HTTPError, InvalidHeader, MaxRetryError
from urllib3.exceptions import TimeoutError as TimeoutMessage
from urllib3.response import BaseHTTPResponse
from urllib3.util import Retry

from culture_d.portals.bounds import Limits, Waits, within
from culture_d.portals.errors import Trouble

_CHUNK = 1 << 16
# A refused connection or an unknown name is not tried again: without a network, nobody should wait.
_RETRY = Retry(total=2, connect=0, read=0, status_forcelist=(429, 500, 502, 503), backoff_factor=0.3)


class BoundedAdapter(HTTPAdapter):
    """An adapter of ``requests`` that never waits, nor reads, more than its limits.

    ``timeout`` must be a :class:`Waits`. Redirects go through it one by one, under the same clock.
    """

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.limits = limits
        self._last = 0.0
        self._reached: set[tuple[str, int]] = set()
        self._unreached: dict[tuple[str, int], float] = {}

    def send(self, request, stream=False, timeout=None, verify=True, cert=None, proxies=None):
        """Send a request, and again when the portal asks for it."""
        waits, retry, place = timeout, _RETRY, _place(request)
        if not select_proxy(request.url, proxies):  # a proxy searches for names itself
            self._reach(place, request)
        while True:
            self._take_turn()
            try:
                response = super().send(request, True, waits.now(), verify, cert, proxies)
            except requests.ConnectionError:
                self._reached.discard(place)  # the network may have gone since
                raise
            retry = _again(retry, request, response.raw)
            pause = _pause(retry, response.raw) if retry else None
            if pause is None or pause > min(self.limits.patience, waits.left()):
                break
            response.close()  # and its body is not read: it may have no end
            time.sleep(pause)
        if response.is_redirect or not response.ok:
            response.close()  # nothing of its body is needed, and it may have no end
            response._content, response._content_consumed = b"", True
        elif not stream:
            response._content, response._content_consumed = b"".join(chunks(response.raw, waits, place[0])), True
        return response

    def _take_turn(self) -> None:
        time.sleep(max(0.0, self._last + self.limits.pause - time.monotonic()))
        self._last = time.monotonic()

    def _reach(self, place: tuple[str, int], request: requests.PreparedRequest) -> None:
        """Notice at once that there is no network: a system may look for a name, or a way, much longer."""
        if place in self._reached:
            return
        since = time.monotonic() - self._unreached.get(place, float("-inf"))
        try:
            if since < self.limits.memory:
                raise ConnectionError("not reached a moment ago")
            within(self.limits.reach, lambda: socket.create_connection(place, self.limits.reach).close())
        except (OSError, UnicodeError) as error:
            if since >= self.limits.memory:
                self._unreached[place] = time.monotonic()
            raise requests.ConnectionError(error, request=request) from None
        self._reached.add(place)


def _place(request: requests.PreparedRequest) -> tuple[str, int]:
    """Return the host and the port of a request."""
    parts = urlsplit(request.url)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def _again(retry: Retry, request: requests.PreparedRequest, raw: BaseHTTPResponse) -> Retry | None:
    """Return what remains to be tried, or None when this answer is the last."""
    if not retry.is_retry(request.method, raw.status, "Retry-After" in raw.headers):
        return None
    try:
        return retry.increment(request.method, request.url, response=raw)
    except MaxRetryError:
        return None


def _pause(retry: Retry, raw: BaseHTTPResponse) -> float:
    try:
        asked = retry.get_retry_after(raw)
    except InvalidHeader:
        asked = None
    return retry.get_backoff_time() if asked is None else max(0.0, asked)


def chunks(raw: BaseHTTPResponse, waits: Waits, host: str) -> Iterator[bytes]:
    """Yield a body as it comes.

    Raises
    ------
    Trouble
        If it weighs too much, takes too long, or stops before its end.
    """
    length = raw.headers.get("Content-Length", "")
    announced = int(length) if length.isascii() and length.isdigit() and len(length) < 19 else None
    if announced is not None and announced > waits.weight:
        raise Trouble("heavy", host=host, size=announced, limit=waits.weight)
    received = 0
    try:
        # read1 gives what has come: read would wait for a whole piece, however slowly it drips.
        while piece := raw.read1(_CHUNK, decode_content=True):
            received += len(piece)
            if received > waits.weight:
                raise Trouble("heavy", host=host, size=None, limit=waits.weight)
            if waits.left() < 0:
                raise TimeoutError
            yield piece
    except (TimeoutError, TimeoutMessage):
        raise Trouble("slow", host=host) from None
    except (HTTPError, OSError):
        raise Trouble("cut", host=host) from None
