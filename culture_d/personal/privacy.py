"""What protects people in a table, and what does not: measures and attacks, a few lines of pandas each.

Made to be read and tried on fictional people. A real publication asks for more: the advice of a data protection
officer, and libraries that specialists have checked.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from culture_d.errors import ReaderError
from culture_d.i18n import t

SHOWN = 12  # characters of a pseudonym that are kept: enough for a table, short enough to read


class PrivacyError(ReaderError, ValueError):
    """One sentence: what cannot be measured, and what to give instead."""


def classes(table: pd.DataFrame, quasi_identifiers: Sequence[str], sensitive: str | None = None) -> pd.DataFrame:
    """Return the groups of people whom nothing distinguishes: same values in every quasi-identifier.

    Parameters
    ----------
    table : pandas.DataFrame
        One line for each person.
    quasi_identifiers : sequence of str
        Columns that others may know: date of birth, sex, postcode…
    sensitive : str, optional
        The column to protect.

    Returns
    -------
    pandas.DataFrame
        The quasi-identifiers, ``people`` (how many share them) and, for a sensitive column, ``values`` (how many
        different ones); the smallest classes first.

    Raises
    ------
    PrivacyError
        If a column does not exist, or if there is no line.
    """
    columns = _known(table, quasi_identifiers)
    groups = table.groupby(columns, dropna=False, observed=True)
    found = groups.size().rename("people").to_frame()
    if sensitive is not None:
        found["values"] = groups[_known(table, [sensitive])[0]].nunique(dropna=False)
    return found.reset_index().sort_values("people", kind="stable", ignore_index=True)


def k_anonymity(table: pd.DataFrame, quasi_identifiers: Sequence[str]) -> int:
    """Return k: the size of the smallest class; whoever knows the quasi-identifiers hesitates between k people.

    P. Samarati and L. Sweeney, "Protecting privacy when disclosing information", SRI, 1998; L. Sweeney, "k-anonymity:
    a model for protecting privacy", 2002, https://doi.org/10.1142/S0218488502001648
    """
    return int(classes(table, quasi_identifiers)["people"].min())


def uniqueness(table: pd.DataFrame, quasi_identifiers: Sequence[str]) -> float:
    """Return the share of people, from 0 to 1, who are alone of their kind in the table.

    Alone in the table is not alone in the town: the table may hold a part of the people only.
    """
    return float((classes(table, quasi_identifiers)["people"] == 1).sum() / len(table))


def l_diversity(table: pd.DataFrame, quasi_identifiers: Sequence[str], sensitive: str) -> int:
    """Return l: the least number of different sensitive values in a class; 1 means that some class tells everything.

    This is the simplest of the definitions ("distinct" l-diversity) of A. Machanavajjhala and others, "l-diversity:
    privacy beyond k-anonymity", 2007, https://doi.org/10.1145/1217299.1217302
    """
    return int(classes(table, quasi_identifiers, sensitive)["values"].min())


def link(published: pd.DataFrame, known: pd.DataFrame, on: Sequence[str]) -> pd.DataFrame:
    """Look in a published table for people whom one knows from elsewhere: the linkage attack.

    Parameters
    ----------
    published : pandas.DataFrame
        A table without names.
    known : pandas.DataFrame
        People with their names.
    on : sequence of str
        Columns of both tables.

    Returns
    -------
    pandas.DataFrame
        The lines of ``known``; ``candidates``, how many lines of ``published`` may be theirs; and each other column
        of ``published``, filled where all the candidates agree: what the attack believes that it has learned.
    """
    on = _known(published, _known(known, on))
    groups = published.groupby(on, dropna=False, observed=True)
    learned = groups.agg(lambda values: values.iloc[0] if values.nunique(dropna=False) == 1 else None)
    learned.insert(0, "candidates", groups.size())
    found = known.merge(learned.reset_index(), how="left", on=on, suffixes=("", "_published"))
    return found.fillna({"candidates": 0}).astype({"candidates": int})


def generalise(column: pd.Series, width: int) -> pd.Series:
    """Replace numbers, or the years of dates, by bands of equal width: 1967 becomes "1960–1979" with a width of 20."""
    if width < 1:
        raise PrivacyError(t("privacy.error_width"))
    numbers = column.dt.year if pd.api.types.is_datetime64_any_dtype(column) else column
    if not pd.api.types.is_numeric_dtype(numbers):
        raise PrivacyError(t("privacy.error_numbers"))
    start = numbers // width * width
    return start.map(lambda first: f"{first:.0f}–{first + width - 1:.0f}", na_action="ignore")


def suppress_small(table: pd.DataFrame, quasi_identifiers: Sequence[str], k: int) -> pd.DataFrame:
    """Take out the people whose class has fewer than ``k``: the others are then k-anonymous."""
    columns = _known(table, quasi_identifiers)
    people = table.groupby(columns, dropna=False, observed=True)[columns[0]].transform("size")
    return table[people >= k].reset_index(drop=True)


def plain_hash(values: Iterable[str]) -> list[str]:
    """Scramble values with SHA-256, without a key: what is often, and wrongly, called anonymous."""
    return [hashlib.sha256(str(value).encode()).hexdigest()[:SHOWN] for value in values]


def pseudonym(values: Iterable[str], key: bytes) -> list[str]:
    """Scramble values with a secret key (HMAC with SHA-256): same value, same pseudonym, for who has the key.

    H. Krawczyk, M. Bellare and R. Canetti, RFC 2104, 1997, https://www.rfc-editor.org/rfc/rfc2104. A key that cannot
    be guessed comes from ``secrets.token_bytes(32)``, and is kept away from the table.
    """
    return [hmac.new(key, str(value).encode(), hashlib.sha256).hexdigest()[:SHOWN] for value in values]


def try_all(scrambled: Iterable[str], possible: Iterable[str]) -> list[str | None]:
    """Invert plain hashes by trying every possible value; None where nothing fits."""
    possible = list(possible)
    found = dict(zip(plain_hash(possible), possible, strict=True))
    return [found.get(text) for text in scrambled]


def noisy_count(n: int, epsilon: float, rng: np.random.Generator) -> int:
    """Return a count with Laplace noise of scale 1 / epsilon: the smaller epsilon, the more noise.

    C. Dwork, F. McSherry, K. Nissim and A. Smith, "Calibrating noise to sensitivity in private data analysis", 2006,
    https://doi.org/10.1007/11681878_14. For teaching: a library made for it also guards against what the rounding of
    computers gives away, and counts how often the question was asked.
    """
    if not epsilon > 0:
        raise PrivacyError(t("privacy.error_epsilon"))
    return round(n + rng.laplace(0, 1 / epsilon))


def _known(table: pd.DataFrame, columns: Sequence[str]) -> list[str]:
    """Return the columns as a list, or say which does not exist."""
    columns = [columns] if isinstance(columns, str) else list(columns)
    for column in columns or [""]:
        if column not in table.columns:
            names = ", ".join(map(str, table.columns))
            raise PrivacyError(t("privacy.error_column", column=str(column)[:40], names=names[:200]))
    if table.empty:
        raise PrivacyError(t("privacy.error_empty"))
    return columns
