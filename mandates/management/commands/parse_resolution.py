"""Print what each file says, one JSON object a line; no database is touched."""

import json
import os
import signal
import sys
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand

from mandates.reading import ReadingError, as_contract, read
from mandates.reading.sources import FILE_LIMIT


class Command(BaseCommand):
    help = (
        "Reads resolutions (text, HTML, DOCX, PDF, or the mandate registry's block lists) and prints one JSON object a "
        "file, one a line. A file that cannot be read gets a line with its error; the exit status is then 1. "
        "“-” reads standard input."
    )
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")

    def handle(self, *, files, **options):
        failed = False
        with lines_for_programs(self.stdout) as print_line:
            for name in files:
                try:
                    line = as_contract(read(file_content(name), source=name))
                except ReadingError as error:
                    failed, line = True, {"source": name, "error": str(error)}
                print_line(line)
        if failed:
            sys.exit(1)


@contextmanager
def lines_for_programs(stdout):
    """Gives what prints a value as one line of JSON, in UTF-8 whatever the terminal says. Where the program that reads
    the lines has enough of them ("| head"), the command ends quietly, with the status of one that the pipe ended."""
    out = getattr(stdout, "_out", sys.stdout)
    if out is sys.stdout and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")

    def print_line(value):
        stdout.write(json.dumps(value, ensure_ascii=False))
        stdout.flush()

    try:
        yield print_line
    except BrokenPipeError:
        # what is still waiting to be written goes nowhere, or Python complains at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(128 + signal.SIGPIPE)


def file_content(name: str) -> bytes:
    """The bytes of a file, one more than the limit at most: what is larger is refused by the reader, unread."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(FILE_LIMIT + 1)
        with Path(name).open("rb") as file:
            return file.read(FILE_LIMIT + 1)
    except IsADirectoryError as error:
        raise ReadingError("This is a folder; name the files in it.") from error
    except FileNotFoundError as error:
        raise ReadingError("There is no file of this name.") from error
    except (OSError, ValueError) as error:
        raise ReadingError("The file could not be opened; check that you may read it.") from error
