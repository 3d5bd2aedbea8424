"""The JavaScript and the style of an interface, from the files of this folder that make it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
_IMPORT = re.compile(r"^import \{[^}]*\} from \"\./(\w+)\.js\";\n", flags=re.MULTILINE)


@cache
def bundle(*names: str) -> str:
    """Return JavaScript files as one ES module, for anywidget and for a page, where nothing can be imported.

    Parameters
    ----------
    *names : str
        Files of this folder without their ending, in order: each may import only from those before it, and no
        two give the same name to something.

    Raises
    ------
    ValueError
        If a file imports one that does not stand before it: a mistake of ours, caught by the tests.
    """
    parts: list[str] = []
    for rank, name in enumerate(names):
        source = (HERE / f"{name}.js").read_text(encoding="utf-8")
        if missing := [other for other in _IMPORT.findall(source) if other not in names[:rank]]:
            raise ValueError(f"{name}.js imports {', '.join(missing)}, which must stand before it")
        parts.append(_IMPORT.sub("", source))
    return "".join(parts)


@cache
def styles(*names: str) -> str:
    """Return style sheets of this folder, without their ending, as one."""
    return "".join((HERE / f"{name}.css").read_text(encoding="utf-8") for name in names)
