"""Who is to be told of what on a day, and has not been told yet."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from mandates.models import Deadline, Reminder, Rule

from .leads import lead_on, leads

LOOKED_AT = (
    "pk", "due_on", "late_after", "window_ends", "is_event", "snoozed_until", "rule__code", "rule__owner_leads",
    "rule__head_leads", "assigned_to", "mandate__owner", "mandate__deputy", "mandate__unit__head",
)  # fmt: skip


@dataclass(slots=True)
class Telling:
    """What is to be told on a day: the reminders by person, not yet kept anywhere, and what nobody can be told.

    `heads_told` are the deadlines of which the head of unit is told on the same day."""

    by_person: dict[int, list[Reminder]] = field(default_factory=dict)
    heads_told: set[int] = field(default_factory=set)
    without_officer: int = 0


def what_to_tell(today: date) -> Telling:
    """What every person is to be told on `today`: followed, unmet, dated and not snoozed, at a lead of its rule.

    The officer is the person assigned, otherwise owner or deputy of the mandate; the head is that of its unit. The end
    of a snooze is a lead of its own for the officer, who asked to hear of it on that day."""
    telling = Telling()
    due: dict[tuple, Reminder] = {}
    heads: dict[int, int] = {}
    rows = _looked_at(today)
    for row in rows.values(*LOOKED_AT):
        if row["is_event"] and (row["window_ends"] or row["due_on"] or today) < today:
            continue
        officer = row["assigned_to"] or row["mandate__owner"] or row["mandate__deputy"]
        head = row["mandate__unit__head"]
        for_officer = _officers_lead(today, row)
        for_head = lead_on(today, row["rule__head_leads"], row["due_on"], row["late_after"])
        if head != officer:
            heads[row["pk"]] = head
        telling.without_officer += officer is None and for_officer is not None
        for person, lead in ((officer, for_officer), (head, for_head)):
            if person is not None and lead is not None:
                key = (row["pk"], row["due_on"] or row["late_after"], row["rule__code"], lead, person)
                due[key] = Reminder(deadline_id=key[0], due_on=key[1], rule_code=key[2], lead=lead, person_id=person)
    told = Reminder.objects.filter(deadline__in=rows.values("pk"))
    for key in told.values_list("deadline", "due_on", "rule_code", "lead", "person"):
        due.pop(key, None)
    by_person = defaultdict(list)
    for reminder in due.values():
        by_person[reminder.person_id].append(reminder)
        if heads.get(reminder.deadline_id) == reminder.person_id:
            telling.heads_told.add(reminder.deadline_id)
    telling.by_person = dict(by_person)
    return telling


def _looked_at(today: date):
    """The deadlines of which anything could be told on `today`: near enough, late, or with a snooze that is over."""
    kept = Rule.objects.filter(is_on=True).values_list("owner_leads", "head_leads")
    farthest = max((lead for line in kept for part in line for lead in leads(part)), default=0)
    return (
        Deadline.objects.open()
        .filter(is_estimate=False, rule__is_on=True)
        .filter(Q(snoozed_until=None) | Q(snoozed_until__lte=today))
        .filter(
            Q(due_on__lte=today + timedelta(days=max(farthest, 0)))
            | Q(due_on=None, late_after__lt=today)
            | Q(due_on__isnull=False, snoozed_until__lte=today)
        )
    )


def _officers_lead(today: date, row: dict) -> int | None:
    lead = lead_on(today, row["rule__owner_leads"], row["due_on"], row["late_after"])
    if row["snoozed_until"] is None:
        return lead
    after_snooze = ((row["due_on"] or row["late_after"]) - row["snoozed_until"]).days
    return after_snooze if lead is None else min(lead, after_snooze)
