"""Mandate holders: since when each is known to serve, who is in the post, and when the six years are over."""

from collections.abc import Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mandates.models import MandateHolder, whole_date
from mandates.planning import renewals
from mandates.planning.holders import YEARS_IN_OFFICE

SIX_YEARS = relativedelta(years=YEARS_IN_OFFICE)  # a holder serves at most six years: Council resolution 5/1, 8/PRST/2


def earliest(partial: str | None) -> date | None:
    """The first day that a partial date can mean, for drawing only: "2011-06" stands at 1 June 2011."""
    return date.fromisoformat(f"{partial}-01-01"[:10]) if partial else None


def six_years_end(holder: MandateHolder | None) -> date | None:
    """The last day of six years in the post, counted from the day of taking office; from the first day that it can have
    been where only its month or year is known. None where nothing is."""
    began = holder and earliest(holder.took_office)
    return began + SIX_YEARS - timedelta(days=1) if began else None


def six_years_words(holder: MandateHolder | None) -> str:
    """The same in words, no more precise than what is known: "31 July 2023", "by May 2031"; "" where nothing is."""
    end = six_years_end(holder)
    if end is None:
        return ""
    if whole_date(holder.took_office):
        return date_format(end, "j F Y")
    return _("by %(month)s") % {"month": date_format(end, "F Y")}


def known_start(holder: MandateHolder) -> date | None:
    """The day that `holder` is known from at the earliest: office, appointment, the session of appointment."""
    session = holder.appointed_at
    return (
        earliest(holder.took_office)
        or earliest(holder.appointed)
        or (session and (session.closes_on or session.opens_on))
    )


def last_day_of(holder: MandateHolder) -> date | None:
    """The holder's last day in the post: as recorded, otherwise the last of six years counted from the day that is
    known best: of taking office, of the appointment, of the session that appointed. None where none is known."""
    if holder.left:
        return renewals.last_day_of(holder.left)
    began = known_start(holder)
    return began + SIX_YEARS - timedelta(days=1) if began else None


def in_order(holders: Sequence[MandateHolder]) -> list[MandateHolder]:
    """`holders` in the order in which they served; one without any date stays where the list has it."""
    dated = sorted((holder for holder in holders if known_start(holder)), key=known_start)
    ordered: list[MandateHolder] = []
    for holder in sorted(holders, key=lambda holder: holder.pk):
        ordered.append(dated.pop(0) if known_start(holder) else holder)
    return ordered


def present_holder(holders: Sequence[MandateHolder]) -> MandateHolder | None:
    """Who holds the post by what is recorded: the latest to come of those who are not recorded as having left."""
    staying = [holder for holder in holders if not holder.left]
    return max(staying, key=lambda holder: (known_start(holder) or date.min, holder.pk), default=None)


def short_name(name: str) -> str:
    """As a bar has room for: "C. M. Bailliet"."""
    *given, family = name.split()
    return " ".join([*(f"{part[0]}." for part in given), family])
