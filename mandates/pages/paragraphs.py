"""The text of a resolution as the page prints it: words that act and words that ask marked, and beside each paragraph
what it made. Everything is escaped; only the marks are ours."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mandates.models import (
    Citation,
    DraftFact,
    Footnote,
    MandateAction,
    ObligationSource,
    Paragraph,
    Request,
    RequestSource,
    Standing,
)

ASKING = {  # how each asking verb is spelled in texts
    Request.Verb.REQUEST: r"request(?:s|ed|ing)?",
    Request.Verb.INVITE: r"invit(?:es?|ed|ing)",
    Request.Verb.ENCOURAGE: r"encourag(?:es?|ed|ing)",
    Request.Verb.URGE: r"urg(?:es?|ed|ing)",
    Request.Verb.CALL_UPON: r"call(?:s|ed|ing)?(?:\s+\w+)?\s+(?:up)?on",
    Request.Verb.APPEAL: r"appeal(?:s|ed|ing)?(?:\s+to)?",
}
FAR = 60  # characters: an asking verb stands near the beginning of its clause
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUPERSCRIPTS = str.maketrans("0123456789", RAISED)


def asking_span(text: str, verb: str, start: int, end: int) -> tuple[int, int] | None:
    """Where in `text` the words that ask stand in the clause from `start` to `end`: "Also requests", "Reiterates its
    request". None where the clause was not located or begins with other words."""
    if end <= start or verb not in ASKING:
        return None
    found = re.compile(rf"\b{ASKING[verb]}\b", re.IGNORECASE).search(text, start, end)
    if not found or found.start() - start > FAR:
        return None
    leading = text[start : found.start()]
    return (found.start() if re.search(r"[,;:.]", leading) else start), found.end()


def marked(text: str, marks: Iterable[tuple[int, int, str]]) -> SafeString:
    """`text` escaped, the spans (start, end, class) in italics; one that overlaps an earlier one is left out."""
    pieces, at = [], 0
    for start, end, kind in sorted(marks):
        if start < at or end <= start or end > len(text):
            continue
        pieces.append(conditional_escape(text[at:start]))
        pieces.append(
            format_html('<em class="{}">{}</em>', kind, text[start:end])
            if kind
            else format_html("<em>{}</em>", text[start:end])
        )
        at = end
    pieces.append(conditional_escape(text[at:]))
    return mark_safe("".join(pieces))  # every piece was escaped above


def own_words(source: RequestSource) -> str:
    """What stands in the text of `source`: the clause that asks, the whole paragraph where the clause was not located;
    "" where the paragraph is not kept here."""
    if source.paragraph is None:
        return ""
    is_located = source.end > source.start
    return source.paragraph.text[source.start : source.end] if is_located else source.paragraph.text


def clause(source: RequestSource) -> SafeString:
    """The same words with the verb that asks marked."""
    words = own_words(source)
    span = asking_span(words, source.request.verb, 0, len(words))
    return marked(words, [(*span, "ask")] if span else [])


@dataclass(slots=True)
class Note:
    """What a paragraph made: `kind` names the icon, `mark` and `word` its state; a `wanted` or `stream` is decided."""

    kind: str
    heading: str
    mark: str = ""
    word: str = ""
    elsewhere: list[tuple[str, str, str]] = field(default_factory=list)  # (words before, text and paragraph, address)
    symbols: list[str] = field(default_factory=list)
    wanted: Request | None = None
    stream: object = None
    is_mute: bool = False
    is_example: bool = False
    again: str = ""  # the address under which the text is brought again, to decide on it


@dataclass(slots=True)
class PrintedParagraph:
    """A paragraph with its marked words, its notes, and the footnotes that it carries."""

    paragraph: Paragraph
    html: SafeString
    notes: list[Note]
    footnotes: list[Footnote]
    asks: bool
    makes: str  # the icon in the list of paragraphs; "" where it made nothing

    @property
    def beginning(self) -> str:
        """The first words, for the list of paragraphs."""
        return " ".join(self.paragraph.text.split()[:4]).rstrip(",;:.")


@dataclass(slots=True)
class Made:
    """What a text made, by the key of the paragraph."""

    actions: dict[str, list[MandateAction]] = field(default_factory=lambda: defaultdict(list))
    unconfirmed: dict[str, DraftFact] = field(default_factory=dict)  # decisions on a mandate
    asks: dict[str, list[RequestSource]] = field(default_factory=lambda: defaultdict(list))
    reports: dict[str, list[ObligationSource]] = field(default_factory=lambda: defaultdict(list))
    footnotes: dict[int, list[Footnote]] = field(default_factory=lambda: defaultdict(list))
    citations: dict[int, list[Citation]] = field(default_factory=lambda: defaultdict(list))
    others: dict[tuple[str, int], list] = field(default_factory=lambda: defaultdict(list))  # every source, oldest first

    def summary(self) -> list[str]:
        """In words: "9 requests in 7 paragraphs", "2 reporting obligations", "1 decision on a mandate"."""
        asks = sum(map(len, self.asks.values()))
        counts = [
            (asks, ngettext("%d request", "%d requests", asks)),
            (len(self.asks), ngettext("in %d paragraph", "in %d paragraphs", len(self.asks))),
        ]
        lines = [" ".join(words % number for number, words in counts)] if asks else []
        reports = sum(map(len, self.reports.values()))
        if reports:
            lines.append(ngettext("%d reporting obligation", "%d reporting obligations", reports) % reports)
        decides = sum(1 for actions in self.actions.values() for a in actions if a.what != MandateAction.What.THEME)
        if decides:
            lines.append(ngettext("%d decision on a mandate", "%d decisions on a mandate", decides) % decides)
        return lines


def printed(paragraph: Paragraph, made: Made, notes: Sequence[Note]) -> PrintedParagraph:
    """`paragraph` with its words marked and its notes beside it."""
    text, asks = paragraph.text, made.asks.get(paragraph.key, [])
    spans = [asking_span(text, source.request.verb, source.start, source.end) for source in asks]
    marks = [(*span, "ask") for span in spans if span]
    footnotes = made.footnotes.get(paragraph.pk, [])
    begins = len(paragraph.verb) if paragraph.verb and text.startswith(paragraph.verb) else 0
    if begins and not any(start == 0 for start, _end, _kind in marks):
        kind = "" if paragraph.kind == Paragraph.Kind.PREAMBULAR else "op"
        marks.append((0, min([begins, *(start for start, _end, _kind in marks)]), kind))
    kinds = [note.kind for note in notes if not note.is_mute]
    return PrintedParagraph(
        paragraph=paragraph,
        html=with_footnotes(marked(text, marks), footnotes),
        notes=list(notes),
        footnotes=footnotes,
        asks=bool(kinds),
        makes=next((kind for kind in ("renew", "report", "ask") if kind in kinds), ""),
    )


def with_footnotes(html: SafeString, footnotes: Iterable[Footnote]) -> SafeString:
    """`html` with the raised figure of each footnote as a link to it, at the end where the text does not show it."""
    for footnote in footnotes:
        link = format_html(
            '<sup><a href="#fn-{0}" id="fr-{0}" aria-label="{1}">{2}</a></sup>',
            footnote.pk,
            _("Footnote %(mark)s") % {"mark": footnote.marker},
            footnote.marker,
        )
        raised = rf"(?<![{RAISED}]){re.escape(footnote.marker.translate(SUPERSCRIPTS))}(?![{RAISED}])"
        found = re.search(raised, html) if footnote.marker.isdigit() else None
        at = found.span() if found else (len(html), len(html))
        html = mark_safe(html[: at[0]] + link + html[at[1] :])  # both halves were escaped before
    return html


def standing_note(standing: str) -> tuple[str, str]:
    marks = {Standing.SUGGESTED: "guess", Standing.CONFIRMED: "done", Standing.REJECTED: "shut"}
    return marks[Standing(standing)], str(Standing(standing).label)


def goes_on(source: RequestSource | ObligationSource, others: Iterable) -> list[tuple[str, str, str]]:
    """Where else it is asked: the text that asked first, and the newest that repeats it, with the way there."""
    others = [other for other in others if other.resolution_id != source.resolution_id]
    adopted = source.resolution.adopted or ""
    before = [other for other in others if (other.resolution.adopted or "") < adopted]
    after = [other for other in others if (other.resolution.adopted or "") >= adopted]
    places = []
    if before:
        places.append((_("since"), *_place(before[0])))
    if after:
        places.append((_("goes on in"), *_place(after[-1])))
    return places


def _place(source) -> tuple[str, str]:
    text = source.resolution
    where = f", {_('para. %(key)s') % {'key': source.paragraph_key}}" if source.paragraph_key else ""
    anchor = f"#{Paragraph(kind='operative', key=source.paragraph_key).anchor}" if source.paragraph_key else ""
    return f"{text.short_symbol}{where}", text.get_absolute_url() + anchor
