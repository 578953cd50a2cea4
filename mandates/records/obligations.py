"""Requests and reporting obligations of a text: a text that repeats one adds a source, never a second stream."""

import re
from collections.abc import Iterable, Mapping
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
    Standing,
)
from mandates.reading import ReadReport, ReadRequest, ReadResolution

from .read_words import noted_report, recurrence_of
from .sessions_named import known_body, named_session

ALIKE = 0.92  # 12 → 5 and 15 → 8 of 44/11 and 53/5 differ by a word or two (0.99); reworded ones lie near 0.56
PRONOUNS = re.compile(r"\b(?:his|her|their|him|them|he|she|they)\b")


def _worded(text: str) -> str:
    """The words of a request for comparing: pronouns change with the holder, and that is no rewording."""
    return re.sub(r"\s+", " ", PRONOUNS.sub("·", text.casefold())).strip(" .;,")


def _relation(is_new: bool, renews: bool) -> str:
    if is_new:
        return Relation.CREATED
    return Relation.RENEWED if renews else Relation.REPEATED


def addressee_rows(names: Iterable[str]) -> list[Addressee]:
    return [Addressee.objects.get_or_create(name=name)[0] for name in dict.fromkeys(names)]


def _same_request(known: Iterable[Request], asked: ReadRequest) -> Request | None:
    names, words = set(asked.addressees), _worded(asked.text)
    for request in known:
        if {addressee.name for addressee in request.addressees.all()} == names:
            likeness = SequenceMatcher(None, _worded(request.text), words, autojunk=False)
            if likeness.quick_ratio() >= ALIKE and likeness.ratio() >= ALIKE:
                return request
    return None


def store_requests(
    resolution: Resolution,
    asked: Iterable[ReadRequest],
    paragraphs: Mapping[str, Paragraph],
    mandate: Mandate | None,
    *,
    renews: bool,
) -> int:
    """Store the asking clauses of `resolution`; how many are new. One that the mandate knows gets a source more."""
    known = list(mandate.requests.in_force().prefetch_related("addressees")) if mandate else []
    new = 0
    for ask in asked:
        request = _same_request(known, ask)
        is_new = request is None
        if request is None:
            request = Request.objects.create(mandate=mandate, verb=ask.verb, text=ask.text)
            request.addressees.set(addressee_rows(ask.addressees))
            new += 1
        else:
            known.remove(request)
        RequestSource.objects.get_or_create(
            request=request,
            resolution=resolution,
            paragraph_key=ask.paragraph,
            defaults={
                "paragraph": paragraphs.get(ask.paragraph),
                "relation": _relation(is_new, renews),
                "start": ask.span[0],
                "end": ask.span[1],
                "confidence": ask.confidence,
                "reason": ask.reason,
            },
        )
    return new


def _same_stream(
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


def store_obligation(
    resolution: Resolution,
    text: ReadResolution,
    report: ReadReport,
    mandate: Mandate,
    paragraph: Paragraph | None,
    *,
    renews: bool,
) -> int:
    """Store one reporting request of `text`, one stream a recipient; how many streams are new."""
    new = 0
    addressee = addressee_rows([report.addressee])[0]
    recurrence = recurrence_of(report)
    noted = noted_report(text, report.addressee)
    for code in report.recipients or ("HRC",):
        recipient = known_body(code)
        sessions = [row for name in report.sessions if name.startswith(code) and (row := named_session(name))]
        stream = _same_stream(mandate, addressee, recipient, report.kind, recurrence, bool(report.sessions))
        is_new = stream is None
        if stream is None:
            said = _is_said_by_the_text(report, recurrence)
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
            new += 1
        ObligationSource.objects.get_or_create(
            obligation=stream,
            resolution=resolution,
            paragraph_key=report.paragraph,
            defaults={
                "paragraph": paragraph,
                "relation": _relation(is_new, renews),
                "words": report.words,
                "start": report.span[0],
                "end": report.span[1],
                "confidence": report.confidence,
                "reason": report.reason,
            },
        )
    return new
