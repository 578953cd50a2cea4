"""Masthead, paragraphs, headings, annexes: the same text brought in different dress reads the same."""

import json
import textwrap
from datetime import date

import pytest

from mandates.reading import ReadingError, read
from mandates.reading.sameness import digest_of
from tests.reading.texts import MASTHEAD, blocks, resolution, word_file

OPERATIVE = (
    "Recognizes that bees are small, and that the keeping of small animals asks for patience, for a "
    "steady hand and for a "
    "long memory of flowers;",
    "Calls upon States:",
    "(a) To plant lindens along the roads, as far as their climate and their means allow, and to leave "
    "the verges uncut "
    "until the end of summer;",
    "(b) To refrain from spraying by day;",
    "Decides to remain seized of the matter.",
)
BACK = (
    "27th meeting",
    "16 July 2020",
    "[Adopted by a recorded vote of 2 to 1, with 1 abstention. The voting was as follows:",
    "In favour:",
    "Bosnia and Herzegovina, Spain",
    "Against:",
    "Peru",
    "Abstaining:",
    "Chile]",
)


def as_pdf_copy(parts):
    """Lines broken at 70 characters, with running heads, page numbers and job numbers in between."""
    lines = [line for part in parts for line in textwrap.wrap(part, 70)]
    out = ["United Nations A/HRC/RES/44/99", "General Assembly Distr.: General", "Original: English", ""]
    for number, line in enumerate(lines, 1):
        out.append(line)
        if number % 9 == 0:
            out += ["", f"{number // 9} GE.20-09822", "", "A/HRC/RES/44/99", ""]
    return "\n".join(out)


def as_scraped(parts):
    """Masthead and preamble run together, stars for emphasis."""
    head = "".join(f"**{part}**" for part in parts[:6]) + "*The Human Rights Council,**Recalling* " + parts[7][10:]
    return head + "\n\n" + "\n\n".join(parts[8:])


def as_web_page(parts):
    rows = "".join(f"<p>{part}</p>" for part in parts)
    return f"<!doctype html><html><head><title>x</title><script>1</script></head><body><div>{rows}</div></body></html>"


def as_block_list(parts):
    return json.dumps([{"text": part, "type": "paragraph", "prefix": None} for part in parts])


@pytest.mark.parametrize(
    "dressed",
    ["\n\n".join, as_pdf_copy, as_scraped, as_web_page, as_block_list, word_file],
    ids=["plain", "copied from a PDF", "scraped", "web page", "block list", "Word"],
)
def test_the_same_text_in_other_dress_reads_the_same(dressed):
    parts = blocks(*OPERATIVE, back=BACK)
    text = read(dressed(parts))
    assert text.symbol == "A/HRC/RES/44/99"
    assert text.title == "Mandate of the Special Rapporteur on the keeping of bees"
    assert (text.session, text.agenda_item, text.meeting) == (44, "3", 27)
    assert text.adopted_on == date(2020, 7, 16)
    assert [p.text for p in text.preambular] == ["Recalling its earlier resolutions on the keeping of bees,"]
    assert [p.text for p in text.operative] == [p.removeprefix("(a) ").removeprefix("(b) ") for p in OPERATIVE]
    assert [(p.number, p.level, p.key) for p in text.operative] == [
        ("1", 1, "1"), ("2", 1, "2"), ("(a)", 2, "2(a)"), ("(b)", 2, "2(b)"), ("3", 1, "3"),
    ]  # fmt: skip
    assert text.votes.in_favour.states == ("Bosnia and Herzegovina", "Spain")
    assert text.warnings == ()
    assert digest_of(text) == digest_of(read("\n\n".join(parts)))


@pytest.mark.parametrize(("said", "instead"), [
    ("44/99", "44/98"), ("16 July 2020\n", "17 July 2020\n"), ("2. Calls", "3. Calls"), ("by day", "by night"),
    ("Spain", "Chad"), ("of bees\n", "of wasps\n"),
])  # fmt: skip
def test_a_text_that_says_something_else_is_another(said, instead):
    text = "\n\n".join(blocks(*OPERATIVE, back=BACK))
    assert said in text
    assert digest_of(read(text)) != digest_of(read(text.replace(said, instead)))


def test_a_gap_in_the_numbering_is_told():
    text = read(resolution("Requests States to act;").replace("1. Requests", "1. Notes that;\n\n3. Requests"))
    assert "The numbering jumps from 1 to 3; a paragraph may be missing." in text.warnings


@pytest.mark.parametrize("number", ["7", "7\n"])
def test_the_number_at_the_foot_of_a_page_belongs_to_no_paragraph(number):
    parts = blocks(*OPERATIVE, back=BACK)
    head = "A/HRC/RES/44/99"
    pages = [*parts[:8], number, head, *parts[8:10], "8", head, *parts[10:], "9"]
    text = read("\n".join([head, *pages]))
    assert digest_of(text) == digest_of(read("\n\n".join(parts)))
    assert text.warnings == ()


def in_lines(parts):
    return "\n".join(line for part in parts for line in textwrap.wrap(part, 70))


@pytest.mark.parametrize("dressed", ["\n\n".join, in_lines], ids=["plain", "copied from a PDF"])
@pytest.mark.parametrize("number", [3, 5, 9])
@pytest.mark.parametrize("opening", ["Úrges", "Further úrges", "Émphasizes", "Просит", "Καλεί", "Ĉiuj"])
def test_a_numbered_paragraph_may_begin_with_any_capital(dressed, number, opening):
    if number == 9 and not opening.endswith(("rges", "zes")):
        pytest.skip("six numbers further on, only a verb tells a paragraph from a list that is quoted")
    words = f"{opening} all States to act at once, and to leave the verges of the roads uncut;"
    parts = blocks("Notes that bees fly far and wide, over hedges and over roads;", "Requests States to plant lindens;")
    text = read(dressed([*parts, f"{number}. {words}", f"{number + 1}. Decides to remain seized of the matter."]))
    assert [p.key for p in text.operative] == ["1", "2", str(number), str(number + 1)]
    assert text.paragraph(str(number)).text == words
    assert [r.paragraph for r in text.requests] == ["2", *([str(number)] if opening.endswith("rges") else [])]


@pytest.mark.parametrize("quoted", ["as stated in its resolution 44/11, para.", "see article", "see the plan, No."])
@pytest.mark.parametrize("number", [4, 5])
def test_a_number_that_running_text_quotes_at_the_beginning_of_a_line_is_no_paragraph(quoted, number):
    parts = blocks("Notes that bees fly far and wide, over hedges and over roads;")
    text = read("\n".join([*parts, f"2. Requests States to plant lindens, {quoted}", f"{number}. Évian, by summer."]))
    assert [p.key for p in text.operative] == ["1", "2"]


def test_a_paragraph_without_its_number_keeps_its_place():
    text = read(resolution("Notes that;", "Requests States to act;", "Urges States to act.").replace("2. ", ""))
    assert [(p.key, p.number) for p in text.operative] == [("1", "1"), ("2", None), ("3", "3")]


def test_a_heading_between_paragraphs_is_no_paragraph():
    parts = blocks("Notes that bees fly;", "Requests States to act.")
    parts.insert(-1, "Follow-up and statistics")
    text = read("\n\n".join(parts))
    assert [(p.kind, p.text) for p in text.paragraphs][2] == ("heading", "Follow-up and statistics")
    assert len(text.operative) == 2


def test_an_annex_follows_the_vote_and_creates_nothing():
    back = [
        "27th meeting",
        "[Adopted without a vote.]",
        "Annex",
        "Terms of reference",
        "1. Requests are made in writing.",
    ]
    text = read(resolution("Requests States to act.", back=back))
    assert text.adoption == "without_vote"
    assert [p.text for p in text.paragraphs if p.kind == "annex"][-1] == "Requests are made in writing."
    assert len(text.operative) == len(text.requests) == 1


def test_roman_figures_nest_below_letters_and_the_letter_i_follows_h():
    letters = [f"({letter}) To count {letter};" for letter in "abcdefgh"]
    nested = read(resolution("Calls upon States:", *letters, "(i) To rest;", "(j) To sing."))
    assert nested.operative[-2].key == "1(i)"
    roman = read(resolution("Calls upon States:", "(a) To count:", "(i) Bees;", "(ii) Wasps;", "(b) To rest."))
    assert [p.key for p in roman.operative] == ["1", "1(a)", "1(a)(i)", "1(a)(ii)", "1(b)"]


def test_keys_are_unique_whatever_the_numbers_say():
    text = read(resolution("Notes a;", "(a) One;", "(a) Two;", "Notes b.").replace("2. Notes", "1. Notes"))
    keys = [p.key for p in text.paragraphs]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("line", "session", "special", "days"),
    [
        ("Forty-third session\n\n24 February–13 March and 15–23 June 2020", 43, False,
         ((date(2020, 2, 24), date(2020, 3, 13)), (date(2020, 6, 15), date(2020, 6, 23)))),
        ("Thirty-seventh session\n\n26 February–23 March 2018", 37, False, ((date(2018, 2, 26), date(2018, 3, 23)),)),
        ("Thirtieth special session\n\n27 May 2021", 30, True, ((date(2021, 5, 27), date(2021, 5, 27)),)),
    ],
)  # fmt: skip
def test_sessions_interrupted_and_special(line, session, special, days):
    number = f"S-{session}/1" if special else f"{session}/1"
    text = read(
        f"Human Rights Council\n\n{line}\n\nResolution adopted by the Human Rights Council\n\n{number}. On bees\n\n"
        "The Human Rights Council,\n\nRecalling its resolutions,\n\n1. Decides to act."
    )
    assert (text.session, text.special_session, text.session_dates) == (session, special, days)
    assert text.symbol == f"A/HRC/RES/{number}"


@pytest.mark.parametrize(
    ("front", "opening", "symbol", "body"),
    [
        ("Resolution adopted by the General Assembly on 17 December 2024\n\n79/144. On bees", "The General Assembly,",
         "A/RES/79/144", "GA"),
        ("Resolution adopted by the Economic and Social Council on 7 June 2023\n\n2023/11. On bees",
         "The Economic and Social Council,", "E/RES/2023/11", "ECOSOC"),
        ("S/RES/2334 (2016)\n\nResolution 2334 (2016)\n\nAdopted by the Security Council at its 7853rd meeting, on 23 "
         "December 2016", "The Security Council,", "S/RES/2334 (2016)", "SC"),
        ("2005/55. On bees", "The Commission on Human Rights,", "E/CN.4/RES/2005/55", "CHR"),
        ("Decision adopted by the Human Rights Council on 6 October 2022\n\n51/101. On bees",
         "The Human Rights Council,", "A/HRC/DEC/51/101", "HRC"),
        ("Statement by the President\n\nPRST 29/1. On bees", "“The Human Rights Council,", "A/HRC/PRST/29/1", "HRC"),
    ],
)  # fmt: skip
def test_other_bodies_and_forms(front, opening, symbol, body):
    text = read(f"{front}\n\n{opening}\n\nRecalling its resolutions,\n\n1. Notes that;\n\n2. Decides to act.")
    assert (text.symbol, text.body) == (symbol, body)
    assert [p.number for p in text.operative] == ["1", "2"]


@pytest.mark.parametrize(
    ("heading", "sentence", "symbol"),
    [
        ("Decision adopted by the Human Rights Council\n\n49/115. On bees",
         "At its 58th meeting, on 1 April 2022, the Human Rights Council decided to adopt the following text:",
         "A/HRC/DEC/49/115"),
        ("President’s statement\n\nPRST 49/1. On bees",
         "At the 58th meeting, on 1 April 2022, the President of the Council made the following statement:",
         "A/HRC/PRST/49/1"),
    ],
    ids=["decision", "presidential statement"],
)  # fmt: skip
def test_the_sentence_that_leads_to_a_quoted_text_gives_meeting_and_day_and_is_no_title(heading, sentence, symbol):
    text = read(
        f"Human Rights Council\n\nForty-ninth session\n\n28 February–1 April 2022\n\n{heading}\n\n{sentence}\n\n"
        "“The Human Rights Council,\n\n1. Takes note of the report;\n\n2. Requests States to count their bees.”\n"
    )
    assert (text.symbol, text.title, text.adopted_on, text.meeting) == (symbol, "On bees", date(2022, 4, 1), 58)


def test_a_footnote_mark_goes_and_the_note_is_tied():
    text = read(resolution("Takes note of the report;¹", "Requests States to act.", back=["¹ A/HRC/44/44/Add.1."]))
    assert text.operative[0].text == "Takes note of the report;"
    assert [(n.marker, n.paragraph) for n in text.footnotes] == [("1", "1")]


def test_the_day_must_lie_within_the_session():
    text = read("\n\n".join([*MASTHEAD[:4], "Resolution adopted by the Human Rights Council on 16 August 2020",
                             *blocks("Requests States to act.")[5:]]))  # fmt: skip
    assert "The day of adoption lies outside the days of the session." in text.warnings


@pytest.mark.parametrize("text", ["A letter about bees.\n\nDear colleague,\n\nplease count them.", "x" * 500, "1 2 3"])
def test_what_is_no_resolution_is_refused_in_a_sentence(text):
    with pytest.raises(ReadingError, match=r"^No resolution was found .*Nothing was kept.*"):
        read(text)


def test_a_word_broken_at_the_end_of_a_line_is_mended_and_a_compound_keeps_its_hyphen():
    text = read(
        "The Human Rights Council,\nGuided by the princi-\nples of the hive,\n"
        "1. Requests States to give the resour-\nces for a long-\nterm plan and evidence-\nbased counts,\n"
        "and for well-\nbeing.\n"
    )
    assert [p.text for p in text.paragraphs] == [
        "Guided by the principles of the hive,",
        "Requests States to give the resources for a long-term plan and evidence-based counts, and for well-being.",
    ]


def test_a_corrigendum_is_said_to_be_no_text():
    mended = "A/HRC/RES/45/99/Corr.1\n\nCorrigendum\n\nParagraph 6\n\n6. Requests States to count their bees;\n"
    with pytest.raises(ReadingError, match="This is a corrigendum"):
        read(mended)
