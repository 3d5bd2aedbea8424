"""Bank files: the columns of BoursoBank, and the plainest CSV that banks give."""

from __future__ import annotations

from personas.spending import OPENING, label_of, operations

HEADER = (
    "dateOp;dateVal;label;category;categoryParent;supplierFound;amount;comment;accountNum;accountLabel;accountbalance"
)
ACCOUNT = "00000000001"
SPACE = "\u00a0"


def _comma(cents: int) -> str:
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100},{abs(cents) % 100:02d}"


def boursobank(who: str) -> bytes:
    """Return the operations, the last first: commas in amounts, a point in the balance, which is that of today.

    A thousand is written with a space in the amounts. The account has one balance, the same on every line.
    """
    done = operations(who)
    balance = OPENING[who] + sum(operation.cents for operation in done)
    lines = [HEADER]
    for operation in reversed(done):
        amount = _comma(operation.cents)
        if abs(operation.cents) >= 100_000:
            amount = f"{amount[:-6]} {amount[-6:]}"
        lines.append(";".join([
            str(operation.date), str(operation.date), f'"{operation.label}"', f'"{operation.category}"',
            f'"{operation.parent}"', f'"{operation.supplier}"', amount, "", ACCOUNT, f'"{label_of(who)}"',
            f"{balance / 100:.2f}",
        ]))  # fmt: skip
    return ("\ufeff" + "\n".join(lines) + "\n").encode()


def simple(who: str) -> bytes:
    """Return dates, labels and amounts in Windows-1252, the last first."""
    lines = ["Date;Libellé;Montant"]
    for operation in reversed(operations(who)):
        lines.append(f"{operation.date:%d/%m/%Y};{operation.label};{_comma(operation.cents)}")
    return ("\r\n".join(lines) + "\r\n").encode("cp1252")
