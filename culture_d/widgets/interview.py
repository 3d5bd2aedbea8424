"""The data interview in a notebook: the interface of ``interview.js``, hosted by anywidget."""

from __future__ import annotations

from html import escape

import anywidget
import traitlets

from culture_d.i18n import LANGUAGES, language, t
from culture_d.interview.deck import Portrait
from culture_d.interview.game import Interview, InterviewError
from culture_d.interview.static import module, page_content, style_sheet


class InterviewWidget(anywidget.AnyWidget):
    """The game in a notebook. Its state is plain JSON, shared with the interface."""

    _esm = module()
    _css = style_sheet()
    content = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    @property
    def interview(self) -> Interview:
        """The game as played so far.

        Raises
        ------
        InterviewError
            If the state cannot be read.
        """
        return Interview.from_state(self.state) if self.state else Interview(lang=self.content["lang"])

    def _repr_mimebundle_(self, **kwargs: object) -> tuple[dict, dict]:
        # A stored notebook must read well, and identically, where no kernel runs.
        data, metadata = super()._repr_mimebundle_(**kwargs)
        sentence = t("interview.fallback", self.content["lang"])
        return data | {"text/plain": sentence, "text/html": f"<p>{escape(sentence)}</p>"}, metadata


def play(
    lang: str | None = None,
    portrait: str | dict | Portrait | None = None,
    answers: dict | None = None,
    name: str | None = None,
) -> InterviewWidget:
    """Open the game of the data interview in a notebook.

    Parameters
    ----------
    lang : {"en", "fr"}, optional
        The current language by default.
    portrait : str, dict or Portrait, optional
        A dataset to interview at once: the id of a portrait of the course, or a portrait (its content in
        one language when it is a dict).
    answers : dict, optional
        Answers of a bare table, question id -> ``{"text": …, "unknown": …}``, as given by
        ``culture_d.interview.table.first_person``.
    name : str, optional
        Name of the dataset, when `answers` are given.

    Raises
    ------
    InterviewError
        If no portrait has that id.
    """
    lang = lang or language()
    if lang not in LANGUAGES:
        raise ValueError(f'language must be "en" or "fr", not {lang!r}')
    content = page_content(lang)
    state: dict = {}
    if answers is not None:
        title = name or t("interview.table_title", lang)
        hello = t("interview.table_hello", lang)
        table = {"id": "table", "title": title, "hello": hello, "sources": [], "answers": answers}
        content["portraits"] = [table]
        state = Interview(dataset=title, mode="table", lang=lang).to_state()
    elif portrait is not None:
        known = {item["id"]: item for item in content["portraits"]}
        if isinstance(portrait, str):
            if portrait not in known:
                raise InterviewError(t("interview.error_portrait", lang, id=portrait, ids=", ".join(known)))
            chosen = known[portrait]
        else:
            chosen = portrait.content(lang) if isinstance(portrait, Portrait) else portrait
            content["portraits"] = [*(item for item in known.values() if item["id"] != chosen["id"]), chosen]
        state = Interview(dataset=chosen["title"], mode="portrait", portrait=chosen["id"], lang=lang).to_state()
    content["direct"] = bool(state)
    return InterviewWidget(content=content, state=state)
