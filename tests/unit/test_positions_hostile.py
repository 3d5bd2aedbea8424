"""Files that are cut, wrong or made to harm: one sentence, nothing of the file in it, bounded memory."""

from __future__ import annotations

import json
import logging
import resource
import time
import traceback

import numpy as np
import pytest
from position_samples import FILES, GPX, archive

from culture_d.personal.export import PersonalFileError
from culture_d.personal.formats import coach_co2, gpx, strava
from culture_d.personal.opening import Member
from culture_d.personal.reading import formats, read_export

_OURS = {"gpx", "google-records", "google-semantic", "google-timeline", "google-timeline-ios", "coach-co2"}
_OURS |= {"strava-activities"}
_KINDS = (None, True, -1, 1e308, "CANARY", "", [], {}, [[1]], {"CANARY": {}})
_SECRETS = ("CANARY", "canary", "44.77", "5.1111", "447777")


def _outcome(content: bytes) -> str:
    """Read, and return the sentence if it is refused; fail on any other error, or if the sentence tells secrets."""
    try:
        export = read_export(content)
        told = " ".join(sentence for e in (export, *export.others) for sentence in e.sentences("fr"))
    except PersonalFileError as error:
        told = "".join(traceback.format_exception(error))
        assert error.__cause__ is None and error.__context__ is None
    assert not [secret for secret in _SECRETS if secret in told]
    return told


@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_anywhere_gives_one_sentence(name):
    content = FILES[name].encode()
    for end in np.linspace(1, len(content) - 1, 24).astype(int):
        _outcome(content[:end])


@pytest.mark.parametrize("name", FILES)
def test_a_file_with_a_damaged_byte_gives_one_sentence(name):
    random = np.random.default_rng(20261122)
    for at in random.integers(0, len(FILES[name].encode()), 24):
        content = bytearray(FILES[name].encode())
        content[at] = int(random.integers(0, 256))
        _outcome(bytes(content))


def _replaced(found: object, at: list[int], by: object) -> object:
    """Replace the value met at the place counted down by ``at``."""
    at[0] -= 1
    if at[0] == 0:
        return by
    if isinstance(found, dict):
        return {key: _replaced(value, at, by) for key, value in found.items()}
    return [_replaced(value, at, by) for value in found] if isinstance(found, list) else found


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("google")])
def test_any_value_of_a_json_file_may_be_of_another_kind(name):
    known = next(f for f in formats() if f.id == name)
    whole = json.loads(FILES[name])
    for turn in range(3):
        for at in range(1, 45):
            by = _KINDS[(at * 3 + turn) % len(_KINDS)]
            try:
                known.read(Member("", json.dumps(_replaced(whole, [at], by)).encode()))
            except PersonalFileError as error:
                assert not [secret for secret in _SECRETS if secret in str(error)]


@pytest.mark.parametrize("name", sorted(_OURS - {"google-records", "google-timeline", "google-timeline-ios"}))
def test_a_reader_given_the_file_of_another_says_so(name):
    known = next(f for f in formats() if f.id == name)
    for other in FILES:
        if other != name:
            with pytest.raises(PersonalFileError):
                known.read(Member("", FILES[other].encode()))


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE gpx [<!ENTITY a "CANARY"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE gpx SYSTEM "file:///etc/hostname">',
        '<!DOCTYPE gpx [<!ENTITY % x SYSTEM "file:///etc/hostname"> %x;]>',
        "<!-- <gpx> --><!DOCTYPE gpx>",
        "<?xml-stylesheet <gpx?><!DOCTYPE gpx []>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_gpx_that_declares_entities_is_not_opened(prolog, encoding):
    head, _, rest = GPX.partition("\n")
    content = f"{head}\n{prolog}\n{rest}".replace("UTF-8", encoding.upper()).encode(encoding)
    known = next(f for f in formats() if f.id == "gpx")
    with pytest.raises(PersonalFileError, match="declares a document type"):
        known.read(Member("", content))


def test_a_doctype_quoted_in_a_description_is_only_text():
    quoted = GPX.replace("<name>CANARY</name></wpt>", "<desc><![CDATA[<!DOCTYPE html>]]></desc></wpt>")
    assert len(read_export(quoted.encode()).table) == 4


def test_a_damaged_gpx_is_not_logged(caplog):
    caplog.set_level(logging.DEBUG)
    with pytest.raises(PersonalFileError):
        read_export(GPX[:-20].encode())
    with pytest.raises(PersonalFileError):
        read_export(GPX.replace('lat="44.7777"', 'lat="CANARY"').encode())
    assert "CANARY" not in caplog.text and "44.77" not in caplog.text


def test_a_gpx_beyond_measure_is_refused_before_it_is_parsed(monkeypatch):
    monkeypatch.setattr(gpx, "LARGEST", 500)
    with pytest.raises(PersonalFileError, match="larger than"):
        read_export(GPX.encode())


def test_deep_elements_and_deep_lists_end_in_a_sentence():
    deep = "<gpx>" + "<trk>" * 100_000 + "</trk>" * 100_000 + "</gpx>"
    _outcome(deep.encode())
    nested = b'{"locations": [' + b"[" * 200_000 + b"]" * 200_000 + b"]}"
    _outcome(nested)
    _outcome(b'{"semanticSegments": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}")


def test_fifty_megabytes_of_nested_json_stay_bounded():
    content = b'{"semanticSegments": [' + b",".join([b"[[[[]]]]"] * 5_600_000) + b"]}"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    _outcome(content)
    assert time.perf_counter() - start < 5
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 600


def test_patterns_of_dates_and_places_are_read_in_linear_time():
    start = time.perf_counter()
    long = "1" * 200_000
    assert strava._iso("a " * 100_000) and not len(coach_co2._pairs("x" * 200_000))
    content = {"semanticSegments": [{"startTime": long, "visit": {"topCandidate": {"placeLocation": long + "°"}}}]}
    _outcome(json.dumps(content).encode())
    assert time.perf_counter() - start < 2


def test_an_archive_with_one_damaged_track_gives_the_others():
    content = archive({"activities/1.gpx": GPX, "activities/2.gpx": GPX[:300]})
    assert len(read_export(content).table) == 4
