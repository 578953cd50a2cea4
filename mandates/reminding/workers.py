"""Which worker this is, and whether another one still lives."""

import os
import socket
from itertools import count

_NUMBERS = count(1)
_RUNNING: set[str] = set()


class Worker:
    """One run, or one worker that stays: `host/process/number`. Used in a `with`, it lives as long as that."""

    def __init__(self):
        self.name = f"{socket.gethostname()[:50]}/{os.getpid()}/{next(_NUMBERS)}"

    def __enter__(self) -> str:
        _RUNNING.add(self.name)
        return self.name

    def __exit__(self, *_) -> None:
        _RUNNING.discard(self.name)


def is_gone(name: str) -> bool:
    """Whether the worker of this name certainly lives no more: its process on this machine has ended.

    Of a worker on another machine nobody here can tell: its claims wait out their time."""
    host, _slash, rest = name.partition("/")
    process = rest.partition("/")[0]
    if host != socket.gethostname()[:50] or not process.isdigit():
        return False
    if int(process) == os.getpid():
        return name not in _RUNNING
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
