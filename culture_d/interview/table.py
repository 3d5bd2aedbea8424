"""A bare table answers for itself: what its columns show, in the first person, and nothing more.

``first_person`` answers the questions whose card says that a table can; to all the others the table says that
it does not know. No value of a cell is quoted, but the bounds of dates and the words for "missing".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from culture_d.i18n import date, number, t
from culture_d.personal_columns import Clue
from culture_d.profile import KINDS, Period, Profile
from culture_d.understood import decimal_name, enumeration, quoted, separator_name, weight

_FAMILIES = ("who", "where", "look", "travel", "value", "hide", "known", "pays", "next")
_JOINS = ("insee", "postcode", "five_digits", "department", "region", "country", "iris")
_MOST = 3


def first_person(profile: Profile, lang: str, deck: object) -> dict[str, dict]:
    """Answer every question of a deck as the table itself would.

    Parameters
    ----------
    profile : Profile
    lang : {"en", "fr"}
    deck : Deck or mapping
        What ``load_deck`` gives, or the same as plain data (``{"questions": [{"id", "family", "table"}]}``).

    Returns
    -------
    dict
        Question id -> ``{"text": str, "unknown": bool}``.
    """
    answers = {}
    for question in _questions(deck):
        answer = _ANSWERS.get(question["table"])
        text = answer(profile, lang) if answer else None
        answers[question["id"]] = {
            "text": text or _unknown(question["family"], lang),
            "unknown": text is None,
        }
    return answers


def as_portrait(profile: Profile, name: str, lang: str, deck: object) -> dict:
    """Return the portrait of a reader's own table, in one language, as the game takes portraits.

    Parameters
    ----------
    profile : Profile
    name : str
        What to call the table, such as the name of its file.
    lang : {"en", "fr"}
    deck : Deck or mapping
    """
    told = t("tables.quoted", lang, name=name) if name else t("profile.unnamed", lang)
    answers = first_person(profile, lang, deck)
    return {
        "id": "own",
        "title": name or t("profile.unnamed", lang),
        "hello": t("profile.hello", lang, name=told, **_shape(profile, lang)),
        "producer": None,
        "licence": None,
        "home": None,
        "sources": [],
        "answers": {question: answer | {"declined": False, "sources": []} for question, answer in answers.items()},
        "quirks": [],
        "quarrels": [],
        "privacy": _privacy(profile, lang),
    }


def _questions(deck: object) -> Iterable[dict]:
    """Read the cards of a deck, whether it is an object or plain data."""
    cards = deck["questions"] if isinstance(deck, Mapping) else deck.questions
    for card in cards:
        get = card.get if isinstance(card, Mapping) else lambda key, card=card: getattr(card, key, None)
        yield {key: get(key) for key in ("id", "family", "table")}


def _unknown(family: str, lang: str) -> str:
    return t(f"profile.unknown_{family if family in _FAMILIES else 'any'}", lang)


def _shape(profile: Profile, lang: str) -> dict[str, str]:
    return {
        "lines": t("profile.lines", lang, n=profile.rows),
        "columns": t("tables.columns", lang, n=len(profile.columns)),
    }


def _size(profile: Profile, lang: str) -> str:
    told = [t("profile.size", lang, **_shape(profile, lang))]
    if profile.bytes:
        told.append(t("profile.weight", lang, weight=weight(profile.bytes, lang)))
    return " ".join(told)


def _columns(profile: Profile, lang: str) -> str:
    names = quoted([c.name for c in profile.columns], lang)
    told = t("profile.columns", lang, n=len(profile.columns), names=names)
    return f"{told} {t('profile.dictionary', lang)}"


def _types(profile: Profile, lang: str) -> str:
    counts = {kind: sum(c.kind == kind for c in profile.columns) for kind in KINDS}
    told = [t(f"profile.kind_{kind}", lang, n=n) for kind, n in counts.items() if n]
    told = t("profile.types", lang, list=_items(told, lang))
    measured = counts["number"] or counts["whole"]
    return f"{told} {t('profile.units', lang)}" if measured else told


def _gaps(profile: Profile, lang: str) -> str:
    if not profile.missing:
        return t("profile.no_gap", lang)
    share = _share(profile.missing / profile.cells, lang)
    told = [t("profile.gaps", lang, n=profile.missing, total=profile.cells, share=share)]
    worst = sorted((c for c in profile.columns if c.missing), key=lambda c: -c.missing)[:_MOST]
    columns = [
        t(
            "profile.gap_column",
            lang,
            name=quoted([c.name], lang),
            share=_share(c.missing / profile.rows, lang),
        )
        for c in worst
    ]
    told.append(t("profile.gap_columns", lang, columns=enumeration(columns, lang)))
    markers: dict[str, int] = {}
    for column in profile.columns:
        for word, n in column.markers.items():
            markers[word] = markers.get(word, 0) + n
    said = [(word, n) for word, n in sorted(markers.items(), key=lambda x: -x[1]) if word][:5]
    if said:
        words = [t("profile.marker", lang, name=quoted([word], lang), n=n) for word, n in said]
        told.append(t("profile.gap_markers", lang, markers=enumeration(words, lang)))
    return " ".join(told)


def _twins(profile: Profile, lang: str) -> str:
    if not profile.duplicate_rows:
        return t("profile.no_twin", lang)
    return t("profile.twins", lang, n=profile.duplicate_rows)


def _period(profile: Profile, lang: str) -> str | None:
    return " ".join(_one_period(p, lang) for p in profile.periods[:_MOST]) or None


def _one_period(period: Period, lang: str) -> str:
    name = quoted([period.column], lang)
    if period.years:
        start, end = str(period.start.year), str(period.end.year)
    else:
        start, end = date(period.start, lang), date(period.end, lang)
    key = ("period_one" if start == end else "period") + ("" if period.years else "_day")
    return t(f"profile.{key}", lang, name=name, start=start, end=end)


def _places(profile: Profile, lang: str) -> str | None:
    told = [
        t(f"profile.place_{place.what}", lang, name=quoted([place.column], lang), n=place.distinct)
        for place in profile.places
    ]
    return t("profile.places", lang, list=_items(told, lang)) if told else None


def _personal(profile: Profile, lang: str) -> str:
    told = [_clue(clue, lang) for clue in profile.personal]
    if not told:
        return t("profile.no_personal", lang)
    return t("profile.personal", lang, n=len(told), list=_items(told, lang))


def _clue(clue: Clue, lang: str) -> str:
    return t(
        "profile.clue",
        lang,
        name=quoted([clue.column], lang),
        what=t(f"profile.what_{clue.what}", lang),
        sure=t(f"profile.sure_{clue.sure}", lang),
        why=", ".join(t(f"profile.why_{reason}", lang) for reason in clue.why),
    )


def _keys(profile: Profile, lang: str) -> str:
    if profile.keys:
        told = [t("profile.keys", lang, n=len(profile.keys), names=quoted(profile.keys, lang))]
    elif profile.key_pair:
        first, second = (quoted([name], lang) for name in profile.key_pair)
        told = [t("profile.key_pair", lang, first=first, second=second)]
    else:
        told = [t("profile.no_key", lang)]
    joins = [place.column for place in profile.places if place.what in _JOINS]
    if joins:
        told.append(t("profile.joins", lang, n=len(joins), names=quoted(joins, lang)))
    return " ".join(told)


def _line(profile: Profile, lang: str) -> str | None:
    if profile.keys:
        return t("profile.line_key", lang, name=quoted(profile.keys[:1], lang))
    if profile.key_pair:
        first, second = (quoted([name], lang) for name in profile.key_pair)
        return t("profile.line_pair", lang, first=first, second=second)
    return None


def _format(profile: Profile, lang: str) -> str | None:
    read = profile.understood
    if read is None:
        return None
    told = [t("profile.format", lang, encoding=read.encoding.upper())]
    if read.separator is None:
        told.append(t("profile.format_one_column", lang))
    else:
        told.append(t("profile.format_separator", lang, name=separator_name(read.separator, lang)))
    if read.decimal:
        told.append(t("profile.format_decimal", lang, name=decimal_name(read.decimal, lang)))
    if uneven := len(read.short_lines) + len(read.extra):
        told.append(t("profile.format_uneven", lang, n=uneven))
    return " ".join(told)


def _privacy(profile: Profile, lang: str) -> str:
    names = [clue.column for clue in profile.personal]
    if not names:
        return t("profile.no_personal", lang)
    return t("profile.privacy", lang, n=len(names), names=quoted(names, lang))


def _items(told: list[str], lang: str) -> str:
    """Join parts that hold commas of their own."""
    return ("\u202f; " if lang == "fr" else "; ").join(told)


def _share(share: float, lang: str) -> str:
    """Write a share as a percentage, never rounded down to nothing."""
    if share < 0.001:
        return t("profile.less_than", lang, share=t("profile.percent", lang, n=0.1))
    return t("profile.percent", lang, n=number(round(100 * share, 1), lang=lang))


_ANSWERS = {
    "size": _size,
    "columns": _columns,
    "types": _types,
    "gaps": _gaps,
    "twins": _twins,
    "period": _period,
    "places": _places,
    "personal": _personal,
    "keys": _keys,
    "line": _line,
    "format": _format,
}
