"""What a person changes is followed by the plan, and what a person did is never lost."""

from datetime import date

import pytest

from mandates.models import Deadline, LogEntry, Mandate, MandateAction, Report, ReportingObligation, Resolution
from mandates.records.deadlines import NotAccepted, add_note, record_met, reopen, set_date
from mandates.records.importing import import_resolution
from mandates.records.planning import replan
from mandates.records.renewal import record_outcome
from mandates.records.reports import record_report
from mandates.records.streams import reject_stream, reopen_stream

from .test_planning import BUSIER_DAY, NOW, only


def sessions_of(recipient):
    return set(
        Deadline.objects.filter(obligation__recipient=recipient)
        .exclude(standing="not_recorded")
        .values_list("session__number", flat=True)
    )


def test_a_slot_that_a_person_moves_to_autumn_moves_the_reports_ahead(sample):
    mandate = sample(BUSIER_DAY)
    Mandate.objects.filter(pk=mandate.pk).update(slot="autumn")
    replan([mandate.pk])
    assert not Deadline.objects.filter(obligation__recipient="HRC", session__number=62)
    assert not Report.objects.filter(obligation__recipient="HRC", session__number=62)


def test_a_stream_that_becomes_biennial_loses_every_second_report(sample):
    sample(BUSIER_DAY)
    ReportingObligation.objects.filter(recipient="GA").update(recurrence="biennial")
    replan(None)
    assert not {80, 81} <= sessions_of("GA")


def test_a_mandate_that_has_ended_owes_no_report_any_more(sample, officer):
    mandate = sample(NOW)
    record_outcome(mandate, what="ends", symbol="62/9", adopted="2026-07-07", term="P3Y", by=officer)
    mandate.refresh_from_db()
    assert mandate.renewal_state == Mandate.RenewalState.ENDED
    assert mandate.renewal_session is None
    assert not Deadline.objects.open().filter(session__number__in=[63, 64, 65, 71, 82])
    assert not Deadline.objects.suggested().filter(session__number__in=[65, 82])
    assert not Deadline.objects.overdue(NOW)


def test_an_outcome_known_only_by_its_month_settles_the_renewal(sample, officer):
    mandate = sample(NOW)
    record_outcome(mandate, what="extends", symbol="62/7", adopted="2026-07", term="P3Y", by=officer)
    mandate.refresh_from_db()
    assert mandate.renewal_state == Mandate.RenewalState.IN_FORCE
    assert mandate.renewal_session.name == "HRC71"


def test_the_day_typed_for_a_text_known_without_a_day_is_kept(sample, officer):
    mandate = sample(NOW)
    Resolution.objects.create(symbol="A/HRC/RES/62/7", title="Known from a list")
    record_outcome(mandate, what="extends", symbol="62/7", adopted="2026-07-07", term="P3Y", by=officer)
    assert Resolution.objects.get(symbol="A/HRC/RES/62/7").adopted == "2026-07-07"
    mandate.refresh_from_db()
    assert mandate.renewal_session.name == "HRC71"


def test_a_day_that_differs_from_the_one_kept_is_refused(sample, officer):
    mandate = sample(NOW)
    Resolution.objects.create(symbol="A/HRC/RES/62/7", adopted="2026-07-08")
    with pytest.raises(NotAccepted, match="2026-07-08"):
        record_outcome(mandate, what="extends", symbol="62/7", adopted="2026-07-07", term="P3Y", by=officer)


def test_a_text_older_than_the_one_in_force_is_no_outcome(sample, officer):
    mandate = sample(NOW)
    with pytest.raises(NotAccepted, match="53/5"):
        record_outcome(mandate, what="extends", symbol="35/99", adopted="2017-06-22", term="P3Y", by=officer)
    assert not mandate.actions.filter(resolution__symbol="A/HRC/RES/35/99")


def test_importing_a_text_fills_in_the_outcome_that_was_recorded_without_its_paragraph(sample, officer, text_44_11):
    mandate = sample(NOW)
    record_outcome(mandate, what="extends", symbol="62/90", adopted="2026-07-07", term="P3Y", by=officer)
    later = (
        text_44_11.replace("44/11.", "62/90.")
        .replace("Forty-fourth session", "Sixty-second session")
        .replace("30 June–17 July 2020", "15 June–8 July 2026")
        .replace("16 July 2020", "7 July 2026")
    )
    import_resolution(later)
    (action,) = MandateAction.objects.filter(resolution__symbol="A/HRC/RES/62/90")
    assert (action.mandate, action.paragraph_key, action.term) == (mandate, "10", "P3Y")


def test_what_a_person_did_to_a_renewal_step_survives_the_import_of_its_text(sample, officer, text_44_11):
    mandate = sample(BUSIER_DAY)
    MandateAction.objects.filter(resolution__symbol="A/HRC/RES/53/5").update(paragraph_key="")
    replan([mandate.pk])
    sponsor = only("N2", "HRC62")
    record_met(sponsor, on=BUSIER_DAY, by=officer)
    add_note(only("N3", "HRC62"), "The sponsor asked for the costs of two years", by=officer)
    MandateAction.objects.filter(resolution__symbol="A/HRC/RES/53/5").delete()
    MandateAction.objects.create(
        mandate=mandate,
        resolution=Resolution.objects.get(symbol="A/HRC/RES/53/5"),
        what="extends",
        term="P3Y",
        paragraph_key="3",
    )
    replan([mandate.pk])
    assert only("N2", "HRC62").met_by == officer
    assert LogEntry.objects.filter(deadline=only("N3", "HRC62"), what="note").exists()


def test_a_note_keeps_a_date_that_nothing_calls_for_any_more(sample, officer):
    sample(BUSIER_DAY)
    stream = ReportingObligation.objects.get(recipient="GA")
    noted = only("G5", "GA81")
    add_note(noted, "Agreed by telephone", by=officer)
    reopen_stream(stream, by=officer)
    stream.refresh_from_db()
    reject_stream(stream, by=officer)
    noted.refresh_from_db()
    assert noted.standing == "not_recorded"
    assert not Deadline.objects.filter(obligation=stream).exclude(pk=noted.pk)


def test_the_log_outlives_what_it_tells_of(sample, officer):
    sample(BUSIER_DAY)
    step = only("H1", "HRC62")
    entry = add_note(step, "A note", by=officer)
    step.delete()
    entry.refresh_from_db()
    assert entry.deadline is None
    assert entry.why == "A note"


def test_a_dialogue_fixed_for_a_day_to_come_says_nothing_of_the_report(sample, officer):
    sample(BUSIER_DAY)
    report = only("H11", "HRC62").report
    record_report(report, dialogue_on=date(2026, 6, 24), by=officer)
    assert only("H11", "HRC62").due_on == date(2026, 6, 24)
    assert only("H7", "HRC62").standing == "followed"
    report.refresh_from_db()
    assert report.stage == 0


def test_a_presentation_is_not_recorded_ahead_of_its_day(sample, officer):
    sample(BUSIER_DAY)
    with pytest.raises(NotAccepted, match="still to come"):
        record_report(only("H11", "HRC62").report, presented_on=date(2026, 6, 24), by=officer)


def test_a_meeting_whose_date_is_set_by_hand_is_still_never_late(sample, officer):
    sample(BUSIER_DAY)
    set_date(only("H11", "HRC62"), date(2026, 6, 24), by=officer, reason="Programme of work")
    replan(None)
    assert only("H11", "HRC62").late_after is None


def test_an_outcome_is_recorded_with_its_text_and_not_ticked_off(sample, officer):
    sample(NOW)
    with pytest.raises(NotAccepted, match="which text"):
        record_met(only("N8", "HRC62"), on=NOW, by=officer)
    assert only("N8", "HRC62").is_late(NOW)


def test_a_step_that_the_recorded_report_meets_is_not_opened_again_by_undo(sample, officer):
    sample(BUSIER_DAY)
    submit = only("H7", "HRC62")
    record_met(submit, on=BUSIER_DAY, by=officer)
    record_report(submit.report, symbol="A/HRC/62/38", by=officer)
    with pytest.raises(NotAccepted, match="recorded report"):
        reopen(only("H7", "HRC62"), by=officer)
    assert only("H7", "HRC62").report.submitted_on == BUSIER_DAY


def test_a_date_that_is_met_is_not_set_anew(sample, officer):
    sample(BUSIER_DAY)
    step = only("H3", "HRC62")
    record_met(step, on=BUSIER_DAY, by=officer)
    assert set_date(only("H3", "HRC62"), date(2026, 4, 1), by=officer, reason="Too late") is None


def test_a_report_recorded_before_it_is_planned_has_its_stage(sample):
    sample(NOW)
    assert Report.objects.get(symbol="A/HRC/59/40").stage == 5


@pytest.mark.parametrize(
    ("recorded", "why"),
    [
        ({"symbol": "hello"}, "no document symbol"),
        ({"submitted_on": date(2026, 3, 27), "issued_on": date(2026, 3, 1)}, "lies before"),
        ({"submitted_on": date(2026, 4, 1)}, "still to come"),
    ],
)
def test_what_cannot_be_true_of_a_report_is_not_recorded(sample, officer, recorded, why):
    sample(BUSIER_DAY)
    report = only("H7", "HRC62").report
    with pytest.raises(NotAccepted, match=why):
        record_report(report, **recorded, by=officer)
    report.refresh_from_db()
    assert not report.is_recorded


def test_a_stream_without_a_term_is_followed_three_times_however_often_it_is_planned(reference, today, text_44_11):
    today(NOW)
    without = text_44_11.replace("to extend the mandate of", "to welcome the work of").replace(
        "solidarity for a period of three years;", "solidarity;"
    )
    import_resolution(without)
    confirm = ReportingObligation.objects.get(recipient="HRC")
    streams = Report.objects.filter(obligation=confirm).count()
    replan(None)
    done = replan(None)
    assert (done.created, done.removed, Report.objects.filter(obligation=confirm).count()) == (0, 0, streams)
