"""A change entered in the administration shows what it would move before it moves it."""

from datetime import date

import pytest
from django.urls import reverse

from mandates.models import (
    DayOff,
    Deadline,
    LogEntry,
    MandateAction,
    Notice,
    Resolution,
    Rule,
    RuleVersion,
    Session,
)
from mandates.records.planning import replan

pytestmark = pytest.mark.django_db


@pytest.fixture
def renewed(mandate, session):
    """The mandate was extended for three years at the 53rd session: its renewal is due at the 62nd."""
    text = Resolution.objects.create(
        symbol="A/HRC/RES/53/5", session=session(53), adopted="2023-07-12", title="Made up"
    )
    MandateAction.objects.create(mandate=mandate, resolution=text, what="extends", term="P3Y", paragraph_key="3")
    replan([mandate.pk])
    return mandate


def test_moved_session_is_shown_first_then_moved_with_one_notice_a_person(renewed, enter, officer, session):
    shown = enter("session", {"opens_on": "2026-06-22"}, pk=session(62).pk, stops_at_the_preview=True)
    assert shown.templates[0].name == "admin/moving.html"
    assert any(
        "Mon 23 Mar 2026 → Mon 30 Mar 2026" in line for line in shown.context["lines"]
    )  # N3, twelve weeks before
    assert session(62).opens_on == date(2026, 6, 15)
    assert not Notice.objects.exists()
    entries = LogEntry.objects.count()
    enter("session", {"opens_on": "2026-06-22"}, pk=session(62).pk)
    assert (session(62).opens_on, session(62).planned_opens_on) == (date(2026, 6, 22), date(2026, 6, 15))
    assert [notice.person for notice in Notice.objects.all()] == [officer]
    assert LogEntry.objects.count() == entries + 1


def test_what_was_seen_and_is_no_longer_so_is_shown_anew(renewed, enter, session):
    answer = enter("session", {"opens_on": "2026-06-22", "_seen": "0-0"}, pk=session(62).pk, stops_at_the_preview=True)
    assert answer.status_code == 409
    assert Session.objects.get(pk=session(62).pk).opens_on == date(2026, 6, 15)


def test_changed_rule_is_shown_first_and_gets_a_version(renewed, enter, administrator):
    rule = Rule.objects.get(code="N3")
    changed = {"offset": "-P13W", "changed_why": "the sponsor asked"}
    assert enter("rule", changed, pk=rule.pk, stops_at_the_preview=True).context["lines"]
    assert Rule.objects.get(pk=rule.pk).version == 1
    enter("rule", changed, pk=rule.pk)
    assert Rule.objects.get(pk=rule.pk).version == 2
    version = RuleVersion.objects.get(rule=rule, number=2)
    assert (version.values["offset"], version.made_by, version.why) == ("-P13W", administrator, "the sponsor asked")


def test_rule_that_counts_from_another_one_can_be_edited(office, enter):
    rule = Rule.objects.get(code="P2")
    enter("rule", {"note": "as agreed", "changed_why": "a note"}, pk=rule.pk)
    rule.refresh_from_db()
    assert (rule.anchor, rule.note) == ("P1", "as agreed")


A_MONDAY = date(2026, 3, 23)  # twelve weeks before the 62nd session opens: N3 falls on it


def test_day_off_that_moves_dates_is_shown_before_it_is_kept(renewed, enter, officer):
    shown = enter("dayoff", {"on": "2026-03-23", "name": "Made up", "station": "Geneva"}, stops_at_the_preview=True)
    assert any("Mon 23 Mar 2026 → Fri 20 Mar 2026" in line for line in shown.context["lines"])
    assert not DayOff.objects.filter(on=A_MONDAY).exists()
    enter("dayoff", {"on": "2026-03-23", "name": "Made up", "station": "Geneva"})
    assert DayOff.objects.filter(on=A_MONDAY).exists()
    assert [notice.person for notice in Notice.objects.all()] == [officer]


@pytest.mark.parametrize("by", ["its page", "the list"])
def test_deleted_day_off_shows_what_moves_back_before_it_goes(renewed, enter, client, by):
    enter("dayoff", {"on": "2026-03-23", "name": "Made up", "station": "Geneva"})
    day = DayOff.objects.get(on=A_MONDAY)
    address, sent = reverse("admin:mandates_dayoff_delete", args=[day.pk]), {"post": "yes"}
    if by == "the list":
        address = reverse("admin:mandates_dayoff_changelist")
        sent |= {"action": "delete_selected", "_selected_action": [day.pk]}
    shown = client.post(address, sent)
    assert any("Fri 20 Mar 2026 → Mon 23 Mar 2026" in line for line in shown.context["lines"])
    assert DayOff.objects.filter(pk=day.pk).exists()
    client.post(address, sent | {"_seen": shown.context["told"].fingerprint})
    assert not DayOff.objects.filter(pk=day.pk).exists()
    assert Deadline.objects.get(rule__code="N3", session__number=62).due_on == A_MONDAY
