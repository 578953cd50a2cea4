"""What a person does with a deadline, with and without HTMX; who was first; who may."""

from datetime import date

import pytest

from mandates.models import LogEntry, Rule
from mandates.pages.forms import FEW_PEOPLE

DESK = {"HX-Request": "true", "HX-Current-URL": "http://testserver/"}
FORMS = ["done", "snooze", "assign", "note", "date"]


@pytest.fixture
def meeting(deadline):
    """A step that says nothing of a report when it is met."""
    return deadline(date(2026, 4, 2), report=None, obligation=None)


@pytest.fixture
def reader(client, officer, monday):
    client.force_login(officer)
    return client


def test_done_is_recorded_and_the_way_back_is_the_page_one_came_from(reader, easter):
    page = reader.post(f"/deadlines/{easter.pk}/done/", headers={"Referer": "http://testserver/?who=unit"})
    assert page.status_code == 302
    assert page.url == "/?who=unit"
    easter.refresh_from_db()
    assert easter.met_on == date(2026, 3, 30)
    assert "Recorded as done on Mon 30 March 2026." in reader.get("/").content.decode()


def test_done_swaps_the_row_for_one_line_with_undo_and_the_numbers_beside(reader, meeting):
    page = reader.post(f"/deadlines/{meeting.pk}/done/", headers=DESK)
    body = page.content.decode()
    assert page.status_code == 200
    assert body.lstrip().startswith('<li class="undo"')
    assert 'role="status"' in body
    assert f'action="/deadlines/{meeting.pk}/undo/"' in body
    assert 'id="count-week" hx-swap-oob="true">0<' in body
    assert "nothing due in the next 7 days" in body


def test_undo_brings_the_row_back(reader, meeting):
    reader.post(f"/deadlines/{meeting.pk}/done/", headers=DESK)
    body = reader.post(f"/deadlines/{meeting.pk}/undo/", headers=DESK).content.decode()
    assert f'<li class="row" id="due-{meeting.pk}"' in body
    assert 'id="count-week" hx-swap-oob="true">1<' in body
    meeting.refresh_from_db()
    assert meeting.met_on is None


def test_submitting_a_report_shows_the_desk_anew_since_steps_before_it_close(reader, easter):
    page = reader.post(f"/deadlines/{easter.pk}/done/", headers=DESK)
    body = page.content.decode()
    assert page.headers["HX-Retarget"] == "#due"
    assert f'<li class="undo" id="due-{easter.pk}">' in body
    assert 'id="count-week">0<' in body
    reader.post(f"/deadlines/{easter.pk}/undo/", headers=DESK)
    easter.refresh_from_db()
    assert easter.met_on is None


def test_the_desk_shown_anew_prints_its_own_address(reader, easter):
    body = reader.post(f"/deadlines/{easter.pk}/done/", headers=DESK).content.decode()
    assert "<output>/?who=me</output>" in body


def test_a_day_that_was_is_recorded_and_a_day_to_come_is_refused(reader, easter):
    page = reader.post(f"/deadlines/{easter.pk}/done/", {"on": "2026-04-01"})
    assert page.status_code == 422
    assert "This day is still to come" in page.content.decode()
    reader.post(f"/deadlines/{easter.pk}/done/", {"on": "2026-03-27"})
    easter.refresh_from_db()
    assert easter.met_on == date(2026, 3, 27)


def test_a_colleague_who_was_first_is_answered_with_the_row_as_it_stands(reader, client, colleague, officer, easter):
    client.force_login(colleague)
    client.post(f"/deadlines/{easter.pk}/done/")
    client.force_login(officer)
    page = client.post(f"/deadlines/{easter.pk}/done/", headers=DESK)
    assert page.status_code == 409
    assert '<li class="undo"' in page.content.decode()
    plain = client.post(f"/deadlines/{easter.pk}/done/", follow=True)
    assert "T. Ibarra was first (met)" in plain.content.decode()
    assert LogEntry.objects.filter(what="met").count() == 1


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ({"until": "1"}, date(2026, 4, 6)),
        ({"until": "2"}, date(2026, 4, 13)),
        ({"until": "on", "on": "2026-05-01"}, date(2026, 5, 1)),
        ({"until": "1", "on": "2026-05-01"}, date(2026, 5, 1)),  # a day that is typed counts
    ],
)
def test_snoozed_for_a_week_for_two_or_until_a_day_while_the_due_date_stays(reader, easter, typed, until):
    body = reader.post(f"/deadlines/{easter.pk}/snooze/", {**typed, "why": "missions asked for time"}, headers=DESK)
    easter.refresh_from_db()
    assert (easter.snoozed_until, easter.due_on) == (until, date(2026, 4, 2))
    assert "snoozed to" in body.content.decode()
    assert LogEntry.objects.get(what="snoozed").why == "missions asked for time"


@pytest.mark.parametrize(
    ("act", "typed", "said"),
    [
        ("snooze", {"until": "on", "on": "2026-03-20", "why": "kept"}, "Give a day from tomorrow on."),
        ("snooze", {"until": "on", "why": "kept"}, "Give the day on which you want to be reminded."),
        ("date", {"due_on": "2026-04-07", "reason": ""}, "Say why"),
        ("date", {"due_on": "2026-02-31", "reason": "kept"}, "Enter a valid date"),
        ("note", {"words": " "}, "required"),
    ],
)
@pytest.mark.parametrize("headers", [{}, DESK], ids=["plain", "htmx"])
def test_a_wrong_field_is_said_above_the_form_as_typed(reader, easter, act, typed, said, headers):
    page = reader.post(f"/deadlines/{easter.pk}/{act}/", typed, headers=headers)
    body = page.content.decode()
    assert page.status_code == 422
    assert said in body
    assert 'aria-invalid="true"' in body
    for value in typed.values():
        assert value.strip() in body
    if headers:
        assert page.headers["HX-Retarget"] == f"#due-{easter.pk} .form"


@pytest.mark.parametrize("act", FORMS)
def test_every_act_has_a_page_of_its_own_and_a_form_under_its_row(reader, easter, act):
    page = reader.get(f"/deadlines/{easter.pk}/{act}/", headers={"Referer": "http://testserver/?who=unit"})
    body = page.content.decode()
    assert page.status_code == 200
    assert "<!doctype" in body.lower()
    assert f'action="/deadlines/{easter.pk}/{act}/"' in body
    assert 'name="next" value="/?who=unit"' in body
    part = reader.get(f"/deadlines/{easter.pk}/{act}/", headers=DESK).content.decode()
    assert part.lstrip().startswith('<form class="form"')
    assert "HX-Request" in page.headers["Vary"]


@pytest.mark.parametrize(
    "next_",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "javascript:alert(1)",
        "http://testserver//elsewhere.example/x",
        "http://testserver/\\elsewhere.example/x",
    ],
)
def test_no_form_leads_to_another_site(reader, easter, next_):
    page = reader.post(f"/deadlines/{easter.pk}/note/", {"words": "a note", "next": next_})
    assert page.url == f"/deadlines/{easter.pk}/"


def test_a_date_set_by_hand_keeps_its_reason_and_moves_to_its_group(reader, easter):
    page = reader.post(f"/deadlines/{easter.pk}/date/", {"due_on": "2026-04-20", "reason": "slot agreed"}, headers=DESK)
    body = page.content.decode()
    assert page.headers["HX-Retarget"] == "#due"
    assert body.index('id="month"') < body.index(f'id="due-{easter.pk}"')
    assert "set by L. Haddad" in body
    easter.refresh_from_db()
    assert (easter.due_on, easter.set_reason) == (date(2026, 4, 20), "slot agreed")


def test_an_officer_hands_on_what_is_the_officers_own(reader, easter, colleague):
    reader.post(f"/deadlines/{easter.pk}/assign/", {"to": colleague.pk, "why": "on leave"})
    easter.refresh_from_db()
    assert easter.assigned_to == colleague
    assert LogEntry.objects.get(what="assigned").why == "on leave"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("headers", [{}, DESK], ids=["plain", "htmx"])
def test_who_may_not_reassign_is_told_who_may(client, monday, easter, colleague, head, method, headers):
    client.force_login(colleague)
    page = getattr(client, method)(f"/deadlines/{easter.pk}/assign/", {"to": colleague.pk}, headers=headers)
    assert page.status_code == 403
    assert "L. Haddad" in page.content.decode()
    assert "R. Okonjo" in page.content.decode()
    easter.refresh_from_db()
    assert easter.assigned_to is None


def test_a_head_of_unit_reassigns_anything(client, monday, easter, colleague, head):
    client.force_login(head)
    client.post(f"/deadlines/{easter.pk}/assign/", {"to": colleague.pk})
    easter.refresh_from_db()
    assert easter.assigned_to == colleague


def test_a_note_is_kept_in_the_log(reader, easter):
    reader.post(f"/deadlines/{easter.pk}/note/", {"words": "The slot is being asked for."})
    assert "The slot is being asked for." in reader.get(f"/deadlines/{easter.pk}/").content.decode()


def test_what_changes_something_is_never_done_by_a_link(reader, easter):
    assert reader.get(f"/deadlines/{easter.pk}/release/").status_code == 405


def test_without_a_script_the_message_leads_to_undo_which_asks_once(reader, meeting):
    page = reader.post(
        f"/deadlines/{meeting.pk}/done/", headers={"Referer": "http://testserver/?who=unit"}, follow=True
    )
    undo = f"/deadlines/{meeting.pk}/undo/"
    assert f'href="{undo}?next=%2F%3Fwho%3Dunit"' in page.content.decode()
    asked = reader.get(f"{undo}?next=/?who=unit").content.decode()
    meeting.refresh_from_db()
    assert meeting.met_on == date(2026, 3, 30), "a link changes nothing"
    assert f'action="{undo}"' in asked
    assert reader.post(undo, {"next": "/?who=unit"}).url == "/?who=unit"
    meeting.refresh_from_db()
    assert meeting.met_on is None


def test_the_owner_stands_once_among_those_to_whom_it_may_go(reader, easter, officer, colleague):
    body = reader.get(f"/deadlines/{easter.pk}/assign/").content.decode()
    assert "the owner of the mandate, L. Haddad" in body
    assert f'name="to" value="{officer.pk}"' not in body
    assert f'name="to" value="{colleague.pk}"' in body


def test_of_many_colleagues_one_is_chosen_from_a_list(reader, easter, unit, django_user_model):
    for number in range(FEW_PEOPLE):
        django_user_model.objects.create_user(f"person{number}", unit=unit)
    body = reader.get(f"/deadlines/{easter.pk}/assign/").content.decode()
    assert '<select name="to"' in body
    assert 'name="to" value=' not in body


def test_who_may_not_reassign_sees_the_act_as_not_allowed(client, monday, easter, colleague):
    client.force_login(colleague)
    row = client.get("/?who=all").content.decode().partition(f'id="due-{easter.pk}"')[2].partition("</li>")[0]
    assert 'class="act" aria-disabled="true" title="Who may reassign it"' in row
    assert f'hx-get="/deadlines/{easter.pk}/assign/"' not in row


def test_mails_are_linked_for_everybody_from_the_persons_menu(client, monday, easter, colleague):
    client.force_login(colleague)
    menu = client.get("/").content.decode().partition('class="me"')[2].partition("</details>")[0]
    assert 'href="/mails/"' in menu


def test_an_outcome_is_recorded_on_its_own_page(reader, easter):
    Rule.objects.filter(pk=easter.rule_id).update(code="N8", stage="outcome")
    page = reader.post(f"/deadlines/{easter.pk}/done/")
    assert page.status_code == 302
    assert page.url == f"/mandates/{easter.mandate.slug}/outcome/"
    easter.refresh_from_db()
    assert easter.met_on is None
