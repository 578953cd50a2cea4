"""Print what each text would set in motion: renewals, reports and dates with their reasons; no database is touched."""

import argparse
import sys
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from mandates.planning import SessionName, read_calendar, shipped_calendar
from mandates.reading import ReadingError, read_each
from mandates.records.explaining import Explainer

from .parse_resolution import file_content, lines_for_programs


def _session(text: str) -> SessionName:
    try:
        return SessionName.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


class Command(BaseCommand):
    help = (
        "Reads each text alone, also of several in one file, and prints, one JSON object a line, the renewal, the "
        "reports and the dates that it would set in motion by the shipped rules. A file that cannot be read gets a "
        "line with its error; the exit status is then 1."
    )
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument(
            "--sessions", type=Path, metavar="CSV", help="the session calendar; without it the one that is shipped"
        )
        parser.add_argument("--session", type=_session, metavar="HRC53", help="only what belongs to this session")
        parser.add_argument(
            "--on", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD", help="the day that stands for today"
        )

    def handle(self, *, files, sessions, session, on, **options):
        explainer = Explainer(_calendar(sessions), on)
        failed = False
        with lines_for_programs(self.stdout) as print_line:
            for name in files:
                try:
                    for text in read_each(file_content(name), source=name):
                        for line in explainer.lines(text.said(), session):
                            print_line(line)
                except ReadingError as error:
                    failed = True
                    print_line({"source": name, "error": str(error)})
        if failed:
            sys.exit(1)


def _calendar(path):
    if path is None:
        return shipped_calendar()
    try:
        return read_calendar(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"The calendar {path} could not be read: {error}. Nothing was printed.") from error
    except ValueError as error:
        raise CommandError(f"{error} Nothing was printed.") from error
