"""ZIPs that would fill the memory, and files that are no export: refused before they are opened, in one sentence."""

from __future__ import annotations

import io
import random
import struct
import zipfile

import pytest
from personal_attempts import NAME, PERSON, PLACE, attempt, nothing_leaks, peak  # noqa: F401
from personal_samples import enedis_load_curve, sample_of, zipped

import culture_d as cd
from culture_d.personal import opening
from culture_d.personal.export import PersonalFileError


def bomb(size: int = 2 << 30) -> bytes:
    """Return a ZIP of a few megabytes whose one file is made of zeros."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(NAME, "w", force_zip64=True) as file:
        for _ in range(size >> 24):
            file.write(bytes(1 << 24))
    return held.getvalue()


@pytest.fixture(scope="module")
def small_bomb() -> bytes:
    return bomb(128 << 20)


def test_a_zip_bomb_stays_closed(small_bomb):
    result, megabytes = peak(attempt, small_bomb)
    assert isinstance(result, PersonalFileError)
    assert "too much room" in str(result)
    assert megabytes < 60


def test_a_bomb_in_a_zip_stays_closed_and_does_not_hide_a_good_file(small_bomb):
    result, megabytes = peak(attempt, zipped({"b.zip": small_bomb, "c.csv": sample_of("veolia-daily")[1]}))
    assert result.format == "veolia-daily"
    assert result.doubts[-1].key == "personal.files_damaged"
    assert megabytes < 60


def test_a_workbook_that_is_a_bomb_stays_closed(small_bomb):
    held = io.BytesIO(small_bomb)
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert "too much room" in str(attempt(held.getvalue()))


def test_files_that_share_the_same_compressed_bytes_are_a_bomb():
    content = bytearray(zipped({f"{i:05}.csv": b"a" * 1000 for i in range(200)}))
    announced = struct.pack("<L", 14 << 20)
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        at = archive.start_dir
    for _ in range(200):  # every entry of the directory announces 14 MB, each below the size that is looked at alone
        content[at + 24 : at + 28] = announced
        at += 46 + int.from_bytes(content[at + 28 : at + 30], "little")
    assert "too much room" in str(attempt(bytes(content)))


def test_a_zip_that_lies_about_sizes_is_bounded_by_what_it_says():
    content = bytearray(zipped({"a.csv": sample_of("enedis-sge")[1]}))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<L", 100)
    attempt(bytes(content))


def test_a_zip_with_a_password(tmp_path):
    content = bytearray(zipped({NAME: sample_of("veolia-daily")[1]}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + flags] |= 1
    assert "password" in str(attempt(bytes(content)))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_zip_cut_in_the_middle(share):
    content = zipped({NAME: enedis_load_curve().encode(), "b": b"b"})
    assert "incomplete" in str(attempt(content[: int(len(content) * share)]))


def test_too_many_members(monkeypatch):
    monkeypatch.setattr(opening, "MOST_MEMBERS", 10)
    assert "too much room" in str(attempt(zipped({str(i): b"a" for i in range(11)})))


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"%PDF-1.7 " + PERSON.encode(), "PDF"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"<!DOCTYPE html><html>" + PERSON.encode(), "web page"),
        (b"\n\n <html lang='fr'>", "web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Excel"),
        (b"\x1f\x8b\x08", "not a ZIP"),
        (b"PK\x05\x06" + bytes(18), "no file"),
        (f"Nom;Ville\n{PERSON};{PLACE}\n".encode(), "none of the exports"),
        (random.Random(7).randbytes(5000), "none of the exports"),
    ],
)
def test_what_is_no_export_is_named(content, word):
    assert word in str(attempt(content))


def test_a_folder_a_missing_file_and_a_file_too_large_are_named(tmp_path, monkeypatch):
    for path, word in ((tmp_path, "folder"), (tmp_path / NAME, "no file"), ("a\0b", "no file")):
        with pytest.raises(PersonalFileError, match=word) as raised:
            cd.read_export(path)
        assert raised.value.__context__ is None
    monkeypatch.setattr(opening, "LARGEST_GIVEN", 1 << 20)
    assert "larger than 1 MB" in str(attempt(bytes(2 << 20)))


def test_a_big_archive_is_read_one_file_at_a_time():
    """Twenty files of 20 MB that no reader knows, and one that is known: the others are not expanded."""
    chance = random.Random(3)
    twenty = b"".join(chance.randbytes(400) + bytes(20_000) for _ in range(1000))
    content = zipped({**{f"{i}.bin": twenty for i in range(20)}, "z.csv": sample_of("veolia-daily")[1]})
    del twenty
    result, megabytes = peak(attempt, content)
    assert result.format == "veolia-daily"
    assert megabytes < 80
