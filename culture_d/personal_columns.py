"""Columns that may describe persons: what they seem to hold, how sure we are and why, never a value.

These are clues for a conversation, not a verdict: an e-mail address may belong to a town hall, and a table
with no clue may still point to somebody once it is crossed with another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from culture_d.cells import plain_name

CERTAIN, LIKELY, POSSIBLE = "certain", "likely", "possible"
_MOST = 0.5
_OWNER = (
    r"(?:_(?:du_|de_la_|de_l_|de_|d_)?(?:usager|usagere|agent|agente|eleve|enfant|client|cliente|patient|salarie|"
    r"adherent|habitant|contact|responsable|titulaire|elu|elue|conjoint|pere|mere|parent|referent|demandeur|"
    r"beneficiaire|proprietaire|locataire|candidat|signataire|auteur|employee|customer|user|member|owner)s?)?"
)
_BY_NAME = {
    kind: re.compile(shape)
    for kind, shape in {
        "nir": r"(?:.*_)?(?:nir|nss|num(?:ero)?_(?:de_)?(?:secu|securite_sociale)|securite_sociale)(?:_.*)?",
        "iban": r"(?:.*_)?(?:iban|rib)(?:_.*)?",
        "email": r"(?:.*_)?(?:e_?mails?|mails?|courriels?|mel)(?:_.*)?",
        "phone": r"(?:.*_)?(?:tel|telephones?|phone|portable|mobile_?phone|gsm)(?:_.*)?",
        "birth_date": r"(?:.*_)?(?:date|dat|dt|annee|jour)_(?:de_)?nais(?:s|sance)?(?:_.*)?|naissance|ddn|"
        r"dob|nee?_le|birth_?(?:date|day|year)|date_of_birth|year_of_birth",
        "full_name": r"(?:nom_(?:et_)?prenoms?|prenoms?_(?:et_)?nom|nom_complet|identite|full_?name|"
        rf"profile_name|contact_name){_OWNER}",
        "first_name": rf"(?:prenoms?|first_?name|given_?name|forename){_OWNER}",
        "last_name": rf"(?:noms?|names?|nom_(?:de_)?famille|nom_d?_?usage|nom_(?:de_)?naissance|nom_marital|"
        rf"nom_patronymique|patronyme|last_?name|surname|family_?name){_OWNER}",
        "address": r"(?:.*_)?(?:adresses?|address|rue|voie|street|domicile)(?:_.*)?",
    }.items()
}
_BARE = {"nom", "noms", "name", "names"}
_IN_A_NAME = {"email_role", "type_voie", "adresse_web", "adresse_internet", "adresse_site"}
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ROLE = re.compile(
    r"(?:contact|info|accueil|mairie|secretariat|bonjour|hello|direction|service|communication|admin|commune|ville|"
    r"bibliotheque|mediatheque|maison|centre|support|association|asso|ccas|office|reservation)",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\d.,])(?:(?:\+|00)33[ .-]?(?:\(0\))?|0)[1-9](?:[ .\u00a0-]?\d{2}){4}(?![\d.,])", re.ASCII)
_NIR = re.compile(
    r"(?<!\d)[1278] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3}(?: ?(\d{2}))?(?!\d)",
    re.ASCII,
)
_IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Z0-9])", re.ASCII)
_ADDRESS = re.compile(
    r"\b\d{1,4}(?: ?(?:bis|ter|quater|[A-D]))?,? (?:rue|avenue|av\.?|bd|boulevard|place|pl\.?|chemin|che|"
    r"impasse|imp|allées?|route|rte|quai|cours|square|sentier|ruelle|faubourg|lotissement|résidence|montée|"
    r"passage)\b",
    re.IGNORECASE,
)
# First names common in France over the last century: enough to notice a column of persons.
_FIRST_NAMES = frozenset(
    re.findall(
        r"\w+",
        """
        marie jeanne marguerite germaine louise yvonne madeleine suzanne marthe denise simone andrée
        paulette monique jacqueline janine odette ginette colette françoise nicole chantal catherine
        christine martine sylvie brigitte michèle annie danielle isabelle nathalie valérie véronique
        sandrine stéphanie céline virginie sophie aurélie émilie laetitia julie élodie camille laura
        pauline marion manon léa emma chloé inès jade lina louna anaïs clara sarah lucie mathilde
        margaux zoé alice rose ambre anna mila juliette charlotte hélène claire anne florence
        patricia corinne dominique pascale fatima mohamed ahmed karim nadia samira jean pierre louis
        henri marcel andré rené georges maurice roger raymond robert lucien paul joseph michel
        jacques claude bernard gérard alain daniel philippe patrick christian serge thierry éric
        pascal christophe stéphane laurent frédéric olivier david nicolas sébastien julien alexandre
        guillaume kevin kévin thomas maxime romain antoine clément alexis florian quentin lucas hugo
        léo nathan enzo théo mathis gabriel raphaël jules arthur adam noah ethan sacha tom noé yanis
        vincent fabrice bruno gilles yves didier françois denis marc xavier benoît mathieu matthieu
        jérôme cédric
        """,
    )
)


@dataclass(frozen=True)
class Clue:
    """A column that may hold personal data.

    ``what`` is last_name, first_name, full_name, email, phone, nir, birth_date, address or iban; ``sure``
    is certain, likely or possible; ``why`` lists the reasons: name, values, key (a check key holds), together
    (beside other such columns), role (addresses of services rather than persons).
    """

    column: str
    what: str
    sure: str
    why: tuple[str, ...]
    share: float = 0.0  # of the distinct values seen that have that shape


def looks_personal(value: str) -> bool:
    """Tell whether a value looks like an e-mail, a phone, a NIR, an IBAN, an address or somebody's name."""
    return any(p.search(value) for p in (_EMAIL, _PHONE, _NIR, _IBAN, _ADDRESS)) or _is_full_name(value)


def find_clues(columns: Iterable[tuple[str, str, list[str]]]) -> list[Clue]:
    """Look for personal data in the names of columns and in a sample of their distinct values.

    Parameters
    ----------
    columns : iterable of (name, kind, values)
        The kind is one of a profile's; the values are text.
    """
    clues = [clue for name, kind, values in columns if (clue := _clue(name, kind, values))]
    people = {c.what for c in clues} & {"last_name", "first_name", "full_name"}
    return [_beside(clue, people) for clue in clues]


def _clue(name: str, kind: str, values: list[str]) -> Clue | None:
    named = _named(name, kind)
    if plain_name(name) in _BARE and _are_things(values):
        named = None
    shares = _shares(values) if kind not in ("yes_no", "empty") else {}
    seen = max(shares, key=shares.__getitem__) if shares else None
    stronger = seen in ("nir", "iban") and shares[seen] >= _MOST and seen != named
    if named and not stronger:
        share = shares.get(named, 0.0)
        sure, why = _weigh(named, share, True)
        clue = Clue(name, named, sure, why, share)
    elif seen and (shares[seen] >= _MOST or seen in ("email", "nir", "iban")):
        sure, why = _weigh(seen, shares[seen], False)
        clue = Clue(name, seen, sure, why, shares[seen])
    else:
        return None
    return _checked(clue, values)


def _named(name: str, kind: str) -> str | None:
    plain = plain_name(name)
    found = next((what for what, shape in _BY_NAME.items() if shape.fullmatch(plain)), None)
    if plain in _IN_A_NAME or (found == "birth_date" and kind not in ("date", "text", "whole", "code")):
        return None
    return None if kind in ("yes_no", "empty", "number") else found


def _are_things(values: list[str]) -> bool:
    """Tell the names of places and bodies from people's: several words or figures, and no first name."""
    people = sum(_is_first_name(v) or _is_full_name(v) for v in values)
    long = sum(len(v.split()) > 1 or any(c.isdigit() for c in v) for v in values)
    return people < 0.05 * len(values) and long > 0.5 * len(values)


def _shares(values: list[str]) -> dict[str, float]:
    """Return the share of the values that have each shape, for the shapes that occur at all."""
    tests = {"email": _EMAIL.search, "iban": _is_iban, "nir": _NIR.fullmatch, "phone": _PHONE.fullmatch}
    tests |= {"address": _ADDRESS.search, "full_name": _is_full_name, "first_name": _is_first_name}
    counts = {what: sum(bool(test(v)) for v in values) for what, test in tests.items()}
    return {what: n / len(values) for what, n in counts.items() if n}


def _weigh(what: str, share: float, named: bool) -> tuple[str, tuple[str, ...]]:
    """Say how sure a name, or the shape of most values, makes us."""
    shaped = share >= _MOST
    why = ("name",) * named + ("values",) * (share > 0)
    if what == "birth_date":
        return CERTAIN, why
    if what in ("email", "nir", "iban", "full_name"):
        return (CERTAIN if named and shaped else LIKELY if named or shaped else POSSIBLE), why
    return (LIKELY if shaped and what == "last_name" else POSSIBLE), why


def _checked(clue: Clue, values: list[str]) -> Clue:
    """Use what can be computed: the key of a NIR, the key of an IBAN, the first half of an e-mail address."""
    if clue.what == "iban" and clue.share:
        return replace(clue, sure=CERTAIN, why=(*clue.why, "key"))
    if clue.what == "nir":
        keys = [_nir_key_holds(m) for v in values if (m := _NIR.fullmatch(v)) and m[1]]
        if keys and sum(keys) >= 0.9 * len(keys):
            return replace(clue, sure=CERTAIN, why=(*clue.why, "key"))
        if "name" not in clue.why:
            return replace(clue, sure=POSSIBLE)
    if clue.what == "email" and clue.share:
        found = [m.group() for v in values if (m := _EMAIL.search(v))]
        if sum(bool(_ROLE.match(v)) for v in found) * 2 > len(found):
            return replace(clue, sure=POSSIBLE, why=(*clue.why, "role"))
    return clue


def _beside(clue: Clue, people: set[str]) -> Clue:
    """A first name beside a last name, or an address beside a person, says more than alone."""
    if plain_name(clue.column) in _BARE and "first_name" not in people:
        return replace(clue, what="full_name")
    if clue.what in ("first_name", "last_name") and {"first_name", "last_name"} <= people:
        return replace(clue, sure=CERTAIN, why=(*clue.why, "together"))
    if clue.what in ("phone", "address") and people & {"first_name", "full_name"}:
        return replace(clue, sure=LIKELY, why=(*clue.why, "together"))
    return clue


def _nir_key_holds(match: re.Match) -> bool:
    digits = match.group().replace(" ", "")[:13].replace("2A", "19").replace("2B", "18")
    return 97 - int(digits) % 97 == int(match[1])


def _is_iban(value: str) -> bool:
    found = _IBAN.search(value)
    if not found:
        return False
    text = found.group().replace(" ", "")
    return int("".join(str(int(c, 36)) for c in text[4:] + text[:4])) % 97 == 1


def _is_first_name(value: str) -> bool:
    return len(value) < 25 and value.lower().strip() in _FIRST_NAMES


def _is_full_name(value: str) -> bool:
    """Two to four words, no figure, one of them a common first name at an end: "DUPONT Marie"."""
    if len(value) > 50 or any(c.isdigit() for c in value):
        return False
    words = re.findall(r"[^\W\d_]+", value.lower())
    if not 2 <= len(words) <= 4 or words[0] in ("saint", "sainte", "rue", "place"):
        return False
    return words[0] in _FIRST_NAMES or words[-1] in _FIRST_NAMES
