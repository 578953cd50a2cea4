"""The conversation with the mail server, step by step, so that it is always known whether a mail was certainly not
accepted, certainly accepted, or neither."""

import smtplib
from collections.abc import Callable
from copy import copy
from secrets import token_hex

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import EmailAlternative, sanitize_address

PATIENCE = 30  # seconds for any answer of the mail server
LONGEST_LINE = 998  # bytes of a line without its end (RFC 5322, section 2.1.1)
ACCEPTED = range(200, 300)  # the first digit decides (RFC 5321, section 4.2.1)
BROKEN = (smtplib.SMTPException, OSError)


class MailServerSilent(Exception):
    """No connection to the mail server; the message is what the system said."""


class Refused(Exception):
    """The mail was certainly not accepted; `for_good` where the server says that it never will be."""

    def __init__(self, said: str, *, for_good: bool = False):
        super().__init__(said)
        self.for_good = for_good


class NoAnswer(Exception):
    """The content went to the mail server, and no answer came: the mail may have been accepted."""


class ClaimLost(Exception):
    """Another worker has the mail by now: nothing was sent."""


class Post:
    """One connection for a whole run, opened when the first mail goes, anew after a refusal, and once more where the
    server ended it between two mails, as some do after a hundred."""

    def __init__(self):
        self._backend = get_connection(timeout=getattr(settings, "EMAIL_TIMEOUT", None) or PATIENCE)
        self._is_open = False
        self._sent = 0  # over this connection

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def open(self) -> None:
        """Raises MailServerSilent."""
        if self._is_open:
            return
        try:
            self._backend.open()
        except BROKEN as error:
            self.close()
            raise MailServerSilent(str(error) or type(error).__name__) from error
        self._is_open, self._sent = True, 0

    def _hang_up(self) -> None:
        """End a connection in which something went wrong, without a word: the server may wait for content by now, and
        would take a farewell for it."""
        if isinstance(self._backend, EmailBackend) and self._backend.connection is not None:
            self._backend.connection.close()
        self.close()

    def close(self) -> None:
        self._is_open = False
        try:
            self._backend.close()
        except BROKEN:
            return  # it was broken already, which is why it is closed

    def send(self, message: EmailMultiAlternatives, hand_over: Callable[[], bool]) -> None:
        """Send `message`. `hand_over` is called when nothing but the content is left to send; where it answers False,
        nothing goes. Raises Refused, NoAnswer, ClaimLost, MailServerSilent."""
        try:
            content = _in_bytes(message)
            sender, to = (sanitize_address(name, "utf-8") for name in (message.from_email, message.to[0]))
        except ValueError as error:  # an address that no mail can carry
            raise Refused(str(error), for_good=True) from error
        name = message.extra_headers["Message-ID"].strip("<>").partition("@")[0]
        self.open()
        if not isinstance(self._backend, EmailBackend):
            self._keep(message, hand_over)
            return
        try:
            try:
                self._introduce(sender, to, len(content), name)
            except (smtplib.SMTPServerDisconnected, ConnectionError) as error:
                if not self._sent:
                    raise Refused(str(error)) from error
                self._hang_up()
                self.open()
                self._introduce(sender, to, len(content), name)
            self._give(content, hand_over)
        except BROKEN as error:
            self._hang_up()
            raise Refused(str(error)) from error
        except (Refused, NoAnswer, ClaimLost):
            self._hang_up()
            raise
        self._sent += 1

    def _keep(self, message, hand_over) -> None:
        """Where mails are kept in a folder or in memory, there is nobody to ask."""
        if not hand_over():
            raise ClaimLost
        try:
            self._backend.send_messages([message])
        except BROKEN as error:
            raise Refused(str(error)) from error

    def _introduce(self, sender: str, to: str, size: int, name: str) -> None:
        smtp = self._backend.connection
        smtp.ehlo_or_helo_if_needed()
        options = f" size={size}" if smtp.has_extn("size") else ""
        options += " body=8bitmime" if smtp.has_extn("8bitmime") else ""
        if smtp.has_extn("dsn"):  # what comes back then names the mail in its first lines (RFC 3461)
            options += f" ret=hdrs envid={name}"
        steps = [
            (f"mail FROM:{smtplib.quoteaddr(sender)}{options}", (250,)),
            (f"rcpt TO:{smtplib.quoteaddr(to)}", (250, 251)),
            ("data", (354,)),
        ]
        # Where the server takes commands together (RFC 2920), one wait does for all three. Who is refused then hears
        # no content, whatever the server said to the last of them: the connection ends.
        together = smtp.has_extn("pipelining")
        if together:
            smtp.send("".join(f"{command}\r\n" for command, _good in steps))
        for command, good in steps:
            if not together:
                smtp.putcmd(command)
            code, said = smtp.getreply()
            if code == 421 and command.startswith("mail"):
                raise smtplib.SMTPServerDisconnected(_words(code, said))
            _expect(code, said, *good)

    def _give(self, content: bytes, hand_over: Callable[[], bool]) -> None:
        smtp = self._backend.connection
        if not hand_over():
            raise ClaimLost
        content = content.replace(b"\n.", b"\n..")
        # Where this breaks, the last line that ends a mail was not sent: the server cannot have accepted it.
        smtp.send(content + (b"" if content.endswith(b"\r\n") else b"\r\n") + b".\r\n")
        try:
            code, said = smtp.getreply()
        except BROKEN as error:
            raise NoAnswer(str(error) or type(error).__name__) from error
        if not (code in ACCEPTED or 400 <= code < 600):  # no answer that means anything: it may have been accepted
            raise NoAnswer(_words(code, said))
        _expect(code, said, *ACCEPTED)


def _expect(code: int, said: bytes, *good: int) -> None:
    if code not in good:
        raise Refused(_words(code, said), for_good=500 <= code < 600)


def _words(code: int, said: bytes) -> str:
    return f"{code} {said.decode(errors='replace')}"


def _in_bytes(message: EmailMultiAlternatives) -> bytes:
    """`message` as it goes over the wire, dots aside. Raises ValueError where a header cannot be sent.

    The library writes everything but the contents, and these are put in their places: it would look at each of their
    lines eight times, which took a sixth of the time of a mail. A content with a line that is too long to be sent as it
    is, is the library's to encode."""
    contents = [message.body, *(alternative.content for alternative in message.alternatives)]
    in_bytes = [_with_line_ends(content) for content in contents]
    if any(max(map(len, content.split(b"\r\n"))) > LONGEST_LINE for content in in_bytes):
        return _by_the_library(message)
    places = [f"…{token_hex(16)}" for _content in contents]  # not ASCII, so that each goes with eight bits
    frame = copy(message)
    frame.body, *others = places
    frame.alternatives = [
        EmailAlternative(place, alternative.mimetype)
        for place, alternative in zip(others, message.alternatives, strict=True)
    ]
    whole = _by_the_library(frame)
    for place, content in zip(places, in_bytes, strict=True):
        whole = whole.replace(place.encode(), content, 1)
    return whole


def _with_line_ends(content: str) -> bytes:
    """`content` with the line ends of mail, whichever it has."""
    return content.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n").encode()


def _by_the_library(message: EmailMultiAlternatives) -> bytes:
    mime = message.message()
    if mime.is_multipart():  # otherwise one is searched for, through all of the text, for every mail
        mime.set_boundary(f"=_{token_hex(16)}")
    return mime.as_bytes(linesep="\r\n")
