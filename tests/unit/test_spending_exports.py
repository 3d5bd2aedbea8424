"""The files of banks: each its own columns, decimal marks and encodings; no account number is kept."""

from __future__ import annotations

import pytest

from culture_d.personal.export import COLUMNS, PersonalFileError
from culture_d.personal.formats.banks import FORMATS
from culture_d.personal.opening import Member

BOURSO = (
    "dateOp;dateVal;label;category;categoryParent;supplierFound;amount;comment;accountNum;accountLabel;accountbalance\n"
)
ACCOUNT = "00000040513"


def read(content: str | bytes, encoding: str = "utf-8-sig"):
    member = Member("x.csv", content if isinstance(content, bytes) else content.encode(encoding))
    known = [f for f in FORMATS if f.recognise(member)]
    assert known
    return known[0].read(member)


def keys(sentences) -> set[str]:
    return {sentence.key for sentence in sentences}


def bourso(*rows: tuple[str, str, str]) -> str:
    lines = [
        f'{d};{d};"{label}";"Alimentation";"Vie quotidienne";"x";{amount};;{ACCOUNT};"Compte";812.40'
        for d, label, amount in rows
    ]
    return BOURSO + "\n".join(lines)


def test_a_comma_in_the_amount_and_a_point_in_the_balance():
    export = read(bourso(("2025-03-02", "CARTE 01/03 LE FOURNIL", "-4,50"), ("2025-03-01", "VIR BOURSE", "1 300,00")))
    assert export.format == "boursobank"
    assert tuple(export.table.columns) == COLUMNS["transactions"]
    assert export.table["amount_eur"].tolist() == [1300, -4.5]
    assert export.table["balance_eur"].unique().tolist() == [812.4]
    assert {"spending.account_dropped", "spending.balance_today"} <= keys(export.told)
    assert ACCOUNT not in export.table.to_string() + repr(export) + " ".join(export.sentences("en"))


def test_old_files_of_the_same_bank_write_french_dates_and_another_balance():
    old = "dateOp;dateVal;label;category;categoryParent;supplierFound;amount;accountNum;accountLabel;accountBalance\n"
    export = read(old + f'31/12/18;01/01/19;"INTERETS";"x";"y";"z";38,67;{ACCOUNT};"a";42')
    assert str(export.table["date"].iloc[0].date()) == "2018-12-31"
    assert export.table["balance_eur"].tolist() == [42]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize(
    "content",
    [
        "Date;Libellé;Montant\n02/03/2025;LE FOURNIL;-4,50\n01/03/2025;BOURSE;1 300,00\n",
        "Compte courant;au 03/03/2025\n\nDate;Libellé;Débit Euros;Crédit Euros\n02/03/2025;LE FOURNIL;4,50;\n"
        "01/03/2025;BOURSE;;1300,00\n",
        "Date;Date de valeur;Débit;Crédit;Libellé;Solde\n02/03/2025;02/03/2025;-4,50;;LE FOURNIL;12,00\n"
        "01/03/2025;01/03/2025;;1300,00;BOURSE;16,50\n",
        '="000";01/03/2025;02/03/2025;\ndate_comptabilisation;libellé_complet_operation;montant_operation;devise;\n'
        "02/03/2025;LE FOURNIL   ;-4,50;EUR;\n01/03/2025;BOURSE;1300,00;EUR;\n",
        "Date;Libellé;Montant(EUROS)\n02/03/2025;LE FOURNIL;-4,50\n01/03/2025;BOURSE;1300,00\n",
        "Date,Libellé,Montant\n2025-03-02,LE FOURNIL,-4.50\n2025-03-01,BOURSE,1300.00\n",
    ],
)
def test_simple_files_say_the_same_in_their_own_way(content, encoding):
    export = read(content, encoding)
    assert export.format == "bank-simple"
    assert export.table["amount_eur"].tolist() == [1300, -4.5]
    assert export.table["label"].tolist() == ["BOURSE", "LE FOURNIL"]


def test_doubts_are_told_and_two_coffees_are_kept():
    export = read(
        "Date;Libellé;Montant;Devise\n02/03/2025;LE FOURNIL;-1,50;EUR\n02/03/2025;LE FOURNIL;-1,50;EUR\n"
        "03/03/2025;;5;EUR\n04/03/2025;TOWER;-3;GBP\nhier;PAIN;-1;EUR\n"
        "05/03/2025;VIR FR7600000000000000000000012;-9;EUR\n"
    )
    assert len(export.table) == 4
    assert {"spending.alike", "spending.nameless", "spending.hidden", "personal.unreadable_lines"} <= keys(
        export.doubts
    )
    assert "spending.foreign" in keys(export.told)
    assert "FR76" not in export.table.to_string()


def test_a_file_without_a_line_says_so():
    with pytest.raises(PersonalFileError):
        read("Date;Libellé;Montant\n")


def test_other_files_are_not_banks():
    for other in (b"", b"Date;Valeur\n", b"Title,Date\nA,01/01/2025\n", b"Horodate;Valeur\n2020;3\n", b"{}"):
        assert not any(f.recognise(Member("x", other)) for f in FORMATS)
