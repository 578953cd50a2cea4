"""Spelled out as several pages print it: how long a term is, from when to when, what a text does, who is asked."""

import re
from datetime import date

from django.contrib.humanize.templatetags.humanize import ordinal
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from mandates.lists.wording import session_label, term_words
from mandates.models import Confidence, Mandate, MandateAction, Request, Session, whole_date

MARKS_OF_RENEWAL = {  # the shape beside the word, see the design's "Mark and word"
    Mandate.RenewalState.IN_FORCE: "done",
    Mandate.RenewalState.DUE: "open",
    Mandate.RenewalState.NOT_RECORDED: "guess",
    Mandate.RenewalState.ENDED: "shut",
}


def renewal_state(mandate: Mandate) -> tuple[str, str]:
    """Mark and word of the state of `mandate`'s renewal."""
    word = mandate.get_renewal_state_display() or _("no term recorded")
    return MARKS_OF_RENEWAL.get(mandate.renewal_state, "guess"), word


def span_words(first: str | date | None, last: str | date | None) -> str:
    """From when to when, no longer than needed: "30 June–17 July 2020", "5–13 November 2018"; "" where unknown.

    Both may be dates or partial dates; a partial one is printed as precise as it is known."""
    first, last = (end.isoformat() if isinstance(end, date) else end for end in (first, last))
    if not first or not last or first == last:
        return _partial_words(first or last)
    begins, ends = whole_date(first), whole_date(last)
    if begins and ends and begins.year == ends.year:
        start = date_format(begins, "j" if begins.month == ends.month else "j F")
        return f"{start}–{date_format(ends, 'j F Y')}"
    return f"{_partial_words(first)}–{_partial_words(last)}"


def _partial_words(value: str | None) -> str:
    if not value or len(value) == 4:
        return value or ""
    return date_format(whole_date(value) or date.fromisoformat(f"{value}-01"), "j F Y" if len(value) == 10 else "F Y")


def short_day(partial: str | None) -> str:
    """A day as narrow columns have room for, "12 Jul 2023", as precise as it is known; "" where unknown."""
    day = whole_date(partial)
    return date_format(day, "j M Y") if day else _partial_words(partial)


def session_words(session: Session | None) -> str:
    """A session spelled out, as texts title it: "44th session", "36th special session"; "" where unknown."""
    if session is None:
        return ""
    kind = "" if session.kind == Session.Kind.REGULAR else session.get_kind_display()
    number = strip_tags(ordinal(session.number))  # French raises its letters by a tag
    return f"{number} {kind}" if kind else _("%(number)s session") % {"number": number}


NAMED = re.compile(r"([A-Z]+)(S-)?(\d+)")


def session_named(code: str) -> str:
    """A session by the code that reading gives it, `HRCS-36`, as pages print it: HRC S-36."""
    found = NAMED.fullmatch(code)
    kind = Session.Kind.SPECIAL if found and found[2] else Session.Kind.REGULAR
    return session_label(found[1], kind, int(found[3])) if found else code


def session_or_day(until: str) -> str:
    """Until when, as reading gives it: a session or a day, a month or a year, as precise as it is known."""
    return span_words(until, None) if until[:1].isdigit() else session_named(until)


def action_words(action: MandateAction) -> str:
    """What a text does to a mandate: "Extends the mandate, three years"."""
    acts = {
        MandateAction.What.CREATES: _("Creates the mandate"),
        MandateAction.What.EXTENDS: _("Extends the mandate"),
        MandateAction.What.MODIFIES: _("Adapts the mandate"),
        MandateAction.What.MERGES: _("Merges the mandate"),
        MandateAction.What.REPLACES: _("Replaces the mandate"),
        MandateAction.What.ENDS: _("Ends the mandate"),
        MandateAction.What.THEME: _theme_words(action),
    }
    return ", ".join(filter(None, [acts[action.what], *length_words(action)]))


def _theme_words(action: MandateAction) -> str:
    if action.resolution.digest and action.confidence == Confidence.DERIVED:
        return _("Concerns the theme; what is read in it as a decision on the mandate is not confirmed")
    if is_seen_whole(action):
        return _("Concerns the theme, no change to the mandate")
    return _("Concerns the theme, no change seen")


def is_seen_whole(action: MandateAction) -> bool:
    """Whether what a text does not do is known: it is read here, or somebody saw the document itself."""
    return bool(action.resolution.digest) or action.confidence == Confidence.TEXT


def length_words(action: MandateAction) -> list[str]:
    """For how long, from when, until when: what `action` says of it, and "length not recorded" where it says nothing
    although it starts a term."""
    words = []
    if action.term:
        words.append(term_words(action.term))
    if action.effective_session_id:
        words.append(_("from the end of %(session)s") % {"session": action.effective_session})
    if action.until_session_id:
        words.append(_("until %(session)s") % {"session": action.until_session})
    if action.until:
        words.append(_("until %(day)s") % {"day": _partial_words(action.until)})
    if not words and action.what in (MandateAction.What.CREATES, MandateAction.What.EXTENDS):
        words.append(_("length not recorded"))
    return words


def asking_words(verb: str) -> str:
    """The asking verb as a margin note begins: "Asks", "Invites"."""
    return {
        Request.Verb.REQUEST: _("Asks"),
        Request.Verb.INVITE: _("Invites"),
        Request.Verb.ENCOURAGE: _("Encourages"),
        Request.Verb.URGE: _("Urges"),
        Request.Verb.CALL_UPON: _("Calls upon"),
        Request.Verb.APPEAL: _("Appeals"),
    }.get(verb, verb)


def paragraph_words(key: str) -> str:
    """Where in a text: "para. 16", or that the paragraph is not recorded."""
    return _("para. %(key)s") % {"key": key} if key else _("paragraph not recorded")
