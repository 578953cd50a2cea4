"""What the sheets hold: deadlines, forecast, pack of a session, renewals, compliance, each as columns and rows."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from mandates.lists.compliance import STANDINGS, Compliance, Submission
from mandates.lists.forecast import ForecastLine
from mandates.lists.holders import present_holder, six_years_words
from mandates.lists.packs import mandates_of
from mandates.lists.reasons import adjustments_of, rule_of
from mandates.lists.renewals import renewal_word
from mandates.lists.reports import OnTheWay, titled
from mandates.lists.wording import term_words
from mandates.models import Adoption, Deadline, HandOver, Mandate, MandateAction, Panel, Resolution, Standing, User

from .sheets import Column, Sheet


def deadlines_sheet(deadlines: Iterable[Deadline], today: date) -> Sheet:
    """The deadlines as the list prints them; `deadlines` come with their row facts."""
    acting = HandOver.objects.acting(today)
    columns = [
        Column(_("Due")), Column(_("Until")), Column(_("Standing")), Column(_("Step"), 40), Column(_("Session"), 10),
        Column(_("Mandate"), 40), Column(_("Text"), 12), Column(_("Paragraph"), 10), Column(_("Rule"), 44),
        Column(_("Moved"), 36), Column(_("Estimate"), 10), Column(_("Done on")), Column(_("Officer"), 20),
        Column(_("Address"), 44),
    ]  # fmt: skip
    return Sheet(_("Deadlines"), columns, (_deadline_row(each, acting.officer(each), today) for each in deadlines))


def _deadline_row(deadline: Deadline, officer: User | None, today: date) -> list:
    text = deadline.source_resolution
    return [
        deadline.due_on,
        deadline.window_ends,
        standing_words(deadline, today),
        _(deadline.step),
        deadline.session and deadline.session.name,
        deadline.mandate.name,
        text and text.short_symbol,
        deadline.source_paragraph,
        rule_of(deadline),
        "; ".join(adjustments_of(deadline)),
        _("estimate") if deadline.is_estimate else None,
        deadline.met_on,
        officer and str(officer),
        settings.DESK_URL + reverse("deadline", args=[deadline.pk]),
    ]


def standing_words(deadline: Deadline, today: date) -> str:
    """In a word, as the list says it: late, open, suggested, not recorded, done."""
    if deadline.met_on or deadline.standing == Deadline.Standing.MET:
        return _("done")
    if deadline.standing == Deadline.Standing.SUGGESTED:
        return _("suggested")
    if deadline.standing == Deadline.Standing.NOT_RECORDED:
        return _("not recorded")
    return _("late") if deadline.is_late(today) else _("open")


def forecast_sheet(window: str, lines: Iterable[ForecastLine]) -> Sheet:
    columns = [
        Column(_("Title"), 60), Column(_("Legislative mandate"), 24), Column(_("Paragraph"), 10),
        Column(_("Words at most"), 12), Column(_("Languages"), 18), Column(_("Planned submission")),
        Column(_("Wanted issuance")), Column(_("Meeting"), 24), Column(_("Opens")), Column(_("Closes")),
        Column(_("Dialogue")), Column(_("Estimate"), 10), Column(_("Stream"), 14), Column(_("Symbol"), 16),
        Column(_("Mandate"), 30), Column(_("Officer"), 18),
    ]  # fmt: skip
    return Sheet(_("Forecast %(window)s") % {"window": window}, columns, (_forecast_row(line) for line in lines))


def _forecast_row(line: ForecastLine) -> list:
    return [
        line.title,
        line.text,
        line.paragraph,
        line.limit,
        line.languages,
        line.submission,
        line.issuance,
        line.meeting,
        line.opens_on,
        line.closes_on,
        line.dialogue_on,
        _("estimate") if line.is_estimate else None,
        _("confirmed") if line.is_confirmed else _("not confirmed"),
        line.symbol,
        line.mandate,
        line.officer,
    ]


def reports_sheet(name: str, reports: Iterable[OnTheWay]) -> Sheet:
    columns = [
        Column(_("Mandate"), 40), Column(_("Title"), 50), Column(_("Text"), 20), Column(_("Paragraph"), 10),
        Column(_("Symbol"), 18), Column(_("Stage"), 14), Column(_("Stream"), 14), Column(_("Submission planned")),
        Column(_("Submitted")), Column(_("Days late"), 10), Column(_("Why it is late"), 40),
        Column(_("Issue planned")), Column(_("Issued")), Column(_("Presented")), Column(_("Words"), 10),
        Column(_("Words at most"), 12),
    ]  # fmt: skip
    return Sheet(name, columns, (_report_row(each) for each in reports))


def _report_row(each: OnTheWay) -> list:
    report, obligation = each.report, each.report.obligation
    return [
        report.mandate.name,
        titled(report),
        each.text,
        each.paragraph,
        report.symbol,
        each.stage_word,
        obligation and (_("confirmed") if obligation.standing == Standing.CONFIRMED else _("not confirmed")),
        each.submission.planned_on,
        each.submission.on,
        each.days_late or None,
        each.late_reason or None,
        each.issue.planned_on,
        each.issue.on,
        each.presentation.on,
        report.words,
        each.limit,
    ]


def panels_sheet(panels: Iterable[Panel]) -> Sheet:
    """The panels of a session, as `lists.packs.pack_of` gives them."""
    columns = [
        Column(_("Words of the text"), 80), Column(_("Text"), 14), Column(_("Paragraph"), 10), Column(_("Mandate"), 50),
    ]  # fmt: skip
    rows = (
        [
            panel.words,
            panel.resolution.short_symbol,
            panel.paragraph.key,
            "; ".join(mandate.name for mandate in mandates_of(panel.resolution)) or None,
        ]
        for panel in panels
    )
    return Sheet(_("Panels"), columns, rows)


def renewals_sheet(mandates: Iterable[Mandate]) -> Sheet:
    """`mandates` come with their renewal facts (`lists.renewals.with_renewal_facts`)."""
    columns = [
        Column(_("Mandate"), 50), Column(_("State"), 24), Column(_("Decided at"), 12), Column(_("Opens")),
        Column(_("Closes")), Column(_("Anniversary")), Column(_("Gap"), 8), Column(_("Runs on"), 14),
        Column(_("Paragraph"), 10), Column(_("Term"), 14), Column(_("Last vote"), 18), Column(_("Holder"), 28),
        Column(_("Took office")), Column(_("Six years at most"), 18), Column(_("Officer"), 20),
    ]  # fmt: skip
    return Sheet(_("Renewals"), columns, (_renewal_row(mandate) for mandate in mandates))


def _renewal_row(mandate: Mandate) -> list:
    action, session = mandate.runs_on, mandate.renewal_session
    holder = present_holder(list(mandate.holders.all()))
    return [
        mandate.name,
        renewal_word(mandate),
        session and session.name,
        session and session.opens_on,
        session and session.closes_on,
        mandate.anniversary,
        _("gap") if mandate.renewal_gap else None,
        action and action.resolution.short_symbol,
        action and action.paragraph_key,
        action and term_words(action.term),
        vote_words(action.resolution) if action else None,
        holder and holder.name,
        holder and holder.took_office,
        six_years_words(holder) or None,
        mandate.owner and str(mandate.owner),
    ]


def vote_words(text: Resolution) -> str | None:
    """A vote in figures: "31–13–3" (in favour, against, abstaining), "without a vote"; None where not recorded."""
    if text.adoption == Adoption.WITHOUT_VOTE:
        return _("without a vote")
    figures = (text.in_favour, text.against, text.abstaining)
    return None if None in figures else "–".join(map(str, figures))


def decided_sheet(actions: Iterable[MandateAction]) -> Sheet:
    columns = [
        Column(_("Mandate"), 50), Column(_("Text"), 14), Column(_("Paragraph"), 10), Column(_("Does"), 20),
        Column(_("Term"), 14), Column(_("Adopted")), Column(_("Vote"), 18),
    ]  # fmt: skip
    rows = (
        [
            action.mandate.name,
            action.resolution.short_symbol,
            action.paragraph_key,
            action.get_what_display(),
            term_words(action.term),
            action.resolution.adopted,
            vote_words(action.resolution),
        ]
        for action in actions
    )
    return Sheet(_("Decided"), columns, rows)


def compliance_sheets(quarter: str, rows: Iterable[Compliance], submissions: Iterable[Submission]) -> Iterator[Sheet]:
    """The table by mandate, and the list behind its numbers."""
    columns = [
        Column(_("Mandate"), 50), Column(_("Fell due"), 10), *(Column(words, 16) for words in STANDINGS.values()),
        Column(_("Per cent on time"), 12), Column(_("Average delay in days"), 14),
    ]  # fmt: skip
    yield Sheet(
        _("On time %(quarter)s") % {"quarter": quarter},
        columns,
        ([row.mandate, row.due, *(number for _word, number in row.numbers), row.share, row.delay] for row in rows),
    )
    columns = [
        Column(_("Mandate"), 50), Column(_("Session"), 12), Column(_("Due")), Column(_("Submitted")),
        Column(_("Standing"), 22), Column(_("Delay in days"), 12), Column(_("Why it is late"), 40),
        Column(_("Day known by"), 26),
    ]  # fmt: skip
    yield Sheet(
        _("Reports"),
        columns,
        (
            [
                each.mandate,
                each.session,
                each.due_on,
                each.submitted_on,
                each.words,
                each.delay or None,
                each.why or None,
                _("the date on the document") if each.is_by_document else None,
            ]
            for each in submissions
        ),
    )
