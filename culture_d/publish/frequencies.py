"""How often a dataset is updated: the list of the European Union that data.gouv.fr uses.

Source of the list: the European Union's authority table ``frequency``, with the names that data.gouv.fr gives to
its terms (udata, ``udata/core/dataset/constants.py``, class ``UpdateFrequency``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from culture_d.cells import plain_name
from culture_d.i18n import LANGUAGES, t

EU_FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"


@dataclass(frozen=True)
class Frequency:
    """A term of the list: its name on data.gouv.fr, its code in the European list, the longest wait in days."""

    id: str
    code: str
    days: float | None = None

    @property
    def uri(self) -> str:
        """The address of the term in the European list."""
        return EU_FREQUENCY + self.code

    def words(self, lang: str | None = None) -> str:
        """Return the term in words: every month, once a year…"""
        return t(f"publish.frequency_{self.id}", lang)


_MINUTE = 1 / 1440
FREQUENCIES = (
    Frequency("continuous", "UPDATE_CONT"),
    Frequency("oneMinute", "1MIN", _MINUTE),
    Frequency("fiveMinutes", "5MIN", 5 * _MINUTE),
    Frequency("tenMinutes", "10MIN", 10 * _MINUTE),
    Frequency("fifteenMinutes", "15MIN", 15 * _MINUTE),
    Frequency("thirtyMinutes", "30MIN", 30 * _MINUTE),
    Frequency("hourly", "HOURLY", 1 / 24),
    Frequency("bihourly", "BIHOURLY", 2 / 24),
    Frequency("trihourly", "TRIHOURLY", 3 / 24),
    Frequency("twelveHours", "12HRS", 0.5),
    Frequency("severalTimesADay", "CONT", 1),
    Frequency("threeTimesADay", "DAILY_3", 1),
    Frequency("semidaily", "DAILY_2", 1),
    Frequency("daily", "DAILY", 1),
    Frequency("fiveTimesAWeek", "WEEKLY_5", 7),
    Frequency("threeTimesAWeek", "WEEKLY_3", 7),
    Frequency("semiweekly", "WEEKLY_2", 7),
    Frequency("weekly", "WEEKLY", 7),
    Frequency("biweekly", "BIWEEKLY", 14),
    Frequency("threeTimesAMonth", "MONTHLY_3", 31),
    Frequency("semimonthly", "MONTHLY_2", 31),
    Frequency("monthly", "MONTHLY", 31),
    Frequency("bimonthly", "BIMONTHLY", 62),
    Frequency("quarterly", "QUARTERLY", 93),
    Frequency("threeTimesAYear", "ANNUAL_3", 365),
    Frequency("semiannual", "ANNUAL_2", 365),
    Frequency("annual", "ANNUAL", 365),
    Frequency("biennial", "BIENNIAL", 730),
    Frequency("triennial", "TRIENNIAL", 1095),
    Frequency("quadrennial", "QUADRENNIAL", 1460),
    Frequency("quinquennial", "QUINQUENNIAL", 1825),
    Frequency("decennial", "DECENNIAL", 3650),
    Frequency("bidecennial", "BIDECENNIAL", 7300),
    Frequency("tridecennial", "TRIDECENNIAL", 10950),
    Frequency("punctual", "AS_NEEDED"),
    Frequency("irregular", "IRREG"),
    Frequency("never", "NEVER"),
    Frequency("notPlanned", "NOT_PLANNED"),
    Frequency("other", "OTHER"),
    Frequency("unknown", "UNKNOWN"),
)
# Names that people and older portals give to some terms.
_OTHER_NAMES = {
    "continuous": "realtime real_time temps_reel en_temps_reel continu",
    "hourly": "horaire",
    "daily": "quotidien quotidienne quotidiennement journalier journaliere",
    "weekly": "hebdomadaire hebdo",
    "biweekly": "fortnightly fortnighly",
    "semimonthly": "bimensuel bimensuelle",
    "monthly": "mensuel mensuelle mensuellement",
    "bimonthly": "bimestriel bimestrielle",
    "quarterly": "trimestriel trimestrielle",
    "semiannual": "semestriel semestrielle biannual",
    "annual": "annuel annuelle annuellement yearly annually",
    "biennial": "bisannuel bisannuelle biennal",
    "triennial": "triennal triennale",
    "quinquennial": "quinquennal quinquennale",
    "severalTimesADay": "fourTimesADay",
    "punctual": "ponctuel ponctuelle as_needed",
    "irregular": "irregulier irreguliere",
    "never": "jamais",
    "unknown": "inconnue inconnu",
}


def find_frequency(name: object) -> Frequency | None:
    """Return the term that a name, a European code or its address designates, or None.

    Parameters
    ----------
    name : object
        Such as ``"monthly"``, ``"mensuelle"`` or the address of the term in the European list.
    """
    if not isinstance(name, str):
        return None
    return _known().get(plain_name(name.strip().removeprefix(EU_FREQUENCY).lower()))


@cache
def _known() -> dict[str, Frequency]:
    """Return every name of a term, in small letters without accents, and its term."""
    known: dict[str, Frequency] = {}
    for term in FREQUENCIES:
        names = [term.id, term.code, *_OTHER_NAMES.get(term.id, "").split(), *(term.words(lang) for lang in LANGUAGES)]
        for name in names:
            known.setdefault(plain_name(name.lower()), term)
    return known
