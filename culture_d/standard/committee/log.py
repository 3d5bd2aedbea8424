"""The change log and the minutes of a committee, in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from culture_d.i18n import t
from culture_d.standard.committee.agenda import VERDICTS
from culture_d.standard.committee.changes import changes
from culture_d.standard.committee.ratchet import COUNTS, Notch

if TYPE_CHECKING:
    from culture_d.standard.committee.agenda import Arbitration, Comment
    from culture_d.standard.committee.game import Committee


def change_log(committee: Committee, lang: str) -> str:
    """Return what changes, what was decided with how many hands, and what can hardly be taken back."""
    return "\n\n".join([*_changes(committee, lang), *_decisions(committee, lang), *_end(committee, lang)]) + "\n"


def _changes(committee: Committee, lang: str) -> Iterator[str]:
    base = committee.agenda.base.version
    yield f"# {t('committee.log_title', lang, version=committee.version)}"
    yield t("committee.log_intro", lang, n=committee.people, base=base)
    found = [change for item in committee.decided() for change in changes(committee.agenda.base, item.edits, lang)]
    for breaking, key in ((True, "log_breaking"), (False, "log_other")):
        if lines := [f"- {_md(change.sentence)}" for change in found if change.breaking is breaking]:
            yield f"## {t(f'committee.{key}', lang)}"
            yield "\n".join(lines)
    if not found:
        yield t("committee.log_nothing", lang)


def _decisions(committee: Committee, lang: str) -> Iterator[str]:
    taken = [item for item in committee.decided() if item.option]
    lines = [_decision(committee, item.about, _md(f"{item.option.label[lang]}."), item.moot, lang) for item in taken]
    later = _md(t("committee.log_postponed", lang))
    lines += [_decision(committee, item, later, False, lang) for item in committee.postponed()]
    if lines:
        yield f"## {t('committee.log_decisions', lang)}"
        yield "\n".join(lines)
    if left := len(committee.agenda.arbitrations) - len(lines):
        yield t("committee.log_open", lang, n=left)
    read = [comment for comment in committee.agenda.comments if committee.verdict(comment.id)]
    if read:
        yield f"## {t('committee.log_comments', lang)}"
        yield t("committee.log_read", lang, n=len(read), total=len(committee.agenda.comments))
        by_verdict = {v: [_answered(c, v, lang) for c in read if committee.verdict(c.id) == v] for v in VERDICTS}
        yield "\n".join(
            f"- **{_md(t('committee.verdict_' + verdict, lang))}** ({len(titles)}) {_md(' · '.join(titles))}"
            for verdict, titles in by_verdict.items()
            if titles
        )


def _answered(comment: Comment, verdict: str, lang: str) -> str:
    """Return the title of a comment, which says so when accepting it changes nothing in the schema."""
    title = comment.title[lang]
    return t("committee.log_in_words", lang, title=title) if verdict == "now" and not comment.edits else title


def _decision(committee: Committee, question: Arbitration, words: str, moot: bool, lang: str) -> str:
    parts = [f"- **{_md(question.question[lang])}** {words}"]
    hands = committee.votes(question.id)
    if any(hands.values()):
        counts = " · ".join(f"{option.label[lang]} ({hands[option.id]})" for option in question.options)
        parts.append(_md(t("committee.log_hands", lang, hands=counts)))
    if moot:
        parts.append(_md(t("committee.log_moot", lang)))
    return " ".join(parts)


def _end(committee: Committee, lang: str) -> Iterator[str]:
    if notches := committee.notches():
        yield f"## {t('committee.log_ratchet', lang)}"
        yield t("committee.log_ratchet_about", lang, places=len(committee.yardstick.places))
        yield "\n".join(f"- **{_md(item.title[lang])}** {_md(notch_words(item, lang))}" for item in notches)
    yield "---"
    yield t("committee.log_credit", lang)


def notch_words(item: Notch, lang: str) -> str:
    """Return the counts of a notch in words, the zeros left out."""
    counts = item.counts()
    said = [t(f"committee.notch_{key}", lang, n=counts[key]) for key in COUNTS if counts[key]]
    return t("committee.notch", lang, counts=", ".join(said))


def _md(text: str) -> str:
    """Escape a text so that Markdown shows it as it is."""
    return re.sub(r"[\\`*_<>|\[\]]", r"\\\g<0>", text)
