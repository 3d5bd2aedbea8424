"""What comes back regularly in an account, and what labels suggest: shown on fictional labels."""

from __future__ import annotations

import pandas as pd
import pytest

from culture_d.personal import spending


def table(*rows: tuple[str, str, float]) -> pd.DataFrame:
    dates, labels, amounts = zip(*rows, strict=True)
    return pd.DataFrame({"date": pd.to_datetime(list(dates)), "label": labels, "amount_eur": amounts})


def monthly(label: str, amount: float, day: int = 5, months: int = 6) -> list[tuple[str, str, float]]:
    return [(f"2025-{month:02d}-{day:02d}", label, amount) for month in range(1, months + 1)]


@pytest.mark.parametrize(
    ("label", "plain"),
    [
        ("CARTE 12/03 LE FOURNIL 4029", "LE FOURNIL"),
        ("PRLV SEPA ONDIA MUSIQUE REF 20250105-X7", "ONDIA MUSIQUE REF"),
        ("CB*LE FOURNIL   VALOMBRE 12/03/25", "LE FOURNIL VALOMBRE"),
        ("12345", ""),
    ],
)
def test_a_label_without_its_dates_and_numbers(label, plain):
    assert spending.plain_label(label) == plain


def test_subscriptions_are_what_comes_back_at_the_same_price():
    rows = [
        *monthly("PRLV ONDIA 000123", -10.99),
        *monthly("LOYER", -380),
        *monthly("BOURSE", 500),
        ("2024-02-10", "ASSURANCE VELO", -60),
        ("2025-02-10", "ASSURANCE VELO", -64),
        ("2025-01-03", "LE FOURNIL", -1.5),
        ("2025-01-04", "LE FOURNIL", -9.5),
        ("2025-01-20", "LE FOURNIL", -4.5),
    ]
    found = spending.subscriptions(table(*rows)).set_index("label")
    assert found["rhythm"].to_dict() == {"LOYER": "monthly", "ONDIA": "monthly", "ASSURANCE VELO": "yearly"}
    assert found["paid_eur"].to_dict() == {"LOYER": 2280, "ASSURANCE VELO": 124, "ONDIA": 65.94}


def test_a_price_that_rises_and_a_month_that_is_missing_leave_a_subscription_one():
    rows = [row for row in monthly("ONDIA", -10.99, months=12) if "-04-" not in row[0]]
    rows = [(date, label, -11.99 if date > "2025-07" else amount) for date, label, amount in rows]
    found = spending.subscriptions(table(*rows))
    assert found["amount_eur"].tolist() == [11.99]
    assert found["payments"].tolist() == [11]


def test_no_line_gives_an_empty_table():
    assert spending.subscriptions(table(("2025-01-01", "BOURSE", 5))).empty
    assert spending.what_labels_suggest(table(("2025-01-01", "LE FOURNIL", -5))).empty


def test_a_word_of_a_label_suggests_and_a_part_of_a_word_does_not():
    rows = table(
        ("2025-01-01", "CARTE 03/01 PHARMACIE DU PONT", -12),
        ("2025-01-02", "DENIER PAROISSE VALOMBRE", -20),
        ("2025-02-02", "DENIER PAROISSE VALOMBRE", -20),
        ("2025-01-03", "SYNDICAT ETUDIANT DE LA LANE", -8),
        ("2025-01-04", "DEPARTIR VOYAGES", -30),
    )
    found = spending.what_labels_suggest(rows).set_index("category")
    assert set(found.index) == {"health", "religion", "union"}
    assert found.loc["religion", "spent_eur"] == 40
