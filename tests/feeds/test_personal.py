"""A person's feed as another program reads it: vobject did not write it."""

from datetime import date, timedelta

import pytest
import vobject

from mandates.models import CalendarFeed, Deadline, ReportingObligation, Session
from mandates.records.calendars import make_feed, revoke_feed
from mandates.records.deadlines import set_date
from mandates.records.planning import replan
from mandates.records.streams import confirm_stream, reopen_stream

from .conftest import events_in

pytestmark = pytest.mark.usefixtures("monday")


def test_a_deadline_is_a_whole_day_that_says_why_and_links_to_its_receipt(easter, event_of):
    event = event_of(easter)
    assert event.dtstart.value == date(2026, 4, 2)
    assert event.dtend.value == date(2026, 4, 3)
    assert event.summary.value == "Submit the report, HRC62: Made-up solidarity"
    why, stage, officer, link = event.description.value.splitlines()
    assert why == "Why: 53/5, para. 9; 10 weeks before HRC62 opens; moved from Mon 6 Apr, Easter Monday."
    assert stage == "Stage: Clearance, 4 of 7."
    assert officer == "Officer: L. Haddad."
    assert link == event.url.value == f"http://testserver/deadlines/{easter.pk}/"
    assert event.status.value == "CONFIRMED"
    assert event.transp.value == "TRANSPARENT"


def test_every_event_carries_what_the_standard_asks_for(easter, subscribed):
    body = subscribed()
    assert body["Content-Type"] == "text/calendar; charset=utf-8"
    lines = body.content.decode().split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    calendar = vobject.readOne(body.content.decode())
    assert calendar.version.value == "2.0"
    assert calendar.prodid.value
    for event in calendar.vevent_list:
        assert {"uid", "dtstamp", "dtstart", "sequence", "last-modified"} <= set(event.contents)


def test_a_window_of_several_days_is_one_event(deadline, event_of):
    one = deadline(due_on=date(2026, 7, 6), window_ends=date(2026, 7, 8))
    assert (event_of(one).dtstart.value, event_of(one).dtend.value) == (date(2026, 7, 6), date(2026, 7, 9))


def test_a_moved_date_changes_the_same_event(easter, officer, event_of, subscribed):
    Deadline.objects.update(changed_at="2026-03-01T08:00:00Z")
    before, stamp = event_of(easter), subscribed()["ETag"]
    set_date(easter, date(2026, 4, 9), by=officer, reason="slot agreed on the telephone")
    events = events_in(subscribed())
    assert [uid for uid in events if uid.startswith("deadline-")] == [before.uid.value]
    after = event_of(easter)
    assert after.dtstart.value == date(2026, 4, 9)
    assert int(after.sequence.value) == int(before.sequence.value) + 1
    assert after.last_modified.value > before.last_modified.value
    assert "slot agreed on the telephone" in after.description.value
    assert subscribed()["ETag"] != stamp


def test_what_changes_and_does_not_move_keeps_its_place_in_the_sequence(easter, officer):
    set_date(easter, easter.due_on, by=officer, reason="agreed as it is")
    kept = Deadline.objects.get(pk=easter.pk)
    assert kept.sequence == 0
    assert kept.changed_at > easter.changed_at


def test_a_confirmed_suggestion_is_the_same_event_and_tentative_no_more(sample, client, head):
    sample(date(2026, 3, 30))
    obligation = ReportingObligation.objects.get(recipient="HRC")
    reopen_stream(obligation, by=head)
    feed = make_feed(head, whose=CalendarFeed.Whose.ALL)
    name = f"deadline-{Deadline.objects.get(rule__code='H7', session__number=62).pk}@testserver"
    before = events_in(client.get(f"/feeds/{feed.secret}/desk.ics"))[name]
    assert before.status.value == "TENTATIVE"
    obligation.refresh_from_db()
    confirm_stream(obligation, by=head, followed_since=date(2025, 12, 1))
    after = events_in(client.get(f"/feeds/{feed.secret}/desk.ics"))[name]
    assert after.status.value == "CONFIRMED"
    assert after.dtstart.value == before.dtstart.value
    assert int(after.sequence.value) == int(before.sequence.value) + 1


def test_planning_moves_the_event_with_the_session(sample, client, head):
    sample(date(2026, 3, 30))
    feed = make_feed(head, whose=CalendarFeed.Whose.ALL)
    read = lambda: events_in(client.get(f"/feeds/{feed.secret}/desk.ics"))  # noqa: E731
    submit = Deadline.objects.get(rule__code="H7", session__number=62)
    name = f"deadline-{submit.pk}@testserver"
    before = read()
    session = Session.objects.get(body="HRC", kind="regular", number=62)
    session.opens_on += timedelta(days=14)
    session.save()
    replan()
    after = read()
    assert after[name].dtstart.value == date(2026, 4, 20)
    assert int(after[name].sequence.value) > int(before[name].sequence.value)
    opening = "session-hrc-regular-62@testserver"
    assert int(after[opening].sequence.value) == int(before[opening].sequence.value) + 1
    assert before.keys() - after.keys() == set(), "no event may vanish because its session moved"
    replan()
    again = read()
    assert {uid: event.sequence.value for uid, event in again.items()} == {
        uid: event.sequence.value for uid, event in after.items()
    }


@pytest.mark.parametrize(
    ("given", "standing"),
    [({}, "CONFIRMED"), ({"is_estimate": True}, "TENTATIVE"), ({"standing": "suggested"}, "TENTATIVE")],
)
def test_what_is_unconfirmed_or_estimated_is_tentative_and_never_rings(deadline, feed, event_of, given, standing):
    CalendarFeed.objects.update(alarms=True)
    one = deadline(due_on=date(2026, 9, 14), **given)
    one.rule.owner_leads = "28,14,7,1"
    one.rule.save()
    event = event_of(one)
    assert event.status.value == standing
    assert len(event.contents.get("valarm", [])) == (4 if standing == "CONFIRMED" else 0)


def test_alarms_ring_at_eight_on_the_days_on_which_the_desk_would_write(easter, feed, submitting, event_of):
    submitting.owner_leads = "7,-1"
    submitting.save()
    assert "valarm" not in event_of(easter).contents
    CalendarFeed.objects.update(alarms=True)
    (alarm,) = event_of(easter).valarm_list
    assert alarm.trigger.value == timedelta(days=-7, hours=8)
    assert alarm.action.value == "DISPLAY"


def test_what_is_met_not_recorded_or_without_a_day_is_left_out(deadline, subscribed):
    deadline(met_on=date(2026, 3, 1))
    deadline(standing="not_recorded")
    deadline(standing="suggested", due_on=date(2026, 3, 1))  # a suggestion that lies behind
    deadline(due_on=None, late_after=None)
    assert not [uid for uid in events_in(subscribed()) if uid.startswith("deadline-")]


@pytest.mark.parametrize(("whose", "seen"), [("me", 0), ("unit", 1), ("all", 1)])
def test_a_feed_gives_the_deadlines_that_its_person_chose(easter, colleague, client, whose, seen):
    feed = make_feed(colleague, whose=whose)
    events = events_in(client.get(f"/feeds/{feed.secret}/desk.ics"))
    assert len([uid for uid in events if uid.startswith("deadline-")]) == seen


def test_a_revoked_address_stops_and_another_person_s_goes_on(easter, officer, colleague, client, feed):
    theirs = make_feed(colleague)
    revoke_feed(officer)
    assert client.get(f"/feeds/{feed.secret}/desk.ics").status_code == 410
    assert client.get(f"/feeds/{theirs.secret}/desk.ics").status_code == 200


def test_renewing_stops_the_address_before_and_keeps_the_choices(officer, client, feed):
    CalendarFeed.objects.update(alarms=True, whose="unit")
    new = make_feed(officer)
    assert (new.alarms, new.whose) == (True, "unit")
    assert new.secret != feed.secret
    assert client.get(f"/feeds/{feed.secret}/desk.ics").status_code == 410
    assert client.get(f"/feeds/{new.secret}/desk.ics").status_code == 200


def test_an_address_is_not_guessed_from_the_database(client, feed):
    assert client.get(f"/feeds/{feed.code}/desk.ics").status_code == 404
    assert client.get(f"/feeds/{feed.code}.made-up/desk.ics").status_code == 404
    assert feed.code in feed.secret
    assert feed.secret != feed.code


def test_who_has_left_the_office_has_no_feed(officer, client, feed):
    officer.is_active = False
    officer.save()
    assert client.get(f"/feeds/{feed.secret}/desk.ics").status_code == 410


def test_nothing_is_sent_again_while_nothing_changed(easter, subscribed):
    first = subscribed()
    assert "private" in first["Cache-Control"]
    again = subscribed(**{"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content


@pytest.mark.parametrize("how_many", [1, 30])
def test_a_feed_costs_the_same_for_one_deadline_as_for_thirty(
    subscribed, feed, many, how_many, django_assert_num_queries
):
    many(how_many)
    with django_assert_num_queries(5):  # feed, who acts today, mandates acted on, deadlines, sessions
        assert subscribed().content.count(b"UID:deadline-") == how_many
