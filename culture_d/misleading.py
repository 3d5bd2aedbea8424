"""Eight charts that mislead with true figures, and the same figures drawn honestly.

What each chart claims, what is drawn, the trick and the honest finding are sentences of
``messages/misleading.yml``; the drawings are in :mod:`culture_d.misleading_charts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from numbers import Real
from textwrap import wrap

import altair as alt

from culture_d.errors import ReaderError
from culture_d.i18n import language, t
from culture_d.misleading_charts import CHARTS, REDRAWN, first_crossing

TITLE_WIDTH = 62  # characters on a line of a title
CAUTIONS = ("chosen_dates", "big_towns", "two_axes")  # said under the honest chart


class MisleadingError(ReaderError, ValueError):
    """A sentence for who asks for a chart that does not exist, or draws it with an impossible value."""


@dataclass(frozen=True)
class Unmasking:
    """What was wrong in a chart, and a habit to keep: two paragraphs in a notebook."""

    trick: str
    habit: str
    lang: str

    def _repr_html_(self) -> str:
        lead = escape(t("misleading.habit", self.lang))
        return f"<p>{escape(self.trick)}</p><p><strong>{lead}</strong> {escape(self.habit)}</p>"

    def __repr__(self) -> str:
        return f"{self.trick}\n\n{t('misleading.habit', self.lang)} {self.habit}"


def riddle(name: str, lang: str | None = None) -> alt.TopLevelMixin:
    """Return a chart as a hurried person would publish it, with its triumphant title.

    Parameters
    ----------
    name : str
        One of :data:`~culture_d.misleading_charts.CHARTS`, such as ``"late-axis"``.
    lang : {"en", "fr"}, optional

    Raises
    ------
    MisleadingError
        If no chart has that name.
    """
    key, lang = _key(name), lang or language()
    place = {"n": str(list(CHARTS).index(name) + 1), "total": str(len(CHARTS))}
    below = t("misleading.numbered", lang, source=t(f"misleading.{key}_source", lang), **place)
    misleading, _ = CHARTS[name]
    return _titled(misleading(lang), t(f"misleading.{key}_claim", lang), below, t(f"misleading.{key}_drawn", lang))


def unmask(name: str, lang: str | None = None) -> alt.TopLevelMixin:
    """Show what was wrong in a chart, then return its figures drawn honestly (see :func:`riddle`)."""
    from IPython.display import display

    key, lang = _key(name), lang or language()
    head = t("misleading.trick", lang)  # an output of its own: JupyterLab shows the first one of a folded cell
    display({"text/markdown": head, "text/plain": head}, raw=True)
    display(Unmasking(t(f"misleading.{key}_trick", lang), t(f"misleading.{key}_habit", lang), lang))
    return honest(name, lang)


def honest(name: str, lang: str | None = None) -> alt.TopLevelMixin:
    """Return the figures of a riddle, drawn honestly (see :func:`riddle`)."""
    key, lang = _key(name), lang or language()
    below = t(f"misleading.{key}_source", lang)
    if key in CAUTIONS:
        below = f"{below}. {t(f'misleading.{key}_caution', lang)}"
    _, fair = CHARTS[name]
    return _titled(fair(lang), t(f"misleading.{key}_finding", lang), below, t(f"misleading.{key}_shows", lang))


def redraw(name: str, value: float) -> alt.TopLevelMixin | None:
    """Draw a misleading chart again with another choice; its title tells what the choice does.

    Parameters
    ----------
    name : {"late-axis", "chosen-dates", "two-axes"}
    value : float
        Where the bars begin (% of the points), the first year, or the number of first names at the top of the
        right-hand axis. With ``...`` there is nothing to draw yet.

    Raises
    ------
    MisleadingError
        If the value is not a number, or lies outside of the chart.
    """
    if name not in REDRAWN:
        raise MisleadingError(t("misleading.unknown", name=name, names=", ".join(REDRAWN)))
    if value is ...:
        return None
    low, high, draw = REDRAWN[name]
    if isinstance(value, bool) or not isinstance(value, Real) or not low <= value <= high:
        raise MisleadingError(t("misleading.out_of_range", low=str(low), high=str(high)))
    chart, title = draw(value, language())
    return _titled(chart, title, t(f"misleading.{_key(name)}_source"), title)


def crossing(top: float) -> int | None:
    """Return the first year in which the curve of first names of ``"two-axes"`` is drawn above the births.

    Parameters
    ----------
    top : float
        Number of first names at the top of the right-hand axis; with ``...`` the answer is ``...``.

    Raises
    ------
    MisleadingError
        If the value is not a number, or lies outside of the chart.
    """
    if top is ...:
        return top
    low, high, _ = REDRAWN["two-axes"]
    if isinstance(top, bool) or not isinstance(top, Real) or not low <= top <= high:
        raise MisleadingError(t("misleading.out_of_range", low=str(low), high=str(high)))
    return first_crossing(top)


def _key(name: str) -> str:
    if name not in CHARTS:
        raise MisleadingError(t("misleading.unknown", name=name, names=", ".join(CHARTS)))
    return name.replace("-", "_")


def _titled(chart: alt.TopLevelMixin, title: str, below: str, description: str) -> alt.TopLevelMixin:
    return chart.properties(title=alt.Title(wrap(title, TITLE_WIDTH), subtitle=below), description=description)
