"""Every page of data entry: who opens it, what it finds, what it costs."""

from datetime import date

import pytest
from django.contrib import admin
from django.urls import reverse

from mandates import clock
from mandates.models import (
    CalendarFeed,
    Deadline,
    HandOver,
    LogEntry,
    Mail,
    Mandate,
    MondayLook,
    Notice,
    NoticeSent,
    Reminder,
    Role,
    RuleVersion,
    SavedView,
    WorkerHeartbeat,
)
from mandates.records.workers import beat

pytestmark = pytest.mark.django_db
MODELS = sorted(model._meta.model_name for model in admin.site._registry)
WORKED_OUT = {
    "calendarfeed",
    "handover",
    "mondaylook",
    "savedview",
    "ruleversion",
    "notice",
    "deadline",
    "logentry",
    "mail",
    "reminder",
    "noticesent",
    "workerheartbeat",
}  # by the desk itself
READ_ONLY = WORKED_OUT | {"importdraft", "draftfact", "resolutionversion"}


def test_every_model_of_the_office_has_its_page():
    from django.apps import apps

    assert set(MODELS) == {model._meta.model_name for model in apps.get_app_config("mandates").get_models()}


@pytest.mark.parametrize("model", MODELS)
def test_an_administrator_opens_searches_and_adds(client, administrator, office, model):
    client.force_login(administrator)
    assert client.get(reverse(f"admin:mandates_{model}_changelist"), {"q": "HRC 62 solidarity"}).status_code == 200
    added = client.get(reverse(f"admin:mandates_{model}_add"))
    assert added.status_code == (403 if model in READ_ONLY else 200)


@pytest.mark.parametrize("model", MODELS)
def test_every_list_can_be_searched_and_filtered_and_counts_no_more_than_it_shows(model):
    shown = next(kept for known, kept in admin.site._registry.items() if known._meta.model_name == model)
    assert shown.search_fields
    assert shown.list_filter or model in {"addressee", "unit", "footnote", "citation"}
    assert not shown.show_full_result_count


def test_an_administrator_without_all_rights_of_the_program_enters_data_by_role(client, django_user_model, office):
    person = django_user_model.objects.create_user("moreau", role=Role.ADMINISTRATOR, is_staff=True)
    client.force_login(person)
    assert client.get(reverse("admin:mandates_mandate_add")).status_code == 200


@pytest.mark.parametrize("who", ["officer", "head"])
def test_nobody_else_enters_data(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("admin:index")).status_code == 302
    assert client.get(reverse("admin:mandates_mandate_add")).status_code == 302


def test_staff_without_the_role_see_nothing_to_enter(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("temp", is_staff=True))
    assert client.get(reverse("admin:mandates_mandate_changelist")).status_code == 403


def test_the_first_page_groups_by_subject_under_the_name_of_the_desk(client, administrator):
    client.force_login(administrator)
    page = client.get(reverse("admin:index")).content.decode()
    headings = ["Texts of the Council", "Reports and requests", "Rules and deadlines", "People and units"]
    assert [page.index(f">{heading}</a>") for heading in headings] == sorted(
        page.index(f">{heading}</a>") for heading in headings
    )
    assert "Mandate Desk" in page
    assert "Authentication and Authorization" not in page


@pytest.mark.parametrize(
    ("typed", "found"), [("HRC62", "HRC62"), ("hrc 62", "HRC62"), ("GA 80", "GA80"), ("S-36", "HRC S-36")]
)
def test_a_session_is_found_as_people_write_it(client, administrator, office, typed, found):
    client.force_login(administrator)
    answer = client.get(
        reverse("admin:autocomplete"),
        {"term": typed, "app_label": "mandates", "model_name": "report", "field_name": "session"},
    )
    assert found in [row["text"] for row in answer.json()["results"]]
    assert "HRC16" not in [row["text"] for row in answer.json()["results"]]


@pytest.fixture
def history(office, officer, colleague, administrator):
    mandate = Mandate.objects.create(name="Solidarity", slug="solidarity")
    step = Deadline.objects.create(mandate=mandate, key="H7", step="Submit the report", due_on=date(2026, 4, 2))
    mail = Mail.objects.create(person=officer, on=date(2026, 3, 30), to=officer.email, subject="1 due", text="…")
    told = Reminder.objects.create(deadline=step, due_on=step.due_on, rule_code="H7", lead=7, person=officer, mail=mail)
    entry = LogEntry.objects.create(what="note", on=date(2026, 3, 30), by=officer, mandate=mandate)
    notice = NoticeSent.objects.create(notice=Notice.objects.create(person=officer, text="HRC62 moved"), mail=mail)
    beat("worker", at=clock.now())
    worker = WorkerHeartbeat.objects.get()
    view = SavedView.objects.create(person=officer, name="Late", of="deadlines", query="when=overdue")
    return {
        "savedview": view, "mondaylook": MondayLook.objects.create(view=view, monday=date(2026, 3, 30), mail=mail),
        "deadline": step, "mail": mail, "reminder": told, "logentry": entry, "noticesent": notice,
        "workerheartbeat": worker, "notice": notice.notice, "ruleversion": RuleVersion.objects.first(),
        "calendarfeed": CalendarFeed.objects.create(person=officer),
        "handover": HandOver.objects.create(
            away=officer, to=colleague, from_on=date(2026, 3, 30), until=date(2026, 4, 10)
        ),
    }  # fmt: skip


@pytest.mark.parametrize("model", sorted(WORKED_OUT))
def test_what_the_desk_writes_by_itself_is_read_and_not_changed(client, administrator, history, model):
    client.force_login(administrator)
    pk = history[model].pk
    assert client.get(reverse(f"admin:mandates_{model}_change", args=[pk])).status_code == 200
    assert client.post(reverse(f"admin:mandates_{model}_change", args=[pk]), {}).status_code == 403
    assert client.post(reverse(f"admin:mandates_{model}_delete", args=[pk]), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("how_many", [1, 30])
def test_a_list_costs_the_same_for_one_row_as_for_thirty(
    client, administrator, office, officer, django_assert_max_num_queries, how_many
):
    mandate = Mandate.objects.create(name="Solidarity", slug="solidarity", owner=officer)
    for number in range(how_many):
        Deadline.objects.create(
            mandate=mandate, key=f"H7|{number}", step="Submit the report", due_on=date(2026, 4, 2), assigned_to=officer
        )
    client.force_login(administrator)
    with django_assert_max_num_queries(8):
        client.get(reverse("admin:mandates_deadline_changelist"))
