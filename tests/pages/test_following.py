"""Following and the inbox in the pages: one press, a note that stays, and a number that every page shows."""

import re
from datetime import date

import pytest

from mandates.models import Follow, Mandate, Notice
from mandates.records.deadlines import record_met
from mandates.records.following import follow
from mandates.records.renewal import record_outcome

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def reader(client, colleague):
    client.force_login(colleague)
    return client


def renewed(mandate, by, symbol="62/9"):
    return record_outcome(mandate, what="extends", symbol=symbol, adopted="2026-03-27", term="P3Y", by=by, why="seen")


def test_a_mandate_is_followed_with_a_note_and_ended_from_its_page(reader, colleague, mandate):
    page = reader.get("/mandates/solidarity/").content.decode()
    assert 'action="/mandates/solidarity/follow/"' in page
    page = reader.post("/mandates/solidarity/follow/", {"why": "our note quotes it", "by_mail": "on"}, follow=True)
    assert "our note quotes it" in page.content.decode()
    row = Follow.objects.get()
    assert (row.person, row.mandate, row.why, row.by_mail) == (colleague, mandate, "our note quotes it", True)
    reader.post(f"/following/{row.pk}/end/", headers={"referer": "http://testserver/mandates/solidarity/"})
    assert not Follow.objects.exists()
    assert 'action="/mandates/solidarity/follow/"' in reader.get("/mandates/solidarity/").content.decode()


def test_a_note_that_is_too_long_comes_back_as_typed(reader, mandate):
    answer = reader.post("/mandates/solidarity/follow/", {"why": "long " * 60})
    assert answer.status_code == 422
    assert "long long" in answer.content.decode()
    assert not Follow.objects.exists()


def test_notes_and_mail_are_changed_on_one_page(reader, colleague, mandate, officer):
    row, _new = follow(colleague, mandate, why="first")
    other, _new = follow(officer, mandate, why="not yours")
    page = reader.get("/following/").content.decode()
    assert 'value="first"' in page
    assert "not yours" not in page
    reader.post(f"/following/{row.pk}/", {"why": "second"})
    row.refresh_from_db()
    assert (row.why, row.by_mail) == ("second", False)
    assert reader.post(f"/following/{other.pk}/", {"why": "second"}).status_code == 404
    answer = reader.post(f"/following/{row.pk}/", {"why": "long " * 60})
    assert answer.status_code == 422
    assert "long long" in answer.content.decode()


def test_a_person_is_followed_once_and_nobody_follows_themselves(reader, colleague, officer, mandate):
    reader.post("/following/people/", {"colleague": officer.pk, "why": "my stand-in", "by_mail": "on"})
    assert Follow.objects.get().colleague == officer
    for whom in (officer, colleague):
        assert reader.post("/following/people/", {"colleague": whom.pk}).status_code == 422
    renewed(mandate, officer)
    assert Notice.objects.get().person == colleague


def test_the_page_says_into_which_mandate_a_followed_one_went(reader, colleague, officer, mandate, text):
    follow(colleague, mandate)
    new = Mandate.objects.create(name="Expert on made-up unity", slug="unity")
    new.actions.create(resolution=text, what="creates")
    mandate.actions.update(what="merges")
    Mandate.objects.filter(pk=mandate.pk).update(renewal_state="ended")
    page = reader.get("/following/").content.decode()
    assert "went over; followed on as" in page
    assert 'href="/mandates/unity/"' in page


def test_the_inbox_says_what_happened_from_to_why_who_and_repeats_the_note(reader, colleague, officer, mandate):
    follow(colleague, mandate, why="our note quotes it")
    renewed(mandate, officer)
    page = reader.get("/notices/").content.decode()
    words = re.sub(r"<[^>]+>|\s+", " ", page)
    assert "Made-up solidarity: 62/9 extends." in words
    assert "from due, outcome not recorded to extends, 62/9" in words or "from due to extends, 62/9" in words
    assert "seen L. Haddad" in " ".join(words.split())
    assert "our note quotes it" in page
    assert 'href="/resolutions/62/9/"' in page


def test_a_notice_leads_to_the_date_that_it_is_about(reader, colleague, officer, mandate, easter):
    follow(colleague, mandate)
    record_met(easter, on=date(2026, 3, 30), by=officer)
    assert f'href="/deadlines/{easter.pk}/"' in reader.get("/notices/").content.decode()


def badge(page):
    found = re.search(r'<a class="inbox"[^>]*>Inbox(?: <b>(\d+))?', page.content.decode())
    return int(found[1] or 0)


def test_every_page_shows_how_many_are_not_read_and_reading_takes_them_off(reader, colleague, officer, mandate):
    for number in range(3):
        Notice.objects.create(person=colleague, text=f"R. Okonjo changed HRC6{number}.")
    Notice.objects.create(person=officer, text="Not for the reader.")
    for address in ("/", "/deadlines/", "/mandates/solidarity/", "/following/"):
        assert badge(reader.get(address)) == 3
    newest = Notice.objects.for_person(colleague).first()
    assert badge(reader.post(f"/notices/{newest.pk}/read/", follow=True)) == 2
    page = reader.get("/notices/").content.decode()
    assert newest.heading not in page
    assert newest.heading in reader.get("/notices/?read=all").content.decode()
    assert badge(reader.post("/notices/read/", follow=True)) == 0
    assert Notice.objects.unread().get().person == officer


@pytest.mark.parametrize("how_many", [1, 30])
def test_the_inbox_costs_the_same_for_one_notice_as_for_thirty(
    reader, colleague, officer, mandate, how_many, django_assert_num_queries
):
    follow(colleague, mandate)
    for number in range(how_many):
        renewed(mandate, officer, f"62/{number + 1}")
    with django_assert_num_queries(5):  # session, reader, number, notices, follows
        assert reader.get("/notices/").content.count(b'<article class="notice"') == how_many
