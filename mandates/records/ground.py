"""What a replanning stands on: the calendar, the rules and the rows that a plan's values name, found once a run."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from mandates.models import Mandate, Report, Session
from mandates.models import Rule as RuleRow
from mandates.planning import facts as values
from mandates.planning.plans import Planner

from .facts import KnownReport, kept_calendar, kept_days_off, kept_rules, session_name
from .plan_rows import DayColumns


@dataclass(frozen=True, slots=True)
class Only:
    """A part of all dates: those at some sessions, those by some rules. None is all of them."""

    sessions: frozenset[values.SessionName] | None = None
    rules: frozenset[str] | None = None

    def of(self, deadlines, ground: "Ground"):
        if self.sessions is not None:
            deadlines = deadlines.filter(session__in=[ground.session_id(name) for name in sorted(self.sessions)])
        return deadlines.filter(rule__code__in=self.rules) if self.rules is not None else deadlines


ALL = Only()


def key_text(key: tuple) -> str:
    """A plan's key as one line: `H7|HRC62|12`."""
    return "|".join(map(str, key))


class Ground:
    """The rows that a plan's values name, found once for all mandates of a run; missing sessions are made.

    `rules` are the codes of those rules of which dates are wanted, all of them with None."""

    def __init__(self, today: date, rules: Collection[str] | None = None):
        self.today = today
        self.calendar = kept_calendar(today)
        self.planner = Planner(self.calendar, kept_rules(), today, kept_days_off(), rules)
        known = RuleRow.objects.values_list("code", "pk", "version")
        self.rule_ids = {code: pk for code, pk, _version in known}
        self.versions = {pk: version for _code, pk, version in known}
        self.columns = DayColumns()
        self.dated_sessions = _dated_sessions()
        self.sessions = {
            session_name(session): session.pk
            for session in Session.objects.exclude(kind__in=["organizational", "third-committee"])
        }

    def as_it_stands(self) -> "Ground":
        """This ground, or a new one where sessions got their dates since: a text that is imported may give them."""
        return self if self.dated_sessions == _dated_sessions() else Ground(self.today)

    def session_id(self, name: values.SessionName | None) -> int | None:
        """The row of the session; one that nobody has announced yet gets a row without dates."""
        if name is None:
            return None
        if name not in self.sessions:
            kind = Session.Kind.SPECIAL if name.is_special else Session.Kind.REGULAR
            row, _created = Session.objects.get_or_create(body=name.body, kind=kind, number=name.number)
            self.sessions[name] = row.pk
        return self.sessions[name]


def _dated_sessions() -> int:
    return Session.objects.exclude(opens_on=None).count()


def link_reports(
    known: Sequence[KnownReport], mandates: Sequence[Mandate], plans: dict[int, values.Plan], ground: Ground
) -> tuple[dict[tuple, int], bool]:
    """The row of every report that falls due, by (obligation, session), and whether a recorded report was recognised.

    A report that was recorded without its obligation belongs to the one that falls due at its session; a row that said
    no more than that it falls due makes room for it."""
    rows: dict[tuple, int] = {}
    by_place: dict[tuple, KnownReport] = {}
    unlinked: dict[tuple, list[int]] = defaultdict(list)
    for report in known:
        if report.obligation_id:
            place = (report.obligation_id, report.session_id)
            rows[place], by_place[place] = report.pk, report
        elif report.is_recorded:
            unlinked[report.mandate_id, report.session_id].append(report.pk)
    new: dict[tuple, Report] = {}
    recognised: list[Report] = []
    emptied: list[int] = []
    for mandate in mandates:
        for due in plans[mandate.pk].reports:
            if due.session is None:
                continue
            place = (due.obligation, ground.session_id(due.session))
            waiting = unlinked and unlinked.get((mandate.pk, place[1]))
            found = by_place.get(place) if waiting else None
            if waiting and (found is None or not (found.is_recorded or found.agreed_slot_on)):
                emptied += [found.pk] if found else []
                rows[place] = waiting.pop(0)
                recognised.append(Report(pk=rows[place], obligation_id=due.obligation))
            elif place not in rows:
                new[place] = Report(mandate=mandate, obligation_id=due.obligation, session_id=place[1])
                rows[place] = 0
    if emptied:
        Report.objects.filter(pk__in=emptied).delete()
    Report.objects.bulk_update(recognised, ["obligation"], batch_size=500)
    Report.objects.bulk_create(new.values(), batch_size=1000)
    rows.update({place: report.pk for place, report in new.items()})
    return rows, bool(recognised)
