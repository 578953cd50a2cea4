"""Terms as people write them."""

import pytest

from mandates.records.terms import term_as_kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("3 years", "P3Y"),
        ("three years", "P3Y"),
        (" Three  Years. ", "P3Y"),
        ("P3Y", "P3Y"),
        ("p18m", "P18M"),
        ("one year", "P1Y"),
        ("a year", "P1Y"),
        ("18 months", "P18M"),
        ("eighteen months", "P18M"),
        ("6 months", "P6M"),
        ("", ""),
    ],
)
def test_a_term_is_written_as_people_write_it(written, kept):
    assert term_as_kept(written) == kept


@pytest.mark.parametrize("written", ["a while", "3", "years", "0 years", "three and a half years", "P3", "none"])
def test_what_is_no_length_of_time_is_refused_with_what_to_write(written):
    with pytest.raises(ValueError, match=r"three years, 3 years or P3Y"):
        term_as_kept(written)
