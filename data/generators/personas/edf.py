"""The archive of a supplier: power, daily, monthly and index files, in Windows-1252, the last line first."""

from __future__ import annotations

import datetime as dt

from personas.archives import zipped
from personas.clock import HALF_HOUR, days, draw, half_hours, local
from personas.electricity import daily_wh, power, registers, year
from personas.lives import lives

POSTCODE = "26951"
START_INDEX = (15_820, 22_347)  # kWh on 1 January: peak, off-peak
SPACE = "\u00a0"


def archive(who: str) -> bytes:
    """Return the four files. Their names hold the number of the meter and the postcode."""
    end = f"{lives()[who]['meter']}-{POSTCODE}.csv"
    files = {
        f"mes-puissances-atteintes-30min-{end}": powers(who),
        f"ma-conso-quotidienne-{end}": daily(who),
        f"ma-conso-mensuelle-{end}": monthly(who),
        f"mes-index-elec-{end}": indexes(who),
    }
    return zipped({name: text.encode("cp1252") for name, text in files.items()})


def powers(who: str) -> str:
    """Return the mean power of each half-hour, named by its end: 00:00:00 is the end of the day.

    No offset: in October two half-hours come twice with different values. A few lines are copies, and a few others
    give an instant that is not an end of half-hour.
    """
    lines = ["", "Récapitulatif de mes puissances atteintes en W", ""]
    lines.append("Date et heure de relève par le distributeur;Puissance atteinte (W);Nature de la donnée")
    for day in reversed(days()):
        random = draw(who, day, "edf")
        lines.append(f"{day:%d/%m/%Y};;")
        for step, watts in reversed(list(zip(half_hours(day), power(who, day).tolist(), strict=True))):
            line = f"{local(step + HALF_HOUR):%H:%M:%S};{watts};Réelle"
            lines.append(line)
            luck = random.random()
            if luck < 0.001:
                lines.append(line)
            elif luck < 0.002:
                lines.append(f"{local(step + 900):%H:%M:%S};{round(watts * 1.3)};Réelle")
    return "\n".join([*lines, ""])


def _whole(wh: int) -> int:
    return (wh + 500) // 1000


def daily(who: str) -> str:
    """Return the whole kWh of each day."""
    lines = ["", "Récapitulatif de ma consommation", ""]
    lines.append("Date de consommation;Consommation (kWh);Nature de la donnée")
    lines += [f"{day:%d/%m/%Y};{_whole(daily_wh(who)[day])};Réelle" for day in reversed(days())]
    return "\n".join([*lines, "", ""])


def monthly(who: str) -> str:
    """Return the whole kWh of each month, under a line for the year whose total has a no-break space."""
    months: dict[str, int] = {}
    for day, wh in daily_wh(who).items():
        months[f"{day:%m/%Y}"] = months.get(f"{day:%m/%Y}", 0) + wh
    total = sum(map(_whole, months.values()))
    lines = ["", "Récapitulatif de ma consommation", ""]
    lines += ["Période de consommation;Consommation (kWh);Nature de la donnée", ""]
    lines.append(f"Année 2025;{total // 1000}{SPACE}{total % 1000:03d};")
    for month, wh in reversed(months.items()):
        lines.append(f"{month};{_whole(wh)};{'Estimée' if month == '02/2025' else 'Réelle'}")
    return "\n".join([*lines, "", ""])


def indexes(who: str) -> str:
    """Return the two whole indexes of each midnight; one reading of the month comes twice."""
    steps, _ = year(who)
    totals = registers(who)
    peak, off = totals["peak"].cumsum(), totals["off_peak"].cumsum()
    lines = ["", "Récapitulatif de mes index", ""]
    lines.append("Date de relevé de l'index;Type d'index;Index Heures pleines (kWh);Index Heures creuses (kWh)")
    ends = {dt.date(2025, 1, 1): -1}
    for rank, step in enumerate(steps.tolist()):
        if local(step + HALF_HOUR).time() == dt.time(0):
            ends[local(step + HALF_HOUR).date()] = rank
    for day, rank in reversed(ends.items()):
        high = START_INDEX[0] + (int(peak[rank]) // 1000 if rank >= 0 else 0)
        low = START_INDEX[1] + (int(off[rank]) // 1000 if rank >= 0 else 0)
        line = f"{day:%d/%m/%Y};Index transmis par le distributeur;{high};{low}"
        lines += [line, line] if day.day == 2 else [line]
    return "\n".join([*lines, "", ""])
