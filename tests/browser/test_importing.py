"""Scenarios 1, 2 and 9 of the desk officer in a real browser, within their clicks and keystrokes; and the import page
and the comparison for everybody, with and without a script."""

import time
from datetime import date

import pytest
from playwright.sync_api import expect

from mandates.models import DraftFact, ImportDraft, Mandate, ReportingObligation, Request, Resolution
from mandates.records import drafts
from mandates.records.importing import import_resolution
from mandates.records.loading import SAMPLE, load_reference, load_sample
from tests.conftest import SHARED
from tests.invented import OPERATIVE, resolution_text

from .looks import no_barrier, no_scrolling_sideways

TEXT_53_5 = SHARED / "corpus" / "A_HRC_RES_53_5.json"
SCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain forms"])


@pytest.fixture
def office(transactional_db, today, officer):
    load_reference()
    return today(date(2026, 11, 24))


@pytest.fixture
def text_44_11():
    return (SAMPLE / "resolution-44-11.txt").read_text(encoding="utf-8")


@pytest.fixture
def draft(office, officer, text_44_11):
    return drafts.make_draft(text_44_11, by=officer)


class Counting:
    """A person at a page, whose clicks and keystrokes are counted by the rules of the day with each user."""

    def __init__(self, page):
        self.page, self.clicks, self.keys = page, 0, 0

    def click(self, what):
        self.clicks += 1
        what.click()

    def press(self, key):
        self.keys += 1
        self.page.keyboard.press(key)


def fact_row(page, fact):
    return page.locator(f"#fact-{fact.pk}")


@SCRIPT
def test_scenario_1_the_text_of_44_11_is_pasted_and_one_press_shows_all_that_was_read(
    desk, office, text_44_11, javascript
):
    person = Counting(desk("/", javascript=javascript))
    page = person.page
    begun = time.monotonic()
    person.click(page.get_by_role("link", name="Import", exact=True))
    page.get_by_label("Paste a text").fill(text_44_11)
    person.click(page.get_by_role("button", name="Read"))
    lead = page.locator(".lead")
    for words in (
        "A/HRC/RES/44/11",
        "44th session",
        "16 July 2020",
        "13 + 17 paragraphs",
        "31–15–1",
        "47 States",
        "tally agrees",
    ):
        expect(lead).to_contain_text(words)
    assert person.clicks < 3
    assert time.monotonic() - begun < 10


def test_scenario_2_the_nine_asking_clauses_are_confirmed_with_the_keyboard_alone(desk, draft):
    person = Counting(desk(draft.get_absolute_url()))
    requests = person.page.locator("#section-request .fact")
    expect(requests).to_have_count(9)
    of_11 = [requests.nth(place).locator(".what") for place in (1, 2)]
    expect(of_11[0]).to_contain_text("Civil society")
    expect(of_11[1]).not_to_contain_text("Civil society")
    expect(of_11[1]).to_contain_text("requests States: to give serious consideration")
    heading = person.page.locator("#done-request")
    for _section in ("mandate", "front matter", "decisions", "requests"):
        person.press("n")
    expect(requests.first).to_be_focused()
    for _clause in range(9):
        person.press("Space")
    expect(heading).to_have_text("9 of 9 decided")
    assert person.keys < 20
    assert draft.facts.accepted().filter(kind="request").count() == 9


@pytest.mark.skipif(not TEXT_53_5.is_file(), reason="the shared corpus is not beside the project")
@SCRIPT
def test_scenario_9_the_renewal_arrives_and_open_requests_carry_over_with_their_history(
    desk, transactional_db, today, javascript
):
    load_reference()
    day = today(date(2026, 3, 30))
    mandate = load_sample(day, followed_since=date(2025, 12, 1))
    asked = set(mandate.requests.values_list("pk", flat=True))
    person = Counting(desk("/", javascript=javascript))
    page = person.page
    person.click(page.get_by_role("link", name="Import", exact=True))
    page.get_by_label("Paste a text").fill(TEXT_53_5.read_text(encoding="utf-8"))
    person.click(page.get_by_role("button", name="Read"))
    section = page.locator("#section-mandate")
    expect(section).to_contain_text("Comes after 44/11")
    expect(section).to_contain_text("8 dropped, 1 new, 5 word for word, 2 a word or two changed, 2 reworded")
    expect(section).to_contain_text("8 requests go on; 1 request is not repeated; 2 reporting streams go on")
    person.click(section.get_by_role("button", name="Accept"))
    expect(section).to_contain_text("1 of 1 decided")
    person.click(page.get_by_role("button", name="Accept what is certain"))
    expect(page.locator("#done-request")).to_have_text("8 of 8 decided")
    person.click(page.get_by_role("button", name="Confirm and make dates"))
    expect(page.locator("h1")).to_contain_text("Mandate of Independent Expert")
    expect(page.get_by_role("link", name="Compare with 44/11").first).to_be_visible()
    assert person.clicks < 6
    assert set(mandate.requests.values_list("pk", flat=True)) == asked
    carried = Request.objects.filter(sources__resolution__symbol="A/HRC/RES/53/5")
    assert all(request.sources.count() == 2 and request.standing == "confirmed" for request in carried)
    assert ReportingObligation.objects.filter(mandate=mandate).count() == 2


@SCRIPT
def test_a_fact_is_accepted_rejected_and_undone(desk, draft, javascript):
    page = desk(draft.get_absolute_url(), javascript=javascript)
    first, second = draft.facts.filter(kind="request")[:2]
    fact_row(page, first).get_by_role("button", name="Accept").click()
    expect(fact_row(page, first)).to_contain_text("confirmed")
    fact_row(page, second).get_by_role("button", name="Reject").click()
    expect(fact_row(page, second)).to_contain_text("rejected")
    expect(page.locator("#done-request")).to_have_text("2 of 9 decided")
    fact_row(page, second).get_by_role("button", name="Undo").click()
    expect(page.locator("#done-request")).to_have_text("1 of 9 decided")
    page.reload()
    expect(fact_row(page, first)).to_contain_text("confirmed")


@SCRIPT
def test_a_request_is_edited_and_split(desk, draft, javascript):
    page = desk(draft.get_absolute_url(), javascript=javascript)
    fact = draft.facts.filter(kind="request")[0]
    fact_row(page, fact).get_by_role("link", name="Edit").click()
    page.get_by_label("What is asked").fill("to keep one another company")
    page.get_by_role("button", name="Change").click()
    expect(fact_row(page, fact)).to_contain_text("to keep one another company")
    expect(fact_row(page, fact)).to_contain_text("changed and confirmed")
    long_one = draft.facts.filter(kind="request")[1]
    fact_row(page, long_one).get_by_role("link", name="Split").click()
    page.get_by_role("radio", name="to supply all").check()
    page.get_by_role("form").or_(page.locator("form.form")).get_by_role("button", name="Split").click()
    expect(page.locator("#section-request .fact")).to_have_count(10)


def test_a_request_is_split_with_the_keyboard_alone(desk, draft):
    page = desk(draft.get_absolute_url())
    long_one = draft.facts.filter(kind="request")[1]
    fact_row(page, long_one).focus()
    page.keyboard.press("p")
    expect(page.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#section-request .fact")).to_have_count(10)
    expect(page.locator("#section-request .fact").nth(2)).to_be_focused()


def test_each_decision_that_was_not_heard_says_so_until_it_is_sent_again(desk, draft):
    page = desk(draft.get_absolute_url())
    rows = page.locator("#section-request .fact")
    page.context.set_offline(True)
    for place in range(3):
        rows.nth(place).get_by_role("button", name="Accept").click()
        expect(rows.nth(place).get_by_text("could not be reached")).to_be_visible()
    expect(page.get_by_text("could not be reached").locator("visible=true")).to_have_count(3)
    page.context.set_offline(False)
    for place in range(3):
        rows.nth(place).get_by_role("button", name="Try again").click()
        expect(rows.nth(place)).to_contain_text("confirmed")
    expect(page.get_by_text("could not be reached").locator("visible=true")).to_have_count(0)
    expect(page.locator("#done-request")).to_have_text("3 of 9 decided")


@SCRIPT
def test_another_mandate_is_chosen_and_the_page_follows(desk, draft, javascript):
    Mandate.objects.create(name="Special Rapporteur on harbours", slug="harbours")
    page = desk(draft.get_absolute_url(), javascript=javascript)
    fact = draft.facts.get(kind="mandate")
    fact_row(page, fact).get_by_role("link", name="Choose another").click()
    page.get_by_label("Mandate", exact=True).select_option(label="Special Rapporteur on harbours")
    page.get_by_role("button", name="Change").click()
    expect(fact_row(page, fact)).to_contain_text("Special Rapporteur on harbours")
    expect(fact_row(page, fact)).to_contain_text("No earlier text of it is recorded.")


@SCRIPT
def test_a_colleague_who_was_first_is_named_and_nothing_is_overwritten(desk, draft, colleague, javascript):
    page = desk(draft.get_absolute_url(), javascript=javascript)
    fact = draft.facts.filter(kind="request")[0]
    drafts.reject(fact, fact.version, by=colleague)
    fact_row(page, fact).get_by_role("button", name="Accept").click()
    expect(page.get_by_text("T. Ibarra was first")).to_be_visible()
    expect(fact_row(page, fact)).to_contain_text("rejected")


@SCRIPT
def test_what_was_typed_comes_back_to_be_sent_again_where_all_that_is_certain_was_accepted_first(
    desk, draft, javascript
):
    page = desk(draft.get_absolute_url(), javascript=javascript)
    fact = draft.facts.filter(kind="request")[0]
    row = fact_row(page, fact)
    row.get_by_role("link", name="Edit").click()
    page.get_by_label("What is asked").fill("to keep one another company")
    if javascript:
        page.get_by_role("button", name="Accept what is certain").click()
        expect(row).to_contain_text("confirmed")
        row.get_by_role("link", name="Edit").click()  # its form is open
    else:
        drafts.accept_certain(draft, by=None)
    expect(page.get_by_label("What is asked")).to_have_value("to keep one another company")
    page.get_by_role("button", name="Change").click()
    expect(page.get_by_role("alert").filter(has_text="What you typed is still here")).to_be_visible()
    expect(page.get_by_label("What is asked")).to_have_value("to keep one another company")
    if javascript:
        expect(page.get_by_label("Verb")).to_be_focused()
    page.get_by_role("button", name="Change").click()
    expect(row).to_contain_text("to keep one another company")
    expect(row).to_contain_text("changed and confirmed")


def test_what_was_typed_stays_when_the_connection_is_lost(desk, draft):
    page = desk(draft.get_absolute_url())
    fact = draft.facts.filter(kind="request")[0]
    fact_row(page, fact).get_by_role("link", name="Edit").click()
    page.get_by_label("What is asked").fill("to keep one another company")
    page.route("**/edit/", lambda route: route.abort())
    page.get_by_role("button", name="Change").click()
    expect(page.get_by_text("What you typed is still here.")).to_be_visible()
    expect(page.get_by_label("What is asked")).to_have_value("to keep one another company")
    page.unroute("**/edit/")
    page.get_by_role("button", name="Try again").click()
    expect(fact_row(page, fact)).to_contain_text("changed and confirmed")


def test_the_browser_asks_before_what_was_typed_and_not_sent_is_lost_by_loading_the_page_again(desk, draft):
    page = desk(draft.get_absolute_url())
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    row = fact_row(page, draft.facts.filter(kind="request")[0])
    row.get_by_role("link", name="Edit").click()
    page.get_by_label("What is asked").press_sequentially(" kindly")
    page.reload()
    assert asked == ["beforeunload"]
    row.get_by_role("link", name="Edit").click()
    page.get_by_label("What is asked").press_sequentially(" kindly")
    page.get_by_role("button", name="Change").click()
    expect(row).to_contain_text("changed and confirmed")
    page.reload()
    assert asked == ["beforeunload"]


def test_what_was_pasted_stays_when_the_connection_is_lost(desk, office, text_44_11):
    page = desk("/import/")
    page.get_by_label("Paste a text").fill(text_44_11)
    page.route("**/import/", lambda route: route.abort())
    page.get_by_role("button", name="Read").click()
    expect(page.get_by_text("What you typed is still here.")).to_be_visible()
    assert "Forty-fourth session" in page.get_by_label("Paste a text").input_value()


def test_keys_edit_reject_and_confirm(desk, draft, live_server):
    page = desk(draft.get_absolute_url())
    rows = page.locator(".fact")
    page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Mandate", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.press("x")
    expect(page.locator("#done-front")).to_have_text("1 of 7 decided")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("No document symbol was found")).to_be_visible()  # it was the symbol that was rejected


def test_moving_on_begins_where_one_was_after_a_form_and_after_accepting_what_is_certain(desk, draft):
    page = desk(draft.get_absolute_url())
    rows = page.locator("#section-request .fact")
    rows.nth(3).focus()
    page.keyboard.press("a")
    expect(page.get_by_label("Addressees")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(rows.nth(4)).to_be_focused()
    page.keyboard.press("c")
    expect(page.locator("#done-request")).to_have_text("9 of 9 decided")
    page.keyboard.press("j")
    expect(rows.nth(5)).to_be_focused()
    page.keyboard.press("n")  # what is still open stands further up
    expect(page.locator("#section-mandate .fact, #section-front .fact").filter(has_text="Accept").first).to_be_focused()


def test_the_words_of_the_last_fact_are_seen_above_the_bar_while_the_page_is_at_its_top(desk, draft):
    page = desk(draft.get_absolute_url())
    page.evaluate("document.querySelector('#section-report .fact:last-child').focus({ preventScroll: true })")
    mark = page.locator("mark.lit").first.bounding_box()
    assert mark["y"] + mark["height"] <= page.locator(".confirm").bounding_box()["y"]


@pytest.mark.parametrize("width", [1440, 390])
def test_what_has_the_focus_never_lies_under_the_bar(desk, draft, width):
    page = desk(draft.get_absolute_url(), width=width)
    free = """() => document.querySelector(".confirm").getBoundingClientRect().top
                - document.activeElement.getBoundingClientRect().bottom"""
    for _row in range(12):
        page.keyboard.press("j")
        assert page.evaluate(free) >= 0
    page.keyboard.press("Enter")
    expect(page.get_by_label("Verb")).to_be_focused()
    assert page.evaluate(free) >= 0
    for _field in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate(free) >= 0


def test_confirming_at_once_waits_for_the_decisions_that_are_on_their_way(desk, draft, live_server):
    page = desk(draft.get_absolute_url())
    page.keyboard.press("n")
    page.keyboard.press("Space")  # its mandate
    page.locator("#section-decision .fact").last.focus()
    page.keyboard.press("n")
    for _clause in range(5):
        page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"{live_server.url}/resolutions/44/11/")
    assert Request.objects.filter(standing="confirmed").count() == 5


def test_the_words_of_a_fact_light_up_when_it_has_the_focus_or_the_pointer(desk, draft):
    page = desk(draft.get_absolute_url())
    first, second = draft.facts.filter(kind="request")[:2]
    fact_row(page, first).focus()
    expect(page.locator("mark.lit")).to_contain_text("all States, United Nations agencies")
    expect(page.locator("mark.lit").first).to_be_in_viewport()
    fact_row(page, second).hover()
    expect(page.locator(f"#w-{second.pk}.lit")).to_be_visible()
    page.locator(f"#w-{first.pk}").dispatch_event("click")
    expect(fact_row(page, first)).to_be_focused()


def test_the_words_that_a_warning_speaks_of_light_up_and_it_leads_to_them(desk, office, officer):
    text = resolution_text().replace("4. Requests", "6. Requests").replace("5. Decides", "7. Decides")
    draft = drafts.make_draft(text, by=officer)
    (warning,) = draft.facts.filter(kind="check")
    page = desk(draft.get_absolute_url())
    fact_row(page, warning).focus()
    expect(page.locator(f"#w-{warning.pk}.lit")).to_have_text("Requests")
    expect(page.locator(f"#w-{warning.pk}")).to_be_in_viewport()
    page = desk(draft.get_absolute_url(), javascript=False)
    fact_row(page, warning).get_by_role("link", name="6 the words it speaks of").click()
    expect(page.locator(f"#w-{warning.pk}:target")).to_be_in_viewport()


def test_without_a_script_a_link_leads_from_the_fact_to_its_words(desk, draft):
    page = desk(draft.get_absolute_url(), javascript=False)
    fact = draft.facts.filter(kind="request")[0]
    fact_row(page, fact).get_by_role("link", name="see the words").click()
    expect(page.locator(f"#w-{fact.pk}:target")).to_be_in_viewport()


@SCRIPT
def test_many_files_are_read_and_the_one_that_is_none_says_why(desk, office, text_44_11, javascript):
    page = desk("/import/", javascript=javascript)
    page.get_by_label("or choose files").set_input_files([
        {"name": "one.txt", "mimeType": "text/plain", "buffer": text_44_11.encode()},
        {"name": "none.bin", "mimeType": "application/octet-stream", "buffer": b"\x00\x01\x02\x03"},
        {"name": "two.txt", "mimeType": "text/plain", "buffer": resolution_text().encode()},
    ])  # fmt: skip
    page.get_by_role("button", name="Read").click()
    expect(page.get_by_role("alert")).to_contain_text("none.bin: This is not a text, web page, Word or PDF file")
    expect(page.locator(".msg", has_text="2 texts were read")).to_be_visible()
    assert ImportDraft.objects.open().count() == 2


@SCRIPT
def test_a_text_that_is_here_is_replaced_or_left_as_the_person_chooses(desk, office, officer, javascript):
    import_resolution(resolution_text(), by=officer)
    other = drafts.make_draft(resolution_text(operative=OPERATIVE[:4]), by=officer)
    page = desk(other.get_absolute_url(), javascript=javascript)
    expect(page.get_by_text("is here already, with another text")).to_be_visible()
    page.get_by_role("button", name="Leave 60/90 as it is").click()
    assert Resolution.objects.get().paragraphs.filter(key="5").exists()
    page.get_by_role("status").get_by_role("link", name="A/HRC/RES/60/90").click()
    page.get_by_role("button", name="Take it up again").click()
    page.get_by_role("button", name="Replace the text and confirm").click()
    expect(page.locator("h1")).to_contain_text("lighthouses")
    assert not Resolution.objects.get().paragraphs.filter(key="5").exists()


@pytest.fixture
def pages(draft, officer):
    """Every page of the family, by name: the list, a draft, one that is here already, a form, a comparison."""
    import_resolution(resolution_text(), by=officer)
    later = (OPERATIVE[1], OPERATIVE[0], "Thanks all those who keep watch", *OPERATIVE[3:])
    import_resolution(resolution_text("69/4", "Sixty-ninth session", "3–28 July 2028", "14 July 2028", operative=later))
    other = drafts.make_draft(resolution_text(operative=OPERATIVE[:4]), by=officer)
    fact = DraftFact.objects.filter(draft=draft, kind="report").first()
    return {
        "list": "/import/",
        "draft": draft.get_absolute_url(),
        "here already": other.get_absolute_url(),
        "form": f"{draft.get_absolute_url()}facts/{fact.pk}/edit/",
        "comparison": "/resolutions/69/4/compare/60/90/",
    }


PAGES = ["list", "draft", "here already", "form", "comparison"]


@pytest.mark.parametrize("name", PAGES)
def test_no_barrier_is_found(desk, pages, name):
    no_barrier(desk(pages[name]))


@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways_and_nothing_offends_the_content_security_policy(desk, pages, name, live_server):
    page = desk("/rules/")
    heard = []
    page.on("console", lambda line: heard.append(line.text) if line.type == "error" else None)
    page.goto(live_server.url + pages[name])
    no_scrolling_sideways(page)
    assert heard == []


def test_the_comparison_prints_in_two_columns_and_the_draft_without_its_buttons(desk, pages):
    page = desk(pages["comparison"], width=600)
    page.emulate_media(media="print")
    sides = page.locator(".redline li.same .side")
    assert sides.nth(0).bounding_box()["y"] == sides.nth(1).bounding_box()["y"]
    page = desk(pages["draft"])
    page.emulate_media(media="print")
    expect(page.locator(".confirm")).to_be_hidden()
    expect(page.locator(".fact .acts").first).to_be_hidden()
    expect(page.locator(".fact .what").first).to_be_visible()
