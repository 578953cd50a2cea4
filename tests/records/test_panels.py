"""The panels of a text are kept with it, and go with it when it is replaced."""

from mandates.models import ImportDraft, Panel, ReportingObligation
from mandates.reading import read_each
from mandates.records.drafts import confirm, make_draft
from mandates.records.importing import import_resolution, store
from tests.invented import resolution_text

CONVENED = "Decides to convene, at its {session} session, a panel discussion on the lighting of reefs"
SEIZED = "Decides to remain seized of the matter"


def text_with(*sessions):
    return resolution_text(operative=(*(CONVENED.format(session=each) for each in sessions), SEIZED))


def kept():
    return list(Panel.objects.order_by("pk").values_list("session__number", "resolution__symbol", "paragraph__key"))


def test_a_panel_is_kept_for_each_session_named(reference):
    import_resolution(text_with("sixty-third", "sixty-fifth and sixty-seventh"))
    symbol = "A/HRC/RES/60/90"
    assert kept() == [(63, symbol, "1"), (65, symbol, "2"), (67, symbol, "2")]
    assert Panel.objects.first().words == "at its sixty-third session, a panel discussion on the lighting of reefs"


def test_a_session_of_a_body_that_the_office_does_not_keep_is_left_out(reference):
    elsewhere = CONVENED.replace(
        "its {session} session", "the seventieth session of the Commission on the Status of Women"
    )
    import_resolution(resolution_text(operative=(elsewhere, SEIZED)))
    assert kept() == []


def test_a_text_that_is_replaced_takes_its_panels_along(reference):
    import_resolution(text_with("sixty-third"))
    [brought] = read_each(text_with("sixty-fourth"))
    store(brought.read, brought.words, replaces=True)
    assert kept() == [(64, "A/HRC/RES/60/90", "1")]


def test_the_panel_of_a_draft_is_kept_only_when_the_draft_is_confirmed(reference, officer):
    draft = make_draft(text_with("sixty-third"), by=officer)
    assert kept() == []
    confirm(ImportDraft.objects.get(pk=draft.pk), by=officer)
    assert kept() == [(63, "A/HRC/RES/60/90", "1")]


def test_a_report_at_the_session_after_the_panel_is_owed_to_that_session(reference):
    summary = (
        ", and requests the Office of the High Commissioner to submit a summary report on the panel discussion to the "
        "Human Rights Council at the subsequent session"
    )
    import_resolution(resolution_text(operative=(CONVENED.format(session="sixty-third") + summary, SEIZED)))
    owed = ReportingObligation.objects.get()
    assert [str(session) for session in owed.named_sessions.all()] == ["HRC64"]
    assert owed.standing == "confirmed"
