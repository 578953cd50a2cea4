"""Decisions about mandates, in the forms of un-process, section 6."""

import pytest

from mandates.reading import read
from tests.reading.texts import resolution


@pytest.mark.parametrize(
    ("words", "action", "mandate", "term", "effective_from", "until"),
    [
        ("Decides to extend the mandate of the Special Rapporteur on honey for a further period of three years;",
         "extend", "Special Rapporteur on honey", "P3Y", None, None),
        ("Decides to extend, for two years, the mandate of the Independent Expert on honey;",
         "extend", "Independent Expert on honey", "P2Y", None, None),
        ("Also decides to renew for one year the mandate of the Commission of Inquiry;",
         "extend", "Commission of Inquiry", "P1Y", None, None),
        ("Decides to extend the mandate of the Working Group on truth, honey and wax, as set out in resolution 1/1;",
         "extend", "Working Group on truth, honey and wax", None, None, None),
        ("Decides to extend the mandate of the Mechanism on honey for one year, effective from the end of its "
         "fifty-sixth session;", "extend", "Mechanism on honey", "P1Y", "HRC56", None),
        ("Decides to extend the mandate of the Group of Experts until the fifty-fifth session of the Human Rights "
         "Council;", "extend", "Group of Experts", None, None, "HRC55"),
        ("Decides to extend, until 31 March 2025, the mandate of the Independent Expert on honey;",
         "extend", "Independent Expert on honey", None, None, "2025-03-31"),
        ("Decides to extend the mandate of the Independent Expert on honey until June 2011;",
         "extend", "Independent Expert on honey", None, None, "2011-06"),
        ("Decides to appoint, for a period of three years, a special rapporteur on honey, whose tasks will include:",
         "establish", "special rapporteur on honey", "P3Y", None, None),
        ("Decides to establish, for a period of three years, the mandate of Special Rapporteur on honey;",
         "establish", "Special Rapporteur on honey", "P3Y", None, None),
        ("Decides to establish a mandate of independent expert on honey, for a period of one year;",
         "establish", "independent expert on honey", "P1Y", None, None),
        ("Decides to create, for two years, effective from the end of its fifty-ninth session, the mandate of the "
         "Independent Expert on honey;", "establish", "Independent Expert on honey", "P2Y", "HRC59", None),
        ("Decides to urgently establish an ongoing independent commission of inquiry, to be appointed soon;",
         "establish", "independent commission of inquiry", None, None, None),
        ("Requests the High Commissioner to appoint, for a renewable period of one year, an independent expert on "
         "honey;",
         "establish", "independent expert on honey", "P1Y", None, None),
        ("Decides to extend the existing mandate of the current Independent Expert on honey for one year;",
         "extend", "Independent Expert on honey", "P1Y", None, None),
        ("Decides to discontinue the mandate of the Special Rapporteur on honey;",
         "discontinue", "Special Rapporteur on honey", None, None, None),
        ("Decides not to renew the mandate of the Commission of Inquiry;",
         "discontinue", "Commission of Inquiry", None, None, None),
        ("Decides that the mandate of the Working Group on honey shall be extended for a period of six months;",
         "extend", "Working Group on honey", "P6M", None, None),
        ("Decides to extend the mandate of the Working Group on honey for six months;",
         "extend", "Working Group on honey", "P6M", None, None),
        ("Decides to extend the mandate of the Independent Expert on honey for three years as from the end of its "
         "sixtieth session;", "extend", "Independent Expert on honey", "P3Y", "HRC60", None),
        ("Decides to extend the mandate of the Independent Expert on honey, from the end of the sixtieth session of "
         "the Human Rights Council, for one year;", "extend", "Independent Expert on honey", "P1Y", "HRC60", None),
        ("Decides to extend the mandate of the Independent Expert on honey following the conclusion of its sixtieth "
         "session for a period of one year;", "extend", "Independent Expert on honey", "P1Y", "HRC60", None),
        ("Decides to extend the mandate of the Independent Expert on honey from the end of its sixtieth session until "
         "the end of its sixty-second session;", "extend", "Independent Expert on honey", None, "HRC60", "HRC62"),
        ("Decides to terminate the mandate of the Independent Expert on honey at the end of its sixtieth session;",
         "discontinue", "Independent Expert on honey", None, "HRC60", None),
        ("Decides to merge the mandates of the Independent Expert on wax and of the Special Rapporteur on honey into "
         "a single mandate of Special Rapporteur on honey and wax, for a period of three years;",
         "modify", "Special Rapporteur on honey and wax", "P3Y", None, None),
        ("Decides to transform the mandate of the Independent Expert on wax into that of a Special Rapporteur on wax "
         "for a period of three years;", "modify", "Special Rapporteur on wax", "P3Y", None, None),
        ("Decides to continue, for a period of one year, the mandate of the Independent Expert on wax;",
         "extend", "Independent Expert on wax", "P1Y", None, None),
        ("Decides that the mandate of the Working Group on honey is extended for three years;",
         "extend", "Working Group on honey", "P3Y", None, None),
    ],
)  # fmt: skip
def test_what_is_done_to_a_mandate(words, action, mandate, term, effective_from, until):
    [found] = read(resolution(words)).decisions
    assert (found.action, found.mandate, found.term) == (action, mandate, term)
    assert (found.effective_from, found.until) == (effective_from, until)


@pytest.mark.parametrize(
    "words",
    [
        "Decides to remain seized of the matter.",
        "Decides to convene a panel discussion at its fifty-sixth session;",
        "Decides to establish a trust fund for beekeepers;",
        "Recalls its resolution 1/1, in which it decided to extend the mandate of the Special Rapporteur on honey;",
        "Calls upon Norway to extend an invitation to the Special Rapporteur;",
        "Decides to continue its consideration of the mandate of the Special Rapporteur on honey;",
        "Requests the Secretary-General to appoint the staff of the mechanism;",
    ],
)
def test_other_decisions_touch_no_mandate(words):
    assert read(resolution(words)).decisions == ()


def test_a_paragraph_that_decides_on_two_mandates_gives_both():
    text = read(
        resolution(
            "Decides to extend the mandate of the Special Rapporteur on honey for a period of three years, and to renew"
            " the mandate of the Independent Expert on wax until the end of its seventieth session;"
        )
    )
    assert [(each.action, each.mandate, each.term, each.until) for each in text.decisions] == [
        ("extend", "Special Rapporteur on honey", "P3Y", None),
        ("extend", "Independent Expert on wax", None, "HRC70"),
    ]
    words = text.paragraph("1").text
    assert [words[slice(*each.span)].split()[1:3] for each in text.decisions] == [["to", "extend"], ["renew", "the"]]


@pytest.mark.parametrize(
    ("words", "mandates"),
    [
        (
            "Decides to extend the mandate of the Special Rapporteur on honey for three years and the mandate of the "
            "Independent Expert on wax for one year;",
            [("Special Rapporteur on honey", "P3Y"), ("Independent Expert on wax", "P1Y")],
        ),
        (
            "Decides to extend the mandate of the Special Rapporteur on honey and the mandate of the Independent "
            "Expert on wax for a period of one year;",
            [("Special Rapporteur on honey", "P1Y"), ("Independent Expert on wax", "P1Y")],
        ),
        (
            "Decides to extend, for a period of two years, the mandates of the Special Rapporteur on honey and bees, "
            "the Working Group on hives and the Independent Expert on wax;",
            [("Special Rapporteur on honey and bees", "P2Y"), ("Working Group on hives", "P2Y"),
             ("Independent Expert on wax", "P2Y")],
        ),
        (
            "Decides to extend the mandate of the Special Rapporteur on honey for one year, taking into account the "
            "mandate of the Independent Expert on wax and the mandate of the Working Group on hives;",
            [("Special Rapporteur on honey", "P1Y")],
        ),
    ],
)  # fmt: skip
def test_one_verb_extends_several_mandates(words, mandates):
    assert [(each.mandate, each.term) for each in read(resolution(words)).decisions] == mandates


def test_what_is_asked_for_beside_a_mandate_is_no_second_decision():
    text = read(
        resolution(
            "Decides to extend the mandate of the Special Rapporteur on honey for a period of three years, and to"
            " review the mandate of the Special Rapporteur on honey at its seventieth session;"
        )
    )
    assert [each.mandate for each in text.decisions] == ["Special Rapporteur on honey"]
