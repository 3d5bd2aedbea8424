"""How a file is written, apart from its cells: separator, encoding, what stands above the header."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from culture_d.i18n import LANGUAGES, t
from culture_d.standard.findings import Cause, Example, Words, lines_of, shorten
from culture_d.standard.schemas import Schema
from culture_d.standard.source import Source
from culture_d.standard.validation.header import Heading, is_national, other_version
from culture_d.standard.validation.rules import is_unchecked

_MARKS = {";": "semicolon", "\t": "tab", "|": "bar", ",": "comma"}
_ENCODINGS = {"cp1252": "Windows-1252 (Latin-1)", "utf-16": "UTF-16", "utf-32": "UTF-32"}
_NAMES_TOLD = 5


def causes_of_form(source: Source, schema: Schema) -> list[Cause]:
    """Return what is to be repaired in the file itself.

    A separator that is no comma and an encoding that is not UTF-8 are faults for the national standard alone,
    which says so in its documentation; for another schema, see :func:`remarks`.
    """
    causes = []
    if is_national(schema):
        causes += [_cause(f"file_{key}", 1, found=found) for key, found in _dialect(source)]
    if source.damaged:
        causes.append(_cause("file_damaged", _first_damaged(source), source.damaged))
    if source.header_line > 1:
        causes.append(_cause("file_preamble", 1, place=str(source.header_line)))
    return causes


def remarks(source: Source, heading: Heading, schema: Schema, rows: int) -> list[Words]:
    """Return what is worth knowing of the file and of the schema, and is no error."""
    said = []
    if not is_national(schema):
        said += [Words(f"validation.note_{key}", {"found": found}) for key, found in _dialect(source)]
    if source.encoding == "utf-8-sig":
        said.append(Words("validation.note_bom"))
    if source.spaced:
        said.append(Words("validation.note_spaced"))
    if not rows:
        said.append(Words("validation.note_no_rows"))
    if version := other_version(heading.labels, schema):
        said.append(Words("validation.note_version", {"version": version}))
    elif 0 < len(heading.fields) < len(schema.fields) / 2:
        said.append(Words("validation.note_few", {"found": len(heading.fields), "n": len(schema.fields)}))
    if schema.descriptor.get("foreignKeys"):
        said.append(Words("validation.note_links"))
    unchecked = [shorten(item["name"], 40) for item in schema.descriptor["fields"] if is_unchecked(item)]
    for key, names in (("unchecked", unchecked), ("custom", list(_custom_checks(schema)))):
        if names:
            more = ", …" if len(names) > _NAMES_TOLD else ""
            said.append(Words(f"validation.note_{key}", {"names": ", ".join(names[:_NAMES_TOLD]) + more}))
    return said


def official_header_line(source: Source) -> int:
    """Return the line where frictionless sees the header: the first one about as wide as the lines that follow."""
    from frictionless import Detector

    detector = Detector()
    sample = list(islice(source.records(blank=True), detector.sample_size))
    rows = detector.detect_dialect([cells for _, cells in sample]).header_rows
    return sample[rows[0] - 1][0] if rows and rows[0] <= len(sample) else 0


def _dialect(source: Source) -> Iterator[tuple[str, object]]:
    if source.separator != "," and len(source.header) > 1:
        key = f"validation.mark_{_MARKS[source.separator]}"
        yield "separator", {lang: t(key, lang) for lang in LANGUAGES}
    if source.encoding in _ENCODINGS:
        yield "encoding", _ENCODINGS[source.encoding]


def _first_damaged(source: Source) -> int:
    return source.raw[: source.raw.find("\ufffd".encode())].count(b"\n") + 1


def _custom_checks(schema: Schema) -> Iterator[str]:
    checks = schema.descriptor.get("custom_checks")
    for check in checks if isinstance(checks, list) else ():
        yield shorten(check.get("name", "?") if isinstance(check, dict) else check, 40)


def _cause(key: str, line: int, n: int = 1, **values: object) -> Cause:
    return Cause(
        key=key,
        field=None,
        column="",
        count=n,
        lines=lines_of([line]),
        examples=[Example(line, "")],
        said=Words(f"validation.{key}", values),
        mended=Words(f"validation.{key}_mend", values),
        rule="file",
    )
