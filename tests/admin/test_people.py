"""What closing an account in the data entry does with the mandates of the person."""

import pytest
from django.urls import reverse

from mandates.models import LogEntry, Mail, Mandate, User

pytestmark = pytest.mark.django_db


def test_closing_an_account_hands_the_mandates_to_the_deputies_and_names_those_without(
    client, administrator, officer, colleague, unit
):
    kept = Mandate.objects.create(name="Albinism", slug="albinism", owner=officer, deputy=colleague, unit=unit)
    bare = Mandate.objects.create(name="Cambodia", slug="cambodia", owner=officer, unit=unit)
    client.force_login(administrator)
    values = {name: getattr(officer, name) for name in ("username", "first_name", "last_name", "email", "role")}
    address = reverse("admin:mandates_user_change", args=[officer.pk])
    answer = client.post(address, {**values, "unit": unit.pk}, follow=True)  # “active” is not ticked
    officer.refresh_from_db()
    assert not officer.is_active
    kept.refresh_from_db()
    bare.refresh_from_db()
    assert (kept.owner, kept.deputy, bare.owner) == (colleague, None, None)
    assert "Without an owner now: Cambodia." in answer.content.decode()
    assert LogEntry.objects.filter(what="handed", by=administrator, mandate=kept).exists()


def test_closing_the_account_of_a_head_says_which_unit_has_none_and_so_does_the_page_of_units(
    client, administrator, head, unit
):
    client.force_login(administrator)
    units = reverse("admin:mandates_unit_changelist")
    assert "reaches nobody" not in client.get(units).content.decode()
    values = {name: getattr(head, name) for name in ("username", "first_name", "last_name", "email", "role")}
    address = reverse("admin:mandates_user_change", args=[head.pk])
    answer = client.post(address, {**values, "unit": unit.pk}, follow=True)  # “active” is not ticked
    assert f"Still head of {unit}: what the head is to be told reaches nobody" in answer.content.decode()
    for page in (units, reverse("admin:mandates_unit_change", args=[unit.pk])):
        assert "closed: what the head is to be told reaches nobody" in client.get(page).content.decode()


@pytest.fixture
def mailed(officer):
    return Mail.objects.create(
        person=officer, to=officer.email, on="2026-03-30", state=Mail.State.SENT, text="2 overdue"
    )


@pytest.mark.parametrize("selected", [False, True], ids=["on its page", "ticked in the list"])
def test_an_account_that_mails_were_sent_to_is_kept_and_the_page_says_to_close_it(
    client, administrator, officer, mailed, selected
):
    client.force_login(administrator)
    if selected:
        values = {"action": "delete_selected", "_selected_action": officer.pk, "post": "yes"}
        answer = client.post(reverse("admin:mandates_user_changelist"), values)
    else:
        answer = client.post(reverse("admin:mandates_user_delete", args=[officer.pk]), {"post": "yes"})
    page = answer.content.decode()
    assert "1 mail to Lena Haddad is kept as proof of what was sent." in page
    assert "Close the account instead" in page
    assert "protected" not in page
    assert User.objects.filter(pk=officer.pk).exists()
    assert Mail.objects.get() == mailed


def test_an_account_that_nothing_was_sent_to_can_be_deleted(client, administrator, officer):
    client.force_login(administrator)
    client.post(reverse("admin:mandates_user_delete", args=[officer.pk]), {"post": "yes"})
    assert not User.objects.filter(pk=officer.pk).exists()
