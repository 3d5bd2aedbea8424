import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from culture_d.standard.hours import parse, read, to_osm, week

PLAIN = {
    "Lundi au vendredi 9h-12h et 14h-18h": "Mo-Fr 09:00-12:00,14:00-18:00",
    "Du lundi au vendredi de 9 h à 12 h et de 14 h à 18 h 30": "Mo-Fr 09:00-12:00,14:00-18:30",
    "lun, mer, ven : 9h30-12h": "Mo,We,Fr 09:30-12:00",
    "Lu-Ve 9h/12h - 14h/17h30": "Mo-Fr 09:00-12:00,14:00-17:30",
    "mardi et jeudi matin de 9h à 12h": "Tu,Th 09:00-12:00",
    "lundi, mardi et jeudi de 16h30 à 18h": "Mo,Tu,Th 16:30-18:00",
    "LUNDI 9H30/12H30": "Mo 09:30-12:30",
    "Lundi-vendredi 9h30-17h30": "Mo-Fr 09:30-17:30",
    "lu au ve 09:00-19:00": "Mo-Fr 09:00-19:00",
    "9h-19h du lundi au samedi": "Mo-Sa 09:00-19:00",
    "9h-12h lundi, 14h-18h mardi": "Mo 09:00-12:00; Tu 14:00-18:00",
    "de 9h à midi le mercredi": "We 09:00-12:00",
    "le jeudi entre 14h et 17h": "Th 14:00-17:00",
    "Mercredi : 15:00-17:00 / Vendredi : 16:00-18:00 /  Samedi : 10:30 - 12:00": (
        "We 15:00-17:00; Fr 16:00-18:00; Sa 10:30-12:00"
    ),
    "Lundi, mardi, jeudi et vendredi : 09:00-12:00 et 13:30-16:15 / Mercredi et samedi : 09:00-12:00": (
        "Mo,Tu,Th,Fr 09:00-12:00,13:30-16:15; We,Sa 09:00-12:00"
    ),
    "mercredi de 16 h à 18 h et le samedi de 10 h à 12 h": "We 16:00-18:00; Sa 10:00-12:00",
    "lundi 10h30-12h 13h30-17h / mardi à jeudi 9h-12h": "Mo 10:30-12:00,13:30-17:00; Tu-Th 09:00-12:00",
    "Lundi: 9h00 à 12h00 / 14h à 17h00 - Mardi 9h00 à 12h00": "Mo 09:00-12:00,14:00-17:00; Tu 09:00-12:00",
    "lundi au vendredi 9h/12/ 13h30-17h30": "Mo-Fr 09:00-12:00,13:30-17:30",
    "lundi / et mardi 9h-12h / 14h-16h30": "Mo,Tu 09:00-12:00,14:00-16:30",
    "du mardi au vendredi 14h-18h le samedi de 9h-12h et de 14h-17h": "Tu-Fr 14:00-18:00; Sa 09:00-12:00,14:00-17:00",
    "Ouvert au public du lundi au vendredi de 8h30 à 12h00 et de 13h30 à 17h00": "Mo-Fr 08:30-12:00,13:30-17:00",
    "lundi matin : 9h-12h, après-midi : 14h-17h": "Mo 09:00-12:00,14:00-17:00",
    "lundi soir 18h-20h": "Mo 18:00-20:00",
    "lundi 9-12h et 14-18h": "Mo 09:00-12:00,14:00-18:00",
    "lundi 9.30-12.00": "Mo 09:30-12:00",
    "lundi 9 heures 30 à 12 heures": "Mo 09:30-12:00",
    "lundi 9h–12h": "Mo 09:00-12:00",
    "Lundi\xa0: 9\u202fh – 12\u202fh": "Mo 09:00-12:00",
    "Lundi 9h-12h\nMardi 14h-18h": "Mo 09:00-12:00; Tu 14:00-18:00",
    "lundi 9h-12h lundi 14h-17h": "Mo 09:00-12:00,14:00-17:00",
    "lundi de 20h à minuit": "Mo 20:00-24:00",
    "tous les jours de 8h à 20h": "Mo-Su 08:00-20:00",
    "7j/7 de 8h à 20h": "Mo-Su 08:00-20:00",
    "tous les lundis 9h-12h": "Mo 09:00-12:00",
    "24h/24 7j/7": "24/7",
    "dimanche et jours fériés 10h-12h": "Su,PH 10:00-12:00",
    "samedi au lundi 9h-12h": "Mo,Sa,Su 09:00-12:00",
    "lundi fermé, mardi au samedi 10h-18h": "Tu-Sa 10:00-18:00; Mo off",
    "fermé le samedi. Ouvert lundi au vendredi 8h-12h": "Mo-Fr 08:00-12:00; Sa off",
    "Lundi : 9h-12h, Mardi : fermé": "Mo 09:00-12:00; Tu off",
    "mardi 10h-12h, fermé les jours fériés": "Tu 10:00-12:00; PH off",
    "lundi au vendredi 9h-12h sauf jours fériés": "Mo-Fr 09:00-12:00; PH off",
    "Mo–Fr 09:00–12:00": "Mo-Fr 09:00-12:00",
    "Mo - Fr 09:00 - 12:00": "Mo-Fr 09:00-12:00",
    "Mo-Fr: 09:00-12:00": "Mo-Fr 09:00-12:00",
    "Mo-Fr 9h-12h;": "Mo-Fr 09:00-12:00",
    "We 10h-12h30": "We 10:00-12:30",
    "Mo-Fr 09:00-12:00; PH off": "Mo-Fr 09:00-12:00; PH off",
}
SECOND_LOOK = {
    "9h-12h et 14h-18h": ("Mo-Fr 09:00-12:00,14:00-18:00", "weekdays"),
    "de 9h à 12h": ("Mo-Fr 09:00-12:00", "weekdays"),
    "9h-12h; 14h-18h": ("Mo-Fr 09:00-12:00,14:00-18:00", "weekdays"),
    "9h-12h, fermé les jours fériés": ("Mo-Fr 09:00-12:00; PH off", "weekdays"),
    "fermé le lundi": ("Mo off", "closed_only"),
    "fermé le samedi et dimanche": ("Sa,Su off", "closed_only"),
    "sur rendez-vous": ('"sur rendez-vous"', "reading"),
    "Sur RDV uniquement": ('"sur rendez-vous"', "reading"),
    "jeudi 14h-17h sur rendez-vous": ('Th 14:00-17:00 "sur rendez-vous"', "reading"),
    "lundi 9h-12h ou sur rendez-vous": ('Mo 09:00-12:00 || "sur rendez-vous"', "reading"),
    "tous les jours sauf dimanche de 9h à 12h": ("Mo-Sa 09:00-12:00; Su off", "reading"),
    "9h-12h tous les jours sauf le dimanche et les jours fériés": ("Mo-Sa 09:00-12:00; Su off; PH off", "reading"),
    "lundi au vendredi 9h-12h sauf mercredi": ("Mo,Tu,Th,Fr 09:00-12:00; We off", "reading"),
    "lundi au vendredi 9h-12h, fermé le mercredi": ("Mo,Tu,Th,Fr 09:00-12:00; We off", "reading"),
    "en semaine 9h-17h": ("Mo-Fr 09:00-17:00", "reading"),
    "mardi-jeudi 14h-17h": ("Tu-Th 14:00-17:00", "reading"),
}
UNSURE = """
tous les jours sauf dimanche | lundi, mardi | lundi matin | ouvert | fermé | blabla | - | ? | 24h/24 | L-V 9h-12h
Mardi | 9h-12h, fermé le lundi | 9h et 12h | 9h, 12h | 9h12h | 9h 12 - 14h 18 | 9h00 12h00 | 9h-12h 14h
lundi à partir de 14h | lundi jusqu'à 18h | lundi 14h-12h | lundi 9h-12h et 2h-6h | lundi 20h-2h | lundi 25h-26h
lundi 9h75-10h | lundi 14-18 | lundi matin 14h-18h | lundi après-midi 9h-12h | lundi matin 9h-12h et 14h-18h
lundi 9h-12h lundi 11h-17h | lundi 0h-24h | jeudi matin et vendredi après-midi 9h-12h / 14h-17h
lundi sur rendez-vous | lundi 9h-12h, samedi sur rendez-vous | lundi 9h-12h et sur rendez-vous
lundi 9h-12h, mardi 14h-18h sur rendez-vous | lundi 9h-12h sans rendez-vous | un lundi sur deux 9h-12h
1er mardi matin du mois | tous les lundis du mois 9h-12h | semaines paires : lundi 9h-12h | vacances scolaires 9h-12h
hors vacances scolaires : mercredi 9h-12h | été : 9h-12h | lundi 9h-12h (été) | mardi ou jeudi 9h-12h
mar 3 juin 9h-12h | 12/05/2024 | 04 65 71 00 12 | lundi 9h-12h 04 65 71 | lundi sur rendez vous au 04.65.71.00.12
9/12 | de 9h à 12h lundi et mardi 14h-18h | fermé lundi, mardi au vendredi 9h-12h
lundi au vendredi 9h-18h fermé de 12h à 14h | fermé le lundi matin | fermé de 12h à 14h | lundi fermé 12h-14h
Lundi-Mardi-Jeudi-Vendredi : 8h30-12h | WE 10h-12h | 9h30-12h 14h-16h (sauf le lundi matin / mardi)
samedi 9h-12h sauf samedi | sauf lundi | lundi 13:00 17:00
du lundi au vendredi, de 9h à 12h et de 13h30 à 17h30, sauf le mercredi, de 9h à 12h | lundi au lundi 9h-12h
lundi au jeudi de 8h à 12h. le mercredi de 10h à 12h | du lundi au vendredi 9h-12h, fermeture en août
lundi 9h-12h !! | Jan-Mar Mo 09:00-12:00 | Mo[1] 09:00-12:00 | mercredi 9h-12h (2 places) | du 1 au 15 9h-12h
mardi 9h-12h 1 sur 2
"""


def unsure() -> list[str]:
    return [case.strip() for line in UNSURE.strip().splitlines() for case in line.split(" | ")]


def test_there_are_enough_cases():
    assert len(PLAIN) + len(SECOND_LOOK) >= 60 and len(unsure()) >= 60


@pytest.mark.parametrize(("text", "osm"), PLAIN.items())
def test_clear_hours_are_written_in_osm(text, osm):
    reading = read(text)
    assert (reading.osm, reading.how) == (osm, "plain")
    assert to_osm(f"  {text} ") == osm and parse(osm)


@pytest.mark.parametrize(("text", "expected"), SECOND_LOOK.items())
def test_what_was_assumed_is_told(text, expected):
    reading = read(text)
    assert (reading.osm, reading.how) == expected


@pytest.mark.parametrize("text", [*unsure(), "", "  ", "\n"])
def test_in_doubt_nothing_is_proposed(text):
    assert to_osm(text) is None


@pytest.mark.parametrize("osm", [*PLAIN.values(), *(osm for osm, _ in SECOND_LOOK.values())])
def test_the_library_reads_what_is_written(osm):
    library = pytest.importorskip("opening_hours", reason="opening-hours-py is not installed")
    library.OpeningHours(osm)
    assert to_osm(osm) == osm or osm == '"sur rendez-vous"'


FRENCH = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
WORDS = re.split(" ", "lundi mardi ven au et , / - ; : 9h 12h 14h 18h30 9 12 matin fermé sauf ou fériés de")
spans = st.tuples(st.integers(7, 11), st.integers(12, 13), st.integers(14, 16), st.integers(17, 20))


@settings(derandomize=True, deadline=None, max_examples=200)
@given(
    st.sets(st.integers(0, 6), min_size=1),
    spans,
    st.sampled_from(["h", "h00", " h 00", ":00", " heures"]),
    st.sampled_from([" à ", "-", " - ", " jusqu’à "]),
    st.sampled_from([" et ", ", ", " et de ", " / "]),
    st.booleans(),
)
def test_ways_of_writing_give_the_same_hours(days, hours, mark, to, link, days_first):
    a, b, c, d = (f"{hour}{mark}" for hour in hours)
    times = f"{a}{to}{b}{link}{c}{to}{d}"
    named = " et ".join(FRENCH[day] for day in sorted(days))
    text = f"{named} : {times}" if days_first else f"{times}, {named}"
    expected = [(60 * hours[0], 60 * hours[1]), (60 * hours[2], 60 * hours[3])]
    assert week(to_osm(text)) == [expected if day in days else [] for day in range(7)]


@settings(derandomize=True, deadline=None, max_examples=400)
@given(st.lists(st.sampled_from(WORDS), max_size=9))
def test_any_text_is_read_well_or_refused(words):
    reading = read(" ".join(words))
    if reading is None:
        return
    named = {day for day, name in enumerate(FRENCH) if name in words or (day == 4 and "ven" in words)}
    allowed = set(range(5)) if reading.how == "weekdays" else set(range(7)) if "au" in words or "-" in words else named
    assert {day for day, ranges in enumerate(week(reading.osm)) if ranges} <= allowed
    clock = {f"{int(hour):02d}:{minute or '00'}" for hour, minute in re.findall(r"(\d+)h?(\d\d)?", " ".join(words))}
    assert set(re.findall(r"\d\d:\d\d", reading.osm)) <= clock
