"""Recording what became of a report: its symbol, its length, the days on which it was submitted, issued, presented."""

import itertools
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from mandates import clock
from mandates.models import LogEntry, Mandate, Report, User
from mandates.reading.symbols import symbols_in

from .deadlines import NotAccepted, lock_mandates, update_stages
from .following import tell_followers
from .log import in_the_offices_language, logged
from .planning import replan

RECORDED = (
    "symbol",
    "submitted_on",
    "issued_on",
    "presented_on",
    "agreed_slot_on",
    "dialogue_on",
    "words",
    "late_reason",
)
NO_DATE_HANGS_ON = {"words", "late_reason"}
HAPPENED = ("submitted_on", "issued_on", "presented_on")


def _check_order(report: Report, new: dict) -> None:
    """NotAccepted where a report would be issued before it was submitted, or presented before it was issued."""
    days = [(name, new.get(name) or getattr(report, name)) for name in HAPPENED]
    known = [(name, day) for name, day in days if day]
    for (earlier, first), (later, second) in itertools.pairwise(known):
        if second < first:
            words = {name: Report._meta.get_field(name).verbose_name for name in (earlier, later)}
            raise NotAccepted(
                _("“%(later)s” lies before “%(earlier)s”. Check the days; nothing was recorded.")
                % {"later": words[later], "earlier": words[earlier]}
            )


@in_the_offices_language
@transaction.atomic
def record_report(
    report: Report,
    *,
    symbol: str | None = None,
    submitted_on: date | None = None,
    issued_on: date | None = None,
    presented_on: date | None = None,
    agreed_slot_on: date | None = None,
    dialogue_on: date | None = None,
    words: int | None = None,
    late_reason: str | None = None,
    by: User | None,
) -> LogEntry | None:
    """Record what is given; what is None stays as it was. Its submission step is then met, the earlier ones closed.

    Returns None where nothing was new. Raises NotAccepted for a symbol that another report
    carries, and for what is said to have happened on a day to come (`dialogue_on` and `agreed_slot_on` lie ahead)."""
    values = (symbol, submitted_on, issued_on, presented_on, agreed_slot_on, dialogue_on, words, late_reason)
    given = dict(zip(RECORDED, values, strict=True))
    new = {name: value for name, value in given.items() if value and value != getattr(report, name)}
    if not new:
        return None
    if any(name in HAPPENED and value > clock.today() for name, value in new.items()):
        raise NotAccepted(_("That day is still to come: record what has happened. Nothing was recorded."))
    _check_order(report, new)
    if symbol and symbols_in(symbol) != [symbol]:
        raise NotAccepted(
            _("“%(symbol)s” is no document symbol. Write it as A/HRC/62/38 or A/80/172. Nothing was recorded.")
            % {"symbol": symbol}
        )
    lock_mandates(Mandate.objects.filter(pk=report.mandate_id))
    if symbol and Report.objects.exclude(pk=report.pk).filter(symbol=symbol).exists():
        raise NotAccepted(_("%(symbol)s is another report already. Nothing was recorded.") % {"symbol": symbol})
    for name, value in new.items():
        setattr(report, name, value)
    report.save(update_fields=list(new))
    if not set(new) <= NO_DATE_HANGS_ON:
        replan([report.mandate_id])
        update_stages([report.pk])
    said = ", ".join(f"{Report._meta.get_field(name).verbose_name}: {value}" for name, value in new.items())
    entry = logged("edited", by=by, to_value=said, report=report, mandate=report.mandate)
    tell_followers(entry, {report.mandate: _("%(report)s recorded: %(what)s.") % {"report": report, "what": said}})
    return entry
