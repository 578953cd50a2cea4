"""The main job, end to end: an empty database, the text of 44/11, a confirmed stream, a deadline marked as met."""

from datetime import date

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from mandates.models import Deadline, Mandate
from mandates.records.loading import SAMPLE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False], ids=["htmx", "plain forms"])
def test_from_the_text_of_44_11_to_a_submitted_report(desk, officer, today, javascript, capsys):
    today(date(2023, 1, 10))
    call_command("load_reference")
    call_command("import_resolution", str(SAMPLE / "resolution-44-11.txt"))
    Mandate.objects.update(owner=officer)

    page = desk("/mandates/", javascript=javascript)
    page.get_by_role("link", name="solidarity").first.click()
    assert "Independent Expert on human rights and international solidarity" in page.inner_text("h1")
    assert "16 July 2023" in page.inner_text("main")  # the anniversary, beside the session that decides
    assert "HRC53" in page.inner_text("main")
    assert not Deadline.objects.open().filter(obligation__isnull=False)

    for still_suggested in (2, 1):  # the Council's and the Assembly's stream: "regularly" is no more than a suggestion
        confirm = page.locator('form[action^="/streams/"][action$="/confirm/"]').get_by_role("button", name="Confirm")
        expect(confirm).to_have_count(still_suggested)
        confirm.first.click()
    expect(confirm).to_have_count(0)
    submit = Deadline.objects.open().get(rule__code="H7", session__number=53)
    assert submit.due_on == date(2023, 4, 6)  # Thursday before Good Friday: Easter Monday is no day to submit on

    page.goto(page.url.split("/mandates/")[0] + f"/deadlines/{submit.pk}/")
    said = page.inner_text("main")
    assert "para. 16" in said
    assert "Easter Monday" in said
    page.get_by_role("button", name="Submitted").first.click()
    page.get_by_text("Undo").first.wait_for()
    assert Deadline.objects.get(pk=submit.pk).met_on == date(2023, 1, 10)
