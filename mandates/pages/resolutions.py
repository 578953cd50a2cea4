"""The texts of the Council: the list, and the text with what each of its paragraphs created beside it."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Prefetch, Q, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from mandates.lists.comparing import Asks, comparison
from mandates.lists.kept import filtered
from mandates.models import (
    DraftFact,
    ImportDraft,
    Mandate,
    MandateAction,
    ObligationSource,
    Paragraph,
    RegionalGroup,
    ReportingObligation,
    Request,
    RequestSource,
    Resolution,
    ResolutionVersion,
    Standing,
    Vote,
)
from mandates.records import drafts
from mandates.records.draft_mandates import unconfirmed_decisions
from mandates.records.predecessors import text_before
from mandates.records.replacing import ACTION_WORDS

from .ending import endings, ends_by
from .filters import Filters
from .fragments import render_page
from .paragraphs import Made, Note, goes_on, printed, standing_note
from .requests import standing_of
from .spelled import action_words, asking_words, paragraph_words, session_words, span_words
from .text_rows import asks_noted, notes_left

A_PAGE = 40
READ_HERE = ExpressionWrapper(~Q(original_text=""), output_field=BooleanField())


@require_GET
def resolutions(request):
    """Every text, newest first, 40 a page; the filters are the address."""
    chosen = filtered("resolutions", request.GET, request.user)
    rows = chosen.qs.with_row_facts().annotate(is_read=READ_HERE).defer("original_text")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    for text in page:
        text.address = text.get_absolute_url()
    context = {"page": page, "filters": Filters(chosen), "place": "resolutions"}
    return render_page(request, "resolutions.html", "answer", context)


@require_GET
def resolution(request, reference):
    """One text. Its address is its short form, 44/11; a full symbol leads there."""
    named = Resolution.objects.named(reference).select_related("session").defer("original_text")
    waiting = ImportDraft.objects.open().filter(resolution=OuterRef("pk")).values("pk")[:1]
    text = named.prefetch_related(*WITH_ITS_PARTS).annotate(waits_in=Subquery(waiting)).first()
    if text is None:
        raise Http404
    if text.reference != reference:
        return redirect(text)
    return render_page(request, "resolution.html", "page", whole_text(text))


@require_POST
def look_again(request, reference):
    """Bring a text that is here once more, so that what is a suggestion in it can be decided on."""
    text = get_object_or_404(Resolution.objects.named(reference).read_here())
    try:
        brought = next(drafts.bring(text.original_text, source=str(text), by=request.user))
    except drafts.ReadingError as error:
        messages.error(request, _(str(error)))
        return redirect(text)
    if brought.draft is None:
        messages.error(request, _(brought.why))
        return redirect(text)
    return redirect(brought.draft)


WITH_ITS_PARTS = [
    "paragraphs",
    "footnotes",
    "citations",
    Prefetch(
        "actions",
        MandateAction.objects.select_related(
            "mandate__runs_on__resolution",
            "mandate__renewal_session",
            "effective_session",
            "until_session",
            "resolution",
        ).defer("resolution__original_text", "mandate__runs_on__resolution__original_text"),
    ),
    Prefetch("votes", Vote.objects.select_related("state")),
]


def whole_text(text: Resolution) -> dict:
    """All that the page of `text` prints; `text` comes with `WITH_ITS_PARTS`."""
    made = made_by(text)
    paragraphs = [printed(paragraph, made, notes_of(paragraph, made)) for paragraph in text.paragraphs.all()]
    kinds = Paragraph.Kind
    renewed = next((a for a in text.actions.all() if _is_followed_by_another(a)), None)
    return {
        "place": "resolutions",
        "text": text,
        "session": session_words(text.session),
        "session_dates": [span_words(first, last) for first, last in text.session_dates]
        or ([span_words(text.session.opens_on, text.session.closes_on)] if text.session else []),
        "preamble": [row for row in paragraphs if row.paragraph.kind == kinds.PREAMBULAR],
        "operative": [row for row in paragraphs if row.paragraph.kind not in (kinds.PREAMBULAR, kinds.ANNEX)],
        "numbered": [row for row in paragraphs if row.paragraph.kind == kinds.OPERATIVE and row.paragraph.level == 1],
        "annex": [row for row in paragraphs if row.paragraph.kind == kinds.ANNEX],
        "footnotes": text.footnotes.all(),
        "loose_citations": [cited.symbol for cited in text.citations.all() if cited.paragraph_id is None],
        "summary": made.summary(),
        "actions": text.actions.all(),
        "loose": loose_notes(text, made),
        "asks_noted": asks_noted(text),
        "notes_left": notes_left(text),
        "renewed": renewed,
        "is_open": bool(renewed and renewed.mandate.renewal_state == Mandate.RenewalState.NOT_RECORDED),
        "before": before_it(text),
        "vote": RecordedVote.of(text),
        "deciding": "resolution",
        "earlier": earlier_readings(text),
        "ends": ends_by(text),
    }


@dataclass(frozen=True, slots=True)
class EarlierReading:
    """The text as it stood before a later reading took its place, and in one sentence what became of it."""

    version: ResolutionVersion
    paragraphs: list[Paragraph]
    became: str


def earlier_readings(text: Resolution) -> list[EarlierReading]:
    """The readings of `text` that were replaced, newest first; each is told beside the one that took its place."""
    found, now = [], list(text.paragraphs.all())
    for version in text.versions.select_related("replaced_by").defer("original_text"):
        then = [Paragraph(**said) for said in version.paragraphs]
        became = comparison(text.short_symbol, then, text.short_symbol, now, Asks(), Asks()).sentence
        found.append(EarlierReading(version, then, became))
        now = then
    return found


def before_it(text: Resolution) -> Resolution | None:
    """The text on the same mandate that comes before `text`; of several mandates, on the first that it acts on."""
    acts = sorted(text.actions.all(), key=lambda action: action.what == MandateAction.What.THEME)
    return text_before(acts[0].mandate, text) if acts and text.adopted else None


def _is_followed_by_another(action: MandateAction) -> bool:
    """Whether the mandate runs on a later text than this one."""
    now = action.mandate.runs_on
    acts = action.what in (MandateAction.What.CREATES, MandateAction.What.EXTENDS)
    return bool(
        acts
        and now
        and now.resolution_id != action.resolution_id
        and (now.resolution.adopted or "") > (action.resolution.adopted or "")
    )


def made_by(text: Resolution) -> Made:
    """What `text` made, by the paragraph that made it; with the other texts that ask the same, in few queries."""
    made = Made()
    for action in text.actions.all():
        made.actions[action.paragraph_key].append(action)
    for fact in unconfirmed_decisions(text):
        fact.draft.resolution = text
        made.unconfirmed[fact.paragraph_key] = fact
    asked_here = Request.objects.filter(sources__resolution=text)
    sources = RequestSource.objects.filter(request__in=asked_here).select_related("request__confirmed_by", "resolution")
    for source in sources.prefetch_related("request__addressees"):
        made.others["request", source.request_id].append(source)
        if source.resolution_id == text.pk:
            made.asks[source.paragraph_key].append(source)
    for here in made.asks.values():
        here.sort(key=lambda source: source.start)
    owed_here = ReportingObligation.objects.filter(sources__resolution=text)
    owed = ObligationSource.objects.filter(obligation__in=owed_here).select_related(
        "obligation__confirmed_by", "resolution"
    )
    for source in owed.prefetch_related(endings("obligation__log")):
        made.others["obligation", source.obligation_id].append(source)
        if source.resolution_id == text.pk:
            made.reports[source.paragraph_key].append(source)
    for footnote in text.footnotes.all():
        made.footnotes[footnote.paragraph_id].append(footnote)
    for citation in text.citations.all():
        made.citations[citation.paragraph_id].append(citation)
    return made


def notes_of(paragraph: Paragraph, made: Made) -> list[Note]:
    """What `paragraph` made, as its margin says it: decisions, requests, reports, then the documents it names."""
    notes = notes_on(paragraph.key, made)
    if symbols := [citation.symbol for citation in made.citations.get(paragraph.pk, [])]:
        notes.append(Note("doc", _("Names"), symbols=symbols, is_mute=True))
    return notes


def notes_on(key: str, made: Made) -> list[Note]:
    return [
        *(_decision_note(action) for action in made.actions.get(key, [])),
        *([_unconfirmed_note(made.unconfirmed[key])] if key in made.unconfirmed else []),
        *(_request_note(source, made) for source in made.asks.get(key, [])),
        *(_report_note(source, made) for source in made.reports.get(key, [])),
    ]


def loose_notes(text: Resolution, made: Made) -> list[Note]:
    """What is recorded of the text without one of its paragraphs: all there is where the text was not read here."""
    keys = {paragraph.key for paragraph in text.paragraphs.all()}
    known = dict.fromkeys([*made.actions, *made.asks, *made.reports])
    notes = []
    for key in known:
        for note in notes_on(key, made) if key not in keys else []:
            note.heading = f"{note.heading}, {paragraph_words(key)}"
            notes.append(note)
    return notes


def _unconfirmed_note(fact: DraftFact) -> Note:
    text, said = fact.draft.resolution, fact.value
    act = MandateAction(resolution=text, what=ACTION_WORDS[said["action"]], term=said["term"] or "")
    heading = action_words(act)
    again = reverse("look_again", args=[text.reference])
    return Note("renew", heading, mark="guess", word=_("suggested; no date hangs on it"), again=again)


def _decision_note(action: MandateAction) -> Note:
    mandate, now = action.mandate, action.mandate.runs_on
    note = Note("renew", action_words(action), is_mute=action.what == MandateAction.What.THEME)
    note.elsewhere.append((_("of"), str(mandate), mandate.get_absolute_url()))
    if now and now.pk == action.pk:
        note.mark, note.word = "done", _("the mandate runs on it")
    elif _is_followed_by_another(action):
        place = f"{now.resolution.short_symbol}"
        note.mark, note.word = "shut", _("followed by a later text")
        note.elsewhere.append((_("now"), place, now.resolution.get_absolute_url()))
    return note


def _request_note(source: RequestSource, made: Made) -> Note:
    request = source.request
    people = ", ".join(addressee.name for addressee in request.addressees.all())
    mark, word = standing_of(request)
    note = Note("ask", ": ".join(filter(None, [asking_words(request.verb), people])), mark, word)
    note.elsewhere = goes_on(source, made.others["request", request.pk])
    note.wanted = request
    return note


def _report_note(source: ObligationSource, made: Made) -> Note:
    obligation = source.obligation
    mark, word = standing_note(obligation.standing)
    names = {"kind": obligation.get_kind_display(), "body": obligation.get_recipient_display()}
    note = Note("report", _("%(kind)s to the %(body)s") % names, mark, word, is_example=obligation.is_example)
    note.heading = note.heading[:1].upper() + note.heading[1:]
    if obligation.recurrence:
        note.heading += f", {obligation.get_recurrence_display()}"
    if obligation.standing == Standing.CONFIRMED:
        note.word = _("followed since %(day)s") % {"day": span_words(obligation.followed_since, None)}
    note.elsewhere = goes_on(source, made.others["obligation", obligation.pk])
    note.stream = obligation
    return note


@dataclass(slots=True)
class Region:
    """A regional group: its seats as (class, mark, name as printed, position), and its count in words."""

    name: str
    seats: list[tuple[str, str, str, str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def words(self) -> str:
        """As the head of the group says it: "10 in favour, 3 against"."""
        return ", ".join(f"{self.counts[p.value]} {p.label}" for p in Vote.Position if self.counts[p.value])


SEATS = {  # class and mark of a seat, in the order in which seats are printed
    Vote.Position.IN_FAVOUR: ("f", "for"),
    Vote.Position.AGAINST: ("a", "against"),
    Vote.Position.ABSTAINING: ("n", "abstain"),
}


@dataclass(slots=True)
class RecordedVote:
    """A recorded vote by regional group, checked against the figures that the text states."""

    regions: list[Region]
    named: int
    check: str
    agrees: bool
    shapes: list[tuple[str, int]]  # (class, x) of one seat each, in the order in favour, abstaining, against
    width: int

    @classmethod
    def of(cls, text: Resolution) -> "RecordedVote | None":
        votes = list(text.votes.all())
        if text.adoption == "without_vote" or (text.in_favour is None and not votes):
            return None
        order = list(SEATS)
        regions = {group.value: Region(str(group.label)) for group in RegionalGroup} | {
            "": Region(_("Group not recorded"))
        }
        for vote in sorted(votes, key=lambda vote: (order.index(vote.position), vote.name_as_printed)):
            region = regions[vote.state.regional_group if vote.state else ""]
            region.counts[vote.position] += 1
            region.seats.append(
                (*SEATS[Vote.Position(vote.position)], vote.name_as_printed, vote.get_position_display())
            )
        agrees, check = checked(text, votes)
        shapes = _drawn(text)
        return cls(
            [r for r in regions.values() if r.seats], len(votes), check, agrees, shapes, max(len(shapes), 1) * 20
        )


def checked(text: Resolution, votes: list[Vote]) -> tuple[bool, str]:
    """Whether the named States are as many as the text states, for each list, and the same in words."""
    if not votes:
        return True, _("States not recorded here")
    named = {position: sum(vote.position == position for vote in votes) for position in Vote.Position.values}
    stated = {position: getattr(text, position) for position in Vote.Position.values}
    words = ngettext("%d State named", "%d States named", len(votes)) % len(votes)
    wrong = [p for p in Vote.Position if stated[p.value] is not None and named[p.value] not in (stated[p.value], 0)]
    absent = [p for p in Vote.Position if stated[p.value] and not named[p.value]]
    unstated = [p for p in Vote.Position if stated[p.value] is None]
    if wrong:
        differs = [
            _("%(stated)d stated %(position)s, %(named)d named")
            % {"stated": stated[p.value], "named": named[p.value], "position": p.label}
            for p in wrong
        ]
        return False, f"{words}; {_('tally does not agree')}: {'; '.join(differs)}"
    if absent or unstated:
        missing = ", ".join(str(p.label) for p in [*absent, *unstated])
        return True, f"{words}; {_('not recorded here')}: {missing}"
    return True, f"{words}, {_('tally agrees')}"


def _drawn(text: Resolution) -> list[tuple[str, int]]:
    counts = [("v-for", text.in_favour or 0), ("v-abs", text.abstaining or 0), ("v-not", text.against or 0)]
    kinds = [kind for kind, count in counts for _seat in range(count)]
    return [(kind, 20 * place) for place, kind in enumerate(kinds)]
