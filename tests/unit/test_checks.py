"""Self-checks: not yet, the usual slip, well done, in the language of the notebook."""

import numpy as np
import pandas as pd
import pytest
import yaml

from culture_d import i18n
from culture_d.catalogue import DATA
from culture_d.checks import check

STEPS = [
    (path.stem, name, step)
    for path in sorted((DATA / "checks").glob("*.yml"))
    for name, step in yaml.safe_load(path.read_text(encoding="utf-8")).items()
]


@pytest.fixture(params=["en", "fr"])
def lang(request):
    before = i18n.language()
    i18n.use(request.param)
    yield request.param
    i18n.use(before)


@pytest.mark.parametrize(("lesson", "name", "step"), STEPS, ids=[f"{a}/{b}" for a, b, _ in STEPS])
def test_each_step_knows_its_answer_its_slips_and_the_rest(lang, lesson, name, step):
    answers = step["answer"] if isinstance(step["answer"], list) else [step["answer"]]
    for answer in answers:
        verdict = check(f"{lesson}/{name}", answer)
        assert (verdict.kind, verdict.sentence) == ("well", step["well"][lang])
    for slip in step["slips"]:
        verdict = check(f"{lesson}/{name}", slip["value"])
        assert (verdict.kind, verdict.sentence) == ("slip", slip[lang])
    assert check(f"{lesson}/{name}", -987654).kind == "other"
    assert step["otherwise"][lang] and len(step["slips"]) >= 1


@pytest.mark.parametrize("value", [..., None, "", "  "])
def test_an_untouched_cell_is_not_a_mistake(lang, value):
    verdict = check("data-interview/lines", value)
    assert verdict.kind == "not-yet"
    assert ("Not tried" if lang == "en" else "Pas encore") in verdict.sentence


def test_numbers_of_any_library_and_words_in_any_case(lang):
    assert check("data-interview/lines", np.int64(122)).kind == "well"
    assert check("data-interview/lines", 122.0).kind == "well"
    assert check("data-interview/producer", " Hide-Missing ").kind == "well"


@pytest.mark.parametrize("value", [pd.DataFrame({"a": [1]}), pd.Series([122]), [122], {"a": 1}])
def test_a_whole_table_gets_a_sentence_not_a_traceback(lang, value):
    assert check("data-interview/lines", value).kind == "other"


def test_what_a_check_says_is_escaped_and_announced():
    html = check("data-interview/lines", ...)._repr_html_()
    assert 'role="status"' in html and html.startswith("<p")


@pytest.mark.parametrize("value", [1j, 10**400, float("nan"), True])
def test_odd_numbers_get_a_sentence_not_a_traceback(lang, value):
    assert check("data-interview/lines", value).kind == "other"
