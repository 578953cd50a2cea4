"""Why a date is what it is: a calculation read downwards, who confirmed it, what happened to it, how to cite it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from mandates.lists.wording import anchor_words, is_counted_from_the_year, rule_words, said
from mandates.models import Deadline, LogEntry, ObligationSource, Paragraph, Session
from mandates.planning.days import AGREED_SLOT

from .rows import over_words, row_of

QUOTED = 600  # characters: a longer paragraph is quoted around the words that make the date


@dataclass(slots=True)
class Line:
    """A line of the calculation: what it is, words, and the value that it gives; `soft` is where it is known from, `at`
    the page of what the words name."""

    name: str
    words: str = ""
    soft: str = ""
    value: str = ""
    day: date | None = None
    quote: str = ""
    cite: str = ""
    cite_at: str = ""
    at: str = ""
    is_sum: bool = False


def receipt_context(deadline: Deadline, reader, today) -> dict:
    """What the receipt of `deadline` prints. The deadline comes `with_row_facts`."""
    row = row_of(deadline.pk, reader, today)
    lines = _lines(deadline, row)
    obligation = deadline.obligation
    confirmation = _confirmation(obligation)
    return {
        "row": row,
        "deadline": deadline,
        "lines": lines,
        "obligation": obligation,
        "confirmation": confirmation,
        "is_suggestion": bool(obligation) and obligation.standing == "suggested",
        "because": said(deadline.because),
        "citation": _citation(deadline, row, lines, confirmation, today),
        "log": list(_history(deadline)[:50]),
        "words_of_log": LogEntry.What,
        "no_day": over_words(row.session) if row.is_late and row.due_on is None else "",
    }


def _confirmation(obligation) -> str:
    """Who confirmed the stream that the date belongs to, and when; "" where nobody did."""
    if not obligation or not obligation.confirmed_at or not obligation.confirmed_by:
        return ""
    return gettext("Stream confirmed by %(person)s, %(on)s; followed since %(since)s") % {
        "person": obligation.confirmed_by.short_name,
        "on": date_format(timezone.localtime(obligation.confirmed_at), "j M Y"),
        "since": date_format(obligation.followed_since, "j F Y") if obligation.followed_since else gettext("no day"),
    }


def _history(deadline):
    """What was done with the date, and the changes of its session and its rule under which it moved."""
    about = Q(deadline=deadline)
    if deadline.session_id:
        about |= Q(session=deadline.session_id)
        if deadline.anchor == "T":
            kind = Session.Kind.THIRD_COMMITTEE
            about |= Q(session__in=Session.objects.of(deadline.session.body, deadline.session.number, kind))
    if deadline.rule_id:
        about |= Q(rule=deadline.rule_id)
    return LogEntry.objects.filter(about).with_row_facts()


def _lines(deadline, row) -> list[Line]:
    session = row.session
    lines = [_text_line(deadline, row)] if deadline.source_resolution_id else []
    is_agreed = deadline.anchor == AGREED_SLOT
    offset = deadline.offset_words or (deadline.rule.offset if deadline.rule_id else "")
    if session and is_counted_from_the_year(offset):
        year = deadline.counted_on.year if deadline.counted_on else None
        value = gettext("the year %(year)d") % {"year": year} if year else gettext("not found")
        lines.append(Line(gettext("Session"), session, value=value, at=_session_at(deadline)))
    elif deadline.anchor:
        name = gettext("Agreed") if is_agreed else gettext("Session") if session else gettext("Day")
        words = anchor_words(deadline.anchor, session)
        source = said(deadline.anchor_source)
        if deadline.is_estimate and not deadline.set_by_hand:
            source = gettext("an estimate: %(source)s") % {"source": source} if source else gettext("an estimate")
        at = "" if is_agreed else _session_at(deadline)
        value = "" if deadline.anchor_on else gettext("not found")
        lines.append(Line(name, words, source, day=deadline.anchor_on, value=value, at=at))
    if deadline.rule_id and not is_agreed:
        lines += [_rule_line(deadline, session), _version_line(deadline)]
    if deadline.counted_on and not is_agreed:
        lines.append(Line(gettext("Gives"), day=deadline.counted_on))
    for moved in deadline.adjustments:
        lines.append(_moved_line(moved))
    if deadline.set_by_hand:
        by = deadline.set_by.short_name if deadline.set_by else gettext("a person")
        day = date_format(timezone.localtime(deadline.set_at), "j F Y") if deadline.set_at else ""
        words = gettext("kept to be seen; it does not count")
        if deadline.ground_moved:
            given = {"day": date_format(deadline.rule_gave_on, "j F Y") if deadline.rule_gave_on else gettext("no day")}
            words = gettext("its ground moved: the rule gave %(day)s when the date was set") % given
        lines.append(Line(gettext("Rule’s day"), words, day=deadline.planned_on,
                          value="" if deadline.planned_on else gettext("no day")))  # fmt: skip
        who = gettext("%(person)s, %(day)s: %(reason)s") % {"person": by, "day": day, "reason": deadline.set_reason}
        lines.append(Line(gettext("Set by"), who))
    lines.append(_sum_line(deadline, row))
    return lines


def _session_at(deadline) -> str:
    """The page of the session that the date is counted from, where its days are entered too; "" where it is none."""
    session = deadline.session
    if session is None:
        return ""
    if deadline.anchor == "T":
        session = Session(body=session.body, kind=Session.Kind.THIRD_COMMITTEE, number=session.number)
    return session.get_absolute_url()


def _text_line(deadline, row) -> Line:
    paragraph = (
        Paragraph.objects.filter(resolution=deadline.source_resolution_id, key=deadline.source_paragraph).first()
        if deadline.source_paragraph
        else None
    )
    source = None
    if deadline.obligation_id:
        source = ObligationSource.objects.filter(
            obligation=deadline.obligation_id,
            resolution=deadline.source_resolution_id,
            paragraph_key=deadline.source_paragraph,
        ).first()
    quote, words, soft = "", "", ""
    if paragraph:
        quote = _quoted(paragraph.text, source)
    elif source and source.words:
        words, soft = source.words, gettext("words as noted, text not read here")
    else:
        words = gettext("the words of the text are not kept here")
    named = not deadline.offset_words or deadline.anchor == "day named"
    value = gettext("names the day") if named and deadline.anchor_on else gettext("no date")
    return Line(gettext("Text"), words, soft, value=value, quote=quote, cite=row.cite, cite_at=row.text_at)


def _quoted(text, source) -> str:
    """The paragraph, or what of it stands around the words that make the date."""
    if len(text) <= QUOTED:
        return text
    start = max((source.start if source and source.end else 0) - QUOTED // 3, 0)
    end = min(start + QUOTED, len(text))
    start, end = text.rfind(" ", 0, start) + 1 if start else 0, text.rfind(" ", 0, end) if end < len(text) else end
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def _rule_line(deadline, session) -> Line:
    rule = deadline.rule
    source = gettext("house default") if rule.is_house_default else ""
    if rule.source:
        source = f"{source}; {said(rule.source)}" if source else said(rule.source)
    words = rule_words(deadline.offset_words or rule.offset, deadline.anchor or rule.anchor, session)
    away = None
    if deadline.counted_on and deadline.anchor_on and not is_counted_from_the_year(deadline.offset_words):
        away = (deadline.counted_on - deadline.anchor_on).days
    words = gettext("%(step)s: %(rule)s") % {"step": said(rule.step), "rule": words}
    return Line(gettext("Rule"), words, source, value=_days(away) if away else "")


def _version_line(deadline) -> Line:
    """Which version of its rule made the date, and who made that version, when and why."""
    words = gettext("%(code)s, version %(version)d") % {"code": deadline.rule.code, "version": deadline.rule_version}
    made = deadline.rule.versions.filter(number=deadline.rule_version).select_related("made_by").first()
    at = deadline.rule.get_absolute_url()
    if made is None or made.made_by is None:
        return Line(gettext("Version"), words, at=at)
    given = {"person": made.made_by.short_name, "day": date_format(made.made_at, "j F Y"), "why": made.why}
    return Line(gettext("Version"), words, gettext("%(person)s, %(day)s: %(why)s") % given, at=at)


def _moved_line(moved) -> Line:
    from_on, to_on = date.fromisoformat(moved["from"]), date.fromisoformat(moved["to"])
    words = said(moved["why"])
    if passed_over := [said(name) for name in moved.get("passed_over", [])]:
        words = gettext("%(day)s, and on the way %(others)s: last working day earlier") % {
            "day": words,
            "others": ", ".join(passed_over),
        }
    else:
        words = gettext("%(day)s: last working day earlier") % {"day": words}
    return Line(gettext("Moved"), words, value=_days((to_on - from_on).days))


def _sum_line(deadline, row) -> Line:
    value = gettext("no day") if deadline.due_on is None else _window(deadline, "j M")
    return Line(gettext("Due"), row.step, day=None if value else deadline.due_on, value=value, is_sum=True)


def _window(deadline, form) -> str:
    """First and last day of a step that has several, days and months in `form`; "" where one day is all."""
    first, last = deadline.due_on, deadline.window_ends
    if not last or last == first:
        return ""
    return gettext("%(first)s to %(last)s") % {
        "first": date_format(first, form if first.year == last.year else f"{form} Y"),
        "last": date_format(last, f"{form} Y"),
    }


def _days(days: int) -> str:
    sign = "−" if days < 0 else "+"
    return ngettext("%(sign)s %(days)d day", "%(sign)s %(days)d days", abs(days)) % {"sign": sign, "days": abs(days)}


def _citation(deadline, row, lines, confirmation, today) -> str:
    """The whole receipt as one paragraph that can be copied into a letter: it claims no more than the page does."""
    if deadline.due_on and deadline.standing == "suggested":
        words = gettext("%(mandate)s: %(step)s, suggested for %(day)s.")
    elif deadline.due_on:
        words = gettext("%(mandate)s: %(step)s, due %(day)s.")
    elif row.is_late:
        words = gettext("%(mandate)s: %(step)s, no day is known: %(why)s.")
    else:
        words = gettext("%(mandate)s: %(step)s, no day is known yet.")
    due = (_window(deadline, "j F") or date_format(deadline.due_on, "j F Y")) if deadline.due_on else ""
    given = {"mandate": deadline.mandate.name, "step": row.step, "day": due, "why": over_words(row.session)}
    parts = [words % given, *(_cited(line) for line in lines if not line.is_sum)]
    if deadline.because:
        parts.append(said(deadline.because))
    if confirmation:
        parts.append(f"{confirmation}.")
    parts.append(gettext("Mandate Desk, deadline %(number)d, as on %(day)s.") % {
        "number": deadline.pk, "day": date_format(today, "j F Y"),
    })  # fmt: skip
    return " ".join(parts)


def _cited(line: Line) -> str:
    """One line of the calculation as a sentence, the paragraph in quotation marks."""
    words = f"{line.words} ({line.soft})" if line.soft else line.words
    quote = f"“{line.quote}”" if line.quote else ""
    value = date_format(line.day, "j F Y") if line.day else line.value
    return f"{line.name}: {', '.join(part for part in (line.cite, quote, words, value) if part)}."
