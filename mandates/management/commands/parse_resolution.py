"""Print what each file says, one JSON object a line; no database is touched."""

import json
import sys
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
        # UTF-8 whatever the terminal says: the output is for programs.
        out = getattr(self.stdout, "_out", sys.stdout)
        if out is sys.stdout and hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        failed = False
        for name in files:
            try:
                line = as_contract(read(file_content(name), source=name))
            except ReadingError as error:
                failed, line = True, {"source": name, "error": str(error)}
            self.stdout.write(json.dumps(line, ensure_ascii=False))
            self.stdout.flush()
        if failed:
            sys.exit(1)


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
