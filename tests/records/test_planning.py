"""What is stored follows the texts, the calendar and the day."""

from datetime import date

import pytest

from mandates.models import Deadline, LogEntry, Mandate, Report, ReportingObligation, Session
from mandates.records.deadlines import NotAccepted, record_met, reopen, set_date, snooze
from mandates.records.planning import replan
from mandates.records.renewal import record_outcome
from mandates.records.reports import record_report
from mandates.records.streams import confirm_stream, reject_stream

NOW = date(2026, 11, 24)
BUSIER_DAY = date(2026, 3, 30)


def only(rule, session, **more):
    body, number = session.rstrip("0123456789"), session.lstrip("HRCGA")
    return Deadline.objects.get(rule__code=rule, session__body=body, session__number=number, **more)


def test_44_11_alone_was_up_for_renewal_at_the_53rd_and_nobody_recorded_what_happened(imported):
    mandate = Mandate.objects.get()
    assert mandate.renewal_session.name == "HRC53"
    assert mandate.anniversary == date(2023, 7, 16)
    assert mandate.renewal_state == Mandate.RenewalState.NOT_RECORDED
    assert [deadline.rule.code for deadline in Deadline.objects.overdue(NOW)] == ["N8"]


def test_today_the_renewal_is_due_at_the_62nd_session_and_its_outcome_is_not_recorded(sample):
    mandate = sample(NOW)
    assert mandate.renewal_session.name == "HRC62"
    assert mandate.renewal_state == Mandate.RenewalState.NOT_RECORDED
    assert str(mandate.runs_on.resolution) == "53/5"


def test_today_only_the_outcome_is_overdue(sample):
    sample(NOW)
    (late,) = Deadline.objects.overdue(NOW)
    assert (late.rule.code, late.session.name, late.due_on) == ("N8", "HRC62", None)


def test_a_step_without_a_day_is_not_recorded_once_its_session_is_over(sample):
    sample(NOW)
    assert {only("H12", "HRC62").standing, only("G8", "GA76").standing} == {"not_recorded"}
    assert not Deadline.objects.without_a_day().exclude(rule__code="N8")


def test_the_desk_looks_one_year_ahead_with_suggestions_that_remind_nobody(sample):
    sample(NOW)
    ahead = Deadline.objects.suggested()
    assert {deadline.session.name for deadline in ahead} >= {"HRC65", "GA82"}
    assert not Deadline.objects.open().filter(session__number__in=[65, 82])


def test_easter_monday_becomes_the_working_day_before_it(sample):
    sample(BUSIER_DAY)
    submit = only("H7", "HRC62")
    assert (submit.counted_on, submit.due_on) == (date(2026, 4, 6), date(2026, 4, 2))
    assert submit.adjustments[0]["why"] == "Easter Monday"
    submit = only("H7", "HRC53")
    assert (submit.counted_on, submit.due_on) == (date(2023, 4, 10), date(2023, 4, 6))


def test_on_30_march_2026_the_draft_is_late_and_submission_is_three_days_off(sample):
    sample(BUSIER_DAY)
    assert only("H6", "HRC62").is_late(BUSIER_DAY)
    assert not only("H7", "HRC62").is_late(BUSIER_DAY)
    assert only("G5", "GA81").due_on == date(2026, 7, 15)


def test_one_report_a_session_however_many_texts_repeat_it(sample):
    sample(NOW)
    council = Report.objects.filter(obligation__recipient="HRC", session__number=53)
    assert [report.symbol for report in council] == ["A/HRC/53/32"]
    assert ReportingObligation.objects.count() == 2


def test_a_date_cites_the_newest_text_adopted_before_its_day(sample):
    sample(NOW)
    assert (only("H7", "HRC50").source_resolution.reference, only("H7", "HRC50").source_paragraph) == ("47/10", "19")
    assert only("H7", "HRC59").source_resolution.reference == "56/4"


def test_planning_twice_changes_nothing(sample):
    sample(NOW)
    done = replan(None)
    assert (done.created, done.changed, done.moved, done.removed) == (0, 0, 0, 0)


def test_a_date_set_by_hand_stays_when_its_session_moves(sample, officer):
    sample(BUSIER_DAY)
    submit, forecast_frozen = only("H7", "HRC62"), only("H8", "HRC62")
    assert set_date(submit, date(2026, 4, 9), by=officer, reason="Slot agreed with document management")
    Session.objects.filter(body="HRC", number=62).update(opens_on=date(2026, 6, 22))
    done = replan(None)
    submit.refresh_from_db()
    assert (submit.due_on, submit.planned_on) == (date(2026, 4, 9), date(2026, 4, 13))
    assert done.kept_by_hand == 1
    forecast_frozen.refresh_from_db()
    assert forecast_frozen.due_on == date(2026, 5, 11)


def test_a_date_is_not_set_without_a_reason(sample, officer):
    sample(BUSIER_DAY)
    with pytest.raises(NotAccepted, match="Say why"):
        set_date(only("H7", "HRC62"), date(2026, 4, 9), by=officer, reason="  ")
    assert not only("H7", "HRC62").set_by_hand


def test_of_two_colleagues_one_meets_the_deadline(sample, officer, colleague):
    sample(BUSIER_DAY)
    submit, seen_by_the_other = only("H7", "HRC62"), only("H7", "HRC62")
    assert record_met(submit, on=BUSIER_DAY, by=officer)
    assert record_met(seen_by_the_other, on=BUSIER_DAY, by=colleague) is None
    assert only("H7", "HRC62").met_by == officer
    assert only("H7", "HRC62").report.stage == 5


def test_submitting_a_report_closes_the_steps_before_it_and_undo_opens_them_again(sample, officer):
    sample(BUSIER_DAY)
    record_met(only("H7", "HRC62"), on=BUSIER_DAY, by=officer)
    assert only("H7", "HRC62").report.submitted_on == BUSIER_DAY
    assert {only(code, "HRC62").standing for code in ("H1", "H2", "H3", "H5", "H6")} == {"met"}
    assert [late.rule.code for late in Deadline.objects.overdue(BUSIER_DAY)] == ["N2", "N3"]
    reopen(only("H7", "HRC62"), by=officer)
    assert only("H7", "HRC62").report.submitted_on is None
    assert only("H6", "HRC62").is_late(BUSIER_DAY)


def test_undo_opens_a_deadline_again_and_both_are_in_the_log(sample, officer):
    sample(BUSIER_DAY)
    record_met(only("H7", "HRC62"), on=BUSIER_DAY, by=officer)
    assert reopen(only("H7", "HRC62"), by=officer)
    submit = only("H7", "HRC62")
    assert submit.is_open()
    assert submit.report.stage == 0
    assert [entry.what for entry in LogEntry.objects.about(submit)] == ["reopened", "met"]


def test_a_snooze_leaves_the_due_date(sample, officer):
    sample(BUSIER_DAY)
    snooze(only("H7", "HRC62"), date(2026, 4, 1), by=officer, why="The holder travels")
    submit = only("H7", "HRC62")
    assert (submit.snoozed_until, submit.due_on, submit.snoozes) == (date(2026, 4, 1), date(2026, 4, 2), 1)


def test_a_recorded_report_meets_its_submission_and_closes_the_steps_before(sample, officer):
    sample(BUSIER_DAY)
    report = only("H7", "HRC62").report
    record_report(report, symbol="A/HRC/62/38", submitted_on=date(2026, 3, 27), by=officer)
    standing = {code: only(code, "HRC62").standing for code in ("H3", "H6", "H7", "H8")}
    assert standing == {"H3": "met", "H6": "met", "H7": "met", "H8": "followed"}


def test_confirming_a_stream_makes_all_its_dates_followed_from_that_day(imported, officer):
    stream = ReportingObligation.objects.get(recipient="HRC")
    assert not Deadline.objects.open().filter(obligation=stream)
    assert confirm_stream(stream, by=officer, followed_since=date(2022, 1, 1))
    followed = Deadline.objects.open().filter(obligation=stream)
    assert followed.filter(session__number=50).exists()
    assert confirm_stream(stream, by=officer) is None
    before = Deadline.objects.filter(obligation=stream, due_on__lt=date(2022, 1, 1))
    assert before
    assert {deadline.standing for deadline in before} == {"not_recorded"}


def test_rejecting_a_stream_takes_its_dates_away_and_keeps_the_stream(imported, officer):
    stream = ReportingObligation.objects.get(recipient="GA")
    assert reject_stream(stream, by=officer, why="Not asked of this mandate")
    assert not Deadline.objects.filter(obligation=stream)
    stream.refresh_from_db()
    assert stream.standing == "rejected"


def test_recording_the_outcome_lets_the_streams_live_on(sample, officer):
    mandate = sample(NOW)
    record_outcome(mandate, what="extends", symbol="62/99", adopted="2026-07-07", term="P3Y", paragraph="3", by=officer)
    mandate.refresh_from_db()
    assert mandate.renewal_session.name == "HRC71"
    assert mandate.renewal_state == Mandate.RenewalState.IN_FORCE
    assert not Deadline.objects.overdue(NOW).filter(rule__code="N8")
    assert Deadline.objects.open().filter(session__body="HRC", session__number=65).exists()


def test_an_outcome_without_a_term_is_refused_and_nothing_is_recorded(sample, officer):
    mandate = sample(NOW)
    with pytest.raises(NotAccepted, match="for how long"):
        record_outcome(mandate, what="extends", symbol="62/99", adopted="2026-07-07", by=officer)
    assert not mandate.actions.filter(resolution__symbol="A/HRC/RES/62/99")
