"""The first file that a reuser opens: what the data are, who made them, what may be done with them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from culture_d.i18n import LANGUAGES, date, t
from culture_d.publish.sheet import Sheet

_MARKS = re.compile(r"([\\`*_\[\]>|#])")


def readme(sheet: Sheet, langs: str | Iterable[str] | None = None) -> str:
    """Write a README in Markdown.

    Parameters
    ----------
    sheet : Sheet
    langs : {"en", "fr"} or several of them, optional
        Languages of the headings; that of the sheet by default. What the sheet says stays as it is written.
    """
    langs = [sheet.lang] if langs is None else [langs] if isinstance(langs, str) else list(langs)
    return "\n---\n\n".join(_readme(sheet, lang) for lang in langs if lang in LANGUAGES)


def credit(sheet: Sheet, lang: str | None = None) -> str:
    """Return the line that a reuser can copy to name the source."""
    lang = lang or sheet.lang
    licence = sheet.known_licence
    parts = [sheet.producer, sheet.title]
    if sheet.modified:
        parts.append(t("publish.updated_on", lang, day=date(sheet.modified, lang)))
    parts.append(licence.short[lang] if licence else sheet.licence)
    return t("publish.credit", lang, parts=", ".join(part for part in parts if part))


def _readme(sheet: Sheet, lang: str) -> str:
    lines = [(name, text) for name, text in sheet.lines(lang) if text not in (sheet.title, sheet.description)]
    parts = [
        f"# {_plain(sheet.title or t('publish.untitled', lang))}",
        _escaped(sheet.description),
        "\n".join(f"- **{_plain(name)}**{_colon(lang)} {_plain(text)}" for name, text in lines),
        *_licence(sheet, lang),
        *_columns(sheet, lang),
        f"## {t('publish.readme_files', lang)}",
        "\n".join(
            f"- `{name}`{_colon(lang)} {t(f'publish.readme_{key}', lang)}"
            for key, name in (("data", "data.csv"), ("package", "datapackage.json"), ("dcat", "dcat.jsonld"))
        ),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _licence(sheet: Sheet, lang: str) -> list[str]:
    found = sheet.known_licence
    if found is None:
        return []
    link = f" {t('publish.readme_licence', lang)} <{found.url}>" if found.url else ""
    cited = [t("publish.readme_credit", lang), f"> {_plain(credit(sheet, lang))}"] if found.credit else []
    return [f"## {_plain(found.name[lang])}", f"{_escaped(found.sentence[lang])}{link}", *cited]


def _columns(sheet: Sheet, lang: str) -> list[str]:
    if not sheet.fields:
        return []
    heads = " | ".join(t(f"publish.head_{key}", lang) for key in ("column", "title", "meaning", "unit"))
    rows = [f"| {heads} |", "| --- | --- | --- | --- |"]
    rows += [
        f"| {_code(name)} | {_plain(words.title)} | {_plain(words.description)} | {_plain(words.unit)} |"
        for name, words in sheet.fields.items()
    ]
    return [f"## {t('publish.readme_columns', lang)}", "\n".join(rows)]


def _code(name: str) -> str:
    """Return the name of a column as code, unless a sign in it would end the code or the cell."""
    return _plain(name) if re.search(r"[`|\n\r]", name) or not name.strip() else f"`{name}`"


def _colon(lang: str) -> str:
    return "\u00a0:" if lang == "fr" else ":"


def _escaped(text: str) -> str:
    """Return a text whose signs mean nothing to Markdown nor to HTML."""
    return _MARKS.sub(r"\\\1", text).replace("<", "&lt;")


def _plain(text: str) -> str:
    """Return a text on one line, escaped."""
    return _escaped(" ".join(text.split()))
