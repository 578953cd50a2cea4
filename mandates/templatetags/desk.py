"""What templates print: days, how far away they are, votes, symbols. For output only; nothing here asks the database.

Days and distances repeat from row to row, so their words are made once for each day and language and then remembered.
"""

import re
from datetime import date
from functools import lru_cache
from urllib.parse import quote

from django import template
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext

from mandates import clock
from mandates.lists.wording import distance_words

register = template.Library()

DOCUMENTS = "https://docs.un.org/en/"
# Document symbols begin with their organ; "44/11" and "DEC 16/118" are names that people use, and have no page there.
OFFICIAL_SYMBOL = re.compile(r"(?:A|E|S|T|ST|HRI|CCPR|CEDAW|CERD|CMW|CRC|CRPD|CAT|CED)(?:/[A-Za-z0-9.()\-]+)+")
BAR, SEATS = 118, 47  # a ballot's length in its own units; the seats of the Council
STAGES = 7  # Forecast, Inputs, Draft, Clearance, Submitted, Issued, Presented


@register.filter
def day(on, form=""):
    """A day in words: "Thu 2 Apr", with the year where it is not the shown day's.

    `on` is a date, a partial date ("2011", "2011-06", "2011-06-16") or None. `form` is "" for days on which one acts,
    "year" for the same with its year always, "full" for days that one cites ("12 July 2023"), "long" for a heading
    ("Monday 30 March 2026"). None and "" read "not recorded"; other words come back as given ("the 48th session")."""
    if not on:
        return gettext("not recorded")
    return _words_of(on, form, clock.today().year, get_language())


@register.filter
def dated(on, form=""):
    """The same words in a `<time>` that programs can read; "not recorded", in faint ink, where there is no date."""
    if not on:
        return not_recorded()
    return _time_of(on, form, clock.today().year, get_language())


@register.simple_tag
def stage_day(stage, form=""):
    """The day of a stage of a report, as it happened, otherwise as planned, and leading to its receipt; "" without."""
    on = stage.on or stage.planned_on
    if on is None or stage.deadline is None:
        return dated(on, form) if on else ""
    return format_html('<a href="{}">{}</a>', reverse("deadline", args=[stage.deadline]), dated(on, form))


@register.filter
def days_away(due_on, today=None):
    """How far a due day is: "today", "in 3 days", "in 4 weeks", "7 days late"; "" for None. A past day is late: do not
    ask for one that was met."""
    if due_on is None:
        return ""
    return distance_words(due_on, today or clock.today())


@register.filter
def subject(entry):
    """What an entry of the log is about, as words: the step, the stream of reports, the session, the rule; "" else.

    The entry comes `with_row_facts`."""
    if entry.deadline_id:
        return gettext(entry.deadline.step)
    if entry.obligation_id:
        recipient = {"HRC": gettext("the Council"), "GA": gettext("the General Assembly")}
        return gettext("%(kind)s to %(recipient)s") % {
            "kind": entry.obligation.get_kind_display(),
            "recipient": recipient.get(entry.obligation.recipient, entry.obligation.recipient),
        }
    return str(entry.rule or entry.session or "")


@register.filter
def recorded(known):
    """What is known, or "not recorded" in faint ink; nought is known."""
    return not_recorded() if known is None or known == "" else known


@register.filter
def grouped(number):
    """A number as one reads it: "10,700", with the separator of the reader's language; "" for None."""
    return "" if number is None else number_format(number, force_grouping=True)


@register.filter
def symbol_link(symbol):
    """A document symbol in the Council's voice, linked to the official document site where it is an official one."""
    if not symbol:
        return not_recorded()
    if OFFICIAL_SYMBOL.fullmatch(symbol) and any(sign.isdigit() for sign in symbol):
        return format_html('<a href="{}{}"><cite>{}</cite></a>', DOCUMENTS, quote(symbol, safe="/()"), symbol)
    return format_html("<cite>{}</cite>", symbol)


@register.filter
def steps(stage):
    """The track of seven stages with `stage`, 1 to 7, as the present one. Its word stands beside it, not in it."""
    return _track(stage)


@register.inclusion_tag("parts/ballot.html")
def ballot(text, seats=SEATS):
    """A vote as a bar of `seats` with its figures beside it, or "without a vote", or a dashed bar, "not recorded here".

    `text` has `in_favour`, `against` and `abstaining` (None where not recorded) and `adoption`. In favour is filled,
    abstaining grey, against hollow; seats that did not vote leave the bar short; an unrecorded part is dashed."""
    parts = [
        (text.in_favour, gettext("in favour")),
        (text.against, gettext("against")),
        (text.abstaining, gettext("abstaining")),
    ]
    known = [(votes, words) for votes, words in parts if votes is not None]
    counted = {"in_favour": text.in_favour or 0, "abstaining": text.abstaining or 0, "against": text.against or 0}
    if len(known) == len(parts):
        figures, spoken = "–".join(str(votes) for votes, _words in known), ", ".join(words for _votes, words in known)
    else:  # "29/3: 33 in favour" and no more is known
        figures, spoken = ", ".join(f"{votes} {words}" for votes, words in known), gettext("recorded vote, in part")
    return {
        "without_vote": text.adoption == "without_vote",
        "shapes": _bar(counted, max(seats, sum(counted.values())), whole=len(known) == len(parts)),
        "figures": figures,
        "spoken": spoken,
    }


def not_recorded():
    return format_html('<span class="faint">{}</span>', gettext("not recorded"))


@lru_cache(maxsize=4096)
def _words_of(on, form, shown_year, _language):
    if isinstance(on, str):
        if re.fullmatch(r"\d{4}-\d{2}", on):
            return date_format(date.fromisoformat(f"{on}-01"), "F Y")
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", on):
            return on
        on = date.fromisoformat(on)
    if form == "full":
        return date_format(on, "j F Y")
    if form == "long":
        return date_format(on, "l j F Y")
    return date_format(on, "D j M" if on.year == shown_year and form != "year" else "D j M Y")


@lru_cache(maxsize=4096)
def _time_of(on, form, shown_year, language):
    words = _words_of(on, form, shown_year, language)
    if isinstance(on, str) and not re.fullmatch(r"\d{4}(?:-\d{2}){0,2}", on):
        return format_html("<span>{}</span>", words)
    return format_html('<time datetime="{}">{}</time>', on if isinstance(on, str) else on.isoformat(), words)


@lru_cache(maxsize=STAGES + 1)
def _track(stage):
    kinds = ["past" if number < stage else "now" if number == stage else "ahead" for number in range(1, STAGES + 1)]
    marks = format_html_join("", '<i class="{}"></i>', ((kind,) for kind in kinds))
    return format_html('<div class="steps" aria-hidden="true">{}</div>', marks)


def _bar(counted, seats, *, whole):
    """The rectangles of a ballot, in units of `BAR`, in the order in favour, abstaining, against, not recorded."""
    unit, start, shapes = BAR / seats, 0.0, []
    for part, votes in counted.items():
        if votes:
            hollow = part == "against"  # drawn with an edge, which needs half a unit of room on each side
            gap = 1 if shapes else 0
            shapes.append(
                _rectangle(
                    {"in_favour": "v-for", "abstaining": "v-abs", "against": "v-not"}[part],
                    start + gap + (0.5 if hollow else 0),
                    votes * unit - gap - (1 if hollow else 0),
                    hollow,
                )
            )
        start += votes * unit
    if not whole:
        gap = 1 if shapes else 0
        shapes.append(_rectangle("v-unk", start + gap + 0.5, BAR - start - gap - 1, True))
    return shapes


def _rectangle(css_class, x, width, with_edge):
    return {
        "class": css_class,
        "x": f"{x:.1f}",
        "y": "0.5" if with_edge else "0",
        "width": f"{max(width, 0.5):.1f}",
        "height": "11" if with_edge else "12",
    }
