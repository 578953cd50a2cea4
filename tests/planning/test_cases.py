"""The cases that every implementation of the house's rules must pass, with the facts of the texts as values."""

from dataclasses import replace
from datetime import date

import pytest

from mandates.planning import AgreedSlot, MandateFacts, ReportRecord, SessionName
from mandates.planning.rules import shipped_rules

from .known import (
    OP16,
    council,
    dates_at,
    planned,
    session,
    sessions_of,
    solidarity,
    source,
    stream,
    term,
    text_44_11,
    with_rows,
)


def test_44_11_alone_gives_the_53rd_session_and_two_suggested_yearly_streams():
    answer = planned(text_44_11(), "2023-01-10", looks_further=False)
    (renewal,) = answer.renewals
    assert (str(renewal.renewal_session), renewal.anniversary) == ("HRC53", date(2023, 7, 16))
    assert sessions_of(answer, "HRC") == ["HRC47", "HRC50", "HRC53"]
    assert sessions_of(answer, "GA") == ["GA76", "GA77", "GA78"]
    assert {report.standing for report in answer.reports} == {"suggested"}
    # The text prints no date: each one comes from a rule and a session.
    assert {step.anchor.name for step in answer.dates} <= {"S", "E", "T", "D"}


def test_55_27_runs_from_the_end_of_the_56th_session():
    op7 = source("55/27", "7", "2024-04-04", "HRC55")
    facts = MandateFacts(
        "Example",
        (
            stream("HRC", op7, recurrence="once", sessions=(session("HRC59"),), standing="confirmed"),
            stream("GA", op7, recurrence="once", sessions=(session("GA80"),), standing="confirmed"),
        ),
        (term(op7, "P1Y", effective=session("HRC56"), effective_is_named=True),),
    )
    answer = planned(facts, "2024-05-01")
    (renewal,) = answer.renewals
    assert (str(renewal.effective_session), str(renewal.renewal_session)) == ("HRC56", "HRC59")
    assert renewal.anniversary == date(2025, 7, 12)  # the last day of the 56th, and a year
    assert (sessions_of(answer, "HRC"), sessions_of(answer, "GA")) == (["HRC59"], ["GA80"])


def test_52_20_is_renewed_at_the_62nd_session_not_the_61st():
    op1 = source("52/20", "1", "2023-04-03", "HRC52")
    facts = MandateFacts("Example", terms=(term(op1, "P3Y", effective=session("HRC53"), effective_is_named=True),))
    (renewal,) = planned(facts, "2023-05-01").renewals
    assert (str(renewal.effective_session), str(renewal.renewal_session)) == ("HRC53", "HRC62")


def test_52_29_runs_until_the_55th_session():
    op15 = source("52/29", "15", "2023-04-04", "HRC52")
    answer = planned(MandateFacts("Example", terms=(term(op15, until=session("HRC55")),)), "2023-05-01")
    (renewal,) = answer.renewals
    assert (str(renewal.renewal_session), renewal.opens_on, renewal.anniversary) == (
        "HRC55",
        date(2024, 2, 26),
        None,
    )


def named(text, recipient, *names, **more):
    sessions = tuple(session(name) for name in names)
    return MandateFacts(
        "Example", (stream(recipient, text, recurrence="once", sessions=sessions, standing="confirmed", **more),)
    )


def test_57_10_reports_in_the_autumn_of_2027_on_an_estimated_day():
    op12 = source("57/10", "12", "2024-10-10", "HRC57")
    answer = planned(named(op12, "HRC", "HRC66"), "2024-11-01")
    (report,) = answer.reports
    assert (report.season, report.year) == ("autumn", 2027)
    dialogue = dates_at(answer, "HRC66")["H11"]
    assert (dialogue.anchor.on, dialogue.anchor.is_estimate) == (date(2027, 9, 13), True)
    assert all(step.is_estimate for step in answer.dates if step.due_on)  # an estimate mails nobody


def test_53_19_reports_to_the_56th_session_and_to_the_79th_not_the_78th():
    op21 = source("53/19", "21", "2023-07-13", "HRC53")
    answer = planned(named(op21, "HRC", "HRC56"), "2023-08-01")
    assert dates_at(answer, "HRC56")["H11"].due_on == date(2024, 6, 18)  # a Tuesday
    assembly = planned(named(op21, "GA", "GA79"), "2023-08-01")
    assert sessions_of(assembly, "GA") == ["GA79"]
    assert dates_at(assembly, "GA79")["G5"].due_on == date(2024, 7, 15)


def test_57_10_summary_is_due_by_the_64th_session_in_spring_2027():
    op13 = source("57/10", "13", "2024-10-10", "HRC57")
    answer = planned(named(op13, "HRC", "HRC64", mode="by", kind="summary", addressee="OHCHR"), "2024-11-01")
    (report,) = answer.reports
    assert (str(report.session), report.season, report.year) == ("HRC64", "spring", 2027)
    assert dates_at(answer, "HRC64")["H11"].anchor.on == date(2027, 2, 22)


def test_moving_the_opening_of_the_44th_moves_what_is_ahead_and_leaves_what_is_met():
    """On 1 May 2020 the report of 1 April is in, and S goes from 15 to 30 June."""
    facts = MandateFacts(
        "Example",
        (stream("HRC", source("35/3", "12", "2017-06-22", "HRC35"), recurrence="annual", standing="confirmed"),),
        (term(source("35/3", "3", "2017-06-22", "HRC35"), "P3Y"),),
        (ReportRecord("HRC", session("HRC44"), "A/HRC/44/44", date(2020, 4, 1)),),
    )
    before = dates_at(planned(facts, "2020-05-01", with_rows(council(44, "2020-06-15", "2020-07-03"))), "HRC44", "HRC")
    after = dates_at(planned(facts, "2020-05-01", with_rows(council(44, "2020-06-30", "2020-07-03"))), "HRC44", "HRC")
    assert before["H7"].standing == after["H7"].standing == "met"
    moved = [rule for rule in ("H8", "H9", "H10", "H11", "H12") if before[rule].due_on != after[rule].due_on]
    assert moved == ["H8", "H9", "H10", "H11"]
    assert {after[rule].standing for rule in moved} == {"followed"}
    both = dates_at(planned(facts, "2020-05-01", with_rows(council(44, "2020-06-30", "2020-07-17"))), "HRC44", "HRC")
    assert (before["H12"].due_on, both["H12"].due_on) == (date(2020, 7, 10), date(2020, 7, 24))


def test_yearly_stream_stays_in_its_slot_until_a_person_or_a_report_moves_it():
    """The report on reprisals came at the 42nd and 45th sessions, in September; blind counting would stay in June."""
    first = source("38/1", "8", "2018-07-06", "HRC38")
    yearly = stream("HRC", first, recurrence="annual", standing="confirmed")
    running = (term(first, "P3Y"),)
    blind = MandateFacts("Example", (yearly,), running)
    assert sessions_of(planned(blind, "2018-08-01"), "HRC") == ["HRC41", "HRC44", "HRC47"]
    chosen = replace(blind, slot_season="autumn")
    assert sessions_of(planned(chosen, "2018-08-01"), "HRC") == ["HRC39", "HRC42", "HRC45"]
    came = replace(blind, reports=(ReportRecord("HRC", session("HRC42"), "A/HRC/42/30"),))
    assert sessions_of(planned(came, "2019-10-01"), "HRC") == ["HRC42", "HRC45"]
    later_only = replace(blind, reports=(ReportRecord("HRC", session("HRC41"), "A/HRC/41/1"),), slot_season="autumn")
    assert sessions_of(planned(later_only, "2019-08-01"), "HRC") == ["HRC41", "HRC45"]


def test_end_of_the_48th_moves_what_hangs_on_it_and_nothing_else():
    text = source("39/1", "3", "2018-09-27", "HRC39")
    facts = MandateFacts("Example", (stream("HRC", text, standing="confirmed"),), (term(text, "P3Y"),))
    before = planned(facts, "2021-09-01", with_rows(council(48, "2021-09-13", "2021-10-01")))
    after = planned(facts, "2021-09-01", with_rows(council(48, "2021-09-13", "2021-10-11")))
    was, now = dates_at(before, "HRC48"), dates_at(after, "HRC48")
    changed = {
        rule for rule in was if (was[rule].due_on, was[rule].window_ends) != (now[rule].due_on, now[rule].window_ends)
    }
    assert changed == {"N6", "N7", "N8", "H11", "H12"}
    assert now["N6"].due_on == date(2021, 10, 1)
    assert now["H11"].due_on == was["H11"].due_on  # only the end of the dialogue's window moves


def test_48_1_asks_for_a_report_by_a_day_and_an_oral_update_at_the_50th():
    op16 = source("48/1", "16", "2021-10-07", "HRC48")
    facts = MandateFacts(
        "Example",
        (
            stream("HRC", op16, key="briefing", recurrence="once", mode="before", by_date=date(2021, 12, 31)),
            stream("HRC", op16, key="update", recurrence="once", sessions=(session("HRC50"),), kind="oral_update"),
        ),
    )
    answer = planned(facts, "2021-11-01")
    assert [(str(report.session), report.by_on) for report in answer.reports] == [
        ("None", date(2021, 12, 31)),
        ("HRC50", None),
    ]
    assert dates_at(answer, "HRC50")["H11"].due_on == date(2022, 6, 13)
    (by_the_day,) = [step for step in answer.dates if step.session is None]
    assert (by_the_day.due_on, by_the_day.anchor.name) == (date(2021, 12, 31), "day named")


def test_37_18_is_listed_with_its_words_and_has_no_date_until_a_person_gives_a_session():
    op8 = source("37/18", "8", "2018-03-23", "HRC37")
    words = "once every four years at the session preceding the Summer Olympic and Paralympic Games"
    tied = stream("HRC", op8, recurrence="event", words=words, standing="confirmed")
    answer = planned(MandateFacts("Example", (tied,)), "2018-05-01")
    assert answer.dates == ()
    assert [(report.session, report.standing, report.words) for report in answer.reports] == [
        (None, "suggested", words)
    ]
    given = replace(tied, sessions=(session("HRC44"),))
    assert sessions_of(planned(MandateFacts("Example", (given,)), "2018-05-01"), "HRC") == ["HRC44"]


def test_51_20_ends_two_streams_and_opens_one_report_at_the_54th():
    op25 = source("51/20", "25", "2022-10-07", "HRC51")
    ended = {"recurrence": "annual", "standing": "confirmed", "ended_on": op25.adopted_on}
    facts = MandateFacts(
        "Example",
        (
            stream("HRC", source("2/113", "1", "2006-11-27", "HRC2"), key=1, **ended),
            stream("HRC", source("14/15", "7", "2010-06-18", "HRC14"), key=2, **ended),
            stream("HRC", op25, key=3, recurrence="once", sessions=(session("HRC54"),), standing="confirmed"),
        ),
        followed_since=date(2022, 1, 1),
    )
    reports = planned(facts, "2022-11-01").reports
    after_it = [(str(report.session), report.obligation) for report in reports if report.session > session("HRC51")]
    assert after_it == [("HRC54", 3)]


@pytest.mark.parametrize(
    ("ended_on", "owed"),
    [
        (date(2026, 6, 14), ["HRC59"]),  # the eve of the 62nd session: what was given stays told
        (date(2026, 6, 15), ["HRC59", "HRC62"]),  # it has opened: its report is still owed
    ],
)
def test_a_stream_that_ended_owes_what_fell_to_sessions_that_had_opened(ended_on, owed):
    facts = solidarity()
    facts = replace(facts, obligations=tuple(replace(each, ended_on=ended_on) for each in facts.obligations))
    assert sessions_of(planned(facts, "2026-11-24"), "HRC")[-len(owed) :] == owed
    assert sessions_of(planned(solidarity(), "2026-11-24"), "HRC")[-2:] == ["HRC62", "HRC65"]


def test_a_stream_that_ended_before_anybody_confirmed_it_owes_nothing_but_tells_what_was_given():
    facts = solidarity()
    suggested = tuple(
        replace(each, standing="suggested", followed_since=None, ended_on=date(2026, 7, 1))
        for each in facts.obligations
    )
    answer = planned(replace(facts, obligations=suggested), "2026-07-01")
    assert {report.standing for report in answer.reports} == {"met"}
    assert {step.standing for step in answer.dates if step.obligation} == {"met", "not_recorded"}
    assert sessions_of(answer, "GA") == []


@pytest.mark.parametrize(("by_date", "owed"), [(date(2021, 12, 31), 1), (date(2022, 12, 31), 0)])
def test_what_is_owed_by_a_day_after_the_end_is_owed_no_more(by_date, owed):
    text = source("48/1", "16", "2021-10-07", "HRC48")
    duty = stream("HRC", text, recurrence="once", by_date=by_date, standing="confirmed", ended_on=date(2022, 6, 1))
    assert len(planned(MandateFacts("Example", (duty,)), "2022-07-01").reports) == owed


def test_solidarity_today_is_due_at_the_62nd_and_only_the_outcome_is_late():
    today = date(2026, 11, 24)
    answer = planned(solidarity("A/HRC/62/38"), "2026-11-24")
    assert [(str(r.renewal_session), r.state) for r in answer.renewals] == [
        ("HRC53", "renewed"),
        ("HRC62", "outcome not recorded"),
    ]
    assert [step.rule for step in answer.dates if step.is_late(today)] == ["N8"]
    outcome = dates_at(answer, "HRC62")["N8"]
    assert (outcome.due_on, outcome.late_after) == (None, date(2026, 9, 6))  # the 63rd opened on the 7th
    suggested = [report for report in answer.reports if report.standing == "suggested"]
    assert [str(report.session) for report in suggested] == ["GA81", "HRC65", "GA82"]
    assert all(report.is_conditional for report in suggested)
    opening = dates_at(answer, "HRC65")["H11"].anchor
    assert (opening.on, opening.is_estimate) == (date(2027, 6, 21), True)
    assert {step.standing for step in answer.dates if str(step.session) in ("GA81", "HRC65", "GA82")} == {"suggested"}


def test_solidarity_in_march_has_its_report_ahead():
    today = date(2026, 3, 30)
    answer = planned(solidarity(), "2026-03-30")
    steps = dates_at(answer, "HRC62", "HRC")
    assert (steps["H7"].due_on, steps["H7"].standing) == (date(2026, 4, 2), "followed")
    assert (steps["H6"].due_on, steps["H6"].is_late(today)) == (date(2026, 3, 23), True)
    assert steps["H4"].standing == "not_recorded"  # October 2025, before the stream was followed
    submission = dates_at(answer, "GA81")["G5"]
    assert (submission.due_on, submission.standing) == (date(2026, 7, 15), "followed")
    assert answer.renewals[-1].state == "due"
    assert sessions_of(answer, "HRC")[-1] == "HRC62"  # nothing is claimed beyond the renewal session
    assert sessions_of(answer, "GA")[-1] == "GA81"


def test_recorded_report_meets_its_submission_and_closes_what_came_before():
    steps = dates_at(planned(solidarity("A/HRC/62/38"), "2026-05-20"), "HRC62", "HRC")
    assert [rule for rule, step in steps.items() if step.standing == "met"] == [
        "H4", "H1", "H2", "H3", "H5", "H6", "H7",
    ]  # fmt: skip
    assert steps["H8"].is_late(date(2026, 5, 20))  # nobody recorded that it was issued
    facts = solidarity("A/HRC/62/38")
    issued = replace(
        facts,
        reports=tuple(
            record._replace(issued_on=date(2026, 5, 18)) if record.session.number == 62 else record
            for record in facts.reports
        ),
    )
    assert dates_at(planned(issued, "2026-05-20"), "HRC62", "HRC")["H8"].standing == "met"


def test_recorded_outcome_meets_the_renewal_and_the_streams_go_on():
    facts = solidarity("A/HRC/62/38")
    renewed = replace(facts, terms=(*facts.terms, term(source("62/9", "3", "2026-07-08", "HRC62"), "P3Y")))
    answer = planned(renewed, "2026-11-24")
    assert [r.state for r in answer.renewals] == ["renewed", "renewed", "in force"]
    assert {step.standing for step in dates_at(answer, "HRC62", None).values()} == {"met"}
    assert sessions_of(answer, "HRC")[-3:] == ["HRC65", "HRC68", "HRC71"]
    assert not any(report.is_conditional for report in answer.reports)


@pytest.mark.parametrize(("act", "state"), [("ends", "retired"), ("merges", "merged"), ("replaces", "replaced")])
def test_mandate_that_ended_owes_nothing_more(act, state):
    facts = solidarity("A/HRC/62/38")
    ended = replace(facts, terms=(*facts.terms, term(source("62/9", "3", "2026-07-08", "HRC62"), act=act)))
    answer = planned(ended, "2026-11-24")
    assert [r.state for r in answer.renewals] == ["renewed", state, state]
    assert sessions_of(answer, "HRC")[-1] == "HRC62"
    assert sessions_of(answer, "GA")[-1] == "GA80"  # the 81st opened after the mandate had ended


def test_agreed_slot_replaces_the_counted_submission():
    facts = replace(solidarity(), agreed_slots=(AgreedSlot("GA", session("GA81"), date(2026, 7, 22), "slot of May"),))
    step = dates_at(planned(facts, "2026-03-30"), "GA81")["G5"]
    assert (step.due_on, step.late_after, step.anchor.name, step.anchor.source) == (
        date(2026, 7, 22),
        date(2026, 7, 22),
        "agreed slot",
        "slot of May",
    )


def rules_with(code, **conditions):
    return [replace(rule, **conditions) if rule.code == code else rule for rule in shipped_rules()]


def test_slot_replaces_no_rule_that_does_not_say_so():
    facts = replace(solidarity(), agreed_slots=(AgreedSlot("GA", session("GA81"), date(2026, 7, 22), "slot of May"),))
    answer = planned(facts, "2026-03-30", rules=rules_with("G5", is_replaced_by_slot=False))
    assert dates_at(answer, "GA81")["G5"].due_on == date(2026, 7, 15)


@pytest.mark.parametrize(("ends_with", "standing"), [("submission", "met"), ("issue", "followed"), ("", "followed")])
def test_step_ends_with_the_record_that_its_rule_names(ends_with, standing):
    answer = planned(solidarity("A/HRC/62/38"), "2026-05-20", rules=rules_with("H6", ends_with=ends_with))
    assert dates_at(answer, "HRC62", "HRC")["H6"].standing == standing


def test_stream_without_a_renewal_session_is_planned_three_times_then_asked_again():
    text = source("42/1", "9", "2019-09-26", "HRC42")
    suggested = MandateFacts("Example", (stream("HRC", text), stream("GA", text)))
    answer = planned(suggested, "2019-10-01")
    assert sessions_of(answer, "HRC") == ["HRC45", "HRC48", "HRC51"]
    assert sessions_of(answer, "GA") == ["GA75", "GA76", "GA77"]
    since = date(2025, 12, 1)
    again = replace(
        suggested,
        obligations=tuple(replace(each, standing="confirmed", followed_since=since) for each in suggested.obligations),
    )
    assert sessions_of(planned(again, "2025-12-02"), "HRC")[-3:] == ["HRC63", "HRC66", "HRC69"]
    assert sessions_of(planned(again, "2025-12-02"), "GA")[-3:] == ["GA81", "GA82", "GA83"]


@pytest.mark.parametrize(
    ("more", "council_sessions"),
    [
        ({"recurrence": "annual", "mode": "from", "sessions": ("HRC46",)}, ["HRC46", "HRC49", "HRC52"]),
        ({"recurrence": "biennial", "mode": "from", "sessions": ("HRC46",)}, ["HRC46", "HRC52"]),
        ({"recurrence": "annual", "sessions": ("HRC46",)}, ["HRC46"]),  # a named session wins over a frequency
        ({"recurrence": "annual", "mode": "until", "sessions": ("HRC50",)}, ["HRC47", "HRC50"]),
        ({"recurrence": "each session", "mode": "until", "sessions": ("HRC47",)}, ["HRC45", "HRC46", "HRC47"]),
        ({"recurrence": "once", "sessions": ("HRC48", "HRC46")}, ["HRC46", "HRC48"]),
        ({"recurrence": None}, ["HRC47", "HRC50", "HRC53"]),
    ],
)
def test_words_of_time_choose_the_sessions(more, council_sessions):
    more = more | {"sessions": tuple(session(name) for name in more.get("sessions", ()))}
    facts = MandateFacts("Example", (stream("HRC", OP16, **more),), text_44_11().terms)
    assert sessions_of(planned(facts, "2020-08-01"), "HRC") == council_sessions


def test_before_a_session_means_the_eve_of_its_opening():
    facts = named(source("35/21", "6", "2017-06-22", "HRC35"), "HRC", "HRC41", mode="before")
    (report,) = planned(facts, "2017-08-01").reports
    assert (str(report.session), report.by_on) == ("HRC41", date(2019, 6, 23))


def test_one_report_a_session_however_many_texts_repeat_it():
    answer = planned(solidarity(), "2026-03-30")
    places = [(report.recipient, report.session) for report in answer.reports]
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("until", "name"),
    [("2011-06", "HRC17"), (date(2021, 12, 31), "HRC48"), ("2012", "HRC21")],
)
def test_term_until_a_day_is_decided_at_the_last_session_that_opens_by_then(until, name):
    """Decision 16/118 carried a mandate to June 2011, that is to the 17th session."""
    text = source("16/118", "1", "2011-03-25", "HRC16")
    (renewal,) = planned(MandateFacts("Example", terms=(term(text, until=until),)), "2011-04-01").renewals
    assert str(renewal.renewal_session) == name


def test_special_session_counts_as_the_regular_session_before_it():
    text = source("S-33/1", "9", "2021-12-17", "HRCS-33")
    (renewal,) = planned(MandateFacts("Example", terms=(term(text, "P1Y"),)), "2022-01-10").renewals
    assert (str(renewal.effective_session), str(renewal.renewal_session)) == ("HRC48", "HRC51")


def test_suggested_stream_is_never_late_and_a_rejected_one_is_gone():
    facts = text_44_11()
    answer = planned(facts, "2026-03-30")
    assert not any(step.is_late(date(2026, 3, 30)) for step in answer.dates if step.rule != "N8")
    gone = replace(facts, obligations=tuple(replace(each, standing="rejected") for each in facts.obligations))
    assert planned(gone, "2026-03-30").reports == ()


def test_assembly_report_without_a_named_session_is_offered_at_the_first_whose_15_july_is_ahead():
    op44 = source("49/9", "44", "2022-03-31", "HRC49")
    facts = MandateFacts("Example", (stream("GA", op44, recurrence="once"),))
    assert sessions_of(planned(facts, "2022-04-10"), "GA") == [str(SessionName("GA", 77))]
