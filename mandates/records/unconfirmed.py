"""A text says of itself which of its front matter was read and confirmed by nobody."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from mandates.models import DraftFact, Resolution

COLUMN = {"adopted_on": "adopted"}  # the field of the text, where the fact has another name


def _label(fact: DraftFact) -> str:
    return str(Resolution._meta.get_field(COLUMN.get(fact.name, fact.name)).verbose_name)


def warn_of_unconfirmed(
    resolution: Resolution, facts: Iterable[DraftFact], *, is_new: bool, settled: Collection[str]
) -> None:
    """Write among the warnings of `resolution` which fields nobody confirmed; a text that is here already only loses
    those that were decided on since. `settled` are warnings of which people have taken care: they go."""
    sentence = _("Read, and not yet confirmed by anybody: ")
    before = next((words for words in resolution.warnings if words.startswith(sentence)), "")
    named = before.removeprefix(sentence).rstrip(".").split(", ")
    fields = [
        _label(fact)
        for fact in facts
        if fact.kind == DraftFact.Kind.FRONT and fact.is_open and fact.value not in (None, "")
    ]
    if not is_new:
        fields = [label for label in fields if label in named]
    warnings = [words for words in resolution.warnings if (words != before or not before) and words not in settled]
    if fields:
        warnings.append(f"{sentence}{', '.join(fields)}.")
    if warnings != resolution.warnings:
        resolution.warnings = warnings
        resolution.save(update_fields=["warnings"])
