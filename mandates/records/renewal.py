"""Recording what the Council decided on a mandate that was up for renewal."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mandates.models import LogEntry, Mandate, MandateAction, Resolution, User, gone_over
from mandates.models.fields import validate_partial_date
from mandates.reading.symbols import SHORT, body_of, council_session_of, resolution_symbol

from .changing import WHATEVER_MOVES
from .deadlines import NotAccepted, lock_mandates
from .following import said_of_a_text, tell_followers
from .log import in_the_offices_language, logged
from .moves import Told
from .planning import replan
from .sessions_named import session_row

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
def decide_outcome(mandate: Mandate, *, seen: str | None, by: User | None, why: str = "", **facts) -> Told:
    """Record what a text did to `mandate` (`facts`: see `_written`), replan, and tell what moves.

    `seen` is the fingerprint of what the person has seen. Without it, or where that is no longer what moves, everything
    is rolled back and told. Recorded, it has one entry in the log; whoever has a date that moves is told, apart from
    the person who did it, and so is whoever follows the mandate. Raises NotAccepted, with nothing written, where the
    facts do not fit together."""
    lock_mandates(Mandate.objects.filter(pk=mandate.pk))
    before = mandate.get_renewal_state_display()
    action = _written(mandate, by=by, **facts)
    told = Told()
    replan([mandate.pk], seen=told.see, writes=seen is not None)
    told.told = {
        person: telling for person, telling in told.told.items() if telling.is_own and not (by and person == by.pk)
    }
    if seen not in (told.fingerprint, WHATEVER_MOVES):
        told.is_stale = seen is not None
        transaction.set_rollback(True)
        return told
    mandate.refresh_from_db()
    did = f"{action.get_what_display()}, {action.resolution}"
    told.is_applied = True
    told.entry = logged(
        "outcome", by=by, from_value=before, to_value=did, why=why, mandate=mandate, resolution=action.resolution
    )
    said = said_of_a_text(told.entry, [mandate])
    if went := Mandate.objects.filter(pk=gone_over().get(mandate.pk)).first():
        said[mandate] += " " + _("What followed it follows %(mandate)s now.") % {"mandate": went}
    for notice in tell_followers(told.entry, said):  # who follows the mandate hears of it once, in these words
        told.told.pop(notice.person_id, None)
    words = {"person": by.short_name if by else _("The office"), "mandate": mandate, "outcome": did}
    told.tell(_("%(person)s recorded the outcome of the renewal of %(mandate)s: %(outcome)s.") % words, told.entry)
    return told


def _written(
    mandate: Mandate, *, what: str, symbol: str, adopted: str, term: str = "", paragraph: str = "", by: User | None
) -> MandateAction:
    """The row that says that the text `symbol` did `what` (a value of MandateAction.What) to `mandate`.

    `adopted` is a date as precise as it is known, `term` an ISO 8601 duration ("P3Y") or empty. A text that is not
    here yet is kept as known of; importing it later fills it in."""
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
    resolution = _adopted(known, adopted) if known else _known_of(symbol, adopted, by)
    _check_is_newer(resolution, mandate)
    action, created = MandateAction.objects.get_or_create(
        mandate=mandate,
        resolution=resolution,
        what=what,
        paragraph_key=paragraph.strip(),
        defaults={"term": term if goes_on else ""},  # what merges, replaces or ends a mandate gives it no term
    )
    if not created:
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

    A text that only this record knew of goes with it. None, with nothing changed, where there is no such outcome."""
    lock_mandates(Mandate.objects.filter(pk=mandate.pk))
    action = outcome_to_withdraw(mandate)
    if action is None:
        return None
    resolution, words = action.resolution, f"{action.get_what_display()}, {action.resolution}"
    action.delete()
    replan([mandate.pk])
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
    tell_followers(entry, {mandate: _("the outcome “%(outcome)s” was taken back.") % {"outcome": words}})
    return entry


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


def _known_of(symbol: str, adopted: str, by: User | None) -> Resolution:
    """A row that says no more than that such a text exists."""
    full = f"A/HRC/RES/{symbol}" if SHORT.fullmatch(symbol) else symbol
    if resolution_symbol(full) != full:
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
