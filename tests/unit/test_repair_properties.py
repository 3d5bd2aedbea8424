"""What every repair keeps, whatever the dirt: drawn by hypothesis, always the same draws."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from repair_samples import GOOD, rows, table

from culture_d.standard.repair import repair
from culture_d.standard.schemas import load_schema
from culture_d.standard.validation.rules import rules

SCHEMA = load_schema("1.0.1")
NAMES = list(SCHEMA.names)
READERS = {item.name: item.create_cell_reader() for item in rules(SCHEMA).fields}
DIRT = st.sampled_from(
    """04 65 71 00 12¦0465710012¦+33 (0)4 65 71 00 12¦465710012¦04 65 71 00 12 / 06 39 98 00 12¦0692 12 34 56¦3949
03/08/2025¦25/12/24¦3 août 2025¦2025-08-03T23:30:00Z¦45872¦31/02/2025¦44,8¦5.1¦44.8¦-0,1¦1 234,5¦999¦null¦NC¦-
1000¦01000¦26950.0¦26 950¦2a004¦20004¦01053¦1053¦2695¦26901¦26950¦Ã©tÃ©¦lâ€™eau¦ x ¦'x¦=1+1¦'=1¦+33¦a;b¦|a||b|
Jeunes;Seniors¦jeunes, senior¦Adultes¦CNFS¦aide aux demarches administratives¦adhésion¦Gratuit sous conditions
www.valombre.example¦https//a.example¦http://a.examplehttp://b.example¦@mairie¦mailto:a@b.example
a@b.example;c@d.example¦9h-12h¦lundi 9h-12h¦Mo–Fr 09:00-12:00
fermé le lundi¦sur rendez-vous¦000 002 160 00010¦4,3E+13
TIERS_LIEUX, ASSO¦CAFÉ »"""
    .replace("\n", "¦").split("¦")
)  # fmt: skip
AROUND = st.sampled_from(["", " ", "\u00a0", "\u200b", "|", ";", "'", ".0", "\n", "Ã©", " ou "])
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
CELL = st.one_of(DIRT, st.builds("{}{}{}".format, AROUND, DIRT, AROUND), TEXT)
# The columns that have rules of their own are drawn more often than the others.
OFTEN = ["telephone", "code_postal", "code_insee", "date_maj", "services", "horaires", "latitude", "longitude"]
COLUMN = st.sampled_from([*NAMES, *OFTEN, "site_web", "courriels", "publics_specifiquement_adresses"])
LINES = st.lists(st.dictionaries(COLUMN, CELL, max_size=6), min_size=1, max_size=9)
drawn = settings(derandomize=True, deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))


def of(lines: list[dict]) -> bytes:
    return table(*lines)


@drawn
@given(LINES)
def test_a_repaired_cell_passes_its_constraints(lines):
    found = repair(of(lines), SCHEMA)
    for proposal in found.proposals:
        assert proposal.after != proposal.before
        assert not READERS[proposal.column](proposal.after)[1], proposal
        assert proposal.sentence("fr") and proposal.sentence("en")
    assert all(item.sentence("fr") and item.sentence("en") for item in found.left)


@drawn
@given(LINES)
def test_a_missing_value_is_never_invented(lines):
    assert all(proposal.before.strip() for proposal in repair(of(lines), SCHEMA).proposals)


@drawn
@given(LINES, st.sets(st.integers(0, 19)))
def test_the_cells_not_concerned_keep_every_byte(lines, chosen):
    found = repair(of(lines), SCHEMA)
    found.accept(ids=[p.id for i, p in enumerate(found.proposals) if i in chosen])
    accepted = {(p.line, p.position): p.after for p in found.accepted}
    given_lines = [(found.source.header_line, found.source.header), *found.source.rows()]
    written = rows(found.apply().text)
    assert len(written) == len(given_lines)
    for (line, cells), after in zip(given_lines, written, strict=True):
        for position, cell in enumerate(cells):
            expected = accepted.get((line, position), cell)
            # What a spreadsheet would run gets apostrophes, and nothing else.
            assert after[position] == expected or after[position].replace("'", "") == expected.replace("'", "")
            if not any(sign in expected for sign in "=+-@＝＠＋－\t\n'"):
                assert after[position] == expected


@drawn
@given(LINES, st.sampled_from(["all", "safe", "rule"]), st.integers(0, 9))
def test_to_repair_a_repaired_file_proposes_nothing_more(lines, how, which):
    found = repair(of(lines), SCHEMA)
    rule = found.proposals[which % len(found.proposals)].rule if found.proposals else "phone"
    asked = {"all": {}, "safe": {"safe": True}, "rule": {"rules": rule}}[how]
    again = repair(found.accept(**asked).apply().text.encode(), SCHEMA).proposals
    if how == "all":
        assert again == []
    elif how == "safe":
        assert not [p for p in again if p.safe]
    else:
        assert not [p for p in again if p.rule == rule]


@drawn
@given(st.lists(TEXT, min_size=1, max_size=9), st.sampled_from(list(GOOD)))
def test_any_text_is_read_without_an_error(cells, column):
    found = repair(of([{column: cell} for cell in cells]), SCHEMA)
    found.accept().apply()
    assert found.told("fr") and found._repr_html_()
