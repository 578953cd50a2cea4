"""The plan of a session: weeks down the page, steps in their weeks, today, days off."""

from datetime import date

import pytest

from mandates.models import DayOff, Deadline, Mandate, Session

PAGE = "/sessions/hrc62/"


@pytest.fixture
def reader(client, officer, monday):
    client.force_login(officer)
    return client


def weeks(page):
    return {week.first: week for week in page.context["plan"].weeks}


def test_each_step_stands_in_its_week_counted_from_the_opening(reader, deadline):
    deadline(due_on=date(2026, 4, 2))
    deadline(due_on=date(2026, 6, 15), step="Hold the dialogue with the Council")
    page = reader.get(PAGE)
    found = weeks(page)
    submission = found[date(2026, 3, 30)]
    assert submission.distance == "11 weeks before"  # 77 days from this Monday to Monday 15 June
    assert [entry.act for day in submission.days for entry in day.entries] == ["Submit the report"]
    assert found[date(2026, 6, 15)].distance == "week 1"
    assert found[date(2026, 6, 15)].quiet == 10  # between 30 March and 15 June lie ten Mondays without a date
    assert "HRC62 opens" in page.content.decode()


def test_today_and_days_off_are_marked(reader, deadline):
    deadline(due_on=date(2026, 3, 23))
    deadline(due_on=date(2026, 4, 9))
    for station in ("GVA", "NYC"):
        DayOff.objects.create(station=DayOff._meta.get_field("station").choices[station == "NYC"][0],
                              on=date(2026, 4, 3), name="Good Friday")  # fmt: skip
    days = {day.on: day for week in weeks(reader.get(PAGE)).values() for day in week.days}
    assert [on for on, day in days.items() if day.is_today] == [date(2026, 3, 30)]
    assert days[date(2026, 4, 3)].is_off
    assert days[date(2026, 4, 3)].notes == ["Good Friday"]  # once, though two duty stations have it


def test_a_week_says_what_of_it_is_late_done_or_in_session(reader, deadline):
    deadline(due_on=date(2026, 3, 2))
    deadline(due_on=date(2026, 3, 9), met_on=date(2026, 3, 6))
    deadline(due_on=date(2026, 6, 19), step="Give the budget information")
    Session.objects.filter(number=62).update(closes_on=date(2026, 7, 10))
    classes = {first: week.classes for first, week in weeks(reader.get(PAGE)).items()}
    assert classes == {
        date(2026, 3, 2): "late-li",
        date(2026, 3, 9): "done",
        date(2026, 3, 30): "now-li",
        date(2026, 6, 15): "sess-li",
        date(2026, 7, 6): "sess-li",  # the last day
    }


def test_one_step_of_many_mandates_on_one_day_is_one_entry(reader, deadline, officer, django_assert_num_queries):
    one = deadline()
    reader.get(PAGE)
    with django_assert_num_queries(
        10
    ):  # session, reader; the session, calendar, what hangs; steps, acting, rows, days off; log
        reader.get(PAGE)
    for number in range(30):
        other = Mandate.objects.create(name=f"Expert on subject {number:02}", slug=f"s{number}", owner=officer)
        deadline(mandate=other, key=f"H7|HRC62|s{number}")
    with django_assert_num_queries(10):
        page = reader.get(PAGE)
    (entry,) = [entry for day in weeks(page)[date(2026, 3, 30)].days for entry in day.entries]
    assert (len(entry.rows), entry.more) == (8, 23)
    assert page.context["plan"].number == 31
    assert "23 more" in page.content.decode()
    mine = reader.get(f"{PAGE}?mandate=solidarity")
    assert mine.context["plan"].number == 1
    assert f'href="/deadlines/{one.pk}/"' in mine.content.decode()


def test_what_has_no_day_stands_at_the_foot(reader, deadline):
    deadline(due_on=None, late_after=None, step="Record symbol and dialogue")
    plan = reader.get(PAGE).context["plan"]
    assert plan.weeks == []
    assert [entry.act for entry in plan.undated] == ["Record symbol and dialogue"]


def test_whose_mandates_are_shown_is_in_the_address(reader, deadline, colleague):
    deadline()
    Mandate.objects.update(owner=colleague)
    assert reader.get(PAGE).context["plan"].number == 1
    page = reader.get(f"{PAGE}?who=me")
    assert page.context["plan"].is_empty
    assert "No date of these mandates hangs on it." in page.content.decode()


def test_the_planner_of_the_next_session_has_an_address_of_its_own(reader, sessions):
    assert reader.get("/sessions/next/").url == "/sessions/hrc61/"  # on until tomorrow
    Session.objects.all().delete()
    assert reader.get("/sessions/next/").url == "/sessions/"


def test_a_suggestion_that_is_past_is_no_date_of_the_plan(reader, deadline):
    deadline(due_on=date(2026, 1, 5), standing=Deadline.Standing.SUGGESTED)
    assert reader.get(PAGE).context["plan"].is_empty
