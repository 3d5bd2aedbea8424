import pytest
from repair_samples import repairs

from culture_d.i18n import messages
from culture_d.standard.repair import NAMES, repair

SAFE, LOOK = True, False
LONG_FREE = "Gratuit : Je peux accéder gratuitement au lieu et à ses services"
AIN = {"code_insee": "01053", "code_postal": "01000"}
# column, before, after, rule, safe, other cells of the line
CASES = [
    # text
    ("nom", " Médiathèque ", "Médiathèque", "outer_spaces", SAFE, {}),
    ("nom", "\u00a0Médiathèque\n", "Médiathèque", "outer_spaces", SAFE, {}),
    ("nom", "Mé\u200bdia\u00adthèque", "Médiathèque", "invisible", SAFE, {}),
    ("nom", "\ufeffMédiathèque", "Médiathèque", "invisible", SAFE, {}),
    ("nom", "MÃ©diathÃ¨que de lâ€™Ã‰tang", "Médiathèque de l’Étang", "mojibake", SAFE, {}),
    ("nom", "MÃƒÂ©diathÃƒÂ¨que", "Médiathèque", "mojibake", SAFE, {}),
    ("adresse", "NÂ° 3, rue du CÅ“ur", "N° 3, rue du Cœur", "mojibake", SAFE, {}),
    ("adresse", "4 place des Tilleuls\nBâtiment B", "4 place des Tilleuls Bâtiment B", "line_break", SAFE, {}),
    ("structure_parente", "null", "", "null_text", SAFE, {}),
    ("latitude", "NaN", "", "null_text", SAFE, {}),
    ("site_web", "#N/A", "", "null_text", SAFE, {}),
    ("horaires", "non renseigné", "", "null_text", LOOK, {}),
    ("telephone", "-", "", "null_text", LOOK, {}),
    # codes
    ("code_postal", "26 950", "26950", "code_form", SAFE, {}),
    ("code_postal", "26950.0", "26950", "code_form", SAFE, {}),
    ("code_postal", "F-26950", "26950", "code_form", SAFE, {}),
    ("code_postal", "'01000", "01000", "apostrophe", SAFE, {}),
    ("code_postal", "1000", "01000", "leading_zero", SAFE, {"code_insee": "01053"}),
    ("code_postal", "1000", "01000", "leading_zero", SAFE, {"code_insee": "1053.0"}),
    ("code_postal", "1000.0", "01000", "leading_zero", SAFE, {"code_insee": "01053"}),
    ("code_postal", "1000", "01000", "leading_zero", LOOK, {}),
    ("code_insee", "1053", "01053", "leading_zero", SAFE, {"code_postal": "01000"}),
    ("code_insee", "26 901", "26901", "code_form", SAFE, {}),
    ("code_insee", "2a004", "2A004", "code_form", SAFE, {"code_postal": "20000"}),
    ("code_insee", "20004", "2A004", "insee_corsica", LOOK, {"code_postal": "20000"}),
    ("code_insee", "20033", "2B033", "insee_corsica", LOOK, {"code_postal": "20200"}),
    ("code_postal", "2695", "26950", "lost_digit", LOOK, {"code_insee": "26901"}),
    ("code_postal", "2695", "26950", "lost_digit", LOOK, {}),
    ("code_insee", "2690", "26901", "lost_digit", LOOK, {"code_postal": "26950"}),
    ("pivot", "000 002 160 00010", "00000216000010", "code_form", SAFE, {}),
    ("pivot", "00000021600010.0", "00000021600010", "code_form", SAFE, {}),
    ("pivot", "w123 456 789", "W123456789", "code_form", SAFE, {}),
    # phones
    ("telephone", "04 65 71 00 12", "+33465710012", "phone", SAFE, {}),
    ("telephone", "04.65.71.00.12", "+33465710012", "phone", SAFE, {}),
    ("telephone", "04-65-71-00-12", "+33465710012", "phone", SAFE, {}),
    ("telephone", "04/65/71/00/12", "+33465710012", "phone", SAFE, {}),
    ("telephone", "0465710012", "+33465710012", "phone", SAFE, {}),
    ("telephone", "+33 4 65 71 00 12", "+33465710012", "phone", SAFE, {}),
    ("telephone", "+33 (0)4 65 71 00 12", "+33465710012", "phone", SAFE, {}),
    ("telephone", "+330465710012", "+33465710012", "phone", SAFE, {}),
    ("telephone", "0033 4 65 71 00 12", "+33465710012", "phone", SAFE, {}),
    ("telephone", "33465710012", "+33465710012", "phone", SAFE, {}),
    ("telephone", "Tél. : 04 65 71 00 12", "+33465710012", "phone", SAFE, {}),
    ("telephone", "'+33 4 65 71 00 12", "+33465710012", "phone", SAFE, {}),
    ("telephone", "04\u00a065\u00a071\u00a000\u00a012", "+33465710012", "phone", SAFE, {}),
    ("telephone", "06 39 98 00 12", "+33639980012", "phone", SAFE, {}),
    ("telephone", "04 65 71 00 12 / 0465710012", "+33465710012", "phone", SAFE, {}),
    ("telephone", "0262 12 34 56", "+262262123456", "phone", SAFE, {"code_postal": "97400"}),
    ("telephone", "0590 12 34 56", "+590590123456", "phone", SAFE, {"code_postal": "97110"}),
    ("telephone", "0696 12 34 56", "+596696123456", "phone", SAFE, {"code_postal": "97200"}),
    ("telephone", "0594 12 34 56", "+594594123456", "phone", SAFE, {"code_postal": "97300"}),
    ("telephone", "0508 12 34 56", "+508123456", "phone", SAFE, {"code_postal": "97500"}),
    ("telephone", "12 34 56", "+687123456", "phone", LOOK, {"code_postal": "98800"}),
    ("telephone", "0262 12 34 56", "+262262123456", "phone", LOOK, {}),
    ("telephone", "06 39 98 00 12", "+262639980012", "phone", LOOK, {"code_postal": "97600"}),
    ("telephone", "465710012", "+33465710012", "phone_zero", LOOK, {}),
    ("telephone", "04 65 71 00 12 / 06 39 98 00 12", "+33465710012", "phone_several", LOOK, {}),
    ("telephone", "+33465710012|+33639980012", "+33465710012", "phone_several", LOOK, {}),
    ("telephone", "04 65 71 00 12 ou 06 39 98 00 12", "+33465710012", "phone_several", LOOK, {}),
    ("telephone", "0465710012 0639980012", "+33465710012", "phone_several", LOOK, {}),
    ("telephone", "04 65 71 00 12 (accueil)", "+33465710012", "phone_words", LOOK, {}),
    # dates
    ("date_maj", "25/08/2025", "2025-08-25", "date", SAFE, {}),
    ("date_maj", "03/08/2025", "2025-08-03", "date", LOOK, {}),
    ("date_maj", "03/03/2025", "2025-03-03", "date", SAFE, {}),
    ("date_maj", "25.08.2025", "2025-08-25", "date", SAFE, {}),
    ("date_maj", "25-8-2025", "2025-08-25", "date", SAFE, {}),
    ("date_maj", "25/08/25", "2025-08-25", "date", LOOK, {}),
    ("date_maj", "2025/08/03", "2025-08-03", "date", SAFE, {}),
    ("date_maj", "2025-8-3", "2025-08-03", "date", SAFE, {}),
    ("date_maj", "20250803", "2025-08-03", "date", SAFE, {}),
    ("date_maj", "3 août 2025", "2025-08-03", "date_words", SAFE, {}),
    ("date_maj", "1er AOUT 2025", "2025-08-01", "date_words", SAFE, {}),
    ("date_maj", "dimanche 3 août 2025", "2025-08-03", "date_words", SAFE, {}),
    ("date_maj", "3 sept. 2025", "2025-09-03", "date_words", SAFE, {}),
    ("date_maj", "2025-08-03 10:00:00", "2025-08-03", "date_time", SAFE, {}),
    ("date_maj", "2025-08-03T10:00:00Z", "2025-08-03", "date_time", SAFE, {}),
    ("date_maj", "2025-08-03T23:30:00Z", "2025-08-03", "date_time", LOOK, {}),
    ("date_maj", "25/08/2025 10:00", "2025-08-25", "date_time", SAFE, {}),
    ("date_maj", "45872", "2025-08-03", "date_number", LOOK, {}),
    # numbers
    ("latitude", "44,79754", "44.79754", "decimal", SAFE, {}),
    ("longitude", "−0,612", "-0.612", "decimal", SAFE, {}),
    ("latitude", "44. 797", "44.797", "decimal", SAFE, {}),
    ("latitude", "44,797°", "44.797", "decimal", SAFE, {}),
    # lists
    ("services", "aide aux demarches administratives", "Aide aux démarches administratives", "wording", SAFE, {}),
    ("services", "Aide  aux démarches administratives", "Aide aux démarches administratives", "wording", SAFE, {}),
    (
        "services",
        "Aide aux démarches administratives;Loisirs et créations numériques",
        "Aide aux démarches administratives|Loisirs et créations numériques",
        "separator",
        SAFE,
        {},
    ),
    (
        "services",
        "Aide aux démarches administratives, Loisirs et créations numériques",
        "Aide aux démarches administratives|Loisirs et créations numériques",
        "separator",
        SAFE,
        {},
    ),
    ("publics_specifiquement_adresses", "Jeunes / Seniors", "Jeunes|Seniors", "separator", SAFE, {}),
    ("publics_specifiquement_adresses", "Jeunes|", "Jeunes", "bars", SAFE, {}),
    ("publics_specifiquement_adresses", "|Jeunes||Seniors", "Jeunes|Seniors", "bars", SAFE, {}),
    ("publics_specifiquement_adresses", "Jeunes|Senior", "Jeunes|Seniors", "near_wording", LOOK, {}),
    ("publics_specifiquement_adresses", "Seniors (+ 65 ans)", "Seniors", "old_value", LOOK, {}),
    ("prise_en_charge_specifique", "Handicap moteur", "Handicaps moteurs", "near_wording", LOOK, {}),
    ("frais_a_charge", "gratuit", "Gratuit", "wording", SAFE, {}),
    ("frais_a_charge", LONG_FREE, "Gratuit", "old_value", SAFE, {}),
    ("frais_a_charge", "Gratuit sous conditions", "Gratuit sous condition", "near_wording", LOOK, {}),
    ("itinerance", "fixe", "Fixe", "wording", SAFE, {}),
    (
        "dispositif_programmes_nationaux",
        "Point d’accès numérique CAF",
        "Point d'accès numérique CAF",
        "wording",
        SAFE,
        {},
    ),
    ("dispositif_programmes_nationaux", "CNFS", "Conseillers numériques", "old_value", SAFE, {}),
    ("dispositif_programmes_nationaux", "PIX", "Certification PIX", "near_wording", LOOK, {}),
    ("modalites_accompagnement", "A distance", "À distance", "wording", SAFE, {}),
    ("modalites_acces", "Par téléphone", "Téléphoner", "near_wording", LOOK, {}),
    ("services", "Aide aux démarche administrative", "Aide aux démarches administratives", "near_wording", LOOK, {}),
    (
        "services",
        "Acès internet et matériel informatique",
        "Accès internet et matériel informatique",
        "near_wording",
        LOOK,
        {},
    ),
    ("typologie", "TIERS_LIEUX;ASSO", "TIERS_LIEUX|ASSO", "separator", SAFE, {}),
    ("typologie", "TIERS_LIEUX|", "TIERS_LIEUX", "bars", SAFE, {}),
    # addresses of the web
    ("courriels", "mailto:contact@valombre.example", "contact@valombre.example", "email", SAFE, {}),
    ("courriels", "contact @ valombre.example", "contact@valombre.example", "email", SAFE, {}),
    ("courriels", "<contact@valombre.example>", "contact@valombre.example", "email", SAFE, {}),
    ("courriels", "contact(at)valombre.example", "contact@valombre.example", "email", LOOK, {}),
    ("courriels", "a@b.example; c@d.example", "a@b.example|c@d.example", "email_several", SAFE, {}),
    ("courriels", "a@b.example ou c@d.example", "a@b.example|c@d.example", "email_several", SAFE, {}),
    ("site_web", "www.valombre.example", "https://www.valombre.example", "url_scheme", LOOK, {}),
    ("site_web", "valombre.example/lieux", "https://valombre.example/lieux", "url_scheme", LOOK, {}),
    ("site_web", "www:valombre.example", "https://www.valombre.example", "url_scheme", LOOK, {}),
    ("site_web", "https//valombre.example", "https://valombre.example", "url", SAFE, {}),
    ("site_web", "https:/valombre.example", "https://valombre.example", "url", SAFE, {}),
    ("site_web", "http:// valombre.example", "http://valombre.example", "url", SAFE, {}),
    ("site_web", "https://www:valombre.example", "https://www.valombre.example", "url", SAFE, {}),
    ("site_web", "http://http://valombre.example", "http://valombre.example", "url", SAFE, {}),
    ("site_web", "http://https://valombre.example", "https://valombre.example", "url", LOOK, {}),
    ("site_web", "htpp://valombre.example", "http://valombre.example", "url", LOOK, {}),
    ("site_web", "https://a.example https://b.example", "https://a.example|https://b.example", "url_several", SAFE, {}),
    ("site_web", "https://a.examplehttps://b.example", "https://a.example|https://b.example", "url_several", SAFE, {}),
    ("site_web", "https://a.example;https://b.example", "https://a.example|https://b.example", "url_several", SAFE, {}),
    ("prise_rdv", "rdv.valombre.example", "https://rdv.valombre.example", "url_scheme", LOOK, {}),
    # hours
    ("horaires", "Lundi au vendredi 9h-12h et 14h-18h", "Mo-Fr 09:00-12:00,14:00-18:00", "hours", SAFE, {}),
    ("horaires", "Mo–Fr 09:00–12:00", "Mo-Fr 09:00-12:00", "hours", SAFE, {}),
    ("horaires", "9h-12h et 14h-18h", "Mo-Fr 09:00-12:00,14:00-18:00", "hours", LOOK, {}),
    ("horaires", "fermé le lundi", "Mo off", "hours", LOOK, {}),
    ("horaires", "tous les jours sauf dimanche 9h-12h", "Mo-Sa 09:00-12:00; Su off", "hours", LOOK, {}),
]
# What must not be touched: nothing is known, or it is good as it is.
UNTOUCHED = [
    ("nom", "Médiathèque  des Tilleuls"), ("nom", "CAFÉ » du port"), ("nom", "-"), ("nom", "l'eau, l’air"),
    ("nom", "'"), ("adresse", "São João"), ("nom", "🙂\u200d🙂"), ("presentation_detail", "ligne 1\nligne 2"),
    ("code_postal", "9999"), ("code_postal", "269501"), ("code_insee", "9999"), ("code_insee", "20999"),
    ("pivot", "4,34933E+13"), ("pivot", "123"), ("telephone", "3949"), ("telephone", "+33465710012"),
    ("telephone", "0000000000"), ("telephone", "046571001"), ("telephone", "+41 22 123 45 67"),
    ("telephone", "accueil"), ("telephone", "04 65 71 00 12 poste 04 65 71 00 13"), ("date_maj", "2025-02-30"),
    ("date_maj", "31/02/2025"), ("date_maj", "08/2025"), ("date_maj", "août 2025"), ("date_maj", "lundi 3 août 2025"),
    ("date_maj", "hier"), ("date_maj", "12345"), ("date_maj", "03/25/2025"), ("latitude", "44,79,75"),
    ("latitude", "nord"), ("latitude", "447975"), ("services", "Cours d'informatique"),
    ("services", "Aide aux démarches administratives CAF"), ("services", "Aide aux démarches administratives;Cours"),
    ("publics_specifiquement_adresses", "Tout public"), ("publics_specifiquement_adresses", "Adultes"),
    ("frais_a_charge", "Adhésion"), ("itinerance", "Non"),
    ("prise_en_charge_specifique", "Langues étrangères (allemand)"), ("courriels", "accueil mairie@valombre.example"),
    ("courriels", "pas un courriel"), ("courriels", "a@b@c.example"), ("site_web", "@mairie"),
    ("site_web", "notre site"), ("site_web", "ftp://valombre.example"),
    ("site_web", "https://web.archive.org/web/2020/https://valombre.example/"),
    ("site_web", "contact@valombre.example"), ("prise_rdv", "https://a.example https://b.example"),
    ("horaires", "Jan-Mar Mo 09:00-12:00"), ("horaires", "Mo off"), ("horaires", "selon la saison"),
    ("horaires", "09:00-12:00"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "before", "after", "rule", "safe", "line"), CASES)
def test_each_rule_repairs(column, before, after, rule, safe, line):
    [proposal] = [p for p in repairs(line | {column: before}).proposals if p.column == column]
    assert (proposal.before, proposal.after, proposal.rule, proposal.safe) == (before, after, rule, safe)
    for lang in ("en", "fr"):
        assert len(proposal.sentence(lang)) > 20 and "{" not in proposal.sentence(lang)


@pytest.mark.parametrize(("column", "value"), UNTOUCHED)
def test_nothing_is_guessed(column, value):
    assert repairs({column: value}).proposals == []


def test_every_rule_is_tested_and_told():
    tested = {rule for _, _, _, rule, _, _ in CASES}
    assert tested <= set(NAMES)
    assert set(NAMES) - tested == {"header_name", "columns", "swapped", "typed"}  # below, and in the tests of files
    assert {key.removeprefix("rule_") for key in messages()["repair"] if key.startswith("rule_")} == set(NAMES)


def test_what_is_lost_is_said():
    for cell, lost in (
        ("04 65 71 00 12 / 06 39 98 00 13", "06 39 98 00 13"),
        ("04 65 71 00 12 (accueil du CCAS)", "(accueil du CCAS)"),
    ):
        [proposal] = repairs({"telephone": cell}).proposals
        assert lost in proposal.sentence("fr") and lost in proposal.sentence("en") and not proposal.safe
    [hours] = repairs({"horaires": "9h-12h"}).proposals
    assert "Monday to Friday" in hours.sentence("en") and "du lundi au vendredi" in hours.sentence("fr")
    [near] = repairs({"publics_specifiquement_adresses": "Senior"}).proposals
    assert "It means: Older people" in near.sentence("en") and "veut dire" not in near.sentence("fr")
    [old] = repairs({"services": "Promouvoir la citoyenneté numérique"}).proposals
    assert "Digital citizenship is no longer a service" in old.sentence("en")


def test_several_faults_of_a_cell_are_one_repair():
    [proposal] = repairs({"telephone": "\u200b Tél : 465710012.0 "}).proposals
    assert (proposal.after, proposal.rule, proposal.safe) == ("+33465710012", "phone_zero", False)
    [proposal] = repairs(
        {"services": " aide aux dÃ©marches administratives ; Loisirs et crÃ©ations numÃ©riques;"}
    ).proposals
    assert proposal.after == "Aide aux démarches administratives|Loisirs et créations numériques" and proposal.safe


def test_the_other_cells_of_the_column_say_how_its_dates_are_written():
    found = repairs({"date_maj": "03/08/2025"}, {"date_maj": "25/08/2025"}).proposals
    assert [(p.after, p.safe) for p in found] == [("2025-08-03", True), ("2025-08-25", True)]
    assert repairs({"date_maj": "03/08/2025"}, {"date_maj": "08/25/2025"}).proposals == []


def test_the_file_says_its_department():
    lines = [{"code_insee": f"0100{n}", "code_postal": "01000"} for n in range(1, 5)]
    [proposal] = repairs(*lines, {"code_postal": "1000"}).proposals
    assert (proposal.line, proposal.after, proposal.safe) == (6, "01000", True)


def test_swapped_coordinates_change_together():
    found = repairs({"latitude": "5,16452", "longitude": "44.79754"})
    assert [(p.column, p.after, p.rule, p.safe) for p in found.proposals] == [
        ("latitude", "44.79754", "swapped", False),
        ("longitude", "5.16452", "swapped", False),
    ]
    found.accept(ids=found.proposals[0].id)
    assert len(found.accepted) == 2
    assert repairs({"latitude": "-21.1", "longitude": "55.5"}).proposals == []
    assert [p.rule for p in repairs({"latitude": "55.5", "longitude": "-21.1"}).proposals] == ["swapped"] * 2
    assert repairs({"latitude": "999", "longitude": "5"}).proposals == []
    assert repairs({"latitude": "44.7", "longitude": ""}).proposals == []


def test_what_cannot_be_repaired_is_told():
    cells = {
        "nom": "", "code_postal": "2695", "telephone": "3949", "pivot": "4,34933E+13", "date_maj": "août 2025",
        "latitude": "nord", "services": "Cours d'informatique", "frais_a_charge": "Adhésion",
        "publics_specifiquement_adresses": "Surdité", "presentation_resume": "x" * 281, "code_insee": "38185",
    }  # fmt: skip
    found = repairs(cells)
    assert found.proposals == []
    told = {item.column: (item.line, item.sentence("en"), item.sentence("fr")) for item in found.left}
    assert set(told) == set(cells) - {"code_insee"}
    assert all(line == 2 for line, _, _ in told.values())
    for column, word in (
        ("nom", "compulsory"), ("code_postal", "department 38"), ("telephone", "short number"), ("pivot", "rounded"),
        ("date_maj", "2025-08-03"), ("latitude", "degrees"), ("services", "Cours d'informatique"),
        ("frais_a_charge", "“Payant”"), ("publics_specifiquement_adresses", "prise_en_charge_specifique"),
        ("presentation_resume", "281"),
    ):  # fmt: skip
        assert word in told[column][1]


def test_an_identifier_never_becomes_another_line_s():
    found = repairs({"id": "a"}, {"id": " a"}, {"id": "b "}, {"id": "\u200bb"})
    assert [(p.line, p.after) for p in found.proposals] == [(4, "b")]
    assert [(item.line, item.column) for item in found.left] == [(3, "id"), (5, "id")]


ANY = {
    "fields": [
        {"name": "nom", "type": "string", "constraints": {"required": True}},
        {"name": "ouvert", "type": "boolean"},
        {"name": "surface", "type": "number"},
        {"name": "places", "type": "integer", "constraints": {"maximum": 50}},
        {"name": "jour", "type": "date", "format": "%d/%m/%Y"},
        {"name": "heure", "type": "time"},
        {"name": "mail", "type": "string", "format": "email"},
        {"name": "site", "type": "string", "format": "uri"},
        {"name": "sorte", "type": "string", "constraints": {"enum": ["Plage", "Forêt"]}},
        {"name": "code_postal", "type": "string", "constraints": {"pattern": "^\\d{5}$"}},
        {"name": "siret", "type": "string", "constraints": {"pattern": "^\\d{14}$"}},
        {"name": "prix", "type": "number", "decimalChar": ","},
    ]
}


@pytest.mark.parametrize(
    ("column", "before", "after"),
    [
        ("ouvert", "oui", "true"),
        ("surface", "12,5", "12.5"),
        ("surface", "1 234,5", "1234.5"),
        ("surface", "1,234", "1.234"),
        ("surface", "1.234,5", "1234.5"),
        ("places", "12.0", "12"),
        ("places", "99.0", None),
        ("jour", "2025-08-03", "03/08/2025"),
        ("heure", "9h30", "09:30:00"),
        ("mail", "mailto:a@b.example", "a@b.example"),
        ("site", "www.b.example", "https://www.b.example"),
        ("sorte", "foret", "Forêt"),
        ("sorte", "Lac", None),
        ("code_postal", "26 950", "26950"),
        ("siret", "000 000 216 00010", "00000021600010"),
        ("prix", "12.5", "12,5"),
        ("nom", "null", None),
        ("nom", " x ", "x"),
    ],
)
def test_any_schema_is_served(column, before, after):
    names = [item["name"] for item in ANY["fields"]]
    cells = [before if name == column else "x" if name == "nom" else "" for name in names]
    content = ";".join(names) + "\n" + ";".join(f'"{cell}"' for cell in cells) + "\n"
    found = [(p.column, p.after) for p in repair(content.encode(), ANY).proposals]
    assert found == ([] if after is None else [(column, after)])


def test_a_word_that_the_schema_takes_for_nothing_stays():
    schema = {"fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}], "missingValues": ["", "NC"]}
    assert [p.before for p in repair(b"a,b\nNC,x\nx,-\n", schema).proposals] == ["-"]
