"""Stored outputs are checked, on broken notebooks and on good ones."""

import copy

import pytest
from making_samples import broken, code, course, expected_of, markdown, notebook, printed, save, shown

from culture_d.charts import MIME
from culture_d.making import outputs
from culture_d.making.chart_rules import chart_faults
from culture_d.making.normalise import AbsolutePathError, normalise
from culture_d.making.outputs import check_notebook
from culture_d.making.project import read_notebook

AXES = {"x": {"field": "year", "title": "Year"}, "y": {"aggregate": "sum", "axis": {"title": "Births"}}}
GOOD_CHART = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.20.1.json",
    "title": {"text": ["Births", "fall"], "subtitle": "Source: Insee"},
    "description": "A line falls.",
    "data": {"name": "rows"},
    "datasets": {"rows": [{"year": 2020, "page": "https://data.gouv.fr"}]},
    "encoding": {"x": AXES["x"]},
    "layer": [
        {"mark": "line", "encoding": {"y": AXES["y"]}},
        {"mark": "rule", "encoding": {"y": {"datum": 3}}},
        {"mark": "text", "encoding": {"x": {"field": "year", "axis": None}, "y": {"value": 3}}},
    ],
}


@pytest.mark.parametrize("path", broken("outputs"), ids=lambda p: p.stem)
def test_a_broken_notebook_is_named(path):
    problems = list(check_notebook(read_notebook(path), path.name))
    assert len(problems) == 1 and expected_of(path) in problems[0].what, problems


def test_there_are_broken_notebooks():
    assert len(broken("outputs")) >= 15


def test_good_outputs():
    texts = [
        "prenom\n2021-03-07 10:00:00+01:00   0xFF   https://data.gouv.fr/home/x",
        "data/trips.csv and/or/var",
        "T_cities",
    ]
    cells = [code(f"look-{'abc'[i]}", "x", count=i + 1, outputs=[printed(text)]) for i, text in enumerate(texts)]
    chart = code("draw", "chart", count=4, outputs=[shown(**{MIME.replace("/", "_", 1): GOOD_CHART})])
    assert list(check_notebook(notebook(markdown("title", "# T"), *cells, chart), "n")) == []


def test_an_expected_error_may_be_stored():
    error = {"output_type": "error", "ename": "KeyError", "evalue": "'town'", "traceback": []}
    cell = code("fail", "x", "raises-exception", count=1, outputs=[error])
    assert list(check_notebook(notebook(cell), "n")) == []


def test_a_good_course(tmp_path):
    course(tmp_path)
    assert outputs.check(tmp_path) == []


def test_a_notebook_saved_by_an_editor_is_named(tmp_path):
    path = course(tmp_path) / "notebooks" / "en" / "tiny.ipynb"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"name": "python"\n', '"name": "python", "version": "3.11.7"\n')
    )
    (problem,) = outputs.check(tmp_path)
    assert "make record" in problem.what


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (
            {"hconcat": [{"mark": "bar", "encoding": {"y": {"field": "a"}}}], "layer": []},
            "the y axis has no title",
        ),
        (
            {"spec": {"mark": "bar", "encoding": {"x": {"field": "b", "title": None}}}, "layer": []},
            "the x axis",
        ),
        (
            {"encoding": {"href": {"field": "page"}, "url": {"field": "page"}}},
            "fetches a column of addresses",
        ),
        ({"config": {"background": "//img.example/a.png"}}, "fetches //img.example/a.png"),
    ],
)
def test_chart_faults(change, what):
    found = [fault for fault, _ in chart_faults(GOOD_CHART | change)]
    assert any(what in fault for fault in found), found


def run_notebook():
    widget = {"application/vnd.jupyter.widget-view+json": {"model_id": "f00"}}
    cells = [
        code(
            "look",
            "x",
            count=7,
            outputs=[
                printed("a <Thing at 0x7f00aa11bb22>"),
                shown(text_plain="Box()", **{k.replace("/", "_", 1): v for k, v in widget.items()}),
                printed("b"),
                {
                    "output_type": "execute_result",
                    "metadata": {},
                    "data": {"text/plain": "3"},
                    "execution_count": 7,
                },
            ],
        ),
        code("again", "y", count=12, outputs=[shown(**{k.replace("/", "_", 1): v for k, v in widget.items()})]),
    ]
    cells[0].metadata = {
        "execution": {"shell.execute_reply": "2026"},
        "tags": ["hide-input"],
        "scrolled": True,
    }
    nb = notebook(*cells)
    nb.metadata.widgets = {"application/vnd.jupyter.widget-state+json": {}}
    nb.metadata.language_info = {"name": "python", "version": "3.11.7"}
    nb.metadata.kernelspec = {"name": "venv", "display_name": "My venv"}
    return nb


def test_normalise(tmp_path):
    nb = run_notebook()
    before = copy.deepcopy(nb)
    done = normalise(nb, tmp_path)
    assert nb == before
    assert [cell.execution_count for cell in done.cells] == [1, 2]
    stream, box, value = done.cells[0].outputs
    assert stream.text == "a <Thing>b"
    assert box.data == {"text/plain": "Box()"}
    assert value.execution_count == 1
    assert done.cells[1].outputs == []
    assert done.cells[0].metadata == {"tags": ["hide-input"]}
    assert "widgets" not in done.metadata
    assert done.metadata.language_info == {"name": "python"}
    assert done.metadata.kernelspec.name == "python3"
    assert normalise(done, tmp_path) == done


def test_normalise_refuses_the_path_of_the_project(tmp_path):
    nb = notebook(code("look", "x", count=1, outputs=[shown(text_plain=f"PosixPath('{tmp_path}/data')")]))
    with pytest.raises(AbsolutePathError, match="cell look: an output shows the path of the project"):
        normalise(nb, tmp_path)
    save(nb, tmp_path)
    assert "absolute path" in outputs.check(tmp_path)[0].what
