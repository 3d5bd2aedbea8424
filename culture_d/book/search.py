"""French search that finds « données » when the reader types « donnees »."""

from __future__ import annotations

import unicodedata

from sphinx.search.fr import SearchFrench

# The same folding as `fold`, in the language of the search page. Sphinx calls splitQuery on what was typed.
_FOLD_JS = """
function splitQuery(query) {
  return query.replace(/œ/gi, "oe").replace(/æ/gi, "ae").normalize("NFD").replace(/\\p{Mn}/gu, "")
    .split(/[^\\p{Letter}\\p{Number}_\\p{Emoji_Presentation}]+/gu).filter((term) => term);
}
"""


def fold(text: str) -> str:
    """Return a text without accents nor ligatures: « Cœur d’été » gives « Coeur d’ete »."""
    text = text.replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae").replace("Æ", "Ae")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


class FoldedFrench(SearchFrench):
    """Sphinx's French search on words without accents, in the index and in the query alike."""

    js_splitter_code = _FOLD_JS

    def __init__(self, options: dict) -> None:
        super().__init__(options)
        self.stopwords = {fold(word) for word in self.stopwords}

    def split(self, text: str) -> list[str]:
        """Split a text into words without accents."""
        return super().split(fold(text))
