"""Several files of the standard made one, with the places that look alike shown side by side and left to a person.

Nothing is merged without a decision: a pair that nobody decided keeps its two lines.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from culture_d.cells import plain_name
from culture_d.i18n import language, t
from culture_d.standard.convert import Converted
from culture_d.standard.merged import DECISIONS, Merged, MergeError, Pair, schema_of
from culture_d.standard.recognise import Recognised, read_cells, recognise
from culture_d.standard.schemas import VERSIONS, load_schema
from culture_d.standard.source import Source

__all__ = ["DECISIONS", "MergeError", "Merged", "Pair", "merge"]

File = str | os.PathLike | bytes | Source | pd.DataFrame | Converted


def merge(files: Iterable[File], lang: str | None = None) -> Merged:
    """Put together valid files of one version of the standard, and find the places that may be there twice.

    Parameters
    ----------
    files : iterable of str, os.PathLike, bytes, DataFrame or Converted
        Two files or more. The column ``source`` of each line is kept as it is.
    lang : {"en", "fr"}, optional
        The current language by default.

    Raises
    ------
    MergeError
        If a file is of another version, or is not valid: the sentence says which one to convert or to repair.
    TableError
        If a file is no CSV.
    """
    lang = lang or language()
    opened = [_open(file, i, lang) for i, file in enumerate(files, start=1)]
    if len(opened) < 2:
        raise MergeError(t("convert.merge_two", lang))
    _name_apart(opened)
    version = _one_version([(part.name, part.found) for part in opened], lang)
    for part in opened:
        _refuse_invalid(part, version, lang)
    names = load_schema(schema_of(version)).names
    table = pd.concat([_lines(part, names) for part in opened], ignore_index=True)
    origin = pd.DataFrame(
        [(part.name, line, row[_id(part.found)]) for part in opened for line, row in part.rows],
        columns=["file", "line", "id"],
    )
    table["id"] = _distinct(list(zip(origin["id"], origin["file"], strict=True)))
    merged = Merged([part.name for part in opened], version, lang, table, origin)
    merged.pairs = _pairs(merged)
    return merged


@dataclass
class _Part:
    """A file to merge."""

    name: str
    file: object
    rows: list[tuple[int, list[str]]]
    found: Recognised


def _open(file: File, i: int, lang: str) -> _Part:
    """Read a file; the lines of a converted one keep their numbers of before."""
    content = file.table if isinstance(file, Converted) else file
    cells = read_cells(content, lang)
    rows = cells.rows
    if isinstance(file, Converted):
        rows = [(line, row) for line, (_, row) in zip(file.lines, rows, strict=True)]
    name = (file.name if isinstance(file, Converted) else cells.name) or t("convert.merge_file", lang, number=str(i))
    return _Part(name, content, rows, recognise(cells))


def _name_apart(parts: list[_Part]) -> None:
    """Number the files that bear the name of an earlier one."""
    seen: Counter[str] = Counter()
    for part in parts:
        seen[part.name] += 1
        if seen[part.name] > 1:
            part.name = f"{part.name} ({seen[part.name]})"


def _one_version(files: Sequence[tuple[str, Recognised]], lang: str) -> str:
    """Return the version that all the files follow, or say which one to convert."""
    for name, found in files:
        if not found.version:
            raise MergeError(t("convert.merge_unknown", lang, name=name))
    latest_name, latest = max(files, key=lambda file: VERSIONS.index(schema_of(file[1].version)))
    for name, found in files:
        if found.version != latest.version:
            values = {"version": found.version, "other": latest_name, "latest": latest.version}
            raise MergeError(t("convert.merge_versions", lang, name=name, **values))
    return latest.version


def _refuse_invalid(part: _Part, version: str, lang: str) -> None:
    from culture_d.standard.validation import validate

    report = validate(part.file, schema_of(version), lang)
    if not report.valid:
        values = {"name": part.name, "version": version, "schema": schema_of(version)}
        raise MergeError(t("convert.merge_invalid", lang, n=report.count, **values))


def _lines(part: _Part, names: tuple[str, ...]) -> pd.DataFrame:
    place = {name: i for i, name in part.found.columns.items()}
    rows = [
        [row[place[name]] if name in place and place[name] < len(row) else "" for name in names] for _, row in part.rows
    ]
    return pd.DataFrame(rows, columns=list(names), dtype="str")


def _id(found: Recognised) -> int:
    return next(i for i, name in found.columns.items() if name == "id")


def _distinct(keys: list[tuple[str, str]]) -> list[str]:
    """Return identifiers that are all different: one already taken gets the name of its file in front."""
    asked, taken, ids = {key for key, _ in keys}, set(), []
    for key, file in keys:
        stem = plain_name(file.rsplit(".", 1)[0]).replace("_", "-") or "file"
        new, i = key, 1
        while new in taken or (new != key and new in asked):  # nor may it take the place of a later line
            new, i = f"{stem}-{key}" if i == 1 else f"{stem}-{key}-{i}", i + 1
        taken.add(new)
        ids.append(new)
    return ids


def _pairs(merged: Merged) -> list[Pair]:
    from culture_d.standard.duplicates import likely_duplicates

    found = enumerate(likely_duplicates(merged.table), start=1)
    return [Pair(i, pair.a, pair.b, pair.score, pair, merged) for i, pair in found]
