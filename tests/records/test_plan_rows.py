"""What is written of a plan in groups is what each row would have got by itself."""

import random
from contextlib import suppress
from datetime import date, timedelta

import pytest

from mandates.models import Deadline, ObligationSource, Report, ReportingObligation, Resolution, Rule, Session, User
from mandates.records.changing import WHATEVER_MOVES, move_session
from mandates.records.deadlines import NotAccepted, record_met, release_date, reopen, set_date
from mandates.records.ending import end_stream, ending, take_up_stream
from mandates.records.office import make_office
from mandates.records.plan_rows import Planned
from mandates.records.planning import replan
from mandates.records.reports import record_report

pytestmark = pytest.mark.django_db


def test_steps_that_cite_another_text_together_keep_each_the_version_of_its_own_rule(office):
    stream = ReportingObligation.objects.filter(recipient="HRC")[0]
    text = Resolution.objects.create(symbol="A/HRC/RES/61/90", title="A later text", adopted="2026-03-27")
    Rule.objects.filter(code="H7").update(version=7)
    ObligationSource.objects.create(obligation=stream, resolution=text, paragraph_key="9", relation="repeated")
    replan()
    cited = Deadline.objects.filter(source_resolution=text)
    versions = dict(cited.values_list("rule__code", "rule_version"))
    assert {"H7", "H8"} <= set(versions)
    assert versions == {code: 7 if code == "H7" else 1 for code in versions}


NOW = date(2026, 3, 30)
KEPT_ALIKE = ("key", "mandate", *Planned._fields, "rule_version")


def as_kept():
    return {row[0:2]: row for row in Deadline.objects.order_by("pk").values_list(*KEPT_ALIKE)}


@pytest.mark.parametrize("seed", range(2))
def test_whatever_people_did_a_moved_session_leaves_what_planning_anew_writes(db, today, seed):
    """Each row by itself, read whole, since no digest is kept any more; what is done keeps its day either way."""
    today(NOW)
    make_office(4, on=NOW, seed=seed + 1, years=3)
    chance, head = random.Random(seed), User.objects.order_by("pk")[0]
    sessions = list(Session.objects.filter(body="HRC", kind="regular", number__range=(59, 64)))
    for _round in range(3):
        for _act in range(8):
            with suppress(NotAccepted):
                act(chance, head)
        row = chance.choice(sessions)
        row.refresh_from_db()
        given = {"opens_on": (row.opens_on or NOW) + timedelta(days=chance.choice([-14, -7, 7, 14])), "closes_on": None}
        move_session(row, given, by=head, why="moved", seen=WHATEVER_MOVES)
        replan()
        in_groups = as_kept()
        Deadline.objects.update(plan_digest=0)
        replan()
        assert as_kept() == in_groups


def act(chance, by):
    """One thing that a person may do to a date, a report or a stream."""
    row = chance.choice(list(Deadline.objects.exclude(due_on=None).filter(session__number__range=(59, 64))))
    stream = chance.choice(list(ReportingObligation.objects.all()))
    report = chance.choice(list(Report.objects.filter(session__number__range=(59, 64), parent=None)))
    what = chance.randrange(8)
    if what == 0:
        set_date(row, row.due_on + timedelta(days=3), by=by, reason="agreed")
    elif what == 1:
        record_met(row, on=NOW, by=by)
    elif what == 2:
        for done in Deadline.objects.exclude(met_on=None).filter(session__number__range=(59, 64))[:3]:
            reopen(done, by=by)
    elif what == 3:
        for held in Deadline.objects.filter(set_by_hand=True)[:2]:
            release_date(held, by=by)
    elif what == 4:
        end_stream(stream, ending("", "", NOW, "no more"), by=by, seen=WHATEVER_MOVES)
    elif what == 5:
        take_up_stream(stream, by=by, seen=WHATEVER_MOVES)
    elif what == 6:
        Report.objects.filter(pk=report.pk).update(submitted_on=None, issued_on=None, symbol=None, document_date=None)
        replan([report.mandate_id])
    else:
        record_report(report, symbol=f"A/HRC/{report.session.number}/{report.pk}", submitted_on=NOW, by=by)
