"""What a person follows though it need not be the own: a mandate, or all mandates of another person."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .handovers import HandOver
from .mandates import Mandate, MandateAction


class FollowQuerySet(models.QuerySet):
    def reaching(self, mandate, day):
        """Those by which somebody hears of `mandate` on `day`: it is followed itself, or another that went over into
        it, or one of the persons who look after it, or stand in for one of these."""
        mandates = {mandate.pk, *gone_into({mandate.pk}, gone_over())}
        people = [pk for pk in (mandate.owner_id, mandate.deputy_id) if pk]
        standing_in = HandOver.objects.in_force(day).filter(mandates=mandate).order_by().values("to")
        return self.filter(Q(mandate__in=mandates) | Q(colleague__in=people) | Q(colleague__in=standing_in))

    def mandates(self, day):
        """The mandates that these reach on `day`: those followed, those into which they went over, and those that the
        people look after, or stand in for."""
        rows = list(self.values_list("mandate", "colleague"))
        went = gone_over()
        reached = {place for mandate, _person in rows if mandate for place in (mandate, *way_of(mandate, went))}
        people = {person for _mandate, person in rows if person}
        return Mandate.objects.filter(pk__in=reached) | Mandate.objects.of_officers(people, day)

    def with_row_facts(self):
        return self.select_related("mandate", "colleague")


class Follow(models.Model):
    """One person follows one mandate, or one `colleague`, since a moment, and says why.

    It hangs on the mandate and not on a text, so that a renewal under a new symbol leaves it as it is."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows", verbose_name=_("person")
    )
    mandate = models.ForeignKey(
        Mandate, models.CASCADE, null=True, blank=True, related_name="follows", verbose_name=_("mandate")
    )
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("person whose mandates are followed"),
    )
    why = models.CharField(_("why I follow it"), max_length=250, blank=True)
    by_mail = models.BooleanField(_("in my mail of the day"), default=True)
    since = models.DateTimeField(_("since"), auto_now_add=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        ordering = ["mandate__name", "colleague__last_name", "pk"]
        verbose_name, verbose_name_plural = _("follow"), _("follows")
        constraints = [
            models.CheckConstraint(
                condition=Q(mandate__isnull=False, colleague=None) | Q(mandate=None, colleague__isnull=False),
                name="follow_is_of_a_mandate_or_a_person",
                violation_error_message=_("Follow a mandate or a person, one of the two."),
            ),
            models.CheckConstraint(
                condition=Q(colleague=None) | ~Q(colleague=F("person")),
                name="nobody_follows_themselves",
                violation_error_message=_("Your own mandates reach you without being followed."),
            ),
            models.UniqueConstraint(
                fields=["person", "mandate"], condition=Q(mandate__isnull=False), name="mandate_is_followed_once"
            ),
            models.UniqueConstraint(
                fields=["person", "colleague"], condition=Q(colleague__isnull=False), name="person_is_followed_once"
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.of}"

    @property
    def of(self):
        """What is followed: the mandate or the person."""
        return self.mandate or self.colleague


def gone_over() -> dict[int, int]:
    """Where mandates went that a text merged or replaced, by primary keys: {old: new}.

    The new one is the one that a person named with the outcome, otherwise the one that the text itself tells."""
    What = MandateAction.What
    ended = MandateAction.objects.filter(
        what__in=[What.MERGES, What.REPLACES], mandate__renewal_state=Mandate.RenewalState.ENDED
    )
    ends = list(ended.values_list("mandate", "resolution", "into"))
    told = told_by_the_text((mandate, text) for mandate, text, into in ends if not into)
    went = {mandate: into or told.get((mandate, text)) for mandate, text, into in ends}
    return {old: new for old, new in went.items() if new}


def way_of(mandate: int, went: Mapping[int, int]) -> list[int]:
    """The mandates into which `mandate` went over, one after the other; `went` as {old: new}."""
    passed = [mandate]
    while (new := went.get(passed[-1])) and new not in passed:
        passed.append(new)
    return passed[1:]


def gone_into(mandates: Collection[int], went: Mapping[int, int]) -> set[int]:
    """The mandates that went over into any of these, themselves or by way of another; `went` as {old: new}."""
    return {old for old in went if not set(way_of(old, went)).isdisjoint(mandates)}


def told_by_the_text(ends: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Where the texts themselves say that mandates went: for pairs of a mandate and the text that ends it, the mandate
    that the same text creates, or the only other one that it extends or adapts.

    Where it does so to several, nobody knows which, and none is named."""
    What = MandateAction.What
    ends = set(ends)
    if not ends:
        return {}
    goes_on = MandateAction.objects.filter(
        resolution__in={text for _mandate, text in ends}, what__in=[What.CREATES, What.EXTENDS, What.MODIFIES]
    )
    made, kept = defaultdict(set), defaultdict(set)
    for mandate, text, what in goes_on.values_list("mandate", "resolution", "what"):
        if (mandate, text) not in ends:
            (made if what == What.CREATES else kept)[text].add(mandate)
    went = {(mandate, text): made[text] or kept[text] for mandate, text in ends}
    return {end: next(iter(new)) for end, new in went.items() if len(new) == 1}
