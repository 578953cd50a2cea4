"""Which reports the holder in the post presents, and which fall to the successor, each with the reason."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mandates.lists.holders import last_day_of, short_name
from mandates.lists.sessions import expected_opening
from mandates.models import Body, Deadline, MandateHolder, Session, whole_date
from mandates.planning.documents import SECRETARIAT
from mandates.planning.holders import presenter
from mandates.planning.rules import DIALOGUE, SUBMISSION

STAGES = (SUBMISSION, DIALOGUE)  # of a report: what the dates of these rules say is all that is asked
# How long after the opening a dialogue may be held where the last day is not known: the Council's longest session, and
# the Third Committee's meetings to the end of the year.
LONGEST = {Body.COUNCIL: timedelta(days=39), Body.ASSEMBLY: timedelta(days=110)}
KINDS = {
    "holder": "report",
    "either": "guess",
    "successor, submitted before": "successor",
    "successor": "successor",
    "": "guess",
}


@dataclass(frozen=True, slots=True)
class Presented:
    """A report still to be presented: between which days, by whom and why. `kind` draws it, `mark` is its state."""

    address: str
    title: str
    first: date | None
    last: date | None
    is_estimate: bool
    who: str
    why: str
    kind: str
    falls_to_successor: bool

    @property
    def mark(self) -> str:
        return {"report": "open", "successor": "part"}.get(self.kind, "guess")


def presented_reports(holder: MandateHolder | None, dates: Iterable[Deadline], today: date) -> list[Presented]:
    """The reports among `dates` (with rule, session, report and its obligation) that `holder` or the successor presents
    from `today` on, by day; none without a holder, since a group presents as a group.

    What the Secretariat reports falls to nobody's successor."""
    if holder is None:
        return []
    steps: dict[int, dict[str, Deadline]] = defaultdict(dict)
    for each in dates:
        if each.report_id and each.obligation.addressee.name not in SECRETARIAT:
            steps[each.report_id][each.rule.stage] = each
    rows = [_row(holder, each) for each in steps.values() if DIALOGUE in each]
    rows = [row for row in rows if row.last is None or row.last >= today]
    return sorted(rows, key=lambda row: (row.first or date.max, row.title))


def _row(holder: MandateHolder, steps: dict[str, Deadline]) -> Presented:
    dialogue, submission = steps[DIALOGUE], steps.get(SUBMISSION)
    first, last, is_estimate = _held_between(dialogue)
    ends = last_day_of(holder)
    submitted_on = submission and (submission.report.submitted_on or submission.due_on)
    found = presenter(ends, submitted_on, first, last) if ends and first and last else ""
    is_known = whole_date(holder.left or holder.took_office) is not None
    return Presented(
        address=dialogue.get_absolute_url(),
        title=", ".join(filter(None, [_body_words(dialogue), str(dialogue.session or "")])),
        first=first,
        last=last,
        is_estimate=is_estimate,
        who=_who(found, short_name(holder.name)),
        why=_why(found, holder, ends, submitted_on, is_known),
        kind=KINDS[found] if is_known else "guess",
        falls_to_successor=found.startswith("successor"),
    )


def _held_between(dialogue: Deadline) -> tuple[date | None, date | None, bool]:
    """The first and the last day on which the dialogue can be held, and whether the opening is only estimated."""
    if dialogue.due_on and (dialogue.window_ends or dialogue.report.dialogue_on):
        return dialogue.due_on, dialogue.window_ends or dialogue.due_on, dialogue.is_estimate
    session: Session | None = dialogue.session
    opens_on = dialogue.due_on or (session and expected_opening(session))
    if opens_on is None or session is None:
        return None, None, False
    is_whole_year = session.body == Body.ASSEMBLY
    closes_on = None if is_whole_year else session.closes_on
    return opens_on, closes_on or opens_on + LONGEST[Body(session.body)], session.opens_on is None


def _body_words(dialogue: Deadline) -> str:
    words = {Body.COUNCIL: _("Report to the Council"), Body.ASSEMBLY: _("Report to the General Assembly")}
    return words.get(dialogue.obligation.recipient, _("Report"))


def _who(found: str, name: str) -> str:
    return {
        "holder": name,
        "either": _("%(holder)s or the successor") % {"holder": name},
        "successor, submitted before": _("the successor"),
        "successor": _("the successor"),
        "": _("not known"),
    }[found]


def _why(found: str, holder: MandateHolder, ends: date | None, submitted_on: date | None, is_known: bool) -> str:
    if not found:
        no_start, no_day = _("The start of service is not recorded."), _("The day of the dialogue is not known.")
        return no_start if ends is None else no_day
    words = {"day": date_format(ends, "j F Y"), "holder": short_name(holder.name)}
    if holder.left:
        end = _("%(holder)s left on %(day)s") % words
    elif is_known:
        end = _("the six years of %(holder)s end on %(day)s") % words
    else:
        end = _("counted from the appointment, the six years of %(holder)s end about %(day)s") % words
    words = {"end": end, "submission": submitted_on and date_format(submitted_on, "j F Y")}
    return {
        "holder": _("In the post on the day of the dialogue: %(end)s."),
        "either": _("The day in the programme of work decides: %(end)s, while the session is on."),
        "successor, submitted before": _("Submitted by %(submission)s, before the post changes hands: %(end)s."),
        "successor": _("Not in the post any more when it is submitted and presented: %(end)s."),
    }[found] % words
