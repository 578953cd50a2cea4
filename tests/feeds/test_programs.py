"""The feed in real programs of the system: vdirsyncer fetches it, khal shows it."""

import os
import shutil
import subprocess
from datetime import date

import pytest

from mandates.records.calendars import make_feed, revoke_feed
from mandates.records.deadlines import set_date

PROGRAMS = ("vdirsyncer", "khal")

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, PROGRAMS)),
    reason="khal and vdirsyncer, the system's calendar programs, are not installed",
)


@pytest.fixture
def subscriber(live_server, tmp_path, officer):
    """A person who subscribed the officer's feed: `subscriber.fetch()` tells whether it came, `subscriber.april()`."""
    return Subscriber(f"{live_server.url}/feeds/{make_feed(officer).secret}/desk.ics", tmp_path)


class Subscriber:
    def __init__(self, address, place):
        self.place, self.kept = place, place / "events"
        self.kept.mkdir()
        (place / "vdirsyncer.conf").write_text(f"""
[general]
status_path = "{place}/status/"
[pair desk]
a = "feed"
b = "kept"
collections = null
conflict_resolution = "a wins"
[storage feed]
type = "http"
url = "{address}"
[storage kept]
type = "filesystem"
path = "{self.kept}"
fileext = ".ics"
""")
        (place / "khal.conf").write_text(f"""
[calendars]
[[desk]]
path = {self.kept}
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {place}/khal.db
""")
        self._run("vdirsyncer", "-c", f"{place}/vdirsyncer.conf", "discover", answers="y\n" * 4)

    def fetch(self) -> bool:
        return self._run("vdirsyncer", "-c", f"{self.place}/vdirsyncer.conf", "sync").returncode == 0

    def take(self, feed: bytes) -> None:
        """Put a feed that came by hand into the calendar; an event that is there under its UID is replaced."""
        (self.place / "feed.ics").write_bytes(feed)
        khal = ("khal", "-c", f"{self.place}/khal.conf")
        assert self._run(*khal, "import", "--batch", "-a", "desk", f"{self.place}/feed.ics").returncode == 0

    def events(self) -> int:
        return len(list(self.kept.iterdir()))

    def names(self) -> list[str]:
        """The UIDs of the events that the calendar has."""
        lines = (line for path in self.kept.iterdir() for line in path.read_text().splitlines())
        return sorted(line for line in lines if line.startswith("UID:"))

    def april(self) -> list[str]:
        """What khal lists from 1 to 30 April 2026, each as "day: title"."""
        shown = ["--day-format", "", "--format", "{start-date}: {title}"]
        found = self._run("khal", "-c", f"{self.place}/khal.conf", "list", *shown, "2026-04-01", "2026-04-30")
        assert found.returncode == 0, found.stderr
        return [line for line in found.stdout.splitlines() if line.strip() and not line.startswith("No events")]

    def _run(self, *command, answers=""):
        # The programs run on the system's own Python, with a home of their own.
        mine = {
            "HOME": str(self.place),
            "LC_ALL": "C.UTF-8",
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "TZ": "Europe/Zurich",
        }
        keep = {name: os.environ[name] for name in ("no_proxy", "NO_PROXY") if name in os.environ}
        return subprocess.run(command, env={**keep, **mine}, input=answers, capture_output=True, text=True, timeout=60)


def test_a_real_calendar_shows_the_date_and_moves_the_same_event(monday, easter, officer, subscriber):
    assert subscriber.fetch()
    assert subscriber.april() == ["2026-04-02: Submit the report, HRC62: Made-up solidarity"]
    events = subscriber.events()

    set_date(easter, date(2026, 4, 9), by=officer, reason="slot agreed")
    assert subscriber.fetch()
    assert subscriber.april() == ["2026-04-09: Submit the report, HRC62: Made-up solidarity"]
    assert subscriber.events() == events, "no second event"


def test_a_real_calendar_knows_a_moved_date_by_its_name(monday, easter, officer, subscriber, client):
    """vdirsyncer names what it fetches anew; khal goes by the UID."""
    feed = f"/feeds/{make_feed(officer).secret}/desk.ics"
    subscriber.take(client.get(feed).content)
    names = subscriber.names()
    assert f"UID:deadline-{easter.pk}@testserver" in names
    set_date(easter, date(2026, 4, 9), by=officer, reason="slot agreed")
    subscriber.take(client.get(feed).content)
    assert subscriber.names() == names
    assert subscriber.april() == ["2026-04-09: Submit the report, HRC62: Made-up solidarity"]


def test_a_revoked_feed_comes_no_more(monday, easter, officer, subscriber):
    assert subscriber.fetch()
    revoke_feed(officer)
    assert not subscriber.fetch()
    assert len(subscriber.april()) == 1, "what was fetched before is the subscriber's own"
