"""Claimed mails, written: what they are about is looked up once for all of them, as it stands at that moment."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from email.utils import formataddr
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Count, Prefetch

from mandates.models import (
    Deadline,
    HandOver,
    Mail,
    Mandate,
    MondayLook,
    Notice,
    NoticeSent,
    Recall,
    Reminder,
    ReportingObligation,
    Resolution,
    Session,
    User,
)
from mandates.models.reminders import RECALLED, SNOOZED_AGAIN

from . import links
from .digest import compose
from .frame import Letter
from .monday import compose_views
from .notice import compose_notice

PRINTED = (
    "mandate", "rule", "step", "report", "session", "source_resolution", "source_paragraph", "anchor", "offset_words",
    "adjustments", "counted_on", "due_on", "window_ends", "late_after", "is_estimate", "is_event", "standing",
    "because", "set_by_hand", "set_by", "met_on", "assigned_to", "snoozed_until", "snoozes",
)  # fmt: skip
NAMES = ("first_name", "last_name", "username")
MANDATES = Mandate.objects.select_related("owner", "deputy", "unit").only(
    "name", "short_name", "is_example", "unit__head",
    *(f"{who}__{name}" for who in ("owner", "deputy") for name in NAMES),
)  # fmt: skip
# Looked up apart and not joined: a few rules, sessions and texts stand behind the dates of many mails.
BEHIND = (
    "rule",
    "report",
    Prefetch("session", Session.objects.only("body", "kind", "number")),
    Prefetch("source_resolution", Resolution.objects.only("symbol")),
    Prefetch("mandate", MANDATES),
    Prefetch("assigned_to", User.objects.only(*NAMES)),
    Prefetch("set_by", User.objects.only(*NAMES)),
)
DOUBT_LASTS = timedelta(days=7)  # how long a mail in doubt is spoken of in those that follow
SIGNED = re.compile(rf"(/mail/(?:{'|'.join(links.PURPOSES)})/)[^\s/]+")


class Kept(NamedTuple):
    """Of a reminder what its mail is written from."""

    pk: int
    mail_id: int
    deadline_id: int
    person_id: int
    rule_code: str
    due_on: date


@dataclass(slots=True)
class Written:
    """A mail as it goes out, or None where nothing is left to say; `left_out` are the reminders that are moot."""

    letter: Letter | None
    left_out: list[int] = field(default_factory=list)


def text_to_keep(text: str) -> str:
    """The text as the desk keeps it: whole, but for the secret part of its links, which is for its reader alone."""
    return SIGNED.sub(r"\1…", text)


class Writing:
    """What a few claimed `mails` of the day `today` say. It asks the database once for all of them."""

    def __init__(self, mails: Sequence[Mail], today: date):
        self.today = today
        self._acting = HandOver.objects.acting(today)
        keys = [mail.pk for mail in mails]
        people = {mail.person_id for mail in mails}
        self._reminders: dict[int, list[Kept]] = defaultdict(list)
        for row in Reminder.objects.filter(mail__in=keys).order_by("pk").values_list(*Kept._fields):
            reminder = Kept._make(row)
            self._reminders[reminder.mail_id].append(reminder)
        named = {reminder.deadline_id for reminders in self._reminders.values() for reminder in reminders}
        self._deadlines = Deadline.objects.only(*PRINTED).prefetch_related(*BEHIND).in_bulk(named)
        self._heads_told = self._told_to_heads(named)
        self._recalls = {
            (row.deadline_id, row.person_id, row.on): row.why
            for row in Recall.objects.filter(person__in=people, deadline__in=named)
        }
        self._doubtful: dict[int, list[Mail]] = defaultdict(list)
        doubtful = Mail.objects.filter(person__in=people, state=Mail.State.DOUBT, on__gte=today - DOUBT_LASTS)
        for mail in doubtful.exclude(pk__in=keys).defer("text").order_by("pk"):
            self._doubtful[mail.person_id].append(mail)
        self._notices = defaultdict(list)
        with_facts = Prefetch("notice", Notice.objects.with_row_facts())
        for sent in NoticeSent.objects.filter(mail__in=keys).prefetch_related(with_facts).order_by("notice_id"):
            self._notices[sent.mail_id].append(sent.notice)
        self._views = defaultdict(list)
        for look in MondayLook.objects.filter(mail__in=keys).select_related("view").order_by("view__position", "pk"):
            self._views[look.mail_id].append(look.view)
        self._suggestions = self._number_of_suggestions(people, today)

    def _number_of_suggestions(self, people: set[int], today: date) -> Counter[int | None]:
        """How many streams wait for each of `people` to confirm them, as owner of the mandate or standing in."""
        waiting = ReportingObligation.objects.awaiting_confirmation().of_officers(people, today).order_by()
        number: Counter[int | None] = Counter()
        columns = ("mandate", "mandate__owner", "mandate__deputy")
        for mandate, owner, deputy, waits in waiting.values_list(*columns).annotate(Count("pk")):
            number[self._acting.officer_id(mandate, None, owner, deputy)] += waits
        return number

    def write(self, mail: Mail) -> Written:
        """What `mail` says now. A date that was met, snoozed, handed on or lost since it was kept is left out."""
        habit = getattr(mail.person, "mail_habit", None)
        if mail.kind == Mail.Kind.NOTICE:
            notices = self._notices[mail.pk]
            is_wanted = notices and (habit is None or habit.notices)
            return Written(compose_notice(mail.person, notices, self.today, mail=mail) if is_wanted else None)
        if mail.kind == Mail.Kind.VIEWS:
            is_wanted = habit is None or habit.views
            views = self._views[mail.pk] if is_wanted else []
            return Written(compose_views(mail.person, views, self.today, mail=mail))
        if habit is not None and not habit.digest:
            return Written(None, [reminder.pk for reminder in self._reminders[mail.pk]])
        person = mail.person
        due, recalled, left_out = {}, {}, []
        for reminder in self._reminders[mail.pk]:
            deadline = self._deadlines.get(reminder.deadline_id)
            if deadline is None:  # planned away since, and with it what was to be told
                continue
            if reminder.rule_code == RECALLED:
                recalled[deadline] = self._recalls.get((deadline.pk, person.pk, reminder.due_on), "")
            elif self._is_to_tell(deadline, reminder):
                due[deadline.pk] = deadline
            else:
                left_out.append(reminder.pk)
        followed = [notice for notice in self._notices[mail.pk] if _is_followed_by_mail(notice)]
        if not due and not recalled and not followed:
            return Written(None, left_out)
        letter = compose(
            person,
            list(due.values()),
            self.today,
            heads_told=self._heads_told,
            recalled=recalled,
            suggestions=self._suggestions[person.pk],
            doubtful=self._doubtful[person.pk],
            followed=followed,
            mail=mail,
            acting=self._acting,
        )
        return Written(letter, left_out)

    def _is_to_tell(self, deadline: Deadline, reminder: Kept) -> bool:
        if not deadline.is_open() or deadline.is_estimate or not (deadline.due_on or deadline.late_after):
            return False
        officer = self._officer(deadline)
        is_snoozed = deadline.snoozed_until is not None and deadline.snoozed_until > self.today
        if is_snoozed and reminder.person_id == officer and reminder.rule_code != SNOOZED_AGAIN:
            return False
        return reminder.person_id in (officer, self._head(deadline))

    def _officer(self, deadline: Deadline) -> int | None:
        mandate = deadline.mandate
        return self._acting.officer_id(mandate.pk, deadline.assigned_to_id, mandate.owner_id, mandate.deputy_id)

    def _head(self, deadline: Deadline) -> int | None:
        return self._acting.head_id(deadline.mandate.unit and deadline.mandate.unit.head_id)

    def _told_to_heads(self, named: set[int]) -> set[int]:
        heads = {pk: self._head(row) for pk, row in self._deadlines.items()}
        heads = {pk: head for pk, head in heads.items() if head not in (None, self._officer(self._deadlines[pk]))}
        told = Reminder.objects.filter(deadline__in=heads, person__in=set(heads.values()), mail__on=self.today)
        return {pk for pk, person in told.values_list("deadline", "person") if heads[pk] == person}


def _is_followed_by_mail(notice: Notice) -> bool:
    return notice.read_at is None and any(follow.by_mail for follow in notice.follows.all())


def message_of(mail: Mail, letter: Letter) -> EmailMultiAlternatives:
    """The message of `mail`. Its Message-ID is the same at every try, until a person lets the mail be sent again; one
    press ends such mail (RFC 8058).

    It leaves under its own address where the office has one for what comes back: "bounces+NAME@host"."""
    name = links.name_of(mail)
    box, _at, host = settings.BOUNCE_ADDRESS.rpartition("@")
    message = EmailMultiAlternatives(
        subject=" ".join(letter.subject.split()),
        body=letter.text,
        from_email=f"{box}+{name}@{host}" if box else settings.DEFAULT_FROM_EMAIL,
        to=[formataddr((str(mail.person), mail.person.email))],
        headers={
            "From": settings.DEFAULT_FROM_EMAIL,
            "Message-ID": f"<{name}@{urlsplit(settings.DESK_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{links.stop_address(mail.person, mail.kind)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    message.attach_alternative(letter.html, "text/html")
    return message
