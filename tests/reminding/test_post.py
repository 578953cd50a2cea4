"""The conversation with a mail server that takes commands together (RFC 2920), as the usual ones do."""

import asyncio
import re
from datetime import date
from html import escape
from threading import Thread

import pytest

from mandates.models import Mail, User
from mandates.reminding import links
from mandates.reminding.sending import send_due_reminders
from tests.benchmarks.mail_sink import Sink

from .conftest import MONDAY

pytestmark = pytest.mark.django_db


class Together(Sink):
    """Keeps what it hears. Whom it refuses it still answers "go ahead" to the content, as RFC 2920 lets it."""

    refuses = b""
    says = b"250 Accepted"

    def __init__(self, post):
        super().__init__(None)
        self.post = post

    def _obey(self, line):
        self.post.commands.append(line)
        if self.refuses and self.refuses in line:
            self.transport.write(b"550 5.1.1 No such person here\r\n")
        else:
            super()._obey(line)

    def _keep(self, message):
        self.post.accepted.append((self.recipient.decode(), message))
        self.takes_content = False
        self.transport.write(self.says + b"\r\n")

    def connection_lost(self, error):
        self.post.unfinished += bytes(self.got)


class PostOffice:
    def __init__(self):
        self.accepted, self.commands, self.unfinished = [], [], b""


@pytest.fixture
def together(settings):
    """A mail server on loopback, in a thread of its own, that takes commands together."""
    post, loop = PostOffice(), asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)  # this thread may have a loop of its own: a browser's
    thread.start()
    server = asyncio.run_coroutine_threadsafe(loop.create_server(lambda: Together(post), "127.0.0.1", 0), loop).result()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.sockets[0].getsockname()
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 5
    yield post
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def test_a_server_that_takes_commands_together_gets_every_mail_whole(due, together, officer, head):
    due("H7", date(2026, 4, 2), step="Submit the report\n.\n.hidden")
    assert send_due_reminders(MONDAY).sent == 2
    assert {to for to, _message in together.accepted} == {officer.email, head.email}
    for _to, message in together.accepted:
        assert b"\r\n..hidden" in message, "a line that begins with a dot is not the end"
        assert message.endswith(b"--")


def test_who_is_refused_gets_no_content_though_the_server_says_go_ahead(due, together, officer, head, monkeypatch):
    monkeypatch.setattr(Together, "refuses", officer.email.encode())
    due("H7", date(2026, 4, 2))
    sending = send_due_reminders(MONDAY)
    assert (sending.sent, sending.unsent, sending.in_doubt) == (1, 1, 0)
    assert [to for to, _message in together.accepted] == [head.email]
    assert together.unfinished == b"", "not even a farewell, which would be taken for content"
    assert "No such person here" in Mail.objects.get(person=officer).error


@pytest.mark.parametrize(
    ("answer", "became"),
    [
        ("250 Accepted", Mail.State.SENT),
        ("252 Accepted, and looked at later", Mail.State.SENT),
        ("451 Not now", Mail.State.FAILED),
        ("554 Never", Mail.State.FAILED),
        ("accepted", Mail.State.DOUBT),
    ],
)
def test_only_a_clear_no_after_the_content_lets_a_mail_be_tried_again(
    due, together, officer, monkeypatch, answer, became
):
    """RFC 5321, section 4.2: the first digit says whether it was accepted. Of an answer without one nobody knows."""
    monkeypatch.setattr(Together, "says", answer.encode())
    due("H6", date(2026, 4, 2))
    send_due_reminders(MONDAY)
    mail = Mail.objects.get(person=officer)
    assert (mail.state, len(together.accepted)) == (became, 1)


@pytest.mark.parametrize(
    "written",
    [
        "Easter Monday <b>&amp; {braces}</b>",
        "Lundi de Pâques – عيد الفصح",
        "A sign of private use \ue000subject\ue000",
        "An old line\rend",
        "Easter Monday " + "‐" * 400,
    ],
    ids=["signs of HTML", "other scripts", "signs of private use", "a line end of its own", "a line too long for mail"],
)
def test_whatever_is_written_arrives_as_it_was_written(due, mail_server, officer, written):
    due("H7", date(2026, 4, 2), adjustments=[{"from": "2026-04-06", "to": "2026-04-02", "why": written}])
    send_due_reminders(MONDAY)
    plain, html = (mail_server.to(officer.email)[0].get_body([kind]).get_content() for kind in ("plain", "html"))
    words = " ".join(written.split())
    assert words in " ".join(plain.split())
    assert escape(words) in " ".join(html.split())


def test_what_the_frame_repeats_is_each_persons_own(due, mail_server, officer, head):
    due("H7", date(2026, 3, 29))
    send_due_reminders(MONDAY)
    assert {to for to, _message in mail_server.accepted} == {officer.email, head.email}
    for to, message in mail_server.accepted:
        for kind in ("plain", "html"):
            tokens = re.findall(r"/mail/stop/([^/\s]+)/", message.get_body([kind]).get_content())
            assert [User.objects.get(pk=links.read("stop", token).person).email for token in tokens] == [to]
