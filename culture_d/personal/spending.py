"""What the lines of a bank account say: what comes back every month, and what a label lets others think.

Each function takes a table of transactions (the columns ``transactions`` of
:data:`culture_d.personal.export.COLUMNS`); spending is negative.
"""

from __future__ import annotations

import re

import pandas as pd

from culture_d.cells import plain_name

# Days between two payments of each rhythm: the shortest and the longest, and how many payments prove it.
RHYTHMS = {"weekly": (6, 8, 6), "monthly": (26, 35, 3), "quarterly": (85, 97, 3), "yearly": (355, 375, 2)}
SAME_AMOUNT = 0.2  # of the median: a price may rise without becoming another subscription
REGULAR = 0.8  # of the gaps between payments

# Words of French labels, in small letters and without accents, and the category of GDPR art. 9 that they suggest.
SENSITIVE = {
    "health": "pharmacie medecin docteur dr laboratoire hopital clinique psychologue mutuelle opticien dentiste",
    "union": "syndicat syndicale solidaires",
    "religion": "paroisse eglise mosquee synagogue temple diocese denier pagode",
    "politics": "parti mandataire campagne militants elections",
    "orientation": "lgbt fiertes",
}
_NOISE = re.compile(
    r"^(?:carte|cb|paiement|achat|prlv|prelevement|virement|vir)\b|\b(?:sepa|inst|recu|emis|europeen)\b|"
    r"\b[a-z]*\d[\w/.-]*",
    re.IGNORECASE,
)


def plain_label(label: str) -> str:
    """Return what stays the same in a label: without the date, the numbers, and the words of the bank.

    ``CARTE 12/03 LE FOURNIL 4029`` and ``CARTE 19/03 LE FOURNIL 4029`` both give ``LE FOURNIL``.
    """
    return re.sub(r"[\s*.,;:/-]+", " ", _NOISE.sub(" ", label)).strip().upper()


def subscriptions(transactions: pd.DataFrame) -> pd.DataFrame:
    """Find what is paid regularly: same label, near-same amount, same number of days between two payments.

    A payment is near the same when it is within 20 % of the median of its label; a label is regular when four gaps
    out of five fit one rhythm.

    Returns
    -------
    pandas.DataFrame
        ``label``, ``rhythm``, ``payments``, ``amount_eur`` (the last one), ``paid_eur`` (all of them), ``first``,
        ``last``; amounts are positive, the largest total comes first.
    """
    spent = transactions[transactions["amount_eur"] < 0]
    found = [_regular(label, paid) for label, paid in spent.groupby(spent["label"].map(plain_label)) if label]
    columns = ["label", "rhythm", "payments", "amount_eur", "paid_eur", "first", "last"]
    table = pd.DataFrame([line for line in found if line], columns=columns)
    return table.sort_values("paid_eur", ascending=False, ignore_index=True)


def _regular(label: str, paid: pd.DataFrame) -> tuple | None:
    amounts = -paid["amount_eur"]
    paid = paid[(amounts - amounts.median()).abs() <= SAME_AMOUNT * amounts.median()].sort_values("date")
    gaps = paid["date"].diff().dt.days.dropna()
    for rhythm, (shortest, longest, payments) in RHYTHMS.items():
        if len(paid) >= payments and gaps.between(shortest, longest).mean() >= REGULAR:
            last, total = (round(-float(euros), 2) for euros in (paid["amount_eur"].iloc[-1], paid["amount_eur"].sum()))
            return label, rhythm, len(paid), last, total, paid["date"].iloc[0], paid["date"].iloc[-1]
    return None


def what_labels_suggest(transactions: pd.DataFrame) -> pd.DataFrame:
    """List the labels where a word suggests a category that GDPR art. 9 protects. A hint, never a fact.

    Returns
    -------
    pandas.DataFrame
        ``label``, ``category`` (a key of :data:`SENSITIVE`), ``word`` (what gave it away), ``payments``, ``spent_eur``.
    """
    plain = transactions.assign(label=transactions["label"].map(plain_label))
    hints = {label: hint for label in plain["label"].unique() if (hint := _hint(label))}
    kept = plain[plain["label"].isin(list(hints))]
    lines = kept.groupby("label")["amount_eur"].agg(payments="size", spent_eur=lambda amounts: round(-amounts.sum(), 2))
    lines.insert(0, "word", [hints[label][1] for label in lines.index])
    lines.insert(0, "category", [hints[label][0] for label in lines.index])
    return lines.reset_index().sort_values(["category", "label"], ignore_index=True)


def _hint(label: str) -> tuple[str, str] | None:
    words = plain_name(label).split("_")
    for category, known in SENSITIVE.items():
        if found := next((word for word in words if word in known.split()), None):
            return category, found
    return None
