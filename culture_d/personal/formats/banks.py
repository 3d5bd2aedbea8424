"""Spending: the CSV files that French banks give their customers.

BoursoBank has its own columns. The others differ from each other, and share enough for one reader: a date, a label,
an amount or a debit and a credit, below some lines of preamble. Account numbers are dropped with the columns that
hold them; a label may still name people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from culture_d.cells import plain_name
from culture_d.i18n import t
from culture_d.personal.export import COLUMNS, Export, Format, PersonalFileError, Said, said
from culture_d.personal.opening import Member
from culture_d.personal.parsing import (
    PREAMBLE,
    SEPARATORS,
    csv_rows,
    header_at,
    numbers,
    period,
    without_absurd,
    without_unreadable,
)

MOST_EUR = 10_000_000.0
_BOURSO = ("dateOp", "dateVal", "label", "amount")
_DATES = ("%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")
_DATE = ("date", "date_operation", "date_d_operation", "date_de_l_operation", "date_de_comptabilisation")
_DATE += ("date_comptabilisation", "date_comptable", "date_transaction")
_LABEL = ("libelle", "libelle_operation", "libelle_complet_operation", "libelle_simplifie", "label", "description")
_AMOUNT = ("montant", "montant_euros", "montant_eur", "montant_operation", "montant_en_euros", "amount")
_DEBIT, _CREDIT = ("debit", "debit_euros", "debit_eur"), ("credit", "credit_euros", "credit_eur")
_ACCOUNT = re.compile(r"\b(?:FR\d{2}[ ]?(?:[0-9A-Z]{4}[ ]?){5}[0-9A-Z]{3}|\d{11})\b")  # IBAN, French account number


def _is_bourso(member: Member) -> bool:
    return header_at(member.head, _BOURSO) is not None


def _is_simple(member: Member) -> bool:
    return _simple_header(member.head) is not None


def _simple_header(text: str) -> tuple[str, str, str] | None:
    """Return what the file calls the date, the label and the amount, or the debit."""
    for line in text.split("\n")[:PREAMBLE]:
        for separator in SEPARATORS:
            names = {plain_name(cell) for cell in line[:1000].split(separator)}
            found = [next((n for n in known if n in names), "") for known in (_DATE, _LABEL, (*_AMOUNT, *_DEBIT))]
            if all(found):
                return found[0], found[1], found[2]
    return None


def _read_bourso(member: Member) -> Export:
    rows = csv_rows(member.text, _BOURSO)
    nothing = pd.Series("", index=rows.index, dtype="object")
    data = pd.DataFrame({"date": _days(rows["date_op"]), "label": rows["label"], "amount_eur": numbers(rows["amount"])})
    data["category"] = rows.get("category", nothing).where(lambda cells: cells != "")
    data["balance_eur"] = numbers(rows.get("accountbalance", rows.get("account_balance", nothing)))
    accounts = rows.get("account_num", nothing).nunique()  # counted, and not kept
    told = [said("spending.account_dropped")]
    if accounts > 1:
        told.append(said("spending.accounts", n=accounts))
    if data["balance_eur"].nunique() == accounts < len(data):
        told.append(said("spending.balance_today"))
    return _export("boursobank", data, told)


def _read_simple(member: Member) -> Export:
    names = _simple_header(member.text[: 1 << 16])
    if names is None:
        raise PersonalFileError(t("personal.no_header"))
    rows = csv_rows(member.text, names)
    date, label, amount = names
    credit = next((name for name in _CREDIT if name in rows), None)
    values = numbers(rows[amount])
    if credit and amount in _DEBIT:  # banks write a debit with or without its minus sign
        paid, received = values.abs(), numbers(rows[credit]).abs()
        values = (received.fillna(0) - paid.fillna(0)).where(paid.notna() | received.notna())
    data = pd.DataFrame({"date": _days(rows[date]), "label": rows[label], "amount_eur": values})
    data["category"] = next(
        (rows[name].where(rows[name] != "") for name in ("categorie", "category") if name in rows), None
    )
    data["balance_eur"] = next((numbers(rows[name]) for name in ("solde", "balance") if name in rows), float("nan"))
    currency = next((rows[name].str.upper() for name in ("devise", "currency") if name in rows), None)
    told = []
    if currency is not None and (foreign := ~currency.isin(["EUR", "€", "EURO", "EUROS", ""])).any():
        data = data[~foreign]
        told.append(said("spending.foreign", n=int(foreign.sum())))
    return _export("bank-simple", data, told)


def _days(cells: pd.Series) -> pd.Series:
    """Return the dates, with the pattern that reads most of them."""
    return max((pd.to_datetime(cells, format=p, errors="coerce") for p in _DATES), key=lambda days: days.notna().sum())


def _export(format_id: str, data: pd.DataFrame, told: list[Said]) -> Export:
    data, unread = without_unreadable(data, ["date", "amount_eur"])
    data, absurd = without_absurd(data, "amount_eur", -MOST_EUR, MOST_EUR)
    if data.empty:
        raise PersonalFileError(t("personal.no_lines"))
    labels = data["label"].str.replace(r"\s+", " ", regex=True).str.strip()
    hidden = labels.str.contains(_ACCOUNT)
    data = data.assign(label=labels.str.replace(_ACCOUNT, "…", regex=True))
    data = data.sort_values("date", kind="stable").reset_index(drop=True)
    counts = {
        "hidden": hidden.sum(),
        "alike": data.duplicated(["date", "label", "amount_eur"]).sum(),  # two coffees, or one line twice: kept
        "nameless": (data["label"] == "").sum(),
    }
    doubts = (*unread, *absurd, *(said(f"spending.{key}", n=int(n)) for key, n in counts.items() if n))
    return Export("transactions", format_id, data[list(COLUMNS["transactions"])], (*_told(data), *told), doubts)


def _told(data: pd.DataFrame) -> Iterator[Said]:
    yield period(data["date"])
    amounts = data["amount_eur"]
    spent, received = -float(amounts[amounts < 0].sum()), float(amounts[amounts > 0].sum())
    yield said("spending.read", n=len(data), spent=round(spent), received=round(received))


FORMATS = (
    Format("boursobank", "transactions", _is_bourso, _read_bourso),
    Format("bank-simple", "transactions", _is_simple, _read_simple),
)
