"""The list of deadlines with its filters, and one deadline with the calculation of its date."""

from datetime import UTC, date, datetime

import pytest

from mandates.models import CountryVisit, Deadline, LogEntry, MandateHolder, Rule, Session, State

HTMX = {"HX-Request": "true"}
OPEN = {"late", "this week", "this month", "later", "without a day", "renewal", "appointment", "visit"}


@pytest.fixture
def reader(client, officer, monday):
    client.force_login(officer)
    return client


@pytest.fixture
def assorted(deadline, mandate, colleague, sessions):
    """One deadline of each sort, by name."""
    assembly = Session.objects.create(body="GA", number=81, opens_on=date(2026, 9, 8))
    holder = MandateHolder.objects.create(mandate=mandate, name="A holder")
    visit = CountryVisit.objects.create(mandate=mandate, state=State.objects.create(name="A State"))
    no_report = {"obligation": None, "report": None}
    return {
        "late": deadline(due_on=date(2026, 3, 23)),
        "this week": deadline(due_on=date(2026, 4, 2)),
        "this month": deadline(due_on=date(2026, 4, 20), assigned_to=colleague),
        "later": deadline(due_on=date(2026, 7, 15), session=assembly),
        "without a day": deadline(due_on=None, late_after=None),
        "renewal": deadline(due_on=date(2026, 6, 19), **no_report, step="Give the budget information"),
        "appointment": deadline(due_on=date(2026, 6, 20), holder=holder, **no_report, step="Fill the post"),
        "visit": deadline(due_on=date(2026, 6, 21), visit=visit, **no_report, step="Remind the State"),
        "suggested": deadline(due_on=date(2027, 4, 2), standing="suggested"),
        "not recorded": deadline(due_on=date(2025, 4, 7), standing="not_recorded"),
        "met": deadline(due_on=date(2026, 3, 2), met_on=date(2026, 3, 1)),
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", OPEN),
        ("standing=open", OPEN),
        ("standing=suggested", {"suggested"}),
        ("standing=not_recorded", {"not recorded"}),
        ("standing=met", {"met"}),
        ("when=overdue", {"late"}),
        ("when=week", {"this week"}),
        ("when=month", {"this month"}),
        ("when=later", {"later", "renewal", "appointment", "visit"}),
        ("when=undated", {"without a day"}),
        ("kind=renewal", {"renewal"}),
        ("kind=report&when=later", {"later"}),
        ("session=GA81", {"later"}),
        ("session=ga 81", {"later"}),
        ("who=me&when=month", set()),
        ("who=ibarra", {"this month"}),
        ("who=unit&when=month", {"this month"}),
        ("mandate=solidarity&when=week", {"this week"}),
        ("q=budget", {"renewal"}),
        ("q=solidarity+budget", {"renewal"}),
        ("q=53/5&when=overdue", {"late"}),
        ("kind=appointment", {"appointment"}),
        ("kind=visit", {"visit"}),
        ("kind=letter&when=week", {"this week"}),  # what nobody knows is left out, and said
        ("who=bogus&when=week", {"this week"}),
        ("mandate=another&when=week", {"this week"}),
    ],
)
def test_the_address_is_the_list(reader, assorted, asked, found):
    page = reader.get(f"/deadlines/?{asked}")
    shown = {row.pk for row in page.context["page"].object_list}
    assert {name for name, one in assorted.items() if one.pk in shown} == found


@pytest.mark.parametrize("place", ["/", "/deadlines/"])
@pytest.mark.parametrize("asked", ["who=bogus", "mandate=bogus", "kind=bogus"])
def test_a_person_or_mandate_that_nobody_knows_is_left_out_and_said(reader, assorted, place, asked):
    page = reader.get(f"{place}?{asked}").content.decode()
    assert "“bogus” is not known here and was left out of the filters." in page
    assert f"/deadlines/{assorted['this week'].pk}/" in page


def test_the_list_offers_the_sessions_of_the_chosen_standing(reader, deadline):
    past = Session.objects.create(number=53, opens_on=date(2023, 6, 19))
    deadline(session=past, due_on=date(2023, 4, 10), standing="not_recorded")
    deadline()

    def offered(asked):
        choices = {each.name: each for each in reader.get(f"/deadlines/?{asked}").context["choices"]}
        return [choice.words for choice in choices["session"].choices]

    assert offered("standing=not_recorded") == ["All sessions", "HRC53"]
    assert offered("standing=open") == ["All sessions", "HRC62"]
    assert offered("standing=all&session=HRC62") == ["All sessions", "HRC53", "HRC62"]


def test_the_list_is_earliest_first_with_what_has_no_day_last(reader, assorted):
    rows = reader.get("/deadlines/").context["page"].object_list
    days = [row.due_on for row in rows]
    assert days == sorted(days[:-1]) + [None]


def test_each_state_has_a_mark_and_a_word(reader, assorted):
    rows = {row.pk: (row.mark, row.state) for row in reader.get("/deadlines/?standing=all").context["page"].object_list}
    assert rows[assorted["late"].pk] == ("late", "late")
    assert rows[assorted["this week"].pk] == ("part", "under way")
    assert rows[assorted["renewal"].pk] == ("open", "open")
    assert rows[assorted["suggested"].pk] == ("guess", "suggested")
    assert rows[assorted["not recorded"].pk] == ("shut", "not recorded")
    assert rows[assorted["met"].pk] == ("done", "done")


@pytest.mark.parametrize("how_many", [1, 41])
def test_the_list_has_forty_rows_a_page_and_costs_the_same(reader, many, how_many, django_assert_num_queries):
    many(how_many)
    with django_assert_num_queries(8):  # session, reader, number, who acts today, rows, colleagues, sessions, views
        page = reader.get("/deadlines/")
    assert page.content.count(b'<tr id="due-') == min(how_many, 40)


def test_an_empty_list_names_the_way_out(reader, deadline):
    assert "Show all that are open" in reader.get("/deadlines/?q=nothing").content.decode()


def test_a_fragment_is_the_list_with_its_filters(reader, easter):
    body = reader.get("/deadlines/?when=week", headers=HTMX).content.decode()
    assert "<!doctype" not in body.lower()
    assert f'id="due-{easter.pk}"' in body
    assert 'hx-swap-oob="true"' in body


def test_the_receipt_is_a_calculation_read_downwards(reader, easter):
    page = reader.get(f"/deadlines/{easter.pk}/")
    body = page.content.decode()
    lines = [(line.name, line.words, line.value or line.day) for line in page.context["lines"]]
    assert lines == [
        ("Text", "", "no date"),
        ("Session", "HRC62 opens", date(2026, 6, 15)),
        ("Rule", "Submit the report: 10 weeks before HRC62 opens", "− 70 days"),
        ("Version", "H7, version 1", None),
        ("Gives", "", date(2026, 4, 6)),
        ("Moved", "Easter Monday, and on the way Good Friday: last working day earlier", "− 4 days"),
        ("Due", "Submit the report, HRC62", date(2026, 4, 2)),
    ]
    assert "Requests the Independent Expert to report regularly" in body
    assert 'href="/resolutions/53/5/#op-9"' in body
    assert "UN Geneva, instructions on documents" in body
    assert "Stream confirmed by L. Haddad, 8 Dec 2025; followed since 1 December 2025" in body


def cited(reader, deadline):
    return reader.get(f"/deadlines/{deadline.pk}/").context["citation"]


def test_the_receipt_is_copied_as_one_paragraph_with_all_that_it_says(reader, easter):
    citation = cited(reader, easter)
    assert "\n" not in citation
    for words in (
        "Submit the report, HRC62, due 2 April 2026.",
        "53/5, para. 9, “Requests the Independent Expert to report regularly",
        "15 June 2026",
        "6 April 2026",
        "Stream confirmed by L. Haddad, 8 Dec 2025; followed since 1 December 2025.",
        "as on 30 March 2026",
    ):
        assert words in citation


def test_a_suggestion_is_cited_as_one_with_the_reason(reader, deadline):
    because = "Suggested by the reader: until a person confirms the stream, it reminds nobody."
    citation = cited(reader, deadline(due_on=date(2027, 4, 2), standing="suggested", because=because))
    assert "suggested for 2 April 2027." in citation
    assert because in citation
    assert "due" not in citation


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 4, 1), date(2026, 4, 7), "due 1 April to 7 April 2026."),
        (date(2026, 12, 28), date(2027, 1, 3), "due 28 December 2026 to 3 January 2027."),
    ],
)
def test_a_step_of_several_days_is_cited_with_its_last_one(reader, deadline, first, last, words):
    assert words in cited(reader, deadline(due_on=first, window_ends=last))


def test_a_house_default_is_said_to_be_one(reader, easter, submitting):
    submitting.source, submitting.is_house_default = "", True
    submitting.save()
    assert "(house default)" in reader.get(f"/deadlines/{easter.pk}/").content.decode()


def test_what_a_person_set_stands_below_what_the_rule_gives(reader, easter, head):
    Deadline.objects.filter(pk=easter.pk).update(
        set_by_hand=True, due_on=date(2026, 4, 7), set_reason="slot agreed", set_by=head, set_at="2026-03-29T10:00:00Z"
    )
    names = {line.name: line for line in reader.get(f"/deadlines/{easter.pk}/").context["lines"]}
    assert names["Gives"].day == date(2026, 4, 6)
    assert names["Rule’s day"].day == date(2026, 4, 2)
    assert names["Set by"].words == "R. Okonjo, 29 March 2026: slot agreed"
    assert names["Due"].day == date(2026, 4, 7)


def test_a_date_without_a_day_says_what_was_not_found(reader, deadline):
    one = deadline(due_on=None, late_after=None, anchor="T", anchor_on=None, counted_on=None, planned_on=None)
    lines = {line.name: line for line in reader.get(f"/deadlines/{one.pk}/").context["lines"]}
    assert lines["Session"].words == "the Third Committee of HRC62 opens"
    assert lines["Session"].value == "not found"
    assert lines["Due"].value == "no day"


def test_words_of_a_text_that_is_not_read_here_stand_without_quotation_marks(reader, easter, text):
    text.paragraphs.all().delete()
    line = reader.get(f"/deadlines/{easter.pk}/").context["lines"][0]
    assert (line.quote, line.words, line.soft) == ("", "regularly", "words as noted, text not read here")


def test_a_long_paragraph_is_quoted_around_the_words_that_make_the_date(reader, easter, text, stream):
    long = "Notes much that is of no matter here, " * 40 + "and requests a report every year, " + "with thanks, " * 40
    paragraph = text.paragraphs.get()
    paragraph.text = long
    paragraph.save()
    start = long.index("requests a report")
    stream.sources.update(start=start, end=start + 30)
    quote = reader.get(f"/deadlines/{easter.pk}/").context["lines"][0].quote
    assert "requests a report every year" in quote
    assert quote.startswith("…")
    assert quote.endswith("…")
    assert len(quote) < 700


def test_the_receipt_leads_to_the_session_and_the_rule_that_it_counts_with(reader, easter, deadline, sessions):
    body = reader.get(f"/deadlines/{easter.pk}/").content.decode()
    assert '<a href="/sessions/hrc62/">HRC62 opens</a>' in body
    assert '<a href="/rules/H7/">H7, version 1</a>' in body


def test_the_receipt_of_a_date_that_waits_for_the_third_committee_leads_to_where_it_is_entered(reader, deadline):
    assembly = Session.objects.create(body="GA", number=81, opens_on=date(2026, 9, 8))
    waiting = deadline(due_on=None, session=assembly, anchor="T", offset_words="-P6W")
    body = reader.get(f"/deadlines/{waiting.pk}/").content.decode()
    assert '<a href="/sessions/ga-third-committee-81/">the Third Committee of GA81 opens</a>' in body


def test_the_receipt_opens_under_its_row(reader, easter):
    body = reader.get(f"/deadlines/{easter.pk}/receipt/", headers=HTMX).content.decode()
    assert "<!doctype" not in body.lower()
    assert "Easter Monday" in body
    assert f'href="/deadlines/{easter.pk}/#cite"' in body
    assert b"<!doctype" in reader.get(f"/deadlines/{easter.pk}/receipt/").content.lower()


def test_the_log_says_who_did_what(reader, easter, officer):
    LogEntry.objects.create(deadline=easter, by=officer, what="note", why="asked for the slot", on=date(2026, 3, 27))
    body = reader.get(f"/deadlines/{easter.pk}/").content.decode()
    log = body[body.index('id="h-log"') :]
    assert "note" in log
    assert "asked for the slot L. Haddad" in " ".join(log.split())


def test_the_log_says_when_it_was_really_written_and_for_which_day(reader, mandate, stream, officer):
    entry = LogEntry.objects.create(
        mandate=mandate, obligation=stream, by=officer, what="confirmed", from_value="suggested", to_value="confirmed",
        on=date(2026, 3, 30),
    )  # fmt: skip
    LogEntry.objects.update(at=datetime(2026, 11, 23, 23, 30, tzinfo=UTC))  # after midnight in Geneva
    log = reader.get(f"/mandates/{mandate.slug}/").content.decode().partition('id="log"')[2]
    assert "Tue 24 Nov 2026</time>" in log
    assert "confirmed: report to the Council, for 30 March 2026" in log
    assert "suggested" not in log.partition("</li>")[0]
    LogEntry.objects.filter(pk=entry.pk).update(on=date(2026, 11, 24))
    assert ", for " not in reader.get(f"/mandates/{mandate.slug}/").content.decode().partition('id="log"')[2]


def test_a_date_whose_session_is_over_without_a_known_end_has_no_day_and_says_why(reader, deadline):
    one = deadline(due_on=None, counted_on=None, planned_on=None, late_after=date(2026, 3, 1), anchor="E")
    why = "the end of HRC62 is not recorded; the session is over"
    listed = reader.get("/deadlines/").content.decode()
    page = " ".join(reader.get(f"/deadlines/{one.pk}/").content.decode().split())
    assert why in listed
    assert f"no day: {why}" in page
    assert f"Submit the report, HRC62, no day is known: {why}." in page, "to be cited"
    for body in (listed, page):
        assert "1 Mar" not in body, "the bound is nobody's day"


def test_a_date_without_a_day_is_cited_as_not_known_yet(reader, deadline):
    one = deadline(due_on=None, counted_on=None, planned_on=None, late_after=None, anchor_on=None)
    body = reader.get(f"/deadlines/{one.pk}/").content.decode()
    assert "Submit the report, HRC62, no day is known yet." in body


def test_a_rule_that_names_a_week_of_the_year_counts_from_no_opening(reader, deadline):
    rule = Rule.objects.create(
        code="G1", step="Enter the forecast", done_word="Entered", anchor="T", offset="first week of April"
    )
    assembly = Session.objects.create(body="GA", number=81, opens_on=date(2026, 9, 8))
    one = deadline(
        date(2026, 4, 1), rule=rule, session=assembly, anchor="T", anchor_on=date(2026, 10, 1),
        offset_words="first week of April", step="Enter the forecast",
    )  # fmt: skip
    lines = {line.name: line for line in reader.get(f"/deadlines/{one.pk}/").context["lines"]}
    assert (lines["Session"].words, lines["Session"].value) == ("GA81", "the year 2026")
    assert (lines["Rule"].words, lines["Rule"].value) == ("Enter the forecast: first week of April", "")


def test_a_rule_by_season_says_what_it_does_and_in_a_row_what_it_chose(reader, deadline):
    rule = Rule.objects.create(
        code="H4", step="Enter the forecast", done_word="Entered", anchor="S",
        offset="first week of October (9 Jan-9 Jul), else April",
    )  # fmt: skip
    one = deadline(date(2025, 10, 1), rule=rule, offset_words=rule.offset, step="Enter the forecast")
    page = reader.get(f"/deadlines/{one.pk}/")
    assert page.context["row"].why[0] == "first week of October"
    lines = {line.name: line for line in page.context["lines"]}
    assert lines["Rule"].words == (
        "Enter the forecast: first week of October for sessions opening 9 January to 9 July, otherwise of April"
    )


def test_a_suggestion_is_confirmed_or_rejected_from_its_receipt(reader, deadline, suggestion):
    one = deadline(obligation=suggestion, standing="suggested", report=None)
    body = reader.get(f"/deadlines/{one.pk}/").content.decode()
    assert f'action="/streams/{suggestion.pk}/confirm/"' in body
    assert f'href="/streams/{suggestion.pk}/reject/' in body
    assert "/done/" not in body


def test_there_is_no_deadline_that_nobody_planned(reader, db):
    assert reader.get("/deadlines/999/").status_code == 404
