"""The day an answer is due, as a file that a calendar opens.

``culture_d/widgets/rights_rules.js`` writes the same file; ``tests/cases/rights.json`` holds both to it.
"""

from __future__ import annotations

import datetime as dt

COMPLAINT = "https://www.cnil.fr/adresser-une-plainte"
ALARM = dt.timedelta(days=-2, hours=-15)  # three days before, at nine in the morning


def reminder(day: dt.date, summary: str, description: str, *, uid: str, lang: str) -> bytes:
    """Return a calendar file with one event of a whole day and its alarm.

    Parameters
    ----------
    day : datetime.date
        The last day to answer.
    summary, description : str
        What the calendar shows. They name the organisation, and nobody.
    uid : str
        A random name for the event, drawn from nothing that the letter holds.
    lang : {"en", "fr"}
    """
    from icalendar import Alarm, Calendar, Event

    calendar, event, alarm = Calendar(), Event(), Alarm()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//Culture D//rights letters//{lang.upper()}")
    event.add("uid", uid)
    event.add("dtstamp", dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC))  # tells nothing of the sender's day
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("summary", summary)
    event.add("description", description)
    event.add("url", COMPLAINT)
    event.add("class", "PRIVATE")  # a shared calendar shows that the day is taken, not why
    event.add("transp", "TRANSPARENT")
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", ALARM)
    event.add_component(alarm)
    calendar.add_component(event)
    return calendar.to_ical()
