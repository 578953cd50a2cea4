"""The lists that can be kept under a name: each by the name of its page, with its filters and all that it may show.

Page, mail and sheet of a list begin here, so that they hold the same rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mandates.models import Report, Request, Resolution, User
from mandates.permissions import deadlines_for, mandates_for

from .deadlines import DeadlineFilter
from .filters import ListFilter
from .mandates import MandateFilter, belonging_to
from .renewals import RenewalFilter
from .reports import ReportFilter
from .requests import RequestFilter, by_addressee
from .resolutions import ResolutionFilter


@dataclass(frozen=True, slots=True)
class KeptList:
    """A list: its name for people, its filters, and what `reader` may see of it before any filter."""

    words: str | Promise
    filters: type[ListFilter]
    readable: Callable[[User], QuerySet]


def _reports(reader: User) -> QuerySet:
    return Report.objects.filter(belonging_to(mandates_for(reader)), parent=None)


LISTS = {
    "deadlines": KeptList(_("Deadlines"), DeadlineFilter, deadlines_for),
    "mandates": KeptList(_("Mandates"), MandateFilter, mandates_for),
    "renewals": KeptList(_("Renewals"), RenewalFilter, mandates_for),
    "reports": KeptList(_("Reports"), ReportFilter, _reports),
    "requests": KeptList(_("Requests"), RequestFilter, lambda _reader: by_addressee(Request.objects.all())),
    "resolutions": KeptList(_("Resolutions"), ResolutionFilter, lambda _reader: Resolution.objects.all()),
}


def filtered(name: str, asked: QueryDict | str, reader: User, today: date | None = None) -> ListFilter:
    """The list `name`, a key of `LISTS`, as `reader` sees it under the query `asked`."""
    kept = LISTS[name]
    data = QueryDict(asked) if isinstance(asked, str) else asked
    return kept.filters(data, kept.readable(reader), reader=reader, today=today)
