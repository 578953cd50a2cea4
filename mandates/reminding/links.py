"""The links in a mail: signed, for one purpose, one person and one thing, and only for some days.

A link says who may do what without signing in, and no more: its salt is its purpose, so that a link to snooze cannot
acknowledge, and what it names includes how the thing stood, so that pressing twice does it once. Following a link
changes nothing; the page that it opens asks once more.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from mandates.models import Deadline, Mail, User

LASTS = timedelta(days=14)
LASTS_TO_STOP = timedelta(days=400)  # who wants no more mail does so from any mail that is still there
PURPOSES = ("done", "snooze", "acknowledge", "stop")


MAIL_NAME = re.compile(r"\b[a-z]+-(\d{1,18})-(\d{1,5})-\d{14}-[0-9a-f]{20}\b")


class LinkNotValid(Exception):
    """The link was changed, or made for another purpose."""


class LinkTooOld(LinkNotValid):
    """The link was good once."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a link names: the person, the thing (a deadline, a mail, or a kind of mail), and how it stood."""

    person: int
    thing: str
    stood: str


def _signer(purpose: str) -> signing.TimestampSigner:
    return _signer_with(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS), purpose)


class _Signer(signing.TimestampSigner):
    """Signs as Django does, with the key of the salt made once: a digest of twenty dates has forty signed links."""

    def signature(self, value: str, key: str | None = None) -> str:
        digest = hmac.digest(_key_of(self.salt, key or self.key), value.encode(), self.algorithm)
        return signing.b64_encode(digest).decode()


@lru_cache(maxsize=64)
def _key_of(salt: str, secret: str) -> bytes:
    return hashlib.sha256(f"{salt}signer{secret}".encode()).digest()


@lru_cache(maxsize=len(PURPOSES))
def _signer_with(secret: str, older: tuple[str, ...], purpose: str) -> signing.TimestampSigner:
    return _Signer(key=secret, fallback_keys=list(older), salt=f"mandates.mail.{purpose}")


def _token(purpose: str, person: int, thing: object, stood: object = "") -> str:
    return _signer(purpose).sign(f"{person}.{thing}.{stood}").replace(":", "~")


def read(purpose: str, token: str) -> Named:
    """What the `token` of a link for `purpose` names. Raises LinkTooOld, LinkNotValid."""
    lasts = LASTS_TO_STOP if purpose == "stop" else LASTS
    try:
        person, thing, stood = _signer(purpose).unsign(token.replace("~", ":"), max_age=lasts).split(".", 2)
        return Named(int(person), thing, stood)
    except signing.SignatureExpired as error:
        raise LinkTooOld from error
    except (signing.BadSignature, ValueError) as error:
        raise LinkNotValid from error


def address(purpose: str, token: str) -> str:
    return f"{place('from_mail', purpose, '-')[:-2]}{token}/"


@lru_cache(maxsize=256)
def _place(desk: str, name: str, *args: object) -> str:
    return desk + reverse(name, args=args)


def place(name: str, *args: object) -> str:
    """The whole address of a page. Remembered: a digest of twenty dates has a hundred links."""
    return _place(settings.DESK_URL, name, *args)


def place_of(name: str, deadline: Deadline) -> str:
    """The whole address of a page of `deadline`."""
    return place(name, 0).replace("/0/", f"/{deadline.pk}/", 1)


def done_address(deadline: Deadline, person: User) -> str:
    return address("done", _token("done", person.pk, deadline.pk, deadline.due_on or deadline.late_after or ""))


def snooze_address(deadline: Deadline, person: User) -> str:
    """Good for the next snooze only: it names how often the deadline was snoozed before."""
    return address("snooze", _token("snooze", person.pk, deadline.pk, deadline.snoozes))


def acknowledge_address(mail: Mail) -> str:
    return address("acknowledge", _token("acknowledge", mail.person_id, mail.pk))


def stop_address(person: User, kind: str) -> str:
    """To turn off digests or notices, one of `Mail.Kind`."""
    return address("stop", _token("stop", person.pk, kind))


def name_of(mail: Mail) -> str:
    """The name by which a mail server's report tells us which `mail` it means. Signed: nobody else can make one.

    It is another one each time that a person lets the mail be sent again: reports on the earlier one stay about that,
    and no mail server takes the new one for what it had before."""
    named = f"{mail.kind}-{mail.pk}-{mail.asked_again}-{mail.made_at:%Y%m%d%H%M%S}"
    return f"{named}-{_signature(settings.SECRET_KEY, named)}"


def mail_named(name: str) -> tuple[int, int] | None:
    """The number of the mail with this `name`, and how often a person had let it be sent again; None where its
    signature is not ours."""
    named, _dash, signature = name.rpartition("-")
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if not any(constant_time_compare(signature, _signature(key, named)) for key in keys):
        return None
    number, asked_again = MAIL_NAME.fullmatch(name).groups()
    return int(number), int(asked_again)


def _signature(key: str, named: str) -> str:
    # Lower-case hexadecimal: mail servers may change the case of what stands before the @.
    return salted_hmac("mandates.mail.name", named, secret=key).hexdigest()[:20]
