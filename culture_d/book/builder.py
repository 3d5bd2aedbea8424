"""The HTML builder with the course's addresses: ``/fr/interview.html``, ``/fr/lessons/data-interview.html``.

The sources live in ``book/fr/``, ``notebooks/fr/``, ``exercises/fr/`` and ``solutions/fr/``; a reader has no use
for the first word nor for the language said twice.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from urllib.parse import quote

from sphinx.builders.html import StandaloneHTMLBuilder

_SOURCE = re.compile(r"^(book|notebooks|exercises|solutions)/(?:en|fr)/")
_FOLDER = {"book": "", "notebooks": "lessons/", "exercises": "exercises/", "solutions": "solutions/"}


def address(docname: str) -> str:
    """Return the address of a page in its edition, without suffix."""
    return _SOURCE.sub(lambda found: _FOLDER[found[1]], docname)


class Builder(StandaloneHTMLBuilder):
    """Sphinx's HTML builder, each page written at :func:`address`."""

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a page with its suffix."""
        return quote(address(docname)) + self.link_suffix

    def get_outfilename(self, pagename: str) -> str:
        """Return the file that holds a page."""
        return str(Path(self.outdir, *posixpath.split(address(pagename) + self.out_suffix)))
