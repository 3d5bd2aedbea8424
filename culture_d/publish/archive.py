"""The package to hand to a portal: the data, their descriptions and their licence in one ZIP."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from pathlib import Path

import pandas as pd

from culture_d.i18n import LANGUAGES, t
from culture_d.publish.descriptors import DATA_FILE, dcat, describe_data, slug, to_json
from culture_d.publish.errors import refuse
from culture_d.publish.frames import published
from culture_d.publish.privacy import personal_warning
from culture_d.publish.readmes import readme
from culture_d.publish.sheet import Sheet
from culture_d.tables import Table, to_csv_safe

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the same input gives the same bytes, whenever it is packed


def package(
    table: Table | pd.DataFrame,
    sheet: Sheet,
    path: str | os.PathLike,
    *,
    confirmed: bool = False,
    replace: bool = False,
) -> Path:
    """Write the package of a table and its sheet.

    Parameters
    ----------
    table : Table or pandas.DataFrame
    sheet : Sheet
    path : path
        A file that ends with ``.zip``, or a folder that exists: the file is then named after the title.
    confirmed : bool
        True to publish a table that almost certainly describes persons, because the law or they allow it.
    replace : bool
        True to write over a file of that name.

    Returns
    -------
    pathlib.Path
        The file, whole: it is written beside its place, then moved there.

    Raises
    ------
    PublishError
        If persons are described and nothing is confirmed, the sheet lacks its title, description or licence, or the
        file cannot be written.
    """
    path = Path(path)
    if path.is_dir():
        path = path / f"{slug(sheet)}.zip"
    elif path.suffix.lower() != ".zip":
        raise refuse("not_a_zip", sheet.lang, name=path.name)
    if path.exists() and not replace:
        raise refuse("exists", sheet.lang, name=path.name)
    content = package_bytes(table, sheet, confirmed=confirmed)
    try:
        _write(content, path, replace)
    except FileExistsError:
        raise refuse("exists", sheet.lang, name=path.name) from None
    except OSError:
        raise refuse("not_written", sheet.lang, name=path.name) from None
    return path


def package_bytes(table: Table | pd.DataFrame, sheet: Sheet, *, confirmed: bool = False) -> bytes:
    """Return the package as :func:`package` writes it, without writing anything."""
    for line in ("title", "description", "licence"):
        if not getattr(sheet, line):
            raise refuse("lacks", sheet.lang, line=t(f"publish.line_{line}", sheet.lang))
    if sheet.known_licence is None:
        raise refuse("odd_licence_unknown", sheet.lang, name=sheet.licence[:60])
    if not confirmed and personal_warning(table, sheet.lang).certain:
        raise refuse("personal", sheet.lang)
    data, columns = published(table, sheet.lang)
    files = {
        DATA_FILE: to_csv_safe(data),
        "datapackage.json": to_json(describe_data(data, columns, sheet)),
        "dcat.jsonld": to_json(dcat(sheet)),
        "README.md": readme(sheet),
        "LICENCE": licence_file(sheet),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, text.encode("utf-8"))
    return held.getvalue()


def licence_file(sheet: Sheet) -> str:
    """Return the text of the licence where the course has it; else its name, what it says and its address."""
    found = sheet.known_licence
    if text := found.text():
        return text
    said = (f"{found.name[lang]}\n\n{found.sentence[lang]}" for lang in LANGUAGES)
    return "\n\n".join([*said, found.url or ""]).strip() + "\n"


def _write(content: bytes, path: Path, replace: bool) -> None:
    """Write a file beside its place, then move it there at once: nobody ever finds half of it."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:20]}-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(beside, 0o644)
        _move(beside, path, replace)
    finally:
        if os.path.exists(beside):
            os.unlink(beside)


def _move(beside: str, path: Path, replace: bool) -> None:
    if not replace:
        try:
            os.link(beside, path)  # unlike a move, it fails if somebody has put a file there meanwhile
            return
        except FileExistsError:
            raise
        except OSError:  # USB sticks know no links
            if path.exists():
                raise FileExistsError from None
    os.replace(beside, path)
