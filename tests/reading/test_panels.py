"""Panel discussions that a text convenes, and the many that it only speaks of; in words of our own."""

import pytest

from mandates.reading import read
from tests.reading.texts import resolution


def convened(*paragraphs):
    return [(panel.paragraph, panel.sessions) for panel in read(resolution(*paragraphs)).panels]


@pytest.mark.parametrize(
    ("words", "sessions"),
    [
        ("Decides to convene, at its sixty-third session, a panel discussion on the keeping of bees;", ("HRC63",)),
        ("Also decides to hold a high-level panel at its sixty-first session to mark the year of the bee;", ("HRC61",)),
        ("Requests the High Commissioner to organize, within existing resources, a half-day panel discussion at the "
         "sixty-third session of the Human Rights Council;", ("HRC63",)),
        ("Decides to organize a biennial panel discussion on honey, starting at its sixty-fifth session, and requests "
         "the Office to submit a report on the panel discussion to the Council at its sixty-sixth session;",
         ("HRC65",)),
        ("Requests the Office to convene a panel discussion on honey during the sixty-second session and to submit a "
         "summary to the Council at its sixty-fourth session;", ("HRC62",)),
        ("Decides to incorporate into its programme of work for the sixtieth session a panel discussion on wax;",
         ("HRC60",)),
        ("Decides that the theme of the annual panel discussion, to be held at its 59th session, will be “Honey”;",
         ("HRC59",)),
        ("Requests that two panel discussions be held at its sixtieth and sixty-third sessions;", ("HRC60", "HRC63")),
        ("Expresses its appreciation for the panel discussion held at its fifty-fifth session, and requests the Office "
         "to organize the next biennial panel discussion, to be held at its sixtieth session;", ("HRC60",)),
    ],
)  # fmt: skip
def test_a_panel_is_convened_at_the_session_that_the_text_names(words, sessions):
    assert convened(words) == [("1", sessions)]


@pytest.mark.parametrize(
    "words",
    [
        "Requests the Office to submit a report on the panel discussion to the Council at its sixty-third session;",
        "Requests the Office to include the outcome of the panel discussion in its report at the sixtieth session;",
        "Requests the Intergovernmental Panel on Climate Change to report to the Council at its sixtieth session;",
        "Requests the Secretary-General to convene a panel of experts at its sixtieth session;",
        "Takes note of the panel discussion held at the fortieth session of the Human Rights Council;",
        "Recalls its decision to convene a panel discussion at its sixtieth session;",
        "Decides to take into account the outcome of the panel discussion convened at its fifty-fifth session;",
        "Invites all States to contribute to the panel discussion to be held at the sixtieth session;",
        "Decides to convene a panel discussion on honey in 2026;",
        "Requests the Office to hold a panel discussion before the sixtieth session of the Council;",
        "Requests the Office to hold a panel discussion between its sixtieth and sixty-first sessions;",
        "Requests the Office to organize a panel discussion, and a report to be submitted at its sixtieth session;",
        "Decides to hold a workshop on the findings of the panel discussion at its sixtieth session;",
        "Decides to organize a panel discussion in the light of its debate at the fortieth session;",
    ],
)
def test_no_panel_is_read_where_none_is_convened_at_a_session(words):
    assert convened(words) == []


def test_a_sub_paragraph_convenes_where_the_words_above_it_decide_or_request():
    asked = "(a) To convene, at the sixtieth session of the Council, a full-day panel discussion on honey;"
    assert convened("Requests the Office:", asked) == [("1(a)", ("HRC60",))]
    assert convened("Welcomes the plans of the Office:", asked) == []


def test_the_words_say_what_the_panel_is_about_and_end_where_another_duty_begins():
    text = read(
        resolution(
            "Decides to convene at its sixtieth session an annual panel discussion on the theme “Bees, and who keeps "
            "them”, and also requests the Office to prepare a summary of it;"
        )
    )
    [panel] = text.panels
    assert panel.words == ("at its sixtieth session an annual panel discussion on the theme “Bees, and who keeps them”")
    start, end = panel.span
    assert text.paragraph("1").text[start:end] == panel.words
