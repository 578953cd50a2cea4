"""`manage.py import_resolution FILE…`: read each file and store it, one transaction a file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from rich.console import Console
from rich.progress import track

from mandates import clock
from mandates.records.importing import NotAccepted, ReadingError, import_resolution
from mandates.records.planning import Ground


class Command(BaseCommand):
    help = "Reads resolutions and stores them. A file that is there already changes nothing; one that fails, neither."

    def add_arguments(self, parser):
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help="a file of any kind that can be read, or a folder of such files"
        )

    def handle(self, *, files, **options):
        paths = [path for name in files for path in _files(Path(name))]
        new, known, failed = [], [], []
        console = Console(stderr=True)
        ground = Ground(clock.today())
        try:
            for path in track(paths, "Reading", console=console, disable=not console.is_terminal, transient=True):
                try:
                    imported = import_resolution(path.read_bytes(), source=path.name, ground=ground)
                except (ReadingError, NotAccepted, OSError, DatabaseError) as error:
                    failed.append(path)
                    missing = isinstance(error, FileNotFoundError)
                    self.stderr.write(f"{path}: {'there is no file of this name.' if missing else error}")
                    continue
                (new if imported.is_new else known).append(path)
                if imported.is_new:
                    self.stdout.write(_told(path, imported))
        except KeyboardInterrupt:
            done = len(new) + len(known) + len(failed)
            raise CommandError(
                f"Stopped after {done} of {len(paths)} files: {len(new)} stored, {len(known)} there already,"
                f" {len(failed)} not stored. The rest is untouched; run the same command again to go on.",
                returncode=130,
            ) from None
        self.stdout.write(f"{len(new)} stored, {len(known)} there already, {len(failed)} not stored.")
        if failed:
            raise CommandError(
                f"{len(failed)} of {len(paths)} files were not stored; nothing of them was kept.", returncode=1
            )


def _files(path: Path) -> list[Path]:
    """The file itself, or the files of a folder and of the folders in it, hidden ones left out."""
    if not path.is_dir():
        return [path]
    return sorted(
        inner
        for inner in path.rglob("*")
        if inner.is_file() and not any(part.startswith(".") for part in inner.relative_to(path).parts)
    )


def _told(path: Path, imported) -> str:
    text = imported.resolution
    parts = (
        f"{imported.paragraphs} paragraphs; requests: {imported.requests} new, "
        f"{len(imported.asked) - imported.requests} repeated; reporting streams: {imported.obligations} new, "
        f"{len(imported.streams) - imported.obligations} repeated"
    )
    warned = "".join(f"\n  ! {warning}" for warning in text.warnings)
    return f"{path.name}: {text.symbol}, {parts}{warned}"
