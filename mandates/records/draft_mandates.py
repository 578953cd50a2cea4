"""To which mandates the text of a draft belongs: by what people chose or confirmed, never by a guess alone."""

from collections.abc import Container, Iterable, Mapping

from django.db.models import F
from django.utils.translation import gettext as _

from mandates import clock
from mandates.models import Confidence, DraftFact, ImportDraft, Mandate, MandateAction, OpenQuestion, Resolution, User
from mandates.reading import ReadDecision

from .deadlines import NotAccepted
from .draft_facts import Decided
from .mandates_named import as_a_name, mandate_named

Kind = DraftFact.Kind


def reopen_lost_choices(draft: ImportDraft) -> None:
    """Open the choice of a mandate again where the one chosen was deleted since. Raises NotAccepted where that was so:
    the choice is open again, and nothing else changed."""
    if not ImportDraft.objects.open().filter(pk=draft.pk).exists():
        return
    lost = [
        fact
        for fact in draft.facts.filter(kind=Kind.MANDATE)
        if fact.value["mandate"] and not Mandate.objects.filter(pk=fact.value["mandate"]).exists()
    ]
    for fact in lost:
        name = fact.value["new_name"] or as_a_name(fact.value["name"])
        draft.facts.filter(pk=fact.pk, version=fact.version).update(
            value=fact.value | {"mandate": None, "new_name": name}, decision=DraftFact.Decision.OPEN,
            confidence="please check", reason=_("The mandate that was chosen here was deleted."),
            decided_by=None, decided_at=None, version=F("version") + 1,
        )  # fmt: skip
    if lost:
        raise NotAccepted(_("The mandate that was chosen was deleted since. Choose another one; nothing was stored."))


def _is_taken_up(chosen: DraftFact, decided_on: Container[str]) -> bool:
    """Whether confirming takes up this mandate, or makes it: one of the office, or a new one that a person confirmed,
    itself or by a decision on it."""
    return bool(chosen.value["mandate"] or (not chosen.is_open or chosen.value["name"] in decided_on))


def certain(facts: Iterable[DraftFact]) -> list[DraftFact]:
    """What one press accepts: undecided, and said outright by the text. A decision on a mandate that is not here, and
    that nobody has accepted, is left to a person: confirming it makes the mandate."""
    facts = list(facts)
    not_here = {
        fact.value["name"]
        for fact in facts
        if fact.kind == Kind.MANDATE and fact.is_open and fact.confidence != "read" and not fact.value["mandate"]
    }
    said = [fact for fact in facts if fact.is_open and fact.confidence == "read"]
    return [fact for fact in said if fact.kind != Kind.DECISION or fact.value["mandate"] not in not_here]


def waiting_for_a_mandate(facts: Iterable[DraftFact]) -> list[DraftFact]:
    """The reports, and the decisions that nobody confirmed, that confirming cannot store: their mandate is named by
    nobody yet. They stay in the draft, which stays open."""
    standing = [fact for fact in facts if fact.decision != DraftFact.Decision.REJECTED]
    decisions = [fact for fact in standing if fact.kind == Kind.DECISION]
    decided_on = {fact.value["mandate"] for fact in decisions if not fact.is_open}
    named = {f.value["name"] for f in standing if f.kind == Kind.MANDATE and _is_taken_up(f, decided_on)} | decided_on
    takes_all = named and not decided_on
    waiting = [] if named else [fact for fact in standing if fact.kind == Kind.REPORT]
    waiting += [f for f in decisions if f.is_open and f.value["mandate"] not in named and not takes_all]
    return waiting


def chosen_mandates(decided: Decided, facts: Iterable[DraftFact], by: User | None) -> dict[str, Mandate]:
    """The mandates of the text, by the name that it uses; new ones are made where a person confirmed the mandate or a
    decision on it. "" is the one to which the requests belong where the text, as it was left, decides on none.

    Raises NotAccepted where a person has to say first which mandate it is, since the name differs from that of the one
    suggested."""
    is_decided_on = {decision.mandate for decision in decided.text.decisions}
    chosen = {}
    for fact in facts:
        if fact.kind != Kind.MANDATE:
            continue
        name, pk, new_name = (fact.value[key] for key in ("name", "mandate", "new_name"))
        if pk:
            mandate = Mandate.objects.filter(pk=pk).first()
            if mandate is None:
                raise NotAccepted(_("The mandate that was chosen was deleted since. Choose another one."))
            if fact.is_open and fact.confidence == "please check":
                raise NotAccepted(
                    _(
                        "Nobody has confirmed that this text belongs to “%(mandate)s”: the names differ. Accept that"
                        " mandate or choose another one, then confirm. Nothing was stored."
                    )
                    % {"mandate": mandate}
                )
            chosen[name] = mandate
        elif _is_taken_up(fact, is_decided_on):
            has_holder = name or name in is_decided_on
            chosen[name] = mandate_named(new_name, by=by, kind="" if has_holder else Mandate.Kind.OTHER)
    if chosen and not decided.text.decisions:
        chosen.setdefault("", next(iter(chosen.values())))
    return chosen


def _question(paragraph: str, action: str, resolution: Resolution) -> str:
    return _("Does %(text)s, para. %(paragraph)s, %(act)s the mandate? Nobody has confirmed it.") % {
        "text": resolution, "paragraph": paragraph, "act": action,
    }  # fmt: skip


def ask_about(decisions: Iterable[ReadDecision], resolution: Resolution, chosen: Mapping[str, Mandate]) -> None:
    """A decision on a mandate that nobody confirmed, now or before, is a question to a person: no date hangs on it."""
    for decision in decisions:
        mandate = chosen.get(decision.mandate) or chosen.get("")
        if mandate and not resolution.actions.filter(mandate=mandate, paragraph_key=decision.paragraph).exists():
            words = _question(decision.paragraph, decision.action, resolution)
            OpenQuestion.objects.get_or_create(
                mandate=mandate, words=words, defaults={"source": resolution.symbol, "confidence": "derived"}
            )
            # That the text changes nothing is not known either.
            concerns = resolution.actions.filter(mandate=mandate, what=MandateAction.What.THEME, confidence="")
            concerns.update(confidence=Confidence.DERIVED)


def settle_questions(resolution: Resolution, facts: Iterable[DraftFact], *, by: User) -> None:
    """Whoever decides on a decision has answered the question about it."""
    for fact in facts:
        if fact.kind == Kind.DECISION and not fact.is_open:
            asked = OpenQuestion.objects.filter(settled_on=None, source=resolution.symbol)
            words = _question(fact.read_value["paragraph"], fact.read_value["action"], resolution)
            asked.filter(words=words).update(settled_on=clock.today(), settled_by=fact.decided_by or by)
    if not unconfirmed_decisions(resolution):
        concerns = resolution.actions.filter(what=MandateAction.What.THEME, confidence=Confidence.DERIVED)
        concerns.update(confidence="")


def unconfirmed_decisions(resolution: Resolution) -> list[DraftFact]:
    """The decisions on a mandate that were read in `resolution` and that nobody confirmed or rejected, one a
    paragraph."""
    facts = DraftFact.objects.filter(kind=Kind.DECISION, draft__resolution=resolution)
    standing = facts.exclude(draft__state=ImportDraft.State.DISCARDED).select_related("draft")
    kept_back = ("original_text", "shown_text", "read_as", "places")
    rows = list(standing.defer(*(f"draft__{name}" for name in kept_back)).order_by("pk"))
    acts = [action for action in resolution.actions.all() if action.what != MandateAction.What.THEME]
    known = {action.paragraph_key for action in acts} | {row.paragraph_key for row in rows if not row.is_open}
    return list({row.paragraph_key: row for row in rows if row.paragraph_key not in known}.values())
