"""Several texts in one file: each is read as if it had come alone, and a text that quotes another stays one."""

import pytest
from lxml import html

from mandates.reading import as_contract, read, read_each
from tests.reading.test_ending import END, VOTE
from tests.reading.texts import MASTHEAD, blocks, pdf_file, resolution, word_file

BEES = blocks("Requests States to count their bees.", back=VOTE)
WAX = blocks("Requests States to melt wax.", "Decides to act.", session=45, title="Mandate of the Working Group on wax")
HONEY = [
    "Human Rights Council", "Thirty-sixth special session", "5 November 2030", "Decision adopted by the Human Rights"
    " Council on 5 November 2030", "S-36/101. Honey", "At its 2nd meeting, on 5 November 2030, the Human Rights Council"
    " decided to request the Secretary-General to send honey.",
]  # fmt: skip


def plain(*texts):
    return "\n\n".join(part for text in texts for part in text)


def lines(*texts):
    return "\n".join(part for text in texts for part in text)


def page(*texts):
    root = html.Element("html")
    for part in (part for text in texts for part in text):
        html.etree.SubElement(root, "p").text = part
    return html.tostring(root, encoding="unicode", doctype="<!doctype html>")


def word(*texts):
    return word_file([part for text in texts for part in text])


def pdf(*texts):
    drawn = [[(60, 800 - 20 * row, 10, part) for row, part in enumerate(text)] for text in texts]
    return pdf_file(drawn)


def said(text):
    return as_contract(text) | {"source": ""}


@pytest.mark.parametrize("written", [plain, lines, page, word, pdf])
@pytest.mark.parametrize(
    "texts", [(BEES, WAX), (WAX, BEES), (WAX, HONEY, BEES), (BEES, BEES)], ids=["two", "no end", "three", "twice"]
)
def test_each_is_read_as_if_it_had_come_alone(written, texts):
    together = [text.read for text in read_each(written(*texts))]
    assert [said(text) for text in together] == [said(read(written(text))) for text in texts]


@pytest.mark.parametrize(
    "second",
    [
        ["44/100. Wax", "The Human Rights Council,", "1. Requests States to melt wax."],
        ["44/100", "Wax", "The Human Rights Council,", "1. Requests States to melt wax."],
        ["A. Resolutions", "44/100. Wax", "The Human Rights Council,", "1. Requests States to melt wax."],
        ["Resolution adopted by the Human Rights Council on 17 July 2020", "Wax", "The Human Rights Council,",
         "1. Requests States to melt wax."],
        ["The Human Rights Council,", "1. Requests States to melt wax."],
        ["Resolution 2334 (2016)", "Adopted by the Security Council at its 7853rd meeting, on 23 December 2016",
         "The Security Council,", "1. Requests States to melt wax."],
        ["2023/11. Wax", "The Economic and Social Council,", "1. Requests States to melt wax."],
    ],
    ids=["a title", "a number", "a heading before it", "a line of adoption", "only an opening", "SC", "ECOSOC"],
)  # fmt: skip
def test_what_begins_another_text_after_the_end_of_one(second):
    first, other = read_each(resolution("Urges States to act.", back=[*END, *second]))
    assert (first.read.adoption, [r.text for r in first.read.requests]) == ("without_vote", ["to act"])
    assert [r.text for r in other.read.requests] == ["to melt wax"]
    assert not first.read.warnings or second[0] == "A. Resolutions"


DRAFT = ["The General Assembly,", "Recalling its resolution 60/251,", "1. Decides to keep bees."]


@pytest.mark.parametrize(
    "written",
    [
        blocks("Recommends to the General Assembly the adoption of the following draft resolution:") + DRAFT,
        blocks("Recommends the adoption of the following draft:", back=["On the keeping of bees", *DRAFT, *END]),
        blocks("Adopts the text in the annex.", back=[*END, "Annex", "On the keeping of bees", *DRAFT]),
        blocks("Recalls its resolutions 43/3 and 44/11 and its forty-fourth session.", back=["“The Council,", *END]),
        ["The Human Rights Council,", "1. Decides to act.", "Annex", "The Human Rights Council,", "2. Acts."],
    ],
    ids=["quoted", "quoted under a title", "annexed", "recalled", "no masthead at all"],
)
def test_a_text_that_quotes_or_annexes_another_stays_one(written):
    assert len(list(read_each("\n\n".join(written)))) == 1


def test_a_running_head_at_the_end_of_one_text_is_not_the_symbol_of_the_next():
    heads = ["A/HRC/RES/44/99", "", "GE.20-09822", "", "A/HRC/RES/44/99", ""]
    first = resolution("Urges States to act.", back=[heads[0], *END])
    second = "\n\n".join([*MASTHEAD, "44/98. Wax", "The Human Rights Council,", "1. Requests States to melt wax."])
    together = [text.read.symbol for text in read_each("\n".join([first, *heads, second]))]
    assert together == ["A/HRC/RES/44/99", "A/HRC/RES/44/98"]


def test_footnotes_that_a_word_file_keeps_apart_go_with_the_text_that_carries_their_mark():
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = [
        *blocks()[:8], f"<w:p><w:r><w:t>1. Notes the report;</w:t></w:r>{mark.format(4)}</w:p>", *END,
        *blocks(session=45)[:8], f"<w:p><w:r><w:t>1. Notes another;</w:t></w:r>{mark.format(7)}</w:p>",
    ]  # fmt: skip
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = "".join(
        f'<w:footnote w:id="{name}"><w:p><w:r><w:t>A/HRC/{name}/1.</w:t></w:r></w:p></w:footnote>' for name in (4, 7)
    )
    file = word_file(body, {"word/footnotes.xml": f"<w:footnotes {w}>{notes}</w:footnotes>"})
    assert [[note.text for note in text.read.footnotes] for text in read_each(file)] == [["A/HRC/4/1."], ["A/HRC/7/1."]]


def test_of_several_one_that_cannot_be_read_says_why_and_the_others_are_read():
    cut = [*MASTHEAD, "44/98. Wax", "The Human Rights Council,"]
    one, other, third = read_each(plain(BEES, cut, WAX))
    assert (one.refused, third.refused) == ("", "")
    assert other.read is None
    assert "cut off" in other.refused


def test_read_gives_the_first_and_says_that_more_follow():
    text = read(plain(BEES, WAX, BEES))
    assert text.symbol == "A/HRC/RES/44/99"
    assert text.warnings == ("2 more texts follow in the same file, and are not told here. Bring each by itself.",)
