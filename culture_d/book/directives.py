"""Directives of the pages: the game, the deck, the portraits, a taste of the interview, the tables."""

from __future__ import annotations

from html import escape

from culture_d import catalogue
from culture_d.book.committee_directive import CommitteePaper, CommitteeTable
from culture_d.book.debate_directive import DebateCards, DebatePage
from culture_d.book.decision_directive import DecisionSheet, DecisionTool
from culture_d.book.exports_directive import Exports
from culture_d.book.governance_directive import GovernanceModels
from culture_d.book.investigation_directive import Cards as InvestigationCards
from culture_d.book.investigation_directive import Game as InvestigationGame
from culture_d.book.licences_directive import Licences
from culture_d.book.quiz_directive import Quiz, QuizSheet
from culture_d.book.raw import Raw, Sections
from culture_d.book.rights_directive import RightsLetters, RightsSources, RightsTable
from culture_d.book.samples_directive import SampleTables
from culture_d.book.standard_directive import StandardFields
from culture_d.book.timeline_directive import TimelineCards, TimelinePage
from culture_d.book.traces_directive import Traces
from culture_d.i18n import t


class _Portrait(Raw):
    """A directive that names a portrait."""

    def portrait(self):
        """Return the portrait that the directive names, or stop the build with a sentence."""
        from culture_d.interview.deck import load_portrait

        known = sorted(path.stem for path in (catalogue.DATA / "interview" / "portraits").glob("*.yml"))
        if self.arguments[:1] == [] or self.arguments[0] not in known:
            raise self.error(f"{self.name} needs the name of a portrait: {', '.join(known)}")
        return load_portrait(self.arguments[0])


class Game(Raw):
    """``{interview-game}``: the data interview, playable in the page."""

    files = ("interview/deck.yml", "interview/portraits/*.yml")

    def html(self, lang: str) -> str:
        from culture_d.interview.static import page_html

        return page_html(lang, printable="deck.html", portraits="_static/portraits")


class DeckCards(Sections):
    """``{interview-deck}``: every card of the deck, by family, as sections of the page."""

    files = ("interview/deck.yml",)

    def parts(self, lang: str) -> list[tuple[str, str]]:
        from culture_d.interview.deck import load_deck

        deck = load_deck()
        return [(family.title[lang], _family(deck, family, lang)) for family in deck.families]


def _family(deck, family, lang: str) -> str:
    cards = "".join(_card(question, family, lang) for question in deck.of_family(family.id))
    return f'<p>{escape(family.about[lang])}</p><ul class="deck">{cards}</ul>'


def _card(question, family, lang: str) -> str:
    return (
        f'<li id="{question.id}"><p class="family">{escape(family.title[lang])}</p>'
        f'<p class="ask">{escape(question.ask[lang])}</p>'
        f'<p class="plain">{escape(question.plain[lang])}</p>'
        f'<p class="why">{escape(question.why[lang])}</p>'
        f'<p class="where"><strong>{escape(t("book.where", lang))}</strong> {escape(question.where[lang])}</p></li>'
    )


class PortraitList(Raw):
    """``{interview-portraits}``: the datasets to meet, each with its greeting and a link to its page."""

    files = ("interview/portraits/*.yml",)

    def html(self, lang: str) -> str:
        from culture_d.interview.deck import load_portraits

        cards = "".join(
            f'<li><p class="ask"><a href="portraits/{portrait.id}.html">{escape(portrait.title[lang])}</a></p>'
            f"<p>{escape(portrait.hello[lang])}</p></li>"
            for portrait in load_portraits()
        )
        return f'<ul class="deck">{cards}</ul>'


class PortraitPage(_Portrait):
    """``{interview-portrait} id``: everything a dataset answers, with its quirks, quarrels and sources."""

    files = ("interview/deck.yml", "interview/portraits/*.yml")

    def html(self, lang: str) -> str:
        from culture_d.interview.deck import load_deck

        return _portrait(load_deck(), self.portrait(), lang)


def _portrait(deck, portrait, lang: str) -> str:
    families = "".join(
        f"<h2>{escape(family.title[lang])}</h2><dl>{pairs}</dl>"
        for family in deck.families
        if (pairs := "".join(_answer(q, portrait, lang) for q in deck.of_family(family.id) if q.id in portrait.answers))
    )
    sources = "".join(f'<li><a href="{escape(s.url)}">{escape(s.title)}</a></li>' for s in portrait.sources)
    privacy = (
        f"<h2>{escape(t('book.privacy', lang))}</h2><p>{escape(portrait.privacy[lang])}</p>" if portrait.privacy else ""
    )
    return (
        f'<p class="lead">{escape(portrait.hello[lang])}</p>'
        f'<p><a class="button" href="../interview.html#{portrait.id}">{escape(t("book.play", lang))}</a></p>'
        f'<div class="interview">{families}</div>'
        f"{_notes('book.quirks', portrait.quirks, lang)}{_notes('book.quarrels', portrait.quarrels, lang)}{privacy}"
        f"<h2>{escape(t('book.sources', lang))}</h2><ul>{sources}</ul>"
    )


def _answer(question, portrait, lang: str) -> str:
    answer = portrait.answers[question.id]
    kind = ' class="unknown"' if answer.unknown or answer.declined else ""
    return f"<dt>{escape(question.ask[lang])}</dt><dd{kind}>{escape(answer.text[lang])}</dd>"


def _notes(key: str, notes, lang: str) -> str:
    items = "".join(f"<li>{escape(note[lang])}</li>" for note in notes)
    return f"<h2>{escape(t(key, lang))}</h2><ul>{items}</ul>" if items else ""


# Three columns of a chart in conversation: decoration, hidden from screen readers.
_ART = (
    '<svg class="taste-art" viewBox="0 0 240 250" aria-hidden="true"><g fill="var(--accent)">'
    '<rect x="14" y="118" width="56" height="132" rx="10"/></g><rect x="88" y="70" width="56" height="180" rx="10" '
    'fill="var(--sun)"/><rect x="162" y="148" width="56" height="102" rx="10" fill="var(--warm)"/>'
    '<path d="M96 8h58a14 14 0 0 1 14 14v12a14 14 0 0 1-14 14h-24l-12 14-6-14h-16a14 14 0 0 1-14-14V22a14 14 0 0 1 '
    '14-14z" fill="none" stroke="var(--ink)" stroke-width="3"/><g fill="var(--ink)"><circle cx="106" cy="28" r="3.5"/>'
    '<circle cx="124" cy="28" r="3.5"/><circle cx="142" cy="28" r="3.5"/></g><g fill="var(--surface)">'
    '<circle cx="32" cy="142" r="7"/><circle cx="54" cy="142" r="7"/><circle cx="180" cy="172" r="7"/>'
    '<circle cx="202" cy="172" r="7"/></g><g fill="#16302f"><circle cx="105" cy="96" r="5"/><circle cx="128" cy="96" '
    'r="5"/><circle cx="34" cy="141" r="3.4"/><circle cx="56" cy="141" r="3.4"/><circle cx="178" cy="171" r="3.4"/>'
    '<circle cx="200" cy="171" r="3.4"/></g><path d="M107 112q9 9 19 0" fill="none" stroke="#16302f" '
    'stroke-width="3.5" stroke-linecap="round"/></svg>'
)


class Taste(_Portrait):
    """``{interview-taste} portrait``: four questions to try at once, without script, on the home page."""

    files = ("interview/deck.yml", "interview/portraits/*.yml")
    questions = ("who-line", "hide-missing", "known-misread", "hide-find")

    def html(self, lang: str) -> str:
        from culture_d.interview.deck import load_deck

        deck = {question.id: question for question in load_deck().questions}
        portrait = self.portrait()
        asked = [name for name in self.questions if name in portrait.answers]
        talk = "".join(
            f"<details><summary>{escape(deck[name].ask[lang])}</summary>"
            f"<p>{escape(portrait.answers[name].text[lang])}</p></details>"
            for name in asked
        )
        return (
            f'{_ART}<p class="taste-hello">{escape(portrait.hello[lang])}</p>{talk}{_three_lines(portrait.id)}'
            f'<p><a class="button" href="interview.html#{portrait.id}">{escape(t("book.play", lang))}</a></p>'
        )


def _three_lines(name: str) -> str:
    """Return three lines of the dataset's own table, where the course has it: what everything is about."""
    if name not in {resource["name"] for resource in catalogue.descriptor()["resources"]}:
        return ""
    table = catalogue.load(name)
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>"
        for row in table.iloc[[len(table) // 4, len(table) // 2, -1]].itertuples(index=False)
    )
    return f'<div class="cd-table"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


class Tables(Sections):
    """``{data-tables}``: the tables of the course, with units, source and licence, as sections."""

    files = ("datapackage.json",)

    def parts(self, lang: str) -> list[tuple[str, str]]:
        resources = catalogue.descriptor()["resources"]
        return [(resource["titles"][lang], _resource(resource, lang)) for resource in resources]


def _resource(resource: dict, lang: str) -> str:
    rows = "".join(_field(field, lang) for field in resource["schema"]["fields"])
    heads = "".join(f'<th scope="col">{escape(t(f"book.{key}", lang))}</th>' for key in ("column", "meaning", "unit"))
    return (
        f'<p>{escape(resource["descriptions"][lang])}</p><p><code>load("{resource["name"]}")</code></p>'
        f'<div class="cd-table"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        f"<p>{catalogue.source_line(resource, lang)}</p></div>"
    )


def _field(field: dict, lang: str) -> str:
    about = f" {field['descriptions'][lang]}" if "descriptions" in field else ""
    unit = field["unit"][lang] if "unit" in field else ""
    return (
        f'<tr><th scope="row"><code>{escape(field["name"])}</code></th>'
        f"<td>{escape(field['titles'][lang])}.{escape(about)}</td><td>{escape(unit)}</td></tr>"
    )


def register(app) -> None:
    """Add the directives to Sphinx."""
    for name, directive in {
        "interview-game": Game,
        "interview-deck": DeckCards,
        "interview-portraits": PortraitList,
        "interview-portrait": PortraitPage,
        "interview-taste": Taste,
        "data-tables": Tables,
        "decision": DecisionTool,
        "decision-sheet": DecisionSheet,
        "committee-paper": CommitteePaper,
        "committee-table": CommitteeTable,
        "debate": DebatePage,
        "debate-cards": DebateCards,
        "governance-models": GovernanceModels,
        "investigation": InvestigationGame,
        "investigation-cards": InvestigationCards,
        "licences": Licences,
        "personal-exports": Exports,
        "quiz": Quiz,
        "quiz-sheet": QuizSheet,
        "rights-letters": RightsLetters,
        "rights-sources": RightsSources,
        "rights-table": RightsTable,
        "sample-tables": SampleTables,
        "standard-fields": StandardFields,
        "timeline": TimelinePage,
        "timeline-cards": TimelineCards,
        "traces": Traces,
    }.items():
        app.add_directive(name, directive)
