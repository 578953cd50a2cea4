"""The mandates: the list, the page of one, and the figure on it. Expected facts: the mandate's dossier and calendar."""

from datetime import date

import pytest

from mandates.lists.holders import present_holder, six_years_end
from mandates.models import (
    Mandate,
    MandateAction,
    MandateHolder,
    OpenQuestion,
    Report,
    ReportingObligation,
    Resolution,
    Session,
    State,
    Unit,
)
from mandates.pages.chain import chain_figure
from mandates.pages.mandates import actions_of, weightiest
from mandates.pages.spelled import span_words
from mandates.pages.terms import late_renewals
from mandates.records.loading import load_reference, load_sample


def made(name, number, **facts):
    """A made-up mandate that runs on a made-up text of the Council's session `number`."""
    session, _created = Session.objects.get_or_create(
        number=number, defaults={"opens_on": date(2000 + number, 6, 15), "closes_on": date(2000 + number, 7, 9)}
    )
    text = Resolution.objects.create(
        symbol=f"A/HRC/RES/{number}/{90 + Resolution.objects.count()}",
        title=f"Mandate on {name}",
        adopted=f"{2000 + number}-07-08",
        adoption="recorded_vote",
        in_favour=30,
        against=10,
        abstaining=7,
    )
    mandate = Mandate.objects.create(name=f"Expert on {name}", slug=name, **facts)
    action = MandateAction.objects.create(
        mandate=mandate, resolution=text, what="extends", term="P3Y", paragraph_key="2"
    )
    mandate.runs_on, mandate.renewal_session = action, session
    mandate.anniversary, mandate.renewal_state = date(2003 + number, 7, 8), facts.get("renewal_state") or "in force"
    mandate.save()
    MandateHolder.objects.create(mandate=mandate, name=f"Holder of {name}")
    return mandate


@pytest.fixture
def sample(db, today):
    def loaded(day):
        load_reference()
        today(day)
        return load_sample(day, followed_since=date(2025, 12, 1))

    return loaded


@pytest.mark.parametrize("how_many", [1, 30])
def test_the_list_costs_the_same_for_one_mandate_as_for_thirty(
    client, officer, how_many, django_assert_num_queries, today
):
    today(date(2026, 3, 30))
    for number in range(how_many):
        made(f"theme-{number}", 20 + number % 6)
    client.force_login(officer)
    client.get("/mandates/")
    with django_assert_num_queries(6):  # session, reader, number of mandates, mandates, holders, views kept
        assert client.get("/mandates/").content.count(b'id="mandate-') == how_many


def test_the_list_pages_at_forty(client, officer, today):
    today(date(2026, 3, 30))
    for number in range(41):
        made(f"theme-{number:02}", 20)
    client.force_login(officer)
    assert client.get("/mandates/").content.count(b'id="mandate-') == 40
    assert client.get("/mandates/?page=2").content.count(b'id="mandate-') == 1


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", {"water", "torture", "haven"}),
        ("who=me", {"water", "torture"}),  # as owner, as deputy
        ("who=unit", {"haven"}),
        ("state=due", {"torture"}),
        ("state=outcome+not+recorded", {"haven"}),
        ("kind=country", {"haven"}),
        ("season=summer", {"water", "torture"}),
        ("season=spring", {"haven"}),
        ("q=Holder+of+wat", {"water"}),
        ("q=27/9", {"haven"}),
        ("q=Expert++on++torture", {"torture"}),
        ("who=me&state=due", {"torture"}),
        ("state=no+such+state", {"water", "torture", "haven"}),
    ],
)
def test_the_address_says_which_mandates_are_shown(client, officer, colleague, today, address, found):
    today(date(2026, 3, 30))
    elsewhere = Unit.objects.create(name="Another section")
    officer.unit = Unit.objects.create(name="My section")
    officer.save()
    made("water", 26, owner=officer, unit=elsewhere)
    made("torture", 26, owner=colleague, deputy=officer, renewal_state="due")
    made("haven", 27, kind="country", renewal_state="outcome not recorded", unit=officer.unit)
    Session.objects.filter(number=27).update(opens_on=date(2027, 2, 22), closes_on=date(2027, 3, 31))
    client.force_login(officer)
    rows = client.get(f"/mandates/?{address}").context["rows"]
    assert {row.mandate.slug for row in rows} == found


def test_the_list_as_a_fragment_brings_rows_and_filters_but_no_page(client, officer, today):
    today(date(2026, 3, 30))
    made("water", 26)
    client.force_login(officer)
    answer = client.get("/mandates/?state=due", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in answer
    assert 'id="filters" hx-swap-oob="true"' in answer
    assert "Show all mandates" in answer


def test_both_clocks_of_the_sample_stand_side_by_side(client, officer, sample):
    sample(date(2026, 3, 30))
    client.force_login(officer)
    for address in ("/mandates/", "/mandates/international-solidarity/"):
        page = client.get(address).content.decode()
        for fact in ("53/5, para. 3", "HRC62", "12 July 2026", "Cecilia M. Bailliet", "appointed at HRC54", "31–13–3"):
            assert fact in page


def test_after_its_session_the_outcome_is_not_recorded_and_can_be(client, officer, sample):
    mandate = sample(date(2026, 11, 24))
    client.force_login(officer)
    page = client.get(f"/mandates/{mandate.slug}/").content.decode()
    assert "due, outcome not recorded" in page
    assert "15 June 2026, over" in page  # the calendar knows the opening only, planning that the session is over
    assert f'href="/mandates/{mandate.slug}/outcome/"' in page


def test_before_its_session_there_is_no_outcome_to_record(client, officer, sample):
    mandate = sample(date(2026, 3, 30))
    client.force_login(officer)
    assert f"/mandates/{mandate.slug}/outcome/" not in client.get(f"/mandates/{mandate.slug}/").content.decode()


@pytest.mark.parametrize(
    ("took_office", "words"),
    [
        (None, "start of service not recorded"),
        ("2023-12", "by November 2029"),  # the first of December at the earliest
        ("2023-12-01", "30 November 2029"),  # six years that began on 1 December 2023
        ("2025-06", "by May 2031"),
    ],
)
def test_six_years_are_counted_from_taking_office_as_far_as_that_is_known(client, officer, sample, took_office, words):
    mandate = sample(date(2026, 3, 30))
    MandateHolder.objects.filter(name="Cecilia M. Bailliet").update(took_office=took_office)
    client.force_login(officer)
    assert words in client.get(f"/mandates/{mandate.slug}/").content.decode()


def test_every_text_of_the_chain_is_listed_newest_first_with_what_is_not_known(client, officer, sample):
    mandate = sample(date(2026, 3, 30))
    client.force_login(officer)
    texts = client.get(f"/mandates/{mandate.slug}/").context["texts"]
    assert [row.text.short_symbol for row in texts] == [
        "59/8", "56/4", "53/5", "50/8", "47/10", "44/11", "38/2", "35/3", "32/9", "29/3", "26/6", "23/12", "21/10",
        "18/5",
        "17/6", "DEC 16/118", "15/13", "12/9", "9/2", "7/5", "6/3", "2005/55",
    ]  # fmt: skip
    assert texts[0].text.adopted == "2025"  # the day was not found
    assert [row.text.short_symbol for row in texts if not row.is_yearly] == [
        "53/5", "44/11", "35/3", "26/6", "17/6", "DEC 16/118", "7/5", "2005/55",
    ]  # fmt: skip
    did = {row.text.short_symbol: "; ".join(words for words, _where, _address in row.did) for row in texts}
    assert did["7/5"] == "Extends the mandate, length not recorded"
    assert did["DEC 16/118"] == "Extends the mandate, until June 2011"
    assert did["44/11"] == "Extends the mandate, three years"


def test_44_11_came_24_days_after_the_anniversary_of_35_3(sample):
    mandate = sample(date(2026, 3, 30))
    late = {
        action.resolution.short_symbol: late_renewals(actions_of(mandate)).get(action.pk)
        for action in actions_of(mandate)
    }
    assert late["44/11"] == (24, "35/3")  # anniversary on 22 June 2020, adopted on 16 July 2020
    assert late["53/5"] is None


def test_rows_without_a_symbol_are_questions_not_texts(client, officer, sample):
    mandate = sample(date(2026, 3, 30))
    client.force_login(officer)
    page = client.get(f"/mandates/{mandate.slug}/")
    words = [question.words for question in page.context["questions"]]
    assert any("41st session" in each for each in words)
    assert not any(row.text.session and row.text.session.name == "HRC41" for row in page.context["texts"])
    OpenQuestion.objects.update(settled_on=date(2026, 3, 30))
    assert "Open questions" not in client.get(f"/mandates/{mandate.slug}/").content.decode()


def test_suggested_streams_offer_to_be_confirmed_or_rejected_and_followed_ones_say_since_when(client, officer, sample):
    mandate = sample(date(2026, 3, 30))
    council = mandate.obligations.get(recipient="HRC")
    ReportingObligation.objects.filter(recipient="GA").update(
        standing="suggested", followed_since=None, confirmed_by=None, is_example=False
    )
    client.force_login(officer)
    page = client.get(f"/mandates/{mandate.slug}/").content.decode()
    assembly = mandate.obligations.get(recipient="GA")
    for act in ("confirm", "reject"):
        assert f'action="/streams/{assembly.pk}/{act}/"' in page
        assert f'action="/streams/{council.pk}/{act}/"' not in page
    assert f'<input type="hidden" name="next" value="/mandates/{mandate.slug}/">' in page
    assert "followed since Mon 1 Dec 2025" in page
    assert "example" in page


def test_reports_stand_under_the_year_of_their_session_with_their_addenda(client, officer, sample):
    mandate = sample(date(2026, 3, 30))
    client.force_login(officer)
    context = client.get(f"/mandates/{mandate.slug}/").context
    assert len(context["years"]) == 6
    years = {year.year: year for year in [*context["years"], *context["earlier_years"]]}
    assert [report.symbol for report in years[2018].to_council] == ["A/HRC/38/40"]
    assert [addendum.symbol for addendum in years[2018].to_council[0].its_addenda] == ["A/HRC/38/40/Add.1"]
    assert [report.symbol for report in years[2017].to_assembly] == ["A/72/171"]
    assert years[2010].to_assembly == []


def reports_of(client, mandate):
    """Mark and word of every report on the page of `mandate`, by its symbol, or by its session where it has none."""
    context = client.get(f"/mandates/{mandate.slug}/").context
    rows = [*context["years"], *context["earlier_years"]]
    reports = [report for row in rows for report in [*row.to_council, *row.to_assembly]]
    return {report.symbol or str(report.session): (report.mark, report.word) for report in reports}


def test_issued_is_said_of_reports_with_a_day_only_and_a_catalogue_is_not_reading(client, officer, sample):
    mandate = sample(date(2026, 11, 24))
    client.force_login(officer)
    said = reports_of(client, mandate)
    assert said["A/HRC/56/57"] == ("done", "issued, dated 23 April 2024; presentation not recorded")
    assert said["A/72/171"] == ("done", "presented 16 October 2017")
    assert said["A/HRC/59/40"] == ("guess", "listed, not read")  # known from a catalogue only
    assert said["A/HRC/21/44"] == ("part", "document seen, its day not recorded")
    page = client.get(f"/mandates/{mandate.slug}/").content.decode()
    row = page[page.index("A/HRC/59/40") :]
    assert "third-party catalogue" in row[: row.index("</details>")]


def test_a_report_falls_due_at_sessions_ahead_only_and_on_the_condition_that_it_has(client, officer, sample):
    mandate = sample(date(2026, 11, 24))
    client.force_login(officer)
    said = reports_of(client, mandate)
    assert said["HRC65"] == ("guess", "falls due if the mandate was extended")
    stream = mandate.obligations.get(recipient="HRC")
    past = Session.objects.get(body="HRC", number=61)
    Report.objects.create(mandate=mandate, obligation=stream, session=past)
    assert reports_of(client, mandate)["HRC61"] == ("shut", "not recorded")
    sample_day = {year.year: year for year in client.get(f"/mandates/{mandate.slug}/").context["years"]}
    assert "HRC65" in [str(report.session) for report in sample_day[2027].to_council]  # by arithmetic
    assert None not in sample_day


def test_before_its_renewal_a_followed_report_falls_due(client, officer, sample):
    mandate = sample(date(2026, 3, 30))
    client.force_login(officer)
    assert reports_of(client, mandate)["HRC62"] == ("open", "falls due")


def test_nothing_falls_due_under_a_rejected_stream_and_the_stream_stays_to_be_seen(client, officer, sample):
    mandate = sample(date(2026, 3, 30))
    stream = mandate.obligations.get(recipient="HRC")
    client.force_login(officer)
    client.post(f"/streams/{stream.pk}/reopen/")
    client.post(f"/streams/{stream.pk}/reject/")
    Report.objects.get_or_create(mandate=mandate, obligation=stream, session=Session.objects.get(body="HRC", number=62))
    page = client.get(f"/mandates/{mandate.slug}/")
    assert f'id="stream-{stream.pk}"' in page.content.decode()
    assert f'action="/streams/{stream.pk}/reopen/"' in page.content.decode()
    assert "HRC62" not in reports_of(client, mandate)


def test_only_official_symbols_are_linked_and_only_to_the_document_site(client, officer, sample):
    mandate = sample(date(2026, 3, 30))
    client.force_login(officer)
    page = client.get(f"/mandates/{mandate.slug}/").content.decode()
    assert 'href="https://docs.un.org/en/A/HRC/56/57"' in page
    links = [part.split('"')[0] for part in page.split('href="')[1:]]
    assert {
        link for link in links if link.startswith("http") and not link.startswith("https://docs.un.org/en/")
    } == set()


def test_followed_dates_come_before_suggestions_and_undated_ones_last(client, officer, sample):
    mandate = sample(date(2026, 11, 24))
    client.force_login(officer)
    dates = client.get(f"/mandates/{mandate.slug}/").context["dates"]
    followed = [each for each in dates if each.mark != "guess"]
    suggested = dates[len(followed) :]
    assert [each.mark for each in suggested] == ["guess"] * len(suggested)
    assert suggested
    days = [each.day or each.deadline.late_after for each in followed]
    assert days == sorted(days, key=lambda day: day or date.max)
    assert all(each.day is None or each.day >= date(2026, 11, 24) for each in suggested)
    assert all("extended" in each.because for each in suggested)


def test_the_outcome_has_no_day_while_the_end_of_its_session_is_not_recorded(client, officer, sample):
    mandate = sample(date(2026, 11, 24))
    client.force_login(officer)
    page = client.get(f"/mandates/{mandate.slug}/")
    (outcome,) = [each for each in page.context["dates"] if each.deadline.rule.code == "N8"]
    assert (outcome.day, outcome.note) == (None, "the end of HRC62 is not recorded; the session is over")
    words = page.content.decode()
    assert "no day: the end of HRC62 is not recorded; the session is over" in " ".join(words.split())
    assert "until Sun" not in words  # the bound after which it is late is no day that anybody set
    assert "months late" not in words[words.index('id="h-next"') : words.index('id="h-reports"')]


def test_of_a_text_that_nobody_read_no_change_is_seen(client, officer, sample):
    mandate = sample(date(2026, 11, 24))
    client.force_login(officer)
    texts = client.get(f"/mandates/{mandate.slug}/").context["texts"]
    did = {row.text.short_symbol: row.did[0][0] for row in texts}
    for unread in ("9/2", "12/9", "15/13", "18/5", "21/10", "32/9", "59/8"):
        assert did[unread] == "Concerns the theme, no change seen"
    assert did["56/4"] == "Concerns the theme, no change to the mandate"


def test_what_a_text_is_known_to_ask_stands_in_its_line_once(client, officer, sample):
    mandate = sample(date(2026, 11, 24))
    Resolution.objects.filter(symbol="A/HRC/RES/59/8").update(
        notes="Day not seen. Asks: four consultations within a year on a draft declaration. Known from a list."
    )
    client.force_login(officer)
    page = client.get(f"/mandates/{mandate.slug}/")
    row = page.context["texts"][0]
    assert row.asks == ["four consultations within a year on a draft declaration"]
    assert row.notes == "Day not seen. Known from a list."
    assert page.content.decode().count("four consultations within a year on a draft declaration") == 1
    assert "four consultations within a year" in client.get("/resolutions/59/8/").content.decode()


def test_notes_are_not_printed_twice(client, officer, sample):
    mandate = sample(date(2026, 11, 24))
    client.force_login(officer)
    page = client.get(f"/mandates/{mandate.slug}/").content.decode()
    note = "Length: unverified: three years is implied by 2008 to March 2011 only."
    assert page.count(note) == 1


def test_the_newest_three_yearly_texts_stand_open_and_all_that_change_the_mandate(client, officer, sample):
    mandate = sample(date(2026, 11, 24))
    client.force_login(officer)
    page = client.get(f"/mandates/{mandate.slug}/")
    shown = [row.text.short_symbol for row in page.context["texts"] if not row.is_spare]
    assert shown == ["59/8", "56/4", "53/5", "50/8", "44/11", "35/3", "26/6", "17/6", "DEC 16/118", "7/5", "2005/55"]
    assert "Show all 22 texts" in page.content.decode()


def test_what_matters_comes_first_on_the_page(client, officer, sample):
    mandate = sample(date(2026, 11, 24))
    client.force_login(officer)
    page = client.get(f"/mandates/{mandate.slug}/").content.decode()
    places = [page.index(f'id="{place}"') for place in ("h-chain", "h-next", "h-reports", "h-texts", "h-requests")]
    assert places == sorted(places)


def test_the_head_says_the_agenda_item_of_the_newest_text_that_has_one(client, officer, sample):
    mandate = sample(date(2026, 11, 24))
    client.force_login(officer)
    assert "Agenda item 3, as on 56/4" in client.get(f"/mandates/{mandate.slug}/").content.decode()


def test_after_an_outcome_the_next_session_that_decides_is_an_estimate(client, officer, sample):
    mandate = sample(date(2026, 11, 24))
    client.force_login(officer)
    typed = {"what": "extends", "symbol": "62/99", "adopted": "2026-07-08", "term": "three years"}
    shown = client.post(f"/mandates/{mandate.slug}/outcome/", typed)
    client.post(f"/mandates/{mandate.slug}/outcome/", {**typed, "seen": shown.context["fingerprint"]})
    page = client.get(f"/mandates/{mandate.slug}/")
    row = page.context["row"]
    assert (row.decided, row.decided_note) == ("HRC71", "June 2029, estimate")
    assert "June 2029, estimate" in page.content.decode()


def test_requests_say_that_the_text_in_force_is_not_read_here(client, officer, sample):
    mandate = sample(date(2026, 11, 24))
    client.force_login(officer)
    words = "asked in 44/11; 53/5, in force now, is not read here"
    for address in (f"/mandates/{mandate.slug}/", "/requests/"):
        assert words in client.get(address).content.decode()
    said = {row.request.text: row.since for group in client.get("/requests/").context["groups"] for row in group.rows}
    assert set(said.values()) == {words}


@pytest.mark.parametrize("day", [date(2026, 3, 30), date(2026, 11, 24)])
def test_the_page_of_a_mandate_costs_as_many_queries_however_long_its_story(
    client, officer, sample, day, django_assert_max_num_queries
):
    mandate = sample(day)
    client.force_login(officer)
    client.get(f"/mandates/{mandate.slug}/")
    for number in range(10):
        text = Resolution.objects.create(symbol=f"A/HRC/RES/70/{number}", title="A made-up text", adopted="2026-01-01")
        MandateAction.objects.create(mandate=mandate, resolution=text, what="theme")
        Report.objects.create(mandate=mandate, symbol=f"A/HRC/70/{number}")
        mandate.visits.create(state=State.objects.all()[number])
    with django_assert_max_num_queries(25):
        assert client.get(f"/mandates/{mandate.slug}/").status_code == 200


def test_a_mandate_of_which_nothing_is_known_says_so(client, officer):
    Mandate.objects.create(name="Expert on nothing yet", slug="nothing")
    client.force_login(officer)
    page = client.get("/mandates/nothing/").content.decode()
    for words in (
        "No text is recorded",
        "No report is recorded",
        "No visit is recorded",
        "No date is planned",
        "not recorded",
    ):
        assert words in page
    assert "<figure" not in page


def test_an_unknown_mandate_is_not_found(client, officer):
    client.force_login(officer)
    assert client.get("/mandates/no-such/").status_code == 404


def test_nobody_reads_mandates_without_signing_in(client, db):
    assert client.get("/mandates/").status_code == 302


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2020, 6, 30), date(2020, 7, 17), "30 June–17 July 2020"),
        ("2018-11-05", "2018-11-13", "5–13 November 2018"),
        ("2022-02-21", "2022-03-02", "21 February–2 March 2022"),
        ("2005-12-12", "2006-01-20", "12 December 2005–20 January 2006"),
        ("2020-04", None, "April 2020"),
        ("2025", None, "2025"),
        (None, None, ""),
    ],
)
def test_a_span_of_days_is_said_no_longer_than_needed(first, last, words):
    assert span_words(first, last) == words


class TestFigure:
    """The drawn history of the sample, as on 30 March 2026."""

    @pytest.fixture
    def figure(self, sample):
        mandate = sample(date(2026, 3, 30))
        holders = list(mandate.holders.select_related("appointed_at"))
        return chain_figure(mandate, weightiest(actions_of(mandate)), holders, date(2026, 3, 30))

    def test_it_begins_with_the_first_text_and_ends_after_today(self, figure):
        assert figure.first_year == 2005
        first, today = (float(x.rstrip("%")) for x in (figure.nodes[0].x, figure.today))
        assert first < today < float(figure.next_x.rstrip("%")) < 100
        assert figure.next_name == "HRC62"

    def test_votes_are_stacked_three_pixels_a_seat_and_unknown_ones_are_dashed(self, figure):
        by_text = {node.title.split(",")[0]: node for node in figure.nodes}
        assert (by_text["44/11"].in_favour, by_text["44/11"].against) == (93, 45)  # 31 and 15 seats
        assert by_text["35/3"].is_unknown
        assert not by_text["38/2"].is_unknown  # a yearly text: its ring says nothing of votes

    def test_it_holds_the_whole_present_year(self, figure):
        ends, today = (float(x.rstrip("%")) for x in (figure.axis_ends, figure.today))
        assert ends > today
        assert ends >= float(figure.next_x.rstrip("%"))

    def test_the_line_of_today_leaves_out_the_lanes_so_that_it_crosses_no_letters(self, figure):
        y = figure.y()
        assert figure.today_pieces() == [
            (y["down"], y["term"]),
            (y["term"] + 25, y["holder"]),
            (y["holder"] + 25, y["foot"]),
        ]

    def test_a_service_whose_end_is_not_recorded_ends_dashed(self, figure):
        ends = {bar.name: bar.is_end_open for bar in figure.holders if bar.name}
        assert ends["V. Dandan"]  # a start is known, an end is not
        assert ends["O. C. Okafor"]

    def test_what_is_not_recorded_is_dashed(self, figure):
        terms = {bar.name: bar.kind for bar in figure.terms if bar.name}
        assert terms["7/5"] == terms["17/6"] == "open"  # length not seen
        assert terms["35/3"] == "term-past"
        assert terms["53/5"] == "term"
        served = {bar.name: bar.kind for bar in figure.holders if bar.name}
        assert served["C. M. Bailliet"] == served["R. M. Rizki"] == "open"  # start not recorded
        assert served["V. Dandan"] == served["O. C. Okafor"] == "term-past"

    def test_two_labels_that_would_touch_stand_back_to_back(self, figure):
        anchors = {label.symbol: label.anchor for label in figure.labels}
        assert anchors["DEC 16/118"] == "end"
        assert anchors["17/6"] == "start"
        assert anchors["44/11"] == "middle"


@pytest.mark.parametrize(
    ("took_office", "ends"),
    [
        ("2017-08-01", date(2023, 7, 31)),
        ("2020-02-29", date(2026, 2, 27)),
        ("2017-08", date(2023, 7, 31)),
        (None, None),
    ],
)
def test_six_years_end_the_day_before_their_anniversary(took_office, ends):
    assert six_years_end(MandateHolder(took_office=took_office)) == ends


def test_the_present_holder_is_the_latest_who_is_not_recorded_as_having_left(sample):
    mandate = sample(date(2026, 3, 30))
    holders = list(mandate.holders.select_related("appointed_at"))
    assert present_holder(holders).name == "Cecilia M. Bailliet"
    assert present_holder([]) is None
