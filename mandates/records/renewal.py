"""Recording what the Council decided on a mandate that was up for renewal."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mandates import clock
from mandates.models import HandOver, LogEntry, Mandate, MandateAction, Resolution, User, told_by_the_text
from mandates.models.fields import validate_partial_date
from mandates.reading.symbols import body_of, council_session_of, full_symbol

from .changing import WHATEVER_MOVES
from .deadlines import NotAccepted, lock_mandates
from .following import said_of_a_text, tell_followers
from .going_over import GoingOver, bring_back, go_over, going_over
from .log import in_the_offices_language, logged
from .moves import Told
from .planning import replan
from .sessions_named import session_row

GOES_OVER = (MandateAction.What.MERGES, MandateAction.What.REPLACES)
OUTCOMES = {  # in the five words of the Assembly's review, and what the text then does
    "renewed": MandateAction.What.EXTENDS,
    "adapted": MandateAction.What.MODIFIES,
    "merged": MandateAction.What.MERGES,
    "replaced": MandateAction.What.REPLACES,
    "retired": MandateAction.What.ENDS,
}


def record_outcome(mandate: Mandate, **facts) -> LogEntry:
    """`decide_outcome` for a program that asks nobody: whatever moves, it is recorded. Returns the log entry."""
    return decide_outcome(mandate, seen=WHATEVER_MOVES, **facts).entry


@in_the_offices_language
@transaction.atomic
def decide_outcome(
    mandate: Mandate, *, seen: str | None, by: User | None, why: str = "", into: Mandate | None = None, **facts
) -> Told:
    """Record what a text did to `mandate` (`facts`: see `_written`), replan, and tell what moves.

    Of a mandate that is merged or replaced, what lives on goes over to `into`, or to the mandate that the text itself
    tells; where neither is known, it stays until somebody says so in a second record of the same outcome.

    `seen` is the fingerprint of what the person has seen. Without it, or where that is no longer what moves, everything
    is rolled back and told. Recorded, it has one entry in the log; whoever has a date that moves is told, apart from
    the person who did it, and so are those who look after `into` and whoever follows one of the two. Raises
    NotAccepted, with nothing written, where the facts do not fit together."""
    into = (into or told_successor(mandate, facts["symbol"])) if facts["what"] in GOES_OVER else None
    lock_mandates(Mandate.objects.filter(pk__in=[mandate.pk, *([into.pk] if into else [])]))
    before = mandate.get_renewal_state_display()
    going = _going(mandate, into)
    action = _written(mandate, by=by, is_completed=into is not None, **facts)
    told = Told(acting=HandOver.objects.acting(clock.today()), going=going)
    if going:
        go_over(action, going)
    replan([mandate.pk, *([into.pk] if into else [])], seen=told.see, writes=seen is not None)
    told.leave_out_followers_and(by)
    if into:
        told.tell_too(into, by)
    if seen not in (told.fingerprint, WHATEVER_MOVES):
        told.is_stale = seen is not None
        transaction.set_rollback(True)
        return told
    mandate.refresh_from_db()
    did = f"{action.get_what_display()}, {action.resolution}"
    if going:
        did = _("%(outcome)s, into %(mandate)s: %(what)s") % {"outcome": did, "mandate": into, "what": going.words}
    told.is_applied = True
    told.entry = logged(
        "outcome", by=by, from_value=before, to_value=did, why=why, mandate=mandate, resolution=action.resolution
    )
    words = {"person": by.short_name if by else _("The office"), "mandate": mandate, "outcome": did}
    heading = _("%(person)s recorded the outcome of the renewal of %(mandate)s: %(outcome)s.") % words
    _tell(told, told.entry, _said(told.entry, mandate, into, going), heading)
    return told


def told_successor(mandate: Mandate, symbol: str) -> Mandate | None:
    """The mandate to which the text `symbol` itself says that `mandate` goes; None where it says none."""
    text = Resolution.objects.named(symbol.strip()).first()
    told = told_by_the_text([(mandate.pk, text.pk)]) if text else {}
    return Mandate.objects.filter(pk__in=told.values()).first()


def action_without_successor(mandate: Mandate) -> MandateAction | None:
    """The text by which `mandate` was merged or replaced, where nobody knows yet which mandate took over what lives
    on; None where it goes on or has ended otherwise."""
    if mandate.renewal_state != Mandate.RenewalState.ENDED:
        return None
    act = mandate.runs_on
    return act if act and act.what in GOES_OVER and act.into_id is None else None


def _going(mandate: Mandate, into: Mandate | None) -> GoingOver | None:
    """What goes over to `into`, None without one; NotAccepted for a mandate that cannot take anything over."""
    if into is None:
        return None
    if into.pk == mandate.pk:
        raise NotAccepted(_("A mandate does not go over into itself. Choose another one. Nothing was recorded."))
    if into.renewal_state == Mandate.RenewalState.ENDED:
        raise NotAccepted(
            _("%(mandate)s has ended. Choose the mandate that goes on. Nothing was recorded.") % {"mandate": into}
        )
    return going_over(mandate, into)


def _said(entry: LogEntry, mandate: Mandate, into: Mandate | None, going: GoingOver | None) -> dict[Mandate, str]:
    """What the followers of `mandate`, and of the one that took it over, hear."""
    said = said_of_a_text(entry, [mandate])
    if into:
        said[mandate] += " " + _("What followed it follows %(mandate)s now.") % {"mandate": into}
        said[into] = _("took over from %(mandate)s: %(what)s.") % {"mandate": mandate, "what": going.words}
    return said


def _written(
    mandate: Mandate,
    *,
    what: str,
    symbol: str,
    adopted: str,
    term: str = "",
    paragraph: str = "",
    is_completed: bool = False,
    by: User | None,
) -> MandateAction:
    """The row that says that the text `symbol` did `what` (a value of MandateAction.What) to `mandate`.

    `adopted` is a date as precise as it is known, `term` an ISO 8601 duration ("P3Y") or empty. A text that is not
    here yet is kept as known of; importing it later fills it in. One that is recorded already is given back where it
    only lacks the mandate that took over (`is_completed`)."""
    symbol = symbol.strip()
    known = Resolution.objects.named(symbol).first()
    if not symbol:
        raise NotAccepted(_("Give the symbol of the text, such as A/HRC/RES/53/5. Nothing was recorded."))
    if not adopted and not (known and known.adopted):
        raise NotAccepted(
            _("Give the day of adoption, or the month or year where no more is known. Nothing was recorded.")
        )
    if adopted:
        try:
            validate_partial_date(adopted)
        except ValidationError as error:
            raise NotAccepted(" ".join(error.messages)) from None
    goes_on = what in (MandateAction.What.EXTENDS, MandateAction.What.MODIFIES)
    if goes_on and not term:
        raise NotAccepted(
            _("Say for how long the text extends the mandate: three years, 3 years or P3Y. Nothing was recorded.")
        )
    resolution = _adopted(known, adopted) if known else known_of(symbol, adopted, by)
    _check_is_newer(resolution, mandate)
    action, created = MandateAction.objects.get_or_create(
        mandate=mandate,
        resolution=resolution,
        what=what,
        paragraph_key=paragraph.strip(),
        defaults={"term": term if goes_on else ""},  # what merges, replaces or ends a mandate gives it no term
    )
    if not created and not (is_completed and action.into is None):
        raise NotAccepted(
            _("%(text)s is recorded for this mandate already. Nothing was changed.") % {"text": resolution}
        )
    return action


def outcome_to_withdraw(mandate: Mandate) -> MandateAction | None:
    """The newest outcome that a person recorded for `mandate` and no reading of a text bears out; None without one."""
    recorded = LogEntry.objects.filter(mandate=mandate, what=LogEntry.What.OUTCOME, resolution__isnull=False)
    acts = mandate.actions.exclude(what=MandateAction.What.THEME).filter(resolution__in=recorded.values("resolution"))
    acts = acts.filter(paragraph=None, confidence="").select_related("resolution", "effective_session", "until_session")
    return acts.order_by("-resolution__adopted", "-pk").first()


@in_the_offices_language
@transaction.atomic
def withdraw_outcome(mandate: Mandate, *, by: User | None, why: str = "") -> LogEntry | None:
    """Take back the newest outcome that a person recorded by mistake, and replan: the mandate runs on the text before.

    What went over to another mandate comes back, as far as it is there still. A text that only this record knew of goes
    with it. Whoever has dates that move is told, as of the outcome. None, with nothing changed, where there is no such
    outcome."""
    if (peeked := outcome_to_withdraw(mandate)) is None:
        return None
    lock_mandates(Mandate.objects.filter(pk__in={mandate.pk, peeked.into_id} - {None}))
    action = outcome_to_withdraw(mandate)
    if action != peeked:  # a colleague was first
        return None
    resolution, words = action.resolution, f"{action.get_what_display()}, {action.resolution}"
    into = bring_back(action)
    action.delete()
    told = Told(acting=HandOver.objects.acting(clock.today()))
    replan({mandate.pk, into and into.pk} - {None}, seen=told.see)
    told.leave_out_followers_and(by)
    mandate.refresh_from_db()
    is_kept = _is_known_otherwise(resolution)
    entry = logged(
        "reopened",
        by=by,
        from_value=words,
        to_value=mandate.get_renewal_state_display(),
        why=why,
        mandate=mandate,
        resolution=resolution if is_kept else None,
    )
    if not is_kept:
        resolution.delete()
    said = {mandate: _("the outcome “%(outcome)s” was taken back.") % {"outcome": words}}
    if into:
        said[into] = _("what it had taken over from %(mandate)s went back.") % {"mandate": mandate}
        told.tell_too(into, by)
    _tell(told, entry, said, f"{mandate}: {said[mandate]}")
    return entry


def _tell(told: Told, entry: LogEntry, said: dict[Mandate, str], heading: str) -> None:
    """One notice to each who follows one of the mandates, in the words `said` of it, and one to each other person whose
    dates move, under `heading`."""
    for notice in tell_followers(entry, said):
        told.told.pop(notice.person_id, None)
    told.tell(heading, entry)


def _is_known_otherwise(resolution: Resolution) -> bool:
    """Whether anything but a recorded outcome tells of `resolution`."""
    tied = (
        resolution.actions, resolution.request_sources, resolution.obligation_sources, resolution.votes,
        resolution.paragraphs, resolution.deadlines, resolution.drafts,
    )  # fmt: skip
    is_told_of = bool(resolution.original_text or resolution.title or resolution.confidence or resolution.notes)
    return is_told_of or any(rows.exists() for rows in tied)


def _adopted(resolution: Resolution, adopted: str) -> Resolution:
    """`resolution` with the day that was typed, where none was known of it; NotAccepted where another is."""
    if adopted and not resolution.adopted:
        resolution.adopted = adopted
        resolution.save(update_fields=["adopted"])
    elif adopted and not (resolution.adopted.startswith(adopted) or adopted.startswith(resolution.adopted)):
        raise NotAccepted(
            _("%(text)s is kept here as adopted on %(day)s. Check the day, or correct the text. Nothing was recorded.")
            % {"text": resolution, "day": resolution.adopted}
        )
    return resolution


def _check_is_newer(resolution: Resolution, mandate: Mandate) -> None:
    """NotAccepted for a text older than the one that the mandate runs on: it is no outcome of its renewal."""
    runs_on = mandate.runs_on and mandate.runs_on.resolution
    if runs_on and runs_on != resolution and runs_on.adopted and resolution.adopted[:10] < runs_on.adopted:
        raise NotAccepted(
            _("%(text)s is older than %(runs_on)s, on which the mandate runs. Nothing was recorded.")
            % {"text": resolution, "runs_on": runs_on}
        )


def known_of(symbol: str, adopted: str | None, by: User | None) -> Resolution:
    """A row that says no more than that such a text exists; NotAccepted for what is no symbol of a Council text."""
    full = full_symbol(symbol)
    if full is None:
        raise NotAccepted(
            _("“%(symbol)s” is no symbol of a Council text. Write it as A/HRC/RES/53/5 or 53/5. Nothing was recorded.")
            % {"symbol": symbol}
        )
    of_session = council_session_of(full)
    return Resolution.objects.create(
        symbol=full,
        kind=Resolution.Kind.DECISION if "/DEC/" in full else Resolution.Kind.RESOLUTION,
        body=body_of(full),
        session=session_row("HRC", of_session[0], special=of_session[1]) if of_session else None,
        adopted=adopted,
        source=_("entered by %(person)s") % {"person": by} if by else "",
    )
