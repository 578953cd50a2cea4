"""What one row of a list of deadlines prints. Addresses are made from one prefix, names and rules are worded once.

Rows are read as values, not as records: a row prints thirty columns of nine tables, and none of their long texts.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from mandates.lists.wording import (
    moved_words,
    person_label,
    rule_words,
    said,
    session_label,
    short_day,
    shortened,
    stage_on,
    stage_words,
    text_label,
    text_place,
)
from mandates.models import Deadline, HandOver
from mandates.models.handovers import Acting
from mandates.permissions import may
from mandates.planning.rules import OUTCOME

PEOPLE = {"assigned": "assigned_to", "owner": "mandate__owner", "deputy": "mandate__deputy", "setter": "set_by"}
OFFICERS = ("mandate_id", "assigned_to_id", "owner_id", "deputy_id")
COLUMNS = {
    "mandate_name": "mandate__name",
    "mandate_short_name": "mandate__short_name",
    "mandate_slug": "mandate__slug",
    "rule_stage": "rule__stage",
    "done_word": "rule__done_word",
    "is_house_default": "rule__is_house_default",
    "report_stage": "report__stage",
    "session_body": "session__body",
    "session_kind": "session__kind",
    "session_number": "session__number",
    "symbol": "source_resolution__symbol",
    "owner_id": "mandate__owner_id",
    "deputy_id": "mandate__deputy_id",
    "visit_state": "visit__state__name",
    "holder_name": "holder__name",
    **{
        f"{name}_{part}": f"{path}__{part}"
        for name, path in PEOPLE.items()
        for part in ("first_name", "last_name", "username")
    },
}
OWN = (
    "pk", "mandate_id", "step", "due_on", "window_ends", "late_after", "is_estimate", "is_event", "standing",
    "set_by_hand", "set_at", "met_on", "snoozed_until", "snoozes", "anchor", "offset_words", "adjustments", "because",
    "source_paragraph", "assigned_to_id", "planned_on", "rule_gave_on", "counted_on",
)  # fmt: skip


@dataclass(slots=True)
class Row:
    """One deadline as lists print it. Days are dates; templates word them."""

    pk: int
    at: str  # the deadline's address; its actions lie below it
    step: str
    act: str  # the step alone, without its visit, holder or session
    of: str  # shortened where it is long
    of_whole: str
    mandate_at: str
    due_on: date | None
    until: date | None
    late_after: date | None  # the day from which "7 days late" is counted
    tense: str  # late, under way, past, ahead, or no day
    is_met: bool
    met_on: date | None
    standing: str
    is_estimate: bool
    cite: str
    text_at: str
    why: list[str]
    stage: int
    stage_word: str
    stage_place: str
    who: str
    is_mine: bool
    done_word: str
    outcome_at: str
    may_assign: bool
    session: str

    @property
    def is_late(self) -> bool:
        return self.tense == "late"

    @property
    def mark(self) -> str:
        """The shape of its state; the word stands in `state`."""
        if self.is_met:
            return "done"
        if self.standing == "suggested":
            return "guess"
        if self.standing == "not_recorded":
            return "shut"
        return "late" if self.is_late else "part" if self.stage > 1 else "open"

    @property
    def state(self) -> str:
        words = {
            "done": gettext("done"),
            "guess": gettext("suggested"),
            "shut": gettext("not recorded"),
            "late": gettext("late"),
            "part": gettext("under way"),
            "open": gettext("open"),
        }
        return words[self.mark]


def rows_of(deadlines, reader, today, acting: Acting | None = None) -> list[Row]:
    """The deadlines as rows for `reader` on the day `today`, in the order of the queryset; one query, and one for who
    acts for whom unless the caller knows."""
    acting = acting or HandOver.objects.acting(today)
    picked = Deadline.objects.filter(pk__picked=deadlines.values("pk")).order_by(*deadlines.query.order_by)
    named = {name: F(path) for name, path in COLUMNS.items()}
    places = {
        "deadline": reverse("deadlines"),
        "mandate": reverse("mandates"),
        "text": reverse("resolutions"),
        "outcome": reverse("outcome", args=["-"]).removeprefix(reverse("mandates")).removeprefix("-"),
    }
    hands_on_all = may(reader, "reassign") or acting.acts_as_head(reader.pk)
    return [_row(values, reader, today, places, hands_on_all, acting) for values in picked.values(*OWN, **named)]


def row_of(pk, reader, today, acting: Acting | None = None) -> Row:
    """One deadline as its row; Deadline.DoesNotExist where there is none."""
    rows = rows_of(Deadline.objects.filter(pk=pk), reader, today, acting)
    if not rows:
        raise Deadline.DoesNotExist
    return rows[0]


def _row(values, reader, today, places, hands_on_all, acting) -> Row:
    session = session_label(values["session_body"], values["session_kind"], values["session_number"])
    is_met = values["met_on"] is not None or values["standing"] == Deadline.Standing.MET
    is_open = not is_met and values["standing"] == Deadline.Standing.FOLLOWED
    late_after = values["late_after"]
    stage = stage_on(values["report_stage"]) if values["report_stage"] is not None else 0
    officer_id = acting.officer_id(*(values[name] for name in OFFICERS))
    is_mine = officer_id == reader.pk
    step = said(values["step"])
    mandate_at = f"{places['mandate']}{values['mandate_slug']}/"
    return Row(
        pk=values["pk"],
        at=f"{places['deadline']}{values['pk']}/",
        step=", ".join(part for part in (step, values["visit_state"] or values["holder_name"], session) if part),
        act=step,
        of=shortened(values["mandate_short_name"] or values["mandate_name"]),
        of_whole=values["mandate_name"],
        mandate_at=mandate_at,
        due_on=values["due_on"],
        until=values["window_ends"],
        late_after=late_after,
        tense=_tense(values, today, is_open),
        is_met=is_met,
        met_on=values["met_on"],
        standing=values["standing"],
        is_estimate=values["is_estimate"],
        cite=text_label(values["symbol"], values["source_paragraph"]),
        text_at=places["text"] + text_place(values["symbol"], values["source_paragraph"]) if values["symbol"] else "",
        why=_why(values, session, today),
        stage=stage,
        stage_word=stage_words(stage)[0],
        stage_place=stage_words(stage)[1],
        who=_who(values, officer_id, is_mine, acting),
        is_mine=is_mine,
        done_word=said(values["done_word"]) or gettext("Done"),
        outcome_at=mandate_at.rstrip("/") + places["outcome"] if values["rule_stage"] == OUTCOME else "",
        may_assign=hands_on_all or officer_id in (reader.pk, None),
        session=session,
    )


def _who(values, officer_id, is_mine, acting) -> str:
    """Who is to act, and for whom where that person stands in."""
    whose_id = values["assigned_to_id"] or values["owner_id"] or values["deputy_id"]
    whose = _person(values, "assigned") or _person(values, "owner") or _person(values, "deputy")
    if officer_id == whose_id:
        return gettext("You") if is_mine else whose or gettext("nobody yet")
    officer = gettext("You") if is_mine else acting.people[officer_id].short_name
    return gettext("%(officer)s, for %(away)s") % {"officer": officer, "away": whose}


def _month(day) -> int:
    return day.month if day else 0


def _person(values, name):
    return person_label(*(values[f"{name}_{part}"] for part in ("first_name", "last_name", "username")))


def _tense(values, today, is_open) -> str:
    due_on, late_after = values["due_on"], values["late_after"]
    if is_open and late_after is not None and late_after < today:
        return "late"
    if due_on is None:
        return "no day"
    if due_on >= today:
        return "ahead"
    return "under way" if values["window_ends"] and values["window_ends"] >= today else "past"


def over_words(session) -> str:
    """Why a step has no day and is late nevertheless."""
    return gettext("the end of %(session)s is not recorded; the session is over") % {"session": session}


def _why(values, session, today) -> list[str]:
    """The rule, then what moved the date, then what makes it less than certain."""
    month, is_ours = _month(values["counted_on"]), values["is_house_default"]
    words = rule_words(values["offset_words"], values["anchor"], session, month, is_house_default=is_ours)
    parts = [words] if words else []
    if values["set_by_hand"]:
        by = {"person": _person(values, "setter") or gettext("a person")}
        if values["set_at"]:
            on = short_day(timezone.localdate(values["set_at"]), today)
            parts.append(gettext("set by %(person)s, %(day)s") % {**by, "day": on})
        else:
            parts.append(gettext("set by %(person)s") % by)
        if values["planned_on"] != values["rule_gave_on"]:
            day = short_day(values["planned_on"], today) if values["planned_on"] else gettext("no day")
            parts.append(gettext("its ground moved: the rule gives %(day)s now") % {"day": day})
    elif values["due_on"] is None:
        if values["late_after"] is not None and values["late_after"] < today:
            parts.append(over_words(session))
        else:
            parts.append(gettext("the day that it is counted from was not found"))
    else:
        parts += [moved_words(moved, values["due_on"]) for moved in values["adjustments"][:1]]
        if values["is_estimate"]:
            parts.append(gettext("estimate"))
    if values["standing"] == Deadline.Standing.SUGGESTED:
        parts.append(said(values["because"]))
    if values["snoozed_until"] and values["snoozed_until"] > today:
        snoozed = {"day": short_day(values["snoozed_until"], today), "times": values["snoozes"]}
        words = ngettext("snoozed to %(day)s", "snoozed to %(day)s, %(times)d times so far", values["snoozes"])
        parts.append(words % snoozed)
    return parts
