"""The two editions of the book for sphinx-build: English by default, French with ``-t fr``.

``jupyter-book build .`` ignores this file and makes the English edition from ``_config.yml`` alone.
"""

from pathlib import Path

from culture_d.book.settings import settings

globals().update(settings(Path(__file__).parent, "fr" if tags.has("fr") else "en"))  # noqa: F821
