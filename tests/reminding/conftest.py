"""An office with a mandate and its dates, and a real mail server on loopback."""

from datetime import date
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from mandates.models import Body, Deadline, Mandate, Resolution, Rule, Session
from mandates.records.loading import load_rules

MONDAY = date(2026, 3, 30)  # the day that the design pages show


class MailServer:
    """Keeps what it accepts. `refuses` are addresses it never takes, `defers` those it does not take now; `drops` is
    how many messages from now on make it hang up before it answers, `drops_early` the same before it has the content.
    """

    def __init__(self):
        self.accepted, self.senders = [], []
        self.refuses = set()
        self.defers = set()
        self.drops = self.drops_early = 0
        self.accepts_before_it_drops = False
        self.mails_a_connection = None
        self.connections = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.taken = 0
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.mails_a_connection is not None and session.taken >= self.mails_a_connection:
            server.transport.abort()
            return "421 enough"
        session.taken += 1
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.refuses:
            return "550 5.1.1 No such person here"
        if address in self.defers:
            return "450 4.2.1 Not now"
        if self.drops_early:
            self.drops_early -= 1
            server.transport.abort()
            return "421 gone"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        is_dropped, self.drops = self.drops > 0, max(self.drops - 1, 0)
        if not is_dropped or self.accepts_before_it_drops:
            self.senders.append(envelope.mail_from)
            self.accepted.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content, policy=policy.default)))
        if is_dropped:
            server.transport.abort()
            return "421 gone"
        return "250 Accepted"

    def to(self, address):
        return [message for recipient, message in self.accepted if recipient == address]


class FreePort(Controller):
    """Listens on whatever port is free: test processes run side by side."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def mail_server(settings):
    """A mail server on a free port of loopback, to which the desk sends."""
    handler = MailServer()
    controller = FreePort(handler, hostname="127.0.0.1", port=0, server_hostname="localhost")
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 5
    yield handler
    controller.stop()


@pytest.fixture
def rules(db):
    """The default rules, as shipped."""
    load_rules()
    return {rule.code: rule for rule in Rule.objects.all()}


@pytest.fixture
def mandate(officer, head, unit):
    return Mandate.objects.create(
        name="Independent Expert on human rights and international solidarity",
        short_name="International solidarity",
        slug="solidarity",
        owner=officer,
        unit=unit,
    )


@pytest.fixture
def due(mandate, rules):
    """Plan one step, `due("H7", date(2026, 4, 2))`: followed, and in time to the end of its day."""
    session, _created = Session.objects.get_or_create(body=Body.COUNCIL, number=62, opens_on=date(2026, 6, 15))
    text, _created = Resolution.objects.get_or_create(symbol="A/HRC/RES/53/5", title="Human rights and solidarity")

    def planned(code, due_on, **names):
        rule = rules[code]
        facts = {
            "mandate": mandate,
            "key": f"{code}|{due_on}|{Deadline.objects.count()}",
            "rule": rule,
            "step": rule.step,
            "session": session,
            "source_resolution": text,
            "source_paragraph": "9",
            "anchor": rule.anchor,
            "offset_words": rule.offset,
            "due_on": due_on,
            "late_after": None if rule.is_event else due_on,
            "is_event": rule.is_event,
        }
        return Deadline.objects.create(**facts | names)

    return planned
