"""From an error of frictionless to its cause in words: what is wrong, what is expected, how to repair."""

from __future__ import annotations

from collections.abc import Iterator

from culture_d.i18n import LANGUAGES, messages
from culture_d.standard.findings import Words, shorten
from culture_d.standard.schemas import Field, Schema
from culture_d.standard.validation.detection import Found
from culture_d.standard.validation.kinds import diagnose_type, examples_of
from culture_d.standard.validation.lists import Diagnosis, diagnose_list
from culture_d.standard.validation.rules import rules
from culture_d.standard.validation.shapes import diagnose_shape, shape_of

BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
LENGTHS = ("minLength", "maxLength")
_VALUES_TOLD = 12
_ROWS = {"blank-row": "blank_row", "missing-cell": "missing_cell", "extra-cell": "extra_cell"}
_KEYS = {"primary-key": "primary_key", "primary-key-empty": "primary_key_empty"}
_COMPANY = ("siret_other", "siren_other")


class Diagnostician:
    """Tells the causes of the errors of a file against one schema; it remembers what it has already seen.

    Parameters
    ----------
    schema : Schema
    width : int
        How many columns the file has.
    """

    def __init__(self, schema: Schema, width: int) -> None:
        self.schema, self.width = schema, width
        self.descriptors = {item["name"]: item for item in schema.descriptor["fields"]}
        self.examples = {f.name: examples_of(f, self.descriptors[f.name]) for f in schema.fields}
        self.goods = dict(self._good_examples())
        self.shapes = {field.name: shape_of(field) for field in schema.fields}
        self._seen: dict[tuple[str, str, str], Diagnosis] = {}

    def _good_examples(self) -> Iterator[tuple[str, str]]:
        """Give the first example of each column that frictionless accepts: a schema may be wrong on its own."""
        for rule in rules(self.schema).fields:
            read = rule.create_cell_reader()
            yield rule.name, next((text for text in self.examples[rule.name] if not read(text)[1]), "")

    def diagnose(self, found: Found, other: int | None = None) -> Diagnosis:
        """Tell what is wrong with a cell or a line.

        Parameters
        ----------
        found : Found
        other : int, optional
            The line that has the same identifier or the same value, for what should be unique; the last line of
            a record of several lines that has a wrong number of cells.
        """
        field = self.schema.by_name.get(found.column)
        if found.rule in _ROWS:
            key = "row_quote" if other else _ROWS[found.rule]
            return Diagnosis(key, "", "", {"found": found.note, "wanted": str(self.width), "last": str(other)})
        if found.rule in _KEYS or found.rule == "unique":
            values = {"first": str(other or "?"), "names": ", ".join(self.schema.primary_key)}
            return Diagnosis(_KEYS.get(found.rule, "unique"), "", "", values)
        key = (found.column, found.rule, found.cell[:200])
        if key not in self._seen:
            if len(self._seen) > 20_000:  # enough to repeat itself, not to fill the memory
                self._seen.clear()
            self._seen[key] = self._of_cell(found, field)
        seen = self._seen[key]
        return seen._replace(values=seen.values | {"n": len(found.cell)}) if found.rule in LENGTHS else seen

    def _of_cell(self, found: Found, field: Field | None) -> Diagnosis:
        if field is None:
            return _unknown(found)
        if found.note.startswith("array item"):
            return Diagnosis("array_item", "", "", {"note": shorten(found.note.removeprefix("array item "))})
        if found.rule == "required":
            return Diagnosis("required")
        if found.rule == "type":
            return self._of_type(found, field)
        if found.rule in ("enum", "pattern") and field.values and field.type == "string":
            return diagnose_list(field, found.cell, self.schema)
        if found.rule == "enum":
            return Diagnosis("list_unknown", found.cell)
        if found.rule == "pattern":
            return self._of_pattern(found, field)
        limit = {"limit": shorten(field.constraints.get(found.rule))}
        if found.rule in BOUNDS:
            return Diagnosis("minimum" if "inimum" in found.rule else "maximum", "", "", limit)
        if found.rule in LENGTHS:
            key = "too_short" if found.rule == "minLength" else "too_long"
            return Diagnosis(key if field.type == "string" else "items_length", "", "", limit)
        return _unknown(found)

    def _of_type(self, found: Found, field: Field) -> Diagnosis:
        diagnosis = diagnose_type(field, found.cell, self.descriptors[field.name])
        return diagnosis._replace(values=diagnosis.values | {"type": field.type, "good": self._shown(field)})

    def _shown(self, field: Field) -> str:
        """Return what shows the type of a column: a good example, or one that other rules may refuse."""
        return self.goods[field.name] or next(iter(self.examples[field.name]), "")

    def _of_pattern(self, found: Found, field: Field) -> Diagnosis:
        shape = self.shapes[field.name]
        if shape:
            return diagnose_shape(shape, found.cell)
        return Diagnosis("pattern", "", "", {"pattern": shorten(field.constraints["pattern"], 100)})

    def wanted(self, found: Found) -> Words:
        """Return what is expected of a column, in the words that a rule calls for."""
        field = self.schema.by_name.get(found.column)
        if found.rule in ("missing-cell", "extra-cell"):
            return Words("validation.want_cells", {"wanted": str(self.width)})
        if found.rule in _KEYS:
            return Words("validation.want_key", {"names": ", ".join(self.schema.primary_key)})
        if field is None:
            return Words("validation.want_filled_row" if found.rule == "blank-row" else "validation.want_unknown")
        if found.rule in ("required", "unique"):
            return Words(f"validation.want_{found.rule}")
        if found.rule in (*BOUNDS, *LENGTHS):
            limit = {"limit": shorten(field.constraints.get(found.rule))}
            kind = "unknown" if found.rule in LENGTHS and field.type != "string" else found.rule
            return Words(f"validation.want_{kind}", limit)
        if found.rule == "type":
            return self._wanted_type(field)
        if field.values:
            return _wanted_list(field)
        return self._wanted_pattern(field) if found.rule == "pattern" else Words("validation.want_unknown")

    def _wanted_pattern(self, field: Field) -> Words:
        if shape := self.shapes[field.name]:
            return Words(f"validation.want_{shape}")
        key = "want_pattern" if self.goods[field.name] else "want_pattern_bare"
        return Words(f"validation.{key}", {"pattern": shorten(field.constraints["pattern"], 100)})

    def _wanted_type(self, field: Field) -> Words:
        item = self.descriptors[field.name]
        values = {
            "type": field.type,
            "good": self._shown(field),
            "yes": str((item.get("trueValues") or ["true"])[0]),
            "no": str((item.get("falseValues") or ["false"])[0]),
            "items": item.get("itemType", "string"),
            "mark": item.get("delimiter", ","),
        }
        kind = field.format if field.type == "string" else field.type
        if kind == "date" and field.format != "default":
            kind = "date_shape"
        return Words(f"validation.{_first(f'want_{kind}', 'want_type')}", values)

    def mended(self, diagnosis: Diagnosis, column: str, fixes: list[tuple[str, str]]) -> Words:
        """Return how to repair, with the first values and what to write instead.

        Parameters
        ----------
        diagnosis : Diagnosis
        column : str
        fixes : list of (str, str)
            Values as written, and as they should be.
        """
        pairs = {
            lang: " ; ".join(Words("validation.instead", {"item": a, "fix": b})(lang) for a, b in fixes).replace(
                " ; ", "; " if lang == "en" else "\N{NARROW NO-BREAK SPACE}; "
            )
            for lang in LANGUAGES
        }
        values = diagnosis.values | {"pairs": pairs, "item": shorten(diagnosis.item)}
        if diagnosis.key in _COMPANY:
            return Words("validation.company_mend", values)
        if diagnosis.key == "pattern" and self.goods.get(column):
            return Words("validation.pattern_good_mend", values)
        if diagnosis.fix and not fixes:
            return Words("validation.write_good", values)
        return Words(f"validation.{_first(f'{diagnosis.key}_mend', 'write_pairs')}", values)


def _unknown(found: Found) -> Diagnosis:
    return Diagnosis("unknown", "", "", {"rule": shorten(found.rule), "note": shorten(found.note, 160) or found.rule})


def _wanted_list(field: Field) -> Words:
    told = field.values[:_VALUES_TOLD]
    more = " …" if len(field.values) > len(told) else ""
    shown = {lang: ", ".join(_glossed(value, field, lang) for value in told) + more for lang in LANGUAGES}
    key = "want_several" if field.separator else "want_one"
    return Words(f"validation.{key}", {"n": len(field.values), "mark": field.separator or "", "values": shown})


def _glossed(value: str, field: Field, lang: str) -> str:
    """Return an allowed value, never translated, with what it means where the schema says it."""
    glosses = field.glosses.get(value) if isinstance(field.glosses, dict) else None
    gloss = glosses.get(lang) if isinstance(glosses, dict) else None
    shown = shorten(value, 90)
    quoted = f"“{shown}”" if lang == "en" else f"«\N{NO-BREAK SPACE}{shown}\N{NO-BREAK SPACE}»"
    return f"{quoted} ({gloss})" if gloss else quoted


def _first(*keys: str) -> str:
    """Return the first of these keys that has a message."""
    return next(key for key in keys if key in messages()["validation"])
