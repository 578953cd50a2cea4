"""The head of unit moves a session: preview, accept; every affected owner gets exactly one notice."""

from datetime import date

import pytest
from playwright.sync_api import expect

from mandates.models import Deadline, Mandate, MandateAction, Notice, Session
from mandates.records.loading import load_reference, load_sample
from mandates.records.planning import replan

from .clicks import Clicks
from .looks import no_barrier, no_scrolling_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MONDAY = date(2026, 3, 30)


@pytest.fixture
def two_mandates(today, officer, colleague, head):
    """The sample, owned by the officer, and another mandate up for renewal at the 62nd, owned by a colleague."""
    today(MONDAY)
    load_reference()
    sample = load_sample(MONDAY, followed_since=date(2025, 12, 1))
    Mandate.objects.filter(pk=sample.pk).update(owner=officer)
    other = Mandate.objects.create(
        name="Independent Expert on a made-up subject",
        short_name="Made-up subject",
        slug="made-up-subject",
        owner=colleague,
        followed_since=date(2025, 12, 1),
    )
    text = sample.runs_on.resolution
    MandateAction.objects.create(mandate=other, resolution=text, what="extends", term="P3Y", paragraph_key="4")
    replan([other.pk], MONDAY)
    return sample, other


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_head_of_unit_moves_a_session_in_under_five_clicks_and_every_owner_is_told_once(
    desk, two_mandates, officer, colleague, head, javascript
):
    clicks = Clicks(desk("/", person=head, javascript=javascript))
    page = clicks.page
    clicks.on("Sessions", within=page.get_by_role("navigation", name="Places"))
    clicks.on("HRC62", within=page.locator("#hrc62"))
    page.locator("#id_opens_on").fill("2026-06-22")
    page.get_by_label("Reason").fill("letter of the Secretariat")
    clicks.on("Preview what would move", "button")
    submission = page.get_by_role("row", name="Submit the report")
    expect(submission).to_contain_text("Thu 2 Apr 2026")
    expect(submission).to_contain_text("Mon 13 Apr 2026")
    expect(submission).to_contain_text("10 weeks before HRC62 opens")
    expect(page.get_by_role("heading", name="Made-up subject")).to_be_visible()
    assert Session.objects.get(body="HRC", kind="regular", number=62).opens_on == date(2026, 6, 15)
    clicks.on("Move them", "button")
    assert clicks.number < 5
    expect(page.get_by_text("HRC62 was changed.")).to_be_visible()
    expect(page.get_by_text("2 people are told.")).to_be_visible()
    assert sorted(Notice.objects.values_list("person__username", flat=True)) == ["haddad", "ibarra"]
    moved = Deadline.objects.get(rule__code="H7", session__number=62, session__body="HRC")
    assert moved.due_on == date(2026, 4, 13)

    told = desk("/", person=officer, javascript=javascript)
    told.get_by_role("link", name="Read what changed").click()
    expect(told.get_by_text("Thu 2 Apr 2026 → Mon 13 Apr 2026")).to_be_visible()
    told.get_by_role("button", name="Mark as read").click()
    expect(told.get_by_text("Nothing new since you last looked")).to_be_visible()


def test_colleague_who_was_faster_is_noticed_before_anything_moves(desk, two_mandates, head, officer):
    page = desk("/sessions/hrc62/", person=head)
    page.locator("#id_opens_on").fill("2026-06-22")
    page.get_by_label("Reason").fill("letter")
    page.get_by_role("button", name="Preview what would move").click()
    expect(page.get_by_role("button", name="Move them")).to_be_visible()
    Deadline.objects.filter(rule__code="H7", session__number=62).update(
        set_by_hand=True,
        set_reason="slot agreed",
        due_on=date(2026, 4, 9),
        rule_gave_on=date(2026, 4, 2),
        plan_digest=0,
    )
    page.get_by_role("button", name="Move them").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was changed yet.")
    expect(page.get_by_text("set by hand: stays, its ground moved")).to_be_visible()
    page.get_by_role("button", name="Move them").click()
    expect(page.get_by_text("HRC62 was changed.")).to_be_visible()


def test_axe_finds_nothing_on_sessions_rules_previews_and_notices(desk, live_server, two_mandates, head):
    page = desk("/sessions/", person=head)
    values = "opens_on=2026-06-22&closes_on=&planned_opens_on=&planned_closes_on=&parts=&source=one&why=letter"
    for path in ("/sessions/", "/sessions/hrc62/", f"/sessions/hrc62/preview/?{values}", "/rules/H7/", "/notices/"):
        page.goto(live_server.url + path)
        no_barrier(page)
        no_scrolling_sideways(page)
        page.set_viewport_size({"width": 1440, "height": 900})
