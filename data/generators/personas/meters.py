"""The files of the gas distributor (Excel) and of the water service (CSV)."""

from __future__ import annotations

from personas.archives import spreadsheet
from personas.gas_and_water import gas, water
from personas.lives import lives

MONTHS = (
    *("Janvier", "Février", "Mars", "Avril", "Mai", "Juin"),
    *("Juillet", "Août", "Septembre", "Octobre", "Novembre", "Décembre"),
)


def _preamble(who: str) -> list[list[str]]:
    return [
        ["Données informatives et détaillées"], [], ["Export du 02/01/2026"],
        ["Adresse du logement : 12 rue des Aulnes, 26951 PONT-CLAIRET"], [f"N° PCE : {lives()[who]['gas_meter']}"],
        [], ["Les données sont exprimées en m3 et en kWh"], [],
    ]  # fmt: skip


def gas_daily(who: str) -> bytes:
    """Return the gas days: dates as text, whole indexes, and no temperature one day in five."""
    header = ["Date de relevé", "Index de début de période (m3)", "Index de fin de période (m3)",
              "Volume consommé (m3)", "Energie consommée (kWh)", "Coefficient de conversion",
              "Température locale (°C)", "Qualification du relevé"]  # fmt: skip
    lines = [*_preamble(who), header]
    for day in gas(who):
        status = "Estimé" if day.estimated else "Mesuré"
        lines.append([f"{day.day:%d/%m/%Y}", int(day.before), int(day.after), day.volume, day.kwh, day.coefficient,
                      day.temperature, status])  # fmt: skip
    return spreadsheet("Historique par jour", lines)


def gas_monthly(who: str) -> bytes:
    """Return the sums of each month."""
    lines = [*_preamble(who), ["Date de relevé", "Volume consommé (m3)", "Energie consommée (kWh)"]]
    for number, name in enumerate(MONTHS, 1):
        month = [day for day in gas(who) if day.day.month == number]
        volume, kwh = round(sum(day.volume for day in month), 1), sum(day.kwh for day in month)
        lines.append([f"{name} 2025", volume, kwh])
    return spreadsheet("Historique par mois", lines)


def water_daily(who: str) -> bytes:
    """Return the days of water, read at noon."""
    lines = ["Date de relevé;Index relevé (litres);Consommation du jour (litres);Index Mesuré/Estimé"]
    for day in water(who):
        lines.append(f"{day.day:%d/%m/%Y} 12:00;{day.index};{day.litres};{'Estimé' if day.estimated else 'Mesuré'}")
    return ("\n".join(lines) + "\n").encode()
