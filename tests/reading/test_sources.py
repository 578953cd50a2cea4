"""Kinds of file: told apart by content, with what each knows about numbers, footnotes and pages."""

import itertools
import string
import time
import zlib

import pytest

from mandates.reading import ReadingError, read
from mandates.reading.sources import read_source
from tests.reading.texts import SAMPLE, W, blocks, locked, pdf_file, resolution, word_file

NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def numbered(text, level=0):
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def test_words_automatic_numbers_are_counted():
    file = word_file(
        [*blocks()[:8], numbered("Calls upon States:"), numbered("To sow;", 1), numbered("To reap;", 1),
         numbered("Decides to act.")],
        {"word/numbering.xml": NUMBERING},
    )  # fmt: skip
    assert [p.key for p in read(file).operative] == ["1", "1(a)", "1(b)", "2"]


def test_word_footnotes_text_boxes_and_deleted_words():
    mark = '<w:r><w:footnoteReference w:id="9"/></w:r>'
    masthead = (
        "<w:p><w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>A/HRC/RES/44/99</w:t></w:r></w:p></w:txbxContent></w:drawing>"
        "</w:r></w:p>"
    )
    file = word_file(
        [
            masthead,
            *blocks()[:8],
            f"<w:p><w:r><w:t>1. Takes note of the report;</w:t></w:r>{mark}"
            "<w:del><w:r><w:t>gone</w:t></w:r></w:del></w:p>",
            "2. Decides to act.",
        ],
        {
            "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="9"><w:p><w:r><w:t>A/HRC/44/44.</w:t></w:r></w:p>'
            "</w:footnote></w:footnotes>"
        },
    )
    text = read(file)
    assert text.operative[0].text == "Takes note of the report;"
    assert [(n.marker, n.paragraph, n.text) for n in text.footnotes] == [("1", "1", "A/HRC/44/44.")]
    assert [(c.symbol, c.paragraph) for c in text.citations] == [("A/HRC/44/44", "1")]


def test_a_table_in_a_word_file_is_read_cell_by_cell():
    rows = "".join(f"<w:tr><w:tc><w:p><w:r><w:t>{part}</w:t></w:r></w:p></w:tc></w:tr>" for part in blocks("Notes it."))
    assert len(read(word_file([], body=f"<w:tbl>{rows}</w:tbl>")).operative) == 1


def test_a_raised_figure_on_a_web_page_is_a_footnote_mark():
    page = "".join(
        f"<p>{part}</p>" for part in blocks("Takes note of the report;<sup>1</sup>", "Notes the 2<sup>nd</sup>.")
    )
    text = read(f"<html><body>{page}<p><sup>1</sup> A/HRC/44/44.</p></body></html>")
    assert text.operative[0].text == "Takes note of the report;"
    assert text.operative[1].text == "Notes the 2nd."
    assert text.footnotes[0].paragraph == "1"


def pages_of_a_resolution():
    first = [
        (60, 800, 14, "United Nations"), (380, 800, 10, "A/HRC/RES/44/99"),
        (60, 770, 12, "General Assembly"), (380, 770, 9, "Distr.: General"),
        (60, 740, 10, "Human Rights Council"), (60, 728, 10, "Forty-fourth session"),
        (60, 716, 10, "30 June-17 July 2020"), (60, 704, 10, "Agenda item 3"),
        (60, 680, 10, "Resolution adopted by the Human Rights Council on 16 July 2020"),
        (60, 656, 10, "44/99."), (110, 656, 10, "On the keeping of bees"),
        (80, 632, 10, "The Human Rights Council,"),
        (80, 614, 10, "Recalling its earlier resolutions on bees and the interna-"),
        (60, 602, 10, "tional conference on them,"),
        (80, 584, 10, "1."), (110, 584, 10, "Takes note of the international report"), (280, 589, 6, "1"),
        (290, 584, 10, "on honey, wax and"),
        (60, 90, 8, "1"), (70, 86, 8, "A/HRC/44/44."),
        (60, 50, 9, "GE.20-09822(E)"),
    ]  # fmt: skip
    second = [
        (60, 800, 9, "A/HRC/RES/44/99"),
        (60, 770, 10, "the work of beekeepers in all regions;"),
        (80, 752, 10, "2."), (110, 752, 10, "Decides to remain seized of the matter."),
        (380, 728, 10, "27th meeting"), (380, 716, 10, "16 July 2020"),
        (60, 698, 10, "[Adopted without a vote.]"),
        (60, 50, 9, "2"),
    ]  # fmt: skip
    return [first, second]


def test_a_pdf_loses_its_heads_feet_and_hyphens_and_keeps_its_footnotes():
    text = read(pdf_file(pages_of_a_resolution()))
    assert text.symbol == "A/HRC/RES/44/99"
    assert text.title == "On the keeping of bees"
    assert [p.text for p in text.preambular] == [
        "Recalling its earlier resolutions on bees and the international conference on them,"
    ]
    assert [p.text for p in text.operative] == [
        "Takes note of the international report on honey, wax and the work of beekeepers in all regions;",
        "Decides to remain seized of the matter.",
    ]
    assert (text.meeting, text.adoption) == (27, "without_vote")
    assert [(n.marker, n.paragraph, n.text) for n in text.footnotes] == [("1", "1", "A/HRC/44/44.")]


PRINTED = [  # the head and the foot of a page, as browsers print them: (left, right)
    (("11/24/26, 2:07 PM", "On the keeping of bees"), ("https://example.org/en/bees?lang=en", "{page}/2")),
    (("24/11/2026 14:07", "On the keeping of bees"), ("file:///home/lena/bees.html", "{page}/2")),
    (("On the keeping of bees", "https://example.org/en/bees"), ("{page} of 2", "24.11.26, 14:07")),
    (("24.11.2026, 14:07", ""), ("https://example.org/en/bees", "Page {page} of 2")),
]


@pytest.mark.parametrize(("head", "foot"), PRINTED)
def test_a_pdf_of_a_printed_web_page_loses_what_the_browser_prints_around_it(head, foot):
    pages = []
    for number, page in enumerate(pages_of_a_resolution(), 1):
        around = [(30, 825, 7, head[0]), (250, 825, 7, head[1]), (30, 20, 7, foot[0]), (540, 20, 7, foot[1])]
        pages.append([(x, y, size, words.format(page=number)) for x, y, size, words in around if words] + page)
    plain, printed = read(pdf_file(pages_of_a_resolution())), read(pdf_file(pages))
    assert [p.text for p in printed.paragraphs] == [p.text for p in plain.paragraphs]
    assert printed.warnings == plain.warnings


def test_a_pdf_of_pictures_is_refused():
    with pytest.raises(ReadingError, match="pages are pictures"):
        read(pdf_file([[]]))


def test_a_pdf_that_anybody_may_open_is_read_though_it_may_not_be_changed():
    whole = pdf_file(pages_of_a_resolution())
    assert locked(whole) != whole
    assert [p.text for p in read(locked(whole)).paragraphs] == [p.text for p in read(whole).paragraphs]


def test_a_pdf_that_only_a_password_opens_is_refused():
    with pytest.raises(ReadingError, match="protected by a password"):
        read(locked(pdf_file(pages_of_a_resolution()), user=b"secret"))


def many_pages(number):
    """So many pages of fifty rows, the way a page of a resolution is filled; no two rows are alike."""
    words = "all that was said of bees, of hives and of wax in its earlier resolutions, and of hive"
    masthead = [(60, 800, 14, "A/HRC/RES/44/99"), (80, 780, 10, "The Human Rights Council,")]
    names = ("".join(letters) for letters in itertools.product(string.ascii_lowercase, repeat=3))
    return [masthead] + [
        [(60, 800 - 15 * row, 10, f"Recalling {words} {name},") for row, name in enumerate(itertools.islice(names, 50))]
        for _page in range(number - 1)
    ]


def test_a_pdf_of_thirty_pages_is_read():
    assert len(read(pdf_file(many_pages(30))).preambular) == 29 * 50


def test_a_pdf_of_too_many_pages_says_how_to_bring_it():
    with pytest.raises(ReadingError, match="in parts of some thirty pages"):
        read(pdf_file(many_pages(61)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_is_read_in_any_usual_encoding(encoding):
    written = SAMPLE.read_text(encoding="utf-8").encode(encoding, "replace")
    text = read(written)
    assert len(text.operative) == 17
    assert len(text.votes.in_favour.states) == 31


def test_what_a_file_is_is_told_by_its_content():
    plain = resolution("Notes it.")
    assert read_source(plain.encode()).kind == "text"
    assert read_source(f"<p>{plain}</p>".encode()).kind == "html"
    assert read_source(word_file(["x"])).kind == "docx"
    assert read_source(pdf_file(pages_of_a_resolution())).kind == "pdf"
    assert read_source(b'[{"text": "The Human Rights Council,", "prefix": null}]').kind == "blocks"


def test_a_pdf_stream_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked():
    bomb = zlib.compress(b"\0" * 60_000_000)
    with pytest.raises(ReadingError, match="far more than a resolution"):
        read(pdf_file(pages_of_a_resolution(), streams=[bomb]))


def test_a_pdf_that_refers_to_itself_or_counts_without_end_is_ended():
    whole = pdf_file(pages_of_a_resolution())
    itself = whole.replace(b"<</Type/Catalog/Pages 2 0 R>>", b"1 0 R%22s" % b"")
    assert len(itself) != 0
    with pytest.raises(ReadingError, match="PDF"):
        read(itself)
    widths = (
        b"<</Type/Font/Subtype/Type0/Encoding/Identity-H/BaseFont/X/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
    )
    widths += b"/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/W[0 4000000000 500]>>]>>"
    endless = whole.replace(b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>", widths)
    begun = time.perf_counter()
    with pytest.raises(ReadingError, match="PDF"):
        read(endless)
    assert time.perf_counter() - begun < 30
