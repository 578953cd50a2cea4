"""What closing an account in the data entry does with the mandates of the person."""

import pytest
from django.urls import reverse

from mandates.models import LogEntry, Mandate

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
