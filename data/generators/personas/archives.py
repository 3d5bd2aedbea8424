"""Archives and spreadsheets that are the same, byte for byte, each time they are made."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

STAMP = (2026, 1, 2, 8, 0, 0)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of files, in their order, all of the same date."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, content)
    return made.getvalue()


def spreadsheet(sheet: str, lines: Sequence[Sequence[object]]) -> bytes:
    """Return an Excel file of one sheet, without the date and the hand that made it."""
    book = Workbook()
    book.properties.creator, book.properties.lastModifiedBy = "GRDF", None
    book.properties.created = book.properties.modified = dt.datetime(*STAMP)
    book.active.title = sheet
    for line in lines:
        book.active.append(list(line))
    made = io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as archive:
        files = {name: archive.read(name) for name in sorted(archive.namelist())}
    # openpyxl writes the hour of saving whatever the properties say.
    core = files["docProps/core.xml"].decode()
    begin = core.index("<dcterms:modified")
    begin = core.index(">", begin) + 1
    end = core.index("<", begin)
    files["docProps/core.xml"] = (core[:begin] + dt.datetime(*STAMP).isoformat() + "Z" + core[end:]).encode()
    return zipped(files)
