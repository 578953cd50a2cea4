"""A calendar program that is not the one that wrote the feed."""

import pytest
import vobject
from django.test import Client

from mandates.records.calendars import make_feed


def events_in(response):
    """The events of a feed by UID, as vobject reads them."""
    read = vobject.readOne(response.content.decode("utf-8"))
    return {event.uid.value: event for event in getattr(read, "vevent_list", [])}


@pytest.fixture
def feed(officer):
    return make_feed(officer)


@pytest.fixture
def subscribed(feed):
    """What a calendar program that is signed in nowhere reads under the officer's address."""

    def read(**headers):
        return Client().get(f"/feeds/{feed.secret}/desk.ics", headers=headers)

    return read


@pytest.fixture
def event_of(subscribed):
    def read(deadline_row):
        return events_in(subscribed())[f"deadline-{deadline_row.pk}@testserver"]

    return read
