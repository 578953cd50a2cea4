"""The deadlines as a month and as twelve: the same filters, in the same address."""

from datetime import date

import pytest

from mandates.models import DayOff, Deadline

HTMX = {"HX-Request": "true"}


@pytest.fixture
def reader(client, officer, monday):
    client.force_login(officer)
    return client


def squares(page):
    """What stands in the squares of the month, by day."""
    return {day.on: [row.pk for row in day.entries] for _week, days in page.context["month"].weeks for day in days}


def test_a_date_stands_in_its_square(reader, easter):
    page = reader.get("/deadlines/?view=month&month=2026-04")
    assert squares(page)[date(2026, 4, 2)] == [easter.pk]
    assert sum(map(len, squares(page).values())) == 1
    body = page.content.decode()
    assert "April 2026" in body
    assert f'class="ev" href="/deadlines/{easter.pk}/"' in body


def test_a_month_has_whole_weeks_from_monday_to_sunday(reader, easter):
    weeks = reader.get("/deadlines/?view=month&month=2026-04").context["month"].weeks
    assert [week for week, _days in weeks] == [14, 15, 16, 17, 18]
    assert [day.on for day in weeks[0][1]] == [
        date(2026, 3, 30),
        date(2026, 3, 31),
        *(date(2026, 4, n) for n in range(1, 6)),
    ]


def test_days_off_sessions_and_today_are_marked(reader, easter):
    DayOff.objects.create(on=date(2026, 4, 6), name="Easter Monday")
    page = reader.get("/deadlines/?view=month&month=2026-04")
    days = {day.on: day for _week, days in page.context["month"].weeks for day in days}
    assert days[date(2026, 4, 6)].off == "Easter Monday"
    assert "off" in days[date(2026, 4, 6)].classes.split()
    assert {"now", "sess", "out"} <= set(days[date(2026, 3, 30)].classes.split())
    assert "sess" not in days[date(2026, 4, 1)].classes.split()  # the 61st closed on 31 March


def test_the_filters_count_for_the_month_as_for_the_list(reader, deadline, colleague):
    mine, theirs = deadline(), deadline(assigned_to=colleague)
    suggested = deadline(standing="suggested")
    for asked, found in (("who=me", {mine.pk}), ("who=ibarra", {theirs.pk}), ("standing=suggested", {suggested.pk})):
        page = reader.get(f"/deadlines/?view=month&month=2026-04&{asked}")
        assert set(squares(page)[date(2026, 4, 2)]) == found
        assert f"{asked}" in page.context["asked"]
        listed = reader.get(f"/deadlines/?{page.context['listed_at']}")
        assert {row.pk for row in listed.context["page"].object_list} == found


def test_a_full_day_says_how_many_more_and_leads_to_their_list(reader, deadline):
    for _number in range(7):
        deadline()
    page = reader.get("/deadlines/?view=month&month=2026-04")
    (day,) = [day for _week, days in page.context["month"].weeks for day in days if day.on == date(2026, 4, 2)]
    assert (len(day.entries), day.more) == (4, 3)
    body = page.content.decode()
    assert 'href="?since=2026-04-02&amp;until=2026-04-02">3 more</a>' in body
    assert reader.get("/deadlines/?since=2026-04-02&until=2026-04-02").context["page"].paginator.count == 7
    assert len(page.context["month"].listed) == 7


def test_one_month_leads_to_the_next_with_its_filters(reader, easter):
    page = reader.get("/deadlines/?view=month&month=2026-12&who=me")
    assert page.context["months"] == {
        "before": "who=me&view=month&month=2026-11",
        "after": "who=me&view=month&month=2027-01",
    }


def test_what_is_no_month_shows_the_present_one(reader, easter):
    assert str(reader.get("/deadlines/?view=month&month=soon").context["month"].month) == "2026-03"


def test_twelve_months_count_the_dates_of_each_day_and_lead_to_them(reader, deadline):
    deadline(due_on=date(2026, 3, 23), late_after=date(2026, 3, 23))
    deadline(due_on=date(2026, 4, 2))
    deadline(due_on=date(2026, 4, 2))
    deadline(due_on=date(2027, 2, 28))
    deadline(due_on=date(2027, 3, 1))  # a day after the twelve
    page = reader.get("/deadlines/?view=year")
    year = page.context["year"]
    assert [str(each.month) for each in (year[0], year[-1])] == ["2026-03", "2027-02"]
    assert [each.number for each in year] == [1, 2, *[0] * 9, 1]
    assert page.context["year_number"] == 4
    days = {day.on: day for each in year for _week, days in each.weeks for day in days if day.number}
    assert days[date(2026, 4, 2)].number == 2
    assert days[date(2026, 3, 23)].kind == "l"
    assert 'href="?since=2026-04-02&amp;until=2026-04-02">2' in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "queries"),  # session, reader, rows, days off, sittings, colleagues, sessions, views; and who acts today
    [("view=month&month=2026-04", 10), ("view=year", 9)],
)
@pytest.mark.parametrize("how_many", [1, 30])
def test_calendars_cost_the_same_for_one_date_as_for_thirty(
    reader, many, asked, queries, how_many, django_assert_num_queries
):
    many(how_many, date(2026, 4, 1))
    with django_assert_num_queries(queries):
        reader.get(f"/deadlines/?{asked}")


def test_slot_dates_before_the_summer_that_are_not_submitted_have_an_address(reader, deadline, colleague, client):
    wanted = deadline(due_on=date(2026, 6, 19))
    deadline(due_on=date(2026, 6, 22))
    deadline(due_on=date(2026, 5, 4), step="Clear the draft")
    deadline(due_on=date(2026, 5, 4), met_on=date(2026, 3, 20))
    address = "/deadlines/?q=submit&until=2026-06-20"
    assert [row.pk for row in reader.get(address).context["page"].object_list] == [wanted.pk]
    client.force_login(colleague)
    assert [row.pk for row in client.get(address).context["page"].object_list] == [wanted.pk]


def test_a_day_that_nobody_knows_is_left_out_and_said(reader, easter):
    page = reader.get("/deadlines/?until=summer")
    assert "“summer” is not known here" in page.content.decode()
    assert page.context["page"].paginator.count == Deadline.objects.count()


def test_a_fragment_keeps_the_view(reader, easter):
    body = reader.get("/deadlines/?view=month&month=2026-04&who=me", headers=HTMX).content.decode()
    assert "<!doctype" not in body.lower()
    assert 'class="month"' in body
    assert "view=month" in body


@pytest.mark.parametrize("view", ["month", "year"])
def test_what_has_no_day_is_counted_beside_the_months(reader, easter, deadline, view):
    assert "no day" not in reader.get(f"/deadlines/?view={view}").content.decode()
    deadline(due_on=None, late_after=date(2026, 3, 1), step="Record the outcome")
    deadline(due_on=None, late_after=date(2026, 3, 1), met_on=date(2026, 3, 2))
    page = reader.get(f"/deadlines/?view={view}&who=all")
    assert "1 open step has no day, and stands in no month." in page.content.decode()
    assert "Record the outcome" in reader.get(f"/deadlines/?{page.context['listed_at']}").content.decode()
