"""The score that data.gouv.fr gives to the description of a dataset, criterion by criterion.

Nine criteria, one point each, as udata computes them (``Dataset.compute_quality`` and ``compute_quality_score`` in
``udata/core/dataset/models.py``, with ``QUALITY_DESCRIPTION_LENGTH = 100`` in ``udata/settings.py``). The guide of
data.gouv.fr tells them in other words and calls them an experiment whose weights may change:
https://github.com/datagouv/guides.data.gouv.fr, « Améliorer le score de qualité des métadonnées ».
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from types import SimpleNamespace

from culture_d.i18n import language, t
from culture_d.publish.frequencies import find_frequency
from culture_d.publish.sheet import Sheet

SOURCE = (
    "https://github.com/datagouv/guides.data.gouv.fr/blob/0ca52c0f13efcf8f3bd04c03f30d339c761e0af5/guides-open-data/"
    "guide-qualite/ameliorer-la-qualite-dun-jeu-de-donnees-en-continu/ameliorer-le-score-de-qualite-des-metadonnees.md"
)
DESCRIPTION = 100
CLOSED_FORMATS = frozenset(("pdf", "doc", "docx", "word", "xls", "excel", "xlsx"))
_LATE = dt.timedelta(days=1)  # a day late is not late: portals harvest one another at night


@dataclass(frozen=True)
class Criterion:
    """A point of the score: got or not, and the sentence that says why or what to do."""

    id: str
    done: bool
    lang: str

    @property
    def points(self) -> int:
        """How many points it gives."""
        return int(self.done)

    @property
    def name(self) -> str:
        """What is looked at."""
        return t(f"publish.criterion_{self.id}", self.lang)

    @property
    def sentence(self) -> str:
        """Say what is good, or what to do."""
        said = t(f"publish.{'got' if self.done else 'todo'}_{self.id}", self.lang)
        return t("publish.criterion_line", self.lang, name=self.name, said=said)


@dataclass(frozen=True)
class Score:
    """The points of a dataset's description.

    Attributes
    ----------
    criteria : tuple of Criterion
    lang : {"en", "fr"}
    """

    criteria: tuple[Criterion, ...]
    lang: str

    @property
    def points(self) -> int:
        """Points obtained."""
        return sum(criterion.points for criterion in self.criteria)

    @property
    def total(self) -> int:
        """Points that can be obtained."""
        return len(self.criteria)

    @property
    def done(self) -> list[str]:
        """Sentences on what is done."""
        return [criterion.sentence for criterion in self.criteria if criterion.done]

    @property
    def missing(self) -> list[str]:
        """Sentences on what is to be done."""
        return [criterion.sentence for criterion in self.criteria if not criterion.done]

    def sentence(self) -> str:
        """Return the score in one sentence."""
        return t("publish.score", self.lang, points=self.points, total=self.total)

    def __repr__(self) -> str:
        lines = (f"[{'x' if criterion.done else ' '}] {criterion.sentence}" for criterion in self.criteria)
        return "\n".join([self.sentence(), *lines])

    def _repr_html_(self) -> str:
        """Show the points as text: a word and a sign for each, never a colour alone."""
        items = "".join(
            f"<li>{'✓' if criterion.done else '✗'} <strong>{escape(self._state(criterion))}</strong> "
            f"{escape(criterion.sentence)}</li>"
            for criterion in self.criteria
        )
        return f'<p><strong>{escape(self.sentence())}</strong></p><ul style="list-style:none;padding:0">{items}</ul>'

    def _state(self, criterion: Criterion) -> str:
        return t("publish.state_done" if criterion.done else "publish.state_todo", self.lang)


def quality(item: object, lang: str | None = None) -> Score:
    """Score a sheet, or a dataset of a portal.

    Parameters
    ----------
    item : Sheet or object
        Anything that has some of the attributes of a portal's dataset (see :func:`score_dataset`).
    lang : {"en", "fr"}, optional
        The current language by default.
    """
    return score_dataset(_as_dataset(item) if isinstance(item, Sheet) else item, lang)


def _as_dataset(sheet: Sheet) -> SimpleNamespace:
    """Return what a portal will know of a sheet once its package is online: one CSV, updated that day."""
    told = any(words.description for words in sheet.fields.values())
    file = SimpleNamespace(format="csv", description="data.csv" if told else "", available=True)
    licence = sheet.known_licence
    return SimpleNamespace(
        description=sheet.description,
        licence=sheet.licence if licence and licence.id != "none" else "",
        frequency=sheet.frequency,
        temporal=sheet.temporal,
        spatial=sheet.spatial,
        resources=[file],
        modified=sheet.modified,
        sample_of=sheet.modified,
        new=True,
    )


def score_dataset(dataset: object, lang: str | None = None, today: dt.date | None = None) -> Score:
    """Score what is known of a dataset; an attribute that is missing counts as empty.

    Parameters
    ----------
    dataset : object
        Its attributes are read: ``description``, ``licence``, ``frequency``, ``temporal``, ``spatial``,
        ``modified`` (a date), ``sample_of`` (the date of a dated copy) and ``resources``, each with
        ``description``, ``format``, ``type``, ``url`` and, where somebody checked, ``available``.
    lang : {"en", "fr"}, optional
        The current language by default.
    today : datetime.date, optional
        The day on which the rhythm of updates is judged: that of the copy, or today, by default.
    """
    lang = lang or language()

    def known(name: str) -> object:
        return getattr(dataset, name, None)

    resources = known("resources")
    files = list(resources) if isinstance(resources, Iterable) and not isinstance(resources, (str, Mapping)) else []
    frequency = find_frequency(known("frequency"))
    done = {
        "description": len(_plain(known("description"))) > DESCRIPTION,
        "documentation": any(map(_is_documented, files)),
        "licence": _plain(known("licence")) not in ("", "notspecified", "none"),
        "frequency": frequency is not None and frequency.id != "unknown",
        "updates": _kept(dataset, frequency, today),
        "temporal": _says_something(known("temporal")),
        "spatial": _says_something(known("spatial")),
        "format": any(_plain(_of(file, "format")).lower().lstrip(".") not in CLOSED_FORMATS | {""} for file in files),
        "available": bool(files) and all(_of(file, "available") is not False for file in files),
    }
    return Score(tuple(Criterion(name, value, lang) for name, value in done.items()), lang)


def _is_documented(file: object) -> bool:
    return bool(_plain(_of(file, "description"))) or _of(file, "type") == "documentation"


def _of(item: object, name: str) -> object:
    return item.get(name) if isinstance(item, Mapping) else getattr(item, name, None)


def _plain(value: object) -> str:
    """Return a value as text: portals give a licence or a format as text, or as an object with an id."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        value = value.get("id") or value.get("title") or ""
    return str(getattr(value, "id", value)).strip()


def _says_something(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(map(_says_something, value.values()))
    if isinstance(value, (list, tuple, set)):
        return any(map(_says_something, value))
    return value is not None and str(value).strip() != ""


def _kept(dataset: object, frequency, today: dt.date | None) -> bool:
    """Tell whether the last update is as recent as the frequency promises; a rhythm that promises nothing is kept."""
    if frequency is None or frequency.id in ("unknown", "other", "never", "notPlanned"):
        return False
    if frequency.days is None or getattr(dataset, "new", False):
        return True
    modified = _as_date(getattr(dataset, "modified", None))
    if modified is None:
        return False
    today = today or _as_date(getattr(dataset, "sample_of", None)) or dt.date.today()
    return today <= modified + dt.timedelta(days=frequency.days) + _LATE


def _as_date(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
