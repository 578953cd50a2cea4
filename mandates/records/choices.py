"""What a person chooses about the own mail: one transaction each."""

from django.db import transaction

from mandates.models import Mail, MailHabit, Mandate, Recall, ReminderChoice, User


def turn(person: User, kind: str, *, on: bool) -> bool:
    """Turn the mails of one `Mail.Kind` to `person` on or off. False where that was so already."""
    name = {Mail.Kind.DIGEST: "digest", Mail.Kind.NOTICE: "notices", Mail.Kind.VIEWS: "views"}[kind]
    with transaction.atomic():
        habit, _created = MailHabit.objects.get_or_create(person=person)
        before = getattr(habit, name)
        setattr(habit, name, on)
        habit.save(update_fields=[name, "changed_at"])
    return before != on


def choose(person: User, *, kind: str, mandate: Mandate | None, is_on: bool, leads: str) -> ReminderChoice:
    """Keep what `person` chose for a kind of step, a mandate, both, or everything; a second choice about the same
    replaces it."""
    row, _created = ReminderChoice.objects.update_or_create(
        person=person, kind=kind, mandate=mandate, defaults={"is_on": is_on, "leads": leads}
    )
    return row


def leave_to_the_rules(person: User, choice: int) -> bool:
    """Forget a choice of `person`. False where there was none."""
    return bool(ReminderChoice.objects.filter(person=person, pk=choice).delete()[0])


def forget_recall(person: User, recall: int) -> bool:
    """Forget that `person` asked to be told again. False where there was nothing to forget."""
    return bool(Recall.objects.filter(person=person, pk=recall).delete()[0])


def choose_language(person: User, language: str) -> None:
    """Let pages and mails of `person` be in `language`; "" as the browser asks, and mails in the office's."""
    User.objects.filter(pk=person.pk).update(language=language)
