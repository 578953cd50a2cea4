"""One rule with its versions, and the form that changes it: what would move is shown first."""

from django import forms
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from mandates.lists.wording import rule_words, said
from mandates.models import Deadline, LogEntry, Rule
from mandates.permissions import may
from mandates.planning.offset_lines import FORMS
from mandates.planning.rules import ANCHORS, RULE_CODE
from mandates.records.deadlines import NotAccepted
from mandates.records.rules import RULE_FIELDS, change_rule, leads_as_kept, offset_as_kept

from .moving import made, show_moves
from .rules import printed_rule

SHOWN = (
    "offset", "anchor", "is_ours", "ends_with", "is_replaced_by_slot", "is_on", "owner_leads", "head_leads", "source",
    "note",
)  # fmt: skip


class RuleForm(forms.ModelForm):
    """What people change in a rule. Its step, code and what it applies to are entered in the administration."""

    why = forms.CharField(label=gettext_lazy("Reason, kept with the version"), max_length=500)

    class Meta:
        model = Rule
        fields = list(SHOWN)
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("source", "note")}
        help_texts = {
            "offset": format_lazy("{}: {}.", gettext_lazy("One of"), "; ".join(FORMS)),
            "anchor": format_lazy("{}, {}.", ", ".join(ANCHORS), gettext_lazy("or the code of another rule")),
        }

    def clean_offset(self):
        return offset_as_kept(self.cleaned_data["offset"])

    def clean_anchor(self):
        anchor = self.cleaned_data["anchor"].strip()
        codes = set(Rule.objects.exclude(pk=self.instance.pk).values_list("code", flat=True))
        if anchor not in ANCHORS and (not RULE_CODE.fullmatch(anchor) or anchor not in codes):
            raise forms.ValidationError(
                _("“%(anchor)s” is no anchor. Write one of %(anchors)s, or the code of another rule."),
                params={"anchor": anchor, "anchors": ", ".join(ANCHORS)},
            )
        return anchor

    def clean_owner_leads(self):
        return leads_as_kept(self.cleaned_data["owner_leads"])

    def clean_head_leads(self):
        return leads_as_kept(self.cleaned_data["head_leads"])

    def given(self):
        """The values that were changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name in RULE_FIELDS}


@require_http_methods(["GET", "POST"])
def rule(request, code):
    """One rule with its versions. POST is the one press after the preview."""
    row = get_object_or_404(Rule, code=code)
    refused = "" if may(request.user, "change rules") else _("A head of unit or an administrator changes rules.")
    if request.method == "GET":
        return _page(request, row, RuleForm(instance=row), refused)
    if refused:
        return _page(request, row, RuleForm(instance=row), refused, status=403)
    return _asked(
        request, row, RuleForm(request.POST, instance=Rule.objects.get(pk=row.pk)), request.POST.get("seen", "")
    )


@require_GET
def preview(request, code):
    """What another rule would move. Nothing is written; the address can be sent to a colleague."""
    row = get_object_or_404(Rule, code=code)
    return _asked(request, row, RuleForm(request.GET, instance=Rule.objects.get(pk=row.pk)), None)


def _asked(request, row, form, seen):
    """The preview; or, after the press, the rule as it now stands; 422 where what was typed makes no sense."""
    if not form.is_valid():
        return _page(request, row, form, "", status=422)
    try:
        told = change_rule(row, form.given(), by=request.user, why=form.cleaned_data["why"], seen=seen)
    except NotAccepted as refused:
        form.add_error(None, str(refused))
        return _page(request, row, form, "", status=422)
    if told.is_applied:
        return made(request, told, _("Rule %(code)s has a new version.") % {"code": row.code}, row.get_absolute_url())
    context = {
        "place": "rules",
        "heading": _("What would move with rule %(code)s") % {"code": row.code},
        "back_at": row.get_absolute_url(),
        "back": f"{row.code}, {said(row.step)}",
        "changes": [
            (form.fields[name].label, _shown(form, name, getattr(row, name)), _shown(form, name, new))
            for name, new in form.given().items()
        ],
        "why": form.cleaned_data["why"],
        "action": row.get_absolute_url(),
        "fields": [(name, value) for name, value in form.data.items() if name in form.fields],
        "may_apply": may(request.user, "change rules"),
        "who_may": _("A head of unit or an administrator changes rules: send them the address of this page."),
    }
    return show_moves(request, told, context)


def _shown(form, name, value) -> str:
    """A value as the form says it: the words of a choice, yes or no, a dash for nothing."""
    words = dict(getattr(form.fields[name], "choices", ())) or {True: _("yes"), False: _("no")}
    return str(words.get(value, value)) if value != "" else "–"


def _page(request, row, form, refused, status=200):
    versions = [
        {
            "number": version.number,
            "made_at": version.made_at,
            "by": version.made_by,
            "why": version.why,
            "words": rule_words(version.values.get("offset", ""), version.values.get("anchor", "")),
            "is_on": version.values.get("is_on", True),
        }
        for version in row.versions.select_related("made_by")
    ]
    context = {
        "place": "rules",
        "rule": printed_rule(row, may(request.user, "enter data") and request.user.is_staff),
        "row": row,
        "versions": versions,
        "form": form,
        "refused": refused,
        "preview_at": reverse("rule_preview", args=[row.code]),
        "open": Deadline.objects.open().filter(rule=row).count(),
        "log": LogEntry.objects.about(row)[:30],
    }
    return render(request, "rule.html", context, status=status)
