"""Recorded votes: the stated count is reconciled with the names, always."""

import csv

import pytest

from mandates.reading import read
from mandates.reading.states import _STATES, known_state
from mandates.reading.votes import states_of
from tests.reading.texts import resolution


def voted(stated, in_favour, against="Peru", abstaining="Chile"):
    back = [
        "27th meeting",
        f"[Adopted by a recorded vote of {stated}. The voting was as follows:",
        "In favour:",
        in_favour,
        "Against:",
        against,
        "Abstaining:",
        f"{abstaining}]",
    ]
    return read(resolution("Requests States to act.", back=back))


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Spain, and Ukraine", ["Spain", "Ukraine"]),
        ("Spain and Ukraine", ["Spain", "Ukraine"]),
        ("United Kingdom of Great Britain and Northern Ireland and Uruguay",
         ["United Kingdom of Great Britain and Northern Ireland", "Uruguay"]),
        ("Togo and Trinidad and Tobago", ["Togo", "Trinidad and Tobago"]),
        ("Bosnia and Herzegovina, Saint Vincent and the Grenadines", ["Bosnia and Herzegovina",
         "Saint Vincent and the Grenadines"]),
        ("Venezuela (Bolivarian Republic of) and Viet Nam", ["Venezuela (Bolivarian Republic of)", "Viet Nam"]),
        ("Côte d’Ivoire, Cuba", ["Côte d’Ivoire", "Cuba"]),
        ("Kenya Mongolia", ["Kenya", "Mongolia"]),
        ("None", []),
    ],
)  # fmt: skip
def test_a_list_of_states_is_split_where_the_names_end(words, names):
    assert states_of(words) == names


def test_count_and_names_agree():
    text = voted("2 to 1, with 1 abstention", "Spain and Ukraine")
    assert text.votes.in_favour.states == ("Spain", "Ukraine")
    assert text.warnings == ()


def test_a_count_that_differs_from_the_list_is_told():
    assert (
        "The text states 3 in favour, but lists 2 States."
        in voted("3 to 1, with 1 abstention", "Spain, Ukraine").warnings
    )
    assert (
        "The text states 2 against, but lists 1 State." in voted("2 to 2, with 1 abstention", "Spain, Ukraine").warnings
    )


def test_a_state_that_is_none_and_one_that_votes_twice_are_told():
    warnings = voted("2 to 1, with 1 abstention", "Spain, Freedonia", against="Spain").warnings
    assert any("Freedonia" in w and "no Member State" in w for w in warnings)
    assert any("more than once: Spain" in w for w in warnings)


@pytest.mark.parametrize(
    ("stated", "counts"),
    [
        ("2 votes to 1, with no abstentions", [2, 1, 0]),
        ("2 to none, with 1 abstention", [2, 0, 1]),
        ("2 to 1", [2, 1, 0]),
    ],
)
def test_words_for_nought_are_counts(stated, counts):
    votes = voted(stated, "Spain, Ukraine").votes
    assert [votes.in_favour.count, votes.against.count, votes.abstaining.count] == counts


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("Czech Republic", "Czechia"),
        ("Swaziland", "Eswatini"),
        ("Turkey", "Türkiye"),
        ("The former Yugoslav Republic of Macedonia", "North Macedonia"),
        ("Cote d'Ivoire", "Côte d’Ivoire"),
        ("Netherlands", "Netherlands (Kingdom of the)"),
        ("Freedonia", None),
    ],
)
def test_older_names_are_known(printed, kept):
    assert known_state(printed) == kept


def test_all_members_stand_in_one_of_five_groups():
    with _STATES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    members = [row for row in rows if row["regional_group"] != "Observer States"]
    assert len(members) == len({row["name"] for row in members}) == 193
    assert len({row["regional_group"] for row in members}) == 5
    assert {row["name"] for row in rows} - {row["name"] for row in members} == {"Holy See", "State of Palestine"}
