"""The same description in the two languages that machines read: a Data Package, and DCAT in JSON-LD.

Data Package v1: https://specs.frictionlessdata.io/data-package/ ; DCAT-AP 3.0.1, the profile of European portals:
https://semiceu.github.io/DCAT-AP/releases/3.0.1/
"""

from __future__ import annotations

import datetime as dt
import json
import re

import pandas as pd

from culture_d.cells import plain_name
from culture_d.i18n import t
from culture_d.profile import Column
from culture_d.publish.frames import FALSE, TRUE, published
from culture_d.publish.sheet import FieldWords, Sheet
from culture_d.publish.sheet_checks import THEMES
from culture_d.tables import Table

DATA_FILE = "data.csv"
_EU = "http://publications.europa.eu/resource/authority"
_LANGUAGES = {"en": f"{_EU}/language/ENG", "fr": f"{_EU}/language/FRA"}
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MANDATORY = ("dct:title", "dct:description")
RECOMMENDED = (
    *("dcat:contactPoint", "dcat:distribution", "dcat:keyword", "dct:publisher", "dct:spatial", "dct:temporal"),
    "dcat:theme",
)
_TYPES = {"number": "number", "whole": "integer", "yes_no": "boolean"}
_YEAR_NAME = re.compile(r"(?:.*_)?(?:annee|an|year|millesime)(?:_.*)?")


def slug(sheet: Sheet) -> str:
    """Return a short name for files and addresses, drawn from the title."""
    return plain_name(re.sub("['’]", " ", sheet.title)).replace("_", "-")[:60].strip("-") or "dataset"


# Data Package


def datapackage(table: Table | pd.DataFrame, sheet: Sheet) -> dict:
    """Describe a table and its sheet as a Frictionless Data Package, version 1.

    The columns are those of the file that :func:`culture_d.publish.package` writes: ``data.csv``, in UTF-8, with
    commas, dates year first.

    Parameters
    ----------
    table : Table or pandas.DataFrame
    sheet : Sheet
    """
    return describe_data(*published(table, sheet.lang), sheet)


def describe_data(data: pd.DataFrame, columns: list[Column], sheet: Sheet) -> dict:
    """Describe what :func:`culture_d.publish.frames.published` returns."""
    resource = {
        "name": "data",
        "path": DATA_FILE,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "schema": {"fields": _fields(data, columns, sheet), "missingValues": [""]},
    }
    start, end = sheet.temporal
    told = {
        "profile": "tabular-data-package",
        "name": slug(sheet),
        "title": sheet.title,
        "description": sheet.description,
        "licenses": _licences(sheet),
        "contributors": _contributors(sheet),
        "keywords": sheet.keywords,
        "temporal": {key: day.isoformat() for key, day in (("start", start), ("end", end)) if day},
        "spatial": sheet.spatial,
        "updateFrequency": sheet.known_frequency.id if sheet.known_frequency else "",
        "resources": [resource],
    }
    return {key: value for key, value in told.items() if value}


def _licences(sheet: Sheet) -> list[dict]:
    found = sheet.known_licence
    if found is None or found.url is None:
        return []
    return [{"name": found.code, "path": found.url, "title": found.name[sheet.lang]}]


def _contributors(sheet: Sheet) -> list[dict]:
    if not sheet.producer:
        return []
    more = {"email": sheet.contact} if "@" in sheet.contact else {"path": sheet.contact} if sheet.contact else {}
    return [{"title": sheet.producer, "role": "publisher", **more}]


def _fields(data: pd.DataFrame, columns: list[Column], sheet: Sheet) -> list[dict]:
    words = {name.strip(): said for name, said in sheet.fields.items()}
    return [_field(data.iloc[:, i], column, words.get(column.name, FieldWords())) for i, column in enumerate(columns)]


def _field(series: pd.Series, column: Column, words: FieldWords) -> dict:
    kind = _TYPES.get(column.kind, "string")
    more = {}
    if column.kind == "date":
        filled = series.dropna()
        kind = "date" if not len(filled) or len(filled.iloc[0]) == 10 else "datetime"
        if kind == "datetime" and not filled.iloc[0].endswith("Z"):
            more["format"] = "%Y-%m-%dT%H:%M:%S"
    elif column.kind == "yes_no" and series.dtype.kind != "b":
        values = list(map(str, series.dropna().unique()))
        more = {"trueValues": _among(values, TRUE), "falseValues": _among(values, FALSE)}
    elif column.kind == "whole" and _YEAR_NAME.fullmatch(plain_name(column.name)) and _are_years(column):
        kind = "year"
    elif column.kind == "whole" and series.dtype.kind == "f":
        kind = "number"  # too large to be written as a whole number
    said = {"title": words.title, "description": words.description, "unit": words.unit}
    return {"name": column.name, "type": kind, **more, **{key: text for key, text in said.items() if text}}


def _are_years(column: Column) -> bool:
    return column.low is not None and column.low >= 1000 and column.high <= 2999


def _among(values: list[str], known: set[str]) -> list[str]:
    return [value for value in values if value.strip().lower() in known] or [sorted(known)[0]]


# DCAT


def dcat(sheet: Sheet, address: str = "", file: str = DATA_FILE) -> dict:
    """Describe a sheet in DCAT-AP, as a JSON-LD document that European portals read.

    Parameters
    ----------
    sheet : Sheet
    address : str
        The page of the dataset, once it has one.
    file : str
        Where the data are: an address, or the name of the file beside the description.
    """
    told = {
        "dct:title": _said(sheet.title, sheet),
        "dct:description": _said(sheet.description, sheet),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": sheet.producer} if sheet.producer else None,
        "dcat:contactPoint": _contact(sheet),
        "dcat:keyword": [_said(word, sheet) for word in sheet.keywords],
        "dct:temporal": _temporal(sheet),
        "dct:spatial": {"@type": "dct:Location", "skos:prefLabel": sheet.spatial} if sheet.spatial else None,
        "dct:accrualPeriodicity": {"@id": sheet.known_frequency.uri} if sheet.known_frequency else None,
        "dcat:theme": {"@id": f"{_EU}/data-theme/{sheet.theme.upper()}"} if sheet.theme.upper() in THEMES else None,
        "dct:modified": _day(sheet.modified),
        "dct:language": {"@id": _LANGUAGES[sheet.lang]},
        "dcat:landingPage": {"@id": address} if address else None,
        "dcat:distribution": [_distribution(sheet, file)],
    }
    head = {"@context": _CONTEXT, "@type": "dcat:Dataset", **({"@id": address} if address else {})}
    return head | {key: value for key, value in told.items() if value}


def _said(text: str, sheet: Sheet) -> dict | None:
    return {"@value": text, "@language": sheet.lang} if text else None


def _day(day: dt.date | None) -> dict | None:
    return {"@value": day.isoformat(), "@type": "xsd:date"} if day else None


def _temporal(sheet: Sheet) -> dict | None:
    days = {key: _day(day) for key, day in zip(("dcat:startDate", "dcat:endDate"), sheet.temporal, strict=True) if day}
    return {"@type": "dct:PeriodOfTime", **days} if days else None


def _contact(sheet: Sheet) -> dict | None:
    if not sheet.contact:
        return None
    way = {"vcard:hasEmail": {"@id": f"mailto:{sheet.contact}"}} if "@" in sheet.contact else {}
    way = way or {"vcard:hasURL": {"@id": sheet.contact}}
    return {"@type": "vcard:Organization", "vcard:fn": sheet.producer or sheet.contact, **way}


def _distribution(sheet: Sheet, file: str) -> dict:
    licence = sheet.known_licence
    return {
        "@type": "dcat:Distribution",
        "dct:title": _said(file.rpartition("/")[2] or file, sheet),
        "dcat:accessURL": {"@id": file},
        "dcat:downloadURL": {"@id": file},
        **({"dct:license": {"@id": licence.url}} if licence and licence.url else {}),
        "dct:format": {"@id": f"{_EU}/file-type/CSV"},
        "dcat:mediaType": {"@id": "https://www.iana.org/assignments/media-types/text/csv"},
    }


def dcat_gaps(document: dict, lang: str | None = None) -> list[str]:
    """Return, in sentences, the properties of DCAT-AP that a description lacks, the mandatory ones first."""
    return [
        t(f"publish.dcat_{level}", lang, name=name)
        for level, names in (("mandatory", MANDATORY), ("recommended", RECOMMENDED))
        for name in names
        if not document.get(name)
    ]


def to_json(document: dict) -> str:
    """Write a description as JSON, always in the same way."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
