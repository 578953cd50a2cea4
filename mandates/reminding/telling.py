"""Who is to be told of what on a day, and has not been told yet."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from mandates.models import Deadline, HandOver, LogEntry, MailHabit, Recall, Reminder, ReminderChoice, Rule
from mandates.models.handovers import Acting
from mandates.models.reminders import RECALLED, SNOOZED_AGAIN
from mandates.planning.leads import lead_on, leads
from mandates.records.reminders import ToTell

from .hours import DaysOff, Hours, Moment

LOOKED_AT = (
    "pk", "due_on", "late_after", "window_ends", "is_event", "snoozed_until", "obligation", "mandate",
    "rule__code", "rule__owner_leads", "rule__head_leads", "rule__is_ours", "assigned_to", "mandate__owner",
    "mandate__deputy", "mandate__unit__head", "is_explained",
)  # fmt: skip
OFFICERS = ("mandate", "assigned_to", "mandate__owner", "mandate__deputy")
A_WEEK_LATE = -7  # from here on a note that says why it is late keeps it from the head of unit
TIMES_SNOOZED = 3  # the snooze of which the head of unit hears


@dataclass(slots=True)
class Telling:
    """What is to be told on a day: the reminders by person, not yet kept anywhere, and what nobody can be told.

    `heads_told` are the deadlines of which the head of unit is told on the same day."""

    by_person: dict[int, list[ToTell]] = field(default_factory=dict)
    heads_told: set[int] = field(default_factory=set)
    without_officer: int = 0


class Wishes:
    """What people chose on top of the rules, as on a day and hour: all of it in three queries."""

    def __init__(self, today: date, at: datetime):
        self.moment = Moment.of(today, at)
        self.days_off = DaysOff()
        habits = {habit.person_id: habit for habit in MailHabit.objects.all()}
        self.off = {person for person, habit in habits.items() if not habit.digest}
        self._hours = {person: Hours.of(habit, self.moment, self.days_off) for person, habit in habits.items()}
        self._any_hour = Hours(self.moment, self.days_off)
        self.choices = {(row.person_id, row.kind, row.mandate_id): row for row in ReminderChoice.objects.all()}

    def hours(self, person: int) -> Hours:
        return self._hours.get(person, self._any_hour)

    def is_silent(self, person: int) -> bool:
        return person in self.off or self.hours(person).is_silent

    def wanting_digests(self, since: Mapping[int, date]) -> set[int]:
        """Those people who get digests, on this day, and to whom what waits `since` a day is to be told by now."""
        return {person for person, day in since.items() if not self.is_silent(person) and self.has_come(person, day)}

    def has_come(self, person: int, day: date) -> bool:
        """Whether the hour at which `person` wants to hear of what happened by `day` has come. A day that is still
        ahead counts as this one: where the desk shows an earlier day, things happen on the real one."""
        return self.hours(person).has_come(min(day, self.moment.day), -1)

    def leads(self, person: int | None, row: dict) -> str:
        """The leads of `row`'s rule, or what `person` chose instead; "" where the person chose not to be told.

        What is chosen for a kind of step of one mandate goes before the mandate, that before the kind, and that before
        the own default."""
        if self.choices:
            kind = kind_of(row)
            for about in ((kind, row["mandate"]), ("", row["mandate"]), (kind, None), ("", None)):
                if choice := self.choices.get((person, *about)):
                    return (choice.leads or row["rule__owner_leads"]) if choice.is_on else ""
        return row["rule__owner_leads"]

    @property
    def farthest(self) -> int:
        """The longest lead of any rule or choice, in days."""
        kept = [*Rule.objects.filter(is_on=True).values_list("owner_leads", "head_leads")]
        kept += [(choice.leads, "") for choice in self.choices.values()]
        longest = max((lead for line in kept for part in line for lead in leads(part)), default=0)
        return max(longest, 0) + 7  # and what is told on the working day before


def kind_of(row: dict) -> str:
    """The kind of step that a person can choose about: own, others or renewal."""
    if row["obligation"] is None:
        return ReminderChoice.Kind.RENEWAL
    told = leads(row["rule__owner_leads"])
    is_others = not row["rule__is_ours"] and told and told[0] < 0  # told only after its day: somebody else publishes it
    return ReminderChoice.Kind.OTHERS if is_others else ReminderChoice.Kind.OWN


def what_to_tell(today: date, at: datetime | None = None) -> Telling:
    """What every person is to be told on `today`, at the moment `at` (now where none is given): followed, unmet, dated
    and not snoozed, at a lead of its rule or of the person's own choice, on a day and at an hour that the person wants.

    The officer is the person assigned, otherwise owner or deputy of the mandate; the head is that of its unit; or
    whoever stands in for that person on the day. A snooze silences the officer alone: what reaches the head is not the
    officer's to put off. The end of a snooze is a lead of its own for the officer, who asked to hear of it on that day.
    Of what is a week late the head hears unless a note says why. Recalls are told on their day, whatever happened."""
    wishes = Wishes(today, at or timezone.now())
    acting = HandOver.objects.acting(today)
    telling = Telling()
    due: dict[ToTell, None] = {}  # in the order in which they were found
    heads: dict[int, int] = {}
    rows = _looked_at(today, wishes)
    for row in rows.values(*LOOKED_AT):
        if row["is_event"] and (row["window_ends"] or row["due_on"] or today) < today:
            continue
        officer = acting.officer_id(*(row[name] for name in OFFICERS))
        head = acting.head_id(row["mandate__unit__head"])
        for_officer = _officers_lead(today, row, wishes, officer)
        for_head = _heads_lead(today, row, wishes, head, officer)
        if head != officer:
            heads[row["pk"]] = head
        telling.without_officer += officer is None and for_officer is not None
        for person, lead in ((officer, for_officer), (head, for_head)):
            if person is not None and lead is not None:
                due[ToTell(row["pk"], row["due_on"] or row["late_after"], row["rule__code"], lead, person)] = None
    _add_snoozed_again(due, heads, wishes, acting)
    _add_recalled(due, wishes)
    told = Reminder.objects.filter(deadline__in={reminder.deadline_id for reminder in due})
    if len(due) > 500:  # as one query of the database's own, not one with thousands of numbers in it
        told = Reminder.objects.filter(Q(deadline__in=rows.values("pk")) | Q(rule_code__in=[RECALLED, SNOOZED_AGAIN]))
    for reminder in told.values_list(*ToTell._fields):
        due.pop(reminder, None)
    by_person = defaultdict(list)
    for reminder in due:
        if wishes.is_silent(reminder.person_id):
            continue
        by_person[reminder.person_id].append(reminder)
        if heads.get(reminder.deadline_id) == reminder.person_id:
            telling.heads_told.add(reminder.deadline_id)
    telling.by_person = dict(by_person)
    return telling


def _looked_at(today: date, wishes: Wishes):
    """The deadlines of which anything could be told on `today`: near enough, late, or with a snooze that is over; also
    what is snoozed, of which the head may have to hear."""
    notes = LogEntry.objects.filter(deadline=OuterRef("pk"), what=LogEntry.What.NOTE, on__gte=OuterRef("late_after"))
    return (
        Deadline.objects.open()
        .filter(is_estimate=False, rule__is_on=True)
        .filter(
            Q(due_on__lte=today + timedelta(days=wishes.farthest))
            | Q(due_on=None, late_after__lt=today)
            | Q(due_on__isnull=False, snoozed_until__lte=today)
        )
        .annotate(is_explained=Exists(notes))
    )


def _heads_leads(row: dict) -> str:
    """The head's leads of the rule; without those a week after and later where a note says why it is late."""
    kept = row["rule__head_leads"]
    if not row["is_explained"]:
        return kept
    return ",".join(str(lead) for lead in leads(kept) if lead > A_WEEK_LATE)


def _heads_lead(today: date, row: dict, wishes: Wishes, head: int | None, officer: int | None) -> int | None:
    if head == officer and _is_snoozed(row, today):
        return None  # the own snooze of a head who is the officer too
    hours = wishes.hours(head)
    return lead_on(today, _heads_leads(row), row["due_on"], row["late_after"], has_come=hours.has_come)


def _is_snoozed(row: dict, today: date) -> bool:
    return row["snoozed_until"] is not None and row["snoozed_until"] > today


def _officers_lead(today: date, row: dict, wishes: Wishes, officer: int | None) -> int | None:
    if _is_snoozed(row, today):
        return None
    hours = wishes.hours(officer)
    lead = lead_on(today, wishes.leads(officer, row), row["due_on"], row["late_after"], has_come=hours.has_come)
    if row["snoozed_until"] is None or not hours.has_come(row["snoozed_until"], -1):
        return lead
    after_snooze = ((row["due_on"] or row["late_after"]) - row["snoozed_until"]).days
    return after_snooze if lead is None else min(lead, after_snooze)


def _add_snoozed_again(due: dict, heads: dict, wishes: Wishes, acting: Acting) -> None:
    """A third snooze reaches the head of unit, once a deadline, though nobody else is told of what is snoozed."""
    told = Reminder.objects.filter(
        deadline=OuterRef("pk"), rule_code=SNOOZED_AGAIN, person=OuterRef("mandate__unit__head")
    )
    snoozed = LogEntry.objects.filter(deadline=OuterRef("pk"), what=LogEntry.What.SNOOZED).order_by("-pk")
    rows = (
        Deadline.objects.open()
        .filter(snoozes__gte=TIMES_SNOOZED, is_estimate=False, mandate__unit__head__isnull=False)
        .filter(~Exists(told))
        .annotate(told_as=F("mandate__unit__head"), snoozed_on=Subquery(snoozed.values("on")[:1]))
    )
    for row in rows.values("pk", "due_on", "late_after", "told_as", "snoozed_on", *OFFICERS):
        officer = acting.officer_id(*(row[name] for name in OFFICERS))
        head = acting.head_id(row["told_as"])
        day = row["due_on"] or row["late_after"]
        if day and officer != head and wishes.has_come(head, row["snoozed_on"] or wishes.moment.day):
            due[ToTell(row["pk"], day, SNOOZED_AGAIN, TIMES_SNOOZED, head)] = None
            heads[row["pk"]] = head


def _add_recalled(due: dict, wishes: Wishes) -> None:
    told = Reminder.objects.filter(
        deadline=OuterRef("deadline"), person=OuterRef("person"), due_on=OuterRef("on"), rule_code=RECALLED
    )
    rows = Recall.objects.filter(~Exists(told), on__lte=wishes.moment.day)
    for deadline, on, person in rows.values_list("deadline", "on", "person"):
        if wishes.hours(person).has_come(on, -1):
            due[ToTell(deadline, on, RECALLED, 0, person)] = None
