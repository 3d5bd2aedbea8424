"""The conversation with the hosts of the portals: polite, bounded, kept for an hour, and honest about who asks."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit

import requests
import requests_cache
from urllib3.exceptions import HTTPError, ProtocolError

from culture_d.portals.api import Ask
from culture_d.portals.bounds import Limits, Waits, within
from culture_d.portals.errors import Trouble
from culture_d.portals.reading import is_web
from culture_d.portals.transport import BoundedAdapter, chunks

_CACHE = "culture-d-portals"
_KEPT = 3600  # seconds during which an answer is not asked again
_HEAVIEST = 50_000_000  # bytes of answers kept: beyond, all is forgotten
_REDIRECTS = 5
_ACCOUNT, _GONE, _BUSY = (401, 402, 403, 407), (404, 410), (429, 503)
# It writes the whole error each time that it has to answer with what it kept.
logging.getLogger("requests_cache.session").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Answer:
    """What a portal answered; ``kept_on`` is the day of the answer when an old one had to do."""

    data: object
    kept_on: dt.date | None = None


class Session:
    """Asks portals, within limits.

    Parameters
    ----------
    limits : Limits, optional
    cache : {"user", "memory"}
        Where answers are kept: in the user's cache folder, or nowhere but here.
    """

    def __init__(self, limits: Limits | None = None, cache: str = "user") -> None:
        self.limits = limits or Limits()
        self._adapter = BoundedAdapter(self.limits)
        self._cached = self._dressed(_cached_session(cache))
        self._plain = self._dressed(requests.Session())

    def _dressed(self, session: requests.Session) -> requests.Session:
        session.mount("http://", self._adapter)
        session.mount("https://", self._adapter)
        session.max_redirects = _REDIRECTS
        session.auth = _nobody
        session.headers["User-Agent"] = _user_agent()
        return session

    def json(self, ask: Ask) -> Answer:
        """Return what an address answers in JSON.

        Raises
        ------
        Trouble
            If there is no answer, or if it is not JSON.
        """
        with _told(ask.url):
            try:
                response = self._get(ask)
            except sqlite3.Error:  # what was kept is spoilt, or the disk is full: do without
                self._cached = self._dressed(_cached_session("memory"))
                response = self._get(ask)
            _refuse_status(response)
            data = _parsed(response)
        old = response.from_cache and response.is_expired
        return Answer(data, response.created_at.date() if old else None)

    def _get(self, ask: Ask) -> requests.Response:
        waits = Waits(self.limits, self.limits.answer, self.limits.weight)
        headers = {"Accept": "application/json"}
        # A second more than the clock of the waits, which knows better what happened.
        return within(
            waits.left() + 1, lambda: self._cached.get(ask.url, params=ask.params, headers=headers, timeout=waits)
        )

    @contextmanager
    def stream(self, url: str, weight: int, first: int | None = None) -> Iterator[tuple[requests.Response, Iterator]]:
        """Open a file: its answer, and its bytes as they come. Nothing is kept.

        Parameters
        ----------
        url : str
        weight : int
            Heaviest file to accept, in bytes.
        first : int, optional
            Only that many bytes are wanted, of which the host is told.

        Raises
        ------
        Trouble
            If the file cannot be had, weighs too much, or stops half-way.
        """
        if not is_web(url):
            raise Trouble("address")
        waits = Waits(self.limits, self.limits.answer if first else self.limits.transfer, weight)
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes=0-{first - 1}"} if first else {})
        with _told(url):
            response = within(
                min(waits.left(), self.limits.answer),
                lambda: self._plain.get(url, headers=headers, timeout=waits, stream=True),
            )
        try:
            with _told(url):
                _refuse_status(response)
            yield response, chunks(response.raw, waits, urlsplit(response.url).hostname or "")
        finally:
            response.close()


def _cached_session(cache: str) -> requests_cache.CachedSession:
    options = {"expire_after": _KEPT, "stale_if_error": True, "allowable_codes": (200,)}
    if cache == "user":
        try:
            backend = requests_cache.SQLiteCache(_CACHE, use_cache_dir=True, serializer="json")
            if os.path.getsize(backend.db_path) > _HEAVIEST:
                backend.clear()
            return requests_cache.CachedSession(backend=backend, **options)
        except (OSError, sqlite3.Error):  # a home that cannot be written
            pass
    return requests_cache.CachedSession(backend="memory", **options)


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Send no password: requests would take those of the file .netrc."""
    return request


def _user_agent() -> str:
    try:
        number = version("culture-d")
    except PackageNotFoundError:
        number = "0"
    return f"Culture-D/{number} (open-data course) python-requests/{requests.__version__}"


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Turn the errors of the libraries into a reason that can be said."""
    host = urlsplit(url).hostname or ""
    try:
        yield
    except Trouble as trouble:
        raise Trouble(trouble.key, **{"host": host} | trouble.values) from None
    except requests.TooManyRedirects:
        raise Trouble("redirects", host=host) from None
    except (requests.exceptions.InvalidSchema, requests.exceptions.InvalidURL, requests.exceptions.MissingSchema):
        raise Trouble("address", host=host) from None
    except (requests.ReadTimeout, TimeoutError):
        raise Trouble("slow", host=host) from None
    except requests.exceptions.SSLError:
        raise Trouble("unsafe", host=host) from None
    except requests.ConnectionError as error:
        hung_up = bool(error.args) and isinstance(error.args[0], ProtocolError)
        raise Trouble("cut" if hung_up else "unreachable", host=host) from None
    except (requests.RequestException, HTTPError):
        raise Trouble("cut", host=host) from None
    except OSError:
        raise Trouble("unreachable", host=host) from None


def _refuse_status(response: requests.Response) -> None:
    code = response.status_code
    if code in _ACCOUNT:
        raise Trouble("account")
    if code in _GONE:
        raise Trouble("missing")
    if code in _BUSY:
        raise Trouble("busy")
    if not 200 <= code < 300:
        raise Trouble("status", code=str(code))


def _parsed(response: requests.Response) -> object:
    raw = response.content
    try:
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        content = raw.decode("cp1252", "replace")  # what says UTF-8 and is not, in France, is this
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise Trouble("not_json") from None
