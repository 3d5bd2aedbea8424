"""Why a value is not of the type that a column wants, and how it is written then."""

from __future__ import annotations

import datetime as dt
import re

from culture_d.cells import MARKERS
from culture_d.i18n import LANGUAGES
from culture_d.standard.schemas import Field
from culture_d.standard.validation.lists import Diagnosis

_SPACES = re.compile(r"[\s\u00a0\u202f']")
_YES = {"oui", "o", "vrai", "yes", "y", "true", "1", "x"}
_NO = {"non", "n", "faux", "no", "false", "0"}
_MONTHS = (
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "january february march april may june july august september october november december",
)
_SIMPLE = {"datetime", "year", "yearmonth", "duration", "geojson", "array", "object", "list"}
_EXAMPLES = {
    "number": "44.75", "integer": "12", "date": "2024-04-02", "datetime": "2024-04-02T09:30:00Z", "time": "09:30:00",
    "year": "2024", "yearmonth": "2024-04", "duration": "PT1H30M", "geopoint": "5.02,44.73",
    "array": '["a", "b"]', "object": '{"a": 1}', "geojson": '{"type": "Point", "coordinates": [5.02, 44.73]}',
    "email": "contact@valombre.example", "uri": "https://valombre.example/",
    "uuid": "123e4567-e89b-12d3-a456-426614174000", "wkt": "POINT (5.02 44.73)",
}  # fmt: skip


def examples_of(field: Field, descriptor: dict) -> list[str]:
    """Return values that may be good: the schema's own example, a listed value, a bound, one of the type.

    Parameters
    ----------
    field : Field
    descriptor : dict
        The column in the schema.
    """
    bounds = [str(field.constraints[key]) for key in ("minimum", "maximum") if key in field.constraints]
    found = [field.example, *field.values[:1], _of_type(field, descriptor), *bounds]
    return [text for text in found if text]


def _of_type(field: Field, descriptor: dict) -> str:
    if field.type == "boolean":
        return str((descriptor.get("trueValues") or ["true"])[0])
    if field.type == "geopoint" and field.format != "default":
        return "[5.02, 44.73]" if field.format == "array" else '{"lon": 5.02, "lat": 44.73}'
    if "%" in field.format:
        return _written(dt.datetime(2024, 4, 2, 9, 30), field)
    text = _EXAMPLES.get(field.format if field.type == "string" else field.type, "")
    return text.replace(".", str(descriptor.get("decimalChar") or ".")) if field.type == "number" else text


def diagnose_type(field: Field, value: str, descriptor: dict) -> Diagnosis:
    """Tell why a value is not of the type of its column.

    Parameters
    ----------
    field : Field
    value : str
    descriptor : dict
        The column in the schema, which says how true, false and decimals are written.
    """
    text = value[:2000].strip()
    if field.type not in ("string", "boolean") and text in MARKERS:
        return Diagnosis("type_missing", text)
    if field.type == "string":
        return _string(field.format, text)
    if reader := _READERS.get(field.type):
        return reader(field, text, descriptor)
    return Diagnosis(field.type if field.type in _SIMPLE else "type_other", text)


def _number(field: Field, text: str, descriptor: dict) -> Diagnosis:
    mark = str(descriptor.get("decimalChar") or ".")
    other = "," if mark == "." else "."
    bare = _SPACES.sub("", text)
    if re.fullmatch(rf"[-+]?\d+{re.escape(other)}\d+", bare, re.ASCII):
        values = {"mark": _named(mark), "found": _named(other)}
        return Diagnosis("number_mark", text, bare.replace(other, mark), values)
    return _any_number(text, bare, rf"[-+]?\d+(?:{re.escape(mark)}\d+)?", "number_other")


def _integer(field: Field, text: str, descriptor: dict) -> Diagnosis:
    bare = _SPACES.sub("", text)
    if found := re.fullmatch(r"([-+]?\d+)[.,]0+", bare, re.ASCII):
        return Diagnosis("integer_zeros", text, found[1])
    if re.fullmatch(r"[-+]?\d+[.,]\d+", bare, re.ASCII):
        return Diagnosis("integer_decimals", text)
    return _any_number(text, bare, r"[-+]?\d+", "integer_other")


def _any_number(text: str, bare: str, shape: str, other: str) -> Diagnosis:
    if bare != text and re.fullmatch(shape, bare, re.ASCII):
        return Diagnosis("number_spaces", text, bare)
    if found := re.fullmatch(rf"({shape})\s*[^\d\s.,;/+-][^\d]{{0,11}}", text, re.ASCII):
        return Diagnosis("number_unit", text, found[1])
    return Diagnosis(other, text)


def _named(mark: str) -> dict:
    names = {".": ("a point", "un point"), ",": ("a comma", "une virgule")}
    return dict(zip(LANGUAGES, names.get(mark, (f"“{mark}”", f"« {mark} »")), strict=True))


def _boolean(field: Field, text: str, descriptor: dict) -> Diagnosis:
    true = [str(v) for v in descriptor.get("trueValues") or ["true", "True", "TRUE", "1"]]
    false = [str(v) for v in descriptor.get("falseValues") or ["false", "False", "FALSE", "0"]]
    right = {"yes": true[0] if true else "", "no": false[0] if false else ""}
    fix = right["yes"] if text.lower() in _YES else right["no"] if text.lower() in _NO else ""
    return Diagnosis("boolean_words" if fix else "boolean_other", text, fix, right)


def _date(field: Field, text: str, descriptor: dict) -> Diagnosis:
    for key, pattern in _DATES.items():
        if found := re.fullmatch(pattern, text, re.ASCII | re.IGNORECASE):
            day = _day(key, found)
            if day is None:
                return Diagnosis("date_impossible", text)
            shape = key if field.format == "default" else "date_shape"
            return Diagnosis(shape, text, _written(day, field))
    if found := re.fullmatch(r"[34]\d{4}", text, re.ASCII):
        return Diagnosis("date_serial", text, _written(dt.date(1899, 12, 30) + dt.timedelta(int(text)), field))
    if re.fullmatch(r"\d{4}(?:[-/]\d{1,2})?|\d{1,2}/\d{4}", text, re.ASCII):
        return Diagnosis("date_partial", text)
    if re.fullmatch(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2}", text, re.ASCII):
        return Diagnosis("date_year", text)
    return Diagnosis("date_other", text)


# Each pattern gives year, month and day by their names.
_DATES = {
    "date_french": r"(?P<d>\d{1,2})[/.\-](?P<m>\d{1,2})[/.\-](?P<y>\d{4})",
    "date_time": r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})[T ]\d{1,2}:\d{2}.{0,20}",
    "date_french_time": r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})[T ]\d{1,2}:\d{2}.{0,20}",
    "date_shape": r"(?P<y>\d{4})(?P<s>[-/.]?)(?P<m>\d{2})(?P=s)(?P<d>\d{2})",
    "date_words": r"(?:\w+ )?(?P<d>\d{1,2})(?:er|st|nd|rd|th)? (?P<w>[a-zéû]{3,9})\.? (?P<y>\d{4})",
}


def _day(key: str, found: re.Match) -> dt.date | None:
    parts = found.groupdict()
    month = parts.get("m") or _month(parts.get("w") or "")
    try:
        return dt.date(int(parts["y"]), int(month), int(parts["d"]))
    except ValueError:
        return None


def _month(word: str) -> int:
    word = word.lower().replace("é", "e").replace("û", "u")
    return next((names.split().index(name) + 1 for names in _MONTHS for name in names.split() if name == word), 0)


def _written(day: dt.date, field: Field) -> str:
    try:
        return day.strftime(field.format) if "%" in field.format else day.isoformat()[:10]
    except ValueError:
        return ""


def _time(field: Field, text: str, descriptor: dict) -> Diagnosis:
    found = re.fullmatch(r"(\d{1,2})\s*[h:]\s*(\d{2})?(?::(\d{2}))?", text, re.IGNORECASE | re.ASCII)
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return Diagnosis("time_other", text)
    moment = dt.time(int(found[1]), int(found[2] or 0), min(59, int(found[3] or 0)))
    return Diagnosis("time_short", text, moment.strftime(field.format) if "%" in field.format else moment.isoformat())


def _geopoint(field: Field, text: str, descriptor: dict) -> Diagnosis:
    numbers = re.findall(r"-?\d+(?:\.\d+)?", text, re.ASCII)
    if len(numbers) == 2 and abs(float(numbers[1])) > 90:
        return Diagnosis("geopoint_range", text)
    fix = {"array": "[{}, {}]", "default": "{},{}"}.get(field.format, "")
    if len(numbers) == 2 and fix and re.fullmatch(r"\W*-?\d+(?:\.\d+)?[\s,;|]+-?\d+(?:\.\d+)?\W*", text, re.ASCII):
        return Diagnosis("geopoint_shape", text, fix.format(*numbers))
    return Diagnosis("geopoint_other", text)


def _string(format: str, text: str) -> Diagnosis:
    if format == "email":
        if len(re.findall(r"[^\s;,|]+@[^\s;,|]+", text)) > 1:
            return Diagnosis("email_several", text)
        return Diagnosis("email_other" if "@" in text else "email_at", text)
    if format == "uri":
        if re.fullmatch(r"(?!\w+:)[^\s/:]+\.[^\s]{2,}", text):
            return Diagnosis("uri_scheme", text, f"https://{text}")
        return Diagnosis("uri_other", text)
    return Diagnosis(f"format_{format}" if format in ("uuid", "wkt", "binary") else "type_other", text)


_READERS = {
    "number": _number,
    "integer": _integer,
    "boolean": _boolean,
    "date": _date,
    "time": _time,
    "geopoint": _geopoint,
}
