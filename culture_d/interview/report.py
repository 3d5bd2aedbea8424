"""What a game leaves behind: a portrait to read, questions to send, descriptions for machines.

``culture_d/widgets/interview.js`` writes the same texts in the browser; the tests compare the two.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape

from culture_d.i18n import t
from culture_d.interview.deck import PREFIXES, Deck, Portrait
from culture_d.interview.game import Interview, clean

# Short names that are a licence by themselves. A licence told in a sentence stays a sentence: guessing
# it from words could publish a right that nobody gave.
LICENCES = {
    "licence ouverte 2.0": "etalab-2.0",
    "open licence 2.0": "etalab-2.0",
    "odbl": "ODbL-1.0",
    "odbl 1.0": "ODbL-1.0",
    "cc by 4.0": "CC-BY-4.0",
    "cc by-sa 4.0": "CC-BY-SA-4.0",
    "cc0": "CC0-1.0",
    "cc0 1.0": "CC0-1.0",
}
# Properties that DCAT gives to a file rather than to the dataset.
DISTRIBUTION = (
    "dcat:accessURL", "dcat:accessService", "dcat:byteSize", "dcat:compressFormat", "dcat:downloadURL",
    "dcat:mediaType", "dcat:packageFormat", "dct:format", "adms:representationTechnique",
)  # fmt: skip
# Nodes that a web address may identify; a person, a place or a period is not its web page.
DOCUMENTS = (
    "foaf:Document", "dct:LicenseDocument", "dct:RightsStatement", "dct:Standard", "eli:LegalResource",
    "rdfs:Resource",
)  # fmt: skip
DATES = ("dct:issued", "dct:modified")
# When a portrait answers, these properties take its plain fact instead of the sentence it says.
FACTS = {
    "dct:publisher": "producer",
    "dct:license": "licence",
    "dcat:landingPage": "home",
    "contributors": "producer",
    "licenses": "licence",
    "homepage": "home",
}
STYLE = """
:root { color-scheme: light dark; --line: #d9d3c7; --accent: #0b6e69; --muted: #4d6462 }
@media (prefers-color-scheme: dark) { :root { --line: #3d5250; --accent: #6fd0c6; --muted: #a9bdb9 } }
body { font: 1.05rem/1.6 system-ui, sans-serif; margin: 0 auto; max-width: 42rem; padding: 1.5rem }
body { overflow-wrap: break-word }
h1 { line-height: 1.2 }
h2 { border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: 1rem }
h3 { margin: 1.5rem 0 .25rem }
blockquote { border-inline-start: 4px solid var(--accent); margin: .5rem 0; padding-inline-start: 1rem }
.plain, footer { color: var(--muted) }
a { color: var(--accent) }
@media print {
  body { max-width: none; padding: 0 }
  h2, h3 { break-after: avoid }
  blockquote, li { break-inside: avoid }
}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"  # the page is a text: it fetches and runs nothing
_URL = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def outline(interview: Interview, deck: Deck, lang: str, portrait: Portrait | dict | None = None) -> dict:
    """Return the content of the report as plain data, ready for any layout.

    Parameters
    ----------
    interview : Interview
    deck : Deck
    lang : {"en", "fr"}
    portrait : Portrait or dict, optional
        The portrait that answered: its sources and what is known of it complete the report.
    """
    content = _content(portrait, lang)
    coverage = interview.coverage()
    asked, answered, total = (sum(row[key] for row in coverage.values()) for key in ("asked", "answered", "total"))
    families, forgotten, never = [], [], interview.forgotten()
    found = {entry.question: entry.text for entry in interview.log if entry.outcome == "answer"}
    for family in deck.families:
        answers = [
            {
                "ask": question.ask[lang],
                "plain": question.plain[lang],
                "text": found[question.id],
                "sources": _sources(content, question.id),
            }
            for question in deck.of_family(family.id)
            if question.id in found
        ]
        if answers:
            families.append({"title": family.title[lang], "answers": answers})
        if family.id in never:
            questions = [deck.question(question_id).plain[lang] for question_id in never[family.id]]
            forgotten.append({"title": family.title[lang], "questions": questions})
    name = interview.dataset
    title = "report_title" if name else "report_title_none"
    return {
        "title": t(f"interview.{title}", lang, name=name),
        "summary": t("interview.summary", lang, n=asked, total=total, answered=answered),
        "finding": finding(interview, deck, lang),
        "families": families,
        "unanswered": [
            {
                "plain": deck.question(entry.question).plain[lang],
                "label": t(f"interview.outcome_{entry.outcome}", lang),
                "text": entry.text,
            }
            for entry in interview.unanswered()
        ],
        "forgotten": forgotten,
        "more": [
            {"title": t(f"interview.{key}", lang), "items": items}
            for key in ("quirks", "quarrels", "privacy")
            if (items := _items(content.get(key)))
        ],
    }


def finding(interview: Interview, deck: Deck, lang: str) -> str:
    """Return in one sentence what the coverage of the questions shows."""
    coverage = interview.coverage()
    titles = {family.id: family.title[lang] for family in deck.families}
    unopened = [family for family, row in coverage.items() if not row["asked"]]
    if len(unopened) == len(coverage):
        return t("interview.finding_none", lang)
    if unopened:
        return t("interview.finding_unopened", lang, n=len(unopened), family=titles[unopened[0]])
    least = min(coverage, key=lambda family: coverage[family]["asked"] / coverage[family]["total"])
    row = coverage[least]
    if row["asked"] < row["total"]:
        values = {"asked": row["asked"], "total": row["total"]}
        return t("interview.finding_least", lang, family=titles[least], **values)
    missing = len(interview.unanswered())
    return t("interview.finding_missing", lang, n=missing) if missing else t("interview.finding_all", lang)


def markdown(interview: Interview, deck: Deck, lang: str, portrait: Portrait | dict | None = None) -> str:
    """Return the portrait of the dataset as a Markdown page in which texts of the game stay texts.

    Parameters
    ----------
    interview : Interview
    deck : Deck
    lang : {"en", "fr"}
    portrait : Portrait or dict, optional
        The portrait that answered.
    """
    page = outline(interview, deck, lang, portrait)
    lines = [f"# {_md(page['title'])}", f"{_md(page['summary'])}\n{_md(page['finding'])}"]
    for family in page["families"]:
        lines.append(f"## {_md(family['title'])}")
        for answer in family["answers"]:
            lines += [f"**{_md(answer['ask'])}**\n{_md(answer['plain'])}", _quote(answer["text"])]
            if answer["sources"]:
                links = ", ".join(f"[{_md(s['title'])}](<{s['url']}>)" for s in answer["sources"])
                lines.append(f"{_md(t('interview.sources', lang))} {links}")
    if page["unanswered"]:
        lines.append(f"## {_md(t('interview.unanswered', lang))}")
        for item in page["unanswered"]:
            lines.append(f"- {_md(item['plain'])} **{_md(item['label'])}**")
            if item["text"]:
                lines.append(re.sub("^", "  ", _quote(item["text"]), flags=re.M))
    if page["forgotten"]:
        lines.append(f"## {_md(t('interview.forgotten', lang))}")
        for family in page["forgotten"]:
            lines += [f"### {_md(family['title'])}", _bullets(family["questions"])]
    for part in page["more"]:
        lines += [f"## {_md(part['title'])}", _bullets(part["items"])]
    lines += ["---", _md(t("interview.credit", lang))]
    return "\n\n".join(lines) + "\n"


def html(interview: Interview, deck: Deck, lang: str, portrait: Portrait | dict | None = None) -> str:
    """Return the portrait of the dataset as a self-contained page: no script, no request, made to print.

    Parameters
    ----------
    interview : Interview
    deck : Deck
    lang : {"en", "fr"}
    portrait : Portrait or dict, optional
        The portrait that answered.
    """
    page = outline(interview, deck, lang, portrait)
    body = [f"<h1>{_h(page['title'])}</h1>", f"<p>{_h(page['summary'])}<br>{_h(page['finding'])}</p>"]
    for family in page["families"]:
        body.append(f"<h2>{_h(family['title'])}</h2>")
        for answer in family["answers"]:
            body.append(f'<h3>{_h(answer["ask"])}</h3>\n<p class="plain">{_h(answer["plain"])}</p>')
            body.append(f"<blockquote>{_h(answer['text'])}</blockquote>")
            if answer["sources"]:
                links = ", ".join(f'<a href="{_h(s["url"])}">{_h(s["title"])}</a>' for s in answer["sources"])
                body.append(f'<p class="plain">{_h(t("interview.sources", lang))} {links}</p>')
    if page["unanswered"]:
        items = [
            f"{_h(i['plain'])} <strong>{_h(i['label'])}</strong>{_h(i['text'] and chr(10) + i['text'])}"
            for i in page["unanswered"]
        ]
        body += [f"<h2>{_h(t('interview.unanswered', lang))}</h2>", _list(items)]
    if page["forgotten"]:
        body.append(f"<h2>{_h(t('interview.forgotten', lang))}</h2>")
        for family in page["forgotten"]:
            body += [f"<h3>{_h(family['title'])}</h3>", _list([_h(plain) for plain in family["questions"]])]
    for part in page["more"]:
        body += [f"<h2>{_h(part['title'])}</h2>", _list([_h(text) for text in part["items"]])]
    head = (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_h(page['title'])}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
    )
    credit = _h(t("interview.credit", lang))
    return head + "\n".join(body) + f"\n</main>\n<footer><p>{credit}</p></footer>\n</body>\n</html>\n"


def questions_for_producer(interview: Interview, deck: Deck, lang: str) -> str:
    """Return a letter in plain text with the questions that were asked and stayed without an answer."""
    entries = interview.unanswered()
    name = interview.dataset or t("interview.no_name", lang)
    if not entries:
        return t("interview.producer_none", lang, name=name) + "\n"
    lines = [t("interview.producer_open", lang, name=name), ""]
    for i, entry in enumerate(entries, start=1):
        lines.append(f"{i}. {deck.question(entry.question).plain[lang]}")
        if entry.text:
            lines.append(f"   {t('interview.producer_note', lang)} {_one_line(entry.text)}")
    return "\n".join([*lines, "", t("interview.producer_close", lang), ""])


def datapackage(interview: Interview, deck: Deck, lang: str, portrait: Portrait | dict | None = None) -> dict:
    """Return a Frictionless Data Package that says what was learnt, and holds the interview as a table.

    Parameters
    ----------
    interview : Interview
    deck : Deck
    lang : {"en", "fr"}
    portrait : Portrait or dict, optional
        The portrait that answered: its plain facts are used for the questions it did answer.

    Notes
    -----
    Keys follow https://specs.frictionlessdata.io/data-package/ ; an answer that the format cannot hold
    (a date told in words, an address that is none) stays in the table only.
    """
    package: dict = {"name": slug(interview.dataset)}
    for question, text in _learnt(interview, deck, lang, portrait, "datapackage"):
        key = question.datapackage
        urls = _URL.findall(text)
        if key in ("title", "description"):
            package[key] = f"{package[key]}\n\n{text}" if key in package else text
        elif key == "version":
            package.setdefault(key, _one_line(text))
        elif key == "created" and _DAY.fullmatch(text):
            package.setdefault(key, f"{text}T00:00:00Z")
        elif key == "homepage" and urls:
            package.setdefault(key, _trim(urls[0]))
        elif key == "keywords":
            words = [clean(word) for word in re.split("[,;\n]", text)]
            package[key] = list(dict.fromkeys(package.get(key, []) + [word for word in words if word]))
        elif key in ("licenses", "sources", "contributors"):
            item = {"name": LICENCES.get(text.lower(), "other")} if key == "licenses" else {}
            item["title"] = text
            if len(urls) == 1:
                item["path"] = _trim(urls[0])
            if item not in package.setdefault(key, []):
                package[key].append(item)
    if interview.dataset:
        package["title"] = interview.dataset
    names = ("family", "question", "outcome", "answer")
    package["resources"] = [
        {
            "name": "interview",
            "title": t("interview.resource", lang),
            "data": [
                {
                    "family": deck.family(deck.question(entry.question).family).title[lang],
                    "question": deck.question(entry.question).plain[lang],
                    "outcome": entry.outcome,
                    "answer": entry.text,
                }
                for entry in interview.log
            ],
            "schema": {"fields": [{"name": name, "type": "string"} for name in names]},
        }
    ]
    return package


def dcat(interview: Interview, deck: Deck, lang: str, portrait: Portrait | dict | None = None) -> dict:
    """Return a DCAT description (JSON-LD) filled with what was learnt and nothing else.

    Parameters
    ----------
    interview : Interview
    deck : Deck
    lang : {"en", "fr"}
    portrait : Portrait or dict, optional
        The portrait that answered: its plain facts are used for the questions it did answer.
    """
    dataset: dict = {"@type": "dcat:Dataset"}
    distribution: dict = {"@type": "dcat:Distribution"}
    if interview.dataset:
        dataset["dct:title"] = _literal(interview.dataset, lang)
    for question, text in _learnt(interview, deck, lang, portrait, "dcat"):
        name = question.dcat
        if name == "dct:title" and interview.dataset:
            continue
        value = _literal(text, lang)
        if node := deck.dcat_nodes.get(name):
            urls = _URL.findall(text) if node["type"] in DOCUMENTS else []
            identity = {"@id": _trim(urls[0])} if len(urls) == 1 else {}
            value = identity | {"@type": node["type"], node["label"]: value}
        elif name in DATES and _DAY.fullmatch(text):
            value = {"@value": text, "@type": "xsd:date"}
        elif name in DATES:  # a portal would refuse a date told in words
            name, value = "rdfs:comment", _literal(f"{question.plain[lang]} {text}", lang)
        target = distribution if name in DISTRIBUTION else dataset
        before = target.get(name, [])
        before = before if isinstance(before, list) else [before]
        if value not in before:
            target[name] = [*before, value] if before else value
    if len(distribution) > 1:
        dataset["dcat:distribution"] = distribution
    used = set(re.findall(r'"([a-z]+):[A-Za-z]+"', _names(dataset)))
    return {"@context": {p: uri for p, uri in PREFIXES.items() if p in used}} | dataset


def slug(name: str) -> str:
    """Return a name as small ASCII letters, digits and hyphens: "Prénoms (Insee)" is prenoms-insee."""
    text = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe").replace("æ", "ae"))
    text = re.sub("[\u0300-\u036f]", "", text)
    return re.sub("[^a-z0-9]+", "-", text).strip("-") or "dataset"


def _content(portrait: Portrait | dict | None, lang: str) -> dict:
    return portrait.content(lang) if isinstance(portrait, Portrait) else portrait or {}


def _sources(content: dict, question_id: str) -> list[dict[str, str]]:
    known = {source["id"]: source for source in content.get("sources", [])}
    names = content.get("answers", {}).get(question_id, {}).get("sources", [])
    links = [known[name] for name in names if name in known and is_link(known[name]["url"])]
    return [{"title": link["title"], "url": link["url"]} for link in links]


def is_link(url: str) -> bool:
    """Tell whether an address may become a link: http or https, nothing that could close an attribute."""
    return re.fullmatch(r"https?://[^\s<>\"]+", url) is not None


def _items(value: list[str] | str | None) -> list[str]:
    return [value] if isinstance(value, str) and value else list(value or [])


def _learnt(interview: Interview, deck: Deck, lang: str, portrait: Portrait | dict | None, kind: str):
    """Yield (question, text) for every answer that a format can take, in the order of the deck."""
    content = _content(portrait, lang)
    aloud = t("interview.aloud", interview.lang)
    texts = {e.question: e.text for e in interview.log if e.outcome == "answer" and e.text != aloud}
    for question in deck.questions:
        key = getattr(question, kind)
        if key and question.id in texts:
            yield question, content.get(FACTS.get(key, ""), "") or texts[question.id]


def _literal(text: str, lang: str) -> dict[str, str]:
    return {"@value": text, "@language": lang}


def _names(value: object) -> str:
    """Return, between quotes, every property and type used in a JSON-LD value."""
    if isinstance(value, list):
        return "".join(_names(item) for item in value)
    if not isinstance(value, dict):
        return ""
    return "".join(f'"{key}"' + (f'"{item}"' if key == "@type" else _names(item)) for key, item in value.items())


def _trim(url: str) -> str:
    url = re.sub(r"[.,;:!?'\]]+\Z", "", url)
    return url if "(" in url else re.sub(r"\).*\Z", "", url)


def _one_line(text: str) -> str:
    return re.sub("[ \t]*\n[ \t\n]*", " ", text)


def _h(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _list(items: list[str]) -> str:
    return "<ul>\n" + "\n".join(f"<li>{item}</li>" for item in items) + "\n</ul>"


def _md(text: str) -> str:
    """Escape a text so that Markdown, MyST included, shows it as it is."""
    text = re.sub(r"[\\`*_{}\[\]<>#|~$&]", r"\\\g<0>", text)
    text = re.sub(r"^[ \t]+", "", text, flags=re.M)
    text = re.sub(r"^([-+=:!%(]|[0-9]+(?=[.)]))", _start, text, flags=re.M)
    return re.sub(r"[ \t]*\n+", r"\\\n", text)


def _start(match: re.Match) -> str:
    # At the start of a line these open a list, a heading, a directive, and in MyST a comment ("% …") or a
    # label ("(…)="), both of which disappear: "1." becomes "1\.".
    return match[0] + "\\" if match[0].isdigit() else "\\" + match[0]


def _bullets(texts: list[str]) -> str:
    return "\n".join(re.sub("\n", "\n  ", f"- {_md(text)}") for text in texts)


def _quote(text: str) -> str:
    return re.sub("^", "> ", _md(text), flags=re.M)
