"""A stream of reports that a later text ends: shown first, ended in one piece, told once, and taken up again."""

from datetime import date

import pytest

from mandates.models import Deadline, LogEntry, Notice, ReportingObligation, Resolution
from mandates.records.deadlines import NotAccepted, set_date
from mandates.records.ending import end_stream, ending, take_up_stream
from mandates.records.planning import replan
from mandates.records.streams import confirm_stream, reject_stream, reopen_stream

ADOPTED = date(2026, 3, 27)


@pytest.fixture
def council(office, today):
    """The confirmed stream to the Council, on the evening of a session whose text 61/20, paragraph 25, ends it."""
    Resolution.objects.create(symbol="A/HRC/RES/61/20", adopted="2026-03-27")
    return office.obligations.get(recipient="HRC", recurrence="regular")


def by_61_20(**given):
    return ending(**{"symbol": "61/20", "paragraph": "25", "on": None, "why": "", **given})


def ended(stream, by, given=None):
    return end_stream(stream, given or by_61_20(), by=by, seen="*")


def of(stream):
    """What is kept of the dates of `stream`, in the field's terms."""
    return set(stream.deadlines.values_list("key", "due_on", "standing", "met_on"))


def reports_of(stream):
    return set(stream.reports.values_list("session__number", "symbol"))


def test_what_would_go_is_shown_and_nothing_is_written(council, officer):
    before = of(council)
    told = end_stream(council, by_61_20(), by=officer)
    assert {move.what for move in told.moves} == {"goes"}
    assert not told.is_applied
    assert of(council) == before
    council.refresh_from_db()
    assert council.ended_on is None
    assert not Notice.objects.exists()
    assert not LogEntry.objects.filter(what="ended").exists()


def test_what_falls_to_later_sessions_goes_and_what_was_given_stays_told(council, officer):
    past = council.deadlines.filter(session__number__lte=61, standing__in=["met", "not_recorded"])
    told_before = set(past.values_list("key", "due_on"))
    assert told_before
    given = {(number, symbol) for number, symbol in reports_of(council) if symbol}
    assert given
    ended(council, officer)
    council.refresh_from_db()
    assert council.ended_on == ADOPTED
    assert not Deadline.objects.open().filter(obligation=council, session__number__gte=62).exists()
    assert told_before <= {(key, day) for key, day, _standing, _met in of(council)}
    assert reports_of(council) == given


def test_one_entry_in_the_log_says_which_paragraph_since_when_and_why(council, officer):
    ended(council, officer, by_61_20(why="the High Commissioner reports instead"))
    entry = LogEntry.objects.get(what="ended")
    assert (entry.by, entry.obligation, entry.mandate) == (officer, council, council.mandate)
    assert (entry.to_value, entry.on) == ("61/20, para. 25", ADOPTED)
    assert (entry.resolution.symbol, entry.why) == ("A/HRC/RES/61/20", "the High Commissioner reports instead")
    assert entry.narrowest == council.mandate


def test_each_other_person_whose_dates_go_hears_of_it_once(council, officer, colleague, head):
    steps = list(Deadline.objects.open().filter(obligation=council, due_on__gte=ADOPTED)[:3])
    for step, person in zip(steps, (colleague, colleague, head), strict=True):
        Deadline.objects.filter(pk=step.pk).update(assigned_to=person)
    ended(council, head)
    assert sorted(Notice.objects.values_list("person__username", flat=True)) == ["haddad", "ibarra"]
    words = Notice.objects.get(person=officer).heading
    assert words.startswith("R. Okonjo ended a stream of reports of ")
    assert "Independent Expert: report to the Council, regularly, by 61/20, para. 25." in words


def test_it_is_ended_only_as_it_was_shown(council, officer):
    shown = end_stream(council, by_61_20(), by=officer)
    step = Deadline.objects.open().filter(obligation=council, due_on__gte=ADOPTED)[0]
    set_date(step, date(2026, 5, 4), by=officer, reason="agreed")
    again = end_stream(council, by_61_20(), by=officer, seen=shown.fingerprint)
    assert (again.is_stale, again.is_applied) == (True, False)
    assert end_stream(council, by_61_20(), by=officer, seen=again.fingerprint).is_applied


def test_planning_again_changes_nothing(council, officer):
    ended(council, officer)
    again = replan([council.mandate_id])
    assert (again.created, again.changed, again.removed) == (0, 0, 0)


def test_taken_up_again_it_stands_as_before(council, officer):
    before, reports = of(council), reports_of(council)
    ended(council, officer)
    council.refresh_from_db()
    told = take_up_stream(council, by=officer, why="it was the other stream", seen="*")
    assert {move.what for move in told.moves} == {"new"}
    council.refresh_from_db()
    assert council.ended_on is None
    assert (of(council), reports_of(council)) == (before, reports)
    entry = LogEntry.objects.get(what="reopened")
    assert (entry.obligation, entry.why, entry.from_value) == (council, "it was the other stream", "2026-03-27")


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ({"symbol": ""}, "Say which text ends the stream"),
        ({"symbol": "61/21"}, "Give the day"),
        ({"on": date(2026, 3, 31)}, "still to come"),
    ],
)
def test_an_ending_needs_a_ground_and_a_day_that_has_come(council, typed, refused):
    with pytest.raises(NotAccepted, match=refused):
        by_61_20(**typed)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ({}, "61/20, para. 25"),
        ({"symbol": "A/HRC/RES/61/20", "paragraph": ""}, "61/20"),
        ({"symbol": "61/21", "on": ADOPTED}, "61/21, para. 25"),  # not here: kept as typed
        ({"symbol": "", "paragraph": "", "why": "the fund was closed", "on": ADOPTED}, ""),
    ],
)
def test_the_ground_of_an_ending_is_named_as_people_name_it(council, typed, label):
    assert by_61_20(**typed).label == label


def test_one_that_ended_is_ended_no_second_time_and_decided_on_no_more(council, officer):
    ended(council, officer)
    with pytest.raises(NotAccepted, match="a colleague was first"):
        ended(council, officer)
    council.refresh_from_db()
    assert reopen_stream(council, by=officer) is None
    assert LogEntry.objects.filter(what="ended").count() == 1


def test_a_suggestion_that_ended_gives_no_dates_and_cannot_be_confirmed(office, officer, council):
    assembly = office.obligations.get(recipient="GA")
    ReportingObligation.objects.filter(pk=assembly.pk).update(standing="suggested", followed_since=None)
    replan([office.pk])
    assert assembly.deadlines.filter(standing="suggested").exists()
    ended(assembly, officer)
    assert not assembly.deadlines.filter(standing="suggested").exists()
    assembly.refresh_from_db()
    assert confirm_stream(assembly, by=officer) is None
    assert reject_stream(assembly, by=officer) is None


def test_one_whose_place_is_taken_stays_ended(council, officer):
    ReportingObligation.objects.filter(pk=council.pk).update(ended_on=ADOPTED)
    council.refresh_from_db()
    place = {"mandate": council.mandate, "addressee": council.addressee, "recipient": "HRC"}
    ReportingObligation.objects.create(recurrence="annual", **place)
    with pytest.raises(NotAccepted, match="another such stream by now"):
        take_up_stream(council, by=officer, seen="*")


def test_one_that_goes_on_is_not_taken_up(council, officer):
    council.ended_on = ADOPTED  # as a page shown before a colleague took it up
    with pytest.raises(NotAccepted, match="goes on already"):
        take_up_stream(council, by=officer, seen="*")
