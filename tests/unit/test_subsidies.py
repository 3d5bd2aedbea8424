"""The fictional spreadsheet of the publishing lesson: made again identical, fictional throughout, with its traps."""

from __future__ import annotations

import re
import sys

from culture_d.catalogue import DATA
from culture_d.standard.samples import sample
from culture_d.tables import read_table

sys.path.insert(0, str(DATA / "generators"))

from subsidies import ASSOCIATIONS, TARGET, make_lines, to_text


def test_the_file_is_what_the_generator_makes():
    assert TARGET.read_bytes() == to_text(make_lines()).encode("cp1252")
    assert make_lines(1) != make_lines(2)


def test_its_people_can_be_nobody():
    text = to_text(make_lines())
    assert all(phone.startswith("06 39 98 ") for phone in re.findall(r"0\d(?: \d\d){4}", text))
    assert set(re.findall(r"@([\w.-]+)", text)) == {"asso-valombre.example"}


def test_the_lesson_finds_its_traps():
    table = read_table(sample("valombre-subsidies"))
    data = table.data
    assert len(data) == len(ASSOCIATIONS) + 1 and data["Nom de l'association"].iloc[-1] == "TOTAL"
    assert table.understood.preamble and data["Montant attribué"].str.contains("€").all()
    dates = data["Date de la délibération"].dropna()
    assert dates.str.contains("/").any() and dates.str.startswith("2025-").any()
