"""Opening hours in words, in English and in French."""

from __future__ import annotations

from culture_d.i18n import language, t
from culture_d.standard.findings import shorten
from culture_d.standard.hours.lexicon import plain
from culture_d.standard.hours.osm import ALL_DAY, DAY, HOLIDAYS, Range, Rule, by_day, parse, runs

_BOOKING = {"sur rendez-vous", "sur rdv", "by appointment", "on appointment"}


def hours_in_words(text: str, lang: str | None = None) -> str:
    """Tell opening hours as one would aloud.

    Parameters
    ----------
    text : str
        Hours in OpenStreetMap's syntax: ``"Mo-Fr 09:00-12:00,14:00-18:30; PH off"``.
    lang : {"en", "fr"}, optional
        The current language by default.

    Returns
    -------
    str
        "Monday to Friday, 9 am to noon and 2 pm to 6.30 pm. Closed on public holidays." Hours that cannot be put
        into words are given as they are, and the sentence says so.
    """
    lang = lang or language()
    if not text.strip():
        return t("hours.none", lang)
    hours = parse(text)
    if hours is None:
        return _comment_alone(text, lang) or t("hours.as_it_is", lang, text=shorten(text, 200))
    table = by_day(hours)
    said = [_opened(table, lang), _closed(table, lang)]
    if hours.otherwise:
        said.append(t("hours.otherwise", lang, comment=_comment(hours.otherwise, lang)))
    return " ".join(filter(None, said))


def _comment_alone(text: str, lang: str) -> str:
    inside = text.strip()[1:-1]
    if text.strip() != f'"{inside}"' or '"' in inside or not inside.strip():
        return ""
    return _capital(_comment(inside, lang)) + "."


def _opened(table: list[Rule | None], lang: str) -> str:
    """Return a clause for each group of days with the same hours."""
    if all(rule and rule.ranges == ALL_DAY and not rule.comment for rule in table[:7]):
        return t("hours.always", lang)
    groups: dict[tuple, set[int]] = {}
    for day, rule in enumerate(table):
        if rule and rule.ranges and not (day == HOLIDAYS and len(rule.days) == 8):
            groups.setdefault((rule.ranges, rule.comment), set()).add(day)
    clauses = []
    for (ranges, comment), days in groups.items():
        clause = t("hours.clause", lang, days=_days(days, lang), times=_times(ranges, lang))
        clauses.append(
            t("hours.commented", lang, clause=clause, comment=_comment(comment, lang)) if comment else clause
        )
    return _capital(t("hours.between", lang).join(clauses)) + "." if clauses else ""


def _closed(table: list[Rule | None], lang: str) -> str:
    """Return the days said to be closed; a day that no rule names is left to the reader."""
    days = {day for day, rule in enumerate(table) if rule and not rule.ranges}
    if days >= set(range(7)):
        return t("hours.closed_always", lang)
    return t("hours.closed", lang, days=_days(days, lang, ranges=False)) if days else ""


def _days(days: set[int], lang: str, ranges: bool = True) -> str:
    if days >= set(range(7)) and HOLIDAYS not in days:
        return t("hours.every_day", lang)
    names = t("hours.days", lang).split()
    said = []
    for first, last in runs(frozenset(days)):
        if ranges and last > first + 1:
            said.append(t("hours.from_to_days", lang, first=names[first], last=names[last]))
        else:
            said += [t("hours.one_day", lang, day=names[day]) for day in range(first, last + 1)]
    if HOLIDAYS in days:
        said.append(t("hours.holidays", lang))
    return _list(said, lang)


def _times(ranges: tuple[Range, ...], lang: str) -> str:
    if ranges == ALL_DAY:
        return t("hours.all_day", lang)
    return _list([t("hours.from_to", lang, start=_time(a, lang), end=_time(b, lang)) for a, b in ranges], lang)


def _time(minutes: int, lang: str) -> str:
    """Write a time: 9 am, noon, 6.30 pm; 9 h, 12 h, 18 h 30."""
    if minutes > DAY:
        return t("hours.next_day", lang, time=_time(minutes - DAY, lang))
    if minutes == DAY or (lang == "en" and minutes in (0, DAY // 2)):
        return t("hours.noon" if minutes == DAY // 2 else "hours.midnight", lang)
    hour, minute = divmod(minutes, 60)
    key = ("hours.minute_" if minute else "hours.hour_") + ("am" if hour < 12 else "pm")
    shown = str(hour) if lang == "fr" else str((hour - 1) % 12 + 1)
    return t(key, lang, hour=shown, minute=f"{minute:02d}")


def _comment(text: str, lang: str) -> str:
    return t("hours.booking", lang) if plain(text) in _BOOKING else shorten(text)


def _list(items: list[str], lang: str) -> str:
    *first, last = items
    return t("hours.and", lang, first=", ".join(first), last=last) if first else last


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
