"""No traceback reaches a learner: every error of ours shows its sentence alone in a notebook."""

import pytest

import culture_d as cd
from culture_d.errors import ReaderError


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: cd.load("zetabytes"),
        lambda: cd.lesson("nope", "en"),
        lambda: cd.Interview().answer("too early"),
        lambda: cd.read_table("nowhere.csv"),
    ],
    ids=["unknown table", "unknown lesson", "answer before a question", "missing file"],
)
def test_one_sentence(mistake):
    with pytest.raises(ReaderError) as caught:
        mistake()
    shown = caught.value._render_traceback_()
    assert shown == [str(caught.value)]
    assert len(shown[0]) > 20 and "\n" not in shown[0] and not shown[0].startswith(("'", '"'))
