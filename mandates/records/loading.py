"""What the project ships, loaded: reference data that every office needs, and the sample that a demonstration shows.

Both are safe to run again: what people changed stays as they left it."""

import csv
import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Model

from mandates.models import (
    Addressee,
    CountryVisit,
    DayOff,
    DutyStation,
    Mandate,
    MandateAction,
    MandateHolder,
    ObligationSource,
    OpenQuestion,
    Relation,
    Report,
    ReportingObligation,
    Resolution,
    Role,
    Rule,
    RuleVersion,
    Session,
    State,
    Unit,
    User,
    Vote,
    whole_date,
)
from mandates.planning.rules import shipped_days_off, shipped_rules
from mandates.planning.sessions import CalendarRow, shipped_calendar
from mandates.reading.addressee_names import CATEGORIES
from mandates.reading.states import known_state

from .importing import import_resolution
from .planning import replan
from .rules import rule_values
from .sessions_named import session_row, session_values
from .streams import confirm_stream

SAMPLE = Path(settings.BASE_DIR) / "mandates" / "sample"
YEARS_OF_DAYS_OFF = range(2006, 2041)


def _add_missing(rows: Iterable[Model], *names: str) -> None:
    """Add the rows that the office does not have, told by the fields `names`; what is there stays as it is.

    Not `ignore_conflicts`: on SQLite that would also ignore a row that breaks a rule of the database."""
    rows = list(rows)
    model = type(rows[0])
    there = set(model._default_manager.values_list(*names))
    model._default_manager.bulk_create(row for row in rows if tuple(getattr(row, name) for name in names) not in there)


def load_states() -> None:
    with (SAMPLE / "states.csv").open(encoding="utf-8", newline="") as rows:
        _add_missing(
            [
                State(
                    name=row["name"],
                    regional_group=row["regional_group"],
                    other_names=[name for name in row["other_names"].split("|") if name],
                )
                for row in csv.DictReader(rows)
            ],
            "name",
        )


def load_sessions(rows: Iterable[CalendarRow]) -> None:
    """Add the sessions that the office does not have; dates that people entered stay."""
    sessions = (Session(body=row.body, kind=row.kind, number=row.number, **session_values(row)) for row in rows)
    _add_missing(sessions, "body", "kind", "number")


def load_rules() -> None:
    """Add the default rules that the office does not have; a rule that people changed stays changed."""
    rules = enumerate(shipped_rules())
    _add_missing((Rule(position=position, **rule.as_row()) for position, rule in rules), "code")
    unkept = Rule.objects.filter(versions=None)
    RuleVersion.objects.bulk_create(
        RuleVersion(rule=rule, number=rule.version, values=rule_values(rule)) for rule in unkept
    )


def load_days_off() -> None:
    days = shipped_days_off(YEARS_OF_DAYS_OFF)
    _add_missing(
        (DayOff(station=station, on=on, name=name) for station in DutyStation.values for on, name in days.items()),
        "station",
        "on",
    )


@transaction.atomic
def load_reference() -> None:
    """States, sessions, default rules, days off and whom texts ask, as shipped, where the office does not have them."""
    load_states()
    load_sessions(shipped_calendar())
    load_rules()
    load_days_off()
    _add_missing((Addressee(name=name) for name in dict.fromkeys(CATEGORIES) if name), "name")


DEMONSTRATION = [  # invented people, recognisable as such by their accounts
    ("officer", "Lena", "Haddad", Role.OFFICER),
    ("deputy", "Tomás", "Ibarra", Role.OFFICER),
    ("head", "Ruth", "Okonjo", Role.HEAD),
    ("administrator", "Ana", "Moreau", Role.ADMINISTRATOR),
]


def _people() -> dict[str, User]:
    unit, _created = Unit.objects.get_or_create(name="Demonstration unit")
    people = {}
    for username, first, last, role in DEMONSTRATION:
        is_administrator = role == Role.ADMINISTRATOR
        person = User(
            username=username,
            first_name=first,
            last_name=last,
            email=f"{username}@demonstration.invalid",
            role=role,
            unit=unit,
            is_demonstration=True,
            is_staff=is_administrator,
            is_superuser=is_administrator,
        )
        person.set_unusable_password()
        person.save()
        people[username] = person
    unit.head = people["head"]
    unit.save(update_fields=["head"])
    return people


def _sourced(row: dict) -> dict[str, str]:
    return {name: row.get(name, "") for name in ("source", "confidence", "notes")}


def _load_text(row: dict, mandate: Mandate, states: dict[str, int]) -> None:
    """One text of the chain, as far as it is known. A text that was read here keeps what it says itself."""
    known = Resolution.objects.filter(symbol=row["symbol"]).first()
    if known is None:
        lists = row.get("votes", {})
        known = Resolution.objects.create(
            symbol=row["symbol"],
            kind=row["kind"],
            body=row["body"],
            session=session_row(row["body"], row["session"]),
            title=row.get("title", ""),
            agenda_item=row.get("agenda_item", ""),
            adopted=row.get("adopted"),
            meeting=row.get("meeting"),
            adoption="recorded_vote" if row.get("in_favour") is not None else "",
            **{name: row.get(name) for name in ("in_favour", "against", "abstaining")},
            **_sourced(row),
        )
        Vote.objects.bulk_create(
            Vote(
                resolution=known,
                state_id=states.get(known_state(name) or name),
                name_as_printed=name,
                position=position,
            )
            for position, names in lists.items()
            for name in names
        )
    if not known.original_text:
        MandateAction.objects.create(
            mandate=mandate,
            resolution=known,
            what=row["act"],
            term=row.get("term", ""),
            until=row.get("until"),
            paragraph_key=row.get("paragraph", ""),
            **_sourced(row),
        )
        for obligation in mandate.obligations.all() if "report_paragraph" in row else ():
            ObligationSource.objects.create(
                obligation=obligation,
                resolution=known,
                paragraph_key=row["report_paragraph"],
                relation=Relation.RENEWED if row["act"] == "extends" else Relation.REPEATED,
                words=row["report_words"],
                confidence=row["confidence"],
            )


def _is_known_by(day: date, row: dict) -> bool:
    """Whether a row of the chain lies before `day`: the sample of a shown day holds nothing that came after it."""
    adopted = row.get("adopted")
    return not adopted or adopted <= day.isoformat()


def _load_reports(rows: list[dict], mandate: Mandate, holders: dict[str, MandateHolder], today: date) -> None:
    by_symbol: dict[str, Report] = {}
    for row in rows:
        session = session_row(row["body"], row["session"])
        if not session.opens_on or session.opens_on > today:
            continue  # its session had not opened: on that day nobody could have read it in the catalogue
        by_symbol[row["symbol"]] = Report.objects.create(
            mandate=mandate,
            session=session,
            symbol=row["symbol"],
            title=row.get("title", ""),
            author=holders.get(row.get("author", "")),
            pursuant_to=row.get("pursuant_to", ""),
            document_date=row.get("document_date"),
            presented_on=day if (day := whole_date(row.get("presented_on"))) and day <= today else None,
            parent=by_symbol.get(row.get("parent", "")),
            **_sourced(row),
        )


@transaction.atomic
def load_sample(today: date, *, followed_since: date) -> Mandate:
    """The mandate on human rights and international solidarity as known on `today`, with demonstration staff.

    44/11 goes through the real reader; the rest are facts with their sources. Its streams are confirmed in the name
    of a demonstration account, followed since `followed_since`, and marked as an example."""
    people = _people()
    facts = json.loads((SAMPLE / "solidarity.json").read_text(encoding="utf-8"))
    content = (SAMPLE / "resolution-44-11.txt").read_bytes()
    mandate = import_resolution(content, source="resolution-44-11.txt", by=people["officer"]).mandates[0]
    about = facts["mandate"]
    Mandate.objects.filter(pk=mandate.pk).update(
        short_name=about["short_name"],
        slug=about["slug"],
        kind=about["kind"],
        deputy=people["deputy"],
        followed_since=followed_since,
        is_example=True,
    )
    mandate.refresh_from_db()
    states = dict(State.objects.values_list("name", "pk"))
    for row in facts["texts"]:
        if _is_known_by(today, row):
            _load_text(row, mandate, states)
    holders = {}
    for row in facts["holders"]:
        at = row.get("appointed_session")
        holders[row["name"]] = MandateHolder.objects.create(
            mandate=mandate,
            name=row["name"],
            nationality=row.get("nationality", ""),
            appointed=row.get("appointed"),
            appointed_at=session_row("HRC", at) if at else None,
            took_office=row.get("took_office"),
            left=row.get("left"),
            **_sourced(row),
        )
    _load_reports(facts["reports"], mandate, holders, today)
    for row in facts["visits"]:
        CountryVisit.objects.create(
            mandate=mandate,
            state_id=states[known_state(row["state"]) or row["state"]],
            status=row["status"],
            starts=row.get("starts"),
            ends=row.get("ends"),
            holder=holders.get(row["holder"]),
            report_symbol=row.get("report_symbol", ""),
            report_session=session_row("HRC", row["report_session"]) if "report_session" in row else None,
            **_sourced(row),
        )
    OpenQuestion.objects.bulk_create(OpenQuestion(mandate=mandate, **row) for row in facts["questions"])
    replan([mandate.pk], today)
    for stream in ReportingObligation.objects.awaiting_confirmation().filter(mandate=mandate):
        confirm_stream(stream, by=people["officer"], followed_since=followed_since, is_example=True)
    mandate.refresh_from_db()
    return mandate


def is_empty() -> bool:
    """Whether the database holds no office yet: no mandate and no text."""
    return not (Mandate.objects.exists() or Resolution.objects.exists())


FOLLOWED_SINCE = date(2025, 12, 1)  # long enough before the demonstration's busier day to have something late


@transaction.atomic
def load_demonstration(today: date) -> bool:
    """Reference data and sample for a demonstration; False, with nothing changed but what is missing, when there is an
    office already."""
    load_reference()
    if not is_empty():
        replan(None, today)
        return False
    load_sample(today, followed_since=min(FOLLOWED_SINCE, today - timedelta(days=1)))
    return True
