"""What holds of every plan, whatever the facts."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mandates.planning import (
    Calendar,
    CalendarRow,
    Holder,
    MandateFacts,
    Obligation,
    Planner,
    ReportRecord,
    SessionName,
    Source,
    Term,
    Visit,
    plan,
    shipped_calendar,
    shipped_rules,
)
from mandates.planning.outlines import Scope, sessions_that_answer_differently
from mandates.planning.standings import REASONS

from .known import DAYS_OFF

DAYS = st.dates(date(2014, 1, 1), date(2026, 11, 24))
COUNCIL = st.integers(26, 66).map(lambda number: SessionName("HRC", number))
ASSEMBLY = st.integers(70, 83).map(lambda number: SessionName("GA", number))
SOURCES = st.builds(
    Source,
    text=st.sampled_from(["26/1", "35/3", "44/11", "47/10", "53/5", "56/4"]),
    paragraph=st.sampled_from(["3", "9", "16", "4(h)"]),
    adopted_on=st.none() | DAYS,
    session=st.none() | COUNCIL,
)


@st.composite
def obligations(draw, key):
    recipient = draw(st.sampled_from(["HRC", "GA"]))
    return Obligation(
        key=key,
        recipient=recipient,
        kind=draw(st.sampled_from(["report", "oral_update", "study"])),
        addressee=draw(st.sampled_from(["Independent Expert", "OHCHR"])),
        recurrence=draw(st.sampled_from([None, "annual", "biennial", "regular", "once", "each session", "event"])),
        sessions=tuple(draw(st.lists(COUNCIL if recipient == "HRC" else ASSEMBLY, max_size=2))),
        mode=draw(st.sampled_from([None, "at", "from", "by", "before", "until"])),
        by_date=draw(st.none() | DAYS),
        words="regularly",
        sources=tuple(draw(st.lists(SOURCES, min_size=1, max_size=3, unique=True))),
        standing=draw(st.sampled_from(["suggested", "confirmed", "rejected"])),
        followed_since=draw(st.none() | DAYS),
        noted_report=draw(st.none() | COUNCIL),
        slot_season=draw(st.sampled_from([None, "spring", "summer", "autumn"])),
    )


TERMS = st.builds(
    Term,
    source=SOURCES,
    adopted_on=DAYS,
    effective=st.none() | COUNCIL,
    duration=st.sampled_from(["", "P1Y", "P3Y", "P18M"]),
    until=st.none() | COUNCIL | st.just("2021-06") | DAYS,
    effective_is_named=st.booleans(),
    act=st.sampled_from(["establishes", "extends", "modifies", "ends", "merges"]),
)


@st.composite
def people_and_visits(draw):
    holders = tuple(
        Holder(key, draw(st.none() | DAYS), draw(st.none() | DAYS), draw(st.none() | DAYS))
        for key in range(draw(st.integers(0, 3)))
    )
    statuses = ["requested", "acknowledged", "accepted", "dates proposed", "postponed", "carried out", "declined"]
    visits = tuple(
        Visit(
            key,
            draw(st.sampled_from(statuses)),
            draw(st.none() | DAYS),
            tuple(draw(st.lists(DAYS, max_size=2, unique=True))),
            draw(st.none() | DAYS),
            draw(st.sampled_from(["", "A/HRC/1/Add.1"])),
            draw(st.none() | COUNCIL),
        )
        for key in range(draw(st.integers(0, 2)))
    )
    return {"holders": holders, "visits": visits, "has_several_holders": draw(st.booleans())}


@st.composite
def facts(draw):
    owed = tuple(draw(obligations(key)) for key in range(draw(st.integers(1, 3))))
    records = []
    for obligation in owed:
        for name in draw(st.lists(COUNCIL if obligation.recipient == "HRC" else ASSEMBLY, max_size=3, unique=True)):
            presented_on = draw(st.none() | DAYS)
            records.append(
                ReportRecord(obligation.key, name, draw(st.sampled_from(["", "A/HRC/1"])), None, presented_on)
            )
    return MandateFacts(
        name="Example",
        obligations=owed,
        terms=tuple(draw(st.lists(TERMS, max_size=3, unique=True))),
        reports=tuple(records),
        slot_season=draw(st.sampled_from([None, "autumn"])),
        followed_since=draw(st.none() | DAYS),
        **draw(people_and_visits()),
    )


TODAY = st.dates(date(2015, 1, 1), date(2027, 12, 31))
ROWS = shipped_calendar()
RULES = shipped_rules()


def planned(known, today, rows=ROWS):
    return plan(known, Calendar(rows, today), RULES, today, DAYS_OFF)


@given(facts(), TODAY)
def test_no_date_without_a_reason(known, today):
    for step in planned(known, today).dates:
        assert step.because in REASONS
        assert step.source is not None or step.visit is not None or step.holder is not None
        assert step.offset
        assert step.anchor.name
        if step.due_on is not None and step.rule not in ("G1", "G5"):  # those two lie in the session's year
            assert step.anchor.on is not None
        if step.counted_on != step.due_on:
            (moved,) = step.adjustments
            assert (moved.from_on, moved.to_on) == (step.counted_on, step.due_on)
            assert moved.why
            assert step.due_on.weekday() < 5
            assert step.due_on not in DAYS_OFF


@given(facts(), TODAY)
def test_every_date_belongs_to_a_report_or_a_renewal_of_the_same_plan(known, today):
    answer = planned(known, today)
    reports = {(report.obligation, report.session) for report in answer.reports}
    renewals = {renewal.renewal_session for renewal in answer.renewals}
    for step in answer.dates:
        if step.visit is not None or step.holder is not None:
            known_ones = known.visits if step.visit is not None else known.holders
            assert (step.visit if step.visit is not None else step.holder) in {each.key for each in known_ones}
        elif step.rule.startswith("N"):
            assert step.session in renewals
        else:
            assert (step.obligation, step.session) in reports
    assert len({step.key for step in answer.dates}) == len(answer.dates)
    assert len({report.key for report in answer.reports}) == len(answer.reports)


@given(facts(), TODAY)
def test_planning_twice_gives_the_same(known, today):
    assert planned(known, today) == planned(known, today)


@given(facts(), TODAY, st.randoms(use_true_random=False))
def test_order_of_facts_does_not_matter(known, today, random):
    def shuffled(values):
        return tuple(random.sample(values, len(values)))

    mixed = replace(
        known,
        obligations=shuffled([replace(each, sources=shuffled(each.sources)) for each in known.obligations]),
        terms=shuffled(known.terms),
        reports=shuffled(known.reports),
        holders=shuffled(known.holders),
        visits=shuffled([replace(each, reminded_on=shuffled(each.reminded_on)) for each in known.visits]),
    )
    assert planned(mixed, today, shuffled(ROWS)) == planned(known, today)


@given(facts(), TODAY)
def test_only_what_is_followed_can_be_late(known, today):
    for step in planned(known, today).dates:
        if step.is_late(today):
            assert step.standing == "followed"
            assert not step.is_event


@settings(max_examples=60)
@given(facts(), TODAY, st.integers(50, 62), st.integers(-6, 12), st.integers(-6, 12))
def test_moved_session_moves_exactly_what_hangs_on_it(known, today, number, opening, end):
    """Days after moving S and E of one session: its own dates follow by anchor, all others stay."""
    (row,) = [row for row in ROWS if (row.body, row.kind, row.number) == ("HRC", "regular", number)]
    moved = CalendarRow(
        "HRC",
        "regular",
        number,
        row.opens_on + timedelta(days=opening),
        row.closes_on and row.closes_on + timedelta(days=end),
        row.source,
    )
    # Where a term or text rests on a day alone, the day also tells its session: those are facts, not dependants.
    known = replace(
        known,
        terms=tuple(
            replace(each, effective=each.effective or SessionName("HRC", 30), until=None) for each in known.terms
        ),
        obligations=tuple(
            replace(
                each,
                followed_since=None,
                by_date=None,
                sources=tuple(
                    replace(source, session=SessionName("HRC", 30), adopted_on=date(2015, 9, 24))
                    for source in each.sources
                ),
            )
            for each in known.obligations
        ),
        followed_since=None,
    )
    before = {step.key: step for step in planned(known, today).dates}
    after = {step.key: step for step in planned(known, today, [moved if r is row else r for r in ROWS]).dates}
    for key in before.keys() & after.keys():
        was, now = before[key], after[key]
        if str(was.session) != f"HRC{number}":
            assert (was.due_on, was.window_ends) == (now.due_on, now.window_ends)
            continue
        shift = {"S": opening, "E": end}.get(was.anchor.name, 0)
        if was.anchor.on is not None and now.anchor.on is not None and was.rule[0] in "HGN":
            assert (now.anchor.on - was.anchor.on).days == shift
        if was.offset.startswith("-P") and was.rule[0] in "HGN" and was.counted_on is not None:
            assert (now.counted_on - was.counted_on).days == shift
        if not shift and was.window_ends is None and was.rule != "P2" and was.rule != "P3":
            assert (was.counted_on, was.due_on) == (now.counted_on, now.due_on)


@settings(max_examples=150)
@given(facts(), TODAY, st.integers(50, 64), st.integers(-20, 20), st.integers(-6, 12))
def test_dates_at_other_sessions_stay_where_the_outline_stays(known, today, number, opening, end):
    """On this rests that a moved session is replanned alone."""
    (row,) = [row for row in ROWS if (row.body, row.kind, row.number) == ("HRC", "regular", min(number, 62))]
    later = row.opens_on + timedelta(days=opening)
    closes_on = row.closes_on and max(later, row.closes_on + timedelta(days=end))
    moved = CalendarRow("HRC", "regular", row.number, later, closes_on, row.source)
    before = Planner(Calendar(ROWS, today), RULES, today, DAYS_OFF)
    after = Planner(Calendar([moved if r is row else r for r in ROWS], today), RULES, today, DAYS_OFF)
    if before.outline(known).shape != after.outline(known).shape:
        return
    scope = sessions_that_answer_differently(SessionName("HRC", row.number))
    was, now = before.plan(known), after.plan(known)
    assert [d for d in was.dates if d.session not in scope] == [d for d in now.dates if d.session not in scope]
    alone = after.plan(known, only=Scope(scope))
    assert alone.dates == tuple(d for d in now.dates if d.session in scope)
