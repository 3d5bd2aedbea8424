"""Does every message of the interfaces exist in both languages, with the same blanks?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import yaml

from culture_d.i18n import LANGUAGES
from culture_d.making import project
from culture_d.making.project import ROOT, Problem

FOLDER = "culture_d/messages"
FORMS = {"one", "many"}


def check(root: Path = ROOT) -> list[Problem]:
    """Return the messages that lack a language or whose placeholders differ."""
    problems: list[Problem] = []
    for path in sorted((root / FOLDER).glob("*.yml")):
        with project.told(path, root, problems):
            text = path.read_text(encoding="utf-8")
            name = project.name_of(path, root)
            problems += _twice(name, yaml.compose(text))
            problems += check_messages(name, yaml.safe_load(text) or {})
    return problems


def _twice(file: str, node: yaml.Node | None, place: str = "") -> Iterator[Problem]:
    """Yield the keys written twice, of which YAML silently keeps the last."""
    seen: set[str] = set()
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        name = f"{place}.{key.value}" if place else str(key.value)
        if name in seen:
            yield Problem(file, name, f"is written twice (again on line {key.start_mark.line + 1})", "keep one")
        seen.add(name)
        yield from _twice(file, value, name)


def check_messages(file: str, messages: dict) -> Iterator[Problem]:
    """Yield what is wrong in the messages of a file: key -> {"en": text, "fr": text}."""
    for key, texts in messages.items():
        for what in _faults(texts):
            yield Problem(file, key, what, "write it in both languages with the same blanks")


def _faults(texts: object) -> Iterator[str]:
    if not isinstance(texts, dict) or set(texts) != set(LANGUAGES):
        yield "needs exactly en and fr"
        return
    plural = [isinstance(texts[lang], dict) for lang in ("en", "fr")]
    if any(plural):
        if not all(plural) or any(set(texts[lang]) != FORMS for lang in texts):
            yield "needs the forms one and many in both languages"
            return
        pairs = [(form, texts["en"][form], texts["fr"][form]) for form in sorted(FORMS)]
    else:
        pairs = [("", texts["en"], texts["fr"])]
    for form, en, fr in pairs:
        if not all(isinstance(text, str) and text.strip() for text in (en, fr)):
            yield f"has an empty text {form}".rstrip()
            continue
        try:
            # "one file" needs no {n} where "1 fichier", which is also said of none, does.
            blanks = [_blanks(text) - ({"n"} if form == "one" else set()) for text in (en, fr)]
        except ValueError as error:
            yield f"has a brace that is not a placeholder: {error}"
            continue
        if blanks[0] != blanks[1]:
            yield f"has the placeholders {sorted(blanks[0])} in English, {sorted(blanks[1])} in French"


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
