"""Self-checks of a chart and of an alternative text."""

import altair as alt
import pandas as pd
import pytest

import culture_d as cd
from culture_d.chart_checks import check_alt_text, check_chart
from culture_d.checks import NOT_YET, SLIP, WELL, Verdict
from culture_d.i18n import t

TABLE = pd.DataFrame({"name": ["a", "b"], "n": [3, 5]})
GOOD = "Horizontal bars of electricity in France in 2024: nuclear 361.7 TWh. Hydro comes second, at 74.7."


@pytest.fixture(autouse=True)
def _english():
    cd.start("en")


def _chart(x=None, y=None, **properties):
    chart = alt.Chart(TABLE).mark_bar().encode(x or alt.X("n", title="Count"), y or alt.Y("name", title="Name"))
    return chart.properties(**properties)


def test_a_complete_chart_is_well():
    assert check_chart(_chart(title="b is first", description="Two bars")).kind == WELL


@pytest.mark.parametrize(
    ("chart", "key"),
    [
        (_chart(description="Two bars"), "no_title"),
        (_chart(title=" ", description="Two bars"), "no_title"),
        (_chart(alt.X("n"), title="b", description="Two bars"), "no_axis_title"),
        (_chart(alt.X("n", title=""), title="b", description="Two bars"), "no_axis_title"),
        (_chart(title="b is first"), "no_description"),
        (
            _chart(alt.X("n", title="n", scale=alt.Scale(domain=[2, 5])), title="b", description="Two bars"),
            "cut_axis",
        ),
        (_chart(alt.X("n", title="n", scale=alt.Scale(zero=False)), title="b", description="Two bars"), "cut_axis"),
        (_chart(alt.X("n", title="n", scale=alt.Scale(domainMin=1)), title="b", description="Two bars"), "cut_axis"),
        ("bars", "not_a_chart"),
    ],
)
def test_a_chart_that_lacks_something_is_told_what(chart, key):
    assert check_chart(chart) == Verdict(SLIP, t(f"chart_checks.{key}"))


def test_layers_and_axes_that_are_not_drawn_are_understood():
    bars = _chart(y=alt.Y("name", axis=None))
    labels = bars.mark_text().encode(text="n")
    assert check_chart((bars + labels).properties(title="b", description="Two bars")).kind == WELL
    line = alt.Chart(TABLE).mark_line().encode(alt.X("n", title="n", scale=alt.Scale(zero=False)))
    assert check_chart(line.properties(title="b", description="A line")).kind == WELL


def test_nothing_tried_is_not_an_error():
    assert [check(...).kind for check in (check_chart, check_alt_text)] == [NOT_YET, NOT_YET]
    assert check_alt_text("  ").kind == NOT_YET


def test_a_short_text_with_its_figures_is_well_however_they_are_written():
    assert check_alt_text(GOOD, [361.7, 74.7]).kind == WELL
    assert check_alt_text(GOOD.replace("361.7", "362").replace("74.7", "74,7"), [361.7, 74.7]).kind == WELL
    for written in ("2,103,778", "2 103 778", "2\u202f103\u202f778"):
        assert check_alt_text(GOOD + f" Paris {written}", [2103778]).kind == WELL


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Bars.", "5 characters"),
        (GOOD.replace("74.7", "far below"), "74.7"),
        (GOOD.replace("361.7", "350"), "361.7"),
        ("An image of " + GOOD, "screen readers"),
        ("L’image montre " + GOOD, "screen readers"),
        (GOOD + " And so on" * 40, "characters"),
        (GOOD + " One. Two.", "2 are enough"),
        (42, "quotation marks"),
    ],
)
def test_a_text_that_would_not_replace_the_chart_is_told_why(text, told):
    verdict = check_alt_text(text, [361.7, 74.7])
    assert verdict.kind == SLIP and told in verdict.sentence


def test_the_answers_come_in_the_readers_language():
    assert "Il manque : 83" in check_alt_text(GOOD, [83], lang="fr").sentence.replace("\u00a0", " ")
