"""What a person does with one deadline: done and undo, snooze, reassign, note, set a date, leave it to the rule again.

Each is a form on a page of its own, and a form under its row where HTMX asks for it. A colleague who was first is
answered 409 with the row as it now stands; a field that is wrong, 422 with the form as typed.
"""

from urllib.parse import urlencode, urlsplit

from django import forms
from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import reswap, retarget

from mandates import clock
from mandates.models import HandOver, LogEntry
from mandates.permissions import deadlines_for, may_assign
from mandates.records import deadlines as records

from .desk import desk_context, tally_beside
from .forms import AssignForm, DateForm, DoneForm, NoteForm, SnoozeForm
from .fragments import asks_for_a_fragment, came_from, render_page
from .rows import row_of

BOTH = ["GET", "POST"]


def asked_for(request, pk):
    """The deadline that the address names, with what a row and a record need; 404 where there is none."""
    deadlines = deadlines_for(request.user).with_row_facts().defer("source_resolution__original_text")
    return get_object_or_404(deadlines, pk=pk)


@require_http_methods(BOTH)
def done(request, pk):
    """Record that a step was met, today or on the day `on`. GET asks once more: a link in a mail only opens this."""
    deadline, today = asked_for(request, pk), clock.today()
    form = DoneForm(request.POST if request.method == "POST" else None, initial={"on": today}, today=today)
    if request.method == "GET" or not form.is_valid():
        return _form(request, deadline, form, _("Record as done"), row_of(pk, request.user, today).done_word)
    if records.needs_an_outcome(deadline):
        return redirect("outcome", deadline.mandate.slug)
    entry = records.record_met(deadline, on=form.cleaned_data["on"], by=request.user)
    words = _("Recorded as done on %(day)s.") % {"day": _day(form.cleaned_data["on"])}
    return _answer(request, deadline, entry, words, moved=_closes_others(deadline), undo_at=reverse("undo", args=[pk]))


@require_http_methods(BOTH)
def undo(request, pk):
    """Reopen what was marked done. GET asks once: the message after it was done, without a script, leads there."""
    deadline = asked_for(request, pk)
    if request.method == "GET":
        note = _("It is open again then, and reminds again.") if deadline.met_on else _("It is open already.")
        return _form(request, deadline, forms.Form(), _("Undo"), _("Undo"), note)
    try:
        entry = records.reopen(deadline, by=request.user)
    except records.NotAccepted as refused:
        return _answer(request, deadline, None, "", unchanged=str(refused))
    return _answer(request, deadline, entry, _("Open again."), moved=_closes_others(deadline))


def _closes_others(deadline) -> bool:
    """Whether other rows stand differently once this step is met or open again."""
    return records.records_the_report(deadline)


@require_http_methods(BOTH)
def snooze(request, pk):
    """Say nothing of it for a week, two weeks, or until a day. The due date stays."""
    deadline, today = asked_for(request, pk), clock.today()
    given = request.POST if request.method == "POST" else None
    form = SnoozeForm(given, today=today, due_on=deadline.due_on)
    if request.method == "GET" or not form.is_valid():
        times = deadline.snoozes + 1
        note = ngettext(
            "The due date stays. This is the first snooze.",
            "The due date stays. This is snooze number %(times)d.",
            times,
        ) % {"times": times}
        return _form(request, deadline, form, _("Snooze"), _("Snooze"), note)
    day = form.cleaned_data["day"]
    entry = records.snooze(deadline, day, by=request.user, why=form.cleaned_data["why"])
    return _answer(request, deadline, entry, _("Snoozed until %(day)s.") % {"day": _day(day)})


@require_http_methods(BOTH)
def assign(request, pk):
    """Give it to another person; 403, saying who may, for those who may not."""
    deadline = asked_for(request, pk)
    acting = HandOver.objects.acting(clock.today())
    if not may_assign(request.user, deadline, acting):
        return _refused(request, deadline, acting.officer(deadline))
    form = AssignForm(request.POST if request.method == "POST" else None, deadline=deadline, reader=request.user)
    if request.method == "GET" or not form.is_valid():
        return _form(request, deadline, form, _("Reassign"), _("Reassign"))
    to = form.cleaned_data["to"]
    if to == deadline.assigned_to:
        return _answer(request, deadline, None, "", unchanged=_("Nothing changed: it was there already."))
    entry = records.assign(deadline, to, by=request.user, why=form.cleaned_data["why"])
    whom = to or deadline.mandate.owner
    return _answer(
        request, deadline, entry, _("Now with %(person)s.") % {"person": whom.short_name if whom else _("nobody")}
    )


@require_http_methods(BOTH)
def note(request, pk):
    """Keep a note with it."""
    deadline = asked_for(request, pk)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        return _form(request, deadline, form, _("Note"), _("Keep note"))
    return _answer(
        request, deadline, records.add_note(deadline, form.cleaned_data["words"], by=request.user), _("Note kept.")
    )


@require_http_methods(BOTH)
def set_date(request, pk):
    """Set the date by hand, with a reason. Replanning keeps it, and the receipt goes on showing the rule's day."""
    deadline = asked_for(request, pk)
    form = DateForm(request.POST if request.method == "POST" else None, initial={"due_on": deadline.due_on})
    if request.method == "GET" or not form.is_valid():
        given = _day(deadline.planned_on) if deadline.planned_on else _("no day")
        given = _("The rule gives %(day)s; that stays to be seen.") % {"day": given}
        return _form(request, deadline, form, _("Set another date"), _("Set date"), given)
    day = form.cleaned_data["due_on"]
    try:
        entry = records.set_date(deadline, day, by=request.user, reason=form.cleaned_data["reason"])
    except records.NotAccepted as refused:
        form.add_error("reason", str(refused))
        return _form(request, deadline, form, _("Set another date"), _("Set date"))
    return _answer(request, deadline, entry, _("Set to %(day)s.") % {"day": _day(day)}, moved=True)


@require_POST
def release_date(request, pk):
    """Leave a date that was set by hand to its rule again."""
    deadline = asked_for(request, pk)
    return _answer(
        request, deadline, records.release_date(deadline, by=request.user), _("Left to the rule again."), moved=True
    )


def _day(day) -> str:
    return date_format(day, "D j F Y")


def _form(request, deadline, form, heading, button, note=""):
    """The form under its row, or on a page of its own; 422 where what was typed is wrong."""
    status = 422 if form.is_bound else 200
    row = row_of(deadline.pk, request.user, clock.today())
    context = {
        "place": "deadlines",
        "heading": heading,
        "what": row.step,
        "what_at": row.at,
        "of": row.of,
        "form": form,
        "action": request.path,
        "target": f"#due-{deadline.pk}",
        "button": button,
        "note": note,
        "next": came_from(request, default=deadline),
    }
    response = render_page(request, "acting.html", "form", context, status=status)
    if status == 422:  # it was sent to take the place of the row: the form takes that of the form
        return retarget(reswap(response, "outerHTML"), f"#due-{deadline.pk} .form")
    return response


def _answer(request, deadline, entry, words, *, unchanged="", moved=False, undo_at=""):
    """The row as it now stands, with the numbers that changed with it; without HTMX a message, and back."""
    if not asks_for_a_fragment(request):
        link = format_html(' <a href="{}">{}</a>', deadline.get_absolute_url(), deadline.step_words)
        if entry:
            back = came_from(request, default=deadline)
            undo_at = undo_at and f"{undo_at}?{urlencode({'next': back})}"
            way_back = format_html(' <a class="act" href="{}">{}</a>', undo_at, _("Undo")) if undo_at else ""
            messages.success(request, format_html("{}{}{}", words, link, way_back))
        else:
            messages.warning(request, format_html("{}{}", unchanged or _was_first(deadline), link))
        return redirect(came_from(request, default=deadline))
    status = 200 if entry or unchanged else 409
    address = _desk_address(request)
    if moved and entry and address is not None:
        context = {
            **desk_context(request, address),
            "just": words,
            "just_row": row_of(deadline.pk, request.user, clock.today()),
        }
        return retarget(reswap(render(request, "desk.html#changed", context), "innerHTML"), "#due")
    today = clock.today()
    context = {
        "row": row_of(deadline.pk, request.user, today),
        "today": today,
        "said": words if entry else unchanged or _was_first(deadline),
        "counts": None if address is None else tally_beside(request.user, address, today),
    }
    return render(request, "parts/rows.html#changed", context, status=status)


def _was_first(deadline) -> str:
    """Who was first, and what the person did."""
    last = LogEntry.objects.about(deadline).first()
    if last is None or last.by is None:
        return _("Nothing changed: it stood differently already. This is how it stands now.")
    return _("Nothing changed: %(person)s was first (%(what)s). This is how it stands now.") % {
        "person": last.by.short_name,
        "what": last.get_what_display(),
    }


def _desk_address(request):
    """What the address of the desk asks where the row stands on the desk; None where it stands elsewhere."""
    parts = urlsplit(request.htmx.current_url_abs_path or "")
    return QueryDict(parts.query) if parts.path == reverse("desk") else None


def _refused(request, deadline, officer):
    head = request.user.unit.head if request.user.unit else None
    context = {
        "place": "deadlines",
        "heading": _("Reassign"),
        "what": deadline.step_words,
        "what_at": deadline.get_absolute_url(),
        "of": str(deadline.mandate),
        "refused": _("Only the person who has this date, or a head of unit, can reassign it."),
        "ask": _("It is with %(person)s.") % {"person": officer.short_name} if officer else "",
        "head": _("The head of your unit is %(person)s.") % {"person": head.short_name} if head else "",
        "next": came_from(request, default=deadline),
    }
    return render_page(request, "acting.html", "refused", context, status=403)
