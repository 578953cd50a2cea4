"""Rules, anchors, sessions and days in words that can be translated. What repeats from row to row is made once.

Rules are kept in the form that planning reads ("-P10W"), dates with planning's words ("10 weeks before"); both become
words that can be translated. A form that is not known here is shown as it is kept.
"""

import re
from datetime import date
from functools import lru_cache

from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, gettext_noop, ngettext

from mandates.models import Paragraph, Report, ReportingObligation, Resolution, Session, User
from mandates.planning import days, offsets
from mandates.planning.offset_lines import parse_duration, parse_offset
from mandates.planning.rules import ISSUE, REPORT_STAGES, RULE_CODE

MOST_OF_A_NAME = 42  # characters of a mandate in rows, lanes and filters

# A length of time in planning's words: kept dates may carry these in place of "-P10W".
WORDED = re.compile(
    r"(?=\d+ (?:year|month|week|day)s?\b)(?:(\d+) years?)?(?:(\d+) months?)?(?: and )?(?:(\d+) weeks?)?(?:(\d+) days?)?"
    r" (before|after)( if that is earlier)?"
)


@lru_cache(maxsize=2048)
def session_label(body, kind, number) -> str:
    """HRC62, GA81, HRC S-36; "" where there is no session."""
    return str(Session(body=body, kind=kind, number=number)) if number else ""


@lru_cache(maxsize=2048)
def person_label(first_name, last_name, username) -> str:
    """As lists print a person: R. Okonjo; "" for nobody."""
    return User(first_name=first_name, last_name=last_name, username=username).short_name if username else ""


def text_label(symbol, paragraph="") -> str:
    """A text and its paragraph as people name them: 53/5, para. 9; "" without a text."""
    return _text_label(symbol, paragraph, get_language()) if symbol else ""


@lru_cache(maxsize=8192)
def _text_label(symbol, paragraph, _language):
    name = Resolution(symbol=symbol).short_symbol
    return gettext("%(text)s, para. %(paragraph)s") % {"text": name, "paragraph": paragraph} if paragraph else name


@lru_cache(maxsize=8192)
def text_place(symbol, paragraph="") -> str:
    """Where a text and its paragraph stand, below the address of the texts: 53/5/#op-9."""
    place = f"{Resolution(symbol=symbol).reference}/"
    return f"{place}#{Paragraph(kind='operative', key=paragraph).anchor}" if paragraph else place


def shortened(name: str, most: int = MOST_OF_A_NAME) -> str:
    """A name where there is little room: up to a word's end, with an ellipsis. The whole name stands in the title."""
    if len(name) <= most:
        return name
    return f"{name[:most].rsplit(' ', 1)[0].rstrip(' ,;')}…"


# In French the framework shortens most months to three letters, without a point: the catalogue has the usual words.
SHORT_MONTHS = (
    gettext_noop("jan"), gettext_noop("feb"), gettext_noop("mar"), gettext_noop("apr"), gettext_noop("may"),
    gettext_noop("jun"), gettext_noop("jul"), gettext_noop("aug"), gettext_noop("sep"), gettext_noop("oct"),
    gettext_noop("nov"), gettext_noop("dec"),
)  # fmt: skip


def short_day(on, today) -> str:
    """A day on which one acts: "Thu 2 Apr", with the year where it is not this one."""
    return _short_day(on, on.year != today.year, get_language())


@lru_cache(maxsize=4096)
def _short_day(on, with_year, _language):
    return date_format(on, "D j M Y" if with_year else "D j M")


def distance_words(on: date, today: date) -> str:
    """How far a day is: "today", "in 3 days", "in 4 weeks", "in 3 months", "7 days late".

    Days up to 13, then weeks up to 10, then months, each rounded to the nearest: design, "Due row"."""
    return _distance_words((on - today).days, get_language())


@lru_cache(maxsize=4096)
def _distance_words(days, _language):
    far = abs(days)
    weeks, months = _nearest(far, 7), _nearest(far, 365.25 / 12)
    if days in (0, 1):
        return gettext("tomorrow") if days else gettext("today")
    if days < 0:
        if far <= 13:
            return ngettext("%d day late", "%d days late", far) % far
        if weeks <= 10:
            return ngettext("%d week late", "%d weeks late", weeks) % weeks
        return ngettext("%d month late", "%d months late", months) % months
    if far <= 13:
        return ngettext("in %d day", "in %d days", far) % far
    if weeks <= 10:
        return ngettext("in %d week", "in %d weeks", weeks) % weeks
    return ngettext("in %d month", "in %d months", months) % months


def _nearest(days, length):
    return int(days / length + 0.5)


@lru_cache(maxsize=64)
def _stage_words(stage, _language):
    place = gettext(", stage %(stage)d of %(all)d") % {"stage": stage, "all": len(Report.STAGES)}
    return str(Report.STAGES[stage - 1]), place


def stage_on(passed: int) -> int:
    """The stage that is on, 1 to 7, of a report that has passed so many; of one that is out, the one that it has
    reached: nobody reads "presented" before it was."""
    is_out = passed > REPORT_STAGES.index(ISSUE)
    return passed if is_out else passed + 1


def stage_words(stage: int) -> tuple[str, str]:
    """The stage of a report in a word, and which of how many it is: "Clearance", ", stage 4 of 7"; empty for 0."""
    return _stage_words(stage, get_language()) if stage else ("", "")


def said(sentence: str) -> str:
    """A sentence from planning's fixed lists, or from a rule, in the reader's language."""
    return gettext(sentence) if sentence else ""


def stream_words(addressee, kind, recipient, recurrence) -> str:
    """A stream in words: "Independent Expert: report to the Council, every year"."""
    kinds, rhythms = ReportingObligation.Kind, ReportingObligation.Recurrence
    council, assembly = gettext("the Council"), gettext("the Assembly")
    words = gettext("%(addressee)s: %(kind)s to %(recipient)s") % {
        "kind": kinds(kind).label if kind in kinds.values else gettext("report"),
        "addressee": said(addressee),
        "recipient": {"HRC": council, "GA": assembly}.get(recipient, recipient),
    }
    return f"{words}, {rhythms(recurrence).label}" if recurrence in rhythms.values else words


def words_of(stream: ReportingObligation) -> str:
    """`stream`, which comes with its addressee, in these words."""
    return stream_words(stream.addressee.name, stream.kind, stream.recipient, stream.recurrence)


def anchor_words(anchor: str, session: str) -> str:
    """What a date is counted from: "HRC62 opens"; `session` may be empty."""
    named = {"session": session or gettext("the session")}
    match anchor:
        case "S" | "O":
            return gettext("%(session)s opens") % named
        case "E":
            return gettext("%(session)s closes") % named
        case "T":
            return gettext("the Third Committee of %(session)s opens") % named
        case "D":
            return gettext("the dialogue at %(session)s") % named
        case "A":
            return gettext("the adoption of the text")
        case days.AGREED_SLOT:
            return gettext("the slot agreed with document management")
        case "H":
            return gettext("the mandate holder took office")
        case "visit asked for":
            return gettext("the visit was last asked for")
        case "visit ends":
            return gettext("the last day of the visit")
        case "letter sent":
            return gettext("the communication was sent")
        case _ if RULE_CODE.fullmatch(anchor):
            return gettext("the day of rule %(code)s") % {"code": anchor}
        case _:
            return gettext("the day that the text names")


def rule_words(offset: str, anchor: str, session: str = "", month: int = 0, *, is_house_default: bool = False) -> str:
    """A rule as one says it: "10 weeks before HRC62 opens", "first week of April, house default"; "" without a rule.

    `month` is that of the day that it gave: where a rule chooses by the season, only what it chose is said."""
    return _rule_words(offset, anchor, session, month, is_house_default, get_language()) if offset else ""


def moved_words(moved: dict, due_on: date) -> str:
    """An adjustment of the date `due_on`, as it is kept: "moved from Mon 6 Apr, Easter Monday"."""
    day = short_day(date.fromisoformat(moved["from"]), due_on)
    return gettext("moved from %(day)s, %(why)s") % {"day": day, "why": said(moved["why"])}


def is_counted_from_the_year(offset: str) -> bool:
    """Whether the rule names a week of the session's year, whatever day the session opens."""
    return isinstance(_parsed(offset), offsets.FirstWeek)


def _parsed(offset: str) -> offsets.Offset | None:
    """A kept offset, in planning's form or in its words; None for a form that is not known here."""
    try:
        return parse_offset(WORDED.sub(_as_duration, offset))
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def _rule_words(offset, anchor, session, month, is_house_default, _language):
    words = _words_of_rule(offset, anchor, session, month)
    return gettext("%(rule)s, house default") % {"rule": words} if words and is_house_default else words


def _words_of_rule(offset, anchor, session, month):
    if anchor == days.AGREED_SLOT:
        return gettext("slot agreed with document management")
    parsed = _parsed(offset)
    if parsed is None:
        return said(offset)
    if isinstance(parsed, offsets.FirstWeekBySeason) and month in (parsed.month, parsed.other_month):
        parsed = offsets.FirstWeek(month)
    return _words_of(parsed, anchor, anchor_words(anchor, session))


def _as_duration(worded: re.Match) -> str:
    """ "10 weeks before" as planning reads it, "-P10W"; its second form, "if that is earlier", along with it."""
    years, months, weeks, days_, side, earlier = worded.groups()
    parts = ((years, "Y"), (months, "M"), (weeks, "W"), (days_, "D"))
    length = "".join(f"{number}{unit}" for number, unit in parts if number)
    return f"{'-' if side == 'before' else ''}P{length}{' if earlier' if earlier else ''}"


def _words_of(offset, anchor, from_day):
    match offset:
        case offsets.Duration(months=0, days=0):
            return gettext("on the day that the text names") if anchor == "day named" else from_day
        case offsets.Duration():
            length = {"length": length_words(offset.months, offset.days), "anchor": from_day}
            if offset.sign < 0:
                return gettext("%(length)s before %(anchor)s") % length
            return gettext("%(length)s after %(anchor)s") % length
        case offsets.WorkingDays(count=count):
            many = abs(count)
            words = (
                ngettext("%(many)d working day before %(anchor)s", "%(many)d working days before %(anchor)s", many)
                if count < 0
                else ngettext("%(many)d working day after %(anchor)s", "%(many)d working days after %(anchor)s", many)
            )
            return words % {"many": many, "anchor": from_day}
        case offsets.FirstWeek(month=month):
            return gettext("first week of %(month)s") % {"month": MONTHS[month]}
        case offsets.FirstWeekBySeason(month=month, first=first, last=last, other_month=other):
            return gettext(
                "first week of %(month)s for sessions opening %(first)s to %(last)s, otherwise of %(other)s"
            ) % {
                "month": MONTHS[month],
                "other": MONTHS[other],
                "first": f"{first[1]} {MONTHS[first[0]]}",
                "last": f"{last[1]} {MONTHS[last[0]]}",
            }
        case offsets.FixedDayOrEarlier(month=month, day=day, duration=duration):
            return gettext("%(day)s %(month)s, or %(earlier)s if that is earlier") % {
                "day": day,
                "month": MONTHS[month],
                "earlier": _words_of(duration, anchor, from_day),
            }
        case offsets.LaterOf(first=first, second=second, other=other):
            return gettext("%(one)s, or %(other)s if that is later") % {
                "one": _words_of(first, anchor, from_day),
                "other": _words_of(second, other, anchor_words(other, "")),
            }
        case offsets.DayAfterSeason(spring=spring, summer=summer):
            return gettext(
                "%(spring)s after a spring session, %(summer)s after a June session, by hand after an autumn session"
            ) % {
                "spring": f"{spring[1]} {MONTHS[spring[0]]}",
                "summer": f"{summer[1]} {MONTHS[summer[0]]}",
            }
        case offsets.FirstSlot(gap=gap):
            return gettext("the first slot whose submission is %(length)s or more after the visit") % {
                "length": length_words(gap.months, gap.days)
            }
        case offsets.LastWorkingDays(count=count):
            return ngettext("last working day of the session", "last %(many)d working days of the session", count) % {
                "many": count
            }
        case offsets.DayItself(window=offsets.WholeSession()):
            return gettext("the day in the programme of work; until it is known, from the opening to the last day")
        case offsets.DayItself(window=window):
            return gettext("the day in the programme of work; until it is known, %(window)s") % {
                "window": said(window.words)
            }
        case _:
            return said(offset.words)


def length_words(months: int, days: int) -> str:
    """Months and days as one says them: "10 weeks", "3 months and 15 days"."""
    parts = []
    if months:
        if months % 12:
            parts.append(ngettext("%d month", "%d months", months) % months)
        else:
            parts.append(ngettext("%d year", "%d years", months // 12) % (months // 12))
    if days:
        if days % 7:
            parts.append(ngettext("%d day", "%d days", days) % days)
        else:
            parts.append(ngettext("%d week", "%d weeks", days // 7) % (days // 7))
    return (
        gettext("%(first)s and %(second)s") % dict(zip(("first", "second"), parts, strict=True))
        if parts[1:]
        else parts[0]
    )


def number_words(number: int) -> str:
    """A small number as texts write it: "three"; figures from seven up."""
    words = [
        gettext("no"), gettext("one"), gettext("two"), gettext("three"), gettext("four"), gettext("five"),
        gettext("six"),
    ]  # fmt: skip
    return words[number] if 0 <= number < len(words) else str(number)


def term_words(term: str) -> str:
    """An ISO 8601 duration as texts write it: P3Y "three years", P18M "18 months", P1Y6M "1 year and 6 months"; ""
    where there is none, or where it is kept in another form."""
    found = re.fullmatch(r"P(\d+)([YMWD])", term or "")
    if found:
        number = int(found[1])
        words = {
            "Y": ngettext("%s year", "%s years", number),
            "M": ngettext("%s month", "%s months", number),
            "W": ngettext("%s week", "%s weeks", number),
            "D": ngettext("%s day", "%s days", number),
        }[found[2]]
        return words % number_words(number)
    duration = parse_duration(term) if term else None
    return length_words(duration.months, duration.days) if duration else ""
