"""Trying a cell says what the schema says, and nothing else: section by section, what the course teaches."""

import pytest

from culture_d.i18n import t
from culture_d.standard.schemas import VERSIONS, load_schema
from culture_d.standard.trying import TryError, try_cells

REFUSED = [
    ("telephone", "0180059880"), ("telephone", "+33 1 80 05 98 80"), ("telephone", "3949"),
    ("telephone", "+33180059880|+33180059881"), ("date_maj", "02/04/2024"), ("latitude", "43,52609"),
    ("code_postal", "1000"), ("code_insee", "20004"), ("pivot", "434 933 123 00029"), 
    ("presentation_resume", "a" * 281),
    ("services", "Maîtrise des outils numériques du quotidien|"), ("frais_a_charge", "Adhésion"),
    ("dispositif_programmes_nationaux", "Point d’accès numérique CAF"), ("nom", ""),
]  # fmt: skip
ACCEPTED = [
    ("latitude", "999"), ("code_postal", "69003"), ("date_maj", "2031-01-01"), ("pivot", "0" * 14),
    ("courriels", "pas un courriel"), ("site_web", "www.exemple"), ("horaires", "lundi au vendredi"),
    ("typologie", "CABANE"), ("services", ""), ("formations_labels", "ORDI 3x0"), ("frais_a_charge", "|Gratuit"),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_the_schema_refuses_and_accepts(lang):
    told = try_cells(REFUSED + ACCEPTED, lang=lang)
    answers = [t("trying.refused", lang)] * len(REFUSED) + [t("trying.accepted", lang)] * len(ACCEPTED)
    assert list(zip(told.iloc[:, 0], told.iloc[:, 2], strict=True)) == [
        (name, answer) for (name, _), answer in zip(REFUSED + ACCEPTED, answers, strict=True)
    ]


def test_the_examples_of_every_version_are_accepted():
    for version in VERSIONS:
        schema = load_schema(version)
        cells = [(item.name, item.example) for item in schema.fields]
        assert set(try_cells(cells, version, "en")["The schema says"]) == {"accepted"}


def test_two_writings_of_a_label_refuse_each_other():
    spaced, glued = (
        ("formations_labels", "Étapes numériques (La Poste)"),
        ("formations_labels", "Étapes numériques(La Poste)"),
    )
    assert list(try_cells([spaced, glued], "1.0.2", "en").iloc[:, 2]) == ["refused", "accepted"]
    assert list(try_cells([spaced, glued], "1.0.1", "en").iloc[:, 2]) == ["refused", "refused"]


def test_an_unknown_column_gets_a_sentence():
    with pytest.raises(TryError, match="no column called “phone”"):
        try_cells([("phone", "1")], lang="en")
