"""The index of Enedis: three tables in one file (the readings, the names of the registers, the highest powers).

Registers ``EAS F1`` to ``F10`` follow the calendar of the supplier (their names are in the second table), ``EAS D1``
to ``D4`` that of the network, ``EAS T`` is the total. They are cumulative, in Wh. Format read in public parsers.
"""

from __future__ import annotations

import re

import pandas as pd

from culture_d.cells import plain_name
from culture_d.i18n import t
from culture_d.personal.export import COLUMNS, Export, Said, said
from culture_d.personal.load_curves import MOST_WATTS, day_curve
from culture_d.personal.opening import Member, PersonalFileError
from culture_d.personal.parsing import (
    csv_rows,
    header_at,
    instants,
    numbers,
    period,
    without_duplicates,
    without_unreadable,
)

_READINGS = ("Horodate", "EAS F1")
_CALENDAR = ("Periode", "Cadran classe temporelle 1")
_PREAMBLE = ("Identifiant PRM", "Type de donnees", "Date de debut")
_REGISTER = re.compile(r"eas_[fdt]\d*")
_BELOW = re.compile(r'^"?(?:Periode|Identifiant PRM)\b', re.MULTILINE)
_MAXIMUM = "Puissance maximale"
_MOST_KWH = 1e8


def preamble(text: str) -> dict[str, str]:
    """Return what the two first lines of an export of Enedis say: type, unit, direction, step."""
    if header_at(text, _PREAMBLE) is None or header_at(text, (*_PREAMBLE, "Horodate")):
        return {}
    first = csv_rows(text, _PREAMBLE, until_blank=True).head(1)
    return {name: first[name].iloc[0] for name in first} if len(first) else {}


def read_index(member: Member) -> Export:
    """Read the readings of every register; the energy of each day is in ``others``."""
    readings, below = _split(member.text)
    rows = csv_rows(readings, _READINGS, until_blank=True)
    registers = [name for name in rows if _REGISTER.fullmatch(name)]
    rows = rows.assign(time=instants(rows["horodate"]), **{name: numbers(rows[name]) / 1000 for name in registers})
    rows, unreadable = without_unreadable(rows, ["time"])
    rows, repeated = without_duplicates(rows, ["time"], registers)
    names = _names(below)
    table = rows.melt(["time"], registers, "register", "index_kwh").dropna(subset="index_kwh")
    wrong = (table["index_kwh"] < 0) | (table["index_kwh"] > _MOST_KWH)
    absurd = (said("personal.absurd", n=int(wrong.sum())),) if wrong.any() else ()
    table = table[~wrong]
    if table.empty:
        raise PersonalFileError(t("personal.no_lines"))
    table["register"] = [names.get(name, name.upper().replace("_", " ")) for name in table["register"]]
    table["estimated"] = pd.Series(pd.NA, index=table.index, dtype="boolean")
    table = table.sort_values(["time", "register"], ignore_index=True)[list(COLUMNS["meter_index"])]
    told = (period(table["time"]), said("electricity.index", n=table["register"].nunique()), *_maximum(below))
    doubts = (*unreadable, *repeated, *absurd)
    daily = _daily(rows) if "eas_t" in rows else None
    if daily is not None:
        doubts = (*doubts, *(doubt for doubt in daily.doubts if doubt.key == "electricity.index_back"))
    return Export("meter_index", "enedis-index", table, told, doubts, (daily,) if daily else ())


def _split(text: str) -> tuple[str, str]:
    """Cut the file where its second table begins, whether or not a blank line stands between them."""
    found = _BELOW.search(text, max(text.find("EAS F1"), 0))
    return (text[: found.start()], text[found.start() :]) if found else (text, "")


def _names(below: str) -> dict[str, str]:
    """Return the names of the registers of the supplier, of the last period of the calendar: ``Heures Creuses``."""
    if header_at(below, _CALENDAR) is None:
        return {}
    calendar = csv_rows(below, _CALENDAR, until_blank=True)
    calendar = calendar[calendar["periode"].str.startswith("Du ")]
    names = {}
    for i in range(1, 11):
        register, label = f"cadran_classe_temporelle_{i}", f"libelle_classe_temporelle_{i}"
        if register in calendar and label in calendar and len(calendar):
            code, words = calendar[register].iloc[-1], calendar[label].iloc[-1]
            if code and words:
                names[plain_name(code)] = f"{code} ({words})"
    return names


def _maximum(below: str) -> tuple[Said, ...]:
    powers = below[below.find(_MAXIMUM) :] if _MAXIMUM in below else ""
    if header_at(powers, ("Horodate", "Valeur")) is None:
        return ()
    values = numbers(csv_rows(powers, ("Horodate", "Valeur"))["valeur"])
    values = values[values.between(0, MOST_WATTS)]
    return (said("electricity.maximum", kva=round(float(values.max()) / 1000, 1)),) if len(values) else ()


def _daily(rows: pd.DataFrame) -> Export | None:
    """Compute the energy of each day from the total; a day whose reading or the next is missing stays empty."""
    total = rows.dropna(subset="eas_t").sort_values("time")
    # A reading made at midnight in winter time is stamped 01:00 in summer.
    day = (total["time"].dt.tz_localize(None) + pd.Timedelta(1, "h")).dt.normalize()
    used = total["eas_t"].diff().shift(-1)
    followed = (day.shift(-1) - day) == pd.Timedelta(1, "D")
    back = int((used < 0).sum())
    used = used.where(followed & (used >= 0))
    if used.notna().sum() == 0:
        return None
    used, day = used.iloc[:-1], day.iloc[:-1]
    doubts = (said("electricity.index_back", n=back),) if back else ()
    return day_curve(day, used, "enedis-index", told=(said("electricity.from_index"),), doubts=doubts)
