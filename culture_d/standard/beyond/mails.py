"""E-mail addresses that are none, and those that may be somebody's rather than the place's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from culture_d.standard.beyond.records import Doubt, Doubting
from culture_d.standard.beyond.table import Table
from culture_d.standard.communes import fold

_SEPARATORS = re.compile(r"\s*(?:\||;|,|/| et | ou |\s)\s*")
# What a form of the Web accepts, with a domain that ends in letters:
# https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address
_MAIL = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)", re.IGNORECASE
)
_WEBMAIL = re.compile(
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|rocketmail|aol|icloud|me|mac|gmx|protonmail|proton|pm|"
    r"orange|wanadoo|free|sfr|neuf|numericable|laposte|bbox|club-internet|aliceadsl|cegetel|voila|dbmail|tutanota|"
    r"mailo|netcourrier)\.(?:com|fr|net|org|me|ch|be|re|nc)",
    re.IGNORECASE,
)
_PERSON = re.compile(r"([a-z]|[a-z]{2,}(?:-[a-z]{2,})?)[._]([a-z]{2,}(?:-[a-z]{2,})*)")
# Words of services, places and trades: an address that holds one is nobody's.
_SERVICE = frozenset(
    re.findall(
        r"\w+",
        """
    accueil admin administration aide aides agence ain aisne animation animateur antenne appui asso association
    atelier ateliers bib bibliotheque bureau bus cafe caf camion campus canope ccas cci centre cias cidff cite
    citoyen club collectif com communaute commune communication communes conseil conseiller conseillere
    conseillers contact coop coordination coordinateur coordinatrice csc cs culture cyber cyberbase cybercentre
    departement developpement dgs direction directeur directrice ecole ecrivain education egalite emploi employe
    entraide epn equipe espace espaces etat etoile europe fab fablab famille familles federation formation
    formations foyer france fs gestion grand habitat hotel hub info infos information informatique infojeunes
    initiative insertion inter internet itinerant jeune jeunes jeunesse lab labo local locale ludotheque mairie
    mais maison maisons mda mdph media mediateur mediation mediatheque mediatrice mission missions mjc mobile
    msap multi multimedia municipal municipale mutualite num numerique office ordi ouest nord sud est pad pays
    parents parentalite permanence pimms point points pole presse prevention programme projet public publics
    quartier reception recyclerie referent referente regie region relais rens reseau responsable ressourcerie
    ressources rsa rural saint sante secours secretaire secretariat senior seniors service services siege social
    sociale sociaux solidaire solidarite solidarites sport stage standard structure tech tiers lieu lieux
    tourisme travail union universite urbain usager usagers val vallee vie village villages ville web
    """,
    )
)


def examine(table: Table) -> list[Doubt]:
    """Check the e-mail addresses of a file."""
    cells = table.get("courriels")
    if cells is None:
        return []
    own = [table.blank(role) for role in ("nom", "commune", "structure_parente", "source")]
    return check_mails(cells, [" ".join(names) for names in zip(*own, strict=True)])


def check_mails(cells: Sequence[str], names: Sequence[str]) -> list[Doubt]:
    """Find what is no e-mail address, what a person's provider hosts, and what looks like a person's name.

    Parameters
    ----------
    cells : sequence of str
        A cell may hold several addresses.
    names : sequence of str
        The names of each row's place, town and organisation: their words are no person's.
    """
    doubting = Doubting("courriels")
    for row, cell in enumerate(cells):
        if not cell:
            continue
        if "@" not in cell:
            doubting.add("mail_broken", "certain", row, cell)
            continue
        for part in filter(None, _SEPARATORS.split(cell)):
            if verdict := judge_mail(part, names[row]):
                doubting.add(*verdict, row, part)
    return doubting.found()


def judge_mail(text: str, names: str = "") -> tuple[str, str] | None:
    """Return the (key, sure) of the doubt about an address, or None."""
    if not _MAIL.fullmatch(text) or ".." in text or text.startswith(".") or ".@" in text:
        return "mail_broken", "certain"
    local, _, domain = text.lower().rpartition("@")
    if (found := _PERSON.fullmatch(local)) and not _of_a_place(found.groups(), f"{names} {domain}"):
        return "mail_person", "look"
    return ("mail_webmail", "look") if _WEBMAIL.fullmatch(domain) else None


def _of_a_place(words: Sequence[str], names: str) -> bool:
    """Tell whether one of the words belongs to a service, or to the names of the place itself."""
    own = "".join(fold(names).split())
    pieces = [piece for word in words for piece in word.split("-")]
    return any(piece in _SERVICE or (len(piece) > 2 and piece in own) for piece in pieces)
