"""The files of the electricity distributor: load curve, indexes, daily consumption, SGE, and MesInfos of 2017."""

from __future__ import annotations

import datetime as dt
import json

import numpy as np

from personas.clock import days, draw, half_hours, iso, local
from personas.electricity import daily_wh, power, registers, year
from personas.lives import lives

BOM = "\ufeff"
PREAMBLE = (
    "Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite"
)
PERIOD = "01/01/2025;31/12/2025"
REGISTERS = [f"EAS F{n}" for n in range(1, 11)] + [f"EAS D{n}" for n in range(1, 5)]
START_INDEX = {"amina": (3_218_407, 4_906_112)}  # watt-hours on 1 January: off-peak, peak
MESINFOS_WEEK = (dt.date(2025, 11, 10), dt.date(2025, 11, 16))


def _meter(who: str) -> str:
    return lives()[who]["meter"]


def gaps(who: str) -> set[int]:
    """Return the half-hours that the meter did not send: one to six in a row, four times a year."""
    random, (steps, _) = draw(who, "gaps"), year(who)
    lost: set[int] = set()
    for first in sorted(random.integers(200, len(steps) - 200, 4).tolist()):
        lost.update(steps[first : first + int(random.integers(1, 7))].tolist())
    return lost


def load_curve(who: str, minutes: int = 30) -> bytes:
    """Return the load curve: end of each step with its offset, mean watts, empty where nothing came.

    At 60 minutes, two steps where one is missing are empty, and one afternoon has no line at all.
    """
    steps, watts = year(who)
    lost, lines = gaps(who), []
    if minutes == 60:
        lost = {step // 3600 * 3600 for step in lost}
        steps, watts = steps[::2], np.floor((watts[::2] + watts[1::2]) / 2 + 0.5).astype(int)
    for step, value in zip(steps.tolist(), watts.tolist(), strict=True):
        if minutes == 60 and is_silent(step):
            continue
        lines.append(f"{iso(step + 60 * minutes)};{'' if step in lost else value}")
    head = f"{PREAMBLE};Pas en minutes\n{_meter(who)};Courbe de charge;{PERIOD};"
    head += f"Energie active;Consommation;Comptage Brut;W;{minutes}\n\nHorodate;Valeur\n"
    return (BOM + head + "\n".join(lines) + "\n").encode()


def is_silent(step: int) -> bool:
    """Tell whether an hour belongs to the afternoon that left no line in the file at 60 minutes."""
    moment = local(step)
    return moment.date() == dt.date(2025, 6, 17) and 13 <= moment.hour < 18


def index(who: str) -> bytes:
    """Return the three tables of the daily file: indexes, calendars, and the highest power of each day."""
    totals = registers(who)
    steps, watts = year(who)
    off, peak = START_INDEX[who]
    at_midnight = {
        step: rank for rank, step in enumerate(steps.tolist()) if local(step).hour == local(step).minute == 0
    }
    off_sum, peak_sum = (
        np.concatenate([[0], totals["off_peak"].cumsum()]),
        np.concatenate([[0], totals["peak"].cumsum()]),
    )
    lines = [f"{PREAMBLE}\n{_meter(who)};Index;{PERIOD};Energie active;Consommation;Comptage Brut;Wh\n"]
    lines.append(";".join(["Horodate", "Type de releve", *REGISTERS, "EAS T"]))
    readings = [*at_midnight.items(), (int(steps[-1]) + 1800, len(steps))]
    missing = {readings[r][0] for r in (63, 211)}
    for step, rank in readings:
        if step in missing:
            continue
        f1, f2 = off + int(off_sum[rank]), peak + int(peak_sum[rank])
        cells = [str(f1), str(f2), *[""] * 8, str(f1), str(f2), "", "", str(f1 + f2)]
        lines.append(f"{iso(step)};Arrêté quotidien;{';'.join(cells)}")
    lines += ["", _calendar_header(), _calendar(f"Du {iso(int(steps[0]))} au")]
    lines += [f"{PREAMBLE}\n{_meter(who)};Puissance maximale quotidienne;{PERIOD};Puissance maximale atteinte;"
              "Consommation;Comptage Brut;W", "Horodate;Valeur"]  # fmt: skip
    for day in days():
        lines.append(_highest(who, day))
    return (BOM + "\n".join(lines) + "\n").encode()


def _highest(who: str, day: dt.date) -> str:
    """The highest power of a day lasts an instant: more than the mean of its half-hour."""
    random, watts = draw(who, day, "highest"), power(who, day)
    rank = int(np.argmax(watts))
    moment = half_hours(day)[rank] + int(random.integers(0, 1800))
    return f"{iso(moment)};{int(watts[rank] * (1.05 + 0.25 * random.random()))}"


def _calendar_header() -> str:
    cells = ["Periode", "Identifiant calendrier fournisseur", "Libelle calendrier fournisseur"]
    for n in range(1, 11):
        cells += [f"{what} classe temporelle {n}" for what in ("Identifiant", "Libelle", "Cadran")]
    cells += ["Identifiant calendrier distributeur", "Libelle calendrier distributeur"]
    for n in range(1, 5):
        cells += [f"{what} classe temporelle distributeur {n}" for what in ("Identifiant", "Libelle", "Cadran")]
    return ";".join(cells)


def _calendar(period: str) -> str:
    cells = [period, "FC000001", "Heures Creuses"]
    classes = [("HC", "Heures Creuses"), ("HP", "Heures Pleines")]
    for n in range(10):
        cells += [*(classes[n] if n < 2 else ("", "")), f"EAS F{n + 1}"]
    cells += ["DI000002", "Avec différenciation temporelle"]
    for n in range(4):
        cells += [*(classes[n] if n < 2 else ("", "")), f"EAS D{n + 1}"]
    return ";".join(cells)


def daily(who: str) -> bytes:
    """Return the watt-hours of each day; two days are empty."""
    empty = {dt.date(2025, 4, 8), dt.date(2025, 11, 19)}
    lines = ["Identifiant PRM;Type de donnees;Date de debut;Date de fin"]
    lines += [f"{_meter(who)};Consommation quotidienne;{PERIOD}", "", "Date;Valeur (en Wh)"]
    lines += [f"{day};{'' if day in empty else wh}" for day, wh in daily_wh(who).items()]
    return (BOM + "\n".join(lines) + "\n").encode()


def sge(who: str) -> bytes:
    """Return the load curve as professionals receive it: date and hour apart, in Windows-1252, no offset.

    What concerns the whole file is on its first line only. The hours of the clock change in October come twice.
    """
    header = "Date de la mesure;Heure de la mesure;Valeur;Statut de la mesure;PRM;Type de données;Date de début;"
    header += "Date de fin;Grandeur métier;Grandeur physique;Statut demandé;Unité;Pas en minutes"
    whole = f"{_meter(who)};Courbe de charge;{PERIOD};Consommation;Energie active;Brut;W;30"
    steps, watts = year(who)
    lost, lines = gaps(who), [header]
    for rank, (step, value) in enumerate(zip(steps.tolist(), watts.tolist(), strict=True)):
        end = local(step + 1800)
        status = "E" if step in lost else "R"
        lines.append(f"{end:%d/%m/%Y;%H:%M};{value};{status};{whole if rank == 0 else ';' * 8}")
    return ("\r\n".join(lines) + "\r\n").encode("cp1252")


def mesinfos(who: str) -> bytes:
    """Return a week of load curve as the MesInfos pilot of 2017 gave it: a block for each day."""
    blocks = []
    for day in days(*MESINFOS_WEEK):
        values = [{"value": str(v), "reading_number": str(n)} for n, v in enumerate(power(who, day).tolist(), 1)]
        reading = {
            "measurement_kind": "CDC", "start_measurement_period": str(day),
            "end_measurement_period": str(day + dt.timedelta(1)), "interval_length": "", "time_attribute": "30mn",
            "unit": "W", "flow_direction": "forward",
        }  # fmt: skip
        point = {"usage_point_id": _meter(who), "meter_reading": {"reading_type": reading, "interval_block": values}}
        blocks.append({
            "contract_power": "6", "fee_schedule": "Base", "INSEE_code": "26901",
            "business_step": "comptage brut", "usage_point": [point],
        })  # fmt: skip
    return (json.dumps(blocks, indent=1) + "\n").encode()
