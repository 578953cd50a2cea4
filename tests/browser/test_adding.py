"""A person adds what the reader missed: with the pointer, with the keyboard alone, and without a script."""

from datetime import date

import pytest
from playwright.sync_api import expect

from mandates.models import Request
from mandates.records import drafts
from mandates.records.draft_additions import add
from mandates.records.loading import load_reference
from tests.invented import resolution_text

from .looks import no_barrier, no_scrolling_sideways

SCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain forms"])
MARK = """words => {
  const walker = document.createTreeWalker(document.querySelector(".came"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
    return;
  }
}"""

REPORT = {
    "addressee": "Secretary-General", "kind": "report", "recipients": ["HRC"], "sessions": [], "recurrence": "once",
    "mode": None, "by_date": None, "words": "", "paragraph": "5", "span": [0, 7],
}  # fmt: skip


@pytest.fixture
def draft(transactional_db, today, officer):
    load_reference()
    today(date(2026, 11, 24))
    return drafts.make_draft(resolution_text(), by=officer)


def the_added(draft):
    return draft.facts.get(confidence="")


@SCRIPT
def test_a_request_is_added_removed_and_stays_so_when_the_page_is_loaded_again(desk, draft, javascript):
    page = desk(draft.get_absolute_url(), javascript=javascript)
    page.get_by_role("link", name="Add a request").click()
    page.get_by_label("Paragraph").select_option("5")
    page.get_by_label("The words it rests on").fill("remain seized of the matter")
    page.get_by_label("Addressees").fill("States")
    page.get_by_label("What is asked").fill("to remain seized")
    page.get_by_role("button", name="Add", exact=True).click()
    row = page.locator("#section-request .fact").last
    expect(row).to_contain_text("to remain seized")
    expect(row).to_contain_text("Added by L. Haddad.")
    expect(row).to_contain_text("confirmed")
    expect(page.locator("#done-request")).to_have_text("1 of 5 decided")
    expect(page.locator(f"#w-{the_added(draft).pk}")).to_have_text("remain seized of the matter")
    row.get_by_role("button", name="Remove").click()
    expect(row).to_contain_text("removed")
    page.reload()
    expect(row).to_contain_text("removed")
    row.get_by_role("button", name="Undo").click()
    expect(row.get_by_role("button", name="Accept")).to_be_visible()


def test_words_marked_in_the_text_as_it_came_become_the_words_of_the_fact(desk, draft):
    page = desk(draft.get_absolute_url())
    page.evaluate(MARK, "remain seized")
    page.locator(".marked").get_by_role("link", name="Add a request").click()
    expect(page.get_by_label("The words it rests on")).to_have_value("remain seized")
    expect(page.get_by_label("Paragraph")).to_have_value("5")
    expect(page.get_by_label("Addressees")).to_be_focused()
    page.keyboard.type("States")
    page.keyboard.press("Enter")
    expect(page.locator(".fact:focus")).to_contain_text("remain seized")
    assert draft.shown_text[the_added(draft).start :].startswith("remain seized of")


def test_with_the_keyboard_alone_a_stream_is_added_to_the_paragraph_one_is_at(desk, draft):
    page = desk(draft.get_absolute_url())
    rows = page.locator("#section-report .fact")
    rows.first.focus()
    page.keyboard.press("a")
    expect(page.get_by_label("Who reports")).to_be_focused()
    expect(page.get_by_label("Paragraph")).to_have_value("4")
    page.keyboard.type("Secretary-General")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(2)
    expect(page.locator(".fact:focus")).to_contain_text("Secretary-General")
    page.keyboard.press("x")
    expect(rows.filter(has_text="Secretary-General")).to_contain_text("removed")


def test_the_plus_beside_a_paragraph_begins_with_it_and_another_kind_keeps_the_place(desk, draft):
    page = desk(draft.get_absolute_url())
    page.get_by_label("Add a fact that was missed: para. 5").click()
    expect(page.get_by_label("What is asked")).to_have_value("Decides to remain seized of the matter.")
    page.get_by_label("The words it rests on").fill("remain seized")
    page.locator(".adding").get_by_role("link", name="Add a reporting stream").click()
    expect(page.get_by_label("Who reports")).to_be_visible()
    expect(page.get_by_label("The words it rests on")).to_have_value("remain seized")
    expect(page.get_by_label("Paragraph")).to_have_value("5")


def test_what_was_typed_stays_when_the_connection_is_lost_and_is_added_once(desk, draft):
    page = desk(draft.get_absolute_url())
    page.get_by_label("Add a fact that was missed: para. 5").click()
    page.get_by_label("Addressees").fill("States")
    page.context.set_offline(True)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("What you typed is still here.")).to_be_visible()
    expect(page.get_by_label("Addressees")).to_have_value("States")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#section-request .fact")).to_have_count(5)
    assert the_added(draft)


def test_what_a_colleague_adds_while_one_has_the_draft_open_is_told_and_confirmed_too(desk, draft, colleague):
    page = desk(draft.get_absolute_url())
    value = {"verb": "request", "addressees": ["States"], "text": "to remain", "paragraph": "5", "span": [0, 7]}
    add(draft, "request", value, by=colleague)
    page.locator("#section-mandate").get_by_role("button", name="Accept").click()
    expect(page.locator("#news")).to_contain_text("T. Ibarra added to this text since you opened it.")
    page.locator("#news").get_by_role("link", name="Show it").click()
    expect(page.locator("#section-request .fact").last).to_contain_text("Added by T. Ibarra.")
    page.get_by_role("button", name="Confirm and make dates").click()
    expect(page.locator("h1")).to_contain_text("lighthouses")
    assert Request.objects.get(sources__paragraph_key="5").confirmed_by == colleague


def test_what_is_typed_in_other_forms_stays_when_all_that_was_read_is_drawn_anew(desk, draft, colleague):
    page = desk(draft.get_absolute_url())
    first, _none, second = draft.facts.filter(kind="request")[:3]
    row = page.locator(f"#fact-{first.pk}")
    row.get_by_role("link", name="Edit").click()
    asked = row.get_by_label("What is asked")
    asked.fill("to light every lamp")
    page.get_by_role("link", name="Add a decision on a mandate").click()
    rests_on = page.locator("#add-decision").get_by_label("The words it rests on")
    rests_on.fill("remain seized")

    split = page.locator(f"#fact-{second.pk}")
    split.get_by_role("link", name="Split").click()
    split.get_by_role("radio").first.check()
    split.get_by_role("button", name="Split", exact=True).click()
    expect(page.locator("#section-request .fact")).to_have_count(5)
    expect(split.locator("form.form")).to_have_count(0)
    expect(asked).to_have_value("to light every lamp")
    expect(rests_on).to_have_value("remain seized")

    page.get_by_role("button", name="Accept what is certain").click()
    expect(page.locator("#done-front")).not_to_contain_text("0 of")
    add(draft, "report", REPORT, by=colleague)
    page.locator("#section-mandate").get_by_role("button", name="Accept").click()
    page.locator("#news").get_by_role("link", name="Show it").click()
    expect(page.locator("#section-report .fact").last).to_contain_text("Added by T. Ibarra.")
    expect(rests_on).to_have_value("remain seized")
    expect(asked).to_have_value("to light every lamp")


def test_no_barrier_is_found(desk, draft):
    page = desk(f"{draft.get_absolute_url()}add/report/?paragraph=4")
    no_barrier(page)
    page.goto(page.url.split("add/")[0])
    page.get_by_label("Add a fact that was missed: para. 5").click()
    expect(page.get_by_label("Addressees")).to_be_focused()
    no_barrier(page)


def test_nothing_scrolls_sideways(desk, draft):
    no_scrolling_sideways(desk(f"{draft.get_absolute_url()}add/decision/?paragraph=4"))
