"""An office to measure on: many mandates with some years of dates, made up and recognisable as such.

Its people, subjects and words are invented, its symbols carry numbers from 9001 on, which no session reaches."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mandates.models import (
    Addressee,
    Deadline,
    Mandate,
    MandateAction,
    MandateHolder,
    ObligationSource,
    Paragraph,
    Relation,
    Report,
    ReportingObligation,
    Request,
    RequestSource,
    Resolution,
    Role,
    Session,
    Standing,
    Unit,
    User,
)

from .deadlines import NotAccepted
from .loading import is_empty, load_reference
from .many_rows import insert, look_at_all
from .planning import replan

AT_ONCE = 500  # mandates made in one go
A_YEAR = 3  # three regular sessions make a year
YEARS = 10  # that the texts of a mandate and its reports go back, unless told
SUBJECTS = ("lanterns", "paper boats", "quiet streets", "borrowed umbrellas", "window gardens", "slow trains")
ASKED = (
    "to keep the invented register of {subject} up to date",
    "to seek the views of invented stakeholders on {subject}",
    "to consider made-up ways of mending {subject}",
    "to lend the mandate holder all made-up means that {subject} need",
    "to answer invented letters about {subject} in good time",
)
ASKED_OF = ("States", "Independent Expert", "OHCHR", "Secretary-General", "Civil society")
SAID = "the made-up importance of {subject} in an office that exists only to be measured, and of {subject} again"


@dataclass(frozen=True, slots=True)
class OfficeMade:
    mandates: int
    resolutions: int
    requests: int
    deadlines: int
    people: int


def _people(mandates: int) -> list[User]:
    """An officer for twelve mandates, a head for six officers."""
    officers = max(1, mandates // 12)
    units = Unit.objects.bulk_create(Unit(name=f"Invented unit {n + 1}") for n in range(max(1, officers // 6)))
    people = User.objects.bulk_create(
        User(
            username=f"invented-{n + 1}",
            first_name="Invented",
            last_name=f"Officer {n + 1}",
            email=f"officer-{n + 1}@office.invalid",
            password="!",  # nobody signs in with it
            unit=units[n % len(units)],
            role=Role.HEAD if n < len(units) else Role.OFFICER,
        )
        for n in range(officers)
    )
    for unit, head in zip(units, people, strict=False):
        unit.head = head
    Unit.objects.bulk_update(units, ["head"])
    return people


@dataclass(slots=True)
class _Maker:
    on: date
    chance: random.Random
    people: list[User]
    sessions: dict[tuple[str, int], Session]
    addressees: list[Addressee]
    years: int
    made_up: int = 9000

    def number(self) -> int:
        self.made_up += 1
        return self.made_up

    def last_council_session(self) -> int:
        held = [s.number for s in self.sessions.values() if s.body == "HRC" and s.closes_on and s.closes_on < self.on]
        return max(held)

    def mandates(self, first: int, count: int) -> list[Mandate]:
        rows = []
        for n in range(first, first + count):
            owner = self.people[n % len(self.people)]
            subject = SUBJECTS[n % len(SUBJECTS)]
            rows.append(
                Mandate(
                    name=f"Independent Expert on invented subject {n + 1}: {subject}",
                    short_name=f"Invented subject {n + 1}",
                    slug=f"invented-subject-{n + 1}",
                    kind=Mandate.Kind.COUNTRY if n % 4 == 3 else Mandate.Kind.THEMATIC,
                    owner=owner,
                    unit=owner.unit,
                    followed_since=self.on - timedelta(days=365),
                )
            )
        return Mandate.objects.bulk_create(rows)

    def chain(self, mandate: Mandate) -> tuple[int, list[int]]:
        """Years of a term, and the sessions whose texts decide on `mandate`, oldest first."""
        years = 1 if mandate.kind == Mandate.Kind.COUNTRY else 3
        newest = self.last_council_session() - self.chance.randrange(A_YEAR * years)
        numbers = range(newest, newest - A_YEAR * self.years, -A_YEAR * years)
        return years, sorted(n for n in numbers if ("HRC", n) in self.sessions)

    def texts(self, mandates: list[Mandate]) -> dict[int, tuple[int, list[Resolution]]]:
        chains = {mandate.pk: self.chain(mandate) for mandate in mandates}
        rows: dict[int, list[Resolution]] = {}
        for mandate in mandates:
            rows[mandate.pk] = []
            for number in chains[mandate.pk][1]:
                session = self.sessions["HRC", number]
                closes = session.closes_on or session.opens_on + timedelta(days=25)
                made_up = self.number()
                rows[mandate.pk].append(
                    Resolution(
                        symbol=f"A/HRC/RES/{number}/{made_up}",
                        session=session,
                        title=f"Mandate of the {mandate.name}",
                        agenda_item="3",
                        adopted=(closes - timedelta(days=self.chance.randrange(3))).isoformat(),
                        meeting=made_up % 50 + 1,
                        adoption="without_vote",
                        original_text="made up",
                        imported_at=timezone.now(),
                        source="made up to measure on",
                    )
                )
        Resolution.objects.bulk_create(row for texts in rows.values() for row in texts)
        return {pk: (chains[pk][0], texts) for pk, texts in rows.items()}

    def paragraphs(self, mandate: Mandate, text: Resolution, years: int) -> Iterator[tuple]:
        subject = mandate.name.rpartition(": ")[2]
        for n in range(5):
            words = f"Recalling {SAID.format(subject=subject)} ({n + 1}),"
            yield text.pk, n, "preambular", "", f"PP{n + 1}", "Recalling", words
        operative = [
            ("Decides", f"Decides to extend the mandate of the {mandate.name} for a period of {years} made-up years;"),
            *(
                ("Requests", f"Requests {of} {what.format(subject=subject)};")
                for of, what in zip(ASKED_OF, ASKED, strict=True)
            ),
            ("Requests", "Requests the Independent Expert to report annually to the Human Rights Council;"),
            *(("Stresses", f"Stresses {SAID.format(subject=subject)};") for _n in range(3)),
        ]
        for n, (verb, words) in enumerate(operative, start=1):
            yield text.pk, 4 + n, "operative", str(n), str(n), verb, words

    def fill(self, mandates: list[Mandate]) -> None:
        """Give `mandates` their texts, what these decide and ask, their reports so far and a holder each."""
        texts = self.texts(mandates)
        asks = Request.objects.bulk_create(
            Request(mandate=mandate, verb="request", text=words.format(subject=mandate.name.rpartition(": ")[2]),
                    standing="confirmed")
            for mandate in mandates
            for words in ASKED
        )  # fmt: skip
        streams = ReportingObligation.objects.bulk_create(
            ReportingObligation(
                mandate=mandate,
                addressee=self.addressees[1],
                recipient=recipient,
                recurrence="annual",
                words="annually",
                standing=Standing.CONFIRMED,
                followed_since=mandate.followed_since,
                confirmed_at=timezone.now(),
            )
            for mandate in mandates
            for recipient in (("HRC", "GA") if mandate.kind == Mandate.Kind.THEMATIC else ("HRC",))
        )
        chains = {mandate.pk: texts[mandate.pk][1] for mandate in mandates}
        insert(
            Paragraph,
            ("resolution_id", "position", "kind", "number", "key", "verb", "text"),
            (
                paragraph
                for mandate in mandates
                for text in chains[mandate.pk]
                for paragraph in self.paragraphs(mandate, text, texts[mandate.pk][0])
            ),
        )
        acts = MandateAction.What
        insert(
            MandateAction,
            ("mandate_id", "resolution_id", "what", "term", "paragraph_key"),
            (
                (pk, text.pk, acts.EXTENDS if n else acts.CREATES, f"P{texts[pk][0]}Y", "1")
                for pk, chain in chains.items()
                for n, text in enumerate(chain)
            ),
        )
        insert(
            RequestSource,
            ("request_id", "resolution_id", "paragraph_key", "relation"),
            (
                (ask.pk, text.pk, str(n % len(ASKED) + 2), Relation.RENEWED if i else Relation.CREATED)
                for n, ask in enumerate(asks)
                for i, text in enumerate(chains[ask.mandate_id])
            ),
        )
        insert(
            Request.addressees.through,
            ("request_id", "addressee_id"),
            ((ask.pk, self.addressees[n % len(ASKED)].pk) for n, ask in enumerate(asks)),
        )
        insert(
            ObligationSource,
            ("obligation_id", "resolution_id", "paragraph_key"),
            ((stream.pk, text.pk, "7") for stream in streams for text in chains[stream.mandate_id]),
        )
        insert(
            Report,
            ("mandate_id", "obligation_id", "session_id", "symbol", "document_date"),
            (report for stream in streams for report in self.reports(stream, chains[stream.mandate_id])),
        )
        MandateHolder.objects.bulk_create(
            MandateHolder(
                mandate=mandate,
                name=f"Invented Holder {mandate.pk}",
                took_office=(self.on - timedelta(days=self.chance.randrange(2000))).isoformat(),
            )
            for mandate in mandates
        )

    def reports(self, stream: ReportingObligation, chain: list[Resolution]) -> Iterator[tuple]:
        """The reports recorded so far, nearly all of those that fell due."""
        first = chain[0].session.number
        for (body, number), session in self.sessions.items():
            if body != stream.recipient or not session.opens_on or session.opens_on > self.on:
                continue
            is_due = number > first and number % A_YEAR == first % A_YEAR if body == "HRC" else (
                session.opens_on.year > chain[0].adopted_on.year
            )  # fmt: skip
            if is_due and self.chance.random() < 0.97:
                symbol = f"A/HRC/{number}/{self.number()}" if body == "HRC" else f"A/{number}/{self.number()}"
                day = session.opens_on - timedelta(days=70 + self.chance.randrange(-20, 5))
                yield stream.mandate_id, stream.pk, session.pk, symbol, day.isoformat()


def _meet_most_of_the_past(on: date, chance: random.Random) -> None:
    """In a living office nearly all of what is past was met; a few steps are late."""
    late = list(Deadline.objects.overdue(on).values_list("pk", flat=True))
    chance.shuffle(late)
    met = late[max(1, len(late) // 50) :]
    for start in range(0, len(met), 5000):
        Deadline.objects.filter(pk__in=met[start : start + 5000]).update(met_on=on - timedelta(days=30))


def make_office(mandates: int, *, on: date, seed: int = 1, years: int = YEARS) -> OfficeMade:
    """Fill an empty database with `mandates` made-up mandates whose dates lie around the day `on`, and go back for so
    many `years`.

    The same seed and day make the same office. Raises NotAccepted where the database holds anything."""
    if not is_empty() or User.objects.exists():
        raise NotAccepted(
            "This database holds an office already. Give DATABASE_URL of an empty one; nothing was written."
        )
    chance = random.Random(seed)
    with transaction.atomic():
        load_reference()
        regular = Session.objects.filter(Q(body="HRC") | Q(body="GA"), kind="regular", opens_on__isnull=False)
        recent = on.year - years - 1
        maker = _Maker(
            on,
            chance,
            _people(mandates),
            {(s.body, s.number): s for s in regular.order_by("opens_on") if s.opens_on.year >= recent},
            [Addressee.objects.get_or_create(name=name)[0] for name in ASKED_OF],
            years,
        )
        for first in range(0, mandates, AT_ONCE):
            maker.fill(maker.mandates(first, min(AT_ONCE, mandates - first)))
        look_at_all()  # replanning asks for its facts by mandate, and is to find them by index
        replan(None, on)
        _meet_most_of_the_past(on, chance)
        look_at_all()
    return OfficeMade(
        mandates=Mandate.objects.count(),
        resolutions=Resolution.objects.count(),
        requests=Request.objects.count(),
        deadlines=Deadline.objects.count(),
        people=User.objects.count(),
    )
