"""The letters, the day an answer is due and the calendar file: in Python, and the same in JavaScript."""

import datetime as dt
import json
from dataclasses import asdict
from itertools import product
from pathlib import Path

import pytest
from node_runner import run_in_node

from culture_d.i18n import LANGUAGES
from culture_d.interview.static import lean
from culture_d.rights import calendar_file
from culture_d.rights.composing import Request, as_text, compose
from culture_d.rights.content import load_letters
from culture_d.rights.deadlines import DateError, answer_due, public_holidays, read_date
from culture_d.rights.interface import interface_content
from culture_d.rights.letters import calendar_words, next_steps
from culture_d.widgets.bundle import bundle

SAMPLES = json.loads((Path(__file__).parents[1] / "cases" / "rights.json").read_text(encoding="utf-8"))
LETTERS = load_letters()
EMPTY = asdict(Request("access")) | {"sent": "", "received": "", "asks": []}
RUNNER = """
import { readFileSync } from "node:fs";
import * as rules from "./rights.mjs";
const { contents, cases, days, faults, every, easters } = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify({
  cases: cases.map(({ lang, page, request }) => {
    const content = contents[page];
    const due = rules.startOf(request) && rules.answerDue(rules.startOf(request));
    return {
      text: rules.asText(rules.compose(request, content, lang)),
      steps: rules.nextSteps(request, content),
      ...(due && {
        sentence: rules.dueSentence(due, content),
        ics: rules.calendarFile(due.day, rules.calendarWords(request, content), "case@culture-d", content),
      }),
    };
  }),
  every: every.map(([lang, request]) => rules.asText(rules.compose(request, contents.en, lang))),
  days: days.map(([start, months]) => {
    const { nominal, day } = rules.answerDue(start, months);
    return [start, months, nominal, day];
  }),
  faults: faults.map(([dates]) => rules.dateFault(dates)),
  easters: easters.map(rules.easter),
  names: [rules.randomName(), rules.randomName()],
}));
"""


def as_request(fields):
    days = {key: dt.date.fromisoformat(fields[key]) if fields[key] else None for key in ("sent", "received")}
    return Request(**fields | days | {"asks": tuple(fields["asks"])})


def every_letter():
    """Yield each right with each kind of organisation, first and second letter, in each language."""
    for right, kind, lang, again in product(LETTERS.rights.values(), LETTERS.kinds, LANGUAGES, (False, True)):
        asks = [box.id for box in right.boxes]
        for form in right.formats or ("",):
            fields = {"right": right.id, "kind": kind, "asks": asks, "format": form, "reminder": again}
            yield lang, EMPTY | fields | {"sent": "2026-03-05"}


@pytest.fixture(scope="module")
def javascript(tmp_path_factory):
    payload = SAMPLES | {
        "contents": {lang: interface_content(lang) for lang in LANGUAGES},
        "every": list(every_letter()),
        "easters": list(range(2018, 2102)),
    }
    source = lean(bundle("shared", "rights_rules"))
    return run_in_node("rights.mjs", source, RUNNER, payload, tmp_path_factory.mktemp("node"))


@pytest.mark.parametrize("case", SAMPLES["cases"], ids=lambda case: case["name"])
def test_python_writes_the_shared_cases(case):
    request = as_request(case["request"])
    assert as_text(compose(request, LETTERS, case["lang"])) == case["text"]
    assert next_steps(request, case["page"]) == case["steps"]
    if request.start:
        due = answer_due(request.start)
        words = calendar_words(request, LETTERS, case["page"])
        found = calendar_file.reminder(due.day, **words, uid="case@culture-d", lang=case["page"]).decode()
        assert due.sentence(case["page"]) == case["sentence"] and found == case["ics"]


def test_javascript_writes_the_same_letter_for_letter(javascript):
    for case, found in zip(SAMPLES["cases"], javascript["cases"], strict=True):
        assert found == {key: case[key] for key in ("text", "steps", "sentence", "ics") if key in case}, case["name"]


def test_every_letter_is_the_same_in_both(javascript):
    letters = list(every_letter())
    assert len(letters) > 150
    for (lang, fields), found in zip(letters, javascript["every"], strict=True):
        assert found == as_text(compose(as_request(fields), LETTERS, lang)), fields
        assert "{" not in found and "undefined" not in found


def test_days_are_counted_in_the_same_way(javascript):
    counted = [[start, months, (due := answer_due(start, months=months)).nominal.isoformat(), due.day.isoformat()]
               for start, months, *_ in SAMPLES["days"]]  # fmt: skip
    assert counted == javascript["days"] == SAMPLES["days"]


def test_dates_that_cannot_be_used_are_refused_by_both(javascript):
    assert javascript["faults"] == [key for _, key in SAMPLES["faults"]]
    for dates, key in SAMPLES["faults"]:
        if key in ("error_date", "error_date_range"):
            with pytest.raises(DateError):
                read_date(dates["sent"])


def test_easter_and_the_holidays_of_a_known_year(javascript):
    from dateutil.easter import easter

    assert javascript["easters"] == [easter(year).isoformat() for year in range(2018, 2102)]
    days = "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25"
    assert sorted(day.strftime("%m-%d") for day in public_holidays(2026)) == days.split()


def test_no_answer_is_due_on_a_day_off_nor_a_week_late():
    day = dt.date(2024, 1, 1)
    while day.year < 2027:
        due = answer_due(day)
        assert due.day.weekday() < 5 and due.day not in public_holidays(due.day.year)
        assert dt.timedelta(0) <= due.day - due.nominal <= dt.timedelta(4)
        assert dt.timedelta(28) <= due.nominal - day <= dt.timedelta(31)
        day += dt.timedelta(1)


def test_the_event_reads_back_and_its_name_tells_nothing(javascript):
    from icalendar import Calendar

    case = next(case for case in SAMPLES["cases"] if case["name"].startswith("an energy"))
    assert all(len(line.encode()) <= 75 for line in case["ics"].split("\r\n"))
    (event,) = Calendar.from_ical(case["ics"]).walk("VEVENT")
    assert event.decoded("dtstart") == dt.date(2026, 4, 7)
    assert "Lane Énergie" in event["summary"] and "Amina" not in case["ics"] and "C-2041" not in case["ics"]
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == calendar_file.ALARM
    assert len(set(javascript["names"])) == 2
    assert all(len(name) == len("00" * 16 + "@culture-d") for name in javascript["names"])
