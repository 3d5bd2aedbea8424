"""A decision tree in a notebook: the interface of ``decision.js``, hosted by anywidget."""

from __future__ import annotations

from html import escape
from pathlib import Path

import anywidget
import traitlets

from culture_d.decision import Decision, Tree, interface_content, load_decision
from culture_d.i18n import LANGUAGES, language, t
from culture_d.widgets.bundle import bundle, styles


class DecisionWidget(anywidget.AnyWidget):
    """A decision tree in a notebook. Its state is plain JSON, shared with the interface."""

    _esm = bundle("shared", "decision")
    _css = styles("colours", "decision")
    content = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, tree: Tree, lang: str) -> None:
        super().__init__(content=interface_content(tree, lang), state=Decision(tree, lang).to_state())
        self.tree = tree

    @property
    def decision(self) -> Decision:
        """The walk so far: its `path`, its `result` and its `report`."""
        return Decision.from_state(self.state, self.tree, self.content["lang"])

    def _repr_mimebundle_(self, **kwargs: object) -> tuple[dict, dict]:
        # A stored notebook must read well, and identically, where no kernel runs.
        data, metadata = super()._repr_mimebundle_(**kwargs)
        lang = self.content["lang"]
        sentence = t("decision.fallback", lang, title=self.tree.title[lang])
        return data | {"text/plain": sentence, "text/html": f"<p>{escape(sentence)}</p>"}, metadata


def decide(name: str | Path = "must-publish", lang: str | None = None) -> DecisionWidget:
    """Open a decision tree in a notebook.

    Parameters
    ----------
    name : str or pathlib.Path
        A tree of ``data/decisions``, such as ``"must-publish"``, or the path of a YAML file.
    lang : {"en", "fr"}, optional
        The current language by default.

    Raises
    ------
    ReaderError
        If the tree does not exist, or naming what is wrong in its file.
    """
    lang = lang or language()
    if lang not in LANGUAGES:
        raise ValueError(f'language must be "en" or "fr", not {lang!r}')
    return DecisionWidget(load_decision(name), lang)
