"""Ending a stream of reports, mostly since a later text says so, and taking one up again that ended by mistake.

What would go is shown first. What the stream owed to sessions that had opened by the day of its end stays."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from mandates import clock
from mandates.lists.wording import text_label, words_of
from mandates.models import LogEntry, Mandate, ReportingObligation, Resolution, Standing, User, whole_date

from .changing import Made, carry_out
from .deadlines import NotAccepted, lock_mandates
from .moves import Told
from .renewal import known_of
from .streams import check_its_place_is_free


@dataclass(frozen=True, slots=True)
class Ending:
    """What ends a stream: since which day, by which paragraph of which text (`text` where it is known here; otherwise
    it is from then on), and why."""

    on: date
    symbol: str = ""
    paragraph: str = ""
    why: str = ""
    text: Resolution | None = None

    @property
    def label(self) -> str:
        """The text and its paragraph as people name them: 51/20, para. 25; "" where no text ends it."""
        return text_label(self.text.symbol if self.text else self.symbol, self.paragraph)


def ending(symbol: str, paragraph: str, on: date | None, why: str) -> Ending:
    """The ending that a person typed; without a day, the day on which the text was adopted.

    NotAccepted where neither a text nor a reason is given, and for a day that nobody knows or that is still to come."""
    symbol, paragraph, why = symbol.strip(), paragraph.strip(), why.strip()
    text = Resolution.objects.named(symbol).defer("original_text").first() if symbol else None
    on = on or whole_date(text.adopted if text else None)
    if not symbol and not why:
        raise NotAccepted(_("Say which text ends the stream or, where none does, why it ends. Nothing was changed."))
    if on is None:
        raise NotAccepted(_("Give the day: that of the adoption of the text is not known here. Nothing was changed."))
    if on > clock.today():
        raise NotAccepted(_("This day is still to come: until then the stream goes on. Nothing was changed."))
    return Ending(on, symbol, paragraph, why, text)


def end_stream(obligation: ReportingObligation, given: Ending, *, by: User | None, seen: str | None = None) -> Told:
    """End a stream: what falls to sessions that open after the day is owed no more, and its dates go.

    `seen`: see `carry_out`. NotAccepted, with nothing written, where it had ended or was rejected."""

    def make() -> Made:
        in_force = _held(obligation).filter(ended_on=None).exclude(standing=Standing.REJECTED)
        if not in_force.update(ended_on=given.on):
            raise NotAccepted(_("The stream is not in force any more: a colleague was first. Nothing was changed."))
        text = given.text or (known_of(given.symbol, None, by) if given.symbol else None)
        names = {**_names(obligation, by), "text": given.label}
        heading = _("%(person)s ended a stream of reports of %(mandate)s: %(stream)s.")
        by_a_text = _("%(person)s ended a stream of reports of %(mandate)s: %(stream)s, by %(text)s.")
        return Made(
            heading=(by_a_text if given.label else heading) % names,
            from_value="",
            to_value=given.label,
            about={"obligation": obligation, "mandate": obligation.mandate, "resolution": text},
            what=LogEntry.What.ENDED,
            on=given.on,
        )

    return _carried_out(obligation, make, by=by, why=given.why, seen=seen)


def take_up_stream(obligation: ReportingObligation, *, by: User | None, why: str = "", seen: str | None = None) -> Told:
    """Take up a stream again that ended by mistake: it stands as before, and its dates come back.

    `seen`: see `carry_out`. NotAccepted, with nothing written, where it goes on already, or another stream took its
    place meanwhile."""

    def make() -> Made:
        ended = _held(obligation).exclude(ended_on=None)
        check_its_place_is_free(obligation)
        if not ended.update(ended_on=None):
            raise NotAccepted(_("The stream goes on already: a colleague was first. Nothing was changed."))
        heading = _("%(person)s took up again a stream of reports of %(mandate)s: %(stream)s.")
        return Made(
            heading=heading % _names(obligation, by),
            from_value=str(obligation.ended_on),
            to_value=obligation.standing,
            about={"obligation": obligation, "mandate": obligation.mandate},
            what=LogEntry.What.REOPENED,
        )

    return _carried_out(obligation, make, by=by, why=why, seen=seen)


def _carried_out(obligation: ReportingObligation, make: Callable[[], Made], **asked) -> Told:
    return carry_out(make, lambda: {obligation.mandate_id}, tells_others_only=True, **asked)


def _held(obligation: ReportingObligation):
    """The row of `obligation`, while its mandate is held."""
    lock_mandates(Mandate.objects.filter(pk=obligation.mandate_id))
    return ReportingObligation.objects.filter(pk=obligation.pk)


def _names(obligation: ReportingObligation, by: User | None) -> dict[str, str]:
    return {
        "person": by.short_name if by else _("The office"),
        "mandate": str(obligation.mandate),
        "stream": words_of(obligation),
    }
