"""A real mail server on loopback that misbehaves, in a process of its own.

`python -m tests.benchmarks.mail_server ACCEPTED SEED` prints its port, then writes a line into the file ACCEPTED for
every message before it answers that it accepted it: recipient and Message-ID. Some messages meet a server that stalls,
refuses for now, or hangs up: before it has the content, after it has it without accepting it, and after accepting it.
SIGTERM ends it.
"""

import asyncio
import os
import random
import sys
from contextlib import suppress
from email import message_from_bytes

from aiosmtpd.smtp import SMTP

from tests.benchmarks.mail_sink import opened, serve

STALL = 0.4  # seconds: longer than the workers of the kill test wait for an answer


class Keeping:
    """Keeps a line of every message; `chance` decides what goes wrong."""

    def __init__(self, accepted, chance: random.Random):
        self._accepted = opened(accepted)
        self._chance = chance

    def _happens(self, share: float) -> bool:
        return self._chance.random() < share

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self._happens(0.02):
            server.transport.abort()
            return "421 gone"
        if self._happens(0.02):
            await asyncio.sleep(STALL)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self._happens(0.04):
            return "450 4.2.1 Not now"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self._happens(0.01):
            server.transport.abort()
            return "421 gone"
        if self._happens(0.02):
            return "451 4.3.0 Not now"
        number = message_from_bytes(envelope.content)["Message-ID"]
        os.write(self._accepted, f"{envelope.rcpt_tos[0]} {number}\n".encode())
        if self._happens(0.01):
            server.transport.abort()
            return "421 gone"
        if self._happens(0.01):
            await asyncio.sleep(STALL)
        return "250 Accepted"


if __name__ == "__main__":
    handler = Keeping(sys.argv[1], random.Random(int(sys.argv[2])))
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(lambda: SMTP(handler, hostname="localhost")))
