"""The page of the fictional files: every cell as written, and the files in the page itself."""

import base64
import csv
import io
import re
from html import escape, unescape

import pytest

from culture_d.book.samples_directive import SampleTables
from culture_d.standard.samples import SampleError, sample


@pytest.fixture(params=["en", "fr"])
def parts(request):
    return [html for _, html in SampleTables.parts(None, request.param)]


def test_the_two_tables_are_there_whole_and_raw(parts):
    for html, (name, encoding, mark) in zip(
        parts, [("valombre", "cp1252", ";"), ("pont-clairet", "utf-8", ",")], strict=False
    ):
        shown = [unescape(cell) for cell in re.findall(r'<(?:th scope="col"|td)>(.*?)</t[hd]>', html)]
        rows = csv.reader(io.StringIO(sample(name).read_text(encoding=encoding)), delimiter=mark)
        assert shown == [cell for row in rows for cell in row]
    assert "03/02/2025" in parts[0] and "44,79754" in parts[0] and "5.20125, 44.77227" in parts[1]


def test_the_attempt_shows_its_empty_town_and_its_two_spellings(parts):
    assert parts[2].count('class="sample-place"') == 14
    assert "<dt>commune</dt><dd>&nbsp;</dd>" in parts[2]
    assert escape("Point d’accès numérique CAF") in parts[2]


def test_the_links_hold_the_files(parts):
    links = re.findall(r'download="([\w.-]+)\.csv" href="data:text/csv;base64,([^"]+)"', "".join(parts))
    assert len(links) == 7
    assert all(base64.b64decode(content) == sample(name).read_bytes() for name, content in links)


def test_an_unknown_sample_gets_a_sentence():
    with pytest.raises(SampleError, match="valombre-standard-dirty"):
        sample("nowhere")
