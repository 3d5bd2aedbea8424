"""The directives of a timeline: to move through in the page, and as cards to put in order on paper."""

from __future__ import annotations

from html import escape

from culture_d.book.raw import Raw
from culture_d.book.static_module import print_script, static_page
from culture_d.i18n import t
from culture_d.interview.static import lean
from culture_d.timelines import Timeline, interface_content, list_html, load_timeline, timeline_names
from culture_d.widgets.bundle import bundle, styles

_PAPER = "/* ---- Paper ---- */"  # where the style sheet passes from the screen to the cards


class _OfTimeline(Raw):
    files = ("timelines/*.yml",)

    def timeline(self) -> Timeline:
        """Return the timeline that the directive names, or stop the build with a sentence."""
        if self.arguments[:1] == [] or self.arguments[0] not in timeline_names():
            raise self.error(f"{self.name} needs the name of a timeline: {', '.join(timeline_names())}")
        return load_timeline(self.arguments[0])


class TimelinePage(_OfTimeline):
    """``{timeline} name``: a year to choose, and the dates one by one; without a script, the list of the dates."""

    def html(self, lang: str) -> str:
        return page_html(self.timeline(), lang)


class TimelineCards(_OfTimeline):
    """``{timeline-cards} name``: the events that have a clue, as cards to print and put in order."""

    def html(self, lang: str) -> str:
        return cards_html(self.timeline(), lang)


def page_html(timeline: Timeline, lang: str) -> str:
    """Return the markup of a timeline for a page: nothing from another site, works over ``file://``."""
    name = f"cd-timeline-{timeline.id}"
    return static_page(
        name,
        "cd-timeline cd-host",
        interface_content(timeline, lang),
        bundle("shared", "timeline"),
        styles("colours", "timeline").partition(_PAPER)[0],
        f'<div class="ct-static">{list_html(timeline, lang)}</div>',
        name,
    )


def cards_html(timeline: Timeline, lang: str) -> str:
    """Return the cards to put in order; the screen shows only what they are and a button.

    The date stands upside down on a strip at the bottom: folded back, it reads behind the card.
    """
    events = sorted((event for event in timeline.events if event.clue), key=lambda event: event.id)
    cards = "".join(
        f'<li class="ct-card"><p class="ct-ask">{escape(t("timeline.card_when", lang))}</p>'
        f'<p class="ct-clue">{escape(event.clue[lang])}</p><p class="ct-strip">'
        f"<strong>{escape(event.date.words(lang))}</strong> <span>{escape(t('timeline.strip', lang))}</span></p></li>"
        for event in events
    )
    return (
        f"<style>\n{lean(styles('timeline').partition(_PAPER)[2])}</style>\n"
        f'<div class="cd-timeline-cards"><p>{escape(t("timeline.cards_about", lang, n=len(events)))}</p>'
        f'<p class="ct-prints"><button type="button" class="button" data-print-set="timeline-cards">'
        f"{escape(t('timeline.cards_print', lang))}</button></p>"
        f'<ul class="ct-sheets">{cards}</ul></div>\n{print_script()}'
    )
