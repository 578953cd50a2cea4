"""Going on leave and handing over: who stands in for whom, the form with what falls due meanwhile, and ending it."""

from collections import Counter

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mandates import clock
from mandates.models import HandOver, Mandate, User
from mandates.models.handovers import Acting
from mandates.permissions import hand_overs_for, mandates_to_hand_over, units_to_hand_over
from mandates.records.deadlines import NotAccepted
from mandates.records.handover_words import is_snoozed
from mandates.records.handovers import end_hand_over, falls_due, hand_over_for_good, hand_over_until

from .forms import DayInput
from .fragments import render_page

MOST_DUE = 20  # dates that are shown before they are handed over
MOST_PEOPLE = 40  # of a unit, for whom its head may hand over
UNTIL, FOR_GOOD = "until", "good"


class HandOverForm(forms.Form):
    """Which of a person's mandates go to whom: until a day, or for good. `headed` are the units of which the place of
    head is the person's to hand over as well."""

    mandates = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Mandates"), queryset=Mandate.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    as_head = forms.TypedMultipleChoiceField(
        label=gettext_lazy("As head of unit"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    to = forms.ModelChoiceField(
        label=gettext_lazy("To"), queryset=User.objects.none(), empty_label=gettext_lazy("Choose a colleague")
    )
    how = forms.ChoiceField(
        label=gettext_lazy("For how long"),
        choices=[(UNTIL, gettext_lazy("until a day")), (FOR_GOOD, gettext_lazy("for good, from today on"))],
        widget=forms.RadioSelect,
        initial=UNTIL,
    )
    from_on = forms.DateField(label=gettext_lazy("First day"), widget=DayInput, required=False)
    until = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput, required=False)
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=500)

    def __init__(self, *args, away, mandates, headed, today, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.today = today
        self.fields["mandates"].queryset = mandates
        if headed:
            words = _("what the head of %(units)s is told") % {"units": ", ".join(map(str, headed))}
            self.fields["as_head"].choices = [(1, words)]
            self.fields["mandates"].required = False
            if not mandates:
                del self.fields["mandates"]
        else:
            del self.fields["as_head"]
        self.fields["from_on"].initial = today
        nearest = Case(When(unit=away.unit_id, then=Value(0)), default=Value(1))
        people = User.objects.filter(is_active=True).exclude(pk=away.pk)
        self.fields["to"].queryset = people.order_by(nearest, *User._meta.ordering)

    def clean(self):
        """A hand-over for good begins today, whatever days are typed; one until a day needs that day."""
        given = self.cleaned_data
        given["as_head"] = bool(given.get("as_head"))
        given.setdefault("mandates", Mandate.objects.none())
        if given["as_head"] and given.get("how") == FOR_GOOD:
            self.add_error(
                "as_head", _("Until a day only: for good, an administrator enters another head of the unit.")
            )
        given["from_on"] = given.get("from_on") or self.today
        if given.get("how") == FOR_GOOD:
            given["from_on"], given["until"] = self.today, None
        elif not given.get("until") and "until" not in self.errors:
            self.add_error("until", _("Give the last day on which your colleague stands in."))
        return given


@require_GET
def hand_overs(request):
    """Who stands in for whom now, and what is to come; those that the reader may end have a button."""
    today = clock.today()
    mine = set(hand_overs_for(request.user).not_over(today).values_list("pk", flat=True))
    rows = HandOver.objects.not_over(today).select_related("away", "to", "made_by").prefetch_related("mandates")
    people = User.objects.filter(is_active=True, unit__head=request.user).exclude(pk=request.user.pk)
    context = {
        "place": "hand_overs",
        "rows": [{"row": row, "may_end": row.pk in mine, "is_coming": row.from_on > today} for row in rows],
        "people": people[:MOST_PEOPLE],
    }
    return render(request, "hand_overs.html", context)


@require_http_methods(["GET", "POST"])
def hand_over(request):
    """Hand over in one press what is `?who=`'s, the reader's own where nobody is named; `?mandate=` ticks only one.

    GET with the fields of the form, or the press that only looks, shows what falls due in those days."""
    today = clock.today()
    away = _away(request)
    mandates = mandates_to_hand_over(away, today, by=request.user).order_by("name")
    headed = list(units_to_hand_over(away, today, by=request.user))
    if away != request.user and not headed and not mandates.exists():
        raise PermissionDenied(_("You may hand over what is your own, and a head of unit what is the unit’s."))
    form = _form(request, away, mandates, headed, today)
    is_meant = request.method == "POST" and "look" not in request.POST
    if is_meant and form.is_valid() and _is_handed_over(form, away, request.user, today):
        messages.success(request, _said(form.cleaned_data, away, request.user))
        return redirect("hand_overs")
    context = {
        "place": "hand_overs",
        "away": away,
        "is_own": away == request.user,
        "form": form,
        "has_any": bool(headed) or mandates.exists(),
        "address": f"{reverse('hand_over')}?who={away.username}",
        **_foreseen(form, away, mandates, today),
    }
    status = 422 if is_meant else 200
    return render_page(request, "hand_over.html", "foreseen", context, status=status)


@require_POST
def end(request, pk):
    """End a hand-over now: who was away acts again from today on."""
    row = get_object_or_404(hand_overs_for(request.user).select_related("away", "to"), pk=pk)
    if end_hand_over(row, by=request.user, today=clock.today()):
        words = _("Ended: what was handed over is with %(person)s again, and reminders go there.")
        messages.success(request, words % {"person": row.away.short_name})
    else:
        messages.warning(request, _("Nothing changed: it was over already."))
    return redirect("hand_overs")


def standing_in(acting: Acting, reader: User) -> list[str]:
    """What the desk says of the hand-overs of today that concern `reader`: a sentence for each colleague and day."""
    between = Counter(both for both in acting.between() if reader in both)
    said = []
    for (away, to, until), n in between.items():
        if away == reader:
            words = ngettext(
                "%(person)s stands in for you in %(n)d mandate until %(day)s.",
                "%(person)s stands in for you in %(n)d mandates until %(day)s.",
                n,
            )
        else:
            words = ngettext(
                "You stand in for %(person)s in %(n)d mandate until %(day)s.",
                "You stand in for %(person)s in %(n)d mandates until %(day)s.",
                n,
            )
        person = to if away == reader else away
        said.append(words % {"person": person.short_name, "n": n, "day": date_format(until, "D j F")})
    for away, to, until in acting.between(as_head=True):
        if reader in (away, to):
            words = _("%(person)s stands in for you as head of unit until %(day)s.")
            if to == reader:
                words = _("You stand in for %(person)s as head of unit until %(day)s.")
            person = to if away == reader else away
            said.append(words % {"person": person.short_name, "day": date_format(until, "D j F")})
    return said


def _away(request) -> User:
    """The person whose mandates are handed over: the one whom the address names, otherwise the reader."""
    who = request.GET.get("who")
    if not who or who == request.user.username:
        return request.user
    return get_object_or_404(User.objects.select_related("unit"), username=who)


def _form(request, away, mandates, headed, today) -> HandOverForm:
    typed = request.POST if request.method == "POST" else request.GET if "how" in request.GET else None
    named = mandates.filter(slug=request.GET["mandate"]) if request.GET.get("mandate") else mandates
    acting = HandOver.objects.acting(today)
    given = acting.given_by(away.pk)
    is_all = not request.GET.get("mandate") and acting.head_id(away.pk) == away.pk
    initial = {"mandates": [each.pk for each in named if each.pk not in given], "as_head": [1] if is_all else []}
    return HandOverForm(typed, away=away, mandates=mandates, headed=headed, today=today, initial=initial)


def _is_handed_over(form: HandOverForm, away: User, by: User, today) -> bool:
    """Do what the form asks; False, with the reason above the form, where it cannot be done."""
    given = form.cleaned_data
    parties = {"away": away, "to": given["to"], "by": by, "note": given["note"], "today": today}
    try:
        if given["how"] == FOR_GOOD:
            hand_over_for_good(given["mandates"], **parties)
        else:
            days = {"from_on": given["from_on"], "until": given["until"]}
            hand_over_until(given["mandates"], as_head=given["as_head"], **days, **parties)
    except NotAccepted as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _said(given, away: User, by: User) -> str:
    words = {"to": given["to"].short_name, "away": away.short_name, "n": len(given["mandates"])}
    if given["how"] == FOR_GOOD:
        said = ngettext(
            "Done: %(n)d mandate is %(to)s’s now. Reminders go there from the next mail on.",
            "Done: %(n)d mandates are %(to)s’s now. Reminders go there from the next mail on.",
            words["n"],
        )
    elif not words["n"] and away == by:
        said = _("Done: %(to)s stands in for you as head of unit. It comes back to you by itself.")
    elif not words["n"]:
        said = _("Done: %(to)s stands in for %(away)s as head of unit. It goes back by itself.")
    elif away == by:
        said = ngettext(
            "Done: %(to)s stands in for you in %(n)d mandate. It comes back to you by itself.",
            "Done: %(to)s stands in for you in %(n)d mandates. They come back to you by themselves.",
            words["n"],
        )
    else:
        said = ngettext(
            "Done: %(to)s stands in for %(away)s in %(n)d mandate. It goes back by itself.",
            "Done: %(to)s stands in for %(away)s in %(n)d mandates. They go back by themselves.",
            words["n"],
        )
    return said % words


def _foreseen(form: HandOverForm, away: User, mandates, today) -> dict:
    """What falls due in the days of the form as far as they are typed, and whether the colleague is away as well."""
    given = {}
    if form.is_bound:
        form.is_valid()  # what is typed so far counts, whatever else is still missing
        given = form.cleaned_data
    chosen = given.get("mandates") if form.is_bound else mandates.filter(pk__in=form.initial["mandates"])
    first = given.get("from_on") or today
    last = given.get("until")
    due = list(falls_due(away, chosen or [], first, last)[: MOST_DUE + 1])
    for deadline in due:
        deadline.is_snoozed = is_snoozed(deadline, first)
    leaves = []
    if to := given.get("to"):
        leaves = HandOver.objects.overlapping(first, last or first).filter(away=to).select_related("away")
    return {
        "due": due[:MOST_DUE],
        "more_due": len(due) > MOST_DUE,
        "snoozed": sum(deadline.is_snoozed for deadline in due[:MOST_DUE]),
        "first": first,
        "last": last,
        "leaves": leaves,
    }
