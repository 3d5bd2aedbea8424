"""The same figures are found in a text and in its translation, whatever the language writes."""

import pytest

from culture_d.making.figures import figures

W, N = "\u00a0", "\u202f"
SAME = [
    ("1,234.5 lines", "1 234,5 lignes"),
    ("1,234,567 lines", f"1{N}234{N}567 lignes"),
    ("31,408 births", f"31{W}408 naissances"),
    ("12% and 0.50", f"12{N}% et 0,5"),
    ("on 7 March 2023", "le 7 mars 2023"),
    ("on 1 May 2024", "le 1er mai 2024"),
    ("12–14 June", "du 12 au 14 juin"),
    ("March 2023, March 2024", "mars 2023, mars 2024"),
    ("at 17:30 and 9:00", f"à 17{W}h{W}30 et à 9 h"),
    ("the 1st, the 2nd and the 3rd", "le 1er, la 2e et la 3e"),
    ("the 19th and 21st centuries", "aux XIXe siècle et XXIe siècle"),
    ("the 1990s", "les années 1990"),
    ("version 1.0.2 of DigComp 2.2", "la version 1.0.2 de DigComp 2.2"),
    ("€3.50 in 2019, 2020 and 2021", f"3,50{W}€ en 2019, 2020 et 2021"),
    ("on 2023-03-07", "le 2023-03-07"),
    ("a lot of CO2 and A4 paper", "beaucoup de CO2"),
    ("see `x[12]`, [here](page12.md) and https://a.example/13", "voyez `x[14]`, [ici](page.md)"),
    ("10–12%", "10 à 12 %"),
    ("```python\nx = 12\n```\n", "```python\nx = 13\n```\n"),
    ("you may come", "en mars, peut-être"),
    ("a fall of −0.83%", "une baisse de 0,83 %"),
]
DIFFERENT = [
    ("1,234", "1,234"),
    ("12.5", "125"),
    ("7 March 2023", "7 mai 2023"),
    ("17:30", "17 h"),
    ("1,234 lines", "1 243 lignes"),
    ("in 2023", "en MMXXIII"),
]


@pytest.mark.parametrize(("en", "fr"), SAME)
def test_same_figures(en, fr):
    assert figures(en, "en") == figures(fr, "fr")


@pytest.mark.parametrize(("en", "fr"), DIFFERENT)
def test_different_figures(en, fr):
    assert figures(en, "en") != figures(fr, "fr")


def test_figures_are_plain_and_sorted():
    assert figures("On 7 March 2023 at 17:30: 1,234.50 lines.", "en") == [
        "1234.5",
        "17",
        "2023",
        "30",
        "7",
        "month3",
    ]
