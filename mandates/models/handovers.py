"""Hand-overs until a day: who acts for whom, mandate by mandate, and who is told as head of unit in place of the head.
What is handed over for good changes the mandate."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .people import User

NAMES = ("first_name", "last_name", "username")
IN_FORCE = (
    "mandates", "away", "to", "until", "as_head",
    *(f"away__{name}" for name in NAMES), *(f"to__{name}" for name in NAMES),
)  # fmt: skip
AS_HEAD = 0  # in place of a mandate: the place of head, of whichever units the person heads


class Acting:
    """Who acts for whom on one day, mandate by mandate, and as head of unit; made by `HandOver.objects.acting(day)`.

    A stand-in who goes on leave too hands on what is stood in for, so that a date is followed from one to the next:
    whose it is, who stands in for that person, who stands in for the stand-in."""

    def __init__(self, in_force: Iterable):
        self.people: dict[int, User] = {}
        self._to: dict[tuple[int, int], int] = {}
        self._until: dict[tuple[int, int], date] = {}
        for mandate, away, to, until, as_head, *names in in_force:
            self.people[away] = User(pk=away, **dict(zip(NAMES, names[:3], strict=True)))
            self.people[to] = User(pk=to, **dict(zip(NAMES, names[3:], strict=True)))
            for place in (mandate, AS_HEAD if as_head else None):
                if place is not None:  # a row may be of mandates alone, or of the place of head alone
                    self._to[place, away] = to
                    self._until[place, away] = date.fromisoformat(str(until))

    def for_person(self, mandate: int, person: int) -> int:
        """Who acts on what is `person`'s in `mandate`: the person, unless it was handed over for the day."""
        acting, passed = person, {person}
        while (to := self._to.get((mandate, acting))) is not None and to not in passed:
            passed.add(to)
            acting = to
        return acting

    def head_id(self, head: int | None) -> int | None:
        """Who is told as head of the units of `head`: the head, unless that place was handed over for the day."""
        return head and self.for_person(AS_HEAD, head)

    def acts_as_head(self, person: int) -> bool:
        """Whether `person` stands in for a head of unit."""
        return any(mandate == AS_HEAD and self.head_id(away) == person for mandate, away in self._to)

    def officer_id(self, mandate: int, assigned: int | None, owner: int | None, deputy: int | None) -> int | None:
        """Who is to act on a date of `mandate`: the person assigned, otherwise its owner, otherwise its deputy, or
        whoever stands in for that person."""
        person = assigned or owner or deputy
        return person and self.for_person(mandate, person)

    def officer(self, deadline) -> User | None:
        """Who is to act on `deadline`, which comes with its mandate and its people."""
        person = deadline.assigned_to or deadline.mandate.owner or deadline.mandate.deputy
        if person is None:
            return None
        acting = self.for_person(deadline.mandate_id, person.pk)
        return person if acting == person.pk else self.people[acting]

    def between(self, *, as_head: bool = False) -> list[tuple[User, User, date]]:
        """Who handed over, to whom, and the last day: once for each mandate, or for each place of head."""
        kept = [(key, to) for key, to in self._to.items() if (key[0] == AS_HEAD) == as_head]
        return [(self.people[key[1]], self.people[to], self._until[key]) for key, to in kept]

    def given_by(self, person: int) -> list[int]:
        """The mandates in which somebody else acts for `person`."""
        return [mandate for mandate, away in self._mandates() if away == person != self.for_person(mandate, away)]

    def taken_by(self, person: int) -> dict[int, list[int]]:
        """The mandates in which `person` acts for others, by the key of whoever is away."""
        taken = defaultdict(list)
        for mandate, away in self._mandates():
            if away != person and self.for_person(mandate, away) == person:
                taken[away].append(mandate)
        return dict(taken)

    def _mandates(self) -> list[tuple[int, int]]:
        return [key for key in self._to if key[0] != AS_HEAD]


class HandOverQuerySet(models.QuerySet):
    def not_over(self, day):
        """In force on `day`, or still to come."""
        return self.filter(until__gte=day).filter(Q(ended_on=None) | Q(ended_on__gt=day))

    def in_force(self, day):
        """Those in which the stand-in acts on `day`. A stand-in whose account is closed acts for nobody."""
        return self.not_over(day).filter(from_on__lte=day, to__is_active=True)

    def overlapping(self, first, last):
        """Not ended, and sharing a day with `first` to `last`."""
        return self.filter(ended_on=None, from_on__lte=last, until__gte=first)

    def came_back(self, day):
        """Over by `day`, whether by their last day or ended before, and begun at all."""
        over = Q(until__lt=day, ended_on=None) | Q(ended_on__lte=day)
        return self.filter(over).filter(Q(ended_on=None) | Q(ended_on__gt=F("from_on")))

    def acting(self, day) -> Acting:
        """Who acts for whom on `day`; one query, of as many rows as mandates are handed over on that day."""
        return Acting(self.in_force(day).order_by().values_list(*IN_FORCE))


class HandOver(models.Model):
    """What is `away`'s of some mandates is `to`'s from the day `from_on` to the day `until`, both included; with
    `as_head` also what `away` would be told as head of unit, alone or beside mandates.

    Nothing else is written: whoever asks who acts on a day reads these rows, so that all comes back by itself on the
    day after, though nobody and nothing ran that day. What is told of a date is unique by person: the stand-in is told
    of what is due at its present lead, and so is the person who comes back, who thereby has all that is open and due in
    one digest; a lead of which a person was told before is not repeated to that person.

    `ended_on` is the day from which `away` acts again where it was ended early; one that never began ended on or before
    its first day. `is_return_told`: the person who came back was told of it."""

    away = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="hand_overs", verbose_name=_("handed over by")
    )
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="stands_in", verbose_name=_("stand-in")
    )
    mandates = models.ManyToManyField("Mandate", related_name="hand_overs", verbose_name=_("mandates"))
    as_head = models.BooleanField(
        _("as head of unit"), default=False, help_text=_("What the head would be told goes to the stand-in.")
    )
    from_on = models.DateField(_("first day"))
    until = models.DateField(_("last day"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    ended_on = models.DateField(_("ended early on"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )
    is_return_told = models.BooleanField(default=False, editable=False)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "until", "pk"]
        verbose_name, verbose_name_plural = _("hand-over"), _("hand-overs")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("from_on")),
                name="hand_over_ends_after_it_begins",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(away=F("to")),
                name="nobody_stands_in_for_oneself",
                violation_error_message=_("Choose somebody else: nobody stands in for oneself."),
            ),
        ]

    def __str__(self):
        return f"{self.away} → {self.to}, {self.from_on} – {self.until}"
