"""The sessions: when they open and close, how sure that is, what hangs on them; and moving one."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django import forms
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from mandates import clock
from mandates.lists.mandates import whose_mandates
from mandates.lists.packs import pack_of
from mandates.lists.sessions import next_council_sessions, next_number, session_to_enter, sessions_to_come
from mandates.models import Body, Deadline, LogEntry, Session
from mandates.models.reference import check_parts
from mandates.permissions import mandates_for, may
from mandates.records.changing import move_session
from mandates.records.deadlines import NotAccepted
from mandates.records.facts import kept_calendar, session_name

from .choices import Address, whose_asked, whose_choices
from .forms import DayInput
from .moving import made, show_moves
from .session_plan import session_plan

NEAR = timedelta(days=120)  # sessions that closed longer ago are left to "all of them"
ORDER = [Session.Kind.REGULAR, Session.Kind.THIRD_COMMITTEE, Session.Kind.ORGANIZATIONAL, Session.Kind.SPECIAL]


class PartsField(forms.CharField):
    """The parts of an interrupted session, one a line: the first and the last day of each."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value):
        return "\n".join(" ".join(part) for part in value) if isinstance(value, list) else value

    def to_python(self, value):
        parts = [line.replace(",", " ").split() for line in (value or "").splitlines() if line.strip()]
        check_parts(parts)
        return parts


class SessionForm(forms.ModelForm):
    """The days of a session, and why they change."""

    parts = PartsField(
        label=gettext_lazy("Parts, where it is interrupted"),
        required=False,
        help_text=gettext_lazy("One a line: 2020-02-24 2020-03-13. Dates count from the first day and the last."),
    )
    why = forms.CharField(label=gettext_lazy("Reason, kept with the session"), max_length=500)

    class Meta:
        model = Session
        fields = ["opens_on", "closes_on", "planned_opens_on", "planned_closes_on", "parts", "source"]
        widgets = {
            **{name: DayInput() for name in ("opens_on", "closes_on", "planned_opens_on", "planned_closes_on")},
            "source": forms.Textarea(attrs={"rows": 2}),
        }

    def given(self):
        """The values that were changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "why"}


def _session(address: str) -> Session:
    """The session of an address: hrc62, hrcs-36, ga81, hrc-organizational-18. It is not saved where nobody has entered
    it yet; 404 where there can be none."""
    for body in Body.values:
        rest = address.lower().removeprefix(body.lower())
        if rest == address.lower():
            continue
        marks = (("special", "s-"), ("organizational", "-organizational-"), ("third-committee", "-third-committee-"))
        kind, mark = next(((kind, mark) for kind, mark in marks if rest.startswith(mark)), ("regular", ""))
        number = rest.removeprefix(mark)
        if number.isascii() and number.isdigit():
            kept = Session.objects.of(body, int(number), kind).first()
            if found := kept or session_to_enter(body, kind, int(number), clock.today()):
                return found
    raise Http404


@require_GET
def sessions(request):
    """Every session by body, newest first: those ahead and the last ones, all of them with `?all=1`."""
    today = clock.today()
    calendar = kept_calendar(today)
    rows = list(Session.objects.all())
    everything = request.GET.get("all") == "1"
    kept = [row for row in rows if everything or _is_near(row, calendar, today)]
    shown = [*kept, *sessions_to_come(rows, calendar)] if rows else []
    hanging = _hanging(shown)
    groups: dict[tuple, list] = {}
    for row in sorted(shown, key=lambda row: (ORDER.index(row.kind), -row.number)):
        groups.setdefault((row.body, row.kind), []).append(_printed(row, calendar, hanging, today))
    context = {
        "place": "sessions",
        "groups": [
            (f"{Body(body).label}: {Session.Kind(kind).label}", f"{body}-{kind}".lower(), rows)
            for (body, kind), rows in groups.items()
        ],
        "more": len(rows) - len(kept),
        "everything": everything,
        "to_enter": _called_ones() if rows else [],
    }
    return render(request, "sessions.html", context)


def _called_ones() -> list[Session]:
    """The next special and organizational session of the Council, which no pattern announces."""
    kinds = (Session.Kind.SPECIAL, Session.Kind.ORGANIZATIONAL)
    return [Session(body=Body.COUNCIL, kind=kind, number=next_number(Body.COUNCIL, kind)) for kind in kinds]


def _is_near(row, calendar, today) -> bool:
    last = row.closes_on or row.opens_on
    if last is None:
        return row.kind == Session.Kind.REGULAR and calendar.session(session_name(row)).opens_on is not None
    return last >= today - NEAR


def _hanging(rows) -> dict[str, dict]:
    """By the address of each session how many open and suggested dates hang on it, and in how many mandates.

    On the Third Committee hang the dates of its Assembly session that are counted from it."""
    waiting = Deadline.objects.filter(met_on=None, standing__in=["followed", "suggested"]).order_by()
    committees = [row.number for row in rows if row.kind == Session.Kind.THIRD_COMMITTEE]
    from_it = waiting.filter(session__body=Body.ASSEMBLY, session__kind=Session.Kind.REGULAR, rule__anchor="T")
    by_session = _counted(waiting.filter(session__in=[row.pk for row in rows if row.pk]), "session")
    by_committee = _counted(from_it.filter(session__number__in=committees), "session__number")
    nothing = {"open": 0, "suggested": 0, "mandates": 0}
    return {
        row.address: (
            by_committee.get(row.number) if row.kind == Session.Kind.THIRD_COMMITTEE else by_session.get(row.pk)
        )
        or nothing
        for row in rows
    }


def _counted(deadlines, by: str) -> dict[int, dict]:
    rows = deadlines.values(by).annotate(
        open=Count("pk", filter=Q(standing="followed")),
        suggested=Count("pk", filter=Q(standing="suggested")),
        mandates=Count("mandate", distinct=True),
    )
    return {row[by]: row for row in rows}


def _printed(row, calendar, hanging, today) -> dict:
    known = calendar.session(session_name(row)) if row.kind == Session.Kind.REGULAR else None
    return {
        "row": row,
        "name": str(row),
        "at": row.get_absolute_url(),
        "expected_on": known.opens_on if known and known.is_estimate else None,
        "is_on": bool(row.opens_on and row.opens_on <= today and row.closes_on and row.closes_on >= today),
        "was_planned": (row.planned_opens_on, row.planned_closes_on) if _was_moved(row) else None,
        "parts": [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in row.parts],
        "hanging": hanging[row.address],
    }


def _was_moved(row) -> bool:
    pairs = ((row.planned_opens_on, row.opens_on), (row.planned_closes_on, row.closes_on))
    return any(planned is not None and planned != held for planned, held in pairs)


@require_http_methods(["GET", "POST"])
def session(request, name):
    """One session with the form that moves it. POST is the one press after the preview."""
    row = _session(name)
    refused = "" if may(request.user, "move sessions") else _("A head of unit or an administrator moves sessions.")
    if request.method == "POST":
        return _move(request, row, refused)
    return _page(request, row, SessionForm(instance=row), refused)


@require_GET
def preview(request, name):
    """What other days of a session would move. Nothing is written; the address can be sent to a colleague."""
    row = _session(name)
    form = SessionForm(request.GET, instance=_session(name))
    if not form.is_valid():
        return _page(request, row, form, "", status=422)
    return _shown(request, row, form, None)


def _move(request, row, refused):
    if refused:
        return _page(request, row, SessionForm(instance=row), refused, status=403)
    form = SessionForm(request.POST, instance=_session(row.address))
    if not form.is_valid():
        return _page(request, row, form, "", status=422)
    return _shown(request, row, form, request.POST.get("seen", ""))


def _shown(request, row, form, seen):
    """The preview; or, after the press, the session as it now stands."""
    try:
        told = move_session(row, form.given(), by=request.user, why=form.cleaned_data["why"], seen=seen)
    except NotAccepted as refused:
        form.add_error(None, str(refused))
        return _page(request, row, form, "", status=422)
    if told.is_applied:
        return made(request, told, _("%(session)s was changed.") % {"session": row}, row.get_absolute_url())
    context = {
        "place": "sessions",
        "heading": _("What would move with %(session)s") % {"session": row},
        "back_at": row.get_absolute_url(),
        "back": str(row),
        "changes": _changes(row, form),
        "why": form.cleaned_data["why"],
        "action": row.get_absolute_url(),
        "fields": [(name, value) for name, value in form.data.items() if name in form.fields],
        "may_apply": may(request.user, "move sessions"),
        "who_may": _("A head of unit or an administrator moves sessions: send them the address of this page."),
    }
    return show_moves(request, told, context)


def _changes(row, form) -> list[tuple[str, object, object]]:
    """What changes in the session itself: label, kept, and new value."""
    return [(form.fields[name].label, getattr(row, name), value) for name, value in form.given().items()]


def _planned(request, row, today) -> dict:
    """The plan of the session for the mandates of the reader's choice; `?who=` me or unit, `?mandate=` one of them."""
    who = whose_asked(request.GET)
    mandates = whose_mandates(mandates_for(request.user), who, request.user, today)
    chosen = {"who": who, "mandate": request.GET.get("mandate", "")}
    if chosen["mandate"]:
        mandates = mandates.filter(slug=chosen["mandate"])
    address = Address(("who", "mandate"), chosen, {"who": "all"})
    deadlines = pack_of(row, mandates, today).deadlines if row.pk else Deadline.objects.none()
    return {
        "plan": session_plan(row, deadlines, request.user, today),
        "list_at": f"{reverse('deadlines')}?{urlencode({'session': row.name, 'standing': 'all', 'who': who})}",
        "choices": [address.choices("who", _("Whose"), whose_choices(request.user))],
        "asked": address.query(),
    }


@require_GET
def next_session(request):
    """The page of the Council session that is on or comes next; that of all sessions where none is kept."""
    (number,) = next_council_sessions(clock.today(), 1)
    row = Session.objects.of(Body.COUNCIL, number).first()
    return redirect(row or "sessions")


def _page(request, row, form, refused, status=200):
    today = clock.today()
    calendar = kept_calendar(today)
    context = {
        "place": "sessions",
        **_printed(row, calendar, _hanging([row]), today),
        "form": form,
        "refused": refused,
        "preview_at": reverse("session_preview", args=[row.address]),
        "is_kept": row.pk is not None,
        "is_regular": row.kind == Session.Kind.REGULAR,
        "beside": _beside(row),
        "log": LogEntry.objects.about(row)[:30] if row.pk else [],
        "today": today,
        **_planned(request, row, today),
    }
    return render(request, "session.html", context, status=status)


def _beside(row) -> Session | None:
    """Of a session of the Assembly its Third Committee, and the other way round: dates of the one hang on the other."""
    if row.body != Body.ASSEMBLY:
        return None
    is_committee = row.kind == Session.Kind.THIRD_COMMITTEE
    kind = Session.Kind.REGULAR if is_committee else Session.Kind.THIRD_COMMITTEE
    name = {"body": row.body, "kind": kind, "number": row.number}
    return Session.objects.filter(**name).first() or Session(**name)
