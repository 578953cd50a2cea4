"""What stands after the last paragraph: nothing that was brought disappears without a word."""

import pytest

from mandates.reading import read
from tests.reading.texts import resolution

END = ["35th meeting", "16 July 2020", "[Adopted without a vote.]"]
VOTE = ["35th meeting", "16 July 2020", "[Adopted by a recorded vote of 2 to 1, with 0 abstentions. The voting was as "
        "follows:", "In favour:", "Peru, Chile", "Against:", "Fiji]"]  # fmt: skip


@pytest.mark.parametrize("end", [END, VOTE, ["[Adopted without a vote.]"]])
def test_an_end_of_its_own_is_nothing_to_warn_of(end):
    assert not read(resolution("Urges States to act.", back=end)).warnings


@pytest.mark.parametrize("end", [END, VOTE])
def test_words_after_the_end_are_said_to_be_unread(end):
    text = read(resolution("Urges States to act.", back=[*end, "2. Requests the beekeepers to count their hives."]))
    assert text.warnings == (
        "Words after the end of the text were not read, from “2. Requests the beekeepers to count their hives.” on.",
    )
