"""44/11 goes in; what it says is kept, once, whatever happens."""

import pytest

from mandates.models import Mandate, MandateAction, Paragraph, ReportingObligation, Request, Resolution, Standing, Vote
from mandates.records.importing import NotAccepted, ReadingError, import_resolution


def test_what_the_text_says_of_itself_is_kept(imported):
    text = imported.resolution
    assert (text.symbol, text.session.name, text.adopted, text.meeting, text.agenda_item) == (
        "A/HRC/RES/44/11", "HRC44", "2020-07-16", 27, "3",
    )  # fmt: skip
    assert (text.in_favour, text.against, text.abstaining) == (31, 15, 1)
    assert text.paragraphs.filter(kind=Paragraph.Kind.PREAMBULAR).count() == 13
    assert text.paragraphs.filter(kind=Paragraph.Kind.OPERATIVE).count() == 17


def test_every_state_that_voted_is_one_that_the_office_knows(imported):
    votes = Vote.objects.filter(resolution=imported.resolution)
    assert votes.count() == 47
    assert not votes.filter(state=None)
    assert votes.get(state__name="Mexico").position == Vote.Position.ABSTAINING


def test_the_footnote_stands_at_paragraph_9(imported):
    note = imported.resolution.footnotes.get()
    assert note.paragraph.key == "9"
    assert "A/HRC/44/44" in note.text


def test_paragraph_10_extends_the_mandate_for_three_years(imported):
    action = MandateAction.objects.get(resolution=imported.resolution)
    assert (action.what, action.term, action.paragraph_key) == ("extends", "P3Y", "10")
    assert action.mandate.name == "Independent Expert on human rights and international solidarity"


def test_nine_requests_are_kept_with_their_paragraphs(imported):
    keys = sorted(int(source.paragraph_key) for ask in Request.objects.all() for source in ask.sources.all())
    assert keys == [8, 11, 11, 12, 12, 13, 14, 15, 16]


def test_both_reporting_streams_are_suggestions_until_a_person_confirms_them(imported):
    streams = ReportingObligation.objects.filter(mandate=imported.mandates[0])
    assert {(stream.recipient, stream.recurrence, stream.standing) for stream in streams} == {
        ("HRC", "regular", Standing.SUGGESTED),
        ("GA", "regular", Standing.SUGGESTED),
    }


def test_twice_is_the_same_as_once(imported, text_44_11):
    again = import_resolution(text_44_11)
    assert not again.is_new
    assert (Resolution.objects.filter(digest=imported.resolution.digest).count(), Mandate.objects.count()) == (1, 1)
    assert Request.objects.count() == 9


def test_another_text_under_the_same_symbol_leaves_the_first(imported, text_44_11):
    with pytest.raises(NotAccepted, match="is here already"):
        import_resolution(text_44_11.replace("Acknowledges", "Notes"))
    assert Paragraph.objects.get(resolution=imported.resolution, key="7").verb == "Acknowledges"


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02 no text", "A letter that is no resolution at all."])
def test_what_is_no_resolution_leaves_nothing_behind(reference, content):
    with pytest.raises((ReadingError, NotAccepted)):
        import_resolution(content)
    assert not Resolution.objects.exists()
    assert not Mandate.objects.exists()


def test_a_text_that_fails_in_the_middle_leaves_nothing_behind(reference, text_44_11, monkeypatch):
    def failing(*args, **kwargs):
        raise RuntimeError("the power went")

    monkeypatch.setattr("mandates.records.importing.replan", failing)
    with pytest.raises(RuntimeError):
        import_resolution(text_44_11)
    assert not Resolution.objects.exists()
    assert not Mandate.objects.exists()


def test_a_text_that_repeats_a_report_adds_a_source_and_no_second_stream(imported, text_44_11):
    later = (
        text_44_11.replace("44/11.", "47/90.")
        .replace("Forty-fourth session", "Forty-seventh session")
        .replace("30 June–17 July 2020", "21 June–14 July 2021")
        .replace("16 July 2020", "12 July 2021")
        .replace("his mandate", "her mandate")
    )
    repeated = import_resolution(later)
    assert repeated.is_new
    assert repeated.mandates == imported.mandates
    assert (repeated.requests, repeated.obligations) == (0, 0)
    for stream in ReportingObligation.objects.all():
        assert [source.resolution.reference for source in stream.sources.all()] == ["44/11", "47/90"]
