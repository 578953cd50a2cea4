"""A text is brought that is here already, word for word: what people decided on its facts is done to what is here.

Whatever cannot be done is refused with NotAccepted before anything is kept; the log says only what was written."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from mandates.models import (
    DraftFact,
    Mandate,
    MandateAction,
    ObligationSource,
    ReportingObligation,
    Request,
    RequestSource,
    Resolution,
    User,
)
from mandates.reading import ReadReport, ReadRequest, ReadResolution

from .deadlines import NotAccepted
from .draft_facts import COLUMNS, Decided, fact_of
from .draft_mandates import ask_about, settle_questions
from .following import said_of_a_text, tell_followers
from .importing import store_actions, store_votes
from .log import logged
from .obligations import addressee_rows, store_obligation, store_requests
from .planning import replan
from .read_words import mandate_owed, recipients_of
from .replacing import ACTION_WORDS
from .requests import confirm_request, reject_request
from .sessions_named import known_body, session_row
from .streams import confirm_stream, reject_stream

Kind, REJECTED = DraftFact.Kind, DraftFact.Decision.REJECTED
StreamKey = tuple[str, str, str]  # paragraph, who reports, code of the body


def do_to_what_is_here(
    resolution: Resolution,
    decided: Decided,
    facts: Iterable[DraftFact],
    chosen: Mapping[str, Mandate],
    *,
    by: User,
    waited: bool = False,
) -> list[Mandate]:
    """Do to `resolution`, its actions, requests and streams what people decided on `facts`; what nobody decided stays
    as it is, or, where it `waited` in the draft for a mandate, becomes a suggestion. Gives the mandates that were
    concerned, planned anew.

    Raises NotAccepted where a decision cannot be done here; the caller's transaction is to be undone."""
    facts = [fact for fact in facts if not fact.is_open]
    _front(resolution, decided, [fact for fact in facts if fact.kind == Kind.FRONT], by)
    mandates = _actions(resolution, decided, facts, chosen, by)
    settle_questions(resolution, facts, by=by)
    owner = chosen.get("") or next(iter(mandates), None) or _mandate_here(resolution)
    if owner and not resolution.actions.exists():
        MandateAction.objects.create(mandate=owner, resolution=resolution, what=MandateAction.What.THEME)
    if owner:  # those of a text that was filed while nobody had confirmed its mandate
        Request.objects.filter(sources__resolution=resolution, mandate=None).update(mandate=owner)
    _requests(resolution, decided, facts, owner, by)
    _streams(resolution, decided, facts, owner, by)
    if waited and owner:
        _suggest_what_waited(resolution, decided, owner)
        ask_about(decided.open_decisions, resolution, chosen)
    concerned = list(dict.fromkeys([*mandates, *Mandate.objects.filter(actions__resolution=resolution)]))
    replan([mandate.pk for mandate in concerned])
    return concerned


def _mandate_here(resolution: Resolution) -> Mandate | None:
    return Mandate.objects.filter(actions__resolution=resolution).first()


def _front(resolution: Resolution, decided: Decided, facts: list[DraftFact], by: User) -> None:
    text = decided.text
    for fact in facts:
        if fact.name == "symbol" or not (fact.is_edited or fact.decision == REJECTED):
            continue
        match fact.name:
            case "session":
                row = (
                    session_row(text.body or "HRC", text.session, special=text.special_session)
                    if text.session
                    else None
                )
                new = {"session": row}
            case "adopted_on":
                new = {"adopted": text.adopted_on.isoformat() if text.adopted_on else None}
            case "adoption":
                new = {"adoption": text.adoption or ""}
                for name in COLUMNS:
                    new[name] = getattr(text.votes, name).count if text.votes else None
                _votes(resolution, text, fact, by)
            case "meeting":
                new = {"meeting": text.meeting}
            case _:
                new = {fact.name: getattr(text, fact.name) or ""}
        before = {name: getattr(resolution, name) for name in new}
        if before == new:
            continue
        for name, value in new.items():
            setattr(resolution, name, value)
        resolution.save(update_fields=list(new))
        logged(
            "edited", by=fact.decided_by or by, from_value=_told(before), to_value=_told(new), why=fact.name,
            resolution=resolution,
        )  # fmt: skip


def _votes(resolution: Resolution, text: ReadResolution, fact: DraftFact, by: User) -> None:
    """The States that a person named, instead of those that were read."""
    before = _names(resolution)
    if text.votes:
        store_votes(resolution, text)
    else:
        resolution.votes.all().delete()
    after = _names(resolution)
    if before != after:
        logged(
            "edited", by=fact.decided_by or by, from_value=", ".join(sorted(before - after)),
            to_value=", ".join(sorted(after - before)), why=_("States named in the vote"), resolution=resolution,
        )  # fmt: skip


def _names(resolution: Resolution) -> set[str]:
    return {f"{vote.name_as_printed} ({vote.get_position_display()})" for vote in resolution.votes.all()}


def _told(values: Mapping[str, object]) -> str:
    return "; ".join(f"{name}: {'' if value is None else value}" for name, value in values.items())


def _actions(
    resolution: Resolution, decided: Decided, facts: list[DraftFact], chosen: Mapping[str, Mandate], by: User
) -> list[Mandate]:
    """Make or take up what the text does to mandates; what a person rejected goes."""
    here = list(resolution.actions.exclude(paragraph_key="").select_related("mandate"))
    for fact in facts:
        if fact.kind == Kind.MANDATE and fact.is_edited and here:
            mandate = chosen.get(fact.value["name"])
            if mandate and all(action.mandate_id != mandate.pk for action in here):
                raise NotAccepted(
                    _("%(text)s is in the records under “%(mandate)s”. Another mandate cannot be given to it here.")
                    % {"text": resolution, "mandate": here[0].mandate}
                )
    mandates, wanted = [], []
    for fact in (fact for fact in facts if fact.kind == Kind.DECISION):
        key, what = fact.read_value["paragraph"], ACTION_WORDS[fact.read_value["action"]]
        mandate = chosen.get(fact.value["mandate"])
        same = [
            action
            for action in here
            if (action.paragraph_key, action.what) == (key, what) and mandate in (None, action.mandate)
        ]
        says_otherwise = fact.decision == REJECTED or ACTION_WORDS[fact.value["action"]] != what
        for action in same if says_otherwise else ():
            logged(
                "rejected", by=fact.decided_by or by, from_value=action, resolution=resolution, mandate=action.mandate
            )
            mandates.append(action.mandate)
            action.delete()
        if fact.decision != REJECTED and (fact.is_edited or not same):
            wanted.append((fact.value["paragraph"], fact.value["action"], fact.value["mandate"]))
    decisions = tuple(d for d in decided.text.decisions if (d.paragraph, d.action, d.mandate) in wanted)
    rows = {row.key: row for row in resolution.paragraphs.all()}
    for action in store_actions(resolution, replace(decided.text, decisions=decisions), rows, chosen, by):
        entry = logged("confirmed", by=by, to_value=action, resolution=resolution, mandate=action.mandate)
        tell_followers(entry, said_of_a_text(entry, [action.mandate]))
        mandates.append(action.mandate)
    return mandates


def _requests(
    resolution: Resolution, decided: Decided, facts: list[DraftFact], mandate: Mandate | None, by: User
) -> None:
    sources = RequestSource.objects.filter(resolution=resolution).select_related("request__mandate")
    here = {(s.paragraph_key, s.start): s.request for s in sources.prefetch_related("request__addressees")}
    asked: dict[int, ReadRequest] = {
        fact.pk: ask for fact, ask in zip(decided.requests, decided.text.requests, strict=True)
    }
    rows = {row.key: row for row in resolution.paragraphs.all()}
    for fact in (fact for fact in facts if fact.kind == Kind.REQUEST):
        person = fact.decided_by or by
        request = None if fact.is_added else here.get((fact.paragraph_key, fact.value["span"][0]))
        if fact.decision == REJECTED:
            if request and request.standing == "confirmed":
                raise NotAccepted(
                    _("A request of para. %(key)s was rejected here, but is confirmed in the records.")
                    % {"key": fact.paragraph_key}
                )
            if request:
                reject_request(request, by=person)
            continue
        if request is None:
            stored = store_requests(resolution, [asked[fact.pk]], rows, mandate, renews=False, known=here.values())
            request = stored[0][0]
        elif fact.is_edited:
            _change_request(request, asked[fact.pk], by=person)
        if request.standing == "rejected":
            raise NotAccepted(
                _("A request of para. %(key)s was confirmed here, but is rejected in the records.")
                % {"key": fact.paragraph_key}
            )
        confirm_request(request, by=person)


def _change_request(request: Request, ask: ReadRequest, *, by: User) -> None:
    before = f"{request.get_verb_display()} {', '.join(a.name for a in request.addressees.all())}: {request.text}"
    request.verb, request.text = ask.verb, ask.text
    request.save(update_fields=["verb", "text"])
    request.addressees.set(addressee_rows(ask.addressees))
    after = f"{request.get_verb_display()} {', '.join(ask.addressees)}: {ask.text}"
    if before != after:
        logged("edited", by=by, from_value=before, to_value=after, request=request, mandate=request.mandate)


def _streams(
    resolution: Resolution, decided: Decided, facts: list[DraftFact], mandate: Mandate | None, by: User
) -> None:
    here = _streams_here(resolution)
    reports: dict[int, ReadReport] = {
        fact.pk: report for fact, report in zip(decided.reports, decided.text.reports, strict=True)
    }
    for fact in (fact for fact in facts if fact.kind == Kind.REPORT):
        person = fact.decided_by or by
        stream = here.get(_stream_key(fact, decided))
        where = {"key": fact.paragraph_key}
        if fact.decision == REJECTED:
            if stream and stream.standing == "confirmed":
                raise NotAccepted(
                    _("A report of para. %(key)s was rejected here, but is confirmed in the records.") % where
                )
            if stream:
                reject_stream(stream, by=person)
            continue
        if stream and fact.is_edited:
            raise NotAccepted(
                _(
                    "A report of para. %(key)s was changed here, but is in the records already. Reject it here, or"
                    " undo the change and correct the stream on its own page."
                )
                % where
            )
        if stream and stream.standing == "rejected":
            raise NotAccepted(
                _("A report of para. %(key)s was confirmed here, but is rejected in the records.") % where
            )
        if stream is None:
            stream = _new_stream(resolution, decided, reports[fact.pk], mandate)
        confirm_stream(stream, by=person)


def _streams_here(resolution: Resolution) -> dict[StreamKey, ReportingObligation]:
    sources = ObligationSource.objects.filter(resolution=resolution)
    return {
        (source.paragraph_key, source.obligation.addressee.name, source.obligation.recipient): source.obligation
        for source in sources.select_related("obligation__mandate", "obligation__addressee")
    }


def _stream_key(fact: DraftFact, decided: Decided) -> StreamKey:
    """By what the stream of `fact` is known among those that are here: as it was read."""
    read = fact_of(ReadReport, fact, as_read=True)
    return fact.paragraph_key, read.addressee, known_body(recipients_of(read, decided.text)[0])


def _suggest_what_waited(resolution: Resolution, decided: Decided, mandate: Mandate) -> None:
    here = _streams_here(resolution)
    for fact, report in zip(decided.reports, decided.text.reports, strict=True):
        if fact.is_open and _stream_key(fact, decided) not in here:
            _new_stream(resolution, decided, report, mandate)


def _new_stream(resolution: Resolution, decided: Decided, report: ReadReport, mandate: Mandate | None):
    """A stream that nobody confirmed when the text was stored, and that has no row yet."""
    actions = {action.mandate.name: action.mandate for action in resolution.actions.select_related("mandate")}
    names = [decision.mandate for decision in decided.text.decisions]
    owed_under = actions.get(mandate_owed(report, decided.text, names)) if names else None
    owed_under = owed_under or mandate
    if owed_under is None:
        raise NotAccepted(
            _("A report of para. %(key)s belongs to no mandate yet. Accept the mandate or choose one.")
            % {"key": report.paragraph}
        )
    paragraph = resolution.paragraphs.filter(key=report.paragraph).first()
    stored = store_obligation(
        resolution, decided.text, report, owed_under, paragraph, renews=False, said_is_confirmed=False
    )
    return stored[0][0]


__all__ = ["do_to_what_is_here"]
