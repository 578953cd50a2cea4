"""Following hangs on the mandate: it outlives renewals, goes where a merged mandate went, tells the few that matter."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from mandates.models import (
    Addressee,
    Deadline,
    Follow,
    Mandate,
    MandateAction,
    Notice,
    Report,
    ReportingObligation,
    Resolution,
    Session,
)
from mandates.records.changing import move_session
from mandates.records.deadlines import record_met
from mandates.records.following import change_follow, follow, tell_of_late, unfollow
from mandates.records.handovers import hand_over_until
from mandates.records.importing import import_resolution
from mandates.records.planning import replan
from mandates.records.renewal import record_outcome, withdraw_outcome
from mandates.records.reports import record_report
from tests.invented import resolution_text

DUE = date(2026, 3, 30)
A_DAY = timedelta(days=1)


@pytest.fixture
def mandate(sample, officer):
    mandate = sample(DUE)
    Mandate.objects.filter(pk=mandate.pk).update(owner=officer, deputy=None)
    mandate.refresh_from_db()
    return mandate


def told(person):
    """What stands in the inbox of `person`, oldest first."""
    return list(Notice.objects.for_person(person).order_by("pk"))


def headings(person):
    return [notice.heading for notice in told(person)]


def renewed(mandate, by, symbol="62/9", what="extends", **given):
    facts = {"adopted": "2026-07-07", "term": "P3Y", **given}
    return record_outcome(mandate, what=what, symbol=symbol, by=by, **facts)


def test_a_follow_survives_a_renewal_under_a_new_symbol(mandate, officer, colleague):
    row, _new = follow(colleague, mandate, why="our note to the mission quotes it")
    renewed(mandate, officer)
    mandate.refresh_from_db()
    assert mandate.runs_on.resolution.short_symbol == "62/9"
    [notice] = told(colleague)
    assert "62/9 extends" in notice.heading
    assert (notice.is_own, list(notice.follows.all())) == (False, [row])
    assert notice.entry.by == officer


def test_a_text_that_is_read_here_tells_those_who_follow_what_it_does(reference, today, officer, colleague):
    today(date(2025, 10, 20))
    first = import_resolution(resolution_text(), by=officer)
    follow(colleague, first.mandates[0], why="lighthouses matter")
    operative = ("Decides to extend the mandate of the Independent Expert on lighthouses and coastal signals for a "
                 "period of three years", "Decides to remain seized of the matter")  # fmt: skip
    second = resolution_text("69/91", "Sixty-ninth session", "8 September–8 October 2028", "6 October 2028",
                             operative=operative)  # fmt: skip
    assert import_resolution(second, by=officer).mandates == first.mandates
    assert headings(colleague) == [f"{first.mandates[0]}: 69/91 extends."]


def test_whoever_did_it_is_not_told(mandate, officer):
    follow(officer, mandate)
    renewed(mandate, officer)
    assert told(officer) == []


def test_who_has_left_the_office_is_told_nothing(mandate, officer, colleague):
    follow(colleague, mandate)
    colleague.is_active = False
    colleague.save()
    renewed(mandate, officer)
    assert told(colleague) == []


@pytest.mark.parametrize("role", ["owner", "deputy"])
def test_following_a_person_is_following_the_mandates_of_that_person(mandate, officer, colleague, head, role):
    Mandate.objects.filter(pk=mandate.pk).update(owner=None, deputy=None)
    Mandate.objects.filter(pk=mandate.pk).update(**{role: officer})
    mandate.refresh_from_db()
    follow(colleague, officer)
    renewed(mandate, head)
    assert len(told(colleague)) == 1


def test_a_mandate_that_is_handed_on_goes_out_of_what_is_followed_with_the_person(mandate, officer, colleague, head):
    follow(colleague, officer)
    Mandate.objects.filter(pk=mandate.pk).update(owner=head)
    mandate.refresh_from_db()
    renewed(mandate, officer)
    assert told(colleague) == []


def test_who_follows_the_mandate_and_its_owner_is_told_once(mandate, officer, colleague, head):
    rows = {follow(colleague, mandate)[0], follow(colleague, officer)[0]}
    renewed(mandate, head)
    [notice] = told(colleague)
    assert set(notice.follows.all()) == rows


@pytest.mark.parametrize("what", ["merges", "replaces"])
@pytest.mark.parametrize("first", ["outcome", "new mandate"])
def test_a_follow_goes_on_with_the_mandate_into_which_the_old_one_went_over(
    mandate, officer, colleague, head, what, first
):
    follow(colleague, mandate, why="quoted in our note")
    new = Mandate.objects.create(name="Independent Expert on made-up unity", slug="unity", owner=head)
    text = Resolution.objects.create(symbol="A/HRC/RES/62/9", adopted="2026-07-07")

    def made():
        MandateAction.objects.create(mandate=new, resolution=text, what="creates", term="P3Y")

    if first == "new mandate":
        made()
    renewed(mandate, officer, what=what)
    if first == "outcome":
        made()
    assert ("follows Independent Expert on made-up unity now" in headings(colleague)[0]) is (first == "new mandate")
    renewed(new, head, "71/3", adopted="2029-07-07")
    assert headings(colleague)[1:] == ["Independent Expert on made-up unity: 71/3 extends."]
    mandate.refresh_from_db()
    withdraw_outcome(mandate, by=officer, why="the wrong mandate")
    assert "was taken back" in headings(colleague)[2]
    renewed(new, head, "80/3", adopted="2032-07-07")
    assert len(told(colleague)) == 3, "the outcome was taken back, and so was the way of the follow"


def test_a_text_that_extends_several_mandates_names_none_to_go_on_with(mandate, officer, colleague, head):
    follow(colleague, mandate)
    text = Resolution.objects.create(symbol="A/HRC/RES/62/9", adopted="2026-07-07")
    others = [Mandate.objects.create(name=f"Expert on made-up unity {n}", slug=f"unity-{n}") for n in (1, 2)]
    for other in others:
        MandateAction.objects.create(mandate=other, resolution=text, what="extends", term="P3Y")
    renewed(mandate, officer, what="merges")
    renewed(others[0], officer, "71/3", adopted="2029-07-07")
    assert len(told(colleague)) == 1


def test_a_moved_session_tells_a_follower_which_dates_move_and_the_owner_as_before(mandate, officer, colleague, head):
    row, _new = follow(colleague, mandate)
    session = Session.objects.get(body="HRC", kind="regular", number=62)
    move_session(session, {"opens_on": date(2026, 6, 22)}, by=head, why="letter of the Secretariat", seen="*")
    [own], [followed] = told(officer), told(colleague)
    assert (own.is_own, followed.is_own) == (True, False)
    assert list(followed.follows.all()) == [row]
    assert followed.text == own.text
    assert any("Submit the report" in line for line in followed.lines)
    assert followed.entry.why == "letter of the Secretariat"


def test_who_moves_what_they_follow_is_not_counted_among_those_told(mandate, officer, head):
    follow(head, mandate)
    session = Session.objects.get(body="HRC", number=62)
    previewed = move_session(session, {"opens_on": date(2026, 6, 22)}, by=head, why="letter", seen=None)
    assert set(previewed.told) == {officer.pk}
    moved = move_session(session, {"opens_on": date(2026, 6, 22)}, by=head, why="letter", seen="*")
    assert set(moved.told) == set(Notice.objects.values_list("person", flat=True)) == {officer.pk}


def test_a_move_of_what_is_only_suggested_is_told_to_nobody(mandate, colleague, head):
    ReportingObligation.objects.update(standing="suggested", followed_since=None, confirmed_by=None, confirmed_at=None)
    replan()
    follow(colleague, mandate)
    session = Session.objects.get(body="HRC", kind="regular", number=62)
    moved = move_session(session, {"opens_on": date(2026, 6, 22)}, by=head, why="letter", seen="*")
    assert any(move.step == "Submit the report" and move.what == "moves" for move in moved.moves)
    assert not any("Submit the report" in notice.text for notice in told(colleague))


@pytest.fixture
def submission(mandate):
    return Deadline.objects.get(rule__code="H7", session__number=62, session__body="HRC")


def test_a_submitted_report_is_told_and_a_step_of_the_office_is_not(mandate, submission, officer, colleague):
    follow(colleague, mandate)
    clearance = Deadline.objects.filter(rule__code="H6", session__number=62).first()
    record_met(clearance, on=DUE, by=officer)
    assert told(colleague) == []
    record_met(submission, on=DUE, by=officer)
    assert headings(colleague) == [f"{mandate}: Submit the report, HRC62: done on 30 March 2026."]


def test_the_symbol_of_a_report_is_told(mandate, officer, colleague):
    follow(colleague, mandate)
    stream = ReportingObligation.objects.create(
        mandate=mandate, addressee=Addressee.objects.first(), recipient="HRC", recurrence="once"
    )
    report = Report.objects.create(
        mandate=mandate, obligation=stream, session=Session.objects.get(body="HRC", number=62)
    )
    record_report(report, symbol="A/HRC/62/38", by=officer)
    assert "A/HRC/62/38" in headings(colleague)[0]


def test_followed_twice_is_followed_once_and_the_note_is_changed_where_it_stands(mandate, colleague):
    row, is_new = follow(colleague, mandate, why="first")
    assert is_new
    assert follow(colleague, mandate, why="second") == (row, False)
    assert change_follow(colleague, row.pk, why="third", by_mail=False)
    row.refresh_from_db()
    assert (row.why, row.by_mail) == ("third", False)


def test_nobody_changes_or_ends_what_another_person_follows(mandate, officer, colleague):
    row, _new = follow(colleague, mandate, why="mine")
    assert not change_follow(officer, row.pk, why="yours", by_mail=False)
    assert not unfollow(officer, row.pk)
    assert unfollow(colleague, row.pk)
    assert not unfollow(colleague, row.pk)


def test_what_was_told_stays_in_the_inbox_when_the_follow_ends(mandate, officer, colleague):
    row, _new = follow(colleague, mandate)
    renewed(mandate, officer)
    assert unfollow(colleague, row.pk)
    assert len(told(colleague)) == 1


@pytest.mark.parametrize("given", ["neither", "both", "oneself"])
def test_the_database_keeps_a_follow_to_one_thing(mandate, officer, colleague, given):
    facts = {
        "neither": {},
        "both": {"mandate": mandate, "colleague": officer},
        "oneself": {"colleague": colleague},
    }[given]
    with pytest.raises(IntegrityError), transaction.atomic():
        Follow.objects.create(person=colleague, **facts)


def test_who_follows_a_stand_in_hears_of_what_that_person_stands_in_for(mandate, officer, colleague, head, today):
    today(DUE)
    follow(head, colleague)
    renewed(mandate, officer)
    assert told(head) == []
    days = {"from_on": DUE, "until": date(2026, 4, 10), "today": DUE}
    hand_over_until([mandate], away=officer, to=colleague, by=officer, **days)
    withdraw_outcome(mandate, by=officer)
    assert len(told(head)) == 1
    move_session(Session.objects.get(body="HRC", number=62), {"opens_on": date(2026, 6, 22)}, by=officer, why="moved",
                 seen="*", today=DUE)  # fmt: skip
    assert len(told(head)) == 2, "of dates that move as well"


def test_what_becomes_overdue_is_told_to_followers_once_and_not_to_who_acts_on_it(mandate, officer, colleague, head):
    follow(colleague, mandate)
    follow(officer, mandate)
    row = Deadline.objects.create(
        mandate=mandate, key="late", step="Submit the report", due_on=DUE, late_after=DUE, assigned_to=None
    )
    Deadline.objects.exclude(pk=row.pk).update(late_after=None)
    assert tell_of_late(DUE) == 0, "due today is not overdue"
    assert (tell_of_late(DUE + A_DAY), tell_of_late(DUE + A_DAY), tell_of_late(DUE + 2 * A_DAY)) == (1, 0, 0)
    [notice] = told(colleague)
    assert notice.heading == f"{mandate}: Submit the report: overdue since 30 March 2026."
    assert notice.entry.narrowest == row
    assert told(officer) == [], "the own reminders say so"
    row.due_on = row.late_after = DUE + 9 * A_DAY
    row.save()
    assert tell_of_late(DUE + 10 * A_DAY) == 1, "a moved date is told anew"


def test_what_has_been_overdue_for_long_is_no_news_to_who_follows_it(mandate, colleague):
    follow(colleague, mandate)
    Deadline.objects.create(mandate=mandate, key="late", step="Submit the report", due_on=DUE, late_after=DUE)
    Deadline.objects.exclude(key="late").update(late_after=None)
    assert tell_of_late(DUE + 8 * A_DAY) == 0
    assert tell_of_late(DUE + 7 * A_DAY) == 1
