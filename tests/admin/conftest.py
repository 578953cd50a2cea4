"""An office with the calendar and rules as shipped, and forms filled in as a person fills them in."""

from datetime import date

import pytest
from django.urls import reverse

from mandates.models import Addressee, Mandate, Session
from mandates.records.loading import load_reference


@pytest.fixture
def office(db, today):
    """Sessions, rules, days off and States as shipped, on the day that the design pages show."""
    today(date(2026, 3, 30))
    load_reference()


@pytest.fixture
def mandate(office, officer):
    return Mandate.objects.create(
        name="Independent Expert on human rights and international solidarity",
        short_name="International solidarity",
        slug="international-solidarity",
        owner=officer,
    )


@pytest.fixture
def expert(office):
    return Addressee.objects.get_or_create(name="Independent Expert")[0]


@pytest.fixture
def session(office):
    """A session of the Council: `session(53)`."""
    return lambda number, body="HRC", kind="regular": Session.objects.get(body=body, kind=kind, number=number)


@pytest.fixture
def enter(client, administrator):
    """Send a form as an administrator: `enter("resolution", {…}, rows={"paragraphs": [{…}]})`; `pk` changes a row.

    What the page itself brings is sent with it, like a browser does. Where the change would move dates, these are shown
    first, and it is sent once more (`stops_at_the_preview`: it is not). Gives the page that comes after."""
    client.force_login(administrator)

    def entered(model, fields, *, pk=None, rows=None, stops_at_the_preview=False):
        name = f"admin:mandates_{model}_{'change' if pk else 'add'}"
        address = reverse(name, args=[pk] if pk else [])
        page = client.get(address)
        sent = _as_it_stands(page.context["adminform"].form)
        for formset in (inline.formset for inline in page.context["inline_admin_formsets"]):
            sent |= _rows_as_they_stand(formset, (rows or {}).get(formset.prefix, []))
        answer = client.post(address, sent | fields, follow=True)
        if "told" in (answer.context or {}) and not stops_at_the_preview:
            answer = client.post(address, sent | fields | {"_seen": answer.context["told"].fingerprint}, follow=True)
        return answer

    return entered


def _as_it_stands(form):
    values = {form.add_prefix(name): form[name].value() for name in form.fields}
    return {name: _sent(value) for name, value in values.items() if value not in (None, "", False)}


def _rows_as_they_stand(formset, new):
    sent = {}
    kept = formset.initial_form_count()
    for form in formset.forms[:kept]:
        sent |= _as_it_stands(form)
    for number, row in enumerate(new, start=kept):
        sent |= {f"{formset.prefix}-{number}-{name}": value for name, value in row.items()}
    management = {"TOTAL_FORMS": kept + len(new), "INITIAL_FORMS": kept, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    return sent | {f"{formset.prefix}-{name}": value for name, value in management.items()}


def _sent(value):
    return (
        [getattr(part, "pk", part) for part in value]
        if isinstance(value, list | tuple)
        else getattr(value, "pk", value)
    )
