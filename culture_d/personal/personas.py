"""The seven fictional people of the valley of the Lane, and the files that organisations gave back to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from culture_d.catalogue import DATA
from culture_d.errors import ReaderError
from culture_d.i18n import language, number, t
from culture_d.parts import Text
from culture_d.personal.export import COLUMNS, Export
from culture_d.yaml_files import read_yaml

FOLDER = DATA / "personas"


class PersonaError(ReaderError, LookupError):
    """One sentence for the reader: which people, or which files, there are."""


@dataclass(frozen=True)
class Place:
    """A place of somebody's life. Degrees (WGS 84)."""

    id: str
    name: Text
    lat: float
    lon: float


@dataclass(frozen=True)
class Persona:
    """A fictional person or household.

    Attributes
    ----------
    id, name, town : str
    story, household, heating, tariff, habits : Text
        In both languages: ``persona.story["en"]``.
        ``tariff["kind"]`` is ``"base"``, ``"peak"`` or ``"tempo"``: an option of ``culture_d.personal.energy.cost``.
    places : dict of str to Place
        ``"home"``, ``"work"`` where it is elsewhere, and the places where its files say that it goes.
    files : dict of str to pathlib.Path
        Format of a file -> where it is.
    assumptions : tuple of Text
        What its figures were computed from.
    numbers : dict of str to float
        The same numbers, for those who compute: watts, degrees, litres.
    """

    id: str
    name: str
    town: str
    story: Text
    household: Text
    heating: Text
    tariff: Text
    habits: Text
    places: Mapping[str, Place]
    files: Mapping[str, Path]
    assumptions: tuple[Text, ...]
    numbers: Mapping[str, float]

    def file(self, format_id: str) -> Path:
        """Return where a file is.

        Parameters
        ----------
        format_id : str
            Such as ``"enedis-load-curve"``.

        Raises
        ------
        PersonaError
            If this person has no such file: the sentence lists those that exist.
        """
        if format_id not in self.files:
            names = ", ".join(self.files)
            raise PersonaError(t("personas.unknown_file", name=self.name, wanted=format_id[:60], names=names))
        return self.files[format_id]

    def export(self, wanted: str) -> Export:
        """Read one of this person's files.

        Parameters
        ----------
        wanted : str
            A format such as ``"coach-co2"``, or a family such as ``"trips"``: then the first file that holds it.

        Raises
        ------
        PersonaError
            If this person has no such file: the sentence lists those that exist.
        """
        from culture_d.personal.reading import formats, read_export

        families = {form.id: form.family for form in formats()}
        if wanted in COLUMNS:
            # The files made for this family first, then those that hold it besides another.
            found = (read_export(path).find(wanted) for path in self._by_family(wanted, families))
            export = next((one for one in found if one is not None), None)
            if export is not None:
                return export
        read = read_export(self.file(wanted))
        return next((one for one in (read, *read.others) if one.format == wanted), read)

    def _by_family(self, family: str, families: Mapping[str, str]) -> list[Path]:
        return [self.files[f] for f in sorted(self.files, key=lambda form: families.get(form) != family)]

    def _repr_html_(self) -> str:
        lang = language()
        return f"<p><strong>{escape(self.name)}</strong>, {escape(self.town)}</p><p>{escape(self.story[lang])}</p>"

    def __repr__(self) -> str:
        return f"{self.name}, {self.town}\n{self.story[language()]}"


def personas() -> tuple[Persona, ...]:
    """Return the seven people, in the order of the course."""
    return tuple(_people().values())


def persona(id: str) -> Persona:
    """Return one of the seven people.

    Parameters
    ----------
    id : str
        Such as ``"amina"``.

    Raises
    ------
    PersonaError
        If nobody has that name: the sentence lists the seven.
    """
    people = _people()
    if id not in people:
        raise PersonaError(t("personas.unknown", name=str(id)[:60], names=", ".join(people)))
    return people[id]


@cache
def _people() -> dict[str, Persona]:
    content = read_yaml(FOLDER / "personas.yml")
    places = {
        name: Place(name, {lang: place[lang] for lang in ("en", "fr")}, place["lat"], place["lon"])
        for name, place in content["places"].items()
    }
    return {life["id"]: _person(life, places) for life in content["personas"]}


def _person(life: dict, places: Mapping[str, Place]) -> Persona:
    told = life["assumptions"]
    return Persona(
        **{key: life[key] for key in ("id", "name", "town", "story", "household", "heating", "tariff", "habits")},
        places={**_named(life, places), **{name: places[name] for name in life["goes"]}},
        files={form: FOLDER / life["id"] / name for form, name in life["files"].items()},
        assumptions=tuple(
            {"en": _filled(en, life["numbers"], "en"), "fr": _filled(fr, life["numbers"], "fr")}
            for en, fr in zip(told["en"], told["fr"], strict=True)
        ),
        numbers=life["numbers"],
    )


def _named(life: dict, places: Mapping[str, Place]) -> dict[str, Place]:
    """The places that every life has: home, and work where it is elsewhere."""
    named = {"home": f"home-{life['id']}"} | ({"work": life["work"]} if "work" in life else {})
    return {name: places[place] for name, place in named.items()}


def _filled(text: str, numbers: Mapping[str, float], lang: str) -> str:
    return text.format(**{name: number(value, lang=lang) for name, value in numbers.items()})
