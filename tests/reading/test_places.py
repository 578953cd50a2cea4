"""Where the words of a fact stand in the text as it came, whatever stands between their letters."""

from pathlib import Path

import pytest

from mandates.reading import read
from mandates.reading.places import CameText, doubt_place, front_places, paragraph_places, with_its_list, words_place
from tests.invented import resolution_text
from tests.reading.texts import blocks

SAMPLE = Path(__file__).resolve().parents[2] / "mandates" / "sample" / "resolution-44-11.txt"


@pytest.mark.parametrize(
    ("came", "words", "found"),
    [
        ("1. *Asks* all\nto keep  their lights;", "Asks all to keep their lights", "Asks* all\nto keep  their lights"),
        ("the light-\nhouses of all", "lighthouses", "light-\nhouses"),
        ("its report;¹ and", "its report; and", "its report;¹ and"),
        ("nothing of it", "its report", ""),
    ],
)  # fmt: skip
def test_words_are_found_by_their_letters_alone(came, words, found):
    start, end = CameText(came).find(words)
    assert came[start:end] == found


def test_words_that_a_page_ends_in_are_found_by_their_beginning_and_their_end():
    words = "Requests the Expert to visit each lighthouse of every coast and to tell the Council what was seen there"
    came = words[:60] + "\nA/HRC/RES/60/90\n4\n" + words[60:]
    start, end = CameText(came).find(words)
    assert (start, end) == (0, len(came))


def test_every_fact_of_44_11_is_found_in_the_text_as_it_came():
    came = CameText(SAMPLE.read_text(encoding="utf-8"))
    text = read(came.text)
    places = paragraph_places(text.paragraphs, came)
    assert len(places) == len(text.paragraphs)
    starts = [words_place(text.paragraph(ask.paragraph), ask.span, places, came) for ask in text.requests]
    assert all(end > start for start, end in starts)
    assert came.text[slice(*starts[2])].startswith("requests States to give serious consideration")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("symbol", "44/11"),
        ("session", "Forty-fourth session"),
        ("agenda_item", "Agenda item 3"),
        ("adopted_on", "16 July 2020"),
        ("meeting", "27th meeting"),
        ("adoption", "recorded vote of 31 to 15, with 1 abstention"),
    ],
)
def test_the_front_matter_of_44_11_is_found_where_it_is_printed(name, words):
    came = CameText(SAMPLE.read_text(encoding="utf-8"))
    start, end = front_places(read(came.text), came)[name]
    assert came.text[start:end] == words


VOTE = """27th meeting

16 July 2020

[Adopted by a recorded vote of 2 to 1, with 1 abstention. The voting was as follows:

In favour:

Peru, {second}

Against:

Peru

Abstaining:

Chile]"""
DOUBTED = [
    (("5. Urges all States to act;",), "", "The numbering jumps from 1 to 5", "Urges"),
    (("Urges all States to act;",), "", "A paragraph after paragraph 1 has no number", "Urges"),
    ((), VOTE.format(second="Atlantis"), "what is no Member State", "Atlantis"),
    ((), VOTE.format(second="Chad"), "lists a State more than once", "Peru"),
    ((), VOTE.format(second="Chad, Mali"), "states 2 in favour, but lists 3", "recorded vote of 2 to 1"),
    (
        (),
        VOTE.format(second="Chad").replace("16 July", "16 May"),
        "lies outside the days of the session",
        "16 May 2020",
    ),
    ((), "27th meeting\n\n16 July 2020\n\nA letter to the Secretariat", "were not read", "A letter to the Secretariat"),
]


@pytest.mark.parametrize(("operative", "back", "sentence", "words"), DOUBTED, ids=[row[2] for row in DOUBTED])
def test_a_warning_knows_the_words_that_it_speaks_of(operative, back, sentence, words):
    parts = blocks("Recalls the bees of Peru;", title="Peru and its bees")
    parts[4] = "Resolution adopted by the Human Rights Council"
    came = CameText("\n\n".join([*parts, *operative, back]))
    text = read(came.text)
    (doubt,) = [doubt for doubt in text.warnings if sentence in doubt]
    place = doubt_place(doubt, text, front_places(text, came), paragraph_places(text.paragraphs, came), came)
    assert came.text[slice(*place)].startswith(words)
    if words == "Peru":
        assert place[0] > came.text.index("In favour")


def test_the_words_of_an_ask_go_on_through_the_list_that_they_open():
    listed = resolution_text(
        operative=(
            "Decides to keep the lights",
            "Requests all States:\n\n(a) To supply oil;\n\n(b) To report every light that they find dark",
            "Invites ship owners to steer clear of rocks",
        )
    )
    text, came = read(listed), CameText(listed)
    places = paragraph_places(text.paragraphs, came)
    lit = []
    for ask in text.requests:
        paragraph = text.paragraph(ask.paragraph)
        where = words_place(paragraph, ask.span, places, came)
        where = with_its_list(where, ask.span, paragraph, text.paragraphs, places)
        lit.append(" ".join(listed[slice(*where)].split()))
    assert lit == [
        "Requests all States: (a) To supply oil; (b) To report every light that they find dark",
        "Invites ship owners to steer clear of rocks",
    ]
