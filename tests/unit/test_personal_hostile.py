"""Every reader before bad files: an export with doubts or one clear sentence, and nothing of the file in it."""

from __future__ import annotations

import json
import random
import re
import time
from dataclasses import replace

import pandas as pd
import pytest
from personal_attempts import METER, PERSON, PLACE, attempt, nothing_leaks, peak  # noqa: F401
from personal_samples import ends, enedis_load_curve, sample_of, zipped

import culture_d as cd
from culture_d.i18n import language
from culture_d.personal import reading
from culture_d.personal.export import Export, PersonalFileError
from culture_d.personal.opening import Member

FORMATS = [known.id for known in reading.formats()]
JSON = {"mesinfos-load-curve", "grdf-api", "spotify-extended", "spotify-short"}
JSON |= {name for name in FORMATS if name.startswith("google")}
BINARY = {"grdf-daily", "grdf-monthly"}
HEADERS = "Horodate;|Date (?:de|et) |Date;|Période de|Heure de |dateOp|Trip_Id|Activity ID|Profile Name|Title.*Date"
EVERY = pytest.mark.parametrize("format_id", FORMATS)


def only(monkeypatch, format_id: str) -> None:
    """Let one reader alone take every file."""
    known = next(known for known in reading.formats() if known.id == format_id)
    monkeypatch.setattr(reading, "formats", lambda: (replace(known, recognise=lambda member: True),))


def with_canaries(content: bytes, seed: int) -> bytes:
    """Damage a file at five places with personal words."""
    chance = random.Random(seed)
    for _ in range(5):
        at = chance.randrange(len(content))
        content = content[:at] + f"{PERSON};{METER},{PLACE}".encode() + content[at:]
    return content


@EVERY
def test_every_sample_is_read_as_its_own_format(format_id):
    name, content = sample_of(format_id)
    assert cd.read_export(content, name=name).format == format_id
    assert [known.id for known in reading.formats() if known.recognise(Member(name, content))][0] == format_id


@EVERY
def test_a_file_of_another_format(format_id, monkeypatch):
    only(monkeypatch, format_id)
    for other in FORMATS:
        if other != format_id:
            attempt(sample_of(other)[1])


@EVERY
@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"\0" * 40, b"{}", b"[]", b"[[]]", b"[1]", b"null"])
def test_an_empty_file(format_id, content, monkeypatch):
    only(monkeypatch, format_id)
    assert isinstance(attempt(content), PersonalFileError)


@EVERY
def test_a_file_cut_anywhere(format_id):
    content = sample_of(format_id)[1]
    for share in (0.02, 0.2, 0.5, 0.8, 0.97):
        attempt(content[: int(len(content) * share)])
    attempt(content[:-1])


@EVERY
def test_a_file_damaged_by_personal_words(format_id, monkeypatch):
    content = sample_of(format_id)[1]
    for seed in range(2):
        attempt(with_canaries(content, seed))
    only(monkeypatch, format_id)
    for seed in range(2, 5):
        attempt(with_canaries(content, seed))


@EVERY
def test_a_file_in_another_encoding(format_id):
    if format_id in BINARY:
        pytest.skip("a workbook has no encoding")
    content = sample_of(format_id)[1]
    text = Member("", content).text
    lines = len(cd.read_export(content).table)
    for encoding in ("utf-8-sig", "utf-16-le"):
        export = attempt(text.encode(encoding))
        assert isinstance(export, Export), (encoding, str(export))
        assert len(export.table) == lines
    attempt(text.encode("shift-jis", "replace"))


@EVERY
def test_a_file_whose_names_are_in_another_language(format_id):
    content = Member("", sample_of(format_id)[1]).text
    attempt(re.sub(r"[A-Za-zéè]{4,}", "Datum", content[:3000]).encode() + content[3000:].encode())


@EVERY
def test_duplicated_days_count_once(format_id):
    if format_id in BINARY:
        pytest.skip("a workbook cannot be cut in lines")
    once = cd.read_export(sample_of(format_id)[1])
    export = attempt(several_times(sample_of(format_id)[1], 2))
    assert isinstance(export, Export), str(export)
    if export.family not in ("transactions", "positions", "trips", "plays"):
        assert len(export.table) == len(once.table)
        assert "personal.duplicates" in {doubt.key for doubt in export.doubts}


@EVERY
@pytest.mark.parametrize("value", ["-99999", "9" * 25, "1e308", "NaN", "१२३"])
def test_negative_and_absurd_values(format_id, value):
    content = Member("", sample_of(format_id)[1]).text
    if format_id in BINARY:
        pytest.skip("values inside a workbook are compressed")
    turn = iter(range(10**9))
    mutated = re.sub(
        r"(?<=[;,:> \"])-?\d[\d.]*(?=[;,<\r\n} \"])", lambda m: value if next(turn) % 7 == 3 else m[0], content
    )
    result = attempt(mutated.encode())
    if isinstance(result, Export) and result.family == "load_curve":
        assert (result.table["power_w"].dropna() >= 0).all()
        assert result.table["power_w"].max() < 1e6


@EVERY
def test_a_zip_within_a_zip_is_opened_once(format_id):
    name, content = sample_of(format_id)
    plain = cd.read_export(content)
    nested = attempt(zipped({"a/b.zip": zipped({name: content}), "read me.html": b"<html>"}))
    assert isinstance(nested, Export), str(nested)
    pd.testing.assert_frame_equal(nested.table, plain.table)
    assert nested.doubts[-1].key == "personal.files_unknown"
    too_deep = attempt(zipped({"a.zip": zipped({"b.zip": zipped({name: content})})}))
    assert isinstance(too_deep, PersonalFileError)


@EVERY
def test_a_damaged_neighbour_does_not_hide_a_good_file(format_id):
    name, content = sample_of(format_id)
    held = bytearray(zipped({"first": sample_of("veolia-daily")[1], name: content}))
    at = held.index(b"first") + 20
    held[at : at + 30] = bytes(30)
    result = attempt(bytes(held))
    assert isinstance(result, Export), str(result)
    assert result.format == format_id
    assert result.doubts[-1].key == "personal.files_damaged"


@EVERY
def test_a_file_of_another_family_says_where_to_open_it(format_id):
    known = next(known for known in reading.formats() if known.id == format_id)
    other = "plays" if known.family != "plays" else "load_curve"
    content = sample_of(format_id)[1]
    families = {one.family for one in (cd.read_export(content), *cd.read_export(content).others)}
    for lang, lesson in (("en", "lesson “"), ("fr", "leçon «")):
        error = attempt(content, family=other, lang=lang)
        assert isinstance(error, PersonalFileError)
        assert lesson in str(error)
    for family in families:
        assert attempt(content, family=("plays", family)).family in ("plays", family)
    assert language() == "en"


def several_times(content: bytes, times: int, years: bool = False) -> bytes:
    """Repeat the lines of a table, the longest list of a JSON file, or the tracks of a GPX; ``years`` apart."""
    text = Member("", content).text

    def shifted(part: str, i: int) -> str:
        return re.sub(r"\b20(\d\d)\b", lambda m: f"20{int(m[1]) - i:02d}", part) if years else part

    def repeated(part: str) -> str:
        return "".join(shifted(part, i) for i in range(times))

    if text.lstrip()[:1] in "{[":
        given = [json.loads(text)]  # held in a list, so that a bare list has a holder too
        holder, key = max(_lists(given), key=lambda found: len(found[0][found[1]]))
        items = json.dumps(holder[key])
        holder[key] = [item for i in range(times) for item in json.loads(shifted(items, i))]
        return json.dumps(given[0]).encode()
    if "<gpx" in text:
        head, tracks, tail = re.match(r"(?s)(.*?)(<trk>.*</trk>)(.*)", text).groups()
        return (head + repeated(tracks) + tail).encode()
    head, body, tail = re.match(rf"(?s)(.*?(?:{HEADERS})[^\n]*\n)(.*?)((?:^Periode.*)?)\Z", text, re.MULTILINE).groups()
    body = "".join(f"{line}\n" for line in body.splitlines() if line)
    return (head + repeated(body) + tail).encode()


def _lists(value):
    """Yield where each list of a JSON file is held, but the outer one."""
    for key, inner in enumerate(value) if isinstance(value, list) else value.items():
        if isinstance(inner, list):
            yield value, key
        if isinstance(inner, (dict, list)):
            yield from _lists(inner)


@EVERY
def test_ten_years_in_one_file_are_read_in_bounded_time(format_id):
    if format_id in BINARY:
        pytest.skip("a workbook cannot be cut in lines")
    long = several_times(sample_of(format_id)[1], 10, years=True)
    export = attempt(several_times(long, 2 if format_id == "gpx" else 10))
    assert isinstance(export, Export), str(export)


def test_ten_years_of_half_hours_are_read_in_seconds():
    stamps = ends("2015-01-01", "2024-12-31")
    content = enedis_load_curve(stamps, [500] * len(stamps)).encode()
    start = time.perf_counter()
    export = attempt(content)
    assert time.perf_counter() - start < 15
    assert len(export.table) == len(stamps) == 3653 * 48
    assert export.table["energy_kwh"].sum() == pytest.approx(0.25 * len(stamps))
    assert not export.doubts


@pytest.mark.parametrize("format_id", sorted(JSON))
def test_fifty_megabytes_of_nested_json(format_id):
    """The head is that of a good file, then lists open without end, or open and close as deep as a parser goes."""
    sample = sample_of(format_id)[1]
    good = sample[: sample.index(b'": ', len(sample) // 2) + 3]
    for nested in (b"[" * (50 << 20), (b"[" * 400 + b"]" * 400 + b",") * 65_000, b'{"a":' * (2 << 20)):
        result, megabytes = peak(attempt, good + nested)
        assert isinstance(result, PersonalFileError)
        assert megabytes < 600


@pytest.mark.parametrize("entity", ["bomb", "file"])
def test_entities_of_xml_are_not_expanded(entity, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(PERSON)
    levels = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    bombs = {"bomb": f'<!ENTITY e0 "{PERSON}">{levels}', "file": f'<!ENTITY e11 SYSTEM "file://{secret}">'}
    text = f"""<?xml version="1.0"?><!DOCTYPE gpx [{bombs[entity]}]>
        <gpx version="1.1"><trk><name>&e11;</name><trkseg><trkpt lat="{PLACE}" lon="4.9">
        <time>2025-05-01T08:00:00Z</time></trkpt></trkseg></trk></gpx>"""
    _, megabytes = peak(attempt, text.encode())
    assert megabytes < 100


@pytest.mark.parametrize("error", [ValueError, KeyError, MemoryError, RecursionError, IndexError, AssertionError])
def test_whatever_a_reader_meets_its_error_says_nothing_of_the_file(error, monkeypatch):
    def fail(member):
        raise error(f"{PERSON} {METER} at {PLACE}: {member.text}")

    known = next(known for known in reading.formats() if known.id == "veolia-daily")
    monkeypatch.setattr(reading, "formats", lambda: (replace(known, read=fail),))
    assert "Veolia" in str(attempt(sample_of("veolia-daily")[1]))
    monkeypatch.setattr(reading, "formats", lambda: (replace(known, recognise=fail),))
    assert "damaged" in str(attempt(sample_of("veolia-daily")[1]))
