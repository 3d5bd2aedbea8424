"""Files that nobody would wish for: one clear sentence, in both languages, and the file left as it was."""

import io
import time
import zipfile

import pytest
from validation_samples import REFERENCE, content, row, table, to_csv

from culture_d.i18n import LANGUAGES
from culture_d.standard.findings import Report
from culture_d.standard.schemas import load_schema
from culture_d.standard.source import open_source
from culture_d.standard.validation import validate
from culture_d.tables import TableError

SECRET = "confidentiel " * 20
LINES = table({"presentation_detail": SECRET}, {"presentation_resume": SECRET * 3, "latitude": SECRET})
TEXT = to_csv(LINES)
HEADER = TEXT.splitlines()[0]


def archive(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as folder:
        for name in names:
            folder.writestr(name, "<xml/>")
    return file.getvalue()


# What cannot be a table: a sentence, and no report.
REFUSED = {
    "empty": b"",
    "spaces": b" \r\n\t\n",
    "zip": archive("lieux.csv"),
    "xlsx": archive("[Content_Types].xml", "xl/workbook.xml"),
    "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000),
    "html": b"<!DOCTYPE html><html><body><table><tr><td>id</td></tr></table></body></html>",
    "json": b'[{"id": "1", "nom": "x"}]',
    "pdf": b"%PDF-1.7\n1 0 obj",
    "nul": TEXT.replace("lieu-1", "li\0eu").encode(),
    "nul in UTF-16": ("\ufeff" + TEXT.replace("lieu-1", "li\0eu")).encode("utf-16-le"),
    "noise": bytes(range(256)) * 20,
    "quotation mark": f'{HEADER}\nlieu-1,"{SECRET},x\nlieu-2,y\n'.encode(),
    "one line": b"a," * 1_000_000,
}
# What can be read: a report, with the causes expected.
READ = {
    "semicolons": (to_csv(LINES, ";").encode(), {"file_separator"}),
    "tabs": (to_csv(LINES, "\t").encode(), {"file_separator"}),
    "Latin-1": (TEXT.encode("cp1252"), {"file_encoding"}),
    "UTF-16": (TEXT.encode("utf-16"), {"file_encoding"}),
    "semicolons in UTF-16": (to_csv(LINES, ";").encode("utf-16"), {"file_separator", "file_encoding"}),
    "BOM": (TEXT.encode("utf-8-sig"), set()),
    "damage": (
        (TEXT.encode() + to_csv([row(i=9)]).encode() * 20).replace("é".encode(), b"\xe9", 1),
        {"file_damaged", "unique"},
    ),
    "old Mac line ends": (TEXT.replace("\n", "\r").encode(), set()),
    "preamble": (b"Lieux du Pays de la Lane\n" + TEXT.encode(), {"file_preamble"}),
    "header alone": (HEADER.encode(), set()),
    "names in capitals": (TEXT.replace(HEADER, HEADER.upper()).encode(), {"header_case"}),
    "no header": (TEXT.split("\n", 1)[1].encode(), {"header_unknown"}),
    "one long line": ((SECRET * 40_000).encode(), {"header_unknown"}),
    "formulas": (
        content({"id": "=1+1", "nom": '=HYPERLINK("http://x.example")', "latitude": "@SUM(A1)"}),
        {"number_other"},
    ),
    "markup": (content({"frais_a_charge": "<script>alert(1)</script>", "nom": "<img src=x>"}), {"list_unknown"}),
    "right-to-left marks": (content({"frais_a_charge": "\u202ecadeau\x1b[31m"}), {"list_unknown"}),
    "a huge cell": (content({"frais_a_charge": "y" * 1_000_000}), {"list_unknown"}),
    "five thousand columns": (
        to_csv([[*line, *(f"x{i}" for i in range(5000))] for line in LINES]).encode(),
        {"header_extra"},
    ),
    "uneven lines": (
        to_csv([LINES[0], *(row()[: i % 40] + ["z"] * (i % 7) for i in range(60))]).encode(),
        {"missing_cell", "extra_cell", "blank_row"},
    ),
    "a line of a hundred thousand cells": (f"{HEADER}\n{'x,' * 100_000}".encode(), {"extra_cell"}),
    "not a number": (content({"latitude": "NaN"}, {"latitude": "Infinity"}, {"latitude": "9" * 5000}), set()),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table_has_one_sentence(name, lang, tmp_path):
    path = tmp_path / "lieux.csv"
    path.write_bytes(REFUSED[name])
    for file in (path, REFUSED[name]):
        with pytest.raises(TableError) as error:
            validate(file, lang=lang)
        said = str(error.value)
        assert 20 < len(said) < 300 and "\n" not in said and SECRET[:60] not in said
        assert error.value.__suppress_context__ or error.value.__context__ is None
    assert path.read_bytes() == REFUSED[name]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_has_its_report(name, lang, tmp_path):
    raw, expected = READ[name]
    path = tmp_path / "lieux.csv"
    path.write_bytes(raw)
    report = validate(path, lang=lang)
    assert expected <= {cause.key for cause in report.causes}
    assert path.read_bytes() == raw
    assert list(tmp_path.iterdir()) == [path]
    told = told_by(report, lang)
    assert SECRET[:80] not in told and "y" * 80 not in told
    assert "\u202e" not in told and "\x1b" not in told
    assert "<script>" not in report._repr_html_() and "<img" not in report._repr_html_()
    assert all(len(sentence) < 900 and "\n" not in sentence for sentence in report.sentences(lang))


def told_by(report: Report, lang: str) -> str:
    causes = [
        text for c in report.causes for text in (c.where(lang), c.sentence(lang), c.expected(lang), c.remedy(lang))
    ]
    values = [e.value for c in report.causes for e in c.examples] + [v for c in report.causes for v, _ in c.values]
    return "\n".join([*report.sentences(lang), *causes, *values, report.table(lang).to_csv(), report.to_json(lang)])


@pytest.mark.parametrize("name", ["semicolons", "tabs", "Latin-1", "UTF-16", "BOM", "old Mac line ends"])
def test_how_a_file_is_written_does_not_change_the_verdict(name):
    cells = [c for c in validate(READ[name][0]).causes if c.rule != "file"]
    assert [(c.key, list(c.lines)) for c in cells] == [("number_other", [3]), ("too_long", [3])]
    good = {"semicolons": to_csv(table(), ";").encode(), "Latin-1": content().decode().encode("cp1252")}
    if name in good:
        report = validate(good[name])
        assert report.valid and len(report.causes) == 1
        assert "official" in report.causes[0].remedy("en")
        assert report.summary("en") != validate(content()).summary("en")


def test_for_another_schema_the_separator_is_only_a_remark():
    report = validate(b"a;b\n1;2\n", {"fields": [{"name": "a"}, {"name": "b"}]})
    assert report.valid and not report.causes and "semicolons" in report.notes[0]


def test_damage_is_located_and_makes_the_file_invalid():
    raw = content(*({} for _ in range(60))).replace("é".encode(), b"\xe9")
    first = raw.splitlines()[0:2]
    assert b"\xe9" in first[1]
    one = content(*({} for _ in range(60)))
    broken = one[: one.index("é".encode(), 9000)] + b"\xe9" + one[one.index("é".encode(), 9000) + 2 :]
    report = validate(broken)
    cause = next(c for c in report.causes if c.key == "file_damaged")
    assert not report.valid and cause.count == 1 and cause.lines[0] > 2
    assert "file_encoding" in {c.key for c in validate(raw).causes}


def test_a_value_that_frictionless_cannot_bear_is_an_error_like_another():
    schema = {"fields": [{"name": "a", "type": "number", "constraints": {"minimum": 1, "unique": True}}, {"name": "b"}]}
    report = validate(b"a,b\n2,x\nsNaN,y\n", schema)
    assert [(c.key, list(c.lines)) for c in report.causes] == [("number_other", [3])]
    listed = {"fields": [{"name": "a", "type": "array", "constraints": {"unique": True}}]}
    assert [c.key for c in validate(b'a\n"[1]"\n"[1]"\n', listed).causes] == ["unique"]


def test_a_source_open_already_is_read_again():
    source = open_source(TEXT.encode())
    assert validate(source).to_json() == validate(source).to_json() == validate(TEXT.encode()).to_json()


@pytest.mark.parametrize(
    "schema", ["0.1.1", "1.0.1", "1.0.2", *sorted((REFERENCE.parent / "facts" / "schemas").glob("*.json"))]
)
def test_a_long_cell_cannot_stop_the_patterns(schema):
    # A pattern that tries every way of cutting a text could take for ever; those of known schemas do not.
    items = load_schema(schema).descriptor["fields"]
    patterned = {"fields": [item for item in items if "pattern" in item.get("constraints", {})]}
    size = 1_000_000 if schema == "1.0.1" else 100_000
    start = time.perf_counter()
    for text in ("a", "0", "Gratuit|", "a b'", "A-a"):
        cells = [text * (size // len(text))] * len(patterned["fields"])
        report = validate(to_csv([[item["name"] for item in patterned["fields"]], cells]).encode(), patterned)
        assert report.rows == 1 and max(map(len, report.sentences())) < 900
    assert time.perf_counter() - start < 60
