"""French typography: what is surely wrong is named, what is safe is repaired, what is not prose is left."""

import pytest
import yaml
from making_samples import BROKEN, markdown, notebook, save

from culture_d.making import french_files
from culture_d.making.project import read_notebook
from culture_d.making.typography import faults, repair

W, N = "\u00a0", "\u202f"

WRONG = [
    ("Pourquoi ?", f"Pourquoi{N}?"),
    ("Pourquoi?", f"Pourquoi{N}?"),
    ("Ici ; là", f"Ici{N}; là"),
    ("Un mot: deux", f"Un mot{W}: deux"),
    ("Un mot : deux", f"Un mot{W}: deux"),
    ("**Note** : deux", f"**Note**{W}: deux"),
    ("`code` : deux", f"`code`{W}: deux"),
    ("il dit « oui »", f"il dit «{W}oui{W}»"),
    ("il dit «oui»", f"il dit «{W}oui{W}»"),
    ("« `code` »", f"«{W}`code`{W}»"),
    ("l'eau d'`ici`", "l’eau d’`ici`"),
    ("aujourd'hui", "aujourd’hui"),
    ("12 % et 5%", f"12{W}% et 5{W}%"),
    ("1 234 567,5 €", f"1{N}234{N}567,5{W}€"),
    ("{share} % de {total} lignes : {names}", f"{{share}}{W}% de {{total}} lignes{W}: {{names}}"),
]
RIGHT = [
    f"Oui{W}: l’eau, «{W}vraiment{W}»{N}; 12,5{W}% à 17{W}h{W}30{N}! Ici{N}?",
    f"Oui{N}: deux no-break spaces sont admis{W}; l’un ou l’autre.",
    "À 17:30, un ratio de 1:5, une image ![un plan](plan.png).",
    "Le code `a ? b : c; d` et l’adresse https://exemple.fr/?a=b;c restent.",
    ":::{card} Un titre\n:class: wide\n:::\n",
    "{doc}`l'index : ici <index>` est une page.",
    ": une définition commence par deux-points",
    '<details><summary title="ici : là">Lire</summary></details>',
    "```python\nprint('a : b ; c ?')\n```\n",
    "En 2024 100 personnes ; ".replace(" ;", f"{N};"),
    "(?) et (!) restent seuls",
    'Ajoutez separator=";" ou encoding="mac-roman", sinon "cp1252", ";" ou "\\t".',
]
ONLY_NAMED = ['il dit "oui"', "Etat des lieux", "A partir de mars", "A la fin", "l’Ile-de-France"]


@pytest.mark.parametrize(("wrong", "right"), WRONG)
def test_a_fault_is_named_and_repaired(wrong, right):
    assert faults(wrong)
    assert repair(wrong) == right
    assert not faults(right)


@pytest.mark.parametrize("text", RIGHT)
def test_good_typography_and_syntax_are_left(text):
    assert not faults(text)
    assert repair(text) == text


@pytest.mark.parametrize("text", ONLY_NAMED)
def test_what_is_not_safe_to_repair_is_only_named(text):
    assert {fault.safe for fault in faults(text)} == {False}
    assert repair(text) == text


def test_a_page_is_repaired_in_its_prose_only():
    text = (BROKEN / "typography" / "page.md").read_text(encoding="utf-8")
    repaired = repair(text)
    assert repaired == (BROKEN / "typography" / "page.repaired.md").read_text(encoding="utf-8")
    assert not faults(repaired)
    assert repair(repaired) == repaired


def test_a_fault_is_placed_in_its_line():
    text = (BROKEN / "typography" / "page.md").read_text(encoding="utf-8")
    lines = text.splitlines()
    for fault in faults(text):
        assert fault.excerpt in lines[fault.line - 1]
    assert {5, 7, 9, 11, 13, 16, 20, 21, 30, 32} == {fault.line for fault in faults(text)}


YAML = """\
# l'en-tête : rien ne change
title: {en: "Who's there ?", fr: "Qui est là ?"}
plain:
  fr: l'eau et l'air
  en: it's plain
single: {fr: 'l''eau ; l''air', en: 'it''s'}
escaped: {fr: "Un\\u00a0: dit \\"oui\\", sep=\\";\\" ?"}
many:
  fr:
    one: "{n} ligne : {name}"
    many: >
      Un long texte ; puis
      la suite ?
"""


def test_yaml_is_repaired_where_it_stands():
    fixed = french_files.fix_yaml(YAML)
    before, after = yaml.safe_load(YAML), yaml.safe_load(fixed)
    assert after["title"] == {"en": "Who's there ?", "fr": f"Qui est là{N}?"}
    assert after["plain"] == {"fr": "l’eau et l’air", "en": "it's plain"}
    assert after["single"] == {"fr": f"l’eau{N}; l’air", "en": "it's"}
    assert after["escaped"]["fr"] == f'Un{W}: dit "oui", sep=";"{N}?'
    assert after["many"]["fr"]["one"] == f"{{n}} ligne{W}: {{name}}"
    assert after["many"]["fr"]["many"] == f"Un long texte{N}; puis la suite{N}?\n"
    assert fixed.splitlines()[0] == YAML.splitlines()[0]
    assert len(fixed.splitlines()) == len(YAML.splitlines())
    assert before["plain"]["en"] == after["plain"]["en"]


def test_a_yaml_text_that_cannot_be_repaired_safely_is_left():
    text = 'a:\n  fr: "cut\n    : here"\nb: {fr: "Oui ?"}\n'
    before, after = yaml.safe_load(text), yaml.safe_load(french_files.fix_yaml(text))
    assert after["b"]["fr"] == f"Oui{N}?"
    assert after["a"] == before["a"] == {"fr": "cut : here"} and faults("cut : here")


def test_check_and_fix_a_whole_course(tmp_path):
    save(notebook(markdown("title", "# Titre\n\nC'est ici."), lang="fr"), tmp_path)
    save(notebook(markdown("title", "# Title\n\nWhat's that ?"), lang="en"), tmp_path)
    (tmp_path / "book" / "fr").mkdir(parents=True)
    (tmp_path / "book" / "fr" / "page.md").write_text("Ici : là.\n", encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "deck.yml").write_text('a: {fr: "Qui ?"}\n', encoding="utf-8")
    files = {problem.file for problem in french_files.check(tmp_path)}
    assert files == {"notebooks/fr/tiny.ipynb", "book/fr/page.md", "data/deck.yml"}
    assert len(french_files.fix(tmp_path)) == 3
    assert french_files.check(tmp_path) == []
    assert french_files.fix(tmp_path) == []
    cells = read_notebook(tmp_path / "notebooks" / "fr" / "tiny.ipynb").cells
    assert cells[0].source == "# Titre\n\nC’est ici."
