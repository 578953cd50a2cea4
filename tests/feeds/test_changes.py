"""Feeds of changes as a feed reader sees them, which did not write them; nothing internal is in the public ones."""

from datetime import date, datetime, timedelta

import feedparser
import pytest
from django.test import Client
from lxml import etree

from mandates.models import Mandate, Report, Resolution, Rule, Session
from mandates.records.calendars import make_feed, revoke_feed
from mandates.records.changing import move_session
from mandates.records.deadlines import add_note, record_met, set_date
from mandates.records.following import follow
from mandates.records.handovers import hand_over_until
from mandates.records.renewal import record_outcome

pytestmark = pytest.mark.usefixtures("monday")
ATOM = {"a": "http://www.w3.org/2005/Atom"}
PUBLIC = "/feeds/public.atom"


def read(response):
    """The feed as feedparser reads it, without a word of complaint."""
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.bozo_exception
    assert feed.version == "atom10"
    return feed


def titles(response):
    return [entry.title for entry in read(response).entries]


@pytest.fixture
def reader():
    """A feed reader, signed in nowhere."""
    return Client()


@pytest.fixture
def own(feed, reader):
    return lambda query="", **headers: reader.get(f"/feeds/{feed.secret}/changes.atom{query}", headers=headers)


def renewed(mandate, by, **given):
    facts = {"what": "extends", "symbol": "62/9", "adopted": "2026-03-27", "term": "P3Y"}
    return record_outcome(mandate, by=by, **{**facts, **given})


def assert_has_what_the_standard_requires(response):
    """RFC 4287, 4.1.1 and 4.1.2: id, title, updated and an author; a self link; each entry with id, title, updated."""
    root = etree.fromstring(response.content)
    for element in [root, *root.findall("a:entry", ATOM)]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", ATOM)) == 1
        moment = datetime.fromisoformat(element.findtext("a:updated", namespaces=ATOM))
        assert moment.tzinfo is not None
        assert element.findtext("a:id", namespaces=ATOM).startswith("tag:testserver,2026:")
        assert element.find("a:link", ATOM) is not None
    assert root.find("a:author/a:name", ATOM) is not None
    assert root.find("a:link[@rel='self']", ATOM) is not None
    ids = [entry.findtext("a:id", namespaces=ATOM) for entry in root.findall("a:entry", ATOM)]
    assert len(ids) == len(set(ids))


def test_both_kinds_of_feed_carry_what_the_standard_requires(own, reader, mandate, officer, text):
    renewed(mandate, officer, why="seen <in> the hall & heard\x0c")
    for response in (own(), reader.get(PUBLIC), reader.get("/feeds/mandates/solidarity.atom")):
        assert_has_what_the_standard_requires(response)
        assert read(response).entries


def test_a_feed_without_entries_is_a_feed_as_well(own, reader):
    for response in (own(), reader.get(PUBLIC)):
        assert_has_what_the_standard_requires(response)
        assert read(response).entries == []


def test_an_entry_says_what_from_to_why_and_who(own, mandate, officer):
    entry = renewed(mandate, officer, why="seen in the hall")
    [told] = read(own()).entries
    assert told.id == f"tag:testserver,2026:log/{entry.pk}"
    assert told.title == "Made-up solidarity: outcome recorded, 62/9"
    assert told.link == "http://testserver/resolutions/62/9/"
    assert "extends, 62/9" in told.summary
    assert "seen in the hall" in told.summary
    assert told.author == "L. Haddad"
    assert datetime.fromisoformat(told.updated) == entry.at


def test_ids_stay_while_other_entries_come(own, easter, officer):
    add_note(easter, "first", by=officer)
    before = {entry.id for entry in read(own()).entries}
    add_note(easter, "second", by=officer)
    assert before < {entry.id for entry in read(own()).entries}


def test_it_holds_what_is_ones_own_and_what_one_follows_and_no_more(reader, mandate, officer, colleague, head):
    other = Mandate.objects.create(name="Expert on made-up water", slug="water", owner=head)
    feed = make_feed(colleague)
    renewed(mandate, officer)
    renewed(other, head, symbol="62/10")
    address = f"/feeds/{feed.secret}/changes.atom"
    assert titles(reader.get(address)) == []
    follow(colleague, mandate)
    assert titles(reader.get(address)) == ["Made-up solidarity: outcome recorded, 62/9"]
    follow(colleague, head)
    assert len(titles(reader.get(address))) == 2


def test_who_stands_in_has_it_in_the_feed_while_it_lasts(reader, mandate, officer, colleague, monday, today):
    feed = make_feed(colleague)
    renewed(mandate, officer)
    hand_over_until([mandate], away=officer, to=colleague, from_on=monday, until=monday, by=officer, today=monday)
    address = f"/feeds/{feed.secret}/changes.atom"
    assert "Made-up solidarity: outcome recorded, 62/9" in titles(reader.get(address))
    today(monday + timedelta(days=1))
    assert "Made-up solidarity: outcome recorded, 62/9" not in titles(reader.get(address))


def test_a_moved_session_of_which_one_was_told_is_in_it(reader, sample, officer, head):
    mandate = sample(date(2026, 3, 30))
    Mandate.objects.filter(pk=mandate.pk).update(owner=officer, deputy=None)
    feed = make_feed(officer)
    session = Session.objects.get(body="HRC", kind="regular", number=62)
    move_session(session, {"opens_on": date(2026, 6, 22)}, by=head, why="letter", seen="*")
    assert titles(reader.get(f"/feeds/{feed.secret}/changes.atom"))[0] == "HRC62: edited"


def test_one_mandate_has_a_feed_of_its_own(reader, feed, mandate, easter, officer, head):
    other = Mandate.objects.create(name="Expert on made-up water", slug="water", owner=officer)
    renewed(other, officer, symbol="62/10")
    add_note(easter, "the sponsor rang", by=officer)
    [told] = read(reader.get(f"/feeds/{feed.secret}/mandates/solidarity.atom")).entries
    assert told.title == "Made-up solidarity: note, Submit the report"
    assert told.link == f"http://testserver/deadlines/{easter.pk}/"
    assert reader.get(f"/feeds/{feed.secret}/mandates/nothing.atom").status_code == 404


@pytest.mark.parametrize("path", ["changes.atom", "mandates/solidarity.atom"])
def test_an_address_that_was_revoked_or_is_not_ours_gives_nothing(reader, feed, officer, mandate, path):
    assert reader.get(f"/feeds/{feed.code}/{path}").status_code == 404
    revoke_feed(officer)
    assert reader.get(f"/feeds/{feed.secret}/{path}").status_code == 410
    new = make_feed(officer)
    assert reader.get(f"/feeds/{new.secret}/{path}").status_code == 200
    officer.is_active = False
    officer.save()
    assert reader.get(f"/feeds/{new.secret}/{path}").status_code == 410


def test_nothing_is_sent_again_while_nothing_changed(own, reader, mandate, officer):
    renewed(mandate, officer)
    for address, again in ((own, own), (lambda **h: reader.get(PUBLIC, headers=h),) * 2):
        first = address()
        assert first["Last-Modified"]
        for headers in ({"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}):
            answer = again(**headers)
            assert (answer.status_code, answer.content) == (304, b"")
    stamp = own()["ETag"]
    renewed(mandate, officer, symbol="62/10")
    assert own(**{"if-none-match": stamp}).status_code == 200


def test_a_private_feed_is_kept_by_nobody_on_the_way(own, reader):
    assert "private" in own()["Cache-Control"]
    assert "public" in reader.get(PUBLIC)["Cache-Control"]


def walked(reader, address):
    """All entries of a feed, page after page by its own links."""
    found, pages = [], 0
    while address:
        feed = read(reader.get(address.removeprefix("http://testserver")))
        found += [entry.id for entry in feed.entries]
        pages += 1
        address = next((link.href for link in feed.feed.links if link.rel == "next"), None)
    return found, pages


def test_a_long_feed_comes_in_pages(reader, feed, easter, officer, mandate):
    for number in range(120):
        add_note(easter, f"note {number}", by=officer)
    found, pages = walked(reader, f"/feeds/{feed.secret}/changes.atom")
    assert (len(found), len(set(found)), pages) == (120, 120, 3)
    for number in range(60):
        text = Resolution.objects.create(symbol=f"A/HRC/RES/70/{number}", adopted=f"2020-01-{number % 28 + 1:02}")
        mandate.actions.create(resolution=text, what="theme")
    found, pages = walked(reader, f"{PUBLIC}?mandate=solidarity")
    assert (len(found), len(set(found)), pages) == (61, 61, 2)
    for asked in ("0", "-1", "x", "²", "9" * 30):
        assert reader.get(f"{PUBLIC}?page={asked}").status_code == 200


@pytest.mark.parametrize("how_many", [1, 20])
def test_a_feed_costs_the_same_for_one_entry_as_for_twenty(
    own, reader, mandate, easter, officer, call, how_many, django_assert_num_queries
):
    for number in range(how_many):
        add_note(easter, "rang", by=officer)
        text = Resolution.objects.create(symbol=f"A/HRC/RES/70/{number}", adopted="2020-01-01")
        mandate.actions.create(resolution=text, what="theme")
        Report.objects.create(mandate=mandate, symbol=f"A/HRC/70/{number}", issued_on=date(2020, 1, 2))
    with django_assert_num_queries(4):  # feed, follows, mandates merged, log
        assert len(read(own()).entries) == how_many
    with django_assert_num_queries(5):  # texts, what they do, reports, rules, calls
        assert len(read(reader.get(PUBLIC)).entries) == 2 * how_many + 1


# The public record

INTERNAL = ("secret", "Secret", "Haddad", "2026-04-2", "22 April", "24 December", "/deadlines/", "A/HRC/62/71")


@pytest.fixture
def call(db):
    return Rule.objects.create(
        code="H1", step="Publish", done_word="Done", anchor="S", offset="-P24W",
        applies_to="Council: written documents", stage="call",
    )  # fmt: skip


@pytest.fixture
def record(mandate, text, deadline, officer, sessions, call):
    """What the office keeps: a part that is public, and one that is not, with "secret" in its words."""
    mandate.owner.last_name = "Secretname"
    mandate.owner.save()
    record_outcome(
        mandate, what="modifies", symbol="62/9", adopted="2026-03-27", term="P3Y", by=mandate.owner, why="secret reason"
    )
    Resolution.objects.filter(symbol="A/HRC/RES/62/9").update(notes="secret note", source="secret source")
    Report.objects.create(
        mandate=mandate, symbol="A/HRC/61/70", title="Debt", issued_on=date(2026, 2, 2), presented_on=date(2026, 3, 3),
        submitted_on=date(2025, 12, 24), notes="secret note",
    )  # fmt: skip
    Report.objects.create(mandate=mandate, symbol="A/HRC/62/71", submitted_on=date(2026, 3, 29), title="secret draft")
    published = deadline(key="H1|one", rule=call, due_on=date(2026, 3, 20), assigned_to=officer)
    record_met(published, on=date(2026, 3, 22), by=officer)
    planned = deadline(key="H1|two", rule=call, due_on=date(2026, 4, 21))
    set_date(planned, date(2026, 4, 22), by=officer, reason="secret agreement")
    deadline(key="H1|three", rule=call, standing="suggested", due_on=date(2026, 4, 23))
    add_note(planned, "secret note", by=officer)
    unverified = Resolution.objects.create(symbol="A/HRC/RES/50/99", adopted="2022-07-07", title="secret guess")
    mandate.actions.create(resolution=unverified, what="extends", term="P3Y", confidence="unverified")
    return mandate


def test_the_public_feed_tells_texts_reports_and_calls_that_are_out(record, reader):
    feed = read(reader.get(PUBLIC))
    assert [(entry.title, entry.updated[:10]) for entry in feed.entries] == [
        ("62/9", "2026-03-27"),
        ("Call for inputs, HRC62: Independent Expert on made-up solidarity", "2026-03-22"),
        ("A/HRC/61/70: Debt", "2026-03-03"),
        ("53/5: A made-up mandate", "2023-07-12"),
    ]
    assert "adapts: Independent Expert on made-up solidarity, three years" in feed.entries[0].summary
    assert [entry.link for entry in feed.entries][2] == "https://docs.un.org/en/A/HRC/61/70"


def test_nothing_internal_is_in_the_public_feed(record, reader):
    """Observer, 10: by crawling, as an anonymous visitor, every address that the public feeds name."""
    to_see, seen = [PUBLIC, "/feeds/mandates/solidarity.atom", f"{PUBLIC}?q=made-up"], set()
    while to_see:
        address = to_see.pop()
        if address in seen:
            continue
        seen.add(address)
        response = reader.get(address)
        if response.status_code == 302:
            assert response["Location"].startswith("/sign-in/"), "what is not public asks who reads"
            continue
        body = response.content.decode()
        for inner in INTERNAL:
            assert inner not in body, (address, inner)
        feed = read(response)
        links = [link.href for link in feed.feed.links] + [entry.link for entry in feed.entries]
        for link in links:
            assert link.startswith(("http://testserver/", "https://docs.un.org/"))
            if link.startswith("http://testserver/"):
                to_see.append(link.removeprefix("http://testserver"))
    assert len(seen) >= 4


@pytest.mark.parametrize(
    ("query", "number"), [("?mandate=solidarity", 4), ("?mandate=other", 0), ("?q=made-up+solid", 4), ("?q=water", 0)]
)
def test_a_theme_can_be_followed_alone(record, reader, query, number):
    assert len(read(reader.get(f"{PUBLIC}{query}")).entries) == number


def test_pages_name_their_feed(client, officer, mandate):
    client.force_login(officer)
    named = '<link rel="alternate" type="application/atom+xml" href="{}"'
    assert named.format("/feeds/public.atom") in client.get("/").content.decode()
    assert named.format("/feeds/mandates/solidarity.atom") in client.get("/mandates/solidarity/").content.decode()


def test_the_page_of_feeds_shows_the_secret_address_of_changes(client, officer, feed):
    client.force_login(officer)
    page = client.get("/calendar/").content.decode()
    assert f"http://testserver/feeds/{feed.secret}/changes.atom" in page
    assert "http://testserver/feeds/public.atom" in page
