"""Changes of a schema as data, as written in ``data/standard/committee.yml``, and what applies them.

``committee_rules.js`` applies them alike; ``tests/cases/committee.json`` holds both to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from culture_d.i18n import LANGUAGES, t

Edits = Iterable[dict]
GAME = "committee-game"
ADDRESSES = ("homepage", "uri", "path")  # where the real schema is
_END = "))+$"  # the end of a pattern that lists values
_SPECIAL = re.compile(r"[\\^$.|?*+()\[\]{}]")


def apply_edits(descriptor: dict, edits: Edits) -> dict:
    """Return a Table Schema with some changes made; the one given is left as it is.

    An edit of a column that does not exist, or no longer does, changes nothing.

    Parameters
    ----------
    descriptor : dict
        A Table Schema.
    edits : iterable of dict
        ``{field, set}``, ``{field, value}``, ``{field, replace}``, ``{field, describe}``, ``{add, after}`` or
        ``{remove}``.
    """
    schema = json.loads(json.dumps(descriptor))
    for edit in edits:
        names = [field["name"] for field in schema["fields"]]
        if "add" in edit:
            if edit["add"]["name"] not in names:
                place = names.index(edit["after"]) + 1 if edit.get("after") in names else len(names)
                schema["fields"].insert(place, json.loads(json.dumps(edit["add"])))
        elif "remove" in edit:
            schema["fields"] = [field for field in schema["fields"] if field["name"] != edit["remove"]]
        elif edit["field"] in names:
            _change(schema["fields"][names.index(edit["field"])], edit)
    return schema


def as_game(descriptor: dict) -> dict:
    """Return a Table Schema under the name and the words of the role-play, without the address of the real one.

    The version that a committee publishes must never pass for the national standard: a real 2.0.0 is announced.
    """
    version = descriptor["version"]
    words = {
        "titles": {lang: t("committee.schema_title", lang) for lang in LANGUAGES},
        "descriptions": {lang: t("committee.schema_description", lang, base=version) for lang in LANGUAGES},
    }
    kept = {key: value for key, value in descriptor.items() if key not in ADDRESSES}
    return kept | {"name": GAME} | words


def _change(field: dict, edit: dict) -> None:
    constraints = field.setdefault("constraints", {})
    for key, value in edit.get("set", {}).items():
        if value is None:
            constraints.pop(key, None)
        else:
            constraints[key] = value
    if "value" in edit:
        new = edit["value"]
        constraints["pattern"] = f"{constraints['pattern'].removesuffix(_END)}|{_literal(new['name'])}{_END}"
        field.setdefault("values", {})[new["name"]] = {lang: new[lang] for lang in ("en", "fr") if lang in new}
    if "replace" in edit:
        before, after = edit["replace"]["from"], edit["replace"]["to"]
        constraints["pattern"] = constraints["pattern"].replace(_literal(before), _literal(after), 1)
        if "values" in field:
            field["values"] = {after if name == before else name: gloss for name, gloss in field["values"].items()}
    if "describe" in edit:
        field["descriptions"] = dict(edit["describe"])


def _literal(value: str) -> str:
    """Return a pattern that matches just a value. ``re.escape`` would escape spaces, JavaScript's way does not."""
    return _SPECIAL.sub(r"\\\g<0>", value)


def touched(edit: dict) -> str:
    """Return the name of the column that an edit is about."""
    return edit["add"]["name"] if "add" in edit else edit.get("remove") or edit["field"]


def removed(edits: Edits) -> set[str]:
    """Return the columns that some edits take away."""
    return {edit["remove"] for edit in edits if "remove" in edit}
