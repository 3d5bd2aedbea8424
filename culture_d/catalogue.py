"""The tables of the course: ``load("zettabytes")`` gives a table that knows where it comes from."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path

import pandas as pd

from culture_d.errors import ReaderError
from culture_d.i18n import language, number, t

DATA = Path(__file__).resolve().parent.parent / "data"
ROWS_SHOWN = 10
# Table Schema types as the pandas types that lose nothing (a code keeps its leading zeros).
_PANDAS = {"string": "str", "integer": "int64", "year": "int64", "number": "float64", "boolean": "boolean"}


class CatalogueError(ReaderError, LookupError):
    """A sentence for the reader when a table cannot be given."""


class SourcedTable(pd.DataFrame):
    """A DataFrame that shows its title, units, source and licence under itself in a notebook."""

    @property
    def _constructor(self):
        return SourcedTable

    def _repr_html_(self) -> str:
        resource = self.attrs.get("resource")
        fields = {field["name"] for field in resource["schema"]["fields"]} if resource else set()
        lines_of_the_table = self.index.nlevels == 1 and self.index.dtype.kind == "i" and self.index.name is None
        if lines_of_the_table and fields.issuperset(self.columns):
            return _html(self, resource)
        return super()._repr_html_()  # a computation of the reader's own: its caption would lie


def load(name: str) -> SourcedTable:
    """Return a table of the course by its name.

    Parameters
    ----------
    name : str
        Name of a resource of ``data/datapackage.json``, such as ``"zettabytes"``.

    Returns
    -------
    SourcedTable, shape (rows of the file, fields of the schema)
        Units, source and licence are in ``table.attrs["resource"]`` and under the table when shown.

    Raises
    ------
    CatalogueError
        If no table has that name: the sentence lists those that exist.
    """
    resources = {resource["name"]: resource for resource in descriptor()["resources"]}
    if name not in resources:
        raise CatalogueError(t("catalogue.unknown", name=name, names=", ".join(sorted(resources))))
    resource = resources[name]
    fields = resource["schema"]["fields"]
    types = {field["name"]: _pandas_type(field) for field in fields if field["type"] != "date"}
    dates = [field["name"] for field in fields if field["type"] == "date"]
    path = DATA / resource["path"]
    table = SourcedTable(pd.read_csv(path, dtype=types, parse_dates=dates, keep_default_na=False, na_values=[""]))
    table.attrs["resource"] = resource
    return table


def _pandas_type(field: dict) -> str:
    """Return the pandas type of a Table Schema field; a whole number that may miss needs one that has gaps."""
    name = _PANDAS[field["type"]]
    return name if field.get("constraints", {}).get("required") else name.replace("int64", "Int64")


@cache
def descriptor() -> dict:
    """Return the Frictionless Data Package descriptor of the course's tables."""
    return json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))


def _html(table: pd.DataFrame, resource: dict) -> str:
    """Write the first rows of a table and where it comes from, every value escaped."""
    lang = language()
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    heads = "".join(_head(str(column), fields.get(column), lang) for column in table.columns)
    rows = "".join(
        "<tr>" + "".join(_cell(value, fields.get(column), lang) for column, value in row.items()) + "</tr>"
        for row in table.head(ROWS_SHOWN).to_dict("records")
    )
    shown = min(ROWS_SHOWN, len(table))
    count = t("catalogue.rows", lang, shown=shown, n=len(table))
    title = escape(resource["titles"][lang])
    return (
        f'<div class="cd-table"><table><caption>{title}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        f"<p>{escape(count)} {source_line(resource, lang)}</p></div>"
    )


def source_line(resource: dict, lang: str) -> str:
    """Return the sources and the licence of a resource as one line of HTML, links included."""
    sources = ", ".join(_link(source, lang) for source in resource["sources"])
    licence = _link(resource["licenses"][0], lang)
    return f"{t('catalogue.source', lang)} {sources}. {t('catalogue.licence', lang)} {licence}."


def _link(item: dict, lang: str) -> str:
    title = item.get("titles", {}).get(lang, item["title"])
    return f'<a href="{escape(item["path"])}">{escape(title)}</a>'


def _head(column: str, field: dict | None, lang: str) -> str:
    if field is None:
        return f'<th scope="col">{escape(column)}</th>'
    title, unit = field["titles"][lang], field.get("unit", {}).get(lang, "")
    label = escape(f"{title} ({unit})" if unit and unit not in title.lower() else title)
    return f'<th scope="col"><code>{escape(column)}</code><br><small>{label}</small></th>'


def _cell(value: object, field: dict | None, lang: str) -> str:
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return "<td></td>"
    is_number = isinstance(value, (int, float)) and not (field and field["type"] == "year")
    if isinstance(value, pd.Timestamp) and value == value.normalize():
        value = value.date()  # a day: its midnight teaches nothing
    text = number(value, lang=lang) if is_number else str(value)
    return f'<td class="n">{text}</td>' if is_number else f"<td>{escape(text)}</td>"
