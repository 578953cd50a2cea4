"""`explain_dates`: from what a text says to the lines that it would set in motion."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from mandates.planning import SessionName, shipped_calendar
from mandates.reading import (
    ReadCitation,
    ReadDecision,
    ReadPanel,
    ReadParagraph,
    ReadReport,
    ReadResolution,
)
from mandates.records.explaining import Explainer

from .known import council, with_rows

EXPERT = "Independent Expert on human rights and international solidarity"


def text(**more) -> ReadResolution:
    """A resolution as read; by default what 44/11 says of mandate and reports."""
    words = {
        "source": "44-11.txt",
        "symbol": "A/HRC/RES/44/11",
        "body": "HRC",
        "title": f"Mandate of the {EXPERT}",
        "session": 44,
        "special_session": False,
        "session_dates": ((date(2020, 6, 30), date(2020, 7, 17)),),
        "agenda_item": "3",
        "adopted_on": date(2020, 7, 16),
        "meeting": 27,
        "adoption": "recorded_vote",
        "votes": None,
        "paragraphs": (
            ReadParagraph("operative", "9", 1, "Takes note", "Takes note of the report of the Independent Expert", "9"),
        ),
        "citations": (ReadCitation("A/HRC/44/44", "9"),),
        "decisions": (ReadDecision("10", "extend", EXPERT, "P3Y"),),
        "reports": (ReadReport("16", "Independent Expert", "report", ("HRC", "GA"), recurrence="regular"),),
    }
    return ReadResolution(**(words | more))


def lines(read, on="2023-01-10", rows=None, session=None):
    explained = Explainer(shipped_calendar() if rows is None else rows, date.fromisoformat(on))
    return explained.lines(read, SessionName.parse(session) if session else None)


def of_type(kind, found):
    return [line for line in found if line["type"] == kind]


def test_44_11_gives_its_renewal_and_two_suggested_streams():
    found = lines(text())
    assert of_type("renewal", found) == [
        {
            "type": "renewal",
            "source": "44-11.txt",
            "mandate": EXPERT,
            "paragraph": "10",
            "term": "P3Y",
            "effective_session": "HRC44",
            "renewal_session": "HRC53",
            "anniversary": "2023-07-16",
            "gap": False,
        }
    ]
    reports = of_type("report", found)
    assert [(line["recipient"], line["session"], line["season"], line["year"]) for line in reports] == [
        ("HRC", "HRC47", "summer", 2021),
        ("GA", "GA76", "autumn", 2021),
        ("HRC", "HRC50", "summer", 2022),
        ("GA", "GA77", "autumn", 2022),
        ("HRC", "HRC53", "summer", 2023),
        ("GA", "GA78", "autumn", 2023),
    ]
    assert not any(line["confirmed"] for line in reports)
    assert {line["paragraph"] for line in reports} == {"16"}


def test_submission_to_the_53rd_is_explained_in_full():
    (line,) = [line for line in lines(text(), session="HRC53") if line.get("rule") == "H7"]
    assert line == {
        "type": "date",
        "source": "44-11.txt",
        "mandate": EXPERT,
        "rule": "H7",
        "what": "Submit the report",
        "body": "HRC",
        "session": "HRC53",
        "paragraph": "16",
        "anchor": {"name": "S", "date": "2023-06-19", "estimate": False},
        "offset": "-P10W",
        "computed": "2023-04-10",
        "date": "2023-04-06",
        "window_ends": None,
        "adjustments": [{"from": "2023-04-10", "to": "2023-04-06", "why": "Easter Monday"}],
        "estimate": False,
        "confirmed": False,
    }


def test_dates_come_earliest_first_and_those_without_a_day_last():
    days = [line["date"] for line in of_type("date", lines(text(), on="2026-11-24"))]
    known = [each for each in days if each]
    assert known == sorted(known)
    assert days == known + [None] * (len(days) - len(known))


def test_past_dates_are_printed_and_nothing_is_followed_beyond_the_renewal():
    today, later = lines(text(), on="2020-08-01"), lines(text(), on="2026-11-24")
    assert today == later


def test_session_keeps_what_belongs_to_it():
    found = lines(text(), session="HRC53")
    assert {line.get("session") or line.get("renewal_session") for line in found} == {"HRC53"}
    rules = {line["rule"] for line in of_type("date", found)}
    assert rules == {f"H{number}" for number in range(1, 13)} | {f"N{number}" for number in range(1, 9)}


def test_windows_fixed_weeks_and_unknown_ends_are_printed_as_such():
    rows = with_rows(council(53, "2023-06-19", None))
    found = {line["rule"]: line for line in of_type("date", lines(text(), rows=rows, session="HRC53"))}
    assert (found["H4"]["date"], found["H4"]["window_ends"]) == ("2022-10-01", "2022-10-07")
    assert (found["H11"]["date"], found["H11"]["window_ends"]) == ("2023-06-19", None)
    for rule in ("H12", "N6", "N7", "N8"):
        assert (found[rule]["computed"], found[rule]["date"]) == (None, None)
        assert found[rule]["anchor"] == {"name": "E", "date": None, "estimate": False}


def test_assembly_without_its_third_committee_has_15_july_only():
    found = {line["rule"]: line for line in of_type("date", lines(text(), session="GA78"))}
    assert (found["G5"]["computed"], found["G5"]["date"]) == ("2023-07-15", "2023-07-14")  # a Saturday
    assert found["G5"]["anchor"] == {"name": "T", "date": None, "estimate": False}
    assert found["G5"]["adjustments"] == [{"from": "2023-07-15", "to": "2023-07-14", "why": "Saturday"}]
    assert found["G1"]["date"] == "2023-04-01"
    assert [rule for rule, line in found.items() if line["date"] is None] == ["G2", "G3", "G4", "G6", "G7", "G8"]


def test_named_sessions_and_frequencies_are_confirmed_by_the_text():
    named = ReadReport("5", "OHCHR", "study", ("HRC",), ("HRC66",), "once", "at")
    yearly = ReadReport("6", "OHCHR", "report", ("HRC",), (), "annual")
    found = lines(text(decisions=(), reports=(named, yearly)), on="2023-01-10")
    assert {line["paragraph"]: line["confirmed"] for line in of_type("report", found)} == {"5": True, "6": True}
    study = [line for line in of_type("date", found) if line["session"] == "HRC66" and line["date"]]
    assert all(line["estimate"] and line["anchor"]["estimate"] for line in study)
    assert {line["anchor"]["date"] for line in study} == {"2027-09-13"}


def test_report_by_a_day_and_one_tied_to_an_event_are_listed_without_a_session():
    by_a_day = ReadReport("16", "High Commissioner", "oral_update", ("HRC",), (), None, "before", "2021-12-31")
    games = ReadReport("8", "OHCHR", "panel_report", ("HRC",), words="once every four years at the session preceding")
    found = lines(text(decisions=(), reports=(by_a_day, games)))
    assert [(line["session"], line["season"], line["year"], line["confirmed"]) for line in found] == [
        (None, None, 2021, True),
        (None, None, None, False),
    ]


def test_every_report_has_the_same_keys():
    """Those of the contract: also a report that has no session, or goes to a body without a calendar here."""
    by_a_day = ReadReport("16", "High Commissioner", "oral_update", ("HRC",), (), None, "before", "2021-12-31")
    elsewhere = ReadReport("17", "Working Group", "oral_update", ("CSW",), (), "annual")
    found = lines(text(reports=(*text().reports, by_a_day, elsewhere)))
    keys = ["type", "source", "mandate", "paragraph", "recipient", "session", "kind", "confirmed", "season", "year"]
    assert {tuple(line) for line in of_type("report", found)} == {tuple(keys)}


def test_slot_is_the_season_of_the_report_noted_and_otherwise_of_the_session():
    noted = text(citations=(ReadCitation("A/HRC/42/9", "9"),))
    council_sessions = [line["session"] for line in of_type("report", lines(noted)) if line["recipient"] == "HRC"]
    assert council_sessions == ["HRC45", "HRC48", "HRC51"]
    silent = text(citations=(), paragraphs=())
    assert [line["session"] for line in of_type("report", lines(silent)) if line["recipient"] == "HRC"] == [
        "HRC47",
        "HRC50",
        "HRC53",
    ]


@pytest.mark.parametrize(
    ("words", "council_sessions"),
    [
        ("to report annually to the Human Rights Council at its September session", ["HRC45", "HRC48", "HRC51"]),
        ("to report annually to the Council, in its March session", ["HRC46", "HRC49", "HRC52"]),
        (
            "to report annually to the Council at its March session, and not at its June session",
            ["HRC47", "HRC50", "HRC53"],
        ),
    ],
)
def test_slot_is_the_season_that_the_text_names(words, council_sessions):
    asking = ReadParagraph("operative", "16", 1, "Requests", words, "16")
    yearly = ReadReport("16", "Independent Expert", "report", ("HRC",), recurrence="annual")
    found = lines(text(paragraphs=(*text().paragraphs, asking), reports=(yearly,)))
    assert [line["session"] for line in of_type("report", found)] == council_sessions


@pytest.mark.parametrize(
    ("panel", "sessions", "summaries"),
    [
        ("a panel discussion on reefs", ("HRC45",), ["HRC46"]),
        (
            "a biennial panel discussion on reefs, as of its forty-fifth session",
            ("HRC45",),
            ["HRC46", "HRC52", "HRC58"],
        ),
        ("panel discussions on reefs", ("HRC45", "HRC48"), ["HRC46", "HRC49"]),
        ("a panel discussion on reefs", (), [None]),
    ],
)
def test_subsequent_session_is_the_one_after_the_panel(panel, sessions, summaries):
    """Real phrasing 30: a biennial panel as of a session, its summary "at the subsequent session"."""
    panels = (ReadPanel("15", sessions, panel),) if sessions else ()
    summary = ReadReport("15", "OHCHR", "summary", ("HRC",), (), "once", words="at the subsequent session")
    found = of_type("report", lines(text(decisions=(), reports=(summary,), panels=panels)))
    assert [line["session"] for line in found] == summaries
    assert {line["confirmed"] for line in found} == {bool(sessions)}


@pytest.mark.parametrize(
    ("recipients", "session", "is_confirmed"), [(("HRC",), "HRC45", True), (("GA",), "GA76", False)]
)
def test_next_session_is_one_session_and_no_stream(recipients, session, is_confirmed):
    once = ReadReport("16", "OHCHR", "report", recipients, words="at its next session")
    (line,) = of_type("report", lines(text(decisions=(), reports=(once,))))
    assert (line["session"], line["confirmed"]) == (session, is_confirmed)


@pytest.mark.parametrize(
    ("words", "session"),
    [
        ("at its March 2021 session", "HRC46"),
        ("at its session in June 2021", "HRC47"),
        ("at its session to be held in September 2022", "HRC51"),
        ("at its session in December 2021", None),
        ("at its March 2020 session", None),
        ("at its March 2021 session; at its June 2021 session", None),
    ],
)
def test_session_named_by_month_and_year_is_the_council_s_of_that_season(words, session):
    """One that no season has, or that is over when the text is adopted, is for a person to tell; so are two."""
    once = ReadReport("16", "OHCHR", "report", ("HRC",), (), "once", words=words)
    (line,) = of_type("report", lines(text(decisions=(), reports=(once,))))
    assert (line["session"], line["confirmed"]) == (session, session is not None)


@pytest.mark.parametrize(("adopted_on", "session"), [(date(2021, 5, 27), "HRC47"), (date(2021, 12, 17), "HRC49")])
def test_next_session_after_a_special_one_is_the_next_regular_one(adopted_on, session):
    once = ReadReport("16", "OHCHR", "oral_update", ("HRC",), words="at its next regular session")
    special = text(session=33, special_session=True, adopted_on=adopted_on, decisions=(), reports=(once,))
    (line,) = of_type("report", lines(special))
    assert (line["session"], line["confirmed"]) == (session, True)


@pytest.mark.parametrize("words", ["every three years", "every third year", "triennial report"])
def test_report_every_few_years_is_planned_for_the_session_named_alone(words):
    owed = ReadReport("16", "OHCHR", "report", ("HRC",), ("HRC45",), None, "from", words=words)
    found = of_type("report", lines(text(decisions=(), reports=(owed,))))
    assert [line["session"] for line in found] == ["HRC45"]


@pytest.mark.parametrize(
    ("recurrence", "words", "sessions"),
    [
        ("annual", "beginning with its forty-fifth session; until its fifty-fourth session",
         ["HRC45", "HRC48", "HRC51", "HRC54"]),
        ("regular", "at each of its sessions; from its fifty-first session; until its fifty-fourth session",
         ["HRC51", "HRC52", "HRC53", "HRC54"]),
    ],
)  # fmt: skip
def test_stream_from_one_session_until_another_has_both_ends(recurrence, words, sessions):
    first_and_last = (sessions[0], sessions[-1])
    owed = ReadReport("16", "OHCHR", "report", ("HRC",), first_and_last, recurrence, "from", words=words)
    found = of_type("report", lines(text(decisions=(), reports=(owed,))))
    assert [line["session"] for line in found] == sessions


@pytest.mark.parametrize(
    ("decision", "effective", "renewal", "anniversary"),
    [
        (ReadDecision("7", "extend", EXPERT, "P1Y", "HRC46"), "HRC46", "HRC49", "2022-03-24"),
        (ReadDecision("7", "extend", EXPERT, None, None, "HRC48"), "HRC44", "HRC48", None),
        (ReadDecision("7", "extend", EXPERT, None, None, "2021-06"), "HRC44", "HRC47", None),
        (ReadDecision("7", "establish", EXPERT), "HRC44", None, None),
        (ReadDecision("7", "discontinue", EXPERT), "HRC44", None, None),
    ],
)
def test_decision_gives_a_renewal_line(decision, effective, renewal, anniversary):
    (line,) = of_type("renewal", lines(text(decisions=(decision,), reports=())))
    assert (line["effective_session"], line["renewal_session"], line["anniversary"]) == (
        effective,
        renewal,
        anniversary,
    )


def test_two_mandates_of_one_text_keep_their_own_reports():
    other = "Special Rapporteur on the right to privacy"
    decisions = (ReadDecision("10", "extend", EXPERT, "P3Y"), ReadDecision("11", "extend", other, "P1Y"))
    reports = (
        ReadReport("16", "Independent Expert", "report", ("HRC",), recurrence="annual"),
        ReadReport("17", "Special Rapporteur", "report", ("HRC",), recurrence="annual"),
    )
    found = of_type("report", lines(text(decisions=decisions, reports=reports)))
    assert {line["mandate"]: line["session"] for line in found} == {EXPERT: "HRC53", other: "HRC47"}


def explained(*arguments):
    out = io.StringIO()
    status = 0
    try:
        call_command("explain_dates", *arguments, stdout=out)
    except SystemExit as stopped:
        status = stopped.code
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def test_file_that_cannot_be_read_gets_its_line_and_does_not_stop_the_others(tmp_path):
    status, found = explained(str(tmp_path / "none.txt"), str(tmp_path), "--on", "2023-01-10")
    assert status == 1
    assert [line["source"] for line in found] == [str(tmp_path / "none.txt"), str(tmp_path)]
    assert all(line["error"] for line in found)


def test_calendar_that_cannot_be_read_is_refused_before_anything_is_printed(tmp_path):
    calendar = tmp_path / "calendar.csv"
    calendar.write_text("body,session\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"no column kind, start, end.*Nothing was printed"):
        call_command("explain_dates", "x.txt", "--sessions", str(calendar), "--on", "2023-01-10")
