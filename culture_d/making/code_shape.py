"""The shape of a code cell: all that must be the same in both languages."""

from __future__ import annotations

import io
import sys
import tokenize

STRING = "<text>"
_DROPPED = {tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER}
# From Python 3.12 an f-string is several tokens, before it is one: both become one placeholder.
_F_START = {getattr(tokenize, n) for n in ("FSTRING_START", "TSTRING_START") if hasattr(tokenize, n)}
_F_END = {getattr(tokenize, n) for n in ("FSTRING_END", "TSTRING_END") if hasattr(tokenize, n)}
_LAYOUT = {tokenize.INDENT: "<indent>", tokenize.DEDENT: "<dedent>", tokenize.NEWLINE: "<newline>"}


class CodeError(ValueError):
    """Code that Python cannot cut into words."""


def shape(source: str) -> list[str]:
    """Return the words of a Python text, with one placeholder for each text and without comments.

    Texts that follow each other (``"a" "b"``) are one text, as for Python: a long French sentence may be cut
    where the English one is not.

    Raises
    ------
    CodeError
        If the text is not Python.
    """
    words: list[str] = []
    depth = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type in _F_START:
                depth += 1
            if token.type in _F_END:
                depth -= 1
            if depth or token.type in _DROPPED:
                continue
            is_text = token.type == tokenize.STRING or token.type in _F_END
            word = STRING if is_text else _LAYOUT.get(token.type, token.string)
            if not (is_text and words[-1:] == [STRING]):
                words.append(word)
    except (tokenize.TokenError, SyntaxError) as error:
        message = str(error.args[0] if error.args else error)
        raise CodeError(f"not Python {sys.version_info[0]}: {message}") from error
    return words


def first_difference(a: list[str], b: list[str]) -> str:
    """Return, for a message, the first place where two shapes part: ``"x =" / "y ="``."""
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return " / ".join(f"{' '.join(words[max(0, i - 2) : i + 3])!r}" for words in (a, b))
