"""The requests that the texts make: the list by addressee, one request with its sources and log, and the decision
whether a text really asks it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mandates.lists.kept import filtered
from mandates.models import Confidence, LogEntry, Request, RequestSource, Standing, User
from mandates.records.requests import confirm_request, reject_request

from .filters import Filters
from .fragments import asks_for_a_fragment, came_from, render_page
from .paragraphs import clause, own_words
from .spelled import asking_words, paragraph_words, short_day

A_PAGE = 40
MARKS = {Standing.SUGGESTED: "guess", Standing.CONFIRMED: "done", Standing.REJECTED: "shut"}
WITH_ITS_MANDATE = ["confirmed_by", "mandate__runs_on__resolution"]
LONG_TEXTS = ["mandate__runs_on__resolution__original_text"]
WITH_ROW_FACTS = [
    "addressees",
    Prefetch(
        "sources",
        RequestSource.objects.select_related("resolution", "paragraph").defer("resolution__original_text"),
    ),
]


@dataclass(slots=True)
class Asked:
    """A request as lists, margins and the drawer print it."""

    request: Request
    addressees: list[str]
    asks: str
    sources: list["AskedIn"]
    mark: str
    word: str
    since: str = ""  # that the text in force now is not known to ask it

    @property
    def quoted_from(self) -> "AskedIn | None":
        """The newest text whose paragraph is kept here: only its words may be quoted."""
        return next((place for place in reversed(self.sources) if place.source.paragraph), None)

    @property
    def words(self) -> str:
        """What is asked, in the words of the newest text that is kept here; as noted where none is."""
        return own_words(self.quoted_from.source) if self.quoted_from else self.request.text

    @property
    def words_of(self) -> str:
        """Whose words they are, where that does not go without saying: an older text's, or noted from a list."""
        if self.quoted_from is None:
            return _("words as noted, text not read here")
        if self.quoted_from is self.newest:
            return ""
        return _("in the words of %(text)s") % {"text": self.quoted_from.source.resolution.short_symbol}

    @property
    def newest(self) -> "AskedIn | None":
        return self.sources[-1] if self.sources else None

    @property
    def first(self) -> "AskedIn | None":
        return self.sources[0] if self.sources[1:] else None


@dataclass(slots=True)
class AskedIn:
    """A text that asks it: where, and the way there."""

    source: RequestSource
    day: str
    paragraph: str
    address: str

    @property
    def how_sure(self) -> str:
        """How sure the reader, or whoever noted it, is: in words, whatever is kept."""
        kept = self.source.confidence
        words = {"read": _("read in the text"), "inferred": _("inferred"), "please check": _("please check")}
        return str(words.get(kept) or dict(Confidence.choices).get(kept) or "")

    @classmethod
    def of(cls, source: RequestSource) -> "AskedIn":
        anchor = f"#{source.paragraph.anchor}" if source.paragraph else ""
        address = source.resolution.get_absolute_url() + anchor
        return cls(source, short_day(source.resolution.adopted), paragraph_words(source.paragraph_key), address)


@dataclass(slots=True)
class Group:
    """Requests to the same addressees, with the address that lists what each of them is asked."""

    addressees: list[tuple[str, str]]
    rows: list[Asked] = field(default_factory=list)


def asked(request: Request) -> Asked:
    """`request` for printing; its addressees and sources come from one prefetch for all rows."""
    mark, word = standing_of(request)
    return Asked(
        request=request,
        addressees=[addressee.name for addressee in request.addressees.all()],
        asks=asking_words(request.verb),
        sources=[AskedIn.of(source) for source in request.sources.all()],
        mark=mark,
        word=word,
        since=rests_on_an_older_text(request),
    )


def rests_on_an_older_text(request: Request) -> str:
    """That no text as new as the one on which the mandate runs is known to ask it: "asked in 44/11; 53/5, in force now,
    is not read here"; "" where one is, or where the request is not in force."""
    runs_on = request.mandate and request.mandate.runs_on
    texts = [source.resolution for source in request.sources.all()]
    if not runs_on or not texts or request.ended_on or request.standing == Standing.REJECTED:
        return ""
    now = runs_on.resolution
    if any(text.pk == now.pk or (text.adopted or "") >= (now.adopted or "") for text in texts):
        return ""
    names = {"text": texts[-1].short_symbol, "now": now.short_symbol}
    if now.digest:
        return _("asked in %(text)s; not found in %(now)s, in force now") % names
    return _("asked in %(text)s; %(now)s, in force now, is not read here") % names


def asked_of(requests: Iterable[Request]) -> list[Asked]:
    return [asked(request) for request in requests]


def standing_of(request: Request) -> tuple[str, str]:
    """Mark and word: suggested, confirmed, rejected, or no longer asked."""
    if request.ended_on and request.standing != Standing.REJECTED:
        return "shut", _("no longer asked")
    return MARKS[Standing(request.standing)], request.get_standing_display()


def group_by_addressee(rows: Iterable[Asked]) -> list[Group]:
    """`rows` under those whom they ask, all of them together, in the order in which they first come."""
    groups: dict[tuple[str, ...], Group] = {}
    list_address = reverse("requests")
    for row in rows:
        people = tuple(
            (a.name, f"{list_address}?{urlencode({'addressee': a.pk})}") for a in row.request.addressees.all()
        )
        groups.setdefault(people, Group(list(people))).rows.append(row)
    return list(groups.values())


@require_GET
def requests(request):
    """What is asked, by those whom it is asked of, 40 a page; in force unless the address names a standing."""
    chosen = filtered("requests", request.GET, request.user)
    rows = chosen.qs.select_related(*WITH_ITS_MANDATE).prefetch_related(*WITH_ROW_FACTS).defer(*LONG_TEXTS)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "groups": group_by_addressee(asked_of(page)),
        "page": page,
        "filters": Filters(chosen, without=("mandate",)),
        "place": "requests",
    }
    return render_page(request, "requests.html", "answer", context)


@require_GET
def request(request, pk):
    """One request: the words, every text that asks it, its standing, its log. HTMX opens it beside the list."""
    return render_page(request, "request.html", "parts/request_drawer.html", _about(pk))


def _about(pk: int) -> dict:
    found = get_object_or_404(
        Request.objects.select_related(*WITH_ITS_MANDATE).prefetch_related(*WITH_ROW_FACTS).defer(*LONG_TEXTS), pk=pk
    )
    row = asked(found)
    return {
        "place": "requests",
        "row": row,
        "quoted": clause(row.quoted_from.source) if row.quoted_from else "",
        "log": LogEntry.objects.about(found),
        "deciding": "request",
    }


@require_POST
def confirm(request, pk):
    """A person agrees that the text asks this. 409 and the present state where a colleague was first."""
    return _decided(request, pk, confirm_request, _("Confirmed: the text asks this."))


@require_POST
def reject(request, pk):
    """A person says that the text does not ask this. 409 and the present state where a colleague was first."""
    return _decided(request, pk, reject_request, _("Rejected: it is not among what is asked any more."))


def _decided(request, pk: int, decide: Callable[..., LogEntry | None], words: str):
    entry = decide(get_object_or_404(Request, pk=pk), by=request.user)
    if asks_for_a_fragment(request):
        found = Request.objects.select_related("mandate", "confirmed_by").get(pk=pk)
        mark, word = standing_of(found)
        context = {"wanted": found, "mark": mark, "word": word, "entry": entry, "too_late": entry is None}
        return render(request, "parts/request_decided.html", context, status=200 if entry else 409)
    if entry:
        messages.success(request, words)
    else:
        messages.warning(request, already_decided(Request.objects.select_related("confirmed_by").get(pk=pk)))
    return redirect(came_from(request, "requests"))


def already_decided(request: Request) -> str:
    """Why nothing was written, for the person who came second."""
    by: User | None = request.confirmed_by
    words = {"standing": request.get_standing_display(), "person": by.short_name if by else _("somebody")}
    return _("Nothing changed: a colleague was first. It is %(standing)s, by %(person)s.") % words
