"""The gas exports of GRDF, as they really come: dates as text, estimates, holes, and files that are no such thing."""

from __future__ import annotations

import io
import json
import zipfile

import openpyxl
import pytest

from culture_d.personal.export import COLUMNS, PersonalFileError
from culture_d.personal.formats.grdf import FORMATS
from culture_d.personal.opening import Member

PREAMBLE = ["Données informatives et détaillées", "Export du 02/01/2026", "Adresse du logement : Pont-Clairet"]
DAILY = [
    "Date de relevé",
    "Index de début de période (m3)",
    "Index de fin de période (m3)",
    "Volume consommé (m3)",
    "Energie consommée (kWh)",
    "Coefficient de conversion",
    "Température locale (°C)",
    "Qualification du relevé",
]
MONTHLY = ["Date de relevé", "Volume consommé (m3)", "Energie consommée (kWh)"]


def workbook(header: list[str], rows: list[list], title: str = "Historique par jour") -> Member:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for line in [*([text] for text in PREAMBLE), *([None] for _ in range(5)), header, *rows]:
        sheet.append(line)
    saved = io.BytesIO()
    book.save(saved)
    return Member("Donnees_informatives_PCE.xlsx", saved.getvalue())


def read(member: Member):
    known = [f for f in FORMATS if f.recognise(member)]
    assert len(known) == 1
    return known[0].read(member)


def day(date: str, first: float, last: float, kwh: float, quality: str = "Mesuré") -> list:
    return [date, first, last, last - first, kwh, 11.12, 8.5, quality]


def keys(export) -> set[str]:
    return {doubt.key for doubt in export.doubts}


def test_a_gas_day_begins_at_six_in_france_in_winter_as_in_summer():
    export = read(workbook(DAILY, [day("30/03/2025", 10, 17, 75), day("15/01/2025", 2, 10, 90)]))
    assert tuple(export.table.columns) == COLUMNS["gas"]
    assert [str(t) for t in export.table["start"]] == ["2025-01-15 06:00:00+01:00", "2025-03-30 06:00:00+02:00"]
    assert export.table["energy_kwh"].sum() == 165
    assert "gas.gaps" in keys(export)


def test_a_month_is_written_in_french():
    rows = [["Décembre 2025", 120, 1334.4], ["Novembre 2025", "98,5", 1095]]
    export = read(workbook(MONTHLY, rows, "Historique par mois"))
    assert export.format == "grdf-monthly"
    assert [str(t.date()) for t in export.table["end"]] == ["2025-12-01", "2026-01-01"]
    assert export.table["volume_m3"].tolist() == [98.5, 120]
    assert "From 1 November 2025 to 31 December 2025." in export.sentences("en")
    assert "Du 1er novembre 2025 au 31 décembre 2025." in export.sentences("fr")


def test_weeks_are_refused_with_what_to_do():
    with pytest.raises(PersonalFileError, match="day"):
        read(workbook(MONTHLY, [["Du 24/11/2025 au 30/11/2025", 10, 110]]))


def test_doubts_are_told_and_a_measure_goes_before_an_estimate():
    rows = [
        day("01/12/2025", 10, 17, 75, "Estimé"),
        day("01/12/2025", 10, 16, 66),
        day("02/12/2025", 16, 20, -44),
        day("03/12/2025", 3, 5, 22, "Estimé"),  # a new meter
        ["04/12/2025", None, None, None, None, None, None, "Absence de données"],
        ["illisible", 5, 9, 4, 44, 11.1, 3, "Mesuré"],
    ]
    export = read(workbook(DAILY, rows))
    assert export.table["energy_kwh"].tolist()[0] == 66
    assert export.table["energy_kwh"].isna().sum() == 2
    assert int(export.table["estimated"].sum()) == 1
    assert {"gas.backwards", "gas.estimated", "gas.empty", "personal.absurd", "personal.unreadable_lines"} <= keys(
        export
    )
    assert "personal.contradictions" in keys(export)


def test_json_is_read_at_any_depth():
    reading = {
        "journeeGaziere": "2019-11-30",
        "dateDebutReleve": "2019-11-30T06:00:00+00:00",
        "indexDebut": 10373,
        "indexFin": 10380,
        "volumeBrutConsomme": 7,
        "energieConsomme": 75,
        "coeffConversion": 11.12,
        "qualificationReleve": "Mesuré",
        "temperature": None,
    }
    content = json.dumps(
        {"00000012345678": {"releves": [reading, {**reading, "journeeGaziere": "2019-12-01"}]}}, indent=1
    )
    export = read(Member("x.json", content.encode()))
    assert str(export.table["start"].iloc[0]) == "2019-11-30 06:00:00+01:00"
    assert export.table["kwh_per_m3"].tolist() == [11.12, 11.12]
    assert "gas.utc" in {told.key for told in export.told}


def test_what_is_told_names_no_meter_and_no_address():
    export = read(workbook([*DAILY, "N° PCE"], [[*day("01/12/2025", 10, 17, 75), "00000012345678"]]))
    told = " ".join(export.sentences("fr")) + repr(export)
    assert "00000012345678" not in told
    assert "Pont-Clairet" not in told


@pytest.mark.parametrize("cut", [200, 2000, -40])
def test_a_workbook_cut_in_the_middle_is_not_taken_for_gas(cut):
    whole = workbook(DAILY, [day("01/12/2025", 10, 17, 75)]).content
    assert not any(f.recognise(Member("x.xlsx", whole[:cut])) for f in FORMATS)


def test_another_workbook_is_not_gas():
    assert not any(f.recognise(workbook(["Nom", "Note"], [["A", 12]])) for f in FORMATS)
    assert not any(f.recognise(Member("x", b"")) for f in FORMATS)


def test_entities_that_expand_are_refused_in_a_sentence():
    whole = workbook(DAILY, [day("01/12/2025", 10, 17, 75)])
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole.content)) as book, zipfile.ZipFile(out, "w") as spoiled:
        for name in book.namelist():
            content = book.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<worksheet", bomb + b"<worksheet", 1)
            spoiled.writestr(name, content)
    member = Member("x.xlsx", out.getvalue())
    with pytest.raises(PersonalFileError) as caught:
        read(member)
    assert caught.value.__cause__ is None
    assert "aaaa" not in str(caught.value)
