"""What an interview explored and what it left aside, as a chart."""

from __future__ import annotations

from textwrap import wrap

import altair as alt
import pandas as pd

from culture_d.charts import COLOURS
from culture_d.i18n import t
from culture_d.interview.deck import Deck
from culture_d.interview.game import Interview
from culture_d.interview.report import finding

# Each outcome has a sign and a colour of the theme: the sign is enough without the colour.
SIGNS = {"answered": ("+", COLOURS["c1"]), "asked": ("?", COLOURS["c2"]), "never": ("–", COLOURS["c6"])}
TITLE_WIDTH = 48  # characters on a line of the title, so that a phone shows it whole


def coverage_table(interview: Interview, deck: Deck, lang: str) -> pd.DataFrame:
    """Return the number of questions per family and outcome, zeros left out.

    Returns
    -------
    pandas.DataFrame, shape (at most 3 × families, 3)
        Columns ``family``, ``outcome`` (words in the language) and ``questions`` (a count).
    """
    rows = []
    for family, row in interview.coverage().items():
        counts = (row["answered"], row["asked"] - row["answered"], row["total"] - row["asked"])
        for outcome, count in zip(SIGNS, counts, strict=True):
            title = deck.family(family).title[lang]
            rows.append({"family": title, "outcome": _name(outcome, lang), "questions": count})
    table = pd.DataFrame(rows, columns=["family", "outcome", "questions"])
    return table[table["questions"] > 0].reset_index(drop=True)


def coverage_chart(interview: Interview, deck: Deck, lang: str) -> alt.LayerChart:
    """Return horizontal stacked bars by family: answered, asked without an answer, never asked.

    The title says the finding; the description (alternative text) gives every figure.

    Parameters
    ----------
    interview : Interview
    deck : Deck
    lang : {"en", "fr"}
    """
    outcomes = [_name(outcome, lang) for outcome in SIGNS]
    families = [family.title[lang] for family in deck.families]
    x = alt.X("questions:Q").title(t("interview.chart_count", lang)).stack("zero").axis(tickMinStep=1, format="d")
    y = alt.Y("family:N").title(t("interview.chart_family", lang)).sort(families).axis(labelLimit=220, title=None)
    colour = (
        alt.Color("outcome:N")
        .scale(domain=outcomes, range=[colour for _, colour in SIGNS.values()])
        .title(t("interview.chart_outcome", lang))
        .legend(title=None, symbolOpacity=0.4)
    )
    table = coverage_table(interview, deck, lang)
    ranked = table.assign(rank=table["outcome"].map(outcomes.index))
    base = alt.Chart(ranked).encode(x=x, y=y, order="rank:Q", color=colour)
    bars = base.mark_bar(fillOpacity=0.4, stroke=None)
    sign = alt.expr("datum.questions + ' ' + slice(datum.outcome, 0, 1)")
    labels = base.mark_text(text=sign).encode(x=x.copy().bandPosition(0.5), color=alt.value(COLOURS["ink"]))
    title = wrap(finding(interview, deck, lang), TITLE_WIDTH)
    return (bars + labels).properties(title=title, description=_description(interview, deck, lang))


def _name(outcome: str, lang: str) -> str:
    return f"{SIGNS[outcome][0]} {t(f'interview.chart_{outcome}', lang)}"


def _description(interview: Interview, deck: Deck, lang: str) -> str:
    sentences = [t("interview.chart_description", lang)]
    for family, row in interview.coverage().items():
        values = {
            "answered": row["answered"],
            "open": row["asked"] - row["answered"],
            "never": row["total"] - row["asked"],
        }
        sentences.append(f"{deck.family(family).title[lang]} {t('interview.row', lang, **values)}.")
    return " ".join(sentences)
