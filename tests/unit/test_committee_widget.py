"""The committee in a notebook and on a page without a kernel."""

import json
import re

import pytest

from culture_d.standard.committee import Committee, CommitteeError
from culture_d.standard.committee.agenda import load_agenda
from culture_d.standard.committee.page import page_content, page_html
from culture_d.standard.committee.paper import paper_html
from culture_d.widgets.committee import committee


def test_the_table_opens_and_python_follows_it():
    table = committee("en")
    assert table.state == {} and table.committee.version == "1.0.1"
    table.state = Committee().to_state() | {"decisions": {"photo": "compulsory"}}
    assert table.committee.version == "2.0.0"
    table.state = {"version": 99}
    with pytest.raises(CommitteeError):
        _ = table.committee


def test_a_session_goes_on():
    session = Committee(people=20, lang="fr")
    session.decide("summary", "500")
    table = committee("fr", session)
    assert table.state == session.to_state() and table.committee.version == "1.1.0"
    with pytest.raises(ValueError, match="language"):
        committee("de")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_stored_notebook_says_where_to_play(lang):
    first, _ = committee(lang)._repr_mimebundle_()
    second, _ = committee(lang)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in first
    for kind in ("text/plain", "text/html"):
        assert "committee.html" in first[kind] and first[kind] == second[kind]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_carries_one_language_and_nothing_foreign(lang):
    page = page_html(lang)
    stored = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.S)[1]
    assert json.loads(stored) == page_content(lang)
    assert not re.search(r"(src|srcset)=|@import|url\(", page.replace(stored, ""))
    assert page.count("<script") == page.count("</script>") == 2
    assert len(page) < 230_000


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_without_javascript_everything_is_there_to_read(lang):
    paper = paper_html(lang)
    assert paper.count('class="cp-sheet"') == len(load_agenda().arbitrations)
    text = paper.replace("&#x27;", "'").replace("&amp;", "&").replace("&quot;", '"')
    agenda = load_agenda()
    for role in agenda.roles:
        assert role.fears[lang] in text
    for question in agenda.arbitrations:
        assert question.question[lang] in text
        for part in (*question.options, *question.arguments, *question.decided, *question.after):
            assert (part.label if hasattr(part, "label") else part.text)[lang] in text
    for comment in agenda.comments:
        assert comment.text[lang] in text and comment.reason[lang] in text
    for question in page_content(lang)["arbitrations"]:
        for option in question["options"]:
            assert option["consequence"]["sentence"] in text


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_comes_after_the_vote_is_folded(lang):
    paper = paper_html(lang)
    for sheet in re.findall(r'<article class="cp-sheet">.*?</article>', paper, re.S):
        front, back = sheet.split('<details class="cp-back">')
        assert "<a href" in back and "<a href" not in front
