"""A resolution, what it does to a mandate, and a stream of reports, typed in by a person under the strict policy."""

from datetime import date

import pytest

from mandates.models import Deadline, Resolution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def entry(desk, administrator, office):
    """Open a page of data entry as an administrator; the test fails with whatever the browser complained of."""
    complaints = []

    def note(said):
        if said.type in ("error", "warning"):
            complaints.append(f"{said.text} {said.location['url']}")

    def opened(path):
        page = desk("/admin/", person=administrator)
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(page.url.removesuffix("/admin/") + path)
        return page

    yield opened
    assert complaints == []


def choose(page, field, words, shown=None):
    """Choose in a field that searches as one types."""
    page.locator(f"#id_{field} + .select2 .select2-selection").click()
    page.locator(".select2-search__field").last.fill(words)
    page.locator(".select2-results__option", has_text=shown or words).first.click()


def test_a_resolution_and_its_stream_typed_in_give_their_dates(entry, mandate, expert):
    page = entry("/admin/mandates/resolution/add/")
    page.locator("#id_symbol").fill("53/5")
    page.locator("#id_title").fill("Human rights and international solidarity")
    page.locator("#id_adopted").fill("2023-07-12")
    choose(page, "session", "HRC 53", "HRC53")
    choose(page, "actions-0-mandate", "solidarity", "International solidarity")
    page.locator("#id_actions-0-what").select_option("extends")
    page.locator("#id_actions-0-paragraph_key").fill("1")
    page.locator("#id_actions-0-term").fill("P3Y")
    page.locator("#paragraphs-heading").click()
    lines = ["Recalling resolution 44/11,", "Decides to extend the mandate;", "Requests a report every year."]
    for number, line in enumerate(lines):
        page.locator(f"#id_paragraphs-{number}-kind").select_option("operative" if number else "preambular")
        page.locator(f"#id_paragraphs-{number}-number").fill(f"{number}." if number else "")
        page.locator(f"#id_paragraphs-{number}-text").fill(line)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/admin/mandates/resolution/")
    assert "dates are new" in page.locator(".messagelist").inner_text()

    page.goto(page.url.replace("/resolution/", "/reportingobligation/add/"))
    choose(page, "mandate", "solidarity", "International solidarity")
    choose(page, "addressee", "Independent")
    page.locator("#id_recipient").select_option("HRC")
    page.locator("#id_recurrence").select_option("annual")
    page.locator("#id_standing").select_option("confirmed")
    choose(page, "sources-0-resolution", "53/5")
    page.locator("#id_sources-0-paragraph_key").fill("2")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/admin/mandates/reportingobligation/")
    assert "dates are new" in page.locator(".messagelist").inner_text()

    assert [row.key for row in Resolution.objects.get().paragraphs.all()] == ["PP1", "1", "2"]
    submitted = Deadline.objects.get(rule__code="H7", session__number=62)
    assert submitted.due_on == date(2026, 4, 2)
    assert submitted.source_paragraph == "2"


@pytest.mark.parametrize(
    "path", ["", "mandates/mandate/add/", "mandates/session/", "mandates/rule/", "mandates/user/add/"]
)
def test_the_pages_of_data_entry_need_nothing_that_the_policy_forbids(entry, mandate, path):
    page = entry(f"/admin/{path}")
    assert page.locator("#site-name").inner_text() == "Mandate Desk"
