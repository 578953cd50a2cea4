"""What stands after the last paragraph: nothing that was brought disappears without a word."""

import pytest

from mandates.reading import read
from tests.reading.texts import resolution

END = ["35th meeting", "16 July 2020", "[Adopted without a vote.]"]
VOTE = ["35th meeting", "16 July 2020", "[Adopted by a recorded vote of 2 to 1, with 0 abstentions. The voting was as "
        "follows:", "In favour:", "Peru, Chile", "Against:", "Fiji]"]  # fmt: skip
ANOTHER = "Another resolution seems to begin after this one; it was not read. Bring it by itself."


@pytest.mark.parametrize("end", [END, VOTE, ["[Adopted without a vote.]"]])
def test_an_end_of_its_own_is_nothing_to_warn_of(end):
    assert not read(resolution("Urges States to act.", back=end)).warnings


@pytest.mark.parametrize(
    "second",
    [
        ["44/100. Wax", "The Human Rights Council,", "Recalling wax,", "1. Requests States to melt wax."],
        ["Human Rights Council", "44/100. Wax", "The Human Rights Council,", "1. Requests States to melt wax."],
        ["Resolution adopted by the Human Rights Council on 17 July 2020", "Wax", "The Human Rights Council,"],
        ["The Human Rights Council,", "1. Requests States to melt wax."],
    ],
)
def test_a_second_resolution_is_said_to_be_unread(second):
    text = read(resolution("Urges States to act.", back=[*END, *second]))
    assert text.warnings == (ANOTHER,)
    assert [r.text for r in text.requests] == ["to act"]


def test_the_vote_on_a_second_resolution_is_not_the_first_ones():
    second = ["44/100. Wax", "The Human Rights Council,", "1. Requests States to melt wax.", *VOTE]
    text = read(resolution("Urges States to act.", back=[*END, *second]))
    assert (text.adoption, text.votes) == ("without_vote", None)


def test_a_second_resolution_after_a_text_without_an_end_is_told_too():
    text = resolution("Urges States to act.") + "\n\n" + resolution("Urges States to melt wax.")
    assert any("Another resolution seems to begin within this text" in warning for warning in read(text).warnings)


@pytest.mark.parametrize("end", [END, VOTE])
def test_words_after_the_end_are_said_to_be_unread(end):
    text = read(resolution("Urges States to act.", back=[*end, "2. Requests the beekeepers to count their hives."]))
    assert text.warnings == (
        "Words after the end of the text were not read, from “2. Requests the beekeepers to count their hives.” on.",
    )
