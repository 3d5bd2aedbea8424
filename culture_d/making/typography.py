"""French typography: what is surely wrong, and what can safely be repaired.

The no-break spaces are those of the *Lexique* of the Imprimerie nationale: U+00A0 before a colon and inside
guillemets, the narrow U+202F before ``; ! ?`` and between groups of three digits. Either of the two is
accepted where one is needed; a repair writes the usual one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from culture_d.making.markdown import MARK, mask, unmask

WIDE, NARROW = "\u00a0", "\u202f"
_BEFORE = rf"[\w)\]}}»”’%€*.…°\"{MARK}]"  # what may stand before a sign of punctuation
_AFTER = r"(?=[\s)\]»”*_.!?…\"|]|$)"
_CAPITALS = (
    "Echange|Echantillon|Ecart|Ecole|Economie|Ecouter|Ecran|Ecrire|Ecrit|Edition|Egalement|Egalité|Electricité|"
    "Elément|Elève|Energie|Equipe|Etape|Etat|Ete|Etes|Etre|Etude|Evaluation|Evaluer|Eviter|Evolution|Ile"
)
# After these words a capital A that begins a sentence is the preposition À, not the verb or the letter.
_AFTER_A = (
    "l['’]|(?:la|partir|propos|noter|quoi|qui|vous|chaque|savoir|ce|cette|côté|force|moins|retenir|faire|titre|"
    "défaut|lire|voir|vos|votre|nous|son|sa|ses|peine|travers)\\b"
)


@dataclass(frozen=True)
class Rule:
    """A pattern that is surely wrong, and what repairs it when that is safe."""

    what: str
    pattern: re.Pattern
    repair: str | Callable[[re.Match], str] | None = None


RULES = (
    Rule(
        "no-break space missing before one of ; ! ?",
        re.compile(rf"(?<={_BEFORE})([;!?]){_AFTER}"),
        NARROW + r"\1",
    ),
    Rule(
        "ordinary space before one of ; ! ?",
        re.compile(rf"(?<=[^\s|]) +([;!?])(?:{_AFTER}|(?=;))"),
        NARROW + r"\1",
    ),
    Rule("no-break space missing before a colon", re.compile(rf"(?<={_BEFORE}):(?=[\s*_]|$)"), WIDE + ":"),
    Rule("ordinary space before a colon", re.compile(r"(?<=[^\s|]) +:(?=[\s*_]|$)"), WIDE + ":"),
    Rule("no-break space missing after «", re.compile(rf"«(?![{WIDE}{NARROW}]) *"), "«" + WIDE),
    Rule("no-break space missing before »", re.compile(r"(?<=\S) *»"), WIDE + "»"),
    Rule("no-break space missing before % or €", re.compile(rf"(?<=[\d{MARK}]) ?([%€])(?!\w)"), WIDE + r"\1"),
    Rule(
        "ordinary space inside a number",
        re.compile(r"(?<![\w,.])\d{1,3}(?: \d{3})+(?!\d)"),
        lambda m: m[0].replace(" ", NARROW),
    ),
    Rule(
        "straight apostrophe",
        re.compile(rf"(?<=[^\W\d_])'(?=[^\W_]|[«*_{MARK}\[])|(?<=\b[cdjlmnstCDJLMNST])'(?={MARK})"),
        "’",
    ),
    Rule("straight quotation mark", re.compile(r'"')),
    Rule(
        "capital letter without its accent",
        re.compile(rf"\b(?:{_CAPITALS})s?\b|\bA (?=(?:{_AFTER_A}))"),
    ),
)


@dataclass(frozen=True)
class Fault:
    """A fault of typography: its line in the text, what it is, a few words around it."""

    line: int
    what: str
    excerpt: str
    safe: bool


def faults(text: str) -> list[Fault]:
    """Return the faults of a French Markdown text, in order; code, addresses and MyST syntax are ignored."""
    masked, stretches = mask(text)
    found = []
    for rule in RULES:
        for match in rule.pattern.finditer(masked):
            before = unmask(masked[: match.start()], stretches)
            after = unmask(masked[: match.end() + 12], stretches)[len(before) :]
            excerpt = before.rpartition("\n")[2][-18:] + after.partition("\n")[0]
            found.append((len(before), Fault(before.count("\n") + 1, rule.what, excerpt.strip(), bool(rule.repair))))
    return [fault for _, fault in sorted(found, key=lambda pair: pair[0])]


def repair(text: str) -> str:
    """Return a French Markdown text with its spaces and apostrophes mended, and nothing else changed."""
    masked, stretches = mask(text)
    for rule in RULES:
        if rule.repair:
            masked = rule.pattern.sub(rule.repair, masked)
    return unmask(masked, stretches)
