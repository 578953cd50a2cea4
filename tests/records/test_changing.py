"""A session or a rule that changes: shown first, then made in one piece, told once to everybody whose dates move."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from mandates.models import (
    Addressee,
    Deadline,
    LogEntry,
    Notice,
    ReportingObligation,
    Session,
)
from mandates.planning import CalendarRow
from mandates.records import planning
from mandates.records.changing import load_calendar, move_session
from mandates.records.deadlines import NotAccepted, assign, record_met, release_date, reopen, set_date
from mandates.records.moves import Told
from mandates.records.planning import replan

from .test_planning import BUSIER_DAY, only

A_WEEK_LATER = {"opens_on": date(2026, 6, 22)}


def session(name):
    body, number = name.rstrip("0123456789"), name.lstrip("HRCGA")
    return Session.objects.get(body=body, kind="regular", number=number)


def days(**which):
    return dict(Deadline.objects.filter(**which).values_list("key", "due_on"))


def moved(told):
    return {(move.step, move.from_on, move.to_on) for move in told.moves if move.what == "moves"}


def test_preview_says_from_when_to_when_and_why_and_changes_nothing(office, head):
    before = days()
    told = move_session(session("HRC62"), A_WEEK_LATER, by=head, why="one source said so")
    submission = next(move for move in told.moves if move.step == "Submit the report")
    assert (submission.from_on, submission.to_on) == (date(2026, 4, 2), date(2026, 4, 13))
    assert (submission.anchor, submission.offset) == ("S", "-P10W")
    assert not told.is_applied
    assert days() == before
    assert session("HRC62").opens_on == date(2026, 6, 15)
    assert not Notice.objects.exists()
    assert not LogEntry.objects.filter(session__isnull=False).exists()


def test_what_everybody_reads_is_kept_in_the_offices_language_whoever_did_it(office, officer, head):
    with translation.override("fr"):
        move_session(session("HRC62"), A_WEEK_LATER, by=head, why="letter of the Secretariat", seen="*")
        assert translation.get_language() == "fr"
    entry, notice = LogEntry.objects.get(session=session("HRC62")), Notice.objects.get(person=officer)
    assert "22 June 2026" in entry.to_value
    assert "changed HRC62" in notice.heading
    assert "Submit the report" in notice.text


def test_one_press_moves_what_was_shown_with_one_entry_in_the_history_and_one_notice_a_person(office, officer, head):
    seen = move_session(session("HRC62"), A_WEEK_LATER, by=head, why="letter of the Secretariat")
    told = move_session(session("HRC62"), A_WEEK_LATER, by=head, why="letter of the Secretariat", seen=seen.fingerprint)
    assert told.is_applied
    assert moved(told) == moved(seen)
    assert only("H7", "HRC62").due_on == date(2026, 4, 13)
    entry = LogEntry.objects.get(session=session("HRC62"))
    assert (entry.by, entry.why) == (head, "letter of the Secretariat")
    assert "15 June 2026" in entry.from_value
    assert "22 June 2026" in entry.to_value
    notice = Notice.objects.get()
    assert (notice.person, notice.entry, notice.read_at) == (officer, entry, None)
    assert "R. Okonjo changed HRC62: it opens on 22 June 2026, not on 15 June 2026." in notice.heading
    assert any("Thu 2 Apr 2026 → Mon 13 Apr 2026" in line for line in notice.lines)


def test_days_first_planned_are_kept_beside_the_new_ones(office, head):
    for opens_on in (date(2026, 6, 22), date(2026, 6, 29)):
        move_session(session("HRC62"), {"opens_on": opens_on}, by=head, why="again", seen="*")
    assert session("HRC62").planned_opens_on == date(2026, 6, 15)


def test_who_has_no_date_that_moves_is_told_nothing(office, colleague, head):
    assign(only("H7", "HRC62"), colleague, by=head)
    told = move_session(session("HRC63"), {"opens_on": date(2026, 9, 14)}, by=head, why="later", seen="*")
    assert told.is_applied
    assert not Notice.objects.filter(person=colleague).exists()
    move_session(session("HRC62"), A_WEEK_LATER, by=head, why="later", seen="*")
    assert Notice.objects.filter(person=colleague).count() == 1


def test_done_dates_stay_and_those_set_by_a_person_say_that_their_ground_moved(office, officer, head):
    """Deadline rules, section 3: moving S leaves what is done, and leaves dates set by a person."""
    record_met(only("H6", "HRC62"), on=BUSIER_DAY, by=officer)
    set_date(only("H7", "HRC62"), date(2026, 4, 9), by=officer, reason="slot agreed on the telephone")
    assert not only("H7", "HRC62").ground_moved
    told = move_session(session("HRC62"), A_WEEK_LATER, by=head, why="later", seen="*")
    assert only("H6", "HRC62").due_on == date(2026, 3, 23)
    submission = only("H7", "HRC62")
    assert (submission.due_on, submission.planned_on, submission.rule_gave_on) == (
        date(2026, 4, 9),
        date(2026, 4, 13),
        date(2026, 4, 2),
    )
    assert submission.ground_moved
    assert list(Deadline.objects.ground_moved()) == [submission]
    assert told.kinds["stays"] == 1
    assert told.counts.kept_done >= 1
    assert "stays on Thu 9 Apr 2026, the rule gives Mon 13 Apr 2026 now" in Notice.objects.get(person=officer).text


@pytest.mark.parametrize("planned_again", [False, True])
def test_date_that_was_done_and_is_open_again_has_the_day_that_its_rule_gives_now(office, officer, head, planned_again):
    record_met(only("H6", "HRC62"), on=BUSIER_DAY, by=officer)
    move_session(session("HRC62"), A_WEEK_LATER, by=head, why="later", seen="*")
    if planned_again:
        replan(None, BUSIER_DAY)
    assert only("H6", "HRC62").due_on == date(2026, 3, 23)
    reopen(only("H6", "HRC62"), by=officer)
    draft = only("H6", "HRC62")
    assert (draft.anchor_on, draft.due_on, draft.planned_on) == (
        date(2026, 6, 22),
        date(2026, 3, 30),
        date(2026, 3, 30),
    )
    move_session(session("HRC62"), {"opens_on": date(2026, 6, 29)}, by=head, why="later still", seen="*")
    assert only("H6", "HRC62").due_on == date(2026, 4, 2)  # 6 April is Easter Monday


def test_date_left_to_its_rule_again_follows_the_moved_session(office, officer, head):
    set_date(only("H7", "HRC62"), date(2026, 4, 9), by=officer, reason="slot agreed")
    move_session(session("HRC62"), A_WEEK_LATER, by=head, why="later", seen="*")
    release_date(only("H7", "HRC62"), by=officer)
    assert only("H7", "HRC62").due_on == date(2026, 4, 13)
    assert not only("H7", "HRC62").ground_moved


def test_interrupted_in_the_middle_nothing_has_changed(office, head, monkeypatch):
    before, session_before = days(), session("HRC62").opens_on

    def pulled_the_plug(changes):
        written(changes)
        raise KeyboardInterrupt

    written = planning.write
    monkeypatch.setattr(planning, "write", pulled_the_plug)
    with pytest.raises(KeyboardInterrupt):
        move_session(session("HRC62"), A_WEEK_LATER, by=head, why="later", seen="*")
    assert days() == before
    assert session("HRC62").opens_on == session_before
    assert not Notice.objects.exists()


def test_accepting_what_is_no_longer_what_moves_shows_it_anew(office, officer, head):
    seen = move_session(session("HRC62"), A_WEEK_LATER, by=head, why="later")
    set_date(only("H7", "HRC62"), date(2026, 4, 9), by=officer, reason="slot agreed")  # a colleague, meanwhile
    told = move_session(session("HRC62"), A_WEEK_LATER, by=head, why="later", seen=seen.fingerprint)
    assert (told.is_stale, told.is_applied) == (True, False)
    assert session("HRC62").opens_on == date(2026, 6, 15)
    again = move_session(session("HRC62"), A_WEEK_LATER, by=head, why="later", seen=told.fingerprint)
    assert again.is_applied


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("HRC62", {"opens_on": date(2026, 6, 22)}),
        ("HRC62", {"opens_on": date(2026, 6, 8), "closes_on": date(2026, 7, 3)}),
        ("HRC61", {"closes_on": date(2026, 4, 3)}),
        ("HRC63", {"opens_on": None}),
        ("HRC54", {"closes_on": date(2023, 10, 20)}),
        ("GA81", {"opens_on": date(2026, 9, 15)}),
    ],
)
def test_session_replanned_alone_leaves_nothing_to_replan(office, head, name, given):
    """What moves with a session is the whole of what a replanning of everything would move."""
    move_session(session(name), given, by=head, why="moved", seen="*", today=BUSIER_DAY)
    done = replan(None, BUSIER_DAY)
    assert (done.created, done.changed, done.removed) == (0, 0, 0)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawn(
    name=st.sampled_from(["HRC53", "HRC59", "HRC60", "HRC61", "HRC62", "HRC63", "GA80", "GA81"]),
    opens=st.integers(-150, 150) | st.none(),
    closes=st.integers(5, 45) | st.none(),
)
def test_whatever_session_moves_wherever_part_replanned_equals_all_replanned(office, head, name, opens, closes):
    """But for what is done: its day stays, and what else is said of it waits for the replanning of everything."""
    row = session(name)
    first = (row.opens_on or BUSIER_DAY) + timedelta(days=opens) if opens is not None else None
    last = first + timedelta(days=closes) if first and closes else None
    left = []

    def see(changes):
        differing = [change for change in changes.written if change.old != change.new]
        left.extend(change.key for change in (*differing, *changes.removed) if not is_done(change))

    with transaction.atomic():
        move_session(row, {"opens_on": first, "closes_on": last}, by=head, why="moved", seen="*", today=BUSIER_DAY)
        replan(None, BUSIER_DAY, seen=see)
        transaction.set_rollback(True)
    assert left == []


def is_done(change):
    met = [row is not None and row.standing == Deadline.Standing.MET for row in (change.old, change.new)]
    return all(met) or (change.kept is not None and change.kept.met_on is not None)


def test_third_committee_that_is_announced_dates_the_steps_of_its_assembly_session(office, head):
    Session.objects.create(body="GA", kind="third-committee", number=81, source="made up for the test")
    committee = Session.objects.get(body="GA", kind="third-committee", number=81)
    assert only("G6", "GA81").due_on is None
    move_session(committee, {"opens_on": date(2026, 10, 2)}, by=head, why="announced", seen="*", today=BUSIER_DAY)
    assert only("G6", "GA81").due_on == date(2026, 8, 21)  # six weeks before
    assert replan(None, BUSIER_DAY).changed == 0


def test_estimate_becomes_a_date_once_the_session_is_announced(office, officer, head):
    asked = ReportingObligation.objects.create(
        mandate=office,
        addressee=Addressee.objects.get(name="Independent Expert"),
        recipient="HRC",
        kind="study",
        recurrence="once",
        standing="confirmed",
        followed_since=date(2025, 12, 1),
    )
    asked.named_sessions.add(Session.objects.create(body="HRC", number=64))
    replan(None, BUSIER_DAY)
    submission = only("H7", "HRC64", obligation=asked)
    assert (submission.due_on, submission.is_estimate) == (date(2026, 12, 14), True)  # 22 February 2027, by the pattern
    announced = {"opens_on": date(2027, 3, 1)}
    move_session(session("HRC64"), announced, by=head, why="announced", seen="*", today=BUSIER_DAY)
    submission.refresh_from_db()
    assert (submission.due_on, submission.is_estimate) == (date(2026, 12, 21), False)
    assert Notice.objects.get().person == officer
    assert replan(None, BUSIER_DAY).changed == 0


def test_session_does_not_close_before_it_opens(office, head):
    with pytest.raises(NotAccepted, match="close before it opens"):
        move_session(session("HRC62"), {"closes_on": date(2026, 6, 1)}, by=head, why="a slip", seen="*")
    assert session("HRC62").closes_on is None


def test_parts_of_an_interrupted_session_begin_and_end_with_it(reference, head):
    parts = [["2020-02-24", "2020-03-13"], ["2020-06-15", "2020-06-23"]]  # the 43rd, as its resolutions say
    move_session(session("HRC43"), {"parts": parts}, by=head, why="front matter", seen="*")
    assert session("HRC43").parts == parts
    with pytest.raises(NotAccepted, match="first part begins"):
        move_session(session("HRC43"), {"parts": parts[:1]}, by=head, why="front matter", seen="*")


# The calendar in a file


def row(number, opens_on, closes_on=None):
    return CalendarRow("HRC", "regular", number, opens_on, closes_on, "one source")


def test_calendar_in_a_file_adds_what_is_new_and_keeps_what_differs(office):
    rows = [row(62, date(2026, 6, 22)), row(65, date(2027, 6, 14)), row(61, date(2026, 2, 23), date(2026, 3, 31))]
    read = load_calendar(rows, replace=False, by=None, source="calendar.csv", today=BUSIER_DAY)
    assert read.new == ["HRC65"]
    assert [name for name, _kept, _there in read.differing] == ["HRC62"]
    assert session("HRC62").opens_on == date(2026, 6, 15)
    assert session("HRC65").opens_on == date(2027, 6, 14)
    again = load_calendar(rows, replace=False, by=None, source="calendar.csv", today=BUSIER_DAY)
    assert (again.new, again.told) == ([], None)


def test_new_session_keeps_what_the_file_says_of_its_plan_and_parts(office):
    parts = ((date(2027, 6, 14), date(2027, 6, 25)), (date(2027, 7, 5), date(2027, 7, 9)))
    given = CalendarRow(
        "HRC", "regular", 65, date(2027, 6, 14), date(2027, 7, 9), "one source", None, date(2027, 7, 2), parts
    )
    load_calendar([given], replace=False, by=None, source="calendar.csv", today=BUSIER_DAY)
    new = session("HRC65")
    assert (new.planned_opens_on, new.planned_closes_on) == (None, date(2027, 7, 2))
    assert new.parts == [["2027-06-14", "2027-06-25"], ["2027-07-05", "2027-07-09"]]


@pytest.mark.parametrize("replaces", [False, True])
def test_last_day_that_the_office_lacks_is_taken_from_the_file(office, replaces):
    """A day that was not found is no day that differs: what was announced later fills it."""
    rows = [row(62, date(2026, 6, 15), date(2026, 7, 10))]
    read = load_calendar(rows, replace=replaces, by=None, source="calendar.csv", today=BUSIER_DAY)
    assert (read.new, read.completed, read.differing) == ([], ["HRC62"], [])
    assert session("HRC62").closes_on == date(2026, 7, 10)
    assert session("HRC62").planned_closes_on is None  # nothing was announced before it
    assert only("H12", "HRC62").due_on == date(2026, 7, 17)


@pytest.mark.parametrize("replaces", [False, True])
def test_day_that_the_file_does_not_know_takes_none_from_the_office(office, replaces):
    kept = session("HRC61").closes_on
    assert kept
    read = load_calendar(
        [row(61, session("HRC61").opens_on)], replace=replaces, by=None, source="calendar.csv", today=BUSIER_DAY
    )
    assert (read.same, read.differing) == (1, [])
    assert session("HRC61").closes_on == kept


def test_calendar_in_a_file_replaces_what_differs_where_asked_and_replans(office, officer):
    load_calendar([row(62, date(2026, 6, 22))], replace=True, by=None, source="calendar.csv", today=BUSIER_DAY)
    assert only("H7", "HRC62").due_on == date(2026, 4, 13)
    assert Notice.objects.get().person == officer
    assert replan(None, BUSIER_DAY).changed == 0


def test_what_a_new_row_brings_is_the_same_move_shown_and_made(office):
    """What is shown is rolled back; PostgreSQL gives the row another key when it is made."""

    def told(key):
        seen = Told()
        with transaction.atomic():
            stream = ReportingObligation.objects.create(
                pk=key, mandate=office, addressee=Addressee.objects.all()[0], recipient="HRC", kind="study",
                recurrence="once", mode="at", standing="confirmed", followed_since=BUSIER_DAY,
            )  # fmt: skip
            stream.named_sessions.set([session("HRC63")])
            replan([office.pk], BUSIER_DAY, seen=seen.see)
            transaction.set_rollback(True)
        return seen

    shown, made = told(10_001), told(10_002)
    assert shown.kinds["new"]
    assert made.fingerprint == shown.fingerprint
