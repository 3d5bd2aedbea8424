"""The documentation of a schema, for those who will fill the table: one page, in Markdown and in HTML."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from culture_d.i18n import t

if TYPE_CHECKING:
    from culture_d.standard.own_schema.fields import OwnField
    from culture_d.standard.own_schema.schema import OwnSchema

_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1d1d1d }
h1, h2, h3 { line-height: 1.2 }
section { border-top: 1px solid #767676; padding: 0.5rem 0 }
code { background: #f0f0f0; padding: 0.1em 0.3em; overflow-wrap: anywhere }
@media print { section { break-inside: avoid } body { margin: 0 } }
"""


def markdown(schema: OwnSchema, lang: str) -> str:
    """Return the page in Markdown; what the author wrote cannot become markup."""
    parts = [f"# {_md(_title(schema))}", *([_md(schema.description)] if schema.description else [])]
    parts += [_md(_summary(schema, lang)), f"## {t('own_schema.page_file', lang)}", _items(_file_rules(schema, lang))]
    parts.append(f"## {t('own_schema.page_columns', lang)}")
    for item in schema.fields:
        parts.append(f"### {_md(item.title or item.name)}")
        parts.append("\n".join(filter(None, [f"`{_code(item.name)}`", _md(item.meaning)])))
        told = [_md(sentence) for sentence in (item.kind(lang), *item.rules(lang))]
        told += [_labelled("page_values", lang, " · ".join(f"`{_code(value)}`" for value in item.values), item.values)]
        told += [_labelled("page_example", lang, f"`{_code(item.example)}`", item.example)]
        parts.append(_items(filter(None, told)))
    return "\n\n".join(parts) + "\n"


def html(schema: OwnSchema, lang: str) -> str:
    """Return the page in HTML: one file, to print or to publish, that asks nothing of any other site."""
    columns = "".join(_section(item, lang) for item in schema.fields)
    rules = "".join(f"<li>{escape(rule)}</li>" for rule in _file_rules(schema, lang))
    title = escape(_title(schema))
    about = f"<p>{escape(schema.description)}</p>" if schema.description else ""
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{about}"
        f"<p>{escape(_summary(schema, lang))}</p>\n<h2>{escape(t('own_schema.page_file', lang))}</h2>\n"
        f"<ul>{rules}</ul>\n<h2>{escape(t('own_schema.page_columns', lang))}</h2>\n{columns}</main>\n</body>\n</html>\n"
    )


def _section(item: OwnField, lang: str) -> str:
    values = " · ".join(f"<code>{escape(value)}</code>" for value in item.values)
    told = [escape(sentence) for sentence in (item.kind(lang), *item.rules(lang))]
    told += [_labelled("page_values", lang, values, item.values)]
    told += [_labelled("page_example", lang, f"<code>{escape(item.example)}</code>", item.example)]
    meaning = f"<p>{escape(item.meaning)}</p>" if item.meaning else ""
    items = "".join(f"<li>{sentence}</li>" for sentence in told if sentence)
    return (
        f"<section><h3>{escape(item.title or item.name)}</h3><p><code>{escape(item.name)}</code></p>{meaning}"
        f"<ul>{items}</ul></section>\n"
    )


def _title(schema: OwnSchema) -> str:
    return schema.title or schema.name


def _summary(schema: OwnSchema, lang: str) -> str:
    return t("own_schema.page_summary", lang, n=len(schema.fields), version=schema.version)


def _file_rules(schema: OwnSchema, lang: str) -> list[str]:
    rules = [t(f"own_schema.page_file_{key}", lang) for key in ("encoding", "header")]
    if schema.missing:
        rules.append(t("own_schema.page_missing", lang, words=", ".join(schema.missing)))
    return rules


def _labelled(key: str, lang: str, content: str, shown: object) -> str:
    return t(f"own_schema.{key}", lang, content=content) if shown else ""


def _items(sentences) -> str:
    return "\n".join(f"- {sentence}" for sentence in sentences)


def _md(text: str) -> str:
    """Write a text on one line of Markdown, where none of its characters is markup."""
    bare = escape(" ".join(text.split()), quote=False)
    return re.sub(r"([\\`*_\[\]|#~])", r"\\\1", bare)


def _code(text: str) -> str:
    return " ".join(text.split()).replace("`", "ˋ")
