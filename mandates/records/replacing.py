"""A text that is here already makes room for another reading of it. What both readings share keeps its identity:
paragraphs, requests, streams, with all that people confirmed and noted of them. The earlier reading is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from mandates import clock
from mandates.models import (
    Mandate,
    MandateAction,
    ObligationSource,
    Paragraph,
    ReportingObligation,
    Request,
    RequestSource,
    Resolution,
    ResolutionVersion,
    Standing,
    User,
)
from mandates.reading import ReadDecision, ReadResolution
from mandates.reading.comparing import paired

from .log import in_the_offices_language, logged

ACTION_WORDS = {
    "establish": MandateAction.What.CREATES,
    "extend": MandateAction.What.EXTENDS,
    "modify": MandateAction.What.MODIFIES,
    "discontinue": MandateAction.What.ENDS,
}
OUT_OF_THE_WAY = 16_000  # no text has as many paragraphs; positions are unique while rows move to their new places


@dataclass(slots=True)
class Before:
    """What was there of a text before a new reading: paragraphs by their place in the new one, and what it asked."""

    paragraphs: Mapping[int, Paragraph] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    streams: list[ReportingObligation] = field(default_factory=list)
    decided_on: list[Mandate] = field(default_factory=list)

    def settle(self, resolution: Resolution, *, by: User | None) -> list[Mandate]:
        """Deal with what no text asks any more: a suggestion goes, what a person confirmed ends today and stays to be
        seen. Gives the mandates that were concerned."""
        today = clock.today()
        mandates = list(self.decided_on)
        for row in [*self.requests, *self.streams]:
            if row.mandate_id:
                mandates.append(row.mandate)
            if row.sources.exists():
                continue
            if row.standing == Standing.SUGGESTED:
                row.delete()
                continue
            type(row).objects.filter(pk=row.pk).update(ended_on=today)
            why = _("%(text)s, read again, does not ask it.") % {"text": resolution}
            said = {"by": by, "why": why, "mandate": row.mandate}
            if isinstance(row, Request):
                logged("edited", to_value=_("no longer asked"), request=row, **said)
            else:
                logged("ended", on=today, obligation=row, **said)
        return mandates


@in_the_offices_language
def set_aside(
    resolution: Resolution, text: ReadResolution, *, by: User | None, undecided: Iterable[ReadDecision] = ()
) -> Before:
    """Keep `resolution` as it is as a version, and take it apart for `text`, the new reading. `undecided` are decisions
    that it makes as well, as read, and that nobody has looked at."""
    old = list(resolution.paragraphs.all())
    ResolutionVersion.objects.create(
        resolution=resolution,
        original_text=resolution.original_text,
        digest=resolution.digest,
        paragraphs=[{"key": p.key, "kind": p.kind, "number": p.number, "text": p.text} for p in old],
        imported_at=resolution.imported_at,
        replaced_by=by,
    )
    before = Before(
        paragraphs=_going_on(old, text),
        requests=list(
            Request.objects.filter(sources__resolution=resolution)
            .select_related("mandate")
            .prefetch_related("addressees")
            .distinct()
        ),
        streams=list(
            ReportingObligation.objects.filter(sources__resolution=resolution)
            .select_related("mandate")
            .prefetch_related("named_sessions")
            .distinct()
        ),
        decided_on=list(Mandate.objects.filter(actions__resolution=resolution).distinct()),
    )
    _rename_actions(resolution, before.paragraphs, text, list(undecided))
    RequestSource.objects.filter(resolution=resolution).delete()
    ObligationSource.objects.filter(resolution=resolution).delete()
    resolution.footnotes.all().delete()
    resolution.citations.all().delete()
    resolution.panels.all().delete()
    kept = {row.pk for row in before.paragraphs.values()}
    resolution.paragraphs.exclude(pk__in=kept).delete()
    for row in before.paragraphs.values():
        row.position, row.key = row.position + OUT_OF_THE_WAY, f"~{row.pk}"
    Paragraph.objects.bulk_update(before.paragraphs.values(), ["position", "key"], batch_size=200)
    logged("edited", by=by, to_value=_("text replaced; the earlier reading is kept"), resolution=resolution)
    return before


def _going_on(old: list[Paragraph], text: ReadResolution) -> dict[int, Paragraph]:
    """The rows that go on, by their place in the new text: paragraphs of the same kind that are held to be one."""
    going_on = {}
    for kind in Paragraph.Kind.values:
        before = [row for row in old if row.kind == kind]
        now = [(place, paragraph) for place, paragraph in enumerate(text.paragraphs) if paragraph.kind == kind]
        for i, j, _likeness in paired(before, [paragraph for _place, paragraph in now]):
            going_on[now[j][0]] = before[i]
    return going_on


def _rename_actions(
    resolution: Resolution, going_on: Mapping[int, Paragraph], text: ReadResolution, undecided: list[ReadDecision]
) -> None:
    """What the text does to a mandate follows its paragraph to its new number, also where nobody has decided on it yet;
    what the new reading does not say, or a person rejected, goes."""
    renamed = {row.key: text.paragraphs[place].key for place, row in going_on.items()}
    decided = {decision.paragraph for decision in [*text.decisions, *undecided]}
    actions = list(MandateAction.objects.filter(resolution=resolution).exclude(paragraph_key=""))
    keys = [renamed.get(action.paragraph_key, "") for action in actions]
    said_elsewhere = [
        (ACTION_WORDS[decision.action], decision.paragraph)
        for decision in undecided
        if decision.paragraph not in keys  # its paragraph was reworded, so that it is not held to be the same
    ]
    for place, (action, key) in enumerate(zip(actions, keys, strict=True)):
        if key not in decided:
            keys[place] = next((key for what, key in said_elsewhere if what == action.what), key)
    for action, key in zip(actions, keys, strict=True):
        if key in decided:
            MandateAction.objects.filter(pk=action.pk).update(paragraph_key=f"~{action.pk}")  # two may change places
        elif action.confidence:  # said by the text alone; what a person entered stays
            action.delete()
    for action, key in zip(actions, keys, strict=True):
        if key in decided:
            MandateAction.objects.filter(pk=action.pk).update(paragraph_key=key)
