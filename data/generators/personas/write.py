"""Write the files of the seven fictional people into ``data/personas/``.

``python data/generators/personas/write.py`` writes them all, in about 20 seconds; names of people after it write
only theirs. The same seed gives the same bytes on every machine: a test compares.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from personas import banks, coach_co2, edf, enedis, google, media, meters, tracks
from personas.electricity import tempo_days
from personas.lives import TARGET, lives

WRITERS: dict[str, Callable[[str], bytes]] = {
    "enedis-load-curve": lambda who: enedis.load_curve(who, 60 if who == "karim" else 30),
    "enedis-index": enedis.index,
    "enedis-daily": enedis.daily,
    "enedis-sge": enedis.sge,
    "mesinfos-load-curve": enedis.mesinfos,
    "edf-power": edf.archive,
    "grdf-daily": meters.gas_daily,
    "grdf-monthly": meters.gas_monthly,
    "veolia-daily": meters.water_daily,
    "gpx": tracks.gpx_of_walks,
    "google-records": google.records,
    "google-semantic": google.semantic,
    "google-timeline": google.timeline,
    "google-timeline-ios": google.timeline_ios,
    "coach-co2": coach_co2.coach_co2,
    "strava-activities": tracks.strava,
    "spotify-short": media.spotify_short,
    "spotify-extended": media.spotify_extended,
    "netflix-activity": media.netflix_activity,
    "netflix-quick": media.netflix_quick,
    "boursobank": banks.boursobank,
    "bank-simple": banks.simple,
}
# The other three files of the supplier are in the same archive.
SAME_ARCHIVE = {"edf-daily", "edf-monthly", "edf-index"}


def files(who: str) -> dict[str, bytes]:
    """Return the content of each file of somebody, by its name."""
    told = lives()[who]["files"]
    return {name: WRITERS[form](who) for form, name in told.items() if form not in SAME_ARCHIVE}


def tempo() -> str:
    """Return the colours of the days of Gérard's contract: no organisation gives them with the consumption."""
    return "date,colour\n" + "".join(f"{day},{colour}\n" for day, colour in tempo_days().items())


def write(target: Path = TARGET, people: list[str] | None = None) -> None:
    """Write the files of everybody, or of some people, each in the folder of its person."""
    for who in people or lives():
        folder = target / who
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files(who).items():
            (folder / name).write_bytes(content)
    (target / "tempo-days.csv").write_text(tempo(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(people=sys.argv[1:] or None)
