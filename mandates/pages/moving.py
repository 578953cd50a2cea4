"""What a change would move, on one page: the first half of making it. The second half is one press.

A page that changes a session or a rule asks for a preview with its values in the address, so that the preview can be
sent to a colleague; the form below it carries them on, with the fingerprint of what was seen."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mandates.lists.wording import rule_words, said
from mandates.models import Session
from mandates.records.moves import Told, in_words

MARKS = {"moves": "open", "new": "guess", "goes": "shut", "stays": "part"}


def moves_context(told: Told) -> dict:
    """What `parts/moves.html` prints of `told`: a sentence, then the moves by mandate, those of one mandate by day."""
    names = {
        row.pk: str(row) for row in Session.objects.filter(pk__in={move.session_id for move in told.moves}).only(
            "body", "kind", "number"
        )
    }  # fmt: skip
    words = {
        "moves": _("moves"),
        "new": _("new"),
        "goes": _("no longer called for"),
        "stays": _("set by hand: stays, its ground moved"),
    }
    ordered = sorted(told.moves, key=lambda move: (move.mandate, move.mandate_id, str(move.to_on or move.from_on)))
    groups = []
    for (name, slug), moves in groupby(ordered, key=lambda move: (move.mandate, move.slug)):
        rows = [
            {
                "at": reverse("deadline", args=[move.deadline_id]) if move.deadline_id else "",
                "step": said(move.step),
                "session": names.get(move.session_id, ""),
                "from_on": move.from_on,
                "to_on": move.to_on,
                "ends_on": move.ends_on,
                "planned_on": move.planned_on,
                "what": move.what,
                "word": words[move.what],
                "mark": MARKS[move.what],
                "why": rule_words(move.offset, move.anchor, names.get(move.session_id, "")),
                "is_estimate": move.is_estimate,
                "standing": move.standing,
            }
            for move in moves
        ]
        groups.append({"mandate": name, "mandate_at": reverse("mandate", args=[slug]), "rows": rows})
    return {
        "told": told,
        "sentence": _sentence(told),
        "asides": _asides(told),
        "groups": groups,
        "people": len(told.told),
        "fingerprint": told.fingerprint,
    }


def in_sentences(told: Told) -> str:
    """How many dates move, come and go, and how many stay though they could, for a page that lists none of them."""
    return " ".join([_sentence(told), *_asides(told)])


def _sentence(told: Told) -> str:
    if told.is_empty or not told.mandates:
        return _("No date moves.")
    many = len(told.mandates)
    of = ngettext("in %d mandate", "in %d mandates", many) % many
    return f"{in_words(told.kinds).rstrip('.')}, {of}."


def _asides(told: Told) -> list[str]:
    """What does not move, though it could."""
    asides = []
    if done := told.kinds["done"] or told.counts.kept_done:
        asides.append(ngettext("%d date that is done stays.", "%d dates that are done stay.", done) % done)
    if stands := told.kinds["stands"]:
        asides.append(
            ngettext(
                "%d date keeps its day and stands differently.",
                "%d dates keep their day and stand differently.",
                stands,
            )
            % stands
        )
    return asides


def show_moves(request, told: Told, context: dict, *, status=200):
    """The preview page; 409 where something else moves by now than the person has seen."""
    if told.is_stale:
        status = 409
    return render(request, "moving.html", {**context, **moves_context(told)}, status=status)


def made(request, told: Told, words: str, address: str):
    """Say that the change was made, and go back to what was changed."""
    people = len(told.told)
    parts = [words, _sentence(told)]
    if people:
        parts.append(ngettext("%d person is told.", "%d people are told.", people) % people)
    messages.success(request, " ".join(parts))
    return redirect(address)
