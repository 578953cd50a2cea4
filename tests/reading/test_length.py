"""How long a draft is, whatever kind of file it comes as."""

import io

import pytest
from docx import Document

from mandates.reading.length import length_of
from mandates.reading.sources import read_source


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The expert met 12 States.", 5),
        ("State-owned enterprises – and others", 4),  # a dash alone is no word
        ("1. First point\n\n* second point", 5),  # a bullet alone is none, a number is one
        ("l’État et l’Union", 3),
        ("Seen again¹ later ²", 3),  # a raised mark belongs to its word, and alone is none
    ],
)
def test_words_are_counted_as_word_processors_count_them(text, words):
    assert length_of(read_source(text)).words == words


def test_a_word_file_is_counted_with_its_tables():
    document, kept = Document(), io.BytesIO()
    document.add_heading("A made-up report")
    document.add_paragraph("Ten words stand here, of which this is the last.")
    document.add_table(1, 2).rows[0].cells[1].text = "in a table"
    document.save(kept)
    assert length_of(read_source(kept.getvalue())).words == 3 + 10 + 3
