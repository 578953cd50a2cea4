"""The conversation with a mail server that takes commands together (RFC 2920), as the usual ones do."""

import asyncio
from datetime import date
from threading import Thread

import pytest

from mandates.models import Mail
from mandates.reminding.sending import send_due_reminders
from tests.benchmarks.mail_sink import Sink

from .conftest import MONDAY

pytestmark = pytest.mark.django_db


class Together(Sink):
    """Keeps what it hears. Whom it refuses it still answers "go ahead" to the content, as RFC 2920 lets it."""

    refuses = b""

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
        self.transport.write(b"250 Accepted\r\n")

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
