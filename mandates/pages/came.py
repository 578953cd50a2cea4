"""A text on its way in as it came: the words of each fact marked, and a way to add a fact where a paragraph begins."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from mandates.models import DraftFact, ImportDraft

MOST_MARKED = 400_000  # characters: of a longer text only the beginning is shown, the facts are all there


def add_address(draft: ImportDraft, kind: str, **known: str) -> str:
    """Where a fact of `kind` is added; `known` begins the form: the paragraph, or the words."""
    address = reverse("add_fact", args=[draft.pk, kind])
    return f"{address}?{urlencode(known)}" if known else address


def marked_text(draft: ImportDraft, facts: Iterable[DraftFact]) -> SafeString:
    """The text as it came, escaped, the words of each fact in a mark of its own; marks may stand in one another. Where
    a paragraph begins, a link adds a fact to it. The text itself stays letter for letter: what a person marks in it is
    counted by its letters."""
    shown = draft.shown_text[:MOST_MARKED]
    spans = sorted(
        (fact for fact in facts if fact.end > fact.start and fact.start < len(shown) and not fact.is_removed),
        key=lambda fact: (fact.start, -fact.end, fact.position),
    )
    begins = _add_links(draft) if draft.is_open else []
    pieces: list[SafeString] = []
    open_ends: list[int] = []
    at = 0

    def advance(to: int) -> None:
        nonlocal at
        while open_ends and open_ends[-1] <= to:
            pieces.append(conditional_escape(shown[at : max(open_ends[-1], at)]))
            at = max(open_ends.pop(), at)
            pieces.append(mark_safe("</mark>"))
        pieces.append(conditional_escape(shown[at : max(to, at)]))
        at = max(to, at)

    def link_up_to(to: int) -> None:
        while begins and begins[0][0] <= to:
            start, link = begins.pop(0)
            advance(start)
            pieces.append(link)

    for fact in spans:
        link_up_to(fact.start)
        advance(fact.start)
        # One that reaches further than its surroundings ends with them.
        end = min([fact.end, len(shown), *open_ends[-1:]])
        css = "look" if fact.confidence == "please check" else "out" if fact.decision == "rejected" else ""
        pieces.append(format_html('<mark id="w-{0}" data-fact="{0}" class="{1}">', fact.pk, css))
        open_ends.append(max(end, at))
    link_up_to(len(shown))
    advance(len(shown))
    while open_ends:
        open_ends.pop()
        pieces.append(mark_safe("</mark>"))
    if len(draft.shown_text) > MOST_MARKED:
        pieces.append(format_html("\n\n… {}", _("The rest of this long text is not shown.")))
    return mark_safe("".join(pieces))  # every piece was escaped above


ADD_LINK = (
    '<a class="add" href="{0}" tabindex="-1" aria-label="{1}" title="{1}" hx-get="{0}" hx-target="#add-request .form"'
    ' hx-swap="outerHTML"></a>'
)


def _add_links(draft: ImportDraft) -> list[tuple[int, SafeString]]:
    """(where it begins, the link that adds a fact to it) for each paragraph that may ask or decide, in their order.
    They are for the pointer: with the keyboard one adds in the section of the kind."""
    links = []
    for paragraph in draft.read_as["paragraphs"]:
        place = draft.places.get(paragraph["key"])
        if place and paragraph["kind"] in ("operative", "annex"):
            address = add_address(draft, DraftFact.Kind.REQUEST, paragraph=paragraph["key"])
            words = _("Add a fact that was missed: para. %(key)s") % {"key": paragraph["key"]}
            links.append((place[0], format_html(ADD_LINK, address, words)))
    return sorted(links, key=lambda link: link[0])
