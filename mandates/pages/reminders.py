"""A person's own choices about mail, and “tell me again on this day, whatever happens”."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mandates import clock
from mandates.models import MailHabit, Mandate, ReminderChoice
from mandates.models.choices import Recall
from mandates.permissions import mandates_for
from mandates.planning.leads import leads
from mandates.records.choices import choose, forget_recall, leave_to_the_rules
from mandates.records.reminders import recall as record_recall

from .acting import asked_for
from .forms import DayInput

RECALLED_IN = timedelta(weeks=3)


class HabitForm(forms.ModelForm):
    class Meta:
        model = MailHabit
        fields = ["digest", "notices", "views", "from_hour", "working_days_only"]
        widgets = {"from_hour": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}


class ChoiceForm(forms.Form):
    """What to be told of: a kind of step, a mandate, both, or everything; by mail or not, and how long before."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of step"),
        required=False,
        choices=[("", gettext_lazy("every step")), *ReminderChoice.Kind.choices],
    )
    mandate = forms.ModelChoiceField(
        label=gettext_lazy("Mandate"), required=False, queryset=Mandate.objects.none(), empty_label=gettext_lazy("any")
    )
    told = forms.ChoiceField(
        label=gettext_lazy("Tell me"), choices=[("yes", gettext_lazy("by mail")), ("no", gettext_lazy("not by mail"))]
    )
    leads = forms.CharField(
        label=gettext_lazy("Days before"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("28,14,7,1; a minus sign means days after. Empty: as the rule has it."),
    )

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mandate"].queryset = mandates_for(reader).order_by("name")

    def clean_leads(self):
        """Kept in one form, so that two ways of writing the same are the same."""
        typed = self.cleaned_data["leads"].replace(" ", "")
        try:
            numbers = leads(typed)
        except ValueError:
            numbers = None
        if numbers is None or any(abs(number) > 730 for number in numbers):
            raise forms.ValidationError(_("Write days as numbers with commas, like 28,14,7,1, none above 730."))
        return ",".join(str(number) for number in numbers)


class RecallForm(forms.Form):
    on = forms.DateField(label=gettext_lazy("Tell me again on"), widget=DayInput)
    why = forms.CharField(label=gettext_lazy("Note to myself"), required=False, max_length=250)

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].initial = today + RECALLED_IN

    def clean_on(self):
        if self.cleaned_data["on"] <= self.today:
            raise forms.ValidationError(_("Give a day from tomorrow on."))
        return self.cleaned_data["on"]


def _page(request, habit_form=None, choice_form=None, status=200):
    person = request.user
    habit = MailHabit.objects.filter(person=person).first() or MailHabit(person=person)
    context = {
        "habit": habit,
        "habit_form": habit_form or HabitForm(instance=habit),
        "choice_form": choice_form or ChoiceForm(reader=person),
        "choices": person.reminder_choices.select_related("mandate"),
        "recalls": Recall.objects.filter(person=person, on__gte=clock.today()).select_related(
            "deadline__mandate", "deadline__session"
        ),
    }
    return render(request, "reminders.html", context, status=status)


@require_GET
def reminders(request):
    """When one gets mail, of what, and what one asked to hear of again."""
    return _page(request)


@require_POST
def habit(request):
    """Keep when one gets mail."""
    kept = MailHabit.objects.filter(person=request.user).first() or MailHabit(person=request.user)
    form = HabitForm(request.POST, instance=kept)
    if not form.is_valid():
        return _page(request, habit_form=form, status=422)
    form.save()
    messages.success(request, _("Kept. It holds from the next mail on."))
    return redirect("reminders")


@require_POST
def add_choice(request):
    """Keep a choice on top of the rules."""
    form = ChoiceForm(request.POST, reader=request.user)
    if not form.is_valid():
        return _page(request, choice_form=form, status=422)
    given = form.cleaned_data
    choose(
        request.user,
        kind=given["kind"],
        mandate=given["mandate"],
        is_on=given["told"] == "yes",
        leads=given["leads"],
    )
    messages.success(request, _("Kept. It holds from the next mail on."))
    return redirect("reminders")


@require_POST
def remove_choice(request, pk):
    """Leave to the rules again what was chosen."""
    leave_to_the_rules(request.user, pk)
    messages.success(request, _("Left to the rules again."))
    return redirect("reminders")


@require_POST
def remove_recall(request, pk):
    forget_recall(request.user, pk)
    messages.success(request, _("You will not be told again on that day."))
    return redirect("reminders")


@require_http_methods(["GET", "POST"])
def recall(request, pk):
    """Ask to be told of a date again on a day, three weeks from now unless said otherwise, whatever happens."""
    deadline = asked_for(request, pk)
    form = RecallForm(request.POST if request.method == "POST" else None, today=clock.today())
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        record_recall(deadline, request.user, on, why=form.cleaned_data["why"])
        day = date_format(on, "D j F Y")
        messages.success(request, _("You will be told of it again on %(day)s, whatever happens.") % {"day": day})
        return redirect(deadline)
    status = 422 if form.is_bound else 200
    return render(request, "recall.html", {"deadline": deadline, "form": form}, status=status)
