"""What a link in a mail opens: a page that asks once more, and acts when its button is pressed.

The signed address is the whole authority: nobody has to be signed in, and whose session a browser carries does not
matter. That is why no token against forged forms is asked for: who can forge this form has the address, and with it
could press the button. Programs that follow every link in a mail only GET, and a GET changes nothing.
"""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mandates import clock
from mandates.models import Deadline, Mail, User
from mandates.permissions import deadlines_for
from mandates.records import deadlines as records
from mandates.records.choices import turn
from mandates.records.reminders import acknowledge
from mandates.reminding import links
from mandates.reminding.telling import TIMES_SNOOZED

from .forms import DoneForm, SnoozeForm

TWO_WEEKS = "2"  # what the mail's own words offer; the page lets choose another day


@dataclass(slots=True)
class Asked:
    """What the page shows: what it is about, a form to press, or what became of it (`said`)."""

    heading: str
    button: str = ""
    what: str = ""
    what_at: str = ""
    of: str = ""
    form: object = None
    note: str = ""
    said: str = ""
    status: int = 200


@never_cache
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def from_mail(request, purpose, token):
    """GET asks once more and POST does it, for the person whom the link names."""
    if purpose not in ACTS:
        raise Http404
    try:
        named = links.read(purpose, token)
        person = User.objects.filter(pk=named.person, is_active=True).first()
        if person is None:
            raise links.LinkNotValid
        asked = ACTS[purpose](request, person, named)
    except links.LinkTooOld:
        asked = Asked(
            _("This link has run out"),
            said=_("Links in mails work for two weeks. Nothing was changed. Sign in and do it on the desk."),
            status=410,
        )
    except links.LinkNotValid:
        asked = Asked(
            _("This link cannot be used"),
            said=_("It is not complete, or what it was about is gone. Nothing was changed. Sign in and use the desk."),
            status=404,
        )
    response = render(request, "from_mail.html", {"asked": asked}, status=asked.status)
    response["Referrer-Policy"] = "no-referrer"  # the address is a secret of the person who got the mail
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _deadline(person: User, named: links.Named) -> Deadline:
    deadline = (
        deadlines_for(person)
        .with_row_facts()
        .defer("source_resolution__original_text")
        .filter(pk=int(named.thing))
        .first()
    )
    if deadline is None:
        raise links.LinkNotValid
    return deadline


def _about(deadline: Deadline) -> dict:
    due = f", {date_format(deadline.due_on, 'D j F Y')}" if deadline.due_on else ""
    return {
        "what": deadline.step_and_session + due,
        "what_at": deadline.get_absolute_url(),
        "of": str(deadline.mandate),
    }


def _not_open(deadline: Deadline, about: dict) -> Asked:
    """Nothing to press: whoever did it, and when, is named; oneself too, who may have pressed twice."""
    said = _("It is not open any more.")
    if deadline.met_by:
        said = _("It is not open any more: %(person)s recorded it as done on %(day)s.") % {
            "person": deadline.met_by.short_name,
            "day": date_format(deadline.met_on, "D j F Y"),
        }
    return Asked(_("Nothing to do"), said=said, **about)


def _done(request, person, named) -> Asked:
    deadline, today = _deadline(person, named), clock.today()
    about = _about(deadline)
    if not deadline.is_open():
        return _not_open(deadline, about)
    form = DoneForm(request.POST if request.method == "POST" else None, initial={"on": today}, today=today)
    asked = Asked(_("Record as done"), deadline.rule.done_word if deadline.rule else _("Done"), form=form, **about)
    if request.method != "POST":
        return asked
    if not form.is_valid():
        asked.status = 422
        return asked
    on = form.cleaned_data["on"]
    if records.record_met(deadline, on=on, by=person) is None:
        return _not_open(deadline, about)
    said = _("Recorded as done on %(day)s, by %(person)s.") % {
        "day": date_format(on, "D j F Y"), "person": person.short_name,
    }  # fmt: skip
    return Asked(_("Done"), said=said, **about)


def _snooze(request, person, named) -> Asked:
    deadline, today = _deadline(person, named), clock.today()
    about = _about(deadline)
    if not deadline.is_open():
        return _not_open(deadline, about)
    if str(deadline.snoozes) != named.stood:
        said = _("This link was used, or somebody snoozed it since the mail. Each link snoozes once.")
        if deadline.snoozed_until and deadline.snoozed_until > today:
            said = _("It is snoozed until %(day)s already. Each link snoozes once.") % {
                "day": date_format(deadline.snoozed_until, "D j F Y")
            }
        return Asked(_("Nothing to do"), said=said, **about)
    given = request.POST if request.method == "POST" else None
    form = SnoozeForm(given, today=today, due_on=deadline.due_on)
    form.fields["until"].initial = TWO_WEEKS
    times = deadline.snoozes + 1
    note = ngettext(
        "The due date stays. This is the first snooze.",
        "The due date stays. This is snooze number %(times)d.",
        times,
    ) % {"times": times}
    if times >= TIMES_SNOOZED:
        note += " " + _("The head of unit is told of it.")
    asked = Asked(_("Snooze"), _("Snooze"), form=form, note=note, **about)
    if request.method != "POST":
        return asked
    if not form.is_valid():
        asked.status = 422
        return asked
    day = form.cleaned_data["day"]
    if records.snooze(deadline, day, by=person, why=form.cleaned_data["why"]) is None:
        return Asked(_("Nothing to do"), said=_("A colleague was first. It stands differently now."), **about)
    said = _("Snoozed until %(day)s. The due date stays.") % {"day": date_format(day, "D j F Y")}
    return Asked(_("Snoozed"), said=said, **about)


def _acknowledge(request, person, named) -> Asked:
    mail = Mail.objects.filter(pk=int(named.thing), person=person).first()
    if mail is None:
        raise links.LinkNotValid
    about = {"what": mail.subject, "what_at": reverse("mail", args=[mail.pk]), "of": date_format(mail.on, "l j F Y")}
    if request.method == "POST":
        acknowledge(mail)
        return Asked(_("Noted"), said=_("The desk knows that you have seen this mail."), **about)
    if mail.acknowledged_at:
        return Asked(_("Nothing to do"), said=_("The desk knows already that you have seen this mail."), **about)
    return Asked(_("You have seen this mail"), _("Yes, I have seen it"), **about)


def _stop(request, person, named) -> Asked:
    if named.thing not in Mail.Kind:
        raise links.LinkNotValid
    about = {"what": _("Change when and of what"), "what_at": reverse("reminders"), "of": str(person)}
    if request.method != "POST":
        note = {
            Mail.Kind.DIGEST: _("Nobody is told in your place: what is due stays on the desk only."),
            Mail.Kind.NOTICE: _("When a session moves, you find that on the desk only."),
            Mail.Kind.VIEWS: _("Your views stay as they are; only their mail on Mondays ends."),
        }[named.thing]
        return Asked(_("No more of these mails"), _("Send me none"), note=note, **about)
    turn(person, named.thing, on=False)
    said = _("You get none of these mails from now on. To get them again, sign in and tick them in “Your reminders”.")
    return Asked(_("Turned off"), said=said, **about)


ACTS = {"done": _done, "snooze": _snooze, "acknowledge": _acknowledge, "stop": _stop}
