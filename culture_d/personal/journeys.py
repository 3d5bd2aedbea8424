"""What a table of trips tells: distances, times, greenhouse gases by stated factors.

Trips have the columns of the family ``trips`` (see :data:`culture_d.personal.export.COLUMNS`); a trip made of
several sections has a line for each. Modes are those of the app Coach CO2, in small letters.
"""

from __future__ import annotations

import pandas as pd

from culture_d.errors import ReaderError
from culture_d.i18n import messages, t
from culture_d.personal.export import Export

UNKNOWN = "unknown"
BY = ("mode", "week", "purpose", "day")
GRAMS_PER_KG = 1000

# What each mode of the files is counted as: the line of the table of factors, and how many people share a vehicle.
# ``air_or_hsr`` (plane or high-speed train) is in none: one counts seventy times the other, and no file says which.
COUNTED_AS = {
    "impact-co2": {
        "walking": ("marche", 1),
        "bicycling": ("velo", 1),
        "bicycling_electric": ("veloelectrique", 1),
        "scooter_electric": ("trottinette", 1),
        "bus": ("busthermique", 1),
        "bus_electric": ("buselectrique", 1),
        "tramway": ("tramway", 1),
        "subway": ("metro", 1),
        "train": ("ter", 1),
        "car": ("voiturethermique", 1),
        "car_electric": ("voitureelectrique", 1),
        "carpool": ("voiturethermique", 2),
        "carpool_electric": ("voitureelectrique", 2),
        "moped": ("scooter", 1),
        "moto_inf_250": ("scooter", 1),
        "moto_sup_250": ("moto", 1),
    },
    "coach-co2": {
        "walking": ("walking", 1),
        "bicycling": ("bicycling", 1),
        "bicycling_electric": ("bicycling_electric", 1),
        "scooter_electric": ("scooter_electric", 1),
        "bus": ("bus", 1),
        "bus_electric": ("bus_electric", 1),
        "tramway": ("tramway", 1),
        "subway": ("subway", 1),
        "train": ("train-ter", 1),
        "car": ("car", 1),
        "car_electric": ("car_electric", 1),
        "carpool": ("carpool", 1),
        "carpool_electric": ("carpool_electric", 1),
        "moped": ("moped", 1),
        "moto_inf_250": ("moto_inf_250", 1),
        "moto_sup_250": ("moto_sup_250", 1),
    },
}


class JourneysError(ReaderError, ValueError):
    """One sentence for the reader: what the trips cannot tell, and what to do next."""


def table_of(trips: Export | pd.DataFrame, family: str = "trips") -> pd.DataFrame:
    """Return the table of a family, given as it is or as the export that holds it.

    Raises
    ------
    JourneysError
        If the export holds no such table.
    """
    found = trips.find(family).table if isinstance(trips, Export) and trips.find(family) else trips
    if not isinstance(found, pd.DataFrame):
        raise JourneysError(t(f"journeys.no_{family}"))
    return found


def mode_name(mode: str, lang: str | None = None) -> str:
    """Name a mode for the reader: "car", « voiture »."""
    return _named("mode", mode, lang)


def purpose_name(purpose: str, lang: str | None = None) -> str:
    """Name a purpose for the reader: "shopping", « achats »."""
    return _named("purpose", purpose, lang)


def _named(kind: str, word: object, lang: str | None) -> str:
    key = f"{kind}_{str(word).lower()}"
    return t(f"journeys.{key}", lang) if key in messages()["journeys"] else t(f"journeys.{kind}_unknown", lang)


def travelled(trips: Export | pd.DataFrame, by: str = "mode") -> pd.DataFrame:
    """Add up trips.

    Parameters
    ----------
    trips : Export or DataFrame
    by : {"mode", "week", "purpose", "day"}
        A week is named by its Monday, a day by its date, both in the trips' own time zone.

    Returns
    -------
    DataFrame
        One line for each group, the longest distance first (or in the order of time): ``trips`` (number of trips
        that have a section in the group), ``distance_km``, ``hours``.
    """
    table = table_of(trips)
    if by not in BY:
        raise JourneysError(t("journeys.unknown_by", ways=", ".join(BY)))
    named = table.assign(**{by: _group(table, by), "hours": (table["end"] - table["start"]).dt.total_seconds() / 3600})
    added = named.groupby(by, dropna=False).agg(
        trips=("trip", "nunique"), distance_km=("distance_km", "sum"), hours=("hours", "sum")
    )
    added = added.sort_index() if by in ("week", "day") else added.sort_values("distance_km", ascending=False)
    return added.reset_index()


def _group(table: pd.DataFrame, by: str) -> pd.Series:
    if by not in ("week", "day"):
        return table[by].replace("", pd.NA).fillna(UNKNOWN)
    day = table["start"].dt.tz_localize(None).dt.normalize()
    return day - pd.to_timedelta(day.dt.day_of_week, unit="D") if by == "week" else day


def factors(name: str = "impact-co2", *, car: str = "voiturethermique", train: str = "ter") -> pd.DataFrame:
    """Return what one kilometre of each mode is counted for.

    Parameters
    ----------
    name : {"impact-co2", "coach-co2"}
        Impact CO2 (ADEME, July 2026): making and use. Coach CO2 (2024): older factors, use only.
    car : str
        Which car, for Impact CO2: a ``slug`` of the table ``transport-emissions``. By default its "combustion car",
        which is its compact diesel (142.25 g per km). Coach CO2 knows one car only, the mean of all (192 g).
    train : {"ter", "intercites", "tgv"}
        Which train, since the files do not say: regional by default.

    Returns
    -------
    DataFrame
        ``mode``, ``slug`` (the line of the table of factors), ``per`` (person or vehicle), ``aboard`` (people by
        whom a vehicle is divided), ``grams_per_km`` (by person).

    Raises
    ------
    JourneysError
        If a table, a car or a train does not exist.
    """
    from culture_d.catalogue import load

    if name not in COUNTED_AS:
        raise JourneysError(t("journeys.unknown_factors", names=", ".join(COUNTED_AS)))
    if name == "impact-co2":
        known = load("transport-emissions").set_index("slug")[["per", "total"]]
        chosen = {"voiturethermique": car, "ter": train}
    else:
        known = load("transport-factors-older").set_index("slug")[["per", "grams"]]
        chosen = {"train-ter": f"train-{train}"}
    known.columns = ["per", "grams"]
    lines = [(mode, chosen.get(slug, slug), aboard) for mode, (slug, aboard) in COUNTED_AS[name].items()]
    table = pd.DataFrame(lines, columns=["mode", "slug", "aboard"])
    if not table["slug"].isin(known.index).all():
        raise JourneysError(t("journeys.unknown_vehicle"))
    table = table.join(pd.DataFrame(known), on="slug")
    return table.assign(grams_per_km=table["grams"] / table["aboard"])[
        ["mode", "slug", "per", "aboard", "grams_per_km"]
    ]


def emissions(
    trips: Export | pd.DataFrame, name: str = "impact-co2", *, car: str = "voiturethermique", train: str = "ter"
) -> pd.DataFrame:
    """Estimate the greenhouse gases of trips, by mode.

    Parameters
    ----------
    trips : Export or DataFrame
    name, car, train
        See :func:`factors`.

    Returns
    -------
    DataFrame
        The columns of :func:`travelled`, then ``grams_per_km`` and ``kg_co2e``. Both are missing where no factor is
        known (mode unknown, plane or high-speed train): these kilometres are counted apart, never guessed.
    """
    added = travelled(trips).merge(factors(name, car=car, train=train)[["mode", "grams_per_km"]], on="mode", how="left")
    return added.assign(kg_co2e=added["distance_km"] * added["grams_per_km"] / GRAMS_PER_KG)


def beside(mode: str = "car", km: float = 10) -> pd.DataFrame:
    """Put the two sets of factors beside each other, for one mode and one distance.

    Returns
    -------
    DataFrame
        One line for each set: ``factors``, ``making`` and ``use`` (kg CO2e; making is 0 where it is not counted),
        ``kg_co2e``, the total for one person.
    """
    from culture_d.catalogue import load

    lines = []
    for name in COUNTED_AS:
        counted = factors(name).set_index("mode")
        if mode not in counted.index:
            raise JourneysError(t("journeys.no_factor"))
        total, making = counted.loc[mode, "grams_per_km"], 0.0
        if name == "impact-co2":
            line = load("transport-emissions").set_index("slug").loc[counted.loc[mode, "slug"]]
            making = line["construction"] / counted.loc[mode, "aboard"]
        kg = [grams * km / GRAMS_PER_KG for grams in (making, total - making, total)]
        lines.append((name, *kg))
    return pd.DataFrame(lines, columns=["factors", "making", "use", "kg_co2e"])
