"""The Sphinx side of the course: one configuration, two editions, no request to anybody.

Listed in ``_config.yml`` as an extension, so that ``jupyter-book build .`` and plain Sphinx both load it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from culture_d.book import builder, directives, finish, pages, search


def setup(app) -> dict:
    """Register the theme, the builder, the French search, the directives and the page context."""
    app.add_html_theme("culture_d", str(Path(__file__).with_name("theme")))
    app.add_builder(builder.Builder, override=True)
    app.add_search_language(search.FoldedFrench)
    directives.register(app)
    app.add_config_value("culture_d_sources", _digest(), "env")  # our code changed: every page is written again
    app.connect("config-inited", _own_theme_options)
    app.connect("html-page-context", pages.add_context)
    app.connect("build-finished", finish.finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _digest() -> str:
    """Return a digest of the package, whatever the order of its files."""
    package = Path(__file__).resolve().parents[1]
    files = sorted(p for p in package.rglob("*") if p.suffix in {".py", ".yml", ".js", ".css", ".html"})
    return hashlib.sha256(b"".join(p.read_bytes() for p in files)).hexdigest()


def _own_theme_options(app, config) -> None:
    config.html_theme_options = {}  # Jupyter Book fills in those of its own theme
