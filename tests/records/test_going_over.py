"""What lives on of a mandate that is merged or replaced goes over to another, with its history, and can come back."""

from datetime import date

import pytest

from mandates.models import (
    Addressee,
    Deadline,
    LogEntry,
    Mandate,
    MandateAction,
    Notice,
    Report,
    ReportingObligation,
    Request,
    Resolution,
    Session,
)
from mandates.records.deadlines import NotAccepted, record_met, set_date
from mandates.records.following import follow
from mandates.records.planning import replan
from mandates.records.renewal import decide_outcome, record_outcome, withdraw_outcome

DUE = date(2026, 3, 30)
MERGED = {"what": "merges", "symbol": "62/9", "adopted": "2026-07-07", "paragraph": "2"}


@pytest.fixture
def mandate(sample, officer):
    mandate = sample(DUE)
    Mandate.objects.filter(pk=mandate.pk).update(owner=officer, deputy=None)
    mandate.refresh_from_db()
    return mandate


@pytest.fixture
def other(mandate, colleague):
    """A mandate of a colleague that goes on to 2028."""
    other = Mandate.objects.create(name="Working Group on lighthouses", slug="lighthouses", owner=colleague)
    text = Resolution.objects.create(symbol="A/HRC/RES/58/90", title="Lighthouses", adopted="2025-04-04")
    MandateAction.objects.create(mandate=other, resolution=text, what="extends", term="P3Y", paragraph_key="1")
    replan([other.pk])
    other.refresh_from_db()
    return other


def ids(rows):
    return set(rows.values_list("pk", flat=True))


def open_dates(mandate):
    """The followed dates of its reports that are not over: (step, session, day)."""
    rows = Deadline.objects.open().filter(mandate=mandate, obligation__isnull=False)
    return set(rows.values_list("step", "session", "due_on"))


def everything_of(*mandates):
    """All that is kept of the dates, reports, streams and requests of `mandates`, in the field's terms."""
    dates = Deadline.objects.filter(mandate__in=mandates).exclude(standing="not_recorded")
    return (
        set(dates.values_list("mandate", "key", "due_on", "standing", "met_on", "report__symbol")),
        set(Report.objects.recorded().values_list("mandate", "obligation", "session", "symbol")),
        set(ReportingObligation.objects.values_list("mandate", "pk", "standing", "ended_on")),
        set(Request.objects.values_list("mandate", "pk", "standing", "ended_on")),
    )


def test_streams_and_requests_go_over_with_their_sources_and_confirmations(mandate, other, officer):
    streams, requests = ids(mandate.obligations.in_force()), ids(mandate.requests.in_force())
    assert streams
    assert requests
    before = {row.pk: (row.standing, row.followed_since, ids(row.sources)) for row in mandate.obligations.in_force()}
    record_outcome(mandate, into=other, by=officer, **MERGED)
    assert not mandate.obligations.in_force().exists()
    assert not mandate.requests.in_force().exists()
    assert (ids(other.obligations.in_force()), ids(other.requests.in_force())) == (streams, requests)
    after = {row.pk: (row.standing, row.followed_since, ids(row.sources)) for row in other.obligations.all()}
    assert after == before


def test_open_dates_follow_as_the_same_rows(mandate, other, officer):
    deadline = Deadline.objects.open().filter(mandate=mandate, report__isnull=False, due_on__gte=DUE)[0]
    assert set_date(deadline, due_on=date(2026, 4, 30), reason="agreed with the holder", by=officer)
    open_before = open_dates(mandate)
    record_outcome(mandate, into=other, by=officer, **MERGED)
    deadline.refresh_from_db()
    assert (deadline.mandate, deadline.due_on, deadline.set_reason) == (
        other,
        date(2026, 4, 30),
        "agreed with the holder",
    )
    assert open_before <= open_dates(other)
    assert not open_dates(mandate)
    assert deadline.report.mandate == other


def test_what_is_done_stays_told_in_the_old_mandate(mandate, other, officer):
    on_its_way = Deadline.objects.filter(met_on=None, standing__in=["followed", "suggested"], report__isnull=False)
    recorded = Report.objects.recorded().filter(mandate=mandate)
    given = ids(recorded.exclude(pk__in=on_its_way.values("report")))
    done = Deadline.objects.met().filter(mandate=mandate, report__in=given)
    dates = set(done.values_list("pk", "due_on", "standing"))
    step = Deadline.objects.open().filter(mandate=mandate, obligation__isnull=False, due_on__gte=DUE)[0]
    entry = record_met(step, on=DUE, by=officer)
    record_outcome(mandate, into=other, by=officer, **MERGED)
    assert given
    assert ids(recorded) == given
    assert dates <= set(Deadline.objects.met().filter(mandate=mandate).values_list("pk", "due_on", "standing"))
    assert not Deadline.objects.filter(mandate=other, report__in=given).exists()
    assert LogEntry.objects.about(mandate).filter(pk=entry.pk).exists()
    replan()
    assert dates <= set(Deadline.objects.met().filter(mandate=mandate).values_list("pk", "due_on", "standing"))
    assert not Deadline.objects.filter(mandate=other, report__in=given).exists()


def test_planning_again_changes_nothing(mandate, other, officer):
    record_outcome(mandate, into=other, by=officer, **MERGED)
    again = replan([mandate.pk, other.pk])
    assert (again.created, again.changed, again.removed) == (0, 0, 0)


def test_what_goes_over_is_shown_first_and_nothing_is_written(mandate, other, officer):
    before = everything_of(mandate, other)
    told = decide_outcome(mandate, seen=None, into=other, by=officer, **MERGED)
    assert (told.is_applied, told.going.into) == (False, other)
    assert {row.pk for row in told.going.streams} == ids(mandate.obligations.in_force())
    assert everything_of(mandate, other) == before
    assert not LogEntry.objects.filter(what="outcome").exists()
    done = decide_outcome(mandate, seen=told.fingerprint, into=other, by=officer, **MERGED)
    assert done.is_applied


def test_what_goes_over_otherwise_by_now_is_shown_again(mandate, other, officer):
    told = decide_outcome(mandate, seen=None, into=other, by=officer, **MERGED)
    Request.objects.create(mandate=mandate, verb="request", text="Requests one thing more")
    again = decide_outcome(mandate, seen=told.fingerprint, into=other, by=officer, **MERGED)
    assert (again.is_applied, again.is_stale) == (False, True)


def test_one_entry_in_the_log_and_one_notice_a_person(mandate, other, officer, head, colleague):
    follow(head, mandate)
    entries = LogEntry.objects.count()
    record_outcome(mandate, into=other, by=officer, **MERGED)
    assert LogEntry.objects.count() == entries + 1
    entry = LogEntry.objects.latest("pk")
    assert "into Working Group on lighthouses" in entry.to_value
    assert sorted(Notice.objects.values_list("person", flat=True)) == sorted([head.pk, colleague.pk])
    assert "took over" in Notice.objects.get(person=head).text


def test_the_mandate_that_the_text_itself_creates_takes_over(mandate, officer):
    text = Resolution.objects.create(symbol="A/HRC/RES/62/9", title="A text", adopted="2026-07-07")
    made = Mandate.objects.create(name="Special Rapporteur on both", slug="both")
    MandateAction.objects.create(mandate=made, resolution=text, what="creates", term="P3Y", paragraph_key="1")
    streams = ids(mandate.obligations.in_force())
    record_outcome(mandate, by=officer, **MERGED)
    assert ids(made.obligations.in_force()) == streams
    assert MandateAction.objects.get(mandate=mandate, what="merges").into == made


def test_without_a_mandate_to_go_to_everything_stays_until_somebody_names_it(mandate, other, officer):
    streams = ids(mandate.obligations.in_force())
    record_outcome(mandate, by=officer, **MERGED)
    assert ids(mandate.obligations.in_force()) == streams
    record_outcome(mandate, into=other, by=officer, **MERGED)
    assert ids(other.obligations.in_force()) == streams
    assert MandateAction.objects.filter(mandate=mandate, what="merges").count() == 1
    with pytest.raises(NotAccepted, match="recorded for this mandate already"):
        record_outcome(mandate, into=other, by=officer, **MERGED)


def test_what_the_other_mandate_has_from_its_own_text_is_not_taken_over_twice(mandate, other, officer):
    own = mandate.obligations.in_force().filter(recurrence="regular")[0]
    there = ReportingObligation.objects.create(
        mandate=other, addressee=own.addressee, recipient=own.recipient, kind=own.kind, recurrence="annual"
    )
    asked = mandate.requests.in_force()[0]
    same = Request.objects.create(mandate=other, verb=asked.verb, text=asked.text)
    same.addressees.set(asked.addressees.all())
    record_outcome(mandate, into=other, by=officer, **MERGED)
    for row, kept in ((own, there), (asked, same)):
        row.refresh_from_db()
        assert (row.mandate, row.ended_on) == (mandate, DUE)
        assert type(row).objects.filter(pk=kept.pk, mandate=other, ended_on=None).exists()


def test_a_report_asked_once_and_given_stays(mandate, other, officer, sessions_of_record):
    stream, report = sessions_of_record
    record_outcome(mandate, into=other, by=officer, **MERGED)
    stream.refresh_from_db()
    report.refresh_from_db()
    assert (stream.mandate, report.mandate) == (mandate, mandate)


@pytest.fixture
def sessions_of_record(mandate):
    """A study asked for the 60th session and presented there."""
    session = Session.objects.get(body="HRC", kind="regular", number=60)
    stream = ReportingObligation.objects.create(
        mandate=mandate, addressee=Addressee.objects.create(name="Secretariat"), recipient="HRC", kind="study",
        recurrence="once", mode="at", standing="confirmed", followed_since=date(2025, 1, 1),
    )  # fmt: skip
    stream.named_sessions.set([session])
    report = Report.objects.create(
        mandate=mandate, obligation=stream, session=session, symbol="A/HRC/60/99",
        submitted_on=date(2025, 6, 1), issued_on=date(2025, 7, 1), presented_on=date(2025, 9, 20),
    )  # fmt: skip
    replan([mandate.pk])
    assert not Deadline.objects.open().filter(obligation=stream).exists()
    return stream, report


def test_taken_back_everything_is_as_it_was(mandate, other, officer, colleague):
    own = mandate.obligations.in_force().filter(recurrence="regular")[0]
    ReportingObligation.objects.create(
        mandate=other, addressee=own.addressee, recipient=own.recipient, kind=own.kind, recurrence="annual"
    )
    replan([mandate.pk, other.pk])
    before = everything_of(mandate, other)
    record_outcome(mandate, into=other, by=officer, **MERGED)
    assert everything_of(mandate, other) != before
    Notice.objects.all().delete()
    withdraw_outcome(mandate, by=officer, why="the wrong row")
    assert everything_of(mandate, other) == before
    assert [notice.person for notice in Notice.objects.all()] == [colleague]


@pytest.mark.parametrize("end", ["itself", "ended"])
def test_a_mandate_that_cannot_take_over_is_refused(mandate, other, officer, end):
    if end == "ended":
        Mandate.objects.filter(pk=other.pk).update(renewal_state="ended")
        other.refresh_from_db()
    before = everything_of(mandate, other)
    with pytest.raises(NotAccepted):
        record_outcome(mandate, into=mandate if end == "itself" else other, by=officer, **MERGED)
    assert everything_of(mandate, other) == before


def test_what_went_on_twice_is_counted_by_the_last(mandate, other, officer):
    last = Mandate.objects.create(name="Special Rapporteur on all of it", slug="all")
    streams = ids(mandate.obligations.in_force())
    record_outcome(mandate, into=other, by=officer, **MERGED)
    record_outcome(other, into=last, by=officer, **{**MERGED, "symbol": "63/9", "adopted": "2026-10-07"})
    assert ids(last.obligations.in_force()) == streams
    again = replan([mandate.pk, other.pk, last.pk])
    assert (again.created, again.changed, again.removed) == (0, 0, 0)


def test_taken_back_from_the_second_mandate_what_the_first_had_given_stays_told_there(mandate, other, officer):
    """What went over first, with its reports that were given, is not told by the mandate that it passed through."""
    last = Mandate.objects.create(name="Special Rapporteur on all of it", slug="all")
    record_outcome(mandate, into=other, by=officer, **MERGED)
    told_by_the_first = ids(Report.objects.filter(mandate=mandate, obligation__isnull=False))
    before = everything_of(mandate, other, last)
    assert told_by_the_first
    record_outcome(other, into=last, by=officer, **{**MERGED, "symbol": "63/9", "adopted": "2026-10-07"})
    withdraw_outcome(other, by=officer, why="the wrong row")
    assert ids(Report.objects.filter(mandate=mandate, obligation__isnull=False)) == told_by_the_first
    assert everything_of(mandate, other, last) == before
