"""Web addresses, records of accessibility, e-mail addresses and dates."""

import datetime as dt

import pytest

from culture_d.standard.beyond.dates import check_dates
from culture_d.standard.beyond.mails import check_mails, judge_mail
from culture_d.standard.beyond.web import check_acceslibre, check_addresses, judge_address

TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    "text",
    [
        "https://www.laquincaillerie.tl/",
        "https://m.facebook.com/laquincaillerienumerique/",
        "http://www.anonymal.tv/",
        "HTTPS://WWW.VALENCE.FR",
        "https://www.csc-aix-nord.fr/info-pratiques/infos-pratiques.html",
        "https://bdr-aixenprovence.secours-catholique.org/",
        "https://médiathèque.fr/",
        "https://xn--mdiathque-d4ac.fr/",
        "https://www.rdv-solidarites.fr/?a=1;b=2",
        "https://web.archive.org/web/2020/https://www.valence.fr/",
        "https://sso.fr/?retour=https://www.valence.fr",
        "https://www.valence.fr:8443/page#ancre",
        "https://wwf.fr",
        "https://www.google.com/maps/@44.8,5.1,15z",
    ],
)
def test_addresses_that_may_open(text):
    assert judge_address(text) is None


@pytest.mark.parametrize(
    ("text", "key", "sure"),
    [
        ("contact@valence.fr", "web_mail", "certain"),
        ("mailto:contact@valence.fr", "web_mail", "certain"),
        ("https://https://www.valence.fr", "web_twice", "certain"),
        ("https://www.valence.frhttps://www.drome.fr", "web_glued", "certain"),
        ("https://www.valence.fr https://www.drome.fr", "web_glued", "certain"),
        ("https://www.valence.fr/page deux", "web_space", "certain"),
        ("pas de site", "web_space", "certain"),
        ("https//www.valence.fr", "web_scheme", "certain"),
        ("http:/www.valence.fr", "web_scheme", "certain"),
        ("http:www.valence.fr", "web_scheme", "certain"),
        ("htpp://www.valence.fr", "web_scheme", "certain"),
        ("ttps://www.valence.fr", "web_scheme", "certain"),
        ("https:///www.valence.fr", "web_scheme", "certain"),
        ("http://", "web_scheme", "certain"),
        ("https://www:valence.fr", "web_www", "certain"),
        ("www,valence.fr", "web_www", "certain"),
        ("https://ww.valence.fr", "web_www", "certain"),
        ("https://www..valence.fr", "web_www", "certain"),
        ("https://example.com/", "web_placeholder", "certain"),
        ("https://www.exemple.fr", "web_placeholder", "certain"),
        ("http://localhost:8000/", "web_placeholder", "certain"),
        ("http://192.168.1.10/", "web_placeholder", "certain"),
        ("https://mediatheque.example/", "web_placeholder", "certain"),
        ("https://wwwvalence", "web_host", "certain"),
        ("non", "web_host", "certain"),
        ("@mediatheque", "web_host", "certain"),
        ("www.valence.fr", "web_no_scheme", "likely"),
        ("valence.fr/mediatheque", "web_no_scheme", "likely"),
    ],
)
def test_addresses_that_cannot(text, key, sure):
    assert judge_address(text) == (key, sure)


def test_addresses_of_fiction_are_normal_in_a_commune_of_fiction():
    assert judge_address("https://mediatheque.valombre.example/", fictional=True) is None
    assert judge_address("https://example.com/", fictional=True) == ("web_placeholder", "certain")


def test_a_cell_of_several_addresses():
    cells = ["https://a.fr|www.b.fr", "https://a.fr;https://b.fr", "https://a.fr|"]
    (doubt,) = check_addresses("site_web", cells, [False] * 3)
    assert (doubt.key, doubt.rows, doubt.shown) == ("web_no_scheme", [0], ["www.b.fr"])


RECORD = "https://acceslibre.beta.gouv.fr/app/29-lampaul-plouarzel/a/bibliotheque-mediatheque/erp/mediatheque-13/"


def test_the_record_of_another_department():
    (doubt,) = check_acceslibre([RECORD, RECORD, "", RECORD], ["51", "29", "51", ""])
    assert (doubt.rows, doubt.shown, doubt.sure) == ([0], ["29-lampaul-plouarzel ≠ 51"], "likely")


def test_records_of_corsica_and_overseas():
    records = [RECORD.replace("29-", part) for part in ("2A-", "2a-", "974-")]
    assert check_acceslibre(records, ["2A", "2A", "974"]) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("contact@laquincaillerie.tl", ""),
        ("aix@ml-pa.org", ""),
        ("mjd-aix-en-provence@justice.fr", ""),
        ("citedulivre@mairie-aixenprovence.fr", ""),
        ("mediatheque.tilleuls@valombre.example", ""),
        ("les.tilleuls@valombre.example", "Médiathèque des Tilleuls"),
        ("pont.clairet@valombre.example", "EPN Pont-Clairet"),
        ("france.services@valombre.example", ""),
        ("point-numerique_valombre@drome.fr", ""),
        ("o'neil+asso@drome.fr", ""),
    ],
)
def test_addresses_of_services(text, names):
    assert judge_mail(text, names) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("camille.dupont@valombre.example", ("mail_person", "look")),
        ("jean-marc.dupont@valombre.fr", ("mail_person", "look")),
        ("c.dupont@valombre.fr", ("mail_person", "look")),
        ("camille_dupont@gmail.com", ("mail_person", "look")),
        ("atmf13@yahoo.com", ("mail_webmail", "look")),
        ("a.i.t.e@wanadoo.fr", ("mail_webmail", "look")),
        ("contact@valombre", ("mail_broken", "certain")),
        ("contact@@valombre.fr", ("mail_broken", "certain")),
        ("contact.@valombre.fr", ("mail_broken", "certain")),
        ("médiathèque@valombre.fr", ("mail_broken", "certain")),
        ("mailto:contact@valombre.fr", ("mail_broken", "certain")),
    ],
)
def test_doubtful_mails(text, found):
    assert judge_mail(text) == found


def test_cells_of_mails():
    cells = ["contact@a.fr|accueil@a.fr", "pas un courriel", "", "contact@a.fr ou accueil@b", "contact[a]a.fr"]
    (doubt,) = check_mails(cells, [""] * 5)
    assert (doubt.key, doubt.rows) == ("mail_broken", [1, 3, 4])


def test_dates():
    cells = ["2024-04-02", "2052-03-14", "1900-01-01", "2026-11-21", "14/01/2027", "2025-06-01 10:00:00", "", "hier"]
    cells += ["2024-13-45", "2024-11-22", "2024-11-20"]
    found = {(doubt.key, doubt.sure): doubt.rows for doubt in check_dates(cells, TODAY)}
    assert found == {
        ("date_old", "look"): [0, 10],
        ("date_future", "certain"): [1, 4],
        ("date_ancient", "likely"): [2],
    }
