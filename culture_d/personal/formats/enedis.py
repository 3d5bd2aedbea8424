"""The exports of Enedis: load curve, daily consumption, and the files of its professional portal (SGE).

Formats read in the public parsers of these files. The load curve is in watts, stamped at the end of each step.
The index, three tables in one file, is in :mod:`culture_d.personal.formats.enedis_index`.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from culture_d.cells import plain_name
from culture_d.i18n import t
from culture_d.personal.export import Export, Format, Said, said
from culture_d.personal.formats.enedis_index import preamble, read_index
from culture_d.personal.load_curves import Measures, day_curve, load_curve
from culture_d.personal.opening import Member, PersonalFileError
from culture_d.personal.parsing import csv_rows, header_at, instants, local_times, numbers

_STAMPED = ("Horodate", "Valeur")
_INDEX = ("Horodate", "EAS F1")
_SGE = ("Date de la mesure", "Heure de la mesure", "Valeur")
_FROM_TO = ("debut", "fin", "kW")
_DAYS = (("Date", "Valeur (en Wh)"), ("Date", "Valeur (en kWh)"), ("Date", "Consommation (en kWh)"))


def _is_index(member: Member) -> bool:
    return header_at(member.head, _INDEX) is not None


def _is_daily(member: Member) -> bool:
    if any(header_at(member.head, names) for names in _DAYS):
        return True
    kind = plain_name(preamble(member.head).get("type_de_donnees", ""))
    return header_at(member.head, _STAMPED) is not None and "quotidien" in kind and "puissance" not in kind


def _is_load_curve(member: Member) -> bool:
    return any(header_at(member.head, names) for names in (_STAMPED, _FROM_TO))


def _is_sge(member: Member) -> bool:
    return header_at(member.head, _SGE) is not None


def read_load_curve(member: Member) -> Export:
    """Read ``Horodate;Valeur`` under its preamble, the flat file of the same columns, or ``debut;fin;kW``."""
    about = preamble(member.head)
    if "puissance_maximale" in plain_name(about.get("type_de_donnees", "")):
        raise PersonalFileError(t("electricity.maximum_only"))
    if header_at(member.head, _STAMPED) is None:
        return _from_to(member)
    rows, several = _one_meter(csv_rows(member.text, _STAMPED), "identifiant_prm")
    about |= _first_values(rows)
    ends, doubts = _times(rows["horodate"])
    return _curve("enedis-load-curve", ends, rows, about, (*several, *doubts))


def read_sge(member: Member) -> Export:
    """Read ``Date de la mesure;Heure de la mesure;Valeur;…``: the hours are those of French clocks."""
    rows, several = _one_meter(csv_rows(member.text, _SGE), "prm")
    # Midnight at the end of a day may be written 24:00, which no library reads.
    late = rows["heure_de_la_mesure"].str.startswith("24:")
    hours = rows["heure_de_la_mesure"].mask(late, "00" + rows["heure_de_la_mesure"].str[2:])
    stamps = _days(rows["date_de_la_mesure"]) + pd.to_timedelta(_with_seconds(hours), errors="coerce")
    stamps = stamps.mask(late, stamps + pd.Timedelta(1, "D"))
    ends, doubts = local_times(stamps, descending=_goes_back(stamps))
    return _curve("enedis-sge", ends, rows, _first_values(rows), (*several, *doubts))


def read_daily(member: Member) -> Export:
    """Read ``Date;Valeur (en Wh)``, or ``Horodate;Valeur`` of a daily consumption."""
    names = next((names for names in _DAYS if header_at(member.head, names)), _STAMPED)
    rows = csv_rows(member.text, names)
    about = preamble(member.head)
    date, value = (plain_name(name) for name in names)
    unit = plain_name(about.get("unite", "wh") or "wh") if names == _STAMPED else value
    kwh = numbers(rows[value]) / (1 if unit.endswith("k_wh") else 1000)
    days = instants(rows[date]).dt.tz_localize(None).dt.normalize() if names == _STAMPED else _days(rows[date])
    return day_curve(days, kwh, "enedis-daily", doubts=_injection(about))


def _from_to(member: Member) -> Export:
    rows = csv_rows(member.text, _FROM_TO)
    stamps = pd.to_datetime(rows["fin"], format="ISO8601", errors="coerce", utc=False)
    ends, doubts = local_times(stamps, descending=_goes_back(stamps))
    return load_curve(Measures(ends, numbers(rows["k_w"]) * 1000), "enedis-load-curve", doubts=doubts)


def _curve(format_id: str, ends: pd.Series, rows: pd.DataFrame, about: dict[str, str], doubts: tuple) -> Export:
    unit = plain_name(about.get("unite", ""))
    energy, values = unit in ("wh", "k_wh"), numbers(rows["valeur"])
    unit_doubts = {"w": (), "k_w": (), "": (said("electricity.no_unit"),)}
    doubtful = (said("electricity.watt_hours"),) if energy else unit_doubts.get(unit, (said("electricity.other_unit"),))
    values = values * 1000 if unit in ("k_w", "k_wh") else values
    measures = Measures(ends, values, energy, _minutes(about), _estimated(rows))
    return load_curve(measures, format_id, doubts=(*_injection(about), *doubtful, *doubts))


def _first_values(rows: pd.DataFrame) -> dict[str, str]:
    """Return what every line of a flat file repeats: the unit, the step, the direction."""
    repeated = ("unite", "pas_en_minutes", "pas", "grandeur_metier", "type_de_donnees")
    return {name: rows[name].iloc[0] for name in repeated if name in rows and len(rows)}


def _minutes(about: dict[str, str]) -> float | None:
    """Read the step of the preamble: ``30``, or ``PT30M``, ``PT1H``."""
    text = about.get("pas_en_minutes", "") or about.get("pas", "")
    if text.upper().startswith("PT"):
        length = pd.to_timedelta(pd.Series([text.upper()]), errors="coerce").iloc[0]
        return None if pd.isna(length) else length.total_seconds() / 60
    return float(text) if text.isdecimal() and len(text) <= 4 else None


def _one_meter(rows: pd.DataFrame, column: str) -> tuple[pd.DataFrame, tuple[Said, ...]]:
    """Keep the first meter; some files name it on their first line only."""
    meter = rows[column].mask(rows[column] == "").ffill().bfill() if column in rows else pd.Series(dtype="object")
    others = meter.nunique() - 1
    if others < 1:
        return rows, ()
    return rows[meter == meter.iloc[0]], (said("electricity.several_meters", n=others),)


def _times(cells: pd.Series) -> tuple[pd.Series, tuple[Said, ...]]:
    """Read the stamps, which say their distance from Greenwich unless a spreadsheet has rewritten them."""
    if cells.str.contains(r"(?:Z|[+-]\d\d:?\d\d)$", regex=True).mean() > 0.5:
        return instants(cells), ()
    naive = pd.to_datetime(cells, format="ISO8601", errors="coerce")
    if naive.isna().mean() > 0.5:
        naive = pd.to_datetime(cells.str.slice(0, 16), format="%d/%m/%Y %H:%M", errors="coerce")
    return local_times(naive, descending=_goes_back(naive))


def _days(cells: pd.Series) -> pd.Series:
    french = cells.str.contains("/", regex=False).mean() > 0.5
    return pd.to_datetime(cells.str.slice(0, 10), format="%d/%m/%Y" if french else "%Y-%m-%d", errors="coerce")


def _with_seconds(hours: pd.Series) -> pd.Series:
    return hours.where(hours.str.count(":") == 2, hours + ":00")


def _goes_back(stamps: pd.Series) -> bool:
    known = stamps.dropna()
    return len(known) > 1 and bool(known.iloc[0] > known.iloc[-1])


def _estimated(rows: pd.DataFrame) -> pd.Series | None:
    column = next((name for name in ("nature", "statut_de_la_mesure") if name in rows), None)
    if column is None:
        return None
    nature = rows[column].str.lower()
    return nature.str.startswith("e").astype("boolean").where(nature != "")


def _injection(about: dict[str, str]) -> tuple[Said, ...]:
    words = plain_name(" ".join((about.get("grandeur_metier", ""), about.get("type_de_donnees", ""))))
    return (said("electricity.injection"),) if "prod" in words or "injection" in words else ()


def _index(member: Member) -> Export:
    export = read_index(member)
    doubts = _injection(preamble(member.head))
    return replace(export, doubts=(*doubts, *export.doubts))


FORMATS = (
    Format("enedis-index", "meter_index", _is_index, _index),
    Format("enedis-daily", "load_curve", _is_daily, read_daily),
    Format("enedis-sge", "load_curve", _is_sge, read_sge),
    Format("enedis-load-curve", "load_curve", _is_load_curve, read_load_curve),
)
