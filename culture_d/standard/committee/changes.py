"""The changes that edits make from a version of the schema, and whether one could go back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from culture_d.i18n import t
from culture_d.standard.committee.edits import apply_edits
from culture_d.standard.schemas import Schema
from culture_d.standard.versions import Change, compare


def changes(base: Schema, edits: Collection[dict], lang: str) -> list[Change]:
    """Return what some edits change.

    No program can tell whether a pattern accepts all that another accepted: :func:`versions.compare` takes any new
    pattern for a stricter one. An edit that says ``wider`` is taken at its word.
    """
    wider = {edit["field"] for edit in edits if edit.get("wider")}
    found = compare(base, apply_edits(base.descriptor, edits), lang)
    return [_loosened(item, lang) if _pattern(item) and item.field in wider else item for item in found]


def hard_to_undo(base: Schema, edits: Collection[dict]) -> bool:
    """Tell whether files that follow the edited schema may break when the edits are undone one day."""
    narrowed = {edit["field"] for edit in edits if "pattern" in edit.get("set", {}) and not edit.get("wider")}
    back = compare(apply_edits(base.descriptor, edits), base, "en")
    return any(item.breaking and not (_pattern(item) and item.field in narrowed) for item in back)


def _pattern(item: Change) -> bool:
    return item.kind == "tightened"


def _loosened(item: Change, lang: str) -> Change:
    return replace(item, kind="loosened", sentence=t("committee.wider", lang, field=item.field), breaking=False)
