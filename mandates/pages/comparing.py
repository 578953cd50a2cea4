"""The page of two texts side by side, with the two votes."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from mandates.lists.comparing import named_texts, stored_comparison
from mandates.models import Resolution, Vote

from .fragments import render_page


@dataclass(frozen=True, slots=True)
class TwoVotes:
    """How the States that voted on both texts voted: who moved, who did not, and how many seats changed hands."""

    moved: list[tuple[str, str, str]]  # (State, on the first, on the second)
    stayed: list[str]
    only_one: int

    @property
    def both(self) -> int:
        """How many States voted on both texts."""
        return len(self.moved) + len(self.stayed)


def two_votes(old: Resolution, new: Resolution) -> TwoVotes | None:
    """None where a text was adopted without a recorded vote, or the States are not recorded."""
    votes = Vote.objects.filter(resolution__in=[old, new], state__isnull=False).select_related("state")
    cast: dict[int, dict[str, Vote]] = {old.pk: {}, new.pk: {}}
    for vote in votes:
        cast[vote.resolution_id][vote.state.name] = vote
    if not cast[old.pk] or not cast[new.pk]:
        return None
    both = sorted(cast[old.pk].keys() & cast[new.pk].keys())
    moved = [
        (name, cast[old.pk][name].get_position_display(), cast[new.pk][name].get_position_display())
        for name in both
        if cast[old.pk][name].position != cast[new.pk][name].position
    ]
    stayed = [name for name in both if name not in {name for name, _old, _new in moved}]
    return TwoVotes(moved, stayed, len(cast[new.pk]) - len(both))


@require_GET
def compare(request, reference, other):
    """Two texts compared, the earlier one first whichever comes first in the address; `?only=changes` leaves out what
    is the same."""
    texts = named_texts(reference, other)
    if texts is None:
        raise Http404
    old, new = texts
    if {old.reference, new.reference} != {reference, other}:
        return redirect("compare", reference=new.reference, other=old.reference)
    mandates = {action.mandate for text in texts for action in text.actions.select_related("mandate")}
    context = {
        "place": "resolutions",
        "old": old,
        "new": new,
        "not_here": [text for text in texts if not text.paragraphs.exists()],
        "comparison": stored_comparison(old, new),
        "only_changes": request.GET.get("only") == "changes",
        "votes": two_votes(old, new),
        "mandates": sorted(mandates, key=str),
    }
    return render_page(request, "compare.html", "redline", context)
