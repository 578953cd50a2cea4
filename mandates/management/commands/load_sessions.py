"""`manage.py load_sessions FILE`: a session calendar in CSV, laid beside the one that the office keeps."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from mandates.planning.sessions import read_calendar
from mandates.records.changing import load_calendar
from mandates.records.deadlines import NotAccepted
from mandates.records.moves import in_words


class Command(BaseCommand):
    help = (
        "Adds the sessions and days that are new and replans what hangs on them. Days that differ stay as the office "
        "keeps them and are listed, unless --replace takes those of the file. Running it again changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="CSV with the columns body,session,kind,start,end,source")
        parser.add_argument("--replace", action="store_true", help="take the days of the file where they differ")

    def handle(self, *, file, replace, **options):
        path = Path(file)
        try:
            rows = read_calendar(path.read_text(encoding="utf-8"))
            read = load_calendar(rows, replace=replace, by=None, source=path.name)
        except (OSError, UnicodeDecodeError, ValueError, NotAccepted) as error:
            raise CommandError(f"{error} Nothing was changed.") from None
        self.stdout.write(
            f"{len(read.new)} new, {len(read.completed)} completed, {len(read.differing)} differ, {read.same} the same."
        )
        if read.new:
            self.stdout.write(f"New: {', '.join(read.new)}.")
        if read.completed:
            self.stdout.write(f"A day that was missing is there now: {', '.join(read.completed)}.")
        for name, kept, there in read.differing:
            taken = "taken from the file" if replace else "kept as it is"
            self.stdout.write(f"{name}: {kept} here, {there} in the file; {taken}.")
        if read.differing and not replace:
            self.stdout.write("To take the days of the file, run it again with --replace.")
        if read.told is not None:
            self.stdout.write(f"{in_words(read.told.kinds)} {len(read.told.told)} people are told.")
