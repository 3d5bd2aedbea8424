"""The daily water export of Veolia: the day a reading closes, doubts, and what is no fault of the file."""

from __future__ import annotations

import pytest

from culture_d.personal.export import COLUMNS, PersonalFileError
from culture_d.personal.formats.water import FORMATS
from culture_d.personal.opening import Member

HEADER = "Date de relevé;Index relevé (litres);Consommation du jour (litres);Index Mesuré/Estimé\n"
READER = FORMATS[0]


def read(*rows: str, encoding: str = "utf-8"):
    member = Member("historique_jours_litres.csv", (HEADER + "\n".join(rows)).encode(encoding))
    assert READER.recognise(member)
    return READER.read(member)


def keys(export) -> set[str]:
    return {doubt.key for doubt in export.doubts}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_reading_at_noon_closes_the_24_hours_before(encoding):
    export = read("13/05/2026 12:00;2043608;71;Mesuré", "14/05/2026 12:00;2043700;92;Estimé", encoding=encoding)
    assert tuple(export.table.columns) == COLUMNS["water"]
    assert str(export.table["start"].iloc[0]) == "2026-05-12 12:00:00+02:00"
    assert export.table["litres"].sum() == 163
    assert export.table["estimated"].tolist() == [False, True]
    assert "water.readings" in {told.key for told in export.told}


def test_a_date_alone_names_its_own_day_across_the_change_of_clocks():
    export = read("30/03/2025;100;50;Mesuré", "29/03/2025;50;40;Mesuré")
    last = export.table.iloc[-1]
    assert (last["end"] - last["start"]).total_seconds() == 23 * 3600
    assert "water.whole_days" in {told.key for told in export.told}


def test_doubts_are_told():
    export = read(
        "01/06/2025 12:00;1000;100;Mesuré",
        "02/06/2025 12:00;1100;100;Mesuré",
        "02/06/2025 12:00;1100;100;Mesuré",
        "03/06/2025 12:00;900;-200;Mesuré",
        "06/06/2025 12:00;2000;1100;Estimé",
        "07/06/2025 12:00;2050;500;Mesuré",
        "hier;2;3;Mesuré",
    )
    assert keys(export) == {
        "personal.unreadable_lines",
        "personal.duplicates",
        "personal.absurd",
        "water.backwards",
        "water.gaps",
        "water.estimated",
        "water.uneven",
    }
    assert len(export.table) == 5
    gaps = next(d for d in export.doubts if d.key == "water.gaps")
    assert gaps.values["n"] == 2


def test_a_leak_is_no_fault_of_the_file():
    rows = [
        f"{d:02d}/06/2025 12:00;{100 * d if d < 10 else 900 + 900 * (d - 9)};{100 if d < 10 else 900};Mesuré"
        for d in range(1, 15)
    ]
    assert not read(*rows).doubts


@pytest.mark.parametrize("rows", [(), ("x;y;z;t",), (";;;",)])
def test_a_file_without_a_line_says_so(rows):
    with pytest.raises(PersonalFileError):
        read(*rows)


def test_other_files_are_not_water():
    for other in (b"", b"Date;Valeur\n01/01/2025;3\n", b"\xff\xfe", b"Date de relev\xe9;Montant\n"):
        assert not READER.recognise(Member("x.csv", other))
