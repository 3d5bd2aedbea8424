"""The committee role-play in a notebook: the interface of ``committee.js``, hosted by anywidget."""

from __future__ import annotations

from html import escape

import anywidget
import traitlets

from culture_d.i18n import LANGUAGES, language, t
from culture_d.standard.committee import Committee
from culture_d.standard.committee.page import module, page_content, style_sheet


class CommitteeWidget(anywidget.AnyWidget):
    """The committee's table in a notebook. Its state is plain JSON, shared with the interface."""

    _esm = module()
    _css = style_sheet()
    content = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    @property
    def committee(self) -> Committee:
        """The session as held so far.

        Raises
        ------
        CommitteeError
            If the state cannot be read.
        """
        lang = self.content["lang"]
        return Committee.from_state(self.state, lang=lang) if self.state else Committee(lang=lang)

    def _repr_mimebundle_(self, **kwargs: object) -> tuple[dict, dict]:
        # A stored notebook must read well, and identically, where no kernel runs.
        data, metadata = super()._repr_mimebundle_(**kwargs)
        sentence = t("committee.fallback", self.content["lang"])
        return data | {"text/plain": sentence, "text/html": f"<p>{escape(sentence)}</p>"}, metadata


def committee(lang: str | None = None, session: Committee | None = None) -> CommitteeWidget:
    """Open the committee's table in a notebook.

    Parameters
    ----------
    lang : {"en", "fr"}, optional
        The current language by default.
    session : Committee, optional
        A session to go on with.
    """
    lang = lang or language()
    if lang not in LANGUAGES:
        raise ValueError(f'language must be "en" or "fr", not {lang!r}')
    return CommitteeWidget(content=page_content(lang, paper=False), state=session.to_state() if session else {})
