"""What is missing or odd in the sheet of a dataset, each told in one sentence that says what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from culture_d.cells import plain_name
from culture_d.personal_columns import find_clues, looks_personal
from culture_d.publish.sheet import Sheet
from culture_d.standard.findings import Words, shorten

LONGEST_TITLE = 120
SHORTEST_DESCRIPTION = 100  # data.gouv.fr counts a description from 101 characters (udata, QUALITY_DESCRIPTION_LENGTH)
MOST_KEYWORDS = 12
# The European list of themes (authority table data-theme).
THEMES = ("AGRI", "ECON", "EDUC", "ENER", "ENVI", "GOVE", "HEAL", "INTR", "JUST", "REGI", "SOCI", "TECH", "TRAN")
_FILE_NAME = re.compile(
    r"\.(?:csv|tsv|xlsx?|ods|json|geojson|zip|txt|pdf|shp)$|^\S*_\S*$|[\s_-](?:v\d+|vdef|def|final|finale)(?:\W|$)|"
    r"^(?:copie|copy) (?:de|of) |\(\d+\)$",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")
_HOME_MAIL = re.compile(
    r"(?:gmail|hotmail|outlook|live|yahoo|icloud|orange|wanadoo|free|laposte|sfr|proton|protonmail)\.\w+"
)
_EMPTY_WORDS = {"data", "donnees", "donnee", "open_data", "opendata", "csv", "dataset", "fichier", "jeu_de_donnees"}


@dataclass(frozen=True)
class Remark:
    """What is to be said of one line of a sheet: ``kind`` is missing or odd."""

    line: str
    kind: str
    says: Words

    def sentence(self, lang: str | None = None) -> str:
        """Return the remark in a language."""
        return self.says(lang)


def remarks(sheet: Sheet) -> list[Remark]:
    """Return what is missing or odd in a sheet, in the order of its lines."""
    found = []
    for line, look in _LOOKS.items():
        value = getattr(sheet, line)
        if not value or value == (None, None):
            if line not in _OPTIONAL:
                found.append(Remark(line, "missing", Words(f"publish.ask_{line}")))
            continue
        found += [Remark(line, "odd", Words(f"publish.odd_{key}", values)) for key, values in look(sheet)]
    return found


Odd = Iterator[tuple[str, dict]]


def _title(sheet: Sheet) -> Odd:
    title = sheet.title
    is_file = bool(_FILE_NAME.search(title))
    if is_file:
        yield "title_file", {"title": shorten(title)}
    if len(title) > LONGEST_TITLE:
        yield "title_long", {"n": len(title), "most": LONGEST_TITLE}
    elif not is_file and (len(title) < 15 or len(title.split()) < 2):
        yield "title_short", {}
    if title.isupper() and len(title) > 8:
        yield "title_capitals", {}


def _description(sheet: Sheet) -> Odd:
    words, title = (set(plain_name(text).split("_")) - {""} for text in (sheet.description, sheet.title))
    if title and len(words - title) <= 2:
        yield "description_repeats", {}
    elif len(sheet.description) <= SHORTEST_DESCRIPTION:
        yield "description_short", {"n": len(sheet.description), "least": SHORTEST_DESCRIPTION}


def _licence(sheet: Sheet) -> Odd:
    found = sheet.known_licence
    if found is None:
        yield "licence_unknown", {"name": shorten(sheet.licence)}
    elif found.id == "none":
        yield "licence_none", {}
    elif found.open is False:
        yield "licence_closed", {"name": found.short}
    elif not found.decree:
        yield "licence_decree", {"name": found.short}


def _frequency(sheet: Sheet) -> Odd:
    found = sheet.known_frequency
    if found is None:
        yield "frequency_unknown", {"name": shorten(sheet.frequency)}
    elif found.id in ("unknown", "other"):
        yield "frequency_vague", {}


def _keywords(sheet: Sheet) -> Odd:
    if len(sheet.keywords) > MOST_KEYWORDS:
        yield "keywords_many", {"n": len(sheet.keywords), "most": MOST_KEYWORDS}
    if {plain_name(word) for word in sheet.keywords} <= _EMPTY_WORDS:
        yield "keywords_empty", {}


def _temporal(sheet: Sheet) -> Odd:
    start, end = sheet.temporal
    if start and end and start > end:
        yield "temporal_inverted", {}
    elif start is None or end is None:
        yield "temporal_half", {}


def _contact(sheet: Sheet) -> Odd:
    found = _EMAIL.fullmatch(sheet.contact)
    if not found:
        if not re.match(r"https?://", sheet.contact):
            yield "contact_form", {}
        return
    if is_someones(sheet.contact):
        yield "contact_person", {}


def is_someones(email: str) -> bool:
    """Tell whether an e-mail address looks like a person's rather than a service's."""
    name, host = _EMAIL.fullmatch(email.lower()).groups()
    if any("role" in clue.why for clue in find_clues([("contact", "text", [email])])):
        return False
    initial = re.fullmatch(r"[a-z]\.?-?[a-z]?[._][a-z-]+", name)
    return bool(initial or _HOME_MAIL.fullmatch(host) or looks_personal(re.sub(r"[._-]+", " ", name)))


def _fields(sheet: Sheet) -> Odd:
    bare = [name for name, words in sheet.fields.items() if not words.description]
    if bare:
        yield "fields_bare", {"n": len(bare), "columns": len(sheet.fields)}


def _theme(sheet: Sheet) -> Odd:
    if sheet.theme.upper() not in THEMES:
        yield "theme", {"name": shorten(sheet.theme), "names": ", ".join(THEMES)}


def _nothing(_: Sheet) -> Odd:
    return iter(())


_LOOKS = {
    "title": _title,
    "description": _description,
    "producer": _nothing,
    "licence": _licence,
    "frequency": _frequency,
    "keywords": _keywords,
    "temporal": _temporal,
    "spatial": _nothing,
    "contact": _contact,
    "fields": _fields,
    "modified": _nothing,
    "theme": _theme,
}
_OPTIONAL = {"theme"}
