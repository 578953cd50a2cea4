"""Requests and reporting obligations of a text: a text that repeats one adds a source, never a second stream."""

import re
from collections.abc import Collection, Iterable, Mapping
from difflib import SequenceMatcher

from django.utils import timezone

from mandates import clock
from mandates.models import (
    Addressee,
    Mandate,
    ObligationSource,
    Paragraph,
    Relation,
    ReportingObligation,
    Request,
    RequestSource,
    Resolution,
    Session,
    Standing,
)
from mandates.reading import ReadReport, ReadRequest, ReadResolution

from .read_words import placed, recipients_of, recurrence_of, slot_session
from .sessions_named import known_body, named_session

ALIKE = 0.92  # 12 → 5 and 15 → 8 of 44/11 and 53/5 differ by a word or two (0.99); reworded ones lie near 0.56
PRONOUNS = re.compile(r"\b(?:his|her|their|him|them|he|she|they)\b")


def _worded(text: str) -> str:
    """The words of a request for comparing: pronouns change with the holder, and that is no rewording."""
    return re.sub(r"\s+", " ", PRONOUNS.sub("·", text.casefold())).strip(" .;,")


def _relation(of: Request | ReportingObligation, resolution: Resolution, *, renews: bool) -> str:
    """What `resolution` does to `of`: asks it first where no other text does, otherwise renews or repeats it."""
    if all(source.resolution_id == resolution.pk for source in of.sources.all()):
        return Relation.CREATED
    return Relation.RENEWED if renews else Relation.REPEATED


def addressee_rows(names: Iterable[str]) -> list[Addressee]:
    """The rows of these addressees, in this order; made where the office does not have them."""
    wanted = list(dict.fromkeys(names))
    known = {row.name: row for row in Addressee.objects.filter(name__in=wanted)}
    return [known.get(name) or Addressee.objects.get_or_create(name=name)[0] for name in wanted]


def same_request(known: Iterable[Request], asked: ReadRequest) -> Request | None:
    """The request among `known` that `asked` repeats: the same addressees, and words that differ by little."""
    names = set(asked.addressees)
    likeness = SequenceMatcher(None, "", _worded(asked.text), autojunk=False)
    for request in known:
        if {addressee.name for addressee in request.addressees.all()} == names:
            likeness.set_seq1(_worded(request.text))
            if likeness.real_quick_ratio() >= ALIKE and likeness.quick_ratio() >= ALIKE and likeness.ratio() >= ALIKE:
                return request
    return None


def store_requests(
    resolution: Resolution,
    asked: Iterable[ReadRequest],
    paragraphs: Mapping[str, Paragraph],
    mandate: Mandate | None,
    *,
    renews: bool,
    known: Iterable[Request] = (),
) -> list[tuple[Request, bool]]:
    """Store the asking clauses of `resolution`: for each the request, and whether it is new.

    One that the mandate knows, or that is among `known`, gets a source more."""
    candidates = {request.pk: request for request in known}
    if mandate:
        in_force = mandate.requests.in_force().prefetch_related("addressees", "sources")
        candidates |= {row.pk: row for row in in_force}
    stored, new = [], []
    for ask in asked:
        request = same_request(candidates.values(), ask)
        if request is None:
            request = Request(mandate=mandate, verb=ask.verb, text=ask.text)
            new.append((request, ask))
        else:
            del candidates[request.pk]
        stored.append((request, ask))
    _create(new)
    made = {request.pk for request, _ask in new}
    there = set(RequestSource.objects.filter(resolution=resolution).values_list("request_id", "paragraph_key"))
    RequestSource.objects.bulk_create(
        RequestSource(
            request=request,
            resolution=resolution,
            paragraph_key=ask.paragraph,
            paragraph=paragraphs.get(ask.paragraph),
            relation=Relation.CREATED if request.pk in made else _relation(request, resolution, renews=renews),
            start=ask.span[0],
            end=ask.span[1],
            confidence=ask.confidence,
            reason=ask.reason,
        )
        for request, ask in stored
        if (request.pk, ask.paragraph) not in there
    )
    return [(request, request.pk in made) for request, _ask in stored]


def _create(new: Collection[tuple[Request, ReadRequest]]) -> None:
    """Store new requests with their addressees, in few queries: texts ask up to eighty times."""
    Request.objects.bulk_create(request for request, _ask in new)
    people = {row.name: row for row in addressee_rows(name for _request, ask in new for name in ask.addressees)}
    asked_of = Request.addressees.through
    asked_of.objects.bulk_create(
        asked_of(request=request, addressee=people[name])
        for request, ask in new
        for name in dict.fromkeys(ask.addressees)
    )


def same_stream(
    mandate: Mandate, addressee: Addressee, recipient: str, kind: str, recurrence: str | None, names_sessions: bool
) -> ReportingObligation | None:
    """The stream that a report repeats: same reporter, body and kind, and recurring like it."""
    if recurrence in ("once", "event") or (names_sessions and not recurrence):
        return None
    return (
        mandate.obligations.in_force()
        .exclude(recurrence__in=["once", "event"])
        .filter(addressee=addressee, recipient=recipient, kind=kind)
        .first()
    )


def _is_said_by_the_text(report: ReadReport, recurrence: str | None) -> bool:
    """A named session, day or frequency is confirmed by the text itself; "regularly" is only a suggestion."""
    return bool(report.sessions or report.by_date or recurrence in ("annual", "biennial", "each session"))


def _stood_before(
    known: Iterable[ReportingObligation],
    addressee: Addressee,
    recipient: str,
    report: ReadReport,
    recurrence: str | None,
    sessions: Collection[Session],
) -> ReportingObligation | None:
    """The stream among `known` that is this one, word for word in all that makes a stream."""
    wanted = (addressee.pk, recipient, report.kind, recurrence or "", report.by_date, {row.pk for row in sessions})
    for row in known:
        named = {session.pk for session in row.named_sessions.all()}
        if (row.addressee_id, row.recipient, row.kind, row.recurrence, row.by_date, named) == wanted:
            return row
    return None


def store_obligation(
    resolution: Resolution,
    text: ReadResolution,
    report: ReadReport,
    mandate: Mandate,
    paragraph: Paragraph | None,
    *,
    renews: bool,
    said_is_confirmed: bool = True,
    known: Iterable[ReportingObligation] = (),
) -> list[tuple[ReportingObligation, bool]]:
    """Store one reporting request of `text`: a stream for each recipient, and whether it is new.

    What the text says outright is confirmed by it unless `said_is_confirmed` is off: then a person decides. A stream
    among `known` that says the same gets the source."""
    stored = []
    report = placed(report, text)
    addressee = addressee_rows([report.addressee])[0]
    recurrence = recurrence_of(report)
    noted = slot_session(report, text)
    for code in recipients_of(report, text):
        recipient = known_body(code)
        sessions = [row for name in report.sessions if name.startswith(code) and (row := named_session(name))]
        stream = _stood_before(known, addressee, recipient, report, recurrence, sessions) or same_stream(
            mandate, addressee, recipient, report.kind, recurrence, bool(report.sessions)
        )
        is_new = stream is None
        if stream is None:
            said = said_is_confirmed and _is_said_by_the_text(report, recurrence)
            stream = ReportingObligation.objects.create(
                mandate=mandate,
                addressee=addressee,
                recipient=recipient,
                kind=report.kind,
                recurrence=recurrence or "",
                mode=report.mode or "",
                by_date=report.by_date,
                noted_session=named_session(str(noted)) if noted else None,
                words=report.words,
                standing=Standing.CONFIRMED if said else Standing.SUGGESTED,
                followed_since=clock.today() if said else None,
                confirmed_at=timezone.now() if said else None,
            )
            stream.named_sessions.set(sessions)
        stored.append((stream, is_new))
        ObligationSource.objects.get_or_create(
            obligation=stream,
            resolution=resolution,
            paragraph_key=report.paragraph,
            defaults={
                "paragraph": paragraph,
                "relation": Relation.CREATED if is_new else _relation(stream, resolution, renews=renews),
                "words": report.words,
                "start": report.span[0],
                "end": report.span[1],
                "confidence": report.confidence,
                "reason": report.reason,
            },
        )
    return stored
