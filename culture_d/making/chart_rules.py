"""Does a chart's specification say what it shows, to everyone, without asking another host?"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LAYERS = ("layer", "concat", "hconcat", "vconcat")
_DATA = {"data", "datasets", "values"}  # what a row holds is shown, never fetched
_ADDRESS = re.compile(r"^\s*(?:https?:)?//", re.IGNORECASE)


def chart_faults(spec: dict) -> Iterator[tuple[str, str]]:
    """Yield what is wrong in a Vega-Lite specification, and what to do about it."""
    if not _text(spec.get("title")):
        yield "the chart has no title", "give it a title that states the finding"
    if not _text(spec.get("description")):
        yield "the chart has no description", "describe what it shows for who does not see it"
    for channel in sorted({c for encoding in _encodings(spec) for c in _untitled(encoding)}):
        yield f"the {channel} axis has no title", "give it one, with its unit, in every layer (or axis=None)"
    if "container" in (spec.get("width"), spec.get("height")):
        # JupyterLab draws it before it has a place, gets an empty picture and begins again, for ever.
        yield "the size “container” freezes JupyterLab", "leave the course's own width, which the book fits to the page"
    for where in sorted(set(_addresses(spec))):
        yield f"the chart fetches {where}", "put the data in the chart"


def _text(value: object) -> bool:
    if isinstance(value, dict):
        value = value.get("text")
    if isinstance(value, list):
        value = " ".join(map(str, value))
    return isinstance(value, str) and bool(value.strip())


def _encodings(spec: dict, inherited: dict | None = None) -> Iterator[dict]:
    """Yield the encoding of each single view, with what it inherits from the layers around it."""
    encoding = {**(inherited or {}), **spec.get("encoding", {})}
    children = [child for key in _LAYERS for child in spec.get(key, [])]
    if isinstance(spec.get("spec"), dict):
        children.append(spec["spec"])
    if not children:
        yield encoding
    for child in children:
        yield from _encodings(child, encoding)


def _untitled(encoding: dict) -> Iterator[str]:
    for channel in ("x", "y"):
        definition = encoding.get(channel, {})
        # A constant (datum, value) adds nothing to the axis of the layer it is laid upon.
        if not ({"field", "aggregate"} & set(definition)) or ("axis" in definition and not definition["axis"]):
            continue
        if not _text((definition.get("axis") or {}).get("title")) and not _text(definition.get("title")):
            yield channel


def _addresses(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            if name == "url":
                yield item if isinstance(item, str) else "a column of addresses (channel url)"
            elif name == "data" and isinstance(item, dict):
                yield from _addresses({k: v for k, v in item.items() if k not in _DATA})
            elif name not in ("$schema", "datasets"):
                yield from _addresses(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _addresses(item, key)
    elif isinstance(value, str) and _ADDRESS.search(value):
        yield value
