"""A mail server on loopback that accepts everything and costs next to nothing, so that what is measured is the desk.

`python -m tests.benchmarks.mail_sink ACCEPTED` prints its port, then writes a line into the file ACCEPTED for every
message before it answers that it accepted it: recipient and Message-ID. SIGTERM ends it. It takes commands together
(RFC 2920), as the usual mail servers do.
"""

import asyncio
import os
import re
import signal
import sys
from collections.abc import Callable

MESSAGE_ID = re.compile(rb"(?im)^Message-ID:\s*(\S+)")
ANSWERS = {
    b"EHLO": b"250-localhost\r\n250-PIPELINING\r\n250 8BITMIME\r\n",
    b"DATA": b"354 Go ahead\r\n",
    b"QUIT": b"221 Bye\r\n",
}


class Sink(asyncio.Protocol):
    """One connection. `accepted` is the number of the open file."""

    def __init__(self, accepted: int):
        self.accepted = accepted
        self.got = bytearray()
        self.takes_content = False
        self.recipient = b""

    def connection_made(self, transport):
        self.transport = transport
        transport.write(b"220 localhost\r\n")

    def data_received(self, data):
        looked = max(len(self.got) - 4, 0)  # the end of a message may come in two pieces
        self.got += data
        while (end := self.got.find(b"\r\n.\r\n" if self.takes_content else b"\r\n", looked)) >= 0:
            if self.takes_content:
                self._keep(bytes(self.got[:end]))
                del self.got[: end + 5]
            else:
                line = bytes(self.got[:end])
                del self.got[: end + 2]
                self._obey(line)
            looked = 0

    def _obey(self, line):
        command = line[:4].upper()
        if command == b"RCPT":
            self.recipient = line.partition(b"<")[2].partition(b">")[0]
        self.takes_content = command == b"DATA"
        self.transport.write(ANSWERS.get(command, b"250 OK\r\n"))
        if command == b"QUIT":
            self.transport.close()

    def _keep(self, message):
        os.write(self.accepted, self.recipient + b" " + MESSAGE_ID.search(message)[1] + b"\n")
        self.takes_content = False
        self.transport.write(b"250 Accepted\r\n")


def opened(accepted: str) -> int:
    """The number of the file `accepted`, open for lines that are added at its end."""
    return os.open(accepted, os.O_WRONLY | os.O_CREAT | os.O_APPEND)


async def serve(connection: Callable[[], asyncio.BaseProtocol]) -> None:
    """Print the port, then take every connection by a new `connection()`, until SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    server = await loop.create_server(connection, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await stop.wait()
    server.close()


if __name__ == "__main__":
    kept = opened(sys.argv[1])
    asyncio.run(serve(lambda: Sink(kept)))
