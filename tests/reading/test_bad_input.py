"""Files that are no resolution, or mean harm: one clear sentence each, within two seconds, never anything else.

Time is the processor's, so that a busy machine does not fail the test."""

import io
import random
import time
import zipfile
from contextlib import suppress

import pytest

from mandates.reading import ReadingError, read, read_each
from mandates.reading.layout import blocks
from tests.reading.test_sources import pages_of_a_resolution
from tests.reading.texts import SAMPLE, W, pdf_file, resolution, word_file

HEAD = b"The Human Rights Council,\n\nRecalling it,\n\n1. "
ASKS = b"Requests the Secretary-General to report to the Human Rights Council at its fortieth session and "
DEEP = b"<w:tbl><w:tr><w:tc>" * 3000 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 3000


def packed(name, content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return out.getvalue()


def entity(declared):
    text = (
        f"<!DOCTYPE w [{declared}]><w:document {W}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    )
    return packed("word/document.xml", text)


def damaged(file):
    """The same file with its packed words overwritten in the middle."""
    return file[:90] + b"\xff" * 40 + file[130:]


REFUSED = {
    "empty": (b"", "empty"),
    "blank": (b" \r\n\t\0", "empty"),
    "noise": (random.Random(1).randbytes(200_000), "not a text"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + random.Random(2).randbytes(2000), "not a text"),
    "more than 20 MiB": (b"a " * (10 * 1024 * 1024 + 1), "larger than 20 MiB"),
    "more than 5 MiB of text": (b"Recalling bees,\n" * 400_000, "longer than 5 MiB"),
    "a million lines": (b"a\n" * 1_000_000, "12,000 lines"),
    "ten thousand brackets": (b"[" * 10_000, "No resolution"),
    "nested lists": (b'[{"text":' * 20_000, "No resolution"),
    "another packed file": (packed("hello.txt", "hello"), "no Word document"),
    "cut Word file": (word_file(["The Human Rights Council,"])[:150], "damaged"),
    "Word file with a damaged part": (damaged(word_file(["The Human Rights Council,"] * 400)), "damaged"),
    "old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 500, "old kind"),
    "rich text": (b"{\\rtf1 bees}", "rich text"),
    "Word file of nothing": (word_file([]), "no text"),
    "Word bomb": (packed("word/document.xml", "<w:p/>" * 12_000_000), "far more than a resolution"),
    "billion laughs": (entity('<!ENTITY b "ha"><!ENTITY a "&b;&b;&b;">'), "entities"),
    "external entity": (entity('<!ENTITY a SYSTEM "file:///etc/hostname">'), "entities"),
    "tables in tables": (
        packed("word/document.xml", f"<w:document {W}><w:body>".encode() + DEEP + b"</w:body></w:document>"),
        "damaged",
    ),
    "empty page": (b"<html><body><script>x</script></body></html>", "no text"),
    "page of tags": (b"<html>" + b"<p>a</p>" * 300_000, "far larger"),
    "cut PDF": (pdf_file(pages_of_a_resolution())[:400], "damaged"),
    "PDF of noise": (b"%PDF-1.7\n" + random.Random(3).randbytes(100_000), "damaged"),
    "PDF of streams": (b"%PDF-1.7\n" + b"stream\n" * 1_000_000, "far more than a resolution"),
    "PDF packed twice": (
        pdf_file([[]]).replace(b"/Filter/FlateDecode", b"/Filter[/FlateDecode/FlateDecode]"),
        "far more than a resolution",
    ),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_in_a_sentence_and_in_time(content, words):
    begun = time.process_time()
    with pytest.raises(ReadingError, match=words) as refused:
        read(content)
    assert time.process_time() - begun < 2
    assert "\n" not in str(refused.value)
    assert str(refused.value).endswith(".")


READ = {
    "open brackets": HEAD + b"Requests " + b"(" * 10_000,
    "one endless list": HEAD + b"Requests " + b"States, " * 100_000 + b"to act",
    "one endless ask": HEAD + ASKS * 20_000,
    "four thousand asks": b"The Human Rights Council,\n\n"
    + b"\n\n".join(b"%d. %s" % (n, ASKS) for n in range(1, 3900)),
    "long paragraphs of asks": b"The Human Rights Council,\n\n"
    + b"\n\n".join(b"%d. %s" % (n, ASKS * 180) for n in range(1, 200)),
    "endless spaces": HEAD + b"Requests" + b" " * 200_000 + b"x",
    "endless digits": HEAD + b"1 " * 200_000,
    "endless symbols": HEAD + b"Requests A/HRC/44/44 and Add.1 and 2, " * 40_000,
    "endless slashes": HEAD + b"Requests A" + b"/A" * 300_000,
    "endless stars": b"The Human Rights Council,\n\n" + b"* a" * 100_000,
    "endless votes": HEAD + b"Notes;\n\n[Adopted by a recorded vote of 3 to 4\nIn favour:\n" + b"Peru and " * 100_000,
    "endless decisions": HEAD + b"Decides to extend the mandate of the special rapporteur on " * 30_000,
    "endless openings": b"The Human Rights Council,\n\n" * 5900,
    "endless meetings": b"At its 5th meeting the Council\n\n" * 5900,
    "endless texts without an end": (HEAD + b"Decides to act;\n\n") * 1400,
    "endless texts": (HEAD + b"Decides to act.\n\n12th meeting\n3 July 2030\n\n") * 1100,
    "openings after an annex": HEAD
    + b"Decides.\n\n12th meeting\n"
    + b"words\n" * 5000
    + b"Annex\n"
    + b"The Human Rights Council,\n" * 6000,
    "endless dates": b"12 and 13 and " * 50_000 + b"\n\n" + HEAD + b"Notes it.",
}


@pytest.mark.parametrize("content", READ.values(), ids=READ)
def test_it_is_read_or_refused_in_time(content):
    begun = time.process_time()
    with suppress(ReadingError):
        list(read_each(content))
    assert time.process_time() - begun < 2


def test_a_text_cut_anywhere_is_read_as_far_as_it_goes():
    whole = SAMPLE.read_bytes()
    for end in range(1500, len(whole), 997):
        assert read(whole[:end]).title.startswith("Mandate of the Independent Expert")


def test_a_paragraph_too_long_for_one_is_said_to_be_unread():
    text = read(resolution("Requests States to act " + "and to act " * 3000 + ".", "Urges States to act."))
    assert any("Paragraph 1 is longer than" in warning for warning in text.warnings)
    assert [r.paragraph for r in text.requests] == ["2"]


def test_a_row_of_words_without_end_is_read_in_step_with_its_length():
    sessions = "fifty-sixth and " * 1200
    ask = f"Requests the Secretary-General to report to the Council at its {sessions}fifty-seventh sessions"
    leads = "Requests the Secretary-General to report to the Council " + "at from in " * 1200 + "sessions"
    upon = "Calls upon States " + "and upon States " * 1100 + "to act"
    names = "Urges the " + "Honey " * 3000 + "to act"
    for words in (ask, leads, upon, names):
        begun = time.process_time()
        read(resolution(words))
        assert time.process_time() - begun < 0.2


def test_a_text_that_leaves_no_line_has_no_blocks():
    assert blocks([]) == []
