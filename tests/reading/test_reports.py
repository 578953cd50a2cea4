"""Reporting requests: the forms of un-process, section 6, in words of our own."""

import pytest

from mandates.reading import read
from tests.reading.texts import resolution


def owed(words, session=50, **more):
    rows = read(resolution(words, session=session, **more)).reports
    return [(r.recipients, r.sessions, r.recurrence, r.mode) for r in rows]


COUNCIL, ASSEMBLY = ("HRC",), ("GA",)


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("to report regularly to the Human Rights Council and to the General Assembly in accordance with their "
         "respective programmes of work;", [(("HRC", "GA"), (), "regular", None)]),
        ("to continue to report to the Human Rights Council and the General Assembly, in accordance with their "
         "programmes of work;", [(("HRC", "GA"), (), "regular", None)]),
        ("to submit an annual report to the Human Rights Council and to the General Assembly in accordance with their "
         "annual programme of work;", [(("HRC", "GA"), (), "annual", None)]),
        ("to submit a report to the Human Rights Council and to the General Assembly in accordance with their annual "
         "programme of work;", [(("HRC", "GA"), (), "regular", None)]),
        ("to continue to report, on an annual basis, to the Human Rights Council and to submit an annual report to the "
         "General Assembly;", [(COUNCIL, (), "annual", None), (ASSEMBLY, (), "annual", None)]),
        ("to report annually to the Human Rights Council, and to report also to the General Assembly, "
         "starting from its "
         "seventy-eighth session;", [(COUNCIL, (), "annual", None), (ASSEMBLY, ("GA78",), "annual", "from")]),
        ("to present the database on an annual basis to the Council starting from its fifty-seventh session;",
         [(COUNCIL, ("HRC57",), "annual", "from")]),
        ("to report to the Human Rights Council in accordance with its programme of work and annually to the General "
         "Assembly;", [(COUNCIL, (), "regular", None), (ASSEMBLY, (), "annual", None)]),
        ("to submit an annual report to the Human Rights Council and to the General Assembly, starting at the "
         "fifty-third session and the seventy-eighth session respectively;",
         [(COUNCIL, ("HRC53",), "annual", "from"), (ASSEMBLY, ("GA78",), "annual", "from")]),
        ("to report annually to the Human Rights Council and the General Assembly, starting from the sixty-first "
         "session of the Council and the eightieth session of the Assembly respectively;",
         [(COUNCIL, ("HRC61",), "annual", "from"), (ASSEMBLY, ("GA80",), "annual", "from")]),
        ("to submit a report to the Council from its fifty-third session, and to the Assembly at its seventy-eighth "
         "session;", [(COUNCIL, ("HRC53",), "annual", "from"), (ASSEMBLY, ("GA78",), "once", "at")]),
        ("to submit a report to the Council at its fifty-second session and annually thereafter;",
         [(COUNCIL, ("HRC52",), "annual", "from")]),
        ("to report to the General Assembly at its seventy-ninth session and every two years thereafter;",
         [(ASSEMBLY, ("GA79",), "biennial", "from")]),
        ("to report to the Council at its fifty-second session, and to continue to do so annually;",
         [(COUNCIL, ("HRC52",), "annual", "from")]),
        ("to report to the Council at its fifty-second session, and to the General Assembly at its seventy-ninth "
         "session, and annually thereafter;",
         [(COUNCIL, ("HRC52",), "annual", "from"), (ASSEMBLY, ("GA79",), "annual", "from")]),
        ("to submit to the Council a report every two years, the first of which at its fifty-second session;",
         [(COUNCIL, ("HRC52",), "biennial", "from")]),
        ("to submit to the Council a report every other year, starting at its fifty-second session;",
         [(COUNCIL, ("HRC52",), "biennial", "from")]),
        ("to submit a report at the beginning of the seventy-ninth session of the General Assembly;",
         [(ASSEMBLY, ("GA79",), "once", "at")]),
        ("to present, at the fifty-second session of the Human Rights Council, a report on wax and, at the "
         "seventy-ninth session of the General Assembly, a report on honey;",
         [(COUNCIL, ("HRC52",), "once", "at"), (ASSEMBLY, ("GA79",), "once", "at")]),
        ("to present annual reports to the Council at its fifty-second and fifty-fifth sessions;",
         [(COUNCIL, ("HRC52", "HRC55"), "annual", "at")]),
        ("to submit an interim report at its seventy-ninth session to the General Assembly, and a final report to the "
         "Council at its fifty-fourth session;",
         [(ASSEMBLY, ("GA79",), "once", "at"), (COUNCIL, ("HRC54",), "once", "at")]),
        ("to prepare a study, to be completed by its seventeenth session, and to present it to the Human Rights "
         "Council at its fifty-fourth session;", [(COUNCIL, ("HRC54",), "once", "at")]),
        ("to present a report to the Human Rights Council at its fifty-fourth session;",
         [(COUNCIL, ("HRC54",), "once", "at")]),
        ("to submit a report at its fifty-sixth session, in accordance with its annual programme of work;",
         [(COUNCIL, ("HRC56",), "once", "at")]),
        ("to submit a report to the General Assembly at its seventy-ninth session and to the Human Rights "
         "Council at its "
         "fifty-ninth session;", [(ASSEMBLY, ("GA79",), "once", "at"), (COUNCIL, ("HRC59",), "once", "at")]),
        ("to submit a report to the Third Committee at the seventy-eighth session of the General Assembly and to the "
         "Council at its fifty-third session;",
         [(ASSEMBLY, ("GA78",), "once", "at"), (COUNCIL, ("HRC53",), "once", "at")]),
        ("to present an interim oral update to the Council at its fifty-first session, and a "
         "comprehensive written report "
         "at its fifty-second session;", [(COUNCIL, ("HRC51",), "once", "at"), (COUNCIL, ("HRC52",), "once", "at")]),
        *((f"to report to the Council {words};", [(COUNCIL, ("HRC60", "HRC69"), "annual", "from")]) for words in (
            "from its sixtieth to its sixty-ninth sessions", "from the sixtieth to the sixty-ninth session",
            "annually from its sixtieth until its sixty-ninth session",
            "annually, from its sixtieth through sixty-ninth sessions",
            "from its sixtieth session until its sixty-ninth session")),
        *((f"to report to the Council {words};", [(COUNCIL, ("HRC52", "HRC53", "HRC54"), "once", "at")]) for words in (
            "at its fifty-second, fifty-third and fifty-fourth sessions",
            "at the fifty-second session, at the fifty-third session and at the fifty-fourth session",
            "at the fifty-second session, on wax at the fifty-third session and on honey at the fifty-fourth session")),
        ("to present an oral update to the Human Rights Council at its fifty-first and fifty-third sessions;",
         [(COUNCIL, ("HRC51", "HRC53"), "once", "at")]),
        ("to prepare a study on honey and to submit the report to the Human Rights Council before its fifty-fifth "
         "session;", [(COUNCIL, ("HRC55",), "once", "before")]),
        ("to prepare a summary report on the discussion and to submit it to the Human Rights Council by "
         "its sixty-fourth "
         "session;", [(COUNCIL, ("HRC64",), "once", "by")]),
        ("to report to the Human Rights Council annually until the fifty-fifth session of the Council;",
         [(COUNCIL, ("HRC55",), "annual", "until")]),
        ("to prepare a report on honey, to be presented to the Human Rights Council at its fifty-second session;",
         [(COUNCIL, ("HRC52",), "once", "at")]),
        ("to submit to the Human Rights Council at its fifty-eighth session a report on the discussion held at the "
         "fifty-sixth session;", [(COUNCIL, ("HRC58",), "once", "at")]),
        ("to provide it with an interim report for its consideration at its fifty-first session and a "
         "full report on the "
         "subject at its fifty-second session;",
         [(COUNCIL, ("HRC51",), "once", "at"), (COUNCIL, ("HRC52",), "once", "at")]),
        ("to submit a report to the Human Rights Council at its fifty-ninth session and to the General Assembly;",
         [(COUNCIL, ("HRC59",), "once", "at"), (ASSEMBLY, (), "once", None)]),
        ("to provide regular updates to the Human Rights Council;", [(COUNCIL, (), "regular", None)]),
        ("to report to the Council at every second session;", [(COUNCIL, (), "regular", None)]),
        ("to report to the Council at every other regular session;", [(COUNCIL, (), "regular", None)]),
        ("to report to the Council twice a year;", [(COUNCIL, (), "regular", None)]),
        ("to convene a meeting before the fifty-second session, and to submit a report thereon to the Council at its "
         "fifty-third session;", [(COUNCIL, ("HRC53",), "once", "at")]),
    ],
)  # fmt: skip
def test_a_report_is_read_with_recipients_sessions_and_frequency(words, rows):
    assert owed(f"Requests the Special Rapporteur {words}") == rows


@pytest.mark.parametrize(
    "words",
    [
        "Requests the Special Rapporteur to examine in her reports ways to keep bees;",
        "Calls upon States to implement the recommendations contained in the report of the Special Rapporteur;",
        "Requests the High Commissioner to provide the Special Rapporteur with all the resources necessary;",
        "Invites States to include information on bees in their national reports;",
        "Takes note of the report submitted to the Human Rights Council at its fifty-first session;",
        "Decides to transmit the reports of the Special Rapporteur to the General Assembly;",
        "Requests the Special Rapporteur to monitor and report on the situation of bees;",
        "Urges States to respond to reports of violations;",
    ],
)
def test_no_report_is_owed_where_reports_are_only_spoken_of(words):
    assert owed(words) == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("to provide an oral update to the Council at its fifty-first session;", "oral_update"),
        ("to provide an update to the Council at its fifty-first session;", "update"),
        ("to present orally an update to the Council at its fifty-first session;", "oral_update"),
        ("to prepare a study and to present it to the Council at its fifty-first session;", "study"),
        ("to present a summary of the workshop to the Council at its fifty-first session;", "summary"),
        ("to prepare a report on the panel discussion and to submit it to the Council at its fifty-first session;",
         "panel_report"),
        ("to submit a report to the Council at its fifty-first session;", "report"),
        ("to conduct a study, to be ready by its seventeenth session, and to present it to the Council at its "
         "fifty-first session;", "study"),
    ],
)  # fmt: skip
def test_what_is_delivered_is_told_by_its_name(words, kind):
    [report] = read(resolution(f"Requests the High Commissioner {words}", session=50)).reports
    assert report.kind == kind


def test_every_second_session_in_a_text_of_a_special_session_is_not_the_second_session_of_the_council():
    words = "Requests the High Commissioner to report to the Council at every second session;"
    came = resolution(words).replace("Forty-fourth session", "39th special session").replace("44/99.", "S-39/1.")
    assert [(row.sessions, row.recurrence) for row in read(came).reports] == [((), "regular")]


def test_a_report_after_a_dialogue_on_an_update_is_a_report():
    words = (
        "Requests the Special Rapporteur to present an update to the Council at its fifty-first session during an "
        "interactive dialogue, and a comprehensive report at its fifty-third session;"
    )
    rows = read(resolution(words, session=50)).reports
    assert [(row.kind, row.sessions) for row in rows] == [("update", ("HRC51",)), ("report", ("HRC53",))]


def test_a_calendar_date_is_kept_as_precise_as_the_text():
    [report] = read(
        resolution(
            "Requests the High Commissioner to brief the Human Rights Council in any case before the end of 2021;"
        )
    ).reports
    assert (report.by_date, report.mode, report.recurrence) == ("2021-12-31", "before", "once")


@pytest.mark.parametrize("words", ["until 2027", "until the end of 2027", "until 31 December 2027"])
def test_a_yearly_report_until_a_year_ends_with_it(words):
    [report] = read(
        resolution(f"Requests the High Commissioner to report annually to the Human Rights Council {words};")
    ).reports
    assert (report.by_date, report.mode, report.recurrence) == ("2027-12-31", "until", "annual")


def test_a_year_for_the_world_is_no_limit_of_a_report():
    [report] = read(
        resolution(
            "Requests the High Commissioner to submit a report on clean water for all by 2030 to the Human Rights "
            "Council at its fifty-first session;",
            session=50,
        )
    ).reports
    assert (report.by_date, report.sessions, report.mode) == (None, ("HRC51",), "at")


@pytest.mark.parametrize(
    ("words", "rhythm", "mode"),
    [
        ("to report to the Council at its fifty-second session and every three years thereafter;", "every three years",
         "from"),
        ("to report to the Council every third year, starting at its fifty-second session;", "every third year",
         "from"),
        ("to submit a triennial report to the Council, starting at its fifty-second session;", "triennial", "from"),
        ("to report to the Council on a triennial basis as of its fifty-second session;", "triennial", "from"),
        ("to report to the Council every 5 years from its fifty-second session;", "every 5 years", "from"),
        ("to report to the Council every three years;", "every three years", None),
    ],
)  # fmt: skip
def test_a_report_every_few_years_claims_no_session_that_the_text_does_not_name(words, rhythm, mode):
    text = read(resolution(f"Requests the High Commissioner {words}", session=50))
    [report] = text.reports
    assert (report.recurrence, report.sessions, report.mode) == (None, ("HRC52",) if mode else (), mode)
    assert rhythm in report.words
    assert report.confidence == "please check"
    [doubt] = [doubt for doubt in text.warnings if "every few years" in doubt]
    assert doubt.paragraph == "1"


def test_what_happens_every_few_years_for_one_body_leaves_the_other_its_session():
    assert owed(
        "Requests the High Commissioner to report to the Council at its fifty-fourth session, and to report to the "
        "General Assembly every four years, starting at its seventy-ninth session;"
    ) == [(COUNCIL, ("HRC54",), "once", "at"), (ASSEMBLY, ("GA79",), None, "from")]


def test_an_oral_update_followed_by_a_report_makes_two():
    reports = read(
        resolution(
            "Requests the High Commissioner to present an oral update to the Human Rights Council at its fifty-first "
            "session, followed by a written report at its fifty-third session, to be followed by a dialogue;",
            session=50,
        )
    ).reports
    assert [(r.kind, r.recipients, r.sessions) for r in reports] == [
        ("oral_update", ("HRC",), ("HRC51",)),
        ("report", ("HRC",), ("HRC53",)),
    ]


def test_a_text_of_the_assembly_names_sessions_of_both_bodies():
    text = read(
        "Resolution adopted by the General Assembly on 17 December 2024\n\n79/301.\tHoney\n\nThe General "
        "Assembly,\n\nRecalling its earlier resolutions,\n\n1.\tRequests the Special Rapporteur to report to the Human "
        "Rights Council at its sixtieth session and to the General Assembly at its eightieth session.\n"
    )
    assert text.body == "GA"
    assert [(r.recipients, r.sessions) for r in text.reports] == [(("HRC",), ("HRC60",)), (("GA",), ("GA80",))]


def test_a_sub_paragraph_inherits_who_reports():
    text = read(
        resolution(
            "Decides to extend the mandate of the Special Rapporteur for a period of three years, with "
            "the following mandate:",
            "(a) To count the bees;",
            "(b) To submit an annual report to the Human Rights Council;",
        )
    )
    [report] = text.reports
    assert (report.paragraph, report.addressee, report.recurrence) == ("1(b)", "Special Rapporteur", "annual")
    assert report.confidence == "inferred"


def test_the_words_of_time_are_kept_as_printed():
    [report] = read(
        resolution("Requests the High Commissioner to report to the Council at the subsequent session;", session=50)
    ).reports
    assert report.words == "at the subsequent session"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("at its March 2026 session", "at its March 2026 session"),
        (
            "at its March 2026 session and at its June 2026 session",
            "at its March 2026 session; at its June 2026 session",
        ),
        (
            "on the discussion to be held at its March 2026 session at its session in June 2026",
            "at its session in June 2026",
        ),
        ("at the Council’s session in June 2026", "at the Council’s session in June 2026"),
        ("at its regular session to be held in September 2026", "at its regular session to be held in September 2026"),
    ],
)
def test_a_session_named_by_its_month_is_kept_in_the_words_of_time(words, told):
    [report] = read(resolution(f"Requests the High Commissioner to report to the Council {words};", session=57)).reports
    assert (report.sessions, report.recurrence, report.words) == ((), "once", told)


NESTED = ("Requests the High Commissioner:", "(a) To provide:", "(i) An oral update at its fifty-first session;",
          "(ii) A report at its fifty-third session;", "(b) To keep the bees.")  # fmt: skip
IN_A_LIST = ("Requests the High Commissioner to present to the Council at its fifty-third session:",
             "(a) A report on bees;", "(b) A study on wax.")  # fmt: skip


@pytest.mark.parametrize(
    ("operative", "rows"),
    [
        (NESTED, [("1(a)(i)", "oral_update", ("HRC51",)), ("1(a)(ii)", "report", ("HRC53",))]),
        (IN_A_LIST, [("1(a)", "report", ("HRC53",)), ("1(b)", "study", ("HRC53",))]),
        (("Requests the High Commissioner to provide the means:", "(a) An office;", "(b) Its annual rent;"), []),
    ],
    ids=["a list in a list", "the session in the words that lead to it", "no reports"],
)
def test_what_a_list_names_is_given_as_the_words_above_it_say(operative, rows):
    assert [(r.paragraph, r.kind, r.sessions) for r in read(resolution(*operative, session=50)).reports] == rows


@pytest.mark.parametrize(
    ("words", "is_said"),
    [
        ("Requests the High Commissioner to end reporting on the implementation of resolution 1/1;", True),
        ("Decides to discontinue the biennial reporting on lighthouses;", True),
        ("Requests the High Commissioner to end impunity and to continue reporting on lighthouses;", False),
    ],
)
def test_a_text_that_ends_a_reporting_duty_says_so(words, is_said):
    text = read(resolution(words))
    said = [doubt for doubt in text.warnings if "ends a reporting duty" in doubt]
    assert [doubt.paragraph for doubt in said] == (["1"] if is_said else [])
