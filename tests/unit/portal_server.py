"""A portal on this machine that answers as the documentation says, or misbehaves, as its routes tell it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from culture_d.portals.bounds import Limits
from culture_d.portals.datagouv import DataGouv
from culture_d.portals.interface import Portal
from culture_d.portals.samples import sample_of
from culture_d.portals.session import Session

PATIENT = Limits(patience=1, pause=0, weight=200_000)  # a busy machine answers slowly, and is not wrong
QUICK = Limits(reach=1, silence=0.3, answer=0.8, transfer=0.8, patience=1, pause=0, weight=200_000)
DATASET = {
    "id": "5b7ffc618b4c4169d30727e0",
    "title": "Arbres de la commune",
    "organization": {"name": "Mairie de Saint-Exemple"},
    "license": "lov2",
    "frequency": "monthly",
    "created_at": "2024-01-02T03:04:05.678000+00:00",
    "last_update": "2024-09-01T00:00:00+00:00",
    "tags": ["arbres"],
    "temporal_coverage": {"start": "2020-01-01", "end": "2020-12-31"},
    "spatial": {"zones": ["fr:commune:00000"], "granularity": "fr:commune"},
    "page": "https://www.data.gouv.fr/fr/datasets/arbres/",
    "resources": [{"id": "r1", "title": "arbres.csv", "format": "CSV", "filesize": "12", "latest": "{base}/file"}],
    "quality": {"score": 0.5},
}
Route = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the route of the longest beginning of its path."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.agents.add(self.headers.get("User-Agent"))
        routes = self.server.routes
        known = [path for path in routes if self.path.startswith(path)]
        self.close_connection = True
        (routes[max(known, key=len)] if known else status(404))(self)

    def answer(self, body: bytes, code: int = 200, length: int | None = None, **headers: str) -> None:
        """Write an answer; ``length`` lies about its length."""
        self.send_response(code)
        headers = {"Content-Type": "application/json", "Connection": "close"} | headers
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def handle(self) -> None:
        """Let a client hang up."""
        with suppress(OSError):
            super().handle()


def status(code: int, **headers: str) -> Route:
    """Answer with an error."""
    return lambda handler: handler.answer(b"{}", code, **headers)


def data(value: object) -> Route:
    """Answer with JSON, where ``{base}`` is the address of the server."""

    def route(handler: Handler) -> None:
        handler.answer(json.dumps(value).replace("{base}", handler.server.base).encode())

    return route


def file(body: bytes, **headers: str) -> Route:
    """Answer with a file."""
    return lambda handler: handler.answer(body, **({"Content-Type": "text/csv"} | headers))


def silent(handler: Handler) -> None:
    """Accept the question and never answer."""
    handler.server.closing.wait(30)


def drip(body: bytes, seconds: float = 0.1, head: bytes = b"HTTP/1.1 200 OK\r\n\r\n") -> Route:
    """Answer letter by letter, and never end."""

    def route(handler: Handler) -> None:
        handler.wfile.write(head)
        while not handler.server.closing.wait(seconds):
            handler.wfile.write(body)

    return route


def in_turn(*routes: Route) -> Route:
    """Answer differently each time; the last answer is repeated."""
    left = list(routes)
    return lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)


@contextmanager
def serving(routes: dict[str, Route]) -> Iterator[ThreadingHTTPServer]:
    """Serve some routes; ``server.asked`` lists the paths asked, ``server.base`` is its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.routes, server.asked, server.agents, server.closing = routes, [], set(), threading.Event()
    server.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()


def a_portal(base: str, sample: bool = True, limits: Limits = PATIENT, **options: object) -> Portal:
    """Return data.gouv.fr, served from ``base``, with nothing kept on disk."""
    api = DataGouv(f"{base}/api/1", f"{base}/tabular")
    kept = sample_of("data.gouv.fr") if sample else None
    return Portal(api, kept, session=Session(limits, cache="memory"), **options)
