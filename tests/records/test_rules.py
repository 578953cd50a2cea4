"""A rule of the house that changes: a version with its reason, its dates planned anew, or a refusal in words."""

from datetime import date

import pytest

from mandates.models import Deadline, EndingRecord, LogEntry, Rule, RuleVersion, Stage
from mandates.planning.rules import ENDS_WITH, STAGES
from mandates.records.deadlines import NotAccepted, record_met
from mandates.records.planning import replan
from mandates.records.rules import change_rule, dependants

from .test_planning import BUSIER_DAY, only


def test_changed_rule_makes_a_version_and_its_dates_say_so(office, head):
    rule = Rule.objects.get(code="H7")
    seen = change_rule(rule, {"offset": "-P11W"}, by=head, why="processing takes longer")
    assert all(move.step in ("Submit the report", "Submit the report on the visit") for move in seen.moves)
    assert Rule.objects.get(code="H7").version == 1
    told = change_rule(rule, {"offset": "-P11W"}, by=head, why="processing takes longer", seen=seen.fingerprint)
    assert told.is_applied
    assert only("H7", "HRC62").due_on == date(2026, 3, 30)
    assert only("H7", "HRC62").rule_version == 2
    assert only("H6", "HRC62").rule_version == 1
    first, second = RuleVersion.objects.filter(rule=rule).order_by("number")
    assert (first.values["offset"], second.values["offset"]) == ("-P10W", "-P11W")
    assert (second.made_by, second.why) == (head, "processing takes longer")
    assert LogEntry.objects.get(rule=rule).why == "processing takes longer"
    assert replan(None, BUSIER_DAY).changed == 0


@pytest.mark.parametrize(("code", "follow"), [("P1", {"P1", "P2", "P3"}), ("P2", {"P2", "P3"}), ("H8", {"H8"})])
def test_dependants_of_a_rule(reference, code, follow):
    assert dependants(code) == follow


def test_rule_that_is_switched_off_takes_its_dates_along_and_brings_them_back(office, head):
    rule = Rule.objects.get(code="H10")
    told = change_rule(rule, {"is_on": False}, by=head, why="not used here", seen="*")
    assert told.kinds["goes"]
    assert not Deadline.objects.open().filter(rule=rule)
    change_rule(rule, {"is_on": True}, by=head, why="used after all", seen="*")
    assert only("H10", "HRC62").due_on == date(2026, 6, 8)
    assert replan(None, BUSIER_DAY).changed == 0


def test_record_that_ends_a_step_is_a_column_of_its_rule(office, head):
    rule = Rule.objects.get(code="H6")
    record_met(only("H7", "HRC62"), on=date(2026, 3, 30), by=head)
    assert only("H6", "HRC62").standing == Deadline.Standing.MET
    told = change_rule(rule, {"ends_with": ""}, by=head, why="clearance is recorded apart", seen="*")
    assert told.is_applied
    assert only("H6", "HRC62").is_open()
    assert Rule.objects.get(code="H6").version == 2


def test_record_that_is_never_kept_cannot_end_a_step(office, head):
    with pytest.raises(NotAccepted, match="is never recorded of renewals"):
        change_rule(Rule.objects.get(code="N8"), {"ends_with": "issue"}, by=head, why="a slip", seen="*")


def test_database_knows_the_stages_and_records_that_planning_knows():
    assert Stage.values == list(STAGES)
    assert set(EndingRecord.values) == {record for possible in ENDS_WITH.values() for record in possible}


def test_change_that_moves_no_date_makes_a_version_all_the_same(office, head):
    told = change_rule(Rule.objects.get(code="H7"), {"owner_leads": "28,7"}, by=head, why="fewer mails", seen="*")
    assert told.is_applied
    assert not told.moves
    assert Rule.objects.get(code="H7").version == 2
    assert only("H7", "HRC62").rule_version == 1  # the version that made the date


def test_rule_is_not_changed_without_a_reason(office, head):
    with pytest.raises(NotAccepted, match="Say why"):
        change_rule(Rule.objects.get(code="H7"), {"offset": "-P11W"}, by=head, why=" ", seen="*")


def test_rule_that_planning_cannot_read_is_refused_and_nothing_is_kept(office, head):
    with pytest.raises(NotAccepted, match="not changed"):
        change_rule(Rule.objects.get(code="H7"), {"offset": "soon"}, by=head, why="a slip", seen="*")
    assert Rule.objects.get(code="H7").version == 1


@pytest.mark.parametrize(
    ("given", "is_house_default"),
    [
        ({"offset": "-P11W"}, True),
        ({"offset": "-P11W", "source": "A letter that says eleven weeks"}, False),
        ({"owner_leads": "28,7"}, False),
    ],
    ids=["another day", "with a source of its own", "the same day"],
)
def test_a_day_that_the_source_does_not_say_is_a_house_default(reference, head, given, is_house_default):
    rule = Rule.objects.get(code="H7")
    assert not rule.is_house_default
    change_rule(rule, given, by=head, why="as it is done here", seen="*")
    rule.refresh_from_db()
    assert rule.is_house_default == is_house_default
