import pytest

from culture_d.standard.hours import hours_in_words

NB, NARROW = "\u00a0", "\u202f"
WORDS = {
    "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00; PH off": (
        "Monday to Friday, 9 am to noon and 2 pm to 6.30 pm; Saturday, 8.30 am to noon. Closed on public holidays.",
        "Du lundi au vendredi, de 9 h à 12 h et de 14 h à 18 h 30 ; le samedi, de 8 h 30 à 12 h. "
        "Fermé les jours fériés.",
    ),
    "Mo,We,Fr 09:30-12:00": (
        "Monday, Wednesday and Friday, 9.30 am to noon.",
        "Le lundi, le mercredi et le vendredi, de 9 h 30 à 12 h.",
    ),
    "Mo-We,Fr 14:15-17:00; Su off": (
        "Monday to Wednesday and Friday, 2.15 pm to 5 pm. Closed on Sunday.",
        "Du lundi au mercredi et le vendredi, de 14 h 15 à 17 h. Fermé le dimanche.",
    ),
    "Mo 08:00-09:00,10:00-11:00,13:00-14:00": (
        "Monday, 8 am to 9 am, 10 am to 11 am and 1 pm to 2 pm.",
        "Le lundi, de 8 h à 9 h, de 10 h à 11 h et de 13 h à 14 h.",
    ),
    "Su,PH 10:00-12:30": (
        "Sunday and public holidays, 10 am to 12.30 pm.",
        "Le dimanche et les jours fériés, de 10 h à 12 h 30.",
    ),
    "10:00-12:00": ("Every day, 10 am to noon.", "Tous les jours, de 10 h à 12 h."),
    "24/7": ("Open every day, day and night.", "Ouvert tous les jours, jour et nuit."),
    "off": ("Closed every day.", "Fermé tous les jours."),
    "Mo,PH off": ("Closed on Monday and public holidays.", "Fermé le lundi et les jours fériés."),
    "Fr 20:00-02:00": ("Friday, 8 pm to 2 am the next day.", "Le vendredi, de 20 h à 2 h le lendemain."),
    "Fr 20:00-24:00": ("Friday, 8 pm to midnight.", "Le vendredi, de 20 h à minuit."),
    "Mo 00:15-12:00": ("Monday, 12.15 am to noon.", "Le lundi, de 0 h 15 à 12 h."),
    'Th 14:00-17:00 "sur RDV"': (
        "Thursday, 2 pm to 5 pm (by appointment).",
        "Le jeudi, de 14 h à 17 h (sur rendez-vous).",
    ),
    'Th 14:00-17:00 || "sonner au 2"': (
        "Thursday, 2 pm to 5 pm. At other times: sonner au 2.",
        "Le jeudi, de 14 h à 17 h. À d’autres moments : sonner au 2.",
    ),
    '"sur rendez-vous"': ("By appointment.", "Sur rendez-vous."),
    "": ("The opening hours are not given.", "Les horaires ne sont pas renseignés."),
}


@pytest.mark.parametrize(("text", "said"), WORDS.items())
def test_hours_are_told_in_both_languages(text, said):
    assert hours_in_words(text, "en") == said[0]
    assert hours_in_words(text, "fr").replace(NB, " ").replace(NARROW, " ") == said[1]


def test_french_spaces_are_no_break():
    told = hours_in_words("Mo-Fr 09:00-18:30; Sa 08:30-12:00", "fr")
    assert f"9{NB}h à 18{NB}h{NB}30{NARROW}; le samedi" in told


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("text", ["lundi au vendredi", "Jan-Mar Mo 09:00-12:00", 'Mo "x"', "9" * 500])
def test_what_cannot_be_told_is_given_as_it_is(text, lang):
    told = hours_in_words(text, lang)
    assert told.endswith(text if len(text) < 200 else "…") and len(told) < 320
    assert told != text
