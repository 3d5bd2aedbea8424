"""The letter assistant in a notebook: the interface of ``rights.js``, hosted by anywidget."""

from __future__ import annotations

from html import escape

import anywidget
import traitlets

from culture_d.i18n import LANGUAGES, language, t
from culture_d.rights.interface import interface_content
from culture_d.widgets.bundle import bundle, styles

SCRIPTS = ("shared", "rights_rules", "rights")


class RightsWidget(anywidget.AnyWidget):
    """The letter assistant in a notebook.

    Only its labels pass between Python and the browser: what someone types stays in the browser's view of the cell,
    so that a notebook saved with its widgets holds none of it.
    """

    _esm = bundle(*SCRIPTS)
    _css = styles("colours", "rights")
    content = traitlets.Dict().tag(sync=True)

    def __init__(self, lang: str) -> None:
        super().__init__(content=interface_content(lang))

    def _repr_mimebundle_(self, **kwargs: object) -> tuple[dict, dict]:
        # A stored notebook must read well, and identically, where no kernel runs.
        data, metadata = super()._repr_mimebundle_(**kwargs)
        sentence = t("rights.fallback", self.content["lang"])
        return data | {"text/plain": sentence, "text/html": f"<p>{escape(sentence)}</p>"}, metadata


def write_letter(lang: str | None = None) -> RightsWidget:
    """Open the letter assistant in a notebook: a form, the letter, the reminder for a calendar.

    Parameters
    ----------
    lang : {"en", "fr"}, optional
        The language of the form, the current one by default; the letter's own is chosen in the form.
    """
    lang = lang or language()
    if lang not in LANGUAGES:
        raise ValueError(f'language must be "en" or "fr", not {lang!r}')
    return RightsWidget(lang)
