"""The file of cases: what it holds, and every fault told by its case, its field and a remedy."""

from collections import Counter
from copy import deepcopy

import pytest
from investigation_samples import both, raw_cases, sample_cases, write

from culture_d import catalogue, i18n
from culture_d.investigation import load_cases
from culture_d.investigation.case_file import VERDICTS
from culture_d.parts import ContentError


def case(raw, name="volume"):
    return next(item for item in raw["cases"] if item["id"] == name)


def table(raw):
    return case(raw)["clues"][1]["table"]


BREAKS = [
    (lambda r: r.update(version=2), "version: must be one of 1: take"),
    (lambda r: r.update(version=True), "version: must be one of 1: take"),
    (lambda r: r.update(notes=[]), "notes: is not a field here: correct its name or take it out; the fields"),
    (lambda r: r.update(cases=[]), "cases: must be a list: write each"),
    (lambda r: r.update(id="A b"), "id: must be a short name"),
    (lambda r: r["verdicts"].reverse(), "verdicts: must be these five, in this order: holds, wrong"),
    (lambda r: r["verdicts"].pop(), "verdicts: must be these five"),
    (lambda r: r["verdicts"][0].pop("about"), "verdicts.holds.about: this text is missing in English: write it"),
    (lambda r: r["families"][1].update(id="units"), "families: “units” is written twice: rename"),
    (lambda r: case(r, "train").update(id="volume"), "cases: “volume” is written twice"),
    (lambda r: case(r).update(level=4), "cases.volume.level: must be one of 1, 2, 3"),
    (lambda r: case(r).update(level="1"), "cases.volume.level: must be one of 1, 2, 3"),
    (lambda r: case(r).update(family="none"), "cases.volume.family: must be one of units, dates, places"),
    (lambda r: case(r).update(verdict="true"), "cases.volume.verdict: must be one of holds, wrong"),
    (lambda r: case(r)["scene"].update(fr=" "), "cases.volume.scene: this text is missing in French"),
    (lambda r: case(r)["scene"].update(de="Ja"), "cases.volume.scene.de: is not a field here"),
    (lambda r: case(r).update(claim=dict.fromkeys(("en", "fr"), "« Oui »")), "claim: is between quotation marks"),
    (lambda r: case(r).pop("smile"), "cases.volume.smile: this text is missing in English"),
    (lambda r: case(r).update(clues=case(r)["clues"][:1]), "cases.volume.clues: has 1 item: write from 2 to 4"),
    (lambda r: case(r, "bread")["clues"].append({"title": both("Five"), "text": both("Five")}), "has 5 items"),
    (lambda r: case(r)["clues"][0].pop("text"), "cases.volume.clues.1: a clue needs a text, a table or both"),
    (lambda r: case(r)["clues"].__setitem__(0, "a"), "cases.volume.clues.1: must be a set of fields"),
    (lambda r: case(r)["clues"][0].update(tabel={}), "cases.volume.clues.1.tabel: is not a field here"),
    (lambda r: case(r)["clues"][0].update(table=[]), "cases.volume.clues.1.table: must be a set of fields"),
    (lambda r: table(r)["columns"].__setitem__(1, "Volume"), "table.columns.2: this text is missing in English"),
    (lambda r: table(r)["columns"].__setitem__(1, both("Year")), "clues.2.table.columns: “Year (en)” is written twice"),
    (lambda r: table(r)["rows"][1].pop(), "clues.2.table.rows.2: must be a list of 3 cells"),
    (lambda r: table(r).update(rows={}), "clues.2.table.rows: must be a list"),
    (lambda r: table(r)["rows"][0].__setitem__(2, None), "clues.2.table.rows.1.3: must be a number, a text"),
    (lambda r: table(r)["rows"][0].__setitem__(2, True), "clues.2.table.rows.1.3: must be a number, a text"),
    (lambda r: table(r)["rows"][0].__setitem__(2, {"en": "One"}), "rows.1.3: this text is missing in French"),
    (lambda r: [row.__setitem__(0, int(row[0])) for row in table(r)["rows"]], "rows: the first column seems to hold"),
    (lambda r: case(r).update(defended=[]), "cases.volume.defended: must be a list"),
    (lambda r: case(r)["defended"][0].update(verdict="misleading"), "1.verdict: “misleading” is already the verdict"),
    (lambda r: case(r)["defended"].append(case(r)["defended"][0]), "defended.2.verdict: “holds” is written twice"),
    (lambda r: case(r)["sources"][0].update(url="example.org"), "sources.1.url: must be a web address"),
    (lambda r: case(r).update(sources=[]), "cases.volume.sources: must be a list"),
]  # fmt: skip


@pytest.mark.parametrize(("harm", "sentence"), BREAKS, ids=[sentence for _, sentence in BREAKS])
def test_a_faulty_file_is_told_by_its_place_and_a_remedy(harm, sentence, tmp_path):
    raw = deepcopy(raw_cases())
    harm(raw)
    with pytest.raises(ContentError) as error:
        load_cases(write(raw, tmp_path))
    assert str(error.value).startswith("mine.yml, ") and sentence in str(error.value)


def test_a_file_that_holds_no_cases(tmp_path):
    broken = tmp_path / "broken.yml"
    broken.write_text("id: sample\ntitle: {en: [\n", encoding="utf-8")
    with pytest.raises(ContentError, match="not readable as YAML, near line 3"):
        load_cases(broken)
    broken.write_bytes(b"id: \xff\xfe")
    with pytest.raises(ContentError, match="not readable as YAML"):
        load_cases(broken)
    broken.write_text("", encoding="utf-8")
    with pytest.raises(ContentError, match="broken.yml, top of the file: must be a set of fields"):
        load_cases(broken)
    with pytest.raises(ContentError, match="There is no file nowhere.yml"):
        load_cases(tmp_path / "nowhere.yml")


def test_a_file_is_read_as_written(tmp_path):
    cases = sample_cases(tmp_path)
    volume = cases.case("volume")
    assert cases.case("nowhere") is None and cases.number("bread") == 3
    assert [clue.table is None for clue in volume.clues] == [True, False, False]
    assert volume.clues[1].table.shown("fr") == [
        ["2020", "64,2", "counted (fr)"],
        ["2021", "1\u202f234", ""],
        ["2022", "\N{MINUS SIGN}0,5", "n/a"],
    ]
    assert volume.clues[1].table.counted == (False, True, False)
    assert volume.agreement("holds") == "defended" and cases.case("train").agreement("holds") == "other"


def test_the_cases_of_the_course_are_fair():
    cases = load_cases()
    assert (catalogue.DATA / "investigation" / "figures.yml").is_file() and cases.id == "figures"
    assert 18 <= len(cases.cases) <= 20
    verdicts = Counter(case.verdict for case in cases.cases)
    assert set(verdicts) == set(VERDICTS), "a verdict is never ours: nobody would choose it"
    assert max(verdicts.values()) <= len(cases.cases) / 2, "one verdict is too often ours"
    assert {case.family for case in cases.cases} == {family.id for family in cases.families}
    levels = [case.level for case in cases.cases]
    assert levels == sorted(levels) and set(levels) == {1, 2, 3}
    for lang in i18n.LANGUAGES:
        claims = [case.claim[lang] for case in cases.cases]
        assert len(set(claims)) == len(claims) and max(map(len, claims)) <= 130, "too long for a projector"
