"""The forms that open under a row, each also on a page of its own."""

from datetime import timedelta

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mandates.models import Deadline, Follow, User

OTHER_DAY = "on"
FEW_PEOPLE = 12  # so many names are pressed in one click; more of them are chosen from a list


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class TickedFocused(forms.RadioSelect):
    """Choices of which the ticked one is where a person begins."""

    def create_option(self, name, value, label, selected, index, subindex=None, attrs=None):
        attrs = {**(attrs or {}), "autofocus": True} if selected else attrs
        return super().create_option(name, value, label, selected, index, subindex, attrs)


class DoneForm(forms.Form):
    """The day on which a step was met; today where it is not given, never a day to come."""

    on = forms.DateField(label=gettext_lazy("Done on"), required=False, widget=DayInput)

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self):
        on = self.cleaned_data["on"] or self.today
        if on > self.today:
            raise forms.ValidationError(_("This day is still to come. Give the day on which it was done."))
        return on


class SnoozeForm(forms.Form):
    """Until when to say nothing: a week, two weeks, or a day. A day after `due_on`, where that is still to come, is
    called so: nobody is reminded then before it is late."""

    until = forms.ChoiceField(label=gettext_lazy("Remind me again"), widget=TickedFocused)
    on = forms.DateField(label=gettext_lazy("or on"), required=False, widget=DayInput)
    why = forms.CharField(label=gettext_lazy("Reason, kept with the date"), required=False, max_length=500)

    def __init__(self, *args, today, due_on, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.due_on = today, due_on
        self.fields["until"].choices = [
            ("1", _("in 1 week, %(day)s") % {"day": self._day(1)}),
            ("2", _("in 2 weeks, %(day)s") % {"day": self._day(2)}),
            (OTHER_DAY, _("on another day")),
        ]
        self.fields["until"].initial = "1"
        self.fields["until"].required = False

    def _day(self, weeks):
        on = self.today + timedelta(weeks=weeks)
        day = date_format(on, "D j M")
        if self.due_on and self.today <= self.due_on < on:
            return _("%(day)s, after the due date") % {"day": day}
        return day

    def clean(self):
        """A day that is typed counts, whatever is ticked."""
        chosen, on = self.cleaned_data.get("until"), self.cleaned_data.get("on")
        if "on" in self.errors:
            return self.cleaned_data
        if on is None and chosen == OTHER_DAY:
            self.add_error("on", _("Give the day on which you want to be reminded."))
        elif on is not None and on <= self.today:
            self.add_error("on", _("Give a day from tomorrow on."))
        else:
            self.cleaned_data["day"] = on or self.today + timedelta(weeks=int(chosen or 1))
        return self.cleaned_data


class AssignForm(forms.Form):
    """To whom a deadline goes; nobody chosen gives it back to the owner of its mandate."""

    to = forms.ModelChoiceField(label=gettext_lazy("Reassign to"), queryset=User.objects.none(), required=False)
    why = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=500)

    def __init__(self, *args, deadline: Deadline, reader: User, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True)
        if reader.unit_id:
            people = people.filter(unit=reader.unit_id)
        owner = deadline.mandate.owner
        self.fields["to"].queryset = people.exclude(pk=owner.pk) if owner else people  # the owner is the first choice
        self.fields["to"].empty_label = (
            _("the owner of the mandate, %(owner)s") % {"owner": owner.short_name} if owner else _("nobody yet")
        )
        self.fields["to"].initial = deadline.assigned_to_id

    @property
    def names(self) -> list[tuple[str, str]]:
        """Each choice with its words, where they are few enough to be pressed one by one; otherwise none."""
        choices = [(str(value), words) for value, words in self.fields["to"].choices]
        return choices if len(choices) <= FEW_PEOPLE else []


class NoteForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 2}), strip=True
    )


class DateForm(forms.Form):
    """Another day than the rule gives, and why."""

    due_on = forms.DateField(label=gettext_lazy("Due on"), widget=DayInput)
    reason = forms.CharField(
        label=gettext_lazy("Reason, kept with the date"),
        max_length=2000,
        error_messages={"required": gettext_lazy("Say why: the date will stay when the rule is worked out again.")},
    )


class FollowForm(forms.ModelForm):
    """Why a mandate or a person is followed, as a note to oneself, and whether it stands in the mail of the day."""

    class Meta:
        model = Follow
        fields = ["why", "by_mail"]
        labels = {"why": gettext_lazy("Why I follow it (a note to myself)")}
        widgets = {"why": forms.TextInput(attrs={"size": 44})}
