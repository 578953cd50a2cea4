"""Whether anybody sends: the page that turns red, and the answer for monitoring."""

from datetime import timedelta

import pytest
from django.urls import reverse

from mandates import clock
from mandates.records.workers import FROM_RUN_TO_RUN, beat, keep_fault, stopped
from mandates.reminding.watching import SILENCE

pytestmark = pytest.mark.django_db


def seen(ago, within, name="worker"):
    beat(name, at=clock.now() - ago, within=within, did="3 sent, 0 kept for the next run", is_watching=True)


@pytest.mark.parametrize(
    ("ago", "within", "status", "word"),
    [
        (timedelta(minutes=1), SILENCE, 200, "seen within its time"),
        (timedelta(minutes=6), SILENCE, 503, "not seen within its time"),
        (timedelta(hours=25), FROM_RUN_TO_RUN, 200, "seen within its time"),
        (timedelta(hours=27), FROM_RUN_TO_RUN, 503, "not seen within its time"),
    ],
)
def test_the_page_turns_red_when_nobody_was_seen_within_the_time(client, officer, ago, within, status, word):
    seen(ago, within)
    client.force_login(officer)
    page = client.get(reverse("workers")).content.decode()
    assert word in page
    assert ('class="state late"' in page) == (status == 503)
    assert ("Nobody sends" in page) == (status == 503)
    assert "3 sent, 0 kept for the next run" in page
    client.logout()
    assert client.get(reverse("health")).status_code == status


def test_one_that_is_alive_is_enough_and_the_missed_one_is_still_marked(client, officer):
    seen(timedelta(hours=1), SILENCE, "old")
    seen(timedelta(), SILENCE, "new")
    client.force_login(officer)
    page = client.get(reverse("workers")).content.decode()
    assert "Somebody sends" in page
    assert page.count('class="state late"') == 1
    assert client.get(reverse("health")).status_code == 200


def test_one_that_was_stopped_sends_no_more_and_is_not_missed(client, officer):
    seen(timedelta(minutes=1), SILENCE)
    stopped("worker", at=clock.now())
    assert client.get(reverse("health")).status_code == 503
    client.force_login(officer)
    page = client.get(reverse("workers")).content.decode()
    assert "stopped as asked" in page
    assert "missed" not in page


def test_where_nobody_ever_sent_the_page_says_how_mails_go_out(client, officer):
    client.force_login(officer)
    page = client.get(reverse("workers")).content.decode()
    assert "never seen" in page
    assert "manage.py remind --watch" in page


def test_monitoring_learns_no_more_than_whether_somebody_sends(client):
    seen(timedelta(), SILENCE)
    assert client.get(reverse("health")).content == b"sending\n"
    assert client.get(reverse("workers")).status_code == 302


def test_a_worker_that_meets_a_fault_shows_it_and_since_when_and_monitoring_hears_of_it(client, officer):
    seen(timedelta(), SILENCE)
    keep_fault("worker", "KeyError: 'H7'", at=clock.now())
    client.force_login(officer)
    page = client.get(reverse("workers")).content.decode()
    assert "Something goes wrong" in page
    assert "KeyError: &#x27;H7&#x27;" in page
    assert "since" in page
    client.logout()
    answer = client.get(reverse("health"))
    assert (answer.status_code, answer.content) == (503, b"something goes wrong\n")


def test_another_worker_without_a_fault_is_enough_and_the_fault_is_still_shown(client, officer):
    seen(timedelta(), SILENCE, "faulty")
    keep_fault("faulty", "KeyError", at=clock.now())
    seen(timedelta(), SILENCE, "new")
    client.force_login(officer)
    page = client.get(reverse("workers")).content.decode()
    assert "Somebody sends" in page
    assert "KeyError" in page
    assert client.get(reverse("health")).status_code == 200
