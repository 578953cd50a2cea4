"""Links in a mail: signed, for one purpose and some days, and nothing happens before a button is pressed."""

import re
from datetime import date, timedelta
from itertools import permutations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from mandates import clock
from mandates.models import LogEntry, Mail, MailHabit
from mandates.reminding import links
from mandates.reminding.writing import text_to_keep

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 30)


@pytest.fixture
def stranger():
    """A browser that never signed in, and that checks forged forms like a real server."""
    return Client(enforce_csrf_checks=True)


def path(address):
    return address.removeprefix("http://testserver")


def everything_kept():
    return [list(model.objects.order_by("pk").values()) for model in (LogEntry, Mail, MailHabit)]


@pytest.fixture
def kept_mail(officer):
    return Mail.objects.create(person=officer, on=MONDAY, to=officer.email, subject="1 due", state="sent")


@pytest.fixture
def all_links(easter, officer, kept_mail):
    return {
        "done": links.done_address(easter, officer),
        "snooze": links.snooze_address(easter, officer),
        "acknowledge": links.acknowledge_address(kept_mail),
        "stop": links.stop_address(officer, "digest"),
    }


@pytest.mark.parametrize("purpose", links.PURPOSES)
@pytest.mark.parametrize("method", ["get", "head"])
def test_following_a_link_changes_nothing(monday, stranger, easter, all_links, purpose, method):
    before = everything_kept()
    for _time in range(3):  # scanners follow every link, some more than once
        assert getattr(stranger, method)(path(all_links[purpose])).status_code == 200
    assert everything_kept() == before
    easter.refresh_from_db()
    assert (easter.met_on, easter.snoozed_until) == (None, None)


def test_done_from_the_mail_needs_no_signing_in_and_says_who_did_it(monday, stranger, easter, officer, all_links):
    page = stranger.get(path(all_links["done"])).content.decode()
    assert "Submitted" in page
    assert "Nothing has changed yet" in page
    acting = page.partition("<main")[2].partition("</main>")[0]
    assert "<form" in acting
    assert "csrfmiddlewaretoken" not in acting, "the address is the authority"
    said = stranger.post(path(all_links["done"])).content.decode()
    assert "Recorded as done on Mon 30 March 2026, by L. Haddad." in said
    easter.refresh_from_db()
    assert (easter.met_on, easter.met_by) == (MONDAY, officer)
    assert LogEntry.objects.get(what="met").by == officer
    again = stranger.post(path(all_links["done"])).content.decode()
    assert "not open any more: L. Haddad recorded it as done on Mon 30 March 2026." in again
    assert LogEntry.objects.filter(what="met").count() == 1


def test_a_snooze_from_the_mail_is_two_weeks_unless_another_day_is_given_and_happens_once(
    monday, stranger, easter, all_links
):
    address = path(all_links["snooze"])
    page = stranger.get(address).content.decode()
    assert re.search(r'value="2"[^>]*checked', page), "two weeks, as the mail says"
    assert re.findall(r'value="(\d)"[^>]*autofocus', page) == ["2"], "one begins at what is ticked"
    said = stranger.post(address, {"until": "2"}).content.decode()
    assert "Snoozed until Mon 13 April 2026. The due date stays." in said
    easter.refresh_from_db()
    assert (easter.snoozed_until, easter.snoozes, easter.due_on) == (date(2026, 4, 13), 1, date(2026, 4, 2))
    assert "snoozed until Mon 13 April 2026 already" in stranger.post(address, {"until": "1"}).content.decode()
    easter.refresh_from_db()
    assert easter.snoozes == 1


def test_a_snooze_to_a_day_that_is_over_is_asked_again(monday, stranger, easter, all_links):
    answer = stranger.post(path(all_links["snooze"]), {"until": "on", "on": "2026-03-01"})
    assert answer.status_code == 422
    assert "Give a day from tomorrow on." in answer.content.decode()
    easter.refresh_from_db()
    assert easter.snoozed_until is None


def test_a_snooze_past_the_due_date_says_so_beforehand(monday, stranger, easter, all_links):
    page = stranger.get(path(all_links["snooze"])).content.decode()
    assert "in 1 week, Mon 6 Apr, after the due date" in page
    assert "in 2 weeks, Mon 13 Apr, after the due date" in page
    easter.due_on = date(2026, 4, 8)
    easter.save()
    page = stranger.get(path(all_links["snooze"])).content.decode()
    assert "in 1 week, Mon 6 Apr<" in " ".join(page.split()).replace(" <", "<")
    assert "in 2 weeks, Mon 13 Apr, after the due date" in page


def test_of_what_is_late_already_no_snooze_is_called_late(monday, stranger, easter, all_links):
    easter.due_on = easter.late_after = MONDAY - timedelta(days=7)
    easter.save()
    assert "after the due date" not in stranger.get(path(all_links["snooze"])).content.decode()


def test_the_third_snooze_says_beforehand_that_the_head_is_told(monday, stranger, easter, officer):
    easter.snoozes = 2
    easter.save()
    page = stranger.get(path(links.snooze_address(easter, officer))).content.decode()
    assert "This is snooze number 3." in page
    assert "The head of unit is told of it." in page


@pytest.mark.parametrize("state", ["sent", "doubt"])
def test_who_has_seen_a_mail_says_so_and_one_in_doubt_has_arrived(monday, stranger, kept_mail, all_links, state):
    Mail.objects.update(state=state)
    stranger.post(path(all_links["acknowledge"]))
    kept_mail.refresh_from_db()
    assert kept_mail.acknowledged_at
    assert kept_mail.state == "sent"


@pytest.mark.parametrize("kind", ["digest", "notice"])
def test_one_press_in_the_mail_program_ends_these_mails_and_says_how_to_get_them_again(monday, stranger, officer, kind):
    address = path(links.stop_address(officer, kind))
    answer = stranger.post(address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert "tick them in “Your reminders”" in answer.content.decode()
    habit = MailHabit.objects.get(person=officer)
    assert (habit.digest, habit.notices) == (kind != "digest", kind != "notice")


@pytest.mark.parametrize(("purpose", "other"), [*permutations(links.PURPOSES, 2)])
def test_a_link_is_good_for_its_own_purpose_only(monday, stranger, easter, all_links, purpose, other):
    token = all_links[purpose].rstrip("/").rpartition("/")[2]
    assert stranger.post(reverse("from_mail", args=[other, token])).status_code == 404
    easter.refresh_from_db()
    assert (easter.met_on, easter.snoozed_until) == (None, None)
    assert not MailHabit.objects.exists()


@pytest.mark.parametrize("purpose", ["done", "snooze", "acknowledge"])
def test_a_link_to_act_runs_out_after_two_weeks(monday, stranger, easter, all_links, purpose):
    with time_machine.travel(clock.now() + timedelta(days=13, hours=23)):
        assert stranger.get(path(all_links[purpose])).status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=14, hours=1)):
        answer = stranger.post(path(all_links[purpose]))
    assert answer.status_code == 410
    assert "Nothing was changed." in answer.content.decode()


def test_a_link_to_end_the_mails_works_from_an_old_mail_too(stranger, officer, all_links):
    with time_machine.travel(clock.now() + timedelta(days=200)):
        assert stranger.post(path(all_links["stop"])).status_code == 200
    assert not MailHabit.objects.get(person=officer).digest


@pytest.mark.parametrize(
    "change", [lambda token: token[:-1], lambda token: token + "x", lambda token: "9" + token, lambda token: "x"]
)
def test_a_link_that_was_changed_is_refused(monday, stranger, easter, all_links, change):
    start, _slash, token = all_links["done"].rstrip("/").rpartition("/")
    answer = stranger.post(path(f"{start}/{change(token)}/"))
    assert answer.status_code == 404
    easter.refresh_from_db()
    assert easter.met_on is None


def test_a_link_ends_with_the_account(monday, stranger, easter, officer, all_links):
    officer.is_active = False
    officer.save()
    assert stranger.post(path(all_links["done"])).status_code == 404
    easter.refresh_from_db()
    assert easter.met_on is None


def test_the_link_acts_for_the_person_of_the_mail_whoever_is_signed_in(monday, client, easter, colleague, all_links):
    client.force_login(colleague)
    client.post(path(all_links["done"]))
    easter.refresh_from_db()
    assert easter.met_by.last_name == "Haddad"


def test_the_address_is_kept_from_other_sites_and_caches(monday, stranger, all_links):
    answer = stranger.get(path(all_links["done"]))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]


def test_other_purposes_and_methods_have_no_address(stranger, all_links):
    assert stranger.get(reverse("from_mail", args=["delete", "x"])).status_code == 404
    assert stranger.put(path(all_links["done"])).status_code == 405


def test_the_kept_text_of_a_mail_holds_no_link_that_acts(all_links):
    """Who may read the mails of others, an administrator say, cannot act in their names with what they read."""
    text = "\n".join(f"Do it: {address}" for address in all_links.values())
    kept = text_to_keep(text)
    assert kept.count("/mail/") == len(all_links)
    for address in all_links.values():
        assert address.rstrip("/").rpartition("/")[2] not in kept
