"""The table of a clue: shown in the reader's language, or given as a DataFrame to count with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from culture_d.i18n import number

if TYPE_CHECKING:
    import pandas as pd

Text = Mapping[str, str]  # {"en": …, "fr": …}
Cell = int | float | str | Text
LONG = 18  # characters of the longest word that a narrow column of paper bears


@dataclass(frozen=True)
class ClueTable:
    """Columns, rows and a note. The first cell of a row names the row."""

    columns: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Text | None = None

    @property
    def counted(self) -> tuple[bool, ...]:
        """Whether each column holds numbers: they are then aligned to the right."""
        return tuple(any(isinstance(cell, int | float) for cell in column) for column in zip(*self.rows, strict=True))

    def shown(self, lang: str) -> list[list[str]]:
        """Return the rows as texts, numbers as the language writes them."""
        return [[_shown(cell, lang) for cell in row] for row in self.rows]

    def content(self, lang: str) -> dict:
        """Return the table in one language, as the interface reads it (plain JSON)."""
        return {
            "columns": [column[lang] for column in self.columns],
            "rows": self.shown(lang),
            "counted": list(self.counted),
            "note": self.note[lang] if self.note else "",
        }

    def frame(self, lang: str) -> pd.DataFrame:
        """Return the table with its columns in a language and its numbers as numbers."""
        import pandas as pd

        rows = [[cell[lang] if isinstance(cell, Mapping) else cell for cell in row] for row in self.rows]
        return pd.DataFrame(rows, columns=[column[lang] for column in self.columns])

    def html(self, caption: str, lang: str) -> str:
        """Return the table as HTML, everything escaped."""
        heads = "".join(
            f'<th scope="col"{_kind(column[lang], counted)}>{escape(column[lang])}</th>'
            for column, counted in zip(self.columns, self.counted, strict=True)
        )
        rows = "".join(f"<tr>{self._row(row)}</tr>" for row in self.shown(lang))
        note = f"<p>{escape(self.note[lang])}</p>" if self.note else ""
        return (
            f'<div class="cd-table"><table><caption>{escape(caption)}</caption>'
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{note}</div>"
        )

    def _row(self, row: list[str]) -> str:
        first, *others = zip(row, self.counted, strict=True)
        cells = "".join(f"<td{_kind(cell, counted)}>{escape(cell)}</td>" for cell, counted in others)
        return f'<th scope="row"{_kind(*first)}>{escape(first[0])}</th>{cells}'


def _kind(cell: str, counted: bool) -> str:
    """Return the class of a cell: a number, or a word so long that paper must cut it."""
    if counted:
        return ' class="n"'
    return ' class="cd-long"' if any(len(word) > LONG for word in cell.split()) else ""


def _shown(cell: Cell, lang: str) -> str:
    if isinstance(cell, Mapping):
        return cell[lang]
    return cell if isinstance(cell, str) else number(cell, lang=lang)
