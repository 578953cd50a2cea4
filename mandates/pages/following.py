"""What the reader follows, with a note why: mandates, and people with theirs."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from mandates import clock
from mandates.models import Follow, Mandate, User, gone_over, way_of
from mandates.records import following as records

from .forms import FollowForm
from .fragments import came_from
from .mandates import story, with_its_story


class PersonForm(FollowForm):
    """Whose mandates to follow: anybody at work here but the reader and those followed already."""

    class Meta(FollowForm.Meta):
        fields = ["colleague", "why", "by_mail"]
        labels = {**FollowForm.Meta.labels, "colleague": gettext_lazy("Follow the mandates of")}

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        followed = Follow.objects.filter(person=reader, colleague__isnull=False)
        people = User.objects.filter(is_active=True).exclude(pk=reader.pk)
        self.fields["colleague"].queryset = people.exclude(pk__in=followed.values("colleague"))
        self.fields["colleague"].required = True


def _page(request, *, wrong=None, person_form=None, status=200):
    """What the reader follows; `wrong` is the form of a row that could not be kept, as it was typed."""
    went = gone_over()
    rows = []
    for row in Follow.objects.filter(person=request.user).with_row_facts():
        form = FollowForm(instance=row, auto_id=f"id_{row.pk}_%s", label_suffix="")
        if wrong and wrong.instance.pk == row.pk:
            form = wrong
        way = way_of(row.mandate_id, went)
        rows.append({"follow": row, "form": form, "went": way[-1] if way else None})
    now = Mandate.objects.in_bulk([row["went"] for row in rows if row["went"]])
    for row in rows:
        row["went"] = now.get(row["went"])
    context = {"rows": rows, "person_form": person_form or PersonForm(reader=request.user), "place": "notices"}
    return render(request, "following.html", context, status=status)


@require_GET
def following(request):
    """Everything that the reader follows, each with its note to change, and how to follow a person."""
    return _page(request)


@require_POST
def follow_mandate(request, slug):
    """Follow a mandate, one's own or not, from its page."""
    mandate = get_object_or_404(with_its_story(request.user), slug=slug)
    form = FollowForm(request.POST)
    if not form.is_valid():
        context = {**story(mandate, clock.today()), "follow_form": form}
        return render(request, "mandate.html", context, status=422)
    _row, is_new = records.follow(request.user, mandate, **form.cleaned_data)
    if is_new:
        messages.success(request, _("You follow it. A renewal under another symbol changes nothing in that."))
    else:
        messages.warning(request, _("Nothing changed: you follow it already."))
    return redirect(mandate)


@require_POST
def follow_person(request):
    """Follow the mandates of another person, whichever these are by then."""
    form = PersonForm(request.POST, reader=request.user)
    if not form.is_valid():
        return _page(request, person_form=form, status=422)
    given = form.cleaned_data
    records.follow(request.user, given["colleague"], why=given["why"], by_mail=given["by_mail"])
    words = _("You follow what happens to the mandates of %(person)s.")
    messages.success(request, words % {"person": given["colleague"]})
    return redirect("following")


@require_POST
def keep_follow(request, pk):
    """Change the note of a follow, or whether it is mailed."""
    row = get_object_or_404(Follow, pk=pk, person=request.user)
    form = FollowForm(request.POST, instance=row, auto_id=f"id_{row.pk}_%s", label_suffix="")
    if not form.is_valid():
        return _page(request, wrong=form, status=422)
    records.change_follow(request.user, pk, **form.cleaned_data)
    messages.success(request, _("Kept."))
    return redirect("following")


@require_POST
def unfollow(request, pk):
    """Follow it no more."""
    if records.unfollow(request.user, pk):
        messages.success(request, _("You follow it no more. What you were told stays in your inbox."))
    else:
        messages.warning(request, _("Nothing changed: you did not follow it."))
    return redirect(came_from(request, default="following"))
