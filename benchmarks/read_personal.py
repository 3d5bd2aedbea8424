"""How long one year of half-hours takes to be read and drawn, from the file of Enedis to the charts of the lesson."""

from __future__ import annotations

import time
import tracemalloc

import pandas as pd

import culture_d as cd

SECONDS = 2.0  # the aim
_PREAMBLE = (
    "Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite;"
    "Pas en minutes\n00000000000000;Courbe de charge;01/01/2025;01/01/2026;Energie active;Consommation;Comptage Brut;"
    "W;30\n\nHorodate;Valeur\n"
)


def year_of_half_hours() -> bytes:
    """Return one year as Enedis writes it, both clock changes included."""
    first, last = pd.Timestamp("2025-01-01", tz="Europe/Paris"), pd.Timestamp("2026-01-01", tz="Europe/Paris")
    stamps = pd.date_range(first, last, freq="30min")[1:]
    lines = [f"{stamp.isoformat()};{150 + 53 * i % 2900}\n" for i, stamp in enumerate(stamps)]
    return ("\ufeff" + _PREAMBLE + "".join(lines)).encode()


def draw(table: pd.DataFrame) -> int:
    """Draw every chart of a household's own file, and return the characters of their specifications."""
    from culture_d.personal.energy_charts import all_charts

    return sum(len(chart.to_json()) for chart in all_charts(table))


def main() -> None:
    content = year_of_half_hours()
    start = time.perf_counter()
    import altair  # noqa: F401

    imported = time.perf_counter()
    cd.start("en")
    export = cd.read_export(content)
    read = time.perf_counter()
    size = draw(export.table)
    drawn = time.perf_counter()
    print(
        f"one year of half-hours ({len(export.table):,} lines): read in {read - imported:.2f} s, all charts drawn in "
        f"{drawn - read:.2f} s ({size / 1e6:.1f} MB); both in {drawn - imported:.2f} s (aim: under {SECONDS:.0f} s), "
        f"after {imported - start:.2f} s to import altair"
    )
    tracemalloc.start()
    cd.read_export(content)
    print(f"most memory taken while reading: {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
