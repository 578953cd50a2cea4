"""One's own choices about mail, and “tell me again”."""

from datetime import date, time

import pytest
from django.urls import reverse

from mandates.models import MailHabit, Recall, ReminderChoice

pytestmark = pytest.mark.django_db


def test_when_one_gets_mail_is_kept(client, officer):
    client.force_login(officer)
    page = client.get(reverse("reminders")).content.decode()
    assert 'name="digest" id="id_digest" checked' in page or "checked" in page
    client.post(reverse("keep_habit"), {"digest": "on", "from_hour": "09:00", "working_days_only": "on"})
    habit = MailHabit.objects.get(person=officer)
    assert (habit.digest, habit.notices, habit.from_hour, habit.working_days_only) == (True, False, time(9), True)
    client.post(reverse("keep_habit"), {"notices": "on"})
    assert MailHabit.objects.count() == 1
    assert "You get no mail of what is due." in client.get(reverse("reminders")).content.decode()


def test_an_hour_that_no_clock_has_is_asked_again_and_what_was_typed_is_kept(client, officer):
    client.force_login(officer)
    answer = client.post(reverse("keep_habit"), {"digest": "on", "from_hour": "25:00"})
    assert answer.status_code == 422
    assert "25:00" in answer.content.decode()
    assert not MailHabit.objects.exists()


def test_a_choice_is_added_replaced_and_left_to_the_rules_again(client, officer, mandate):
    client.force_login(officer)
    given = {"kind": "own", "mandate": mandate.pk, "told": "yes", "leads": "3, 10"}
    client.post(reverse("add_choice"), given)
    client.post(reverse("add_choice"), {**given, "told": "no", "leads": ""})
    choice = ReminderChoice.objects.get()
    assert (choice.kind, choice.mandate, choice.is_on, choice.leads) == ("own", mandate, False, "")
    assert "not by mail" in client.get(reverse("reminders")).content.decode()
    client.post(reverse("remove_choice", args=[choice.pk]))
    assert not ReminderChoice.objects.exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"told": "yes", "kind": "own", "leads": "soon"}, "Write days as numbers"),
        ({"told": "yes", "kind": "own", "leads": "9999"}, "Write days as numbers"),
    ],
)
def test_a_choice_without_numbers_is_asked_again(client, officer, given, words):
    client.force_login(officer)
    answer = client.post(reverse("add_choice"), given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ReminderChoice.objects.exists()


def test_every_step_of_any_mandate_is_a_default_of_ones_own(client, officer):
    client.force_login(officer)
    client.post(reverse("add_choice"), {"told": "yes", "leads": "21,5"})
    client.post(reverse("add_choice"), {"told": "yes", "leads": "20,5"})
    choice = ReminderChoice.objects.get()
    assert (choice.kind, choice.mandate, choice.leads) == ("", None, "20,5")
    page = client.get(reverse("reminders")).content.decode()
    assert "by mail, 20,5 days before" in page
    assert 'aria-label="Leave to the rules: every step' in page


def test_nobody_changes_the_choices_of_others(client, officer, colleague, easter):
    theirs = ReminderChoice.objects.create(person=colleague, kind="own")
    again = Recall.objects.create(person=colleague, deadline=easter, on=date(2026, 5, 1))
    client.force_login(officer)
    client.post(reverse("remove_choice", args=[theirs.pk]))
    client.post(reverse("remove_recall", args=[again.pk]))
    assert ReminderChoice.objects.exists()
    assert Recall.objects.exists()


def test_tell_me_again_is_in_three_weeks_unless_another_day_is_given(client, officer, monday, easter):
    client.force_login(officer)
    page = client.get(reverse("recall", args=[easter.pk])).content.decode()
    assert 'value="2026-04-20"' in page
    client.post(reverse("recall", args=[easter.pk]), {"on": "2026-04-20", "why": "ask the holder"})
    kept = Recall.objects.get()
    assert (kept.person, kept.deadline, kept.on, kept.why) == (officer, easter, date(2026, 4, 20), "ask the holder")
    assert "ask the holder" in client.get(reverse("reminders")).content.decode()
    client.post(reverse("remove_recall", args=[kept.pk]))
    assert not Recall.objects.exists()


def test_a_day_that_is_over_is_no_day_to_be_told_again(client, officer, monday, easter):
    client.force_login(officer)
    answer = client.post(reverse("recall", args=[easter.pk]), {"on": "2026-03-30"})
    assert answer.status_code == 422
    assert "Give a day from tomorrow on." in answer.content.decode()
