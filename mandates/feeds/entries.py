"""What the entries of a feed of changes say: of the log, for people of the office; of the public record, for all."""

from datetime import date, datetime, time
from urllib.parse import quote

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from mandates.lists.wording import term_words
from mandates.models import Deadline, LogEntry, MandateAction, Report, Resolution

from .atom import Entry

DOCUMENTS = "https://docs.un.org/en/"


def log_entry(entry: LogEntry) -> Entry:
    """What one entry of the log says; it comes `with_its_places`."""
    row = entry.narrowest
    of = _(row.step) if isinstance(row, Deadline) else str(row or "")
    words = entry.get_what_display()
    parts = {"mandate": entry.mandate, "what": words, "of": of}
    if entry.mandate is None or row == entry.mandate:
        title = _("%(of)s: %(what)s") % parts if of else words
    else:
        title = _("%(mandate)s: %(what)s, %(of)s") % parts
    return Entry(
        name=f"log/{entry.pk}",
        title=title,
        content=render_to_string("parts/log_words.html", {"entry": entry}).strip(),
        address=settings.DESK_URL + (row.get_absolute_url() if row else "/"),
        updated_at=entry.at,
        by=entry.by.short_name if entry.by else "",
        about=(str(entry.mandate),) if entry.mandate else (),
    )


def text_entry(text: Resolution) -> Entry:
    """A text that was adopted, and what it does to which mandates: `text.acts`, a list of actions."""
    return Entry(
        name=f"text/{text.symbol}",
        title=f"{text.short_symbol}: {text.title}" if text.title else text.short_symbol,
        content=format_html(
            "<p>{}</p><ul>{}</ul>",
            _("Adopted on %(day)s.") % {"day": _day(text.adopted_on)},
            format_html_join("", "<li>{}</li>", ((_act_words(action),) for action in text.acts)),
        ),
        address=f"{DOCUMENTS}{quote(text.symbol)}",
        updated_at=_beginning(text.adopted_on),
        about=tuple(dict.fromkeys(action.mandate.name for action in text.acts)),
    )


def report_entry(report: Report) -> Entry:
    """A report that is out, with the days on which it was issued and presented."""
    said = []
    if report.issued_on:
        said.append(_("Issued on %(day)s.") % {"day": _day(report.issued_on)})
    if report.presented_on:
        said.append(_("Presented on %(day)s.") % {"day": _day(report.presented_on)})
    return Entry(
        name=f"report/{report.pk}",
        title=f"{report.symbol}: {report.title or report.mandate.name}",
        content=format_html("<p>{}</p><p>{}</p>", report.mandate.name, " ".join(said)),
        address=f"{DOCUMENTS}{quote(report.symbol)}",
        updated_at=_beginning(max(day for day in (report.issued_on, report.presented_on) if day)),
        about=(report.mandate.name,),
    )


def call_entry(step: Deadline) -> Entry:
    """A call for inputs that was published."""
    mandate, session = step.mandate.name, step.session
    return Entry(
        name=f"call/{step.pk}",
        title=_("Call for inputs, %(session)s: %(mandate)s") % {"session": session, "mandate": mandate}
        if session
        else _("Call for inputs: %(mandate)s") % {"mandate": mandate},
        content=format_html("<p>{}</p>", _("Published on %(day)s.") % {"day": _day(step.met_on)}),
        address=f"{DOCUMENTS}{quote(step.source_resolution.symbol)}" if step.source_resolution else settings.DESK_URL,
        updated_at=_beginning(step.met_on),
        about=(mandate,),
    )


def _act_words(action: MandateAction) -> str:
    words = {"does": action.get_what_display(), "mandate": action.mandate.name, "term": term_words(action.term)}
    return (_("%(does)s: %(mandate)s, %(term)s") if action.term else _("%(does)s: %(mandate)s")) % words


def _day(on: date) -> str:
    return date_format(on, "j F Y")


def _beginning(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))
