"""The page of a person's calendar address: made, copied, changed, renewed, revoked."""

import re

import pytest

from mandates.models import CalendarFeed, LogEntry, Mandate


@pytest.fixture
def reader(client, officer, monday):
    client.force_login(officer)
    return client


def feed():
    return CalendarFeed.objects.running().get()


def test_who_has_no_address_makes_one_in_one_press(reader):
    assert "You have no address" in reader.get("/calendar/").content.decode()
    page = reader.post("/calendar/", {"whose": "me"}, follow=True)
    body = page.content.decode()
    assert f"http://testserver/feeds/{feed().secret}/desk.ics" in body
    assert f'href="webcal://testserver/feeds/{feed().secret}/desk.ics"' in body
    assert "http://testserver/feeds/public.ics" in body


def test_the_choices_change_and_the_address_stays(reader):
    reader.post("/calendar/", {"whose": "me"})
    secret = feed().secret
    reader.post("/calendar/", {"whose": "unit", "alarms": "on"})
    assert (feed().secret, feed().whose, feed().alarms) == (secret, "unit", True)


def test_a_choice_that_there_is_not_changes_nothing(reader):
    assert reader.post("/calendar/", {"whose": "the Council"}).status_code == 422
    assert not CalendarFeed.objects.exists()


def test_renewing_gives_another_address_and_revoking_gives_none(reader, client):
    reader.post("/calendar/", {"whose": "me"})
    first = feed().secret
    reader.post("/calendar/renew/")
    second = feed().secret
    assert first != second
    reader.post("/calendar/revoke/")
    assert not CalendarFeed.objects.running().exists()
    assert {client.get(f"/feeds/{secret}/desk.ics").status_code for secret in (first, second)} == {410}


def test_a_link_alone_changes_nothing(reader):
    assert reader.get("/calendar/renew/").status_code == 405
    assert reader.get("/calendar/revoke/").status_code == 405


def test_the_log_says_who_made_changed_renewed_and_revoked_an_address_and_never_the_address(reader, officer):
    reader.post("/calendar/", {"whose": "me"})
    first = feed().secret
    reader.post("/calendar/", {"whose": "me", "alarms": "on"})
    reader.post("/calendar/", {"whose": "me", "alarms": "on"})  # nothing new
    reader.post("/calendar/renew/")
    second = feed().secret
    reader.post("/calendar/revoke/")
    reader.post("/calendar/revoke/")  # nothing runs any more
    entries = LogEntry.objects.filter(by=officer).order_by("pk")
    assert [(entry.what, entry.to_value) for entry in entries] == [
        ("feed", "made"),
        ("feed", "my own deadlines, with alarms"),
        ("feed", "renewed; the address before has stopped"),
        ("feed", "revoked"),
    ]
    kept = " ".join(f"{entry.from_value} {entry.to_value} {entry.why}" for entry in entries)
    assert not any(secret in kept or secret.partition(":")[0] in kept for secret in (first, second))
    assert "revoked" in reader.get("/calendar/").content.decode()


def test_nobody_sees_what_a_colleague_did_with_an_address(reader, client, colleague):
    reader.post("/calendar/", {"whose": "me"})
    client.force_login(colleague)
    assert "What happened" not in client.get("/calendar/").content.decode()


def test_the_feed_of_each_own_mandate_answers_at_the_address_that_is_shown(reader, officer, mandate):
    Mandate.objects.create(name="Somebody else's subject", slug="another")
    mandate.owner = officer
    mandate.save()
    reader.post("/calendar/", {"whose": "me"})
    body = reader.get("/calendar/").content.decode()
    shown = re.findall(r"http://testserver(/feeds/[^<\s]+/mandates/[^<\s]+)", body)
    assert [address.rpartition("/")[2] for address in shown] == [f"{mandate.slug}.atom"]
    assert reader.get(shown[0]).status_code == 200
