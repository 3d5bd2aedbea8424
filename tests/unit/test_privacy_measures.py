"""The measures of privacy and the attacks: on tables small enough to count by hand, and on the fictional residents."""

from __future__ import annotations

import hashlib
import hmac

import numpy as np
import pandas as pd
import pytest

from culture_d.catalogue import load
from culture_d.errors import ReaderError
from culture_d.personal import privacy

KNOWN = ["age", "town"]


@pytest.fixture
def table():
    return pd.DataFrame(
        {
            "age": [30, 30, 30, 40, 40, 50],
            "town": ["A", "A", "A", "A", "A", "B"],
            "secret": ["x", "y", "x", "z", "z", "x"],
        }
    )


def test_classes_count_people_and_values(table):
    found = privacy.classes(table, KNOWN, "secret")
    assert found.to_dict("list") == {
        "age": [50, 40, 30],
        "town": ["B", "A", "A"],
        "people": [1, 2, 3],
        "values": [1, 1, 2],
    }
    assert privacy.k_anonymity(table, KNOWN) == 1 and privacy.uniqueness(table, KNOWN) == pytest.approx(1 / 6)
    assert privacy.k_anonymity(table, "town") == 1 and privacy.k_anonymity(table.iloc[:5], ["town"]) == 5
    assert (
        privacy.l_diversity(table, KNOWN, "secret") == 1 and privacy.l_diversity(table.iloc[:3], KNOWN, "secret") == 2
    )


def test_what_is_missing_is_a_value_like_another(table):
    table.loc[4, "town"] = None
    assert len(privacy.classes(table, KNOWN)) == 4
    assert privacy.suppress_small(table, KNOWN, 2)["age"].tolist() == [30, 30, 30]


def test_small_classes_go_and_the_table_is_then_k_anonymous(table):
    kept = privacy.suppress_small(table, KNOWN, 2)
    assert len(kept) == 5 and privacy.k_anonymity(kept, KNOWN) == 2
    assert privacy.suppress_small(table, KNOWN, 1).equals(table)
    with pytest.raises(ReaderError, match="no line left"):
        privacy.k_anonymity(privacy.suppress_small(table, KNOWN, 7), KNOWN)


def test_the_link_says_how_many_candidates_and_what_they_agree_on(table):
    people = pd.DataFrame({"name": ["Ana", "Bob", "Cy", "Di"], "age": [50, 40, 30, 99], "town": ["B", "A", "A", "A"]})
    found = privacy.link(table, people, KNOWN).set_index("name")
    assert found["candidates"].to_dict() == {"Ana": 1, "Bob": 2, "Cy": 3, "Di": 0}
    assert found["secret"].dropna().to_dict() == {"Ana": "x", "Bob": "z"}
    named = privacy.link(table.assign(name="N"), people, KNOWN)
    assert "name_published" in named.columns and len(named) == len(people)


def test_bands_of_numbers_and_of_dates():
    years = privacy.generalise(pd.Series([1959, 1960, 1979, 1980, None]), 20)
    assert years.tolist()[:4] == ["1940–1959", "1960–1979", "1960–1979", "1980–1999"] and pd.isna(years[4])
    dates = pd.Series(pd.to_datetime(["1967-03-04", None]))
    assert privacy.generalise(dates, 10)[0] == "1960–1969" and pd.isna(privacy.generalise(dates, 10)[1])
    assert privacy.generalise(pd.Series([3]), 1)[0] == "3–3"
    for column, width, said in ((pd.Series([1]), 0, "at least 1"), (pd.Series(["a"]), 5, "Only numbers and dates")):
        with pytest.raises(ReaderError, match=said):
            privacy.generalise(column, width)


def test_a_key_protects_from_who_tries_everything():
    phones = ["06 39 98 00 01", "06 39 98 12 34"]
    every = [f"06 39 98 {n // 100:02d} {n % 100:02d}" for n in range(10_000)]
    assert privacy.try_all(privacy.plain_hash(phones), every) == phones
    secret = privacy.pseudonym(phones, b"key")
    assert privacy.try_all(secret, every) == [None, None]
    assert secret == privacy.pseudonym(phones, b"key") != privacy.pseudonym(phones, b"other")
    whole = hmac.new(b"key", phones[0].encode(), hashlib.sha256).hexdigest()
    assert whole.startswith(secret[0]) and len(set(secret)) == 2


def test_noise_keeps_the_mean_and_grows_as_epsilon_shrinks():
    rng = np.random.default_rng(1)
    spread = {}
    for epsilon in (0.1, 1.0):
        drawn = [privacy.noisy_count(22, epsilon, rng) for _ in range(4000)]
        assert abs(np.mean(drawn) - 22) < 1.2 / epsilon / 4 and all(isinstance(n, int) for n in drawn[:3])
        spread[epsilon] = np.mean(np.abs(np.array(drawn) - 22))
    # The mean distance to the truth is 1 / epsilon for a Laplace law; rounding adds little.
    assert spread[0.1] == pytest.approx(10, rel=0.1) and spread[1.0] == pytest.approx(1, rel=0.15)
    for epsilon in (0, -1, float("nan")):
        with pytest.raises(ReaderError, match="above zero"):
            privacy.noisy_count(22, epsilon, rng)


def test_errors_name_columns_and_never_a_cell(table):
    with pytest.raises(ReaderError, match="no column “nom”: give some of these, age, town, secret") as error:
        privacy.link(table, table, ["nom"])
    assert "x" not in str(error.value).split("secret")[1]
    for wrong in ([], ["age", "nowhere"]):
        with pytest.raises(ReaderError, match="no column"):
            privacy.classes(table, wrong)
    with pytest.raises(ReaderError, match="no column"):
        privacy.l_diversity(table, KNOWN, "nowhere")


def test_the_residents_step_by_step():
    residents, club = load("fictional-residents"), load("fictional-club")
    published, who = residents.drop(columns=["name", "phone"]), ["birth_date", "sex", "postcode"]
    assert privacy.k_anonymity(published, who) == 1 and privacy.uniqueness(published, who) == 0.995
    found = privacy.link(published, club, who)
    assert found["candidates"].value_counts().to_dict() == {1: 30, 0: 9, 2: 1}
    truth = residents.set_index("name")["bill"]
    linked = found[found["candidates"] == 1].set_index("name")["bill"]
    assert linked.eq(truth[linked.index]).all()
    banded = published.assign(birth=privacy.generalise(published["birth_date"], 20))
    safe = privacy.suppress_small(banded, ["birth", "sex", "postcode"], 5)
    assert privacy.k_anonymity(safe, ["birth", "sex", "postcode"]) == 5 and len(safe) == 340
    assert privacy.l_diversity(safe, ["birth", "sex", "postcode"], "bill") == 1
