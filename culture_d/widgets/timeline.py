"""A timeline in a notebook: the interface of ``timeline.js``, hosted by anywidget."""

from __future__ import annotations

from html import escape
from pathlib import Path

import anywidget
import traitlets

from culture_d.i18n import LANGUAGES, language, t
from culture_d.timelines import Timeline, interface_content, load_timeline
from culture_d.widgets.bundle import bundle, styles


class TimelineWidget(anywidget.AnyWidget):
    """A timeline in a notebook."""

    _esm = bundle("shared", "timeline")
    _css = styles("colours", "timeline")
    content = traitlets.Dict().tag(sync=True)

    def __init__(self, shown: Timeline, lang: str) -> None:
        super().__init__(content=interface_content(shown, lang))
        self.timeline = shown

    def _repr_mimebundle_(self, **kwargs: object) -> tuple[dict, dict]:
        # A stored notebook must read well, and identically, where no kernel runs: it has the dates and their titles.
        data, metadata = super()._repr_mimebundle_(**kwargs)
        lang = self.content["lang"]
        sentence = t("timeline.fallback", lang, title=self.timeline.title[lang])
        lines = [
            t("timeline.line", lang, when=event.date.words(lang), title=event.title[lang])
            for event in self.timeline.events
        ]
        html = f"<p>{escape(sentence)}</p><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
        return data | {"text/plain": "\n".join([sentence, *lines]), "text/html": html}, metadata


def timeline(name: str | Path = "open-data", lang: str | None = None) -> TimelineWidget:
    """Open a timeline in a notebook.

    Parameters
    ----------
    name : str or pathlib.Path
        A timeline of ``data/timelines``, such as ``"open-data"``, or the path of a YAML file.
    lang : {"en", "fr"}, optional
        The current language by default.

    Raises
    ------
    ReaderError
        If the timeline does not exist, or naming what is wrong in its file.
    """
    lang = lang or language()
    if lang not in LANGUAGES:
        raise ValueError(f'language must be "en" or "fr", not {lang!r}')
    return TimelineWidget(load_timeline(name), lang)
