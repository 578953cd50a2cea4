"""The desk: how bad it is, what is due in which order, whose, and at what cost."""

from datetime import date, timedelta

import pytest

from mandates.models import Deadline, Mandate, MandateHolder, OpenQuestion, Report, Rule

MONDAY = date(2026, 3, 30)
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/"}


@pytest.fixture
def reader(client, officer, monday):
    client.force_login(officer)
    return client


def shown(response, part):
    """The text of the answer from the section `part` to the next one."""
    page = response.content.decode()
    start = page.index(f'id="{part}"')
    end = page.find("<section", start)
    return page[start : end if end > 0 else None]


@pytest.mark.parametrize(
    ("due_on", "late_after", "group"),
    [
        (date(2026, 3, 23), date(2026, 3, 23), "overdue"),
        (date(2026, 3, 30), date(2026, 3, 30), "week"),  # due today is not overdue
        (date(2026, 4, 6), date(2026, 4, 6), "week"),
        (date(2026, 4, 7), date(2026, 4, 7), "month"),
        (date(2026, 4, 29), date(2026, 4, 29), "month"),
        (date(2026, 4, 30), date(2026, 4, 30), "later"),
        (date(2026, 3, 25), date(2026, 4, 1), "week"),  # a window under way is in time until it ends
    ],
)
def test_a_date_stands_in_the_group_of_its_day(reader, deadline, due_on, late_after, group):
    one = deadline(due_on=due_on, late_after=late_after, window_ends=late_after)
    page = reader.get("/")
    assert f'id="due-{one.pk}"' in shown(page, group)
    assert page.context["counts"].all == 1
    assert getattr(page.context["counts"], group) == 1


def test_the_first_sentence_says_how_bad_it_is_and_what_the_council_does(reader, deadline):
    deadline(due_on=date(2026, 3, 23))
    deadline(due_on=date(2026, 3, 26))
    deadline(due_on=date(2026, 4, 2))
    deadline(due_on=date(2026, 4, 20))
    lead = shown(reader.get("/"), "lead")
    for words in (
        "2 overdue",
        "1 due in the next 7 days",
        "1 more in the next 30 days",
        "HRC61 closes tomorrow",
        "HRC62 opens in 77 days",
    ):
        assert words in lead


def test_a_row_says_when_what_for_which_mandate_why_and_how_far_the_report_is(reader, easter):
    row = shown(reader.get("/"), f"due-{easter.pk}")
    for words in (
        "Thu 2 Apr",
        "in 3 days",
        "Submit the report, HRC62",
        "Made-up solidarity",
        "<cite>53/5, para. 9</cite>",
        "10 weeks before HRC62 opens",
        "moved from Mon 6 Apr, Easter Monday",
        "Clearance",
        ", stage 4 of 7",
        "You",
        "Submitted</button>",
    ):
        assert words in row, words


def test_a_report_that_is_out_does_not_read_as_presented_before_it_was(reader, easter):
    for passed, words in ((5, ", stage 6 of 7"), (6, "Issued"), (6, ", stage 6 of 7"), (7, ", stage 7 of 7")):
        Report.objects.filter(pk=easter.report_id).update(stage=passed)
        assert words in shown(reader.get("/"), f"due-{easter.pk}"), (passed, words)


def test_a_late_row_has_its_mark_and_the_days(reader, deadline):
    one = deadline(due_on=date(2026, 3, 23))
    row = shown(reader.get("/"), f"due-{one.pk}")
    assert "#m-late" in row
    assert "7 days late" in row


def test_a_step_that_happens_by_itself_is_never_overdue(reader, deadline):
    deadline(due_on=date(2026, 3, 20), late_after=None, is_event=True)
    counts = reader.get("/").context["counts"]
    assert counts.overdue == counts.week == 0


def test_the_outcome_of_a_renewal_is_overdue_on_no_claimed_day_and_recorded_on_its_page(reader, mandate, deadline):
    Mandate.objects.filter(pk=mandate.pk).update(renewal_state=Mandate.RenewalState.NOT_RECORDED)
    outcome = Rule.objects.create(
        code="N8",
        step="Record the outcome",
        done_word="Recorded",
        anchor="E",
        offset="5 working days after",
        stage="outcome",
    )
    one = deadline(
        due_on=None, late_after=date(2026, 3, 1), rule=outcome, obligation=None, report=None, anchor="E",
        offset_words="5 working days after", step="Record the outcome of the renewal",
    )  # fmt: skip
    page = reader.get("/")
    row = shown(page, f"due-{one.pk}")
    assert "no day" in row
    assert "the end of HRC62 is not recorded; the session is over" in row
    assert 'href="/mandates/solidarity/outcome/"' in row
    assert "/done/" not in row
    assert page.context["counts"].overdue == 1
    assert "Suggested dates" in page.content.decode()


@pytest.fixture
def if_extended(mandate, deadline):
    """So many suggestions ahead that hang on the outcome of the renewal, a week apart."""
    Mandate.objects.filter(pk=mandate.pk).update(renewal_state=Mandate.RenewalState.NOT_RECORDED)

    def made(how_many, **given):
        return [
            deadline(due_on=MONDAY + timedelta(weeks=week), standing="suggested", **given) for week in range(how_many)
        ]

    return made


def test_what_follows_if_the_mandate_was_extended_stands_below_all_that_is_followed(reader, deadline, if_extended):
    suggested = if_extended(7)
    deadline(due_on=date(2026, 9, 1))
    page = reader.get("/")
    body = page.content.decode()
    section = shown(page, "if-extended")
    assert "If the mandate was extended" in section
    assert "Until then they remind nobody." in section
    assert [f'id="due-{one.pk}"' in section for one in suggested] == [True] * 5 + [False] * 2
    assert 'href="/deadlines/?who=me&amp;standing=suggested"' in section
    assert "/done/" not in section
    assert body.index('id="later"') < body.index('id="if-extended"') < body.index('id="renewals"')
    assert page.context["counts"].all == 1, "a suggestion is not counted"


def test_the_horizon_dashes_what_is_suggested_and_says_so(reader, if_extended):
    if_extended(2)
    page = reader.get("/")
    marks = page.context["horizon"].lanes[0].marks
    assert [(mark.shape, mark.is_guess) for mark in marks] == [("sub", True), ("sub", True)]
    body = page.content.decode()
    assert body.count('class="guess"') == 2
    assert "dashed: suggested, reminds nobody" in body


def test_suggestions_fit_into_the_forty_rows_and_cost_no_query(reader, many, if_extended, django_assert_num_queries):
    if_extended(9)
    many(60)
    with django_assert_num_queries(8):
        page = reader.get("/")
    assert page.content.count(b'class="row"') == 40


def test_suggestions_of_a_stream_that_nobody_confirmed_wait_for_it(reader, if_extended, suggestion):
    if_extended(2, obligation=suggestion, report=None)
    assert reader.get("/").context["if_extended"].rows == []


@pytest.mark.parametrize(("how_many", "words"), [(1, "1 step</a> lies before"), (3, "3 steps</a> lie before")])
def test_everybodys_desk_says_what_is_not_recorded_too(reader, deadline, how_many, words):
    for _each in range(how_many):
        deadline(standing="not_recorded", due_on=date(2025, 10, 1))
    assert words in reader.get("/?who=all").content.decode()


def test_mandates_without_an_owner_are_said_to_who_can_give_them_one(client, monday, mandate, colleague, head):
    Mandate.objects.filter(pk=mandate.pk).update(owner=None)
    Mandate.objects.create(name="Another", slug="another")
    client.force_login(head)
    body = client.get("/?who=all").content.decode()
    assert '<a href="/mandates/?who=nobody">2 mandates</a> have no owner' in body
    listed = client.get("/mandates/?who=nobody").content.decode()
    assert "/mandates/another/" in listed
    client.force_login(colleague)
    assert "1 mandate</a> has no owner" in client.get("/?who=unit").content.decode(), "of the unit"
    assert "no owner" not in client.get("/?who=all").content.decode()


def test_suggestions_of_mandates_without_an_owner_are_pointed_at_from_everybodys_own_desk(reader, mandate, suggestion):
    Mandate.objects.filter(pk=mandate.pk).update(owner=None)
    body = reader.get("/?who=me").content.decode()
    assert '<a href="?who=all#confirm">1 suggestion</a> of a mandate without an owner waits under All.' in body
    assert f'id="stream-{suggestion.pk}"' in reader.get("/?who=all").content.decode()


def test_one_suggestion_waits_and_two_wait(reader, mandate, suggestion):
    assert "1 suggestion</a> waits for your confirmation." in shown(reader.get("/"), "lead")


def test_a_long_name_is_shortened_with_the_whole_in_its_title(reader, mandate, easter):
    name = "Special Rapporteur on the implications of many long names for the width of pages"
    Mandate.objects.filter(pk=mandate.pk).update(name=name, short_name="")
    page = reader.get("/")
    short = "Special Rapporteur on the implications of…"
    assert page.context["horizon"].lanes[0].name == short
    assert f'<span class="of" title="{name}">{short}</span>' in page.content.decode()
    assert f'title="{name}" href="?who=me&amp;mandate=solidarity"' in page.content.decode()


def test_the_renewal_watch_marks_no_real_mandate_as_an_example(reader, mandate):
    Mandate.objects.filter(pk=mandate.pk).update(is_example=True)
    assert "example" not in shown(reader.get("/"), "renewals")


def test_what_is_suggested_met_or_not_recorded_is_no_row(reader, deadline):
    deadline(standing="suggested")
    deadline(met_on=MONDAY)
    deadline(standing="met")
    deadline(standing="not_recorded", due_on=date(2025, 10, 1))
    page = reader.get("/")
    assert b'class="row"' not in page.content
    assert page.context["counts"].not_recorded == 1
    assert "1 step</a>" in page.content.decode()


def test_dates_without_a_day_open_questions_and_suggestions_are_counted(reader, mandate, deadline, suggestion):
    deadline(due_on=None, late_after=None)
    OpenQuestion.objects.create(mandate=mandate, words="Which text came at the 59th session?")
    page = reader.get("/").content.decode()
    assert "1 date</a>" in page
    assert "1 open question</a>" in page
    assert "1 suggestion</a>" in page
    assert f'id="stream-{suggestion.pk}"' in page
    assert f"/streams/{suggestion.pk}/confirm/" in page
    assert f"/streams/{suggestion.pk}/reject/" in page


def test_the_desk_opens_on_what_is_the_readers_own_and_on_everything_for_who_owns_nothing(
    client, deadline, officer, colleague, monday
):
    mine, handed_on = deadline(), deadline(assigned_to=colleague)
    client.force_login(officer)
    page = client.get("/")
    assert page.context["chosen"]["who"] == "me"
    assert f'id="due-{mine.pk}"' in page.content.decode()
    assert f'id="due-{handed_on.pk}"' not in page.content.decode()
    client.force_login(colleague)
    page = client.get("/")
    assert page.context["chosen"]["who"] == "all"
    assert page.content.count(b'class="row"') == 2


def test_the_filters_are_links_with_numbers_and_the_address_is_the_state(reader, deadline, mandate, colleague):
    deadline()
    deadline(assigned_to=colleague)
    renewal = deadline(obligation=None, report=None)
    deadline(obligation=None, report=None, holder=MandateHolder.objects.create(mandate=mandate, name="A holder"))
    page = reader.get("/?who=unit&kind=renewal")
    assert page.content.count(b'class="row"') == 1
    assert f'id="due-{renewal.pk}"' in page.content.decode()
    numbers = {
        (choices.name, choice.words): choice.number for choices in page.context["choices"] for choice in choices.choices
    }
    assert numbers["who", "Mine"] == 3
    assert numbers["who", "My unit"] == 4
    assert numbers["kind", "All of them"] == 4
    assert numbers["kind", "Reports"] == 2
    assert numbers["kind", "Renewals"] == 1
    assert numbers["kind", "Appointments"] == 1
    assert numbers["kind", "Visits"] == 0
    assert numbers["mandate", "Made-up solidarity"] == 1
    assert "/?who=unit&amp;kind=renewal</output>" in page.content.decode()


def test_what_an_address_asks_and_nobody_knows_is_said(reader, deadline):
    deadline()
    page = reader.get("/?kind=letter")
    assert "“letter” is not known here" in page.content.decode()
    assert page.content.count(b'class="row"') == 1


def test_the_renewal_watch_shows_both_clocks(reader, mandate):
    watch = shown(reader.get("/"), "renewals")
    for words in ("53/5, para. 3", "three years", "31–13–3", "HRC62", "Mon 15 Jun", "12 July 2026", "due"):
        assert words in watch, words


def test_the_horizon_has_a_lane_a_mandate_a_band_a_session_and_dashes_what_is_not_known(reader, easter):
    page = reader.get("/")
    horizon = page.context["horizon"]
    assert [lane.name for lane in horizon.lanes] == ["Made-up solidarity"]
    assert [mark.shape for mark in horizon.lanes[0].marks] == ["sub", "ren"]
    bands = {band.number: band for band in horizon.bands}
    assert list(bands) == ["61", "62", "63", "64"]  # the 63rd and 64th by the pattern of past years
    assert [band.is_firm for band in bands.values()] == [True, False, False, False]
    assert b'style="' not in page.content


def test_late_rows_never_push_out_all_that_is_due(reader, many):
    many(50, first=MONDAY - timedelta(days=60))
    many(50, first=MONDAY)
    page = reader.get("/")
    assert page.content.count(b'class="row"') == 40
    groups = page.context["groups"]
    assert (len(groups["overdue"].rows), groups["overdue"].more) == (20, 30)
    assert len(groups["week"].rows) == 8
    assert 'href="/deadlines/?who=me&amp;when=overdue"' in page.content.decode()


@pytest.mark.parametrize("how_many", [1, 40])
def test_the_desk_costs_the_same_for_one_date_as_for_forty(
    reader, many, suggestion, how_many, django_assert_num_queries
):
    many(how_many, first=MONDAY - timedelta(days=5))
    with django_assert_num_queries(8):  # session, reader, calendar, mandates, tally, streams, marks, rows
        page = reader.get("/")
    assert page.content.count(b'class="row"') == how_many + 1  # and the suggested stream


def test_a_reader_who_owns_nothing_costs_no_more(
    client, colleague, many, suggestion, monday, django_assert_max_num_queries
):
    many(40)
    client.force_login(colleague)
    with django_assert_max_num_queries(8):
        client.get("/")


def test_a_fragment_brings_the_rows_and_all_that_changes_with_the_filter(reader, easter):
    page = reader.get("/?who=unit", headers=HTMX)
    body = page.content.decode()
    assert "<!doctype" not in body.lower()
    assert f'id="due-{easter.pk}"' in body
    for part in ("lead", "filters", "horizon", "renewals"):
        assert f'id="{part}"' in body
    assert body.count("hx-swap-oob") == 4
    assert "HX-Request" in page.headers["Vary"]
    whole = reader.get("/?who=unit", headers={**HTMX, "HX-History-Restore-Request": "true"})
    assert whole.content.lower().lstrip().startswith(b"<!doctype")


def test_an_empty_desk_says_so(reader):
    page = reader.get("/").content.decode()
    assert "Nothing overdue" in page
    assert "No mandate here yet" in page


def test_nobody_reads_the_desk_without_signing_in(client, db):
    assert client.get("/").status_code == 302
    assert Deadline.objects.count() == 0


def test_an_administrator_sees_on_the_desk_that_a_closed_account_heads_a_unit(
    client, administrator, officer, head, mandate, monday
):
    client.force_login(administrator)
    assert "headed by a closed account" not in client.get("/").content.decode()
    head.is_active = False
    head.save()
    page = client.get("/").content.decode()
    assert "1 unit is headed by a closed account: what its head is to be told reaches nobody." in page
    assert "The head’s account is closed" in client.get(mandate.get_absolute_url()).content.decode()
    client.force_login(officer)
    assert "headed by a closed account" not in client.get("/").content.decode()
