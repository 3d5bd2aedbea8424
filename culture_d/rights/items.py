"""Pieces of data to sort: where each comes from, and which right brings it (``data/rights/items.yml``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from culture_d import catalogue
from culture_d.i18n import language, t
from culture_d.parts import ContentError, Part, Text, read_top

if TYPE_CHECKING:
    import pandas as pd

ORIGINS = ("provided", "observed", "inferred")
_ITEM = ("id", "origin", "portability", "who", "holder", "text", "why")


@dataclass(frozen=True)
class Item:
    """A piece of data about someone, where it comes from, and whether portability brings it."""

    id: str
    origin: str
    portability: bool
    who: str
    holder: Text
    text: Text
    why: Text


def load_items(path: Path | None = None) -> tuple[Item, ...]:
    """Read and check the pieces of data to sort.

    Raises
    ------
    ContentError
        Naming the place and what is wrong there.
    """
    path = path or catalogue.DATA / "rights" / "items.yml"
    top = read_top(path, ("version", "id", "items"), "rights", ContentError)
    top.one_of("version", (1,))
    items = tuple(_item(part) for part in top.parts("items", _ITEM))
    top.no_twins("items", [item.id for item in items])
    return items


def _item(part: Part) -> Item:
    if not isinstance(part.value.get("portability"), bool):
        part.fail("portability", "rights.ticked")
    return Item(
        id=part.word("id"),
        origin=part.one_of("origin", ORIGINS),
        portability=part.value["portability"],
        who=part.line("who"),
        **{name: part.texts(name) for name in ("holder", "text", "why")},
    )


def data_to_sort(lang: str | None = None, *, answers: bool = False) -> pd.DataFrame:
    """Return twelve pieces of data about two fictional people, one per line, to sort.

    Parameters
    ----------
    lang : {"en", "fr"}, optional
        The current language by default.
    answers : bool
        Also tell where each comes from, whether access and portability bring it, and why.

    Returns
    -------
    pandas.DataFrame
        Indexed from 1: who, who holds it, what it is; with the answers, four more columns.
    """
    import pandas as pd

    lang = lang or language()
    rows = [_row(item, lang) | (_answer(item, lang) if answers else {}) for item in load_items()]
    return pd.DataFrame(rows, index=range(1, len(rows) + 1))


def _row(item: Item, lang: str) -> dict[str, str]:
    values = {"who": item.who, "holder": item.holder[lang], "text": item.text[lang]}
    return {t(f"rights.column_{name}", lang): value for name, value in values.items()}


def _answer(item: Item, lang: str) -> dict[str, str]:
    values = {
        "origin": t(f"rights.origin_{item.origin}", lang),
        "access": t("rights.covered", lang),  # whatever was recorded or guessed about someone is theirs to know
        "portability": t("rights.covered" if item.portability else "rights.uncovered", lang),
        "why": item.why[lang],
    }
    return {t(f"rights.column_{name}", lang): value for name, value in values.items()}
