"""The changes between two texts as a Word file, numbered as on the page."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from mandates.lists.comparing import named_texts, stored_comparison
from mandates.models import Resolution
from mandates.records.importing import import_resolution
from mandates.records.loading import load_reference
from tests.invented import OPERATIVE, resolution_text

LATER = ("69/4", "Sixty-ninth session", "3–28 July 2028", "14 July 2028")
ADDRESS = "/resolutions/69/4/compare/60/90/changes.docx"


@pytest.fixture
def two(db, today, officer, client):
    load_reference()
    today(date(2026, 11, 24))
    client.force_login(officer)
    import_resolution(resolution_text(), by=officer)
    later = (OPERATIVE[1], OPERATIVE[0].replace("three years", "two more years"), *OPERATIVE[3:])
    import_resolution(resolution_text(*LATER, operative=later), by=officer)


def test_each_change_has_its_number_its_paragraphs_and_its_words_struck_or_underlined(client, two):
    answer = client.get(ADDRESS)
    assert answer["Content-Disposition"] == 'attachment; filename="60-90-69-4-compared.docx"'
    paragraphs = Document(BytesIO(answer.content)).paragraphs
    words = [paragraph.text for paragraph in paragraphs]
    assert words[0] == "Changes from 60/90 to 69/4"
    assert [line for line in words if line[:3] in ("1. ", "2. ", "3. ")] == [
        "1. Para. 1 → 2: 2 words added, 1 word cut", "2. Para. 3: dropped",
    ]  # fmt: skip
    reworded = paragraphs[words.index("1. Para. 1 → 2: 2 words added, 1 word cut") + 1]
    assert "".join(run.text for run in reworded.runs if run.font.strike).split() == ["three"]
    assert "".join(run.text for run in reworded.runs if run.font.underline).split() == ["two", "more"]
    dropped = paragraphs[words.index("2. Para. 3: dropped") + 1]
    assert dropped.text.startswith("Encourages the Independent Expert to visit")
    assert all(run.font.strike for run in dropped.runs)


def test_the_page_gives_the_same_numbers_and_the_way_to_the_file(client, two):
    shown = client.get("/resolutions/69/4/compare/60/90/?only=changes").content.decode()
    assert ADDRESS in shown
    assert "change 1" in shown
    assert "change 2" in shown
    assert "change 3" not in shown


def test_what_is_not_underlined_is_the_old_text_and_what_is_not_struck_the_new(two):
    for line in stored_comparison(*named_texts("60/90", "69/4")).lines:
        for side, runs in (("old", line.old_runs), ("new", line.new_runs)):
            kept = "".join(words for words, where in line.merged if where in (side, "both"))
            if runs:
                assert kept.split() == "".join(run.text for run in runs).split()


def test_a_text_that_was_not_read_here_has_no_such_file(client, two):
    Resolution.objects.create(symbol="A/HRC/RES/35/3", adopted="2017-06-22")
    assert client.get("/resolutions/60/90/compare/35/3/changes.docx").status_code == 404
