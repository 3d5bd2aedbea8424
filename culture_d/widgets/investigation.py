"""The investigation in a notebook: the interface of ``investigation.js``, hosted by anywidget."""

from __future__ import annotations

from html import escape

import anywidget
import traitlets

from culture_d.i18n import LANGUAGES, language, t
from culture_d.investigation import Cases, Investigation, load_cases
from culture_d.investigation.content import interface_content
from culture_d.widgets.bundle import bundle, styles

MODULE = (
    "shared", "static_host", "investigation_rules", "investigation_parts", "investigation_room", "investigation",
)  # fmt: skip


class InvestigationWidget(anywidget.AnyWidget):
    """The game in a notebook. Its state is plain JSON, shared with the interface."""

    _esm = bundle(*MODULE)
    _css = styles("colours", "investigation")
    content = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, cases: Cases, lang: str) -> None:
        super().__init__(content=interface_content(cases, lang), state=Investigation(cases, lang).to_state())
        self.cases = cases

    @property
    def game(self) -> Investigation:
        """The investigation as led so far: its `inquiries` and its `report`."""
        return Investigation.from_state(self.state, self.cases, self.content["lang"])

    def _repr_mimebundle_(self, **kwargs: object) -> tuple[dict, dict]:
        # A stored notebook must read well, and identically, where no kernel runs.
        data, metadata = super()._repr_mimebundle_(**kwargs)
        lang = self.content["lang"]
        sentence = t("investigation.fallback", lang, title=self.cases.title[lang])
        return data | {"text/plain": sentence, "text/html": f"<p>{escape(sentence)}</p>"}, metadata


def investigate(lang: str | None = None) -> InvestigationWidget:
    """Open the investigation "What is wrong with this figure?" in a notebook.

    Parameters
    ----------
    lang : {"en", "fr"}, optional
        The current language by default.

    Raises
    ------
    ContentError
        Naming what is wrong in the file of the cases.
    """
    lang = lang or language()
    if lang not in LANGUAGES:
        raise ValueError(f'language must be "en" or "fr", not {lang!r}')
    return InvestigationWidget(load_cases(), lang)
