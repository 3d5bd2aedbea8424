"""A small local server for the book: compressed pages, on this machine only, and the address said aloud."""

from __future__ import annotations

import argparse
import gzip
import os
import sys
import webbrowser
from functools import lru_cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_COMPRESSED = {".html", ".css", ".js", ".svg", ".json", ".txt", ".xml"}
FIRST_PORT, PORTS_TRIED = 8000, 50


class Handler(SimpleHTTPRequestHandler):
    """Serve files, text ones compressed where the browser accepts it, and log nothing."""

    def do_GET(self) -> None:  # the name is http.server's
        """Answer a request."""
        path = Path(self.translate_path(self.path))
        accepts = "gzip" in self.headers.get("Accept-Encoding", "")
        if not accepts or path.suffix not in _COMPRESSED or not path.is_file():
            super().do_GET()  # folders too: http.server sends the reader to their index.html
            return
        body = _compressed(str(path), path.stat().st_mtime_ns)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal shows the address only."""


class Server(ThreadingHTTPServer):
    """A server that says nothing of a browser that hangs up."""

    daemon_threads = True

    def handle_error(self, request, client_address) -> None:
        """Go on: a page left before its end is not an error."""


@lru_cache(256)
def _compressed(path: str, _changed: int) -> bytes:
    return gzip.compress(Path(path).read_bytes(), 6)


def server(folder: Path) -> Server:
    """Return a server of a folder on the first free port of this machine from 8000 on.

    Raises
    ------
    OSError
        If no port is free.
    """
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        try:
            return Server(("127.0.0.1", port), lambda *args: Handler(*args, directory=str(folder)))
        except OSError:
            continue
    raise OSError("no free port")


def main() -> None:
    """Serve a folder until Ctrl+C, and open a browser where there is a screen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("_build/html"))
    folder = parser.parse_args().folder
    if not (folder / "index.html").exists():
        sys.exit(f"There is no book in {folder}: build it first, with make book.")
    with server(folder) as running:
        url = f"http://localhost:{running.server_port}/"
        print(f"The book is at {url} (English: {url}en/  Français : {url}fr/). Ctrl+C stops it.", flush=True)
        if sys.platform in ("win32", "darwin") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
            webbrowser.open(url)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
