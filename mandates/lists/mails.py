"""From an address to mails: to whom, on which day, what became of them, about which date, with which words."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from mandates.models import Mail, Reminder, User
from mandates.permissions import mails_for

from .filters import ListFilter

TO_LOOK_AT = "look"


class MailFilter(ListFilter):
    """`state` (`look`: given up, in doubt or come back), `person` an account name, `day` 2026-03-30, `q` words,
    `deadline` its number. Newest first."""

    state = django_filters.ChoiceFilter(
        label=_("What became of it"),
        method="filter_state",
        choices=[(TO_LOOK_AT, _("to look at: given up, in doubt or come back")), *Mail.State.choices],
        empty_label=_("Anything"),
    )
    person = django_filters.ModelChoiceFilter(
        label=_("To"), queryset=User.objects.none(), to_field_name="username", empty_label=_("Anybody")
    )
    day = django_filters.DateFilter(
        label=_("Day"), field_name="on", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    q = django_filters.CharFilter(label=_("Words"), method="filter_words")
    deadline = django_filters.NumberFilter(label=_("Date number"), method="filter_deadline")

    class Meta:
        model = Mail
        fields = ["state", "person", "day", "q", "deadline"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Those of whose mails the reader may see any.
        seen = mails_for(self.reader).filter(person=OuterRef("pk"))
        self.filters["person"].queryset = User.objects.filter(Exists(seen))

    @property
    def qs(self):
        return super().qs.order_by("-claimed_at", "-pk")

    def filter_state(self, mails, _name, state):
        return mails.to_look_at() if state == TO_LOOK_AT else mails.filter(state=state)

    def filter_words(self, mails, _name, words):
        for word in words.split()[:6]:
            mails = mails.filter(
                Q(subject__icontains=word)
                | Q(text__icontains=word)
                | Q(to__icontains=word)
                | Q(person__first_name__icontains=word)
                | Q(person__last_name__icontains=word)
                | Q(error__icontains=word)
            )
        return mails

    def filter_deadline(self, mails, _name, number):
        return mails.filter(Exists(Reminder.objects.filter(mail=OuterRef("pk"), deadline=number)))
