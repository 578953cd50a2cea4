"""One form for each kind of fact that can be changed."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mandates.models import Adoption, Body, DraftFact, Mandate, ReportingObligation, Request
from mandates.models.fields import validate_partial_date
from mandates.reading.states import known_state
from mandates.reading.symbols import full_symbol

from .forms import DayInput
from .spelled import session_named

Kind = DraftFact.Kind
SESSION = re.compile(r"(?P<body>HRC|GA|ECOSOC)(?:S-)?[1-9]\d{0,2}")
SPECIAL = re.compile(r"S-[1-9]\d{0,2}")  # the Council's own way of writing its special sessions
SPACED = re.compile(r"(?<=[A-Z])\s+(?=(?:S-)?\d)")  # as pages print it: HRC S-36


def _lines(words: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in re.split(r"[;\n]", words) if part.strip()))


def _session(name: str) -> str:
    """The session as the records name it. Raises ValidationError for anything else."""
    full = f"HRC{name}" if SPECIAL.fullmatch(name) else SPACED.sub("", name)
    if not SESSION.fullmatch(full):
        raise ValidationError(_("“%(name)s” is no session. Write HRC56, GA79 or HRC S-36.") % {"name": name})
    return full


def _sessions(words: str) -> list[str]:
    return [_session(name) for name in re.split(r"[,;\s]+", SPACED.sub("", words)) if name]


class FactForm(forms.Form):
    """A form that begins with the value of a fact and gives the changed one."""

    def __init__(self, data=None, *, fact: DraftFact):
        self.fact = fact
        super().__init__(data, initial=self.initial_of(fact.value), auto_id=f"f{fact.pk or 'new'}-%s")

    def initial_of(self, value: Any) -> dict:
        return value if isinstance(value, dict) else {"value": value}

    def changed_value(self) -> Any:
        """The value of the fact as the form says it; what the form does not ask stays."""
        cleaned = {name: value if value not in ("",) else None for name, value in self.cleaned_data.items()}
        return self.fact.value | cleaned if isinstance(self.fact.value, dict) else cleaned["value"]


class SymbolForm(FactForm):
    value = forms.CharField(label=gettext_lazy("Symbol"), max_length=60, help_text=gettext_lazy("53/5 is enough."))

    def clean_value(self):
        symbol = self.cleaned_data["value"].strip()
        full = full_symbol(symbol)
        if full is None:
            raise ValidationError(_("“%(symbol)s” is no symbol of a text. Write A/HRC/RES/53/5.") % {"symbol": symbol})
        return full


class TitleForm(FactForm):
    value = forms.CharField(label=gettext_lazy("Title"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class SessionForm(FactForm):
    number = forms.IntegerField(label=gettext_lazy("Session"), min_value=1, max_value=999)
    special = forms.BooleanField(label=gettext_lazy("special session"), required=False)

    def changed_value(self):
        return {"number": self.cleaned_data["number"], "special": self.cleaned_data["special"]}


class AgendaItemForm(FactForm):
    value = forms.CharField(label=gettext_lazy("Agenda item"), max_length=10, required=False)


class AdoptedForm(FactForm):
    value = forms.DateField(label=gettext_lazy("Adopted on"), widget=DayInput)

    def changed_value(self):
        return self.cleaned_data["value"].isoformat()


class MeetingForm(FactForm):
    value = forms.IntegerField(label=gettext_lazy("Meeting"), min_value=1, max_value=999, required=False)


COLUMNS = {
    "in_favour": gettext_lazy("in favour"),
    "against": gettext_lazy("against"),
    "abstaining": gettext_lazy("abstaining"),
}


class AdoptionForm(FactForm):
    """How the text was adopted; of a recorded vote the figures as stated, and the States named in each column."""

    how = forms.ChoiceField(label=gettext_lazy("How adopted"), choices=Adoption.choices)

    def __init__(self, data=None, *, fact: DraftFact):
        super().__init__(data, fact=fact)
        for name, label in COLUMNS.items():
            self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=200, required=False)
        for name, label in COLUMNS.items():
            self.fields[f"{name}_states"] = forms.CharField(
                label=_("States %(column)s") % {"column": label},
                required=False,
                max_length=6000,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_("A semicolon between two."),
            )

    def initial_of(self, value):
        value = value or {"how": Adoption.WITHOUT_VOTE}
        return value | {f"{name}_states": "; ".join(value.get(f"{name}_states", [])) for name in COLUMNS}

    def clean(self):
        """A name that was not read must be one of a State; no State stands in two columns. A vote of which
        anything is told has all three figures: without them its States could not be kept."""
        as_read = {state for value in (self.fact.value, self.fact.read_value) for state in _named_in(value)}
        column_of: dict[str, str] = {}
        for name in COLUMNS:
            field = f"{name}_states"
            states = self.cleaned_data[field] = _lines(self.cleaned_data.get(field, ""))
            for state in states:
                if state not in as_read and not known_state(state):
                    self.add_error(field, _("“%(name)s” is no State that the desk knows.") % {"name": state})
                if column_of.setdefault(known_state(state) or state, name) != name:
                    self.add_error(field, _("%(name)s stands in two columns.") % {"name": state})
        is_told = column_of or any(self.cleaned_data.get(name) is not None for name in COLUMNS)
        if is_told and self.cleaned_data.get("how") == Adoption.RECORDED_VOTE:
            for name in COLUMNS:
                if self.cleaned_data.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Say how many, in all three columns; 0 where it was nobody."))
        return self.cleaned_data

    def changed_value(self):
        value = dict(self.cleaned_data)
        if value["how"] == Adoption.WITHOUT_VOTE:
            value |= dict.fromkeys(COLUMNS) | {f"{name}_states": [] for name in COLUMNS}
        return value


def _named_in(value: dict | None) -> list[str]:
    return [state for name in COLUMNS for state in (value or {}).get(f"{name}_states", [])]


class MandateForm(FactForm):
    mandate = forms.ModelChoiceField(
        label=gettext_lazy("Mandate"),
        queryset=Mandate.objects.all(),
        required=False,
        empty_label=gettext_lazy("a new mandate, named below"),
    )
    new_name = forms.CharField(label=gettext_lazy("Name of a new mandate"), max_length=250, required=False)

    def clean(self):
        if not self.cleaned_data.get("mandate") and not self.cleaned_data.get("new_name", "").strip():
            self.add_error("new_name", _("Choose a mandate, or name the new one."))
        return self.cleaned_data

    def changed_value(self):
        mandate = self.cleaned_data["mandate"]
        new_name = self.cleaned_data["new_name"].strip()
        return self.fact.value | {"mandate": mandate and mandate.pk, "new_name": new_name}


class DecisionForm(FactForm):
    action = forms.ChoiceField(
        label=gettext_lazy("The text"),
        choices=[
            ("establish", gettext_lazy("creates the mandate")),
            ("extend", gettext_lazy("extends the mandate")),
            ("modify", gettext_lazy("adapts the mandate")),
            ("discontinue", gettext_lazy("ends the mandate")),
        ],
    )
    term = forms.RegexField(
        r"^P\d{1,3}[YMWD]$",
        label=gettext_lazy("for"),
        required=False,
        help_text=gettext_lazy("P3Y is three years, P18M eighteen months."),
    )
    effective_from = forms.CharField(
        label=gettext_lazy("from the end of"),
        required=False,
        max_length=10,
        help_text=gettext_lazy("A session: HRC56."),
    )
    until = forms.CharField(
        label=gettext_lazy("until"), required=False, max_length=10, help_text=gettext_lazy("A session or a date.")
    )

    def initial_of(self, value):
        until = value["until"] or ""
        return value | {
            "effective_from": session_named(value["effective_from"] or ""),
            "until": until if until[:1].isdigit() else session_named(until),
        }

    def clean_effective_from(self):
        name = self.cleaned_data["effective_from"].strip()
        return _session(name) if name else ""

    def clean_until(self):
        until = self.cleaned_data["until"].strip()
        if until and until[0].isdigit():
            validate_partial_date(until)
            return until
        return _session(until) if until else ""


class RequestForm(FactForm):
    verb = forms.ChoiceField(label=gettext_lazy("Verb"), choices=Request.Verb.choices)
    addressees = forms.CharField(
        label=gettext_lazy("Addressees"), max_length=600, help_text=gettext_lazy("Several: a semicolon between them.")
    )
    text = forms.CharField(
        label=gettext_lazy("What is asked"), max_length=8000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def initial_of(self, value):
        return value | {"addressees": "; ".join(value["addressees"])}

    def clean_addressees(self):
        people = _lines(self.cleaned_data["addressees"])
        if not people:
            raise ValidationError(_("Name at least one addressee."))
        if any(len(name) > 120 for name in people):
            raise ValidationError(_("An addressee has at most 120 characters. Put a semicolon between two."))
        return people


class ReportForm(FactForm):
    addressee = forms.CharField(label=gettext_lazy("Who reports"), max_length=120)
    recipient = forms.ChoiceField(label=gettext_lazy("to"), choices=Body.choices)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ReportingObligation.Kind.choices)
    recurrence = forms.ChoiceField(
        label=gettext_lazy("How often"),
        required=False,
        choices=[
            ("", gettext_lazy("not said")),
            ("annual", ReportingObligation.Recurrence.ANNUAL.label),
            ("biennial", ReportingObligation.Recurrence.BIENNIAL.label),
            ("regular", ReportingObligation.Recurrence.REGULAR.label),
            ("once", ReportingObligation.Recurrence.ONCE.label),
        ],
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("Sessions count as"),
        required=False,
        choices=[("", gettext_lazy("not said")), *ReportingObligation.Mode.choices],
    )
    sessions = forms.CharField(
        label=gettext_lazy("Sessions named"), required=False, max_length=200, help_text=gettext_lazy("HRC56, GA79")
    )
    by_date = forms.CharField(
        label=gettext_lazy("Date named"), required=False, max_length=10, validators=[validate_partial_date]
    )
    words = forms.CharField(label=gettext_lazy("Words of time"), required=False, max_length=500)

    def initial_of(self, value):
        named = [found["body"] for name in value["sessions"] if (found := SESSION.fullmatch(name))]
        recipient = [*value["recipients"], *named, Body.COUNCIL.value][0]
        return value | {"recipient": recipient, "sessions": ", ".join(map(session_named, value["sessions"]))}

    def clean_sessions(self):
        names = _sessions(self.cleaned_data["sessions"])
        recipient = self.cleaned_data.get("recipient")
        for name in names:
            if recipient and SESSION.fullmatch(name)["body"] != recipient:
                raise ValidationError(
                    _("%(name)s is no session of the %(body)s, to which the report goes.")
                    % {"name": name, "body": Body(recipient).label}
                )
        return names

    def changed_value(self):
        value = super().changed_value() | {"words": self.cleaned_data["words"]}
        return value | {"recipients": [value.pop("recipient")]}


FRONT_FORMS = {
    "symbol": SymbolForm,
    "title": TitleForm,
    "session": SessionForm,
    "agenda_item": AgendaItemForm,
    "adopted_on": AdoptedForm,
    "meeting": MeetingForm,
    "adoption": AdoptionForm,
}
FORMS = {
    Kind.MANDATE: MandateForm,
    Kind.DECISION: DecisionForm,
    Kind.REQUEST: RequestForm,
    Kind.REPORT: ReportForm,
}


def form_for(fact: DraftFact, data=None) -> FactForm:
    """The form that changes `fact`."""
    return (FRONT_FORMS[fact.name] if fact.kind == Kind.FRONT else FORMS[fact.kind])(data, fact=fact)
