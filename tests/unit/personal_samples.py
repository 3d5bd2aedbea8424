"""A small file in each format of personal exports: written here, or else cut from the files of the personas."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd

from culture_d.personal.opening import members
from culture_d.personal.reading import formats

PERSONAS = Path(__file__).parents[2] / "data" / "personas"

METER = "99123456789012"  # canaries: no sentence and no error may hold them
PERSON = "Canari Durand"
PLACE = "44.79731"
_PREAMBLE = (
    "Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite"
)


def ends(first: str = "2025-01-01", last: str = "2025-01-03", minutes: int = 30) -> pd.DatetimeIndex:
    """Return the ends of the steps of whole days, both included."""
    start, stop = pd.Timestamp(first, tz="Europe/Paris"), pd.Timestamp(last, tz="Europe/Paris")
    stop = (stop + pd.DateOffset(days=1)).tz_convert("UTC")
    step = pd.Timedelta(minutes, "min")
    return pd.date_range(start.tz_convert("UTC") + step, stop, freq=step).tz_convert("Europe/Paris")


def watts(stamps: pd.DatetimeIndex) -> list[int]:
    """Return a power for each stamp, never the same twice in a row."""
    return [200 + 37 * (i % 29) for i in range(len(stamps))]


def enedis_load_curve(stamps=None, values=None, *, step="30", unit="W", business="Consommation") -> str:
    """Return the load curve of Enedis's customer area."""
    stamps = ends() if stamps is None else stamps
    values = watts(stamps) if values is None else values
    lines = [
        f"\ufeff{_PREAMBLE};Pas en minutes",
        f"{METER};Courbe de charge;01/01/2025;04/01/2025;Energie active;{business};Comptage Brut;{unit};{step}",
        "",
        "Horodate;Valeur",
        *(f"{stamp.isoformat()};{value}" for stamp, value in zip(stamps, values, strict=True)),
    ]
    return "\r\n".join(lines) + "\r\n"


def enedis_index(days: int = 5) -> str:
    """Return the three tables of Enedis's daily index."""
    header = ["Horodate", "Type de releve", *(f"EAS F{i}" for i in range(1, 11)), *(f"EAS D{i}" for i in range(1, 5))]
    stamps = pd.date_range("2025-03-28", periods=days, tz="Europe/Paris")
    readings = [
        f"{stamp.isoformat()};Arrêté quotidien;{1000000 + 4000 * i};{2000000 + 6000 * i};;;;;;;;;"
        f"{1000000 + 4000 * i};{2000000 + 6000 * i};;;{3000000 + 10000 * i}"
        for i, stamp in enumerate(stamps)
    ]
    classes = ";".join(
        f"Identifiant classe temporelle {i};Libelle classe temporelle {i};Cadran classe temporelle {i}" for i in (1, 2)
    )
    lines = [
        f"\ufeff{_PREAMBLE}",
        f"{METER};Index;28/03/2025;01/04/2025;Energie active;Consommation;Comptage Brut;Wh",
        "",
        ";".join([*header, "EAS T"]),
        *readings,
        "",
        f"Periode;Identifiant calendrier fournisseur;Libelle calendrier fournisseur;{classes}",
        "Du 2025-03-28T00:00:00+01:00 au;FC000001;Heures Creuses;HC;Heures Creuses;EAS F1;HP;Heures Pleines;EAS F2",
        "",
        _PREAMBLE,
        f"{METER};Puissance maximale quotidienne;28/03/2025;01/04/2025;Puissance maximale atteinte;Consommation;;VA",
        "Horodate;Valeur",
        "2025-03-28T19:20:00+01:00;4210",
        "2025-03-29T08:10:00+01:00;5180",
    ]
    return "\r\n".join(lines) + "\r\n"


def enedis_daily(values=(12571, 9800, 10250)) -> str:
    """Return the daily export of Enedis, in Wh."""
    days = pd.date_range("2025-06-01", periods=len(values))
    lines = [
        "Identifiant PRM;Type de donnees;Date de debut;Date de fin",
        f"{METER};Consommation quotidienne;01/06/2025;04/06/2025",
        "",
        "Date;Valeur (en Wh)",
        *(f"{day:%Y-%m-%d};{value}" for day, value in zip(days, values, strict=True)),
    ]
    return "\n".join(lines) + "\n"


def enedis_sge(stamps=None, values=None) -> str:
    """Return a load curve of Enedis's professional portal: local dates and hours."""
    stamps = ends() if stamps is None else stamps
    values = watts(stamps) if values is None else values
    header = (
        "Date de la mesure;Heure de la mesure;Valeur;Statut de la mesure;PRM;Type de données;Date de début;Date de fin;"
        "Grandeur métier;Grandeur physique;Statut demandé;Unité;Pas en minutes"
    )
    about = f"{METER};Courbe de charge;01/01/2025;04/01/2025;Consommation;Energie active;Brut;W;30"
    lines = [f"{s:%d/%m/%Y};{s:%H:%M};{v};Réel;{about}" for s, v in zip(stamps, values, strict=True)]
    return "\n".join([header, *lines]) + "\n"


def edf_power(stamps=None, values=None) -> str:
    """Return the half-hours of EDF, going back in time under a line a day."""
    stamps = ends() if stamps is None else stamps
    values = watts(stamps) if values is None else values
    days: dict[str, list[str]] = {}
    for stamp, value in reversed(list(zip(stamps, values, strict=True))):
        day = (stamp.tz_localize(None) - pd.Timedelta(1, "min")).strftime("%d/%m/%Y")
        days.setdefault(day, []).append(f"{stamp:%H:%M:%S};{value};Réelle")
    lines = ["", "Récapitulatif de mes puissances atteintes en W", ""]
    lines.append("Date et heure de relève par le distributeur;Puissance atteinte (W);Nature de la donnée")
    for day, measures in days.items():
        lines += [f"{day};;", *measures, ""]
    return "\r\n".join(lines)


def edf_daily() -> str:
    """Return the days of EDF."""
    lines = ["", "Récapitulatif de ma consommation", "", "Date de consommation;Consommation (kWh);Nature de la donnée"]
    return "\r\n".join([*lines, "03/01/2025;11;Réelle", "02/01/2025;9,5;Estimée", "01/01/2025;7;Réelle", ""])


def edf_monthly() -> str:
    """Return the months of EDF, with the totals of the years."""
    header = "Période de consommation;Consommation (kWh);Nature de la donnée"
    months = ["Année 2025;1 016;", "01/2025;1 016;Réelle", "Année 2024;2\u00a0345;", "12/2024;1300;Estimée"]
    return "\r\n".join(["", "Récapitulatif de ma consommation", "", header, "", *months, "11/2024;1045;Estimée", ""])


def edf_index() -> str:
    """Return the index of EDF."""
    header = "Date de relevé de l'index;Type d'index;Index Heures pleines (kWh);Index Heures creuses (kWh)"
    kind = "Index transmis par le distributeur"
    lines = [f"03/01/2025;{kind};1010;520", f"02/01/2025;{kind};1004;517", f"02/01/2025;{kind};1004;517"]
    return "\r\n".join(["", "Récapitulatif de mes index", "", header, *lines, f"01/01/2025;{kind};1000;515", ""])


def mesinfos_load_curve(day: str = "2017-08-17", values: list[int] | None = None) -> str:
    """Return one day of the load curve of the MesInfos pilot."""
    values = list(range(200, 248)) if values is None else values
    block = [{"value": str(value), "reading_number": str(i)} for i, value in enumerate(values, 1)]
    kind = {"measurement_kind": "CDC", "start_measurement_period": day, "end_measurement_period": "2017-08-18"}
    kind |= {"interval_length": "", "time_attribute": "30mn", "unit": "W", "flow_direction": "forward"}
    reading = {"reading_type": kind, "interval_block": block}
    return json.dumps([{"contract_power": "6", "usage_point": [{"usage_point_id": METER, "meter_reading": reading}]}])


_SAMPLES: dict[str, tuple[str, Callable[[], str], str]] = {
    "enedis-load-curve": ("Enedis_Conso_Heure.csv", enedis_load_curve, "utf-8"),
    "enedis-index": ("Enedis_Index.csv", enedis_index, "utf-8"),
    "enedis-daily": ("Enedis_Jour.csv", enedis_daily, "utf-8"),
    "enedis-sge": ("SGE.csv", enedis_sge, "utf-8"),
    "edf-power": ("mes-puissances-atteintes-30min.csv", edf_power, "cp1252"),
    "edf-daily": ("ma-conso-quotidienne.csv", edf_daily, "cp1252"),
    "edf-monthly": ("ma-conso-mensuelle.csv", edf_monthly, "cp1252"),
    "edf-index": ("mes-index-elec.csv", edf_index, "cp1252"),
    "mesinfos-load-curve": ("enedis_loadcurve.json", mesinfos_load_curve, "utf-8"),
}


def electricity_formats() -> tuple[str, ...]:
    """Return the formats of electricity, whose samples are written here."""
    return tuple(name for name in _SAMPLES if not name.startswith("grdf"))


def sample_of(format_id: str) -> tuple[str, bytes]:
    """Return the name and the bytes of a good file of a format."""
    if format_id not in _SAMPLES:
        return _found()[format_id]
    name, write, encoding = _SAMPLES[format_id]
    return name, write().encode(encoding)


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a ZIP of files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def grdf_api(days: int = 20) -> str:
    """Return the answer of the site of GRDF."""
    dates = pd.date_range("2025-01-01", periods=days)
    lines = [
        {
            "dateDebutReleve": f"{day:%Y-%m-%d}T06:00:00+01:00",
            "dateFinReleve": f"{day + pd.Timedelta(1, 'D'):%Y-%m-%d}T06:00:00+01:00",
            "journeeGaziere": f"{day:%Y-%m-%d}",
            "indexDebut": 100 + 3 * i,
            "indexFin": 103 + 3 * i,
            "volumeBrutConsomme": 3.1,
            "energieConsomme": 34,
            "coeffConversion": 11.12,
            "natureReleve": "Informative Journalier",
            "qualificationReleve": "Mesuré",
            "temperature": 5.5,
        }
        for i, day in enumerate(dates)
    ]
    return json.dumps({METER: {"releves": lines}})


_SAMPLES["grdf-api"] = ("releves.json", grdf_api, "utf-8")


@cache
def _found() -> dict[str, tuple[str, bytes]]:
    """Find, among the files of the personas, one for each format that has no sample above."""
    found: dict[str, tuple[str, bytes]] = {}
    for path in sorted(PERSONAS.glob("*/*")):
        for member in members(path):
            known = next((f.id for f in formats() if f.recognise(member)), None)
            if known and known not in _SAMPLES:
                found.setdefault(known, (member.name, small(member.content)))
    return found


def small(content: bytes, lines: int = 40, items: int = 15) -> bytes:
    """Keep the first lines of a text, or the first items of the lists of a JSON file; leave a workbook as it is."""
    if content[:2] == b"PK" or b"<gpx" in content[:2000]:
        return content
    if content.lstrip()[:1] in (b"{", b"["):
        return json.dumps(_shorter(json.loads(content), items)).encode()
    return b"\n".join(content.split(b"\n")[:lines])


def _shorter(value, items: int):
    if isinstance(value, list):
        return [_shorter(item, items) for item in value[:items]]
    return {key: _shorter(item, items) for key, item in value.items()} if isinstance(value, dict) else value
