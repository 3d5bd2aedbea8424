"""Charts: the theme, the renderer, and their drawing for the book."""

import json
import re

import altair as alt
import pandas as pd
import pytest

from culture_d import charts
from culture_d.book import figures
from culture_d.making.chart_rules import chart_faults


def _spec(lang="en", **changes):
    charts.enable(lang)
    table = pd.DataFrame(
        {"year": [2001, 2002, 2001, 2002], "name": ["<!--<script>", "<!--<script>", "b", "b"], "n": [1234.5, 2, 3, 4]}
    )
    chart = (
        alt.Chart(table, title="Rising")
        .mark_line()
        .encode(
            alt.X("year:Q", title="Year", axis=alt.Axis(format="d")),
            alt.Y("n:Q", title="Births"),
            alt.Color("name:N", title="Name"),
        )
    )
    return chart.properties(description='Two "curves" <rising>', **changes)._repr_mimebundle_()[charts.MIME]


@pytest.fixture(autouse=True)
def _cache(tmp_path, monkeypatch):
    monkeypatch.setattr(figures, "CACHE", tmp_path)


def test_the_output_is_the_specification_and_its_description_and_asks_nobody():
    charts.enable("fr")
    bundle = alt.Chart(pd.DataFrame({"a": [1]})).mark_point().properties(description="Un point")._repr_mimebundle_()
    assert set(bundle) == {charts.MIME, "text/plain"}
    assert bundle["text/plain"] == "Un point"


def test_the_same_chart_gives_the_same_output():
    assert json.dumps(_spec()) == json.dumps(_spec())


def test_figures_in_the_readers_language():
    assert ">1\u202f000<" in figures.drawing(_spec("fr"), 600, "a")
    assert ">1,000<" in figures.drawing(_spec("en"), 600, "a")


def test_months_and_percentages_in_french():
    locale = charts.locale("fr")
    assert locale["time"]["months"][7] == "août" and locale["number"]["percent"] == "\u00a0%"
    assert "time" not in charts.locale("en")


def test_the_figure_has_two_drawings_one_label_and_a_table():
    html = figures.figure(_spec(), "en")
    assert html.count('<svg role="img" aria-label="Two &quot;curves&quot; &lt;rising&gt;"') == 2
    assert '<th scope="col">b</th>' in html and '<td class="n">1,234.5</td>' in html
    assert '<td class="n">2001</td>' in html  # a year takes no thousands separator


def test_data_never_become_markup():
    html = figures.figure(_spec(), "en")
    spec = html.split('class="cd-chart-spec">')[1].split("</script>")[0]
    assert "<" not in spec
    assert json.loads(spec)["mark"]["type"] == "line"
    assert '<th scope="col">&lt;!--&lt;script&gt;</th>' in html


def test_theme_colours_become_the_pages_own():
    html = figures.figure(_spec(), "en")
    assert "var(--c1)" in html and "var(--muted)" in html
    assert not any(colour in html for colour in charts.COLOURS.values())


def test_clip_paths_of_two_charts_never_meet():
    charts.enable("en")
    table = pd.DataFrame({"x": [1, 2], "y": [1, 2]})
    line = alt.Chart(table).mark_line(clip=True).encode(alt.X("x:Q", title="X"), alt.Y("y:Q", title="Y"))
    specs = [line.properties(title=title)._repr_mimebundle_()[charts.MIME] for title in ("One", "Two")]
    ids = [re.findall(r'\bid="([^"]+)"', figures.figure(spec, "en")) for spec in specs]
    assert ids[0] and len(set(ids[0] + ids[1])) == len(ids[0] + ids[1])


def test_a_drawing_is_made_once(tmp_path, monkeypatch):
    import vl_convert

    spec = _spec()
    first = figures.drawing(spec, 400, "a")
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda *_, **__: pytest.fail("drawn again"))
    assert figures.drawing(spec, 400, "a") == first


def test_a_long_table_is_cut_and_says_so():
    table = pd.DataFrame({"x": range(500), "y": range(500)})
    charts.enable("fr")
    chart = alt.Chart(table).mark_line().encode(alt.X("x:Q", title="X"), alt.Y("y:Q", title="Y"))
    html = figures.figure(chart._repr_mimebundle_()[charts.MIME], "fr")
    assert "100 autres lignes ne sont pas affichées" in html


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one, two):
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", charts.PALETTE)
def test_marks_are_seen_on_paper(colour):
    assert _contrast(colour, "#ffffff") >= 3


@pytest.mark.parametrize("role", ["ink", "muted"])
def test_words_are_read_on_paper(role):
    assert _contrast(charts.COLOURS[role], "#fbf8f3") >= 4.5


def test_the_style_sheet_has_every_colour_twice_light_and_dark():
    css = (figures.Path(figures.__file__).parent / "theme" / "static" / "site.css").read_text()
    for role, colour in charts.COLOURS.items():
        assert f"--{role}: {colour};" in css
        assert css.count(f"--{role}:") >= 3


def test_horizontal_bars_give_a_line_per_bar():
    table = pd.DataFrame({"family": ["who", "who"], "state": ["asked", "never"], "n": [3, 4]})
    charts.enable("en")
    chart = (
        alt.Chart(table)
        .mark_bar()
        .encode(alt.X("n:Q", title="Questions"), alt.Y("family:N", title="Family"), alt.Color("state:N", title="State"))
    )
    html = figures.figure(chart._repr_mimebundle_()[charts.MIME], "en")
    assert '<tr><td>who</td><td class="n">3</td><td class="n">4</td></tr>' in html


@pytest.mark.parametrize("change", [{"width": "container"}, {"height": "container"}])
def test_a_size_that_freezes_jupyterlab_is_refused(change):
    assert not list(chart_faults(_spec()))
    (fault,) = chart_faults(_spec() | change)
    assert "container" in fault[0]


def test_the_title_is_text_of_the_page_and_wraps_there():
    html = figures.figure(_spec(title=alt.Title("A <long> finding", subtitle="Source: us")), "en")
    assert "<figcaption><strong>A &lt;long&gt; finding</strong><span>Source: us</span></figcaption>" in html
    assert html.count("finding") == 1


def test_a_chart_is_as_wide_as_its_page():
    html = figures.figure(_spec(), "en")
    assert '"width":"container"' in html and 'width="340"' in html and 'width="680"' in html


def test_small_multiples_keep_their_size_and_stand_half_as_many_on_a_phone():
    charts.enable("en")
    table = pd.DataFrame({"x": [1, 2] * 4, "y": [1, 3] * 4, "city": list("aabbccdd")})
    one = alt.Chart(table, width=100, height=50).mark_line()
    chart = one.encode(alt.X("x:Q", title="x"), alt.Y("y:Q", title="y")).facet("city:N", columns=4)
    spec = chart.properties(title="Four", description="Four lines").to_dict()
    wide, narrow = (
        int(re.search(r'width="(\d+)"', figures.drawing(spec, width, "a"))[1]) for width in figures.WIDTHS.values()
    )
    assert narrow <= figures.WIDTHS["narrow"] < wide <= figures.WIDTHS["wide"]
    assert figures.themed(spec)["width"] != "container" and list(chart_faults(spec)) == []


def test_the_table_of_a_heat_map_has_a_line_for_each_place_across_and_a_column_for_each_place_down():
    days = [{"day": day, "hour": hour, "watts": day * 100.5 + hour} for day in range(1, 6) for hour in (0, 6, 12)]
    chart = (
        alt.Chart(pd.DataFrame(days))
        .mark_rect()
        .encode(alt.X("day:O", title="Day"), alt.Y("hour:O", title="Hour"), alt.Color("watts:Q", title="Power (W)"))
    )
    heads, rows = figures._columns(chart.to_dict())
    assert [title for title, _ in heads] == ["Day", "0", "6", "12"]
    assert rows == [[day, *(day * 100.5 + hour for hour in (0, 6, 12))] for day in range(1, 6)]
