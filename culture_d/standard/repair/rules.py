"""Every rule of repair, and which ones bear on a cell.

A cell goes through its rules until none has anything more to say: what is proposed is the whole repair, and to
repair a repaired file proposes nothing again. The rule that most needs a look gives its name to the proposal.
"""

from __future__ import annotations

from culture_d.standard.repair.cell import Change, Column, Place, Rule
from culture_d.standard.repair.codes import code_form, insee_corsica, leading_zero, lost_digit
from culture_d.standard.repair.dates import date
from culture_d.standard.repair.hours import hours
from culture_d.standard.repair.lists import bars, listed, separated_codes
from culture_d.standard.repair.numbers import number, typed
from culture_d.standard.repair.phones import phone
from culture_d.standard.repair.text import apostrophe, invisible, line_break, mojibake, null_text, outer_spaces
from culture_d.standard.repair.web import email, url

# The names under which repairs are proposed, in the order in which a person decides of them.
NAMES = (
    "header_name", "columns", "mojibake", "invisible", "outer_spaces", "line_break", "apostrophe", "null_text",
    "bars", "separator", "wording", "old_value", "near_wording", "code_form", "leading_zero", "lost_digit",
    "insee_corsica", "phone", "phone_zero", "phone_several", "phone_words", "date", "date_words", "date_time",
    "date_number", "decimal", "swapped", "typed", "email", "email_several", "url", "url_scheme", "url_several", "hours",
)  # fmt: skip
_ANY: tuple[Rule, ...] = (mojibake, invisible, outer_spaces, line_break, null_text)
_OF_KIND: dict[str, tuple[Rule, ...]] = {
    "list": (listed,),
    "postcode": (apostrophe, code_form, leading_zero, lost_digit),
    "insee": (apostrophe, code_form, leading_zero, lost_digit, insee_corsica),
    "pivot": (apostrophe, code_form),
    "siret": (apostrophe, code_form),
    "siren": (apostrophe, code_form),
    "rna": (code_form,),
    "phone": (apostrophe, phone),
    "coordinate": (apostrophe, number),
    "number": (apostrophe, number),
    "date": (apostrophe, date),
    "typed": (typed,),
    "email": (bars, email),
    "url": (bars, url),
    "codes": (bars, separated_codes),
    "hours": (hours,),
}
_ROUNDS = 8  # no cell of the tests needs more than four
# The kinds whose rules look at the rest of the line: the same text may be repaired otherwise elsewhere.
PLACED = frozenset({"postcode", "insee", "phone"})


def rules_of(column: Column) -> tuple[Rule, ...]:
    """Return the rules that bear on the cells of a column."""
    return _ANY + _OF_KIND.get(column.kind, ())


def repaired(value: str, column: Column, place: Place) -> list[Change]:
    """Return the changes that repair a cell, in order; none when nothing can be proposed.

    The last one gives the cell as the schema accepts it. A chain that would end on a refused cell is dropped whole.
    """
    changes: list[Change] = []
    now = value
    for _ in range(_ROUNDS):
        before = now
        for rule in rules_of(column):
            if now and (change := rule(now, column, place)) and change.after != now:
                changes.append(change)
                now = change.after
        if now == before:
            break
    else:
        return []
    return changes if now != value and column.accepts(now) else []


def heaviest(changes: list[Change]) -> Change:
    """Return the change that gives its name to the proposal: the last that needs a look, or the last."""
    return next((change for change in reversed(changes) if not change.safe), changes[-1])
