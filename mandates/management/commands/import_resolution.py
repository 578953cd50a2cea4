"""`manage.py import_resolution FILE…`: read each file and store its texts, one transaction a text."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from rich.console import Console
from rich.progress import track

from mandates import clock
from mandates.reading import ReadingError, read_each
from mandates.records.importing import NotAccepted, import_text
from mandates.records.planning import Ground

from .parse_resolution import file_content


class Command(BaseCommand):
    help = "Reads resolutions and stores them. A text that is there already changes nothing; one that fails, neither."

    def add_arguments(self, parser):
        parser.add_argument(
            "files",
            nargs="+",
            metavar="FILE",
            help="a file of any kind that can be read, with one text or several, or a folder of such",
        )

    def handle(self, *, files, **options):
        paths = [path for name in files for path in _files(Path(name))]
        counts = Counter()
        console = Console(stderr=True)
        ground = Ground(clock.today())
        done = 0
        try:
            for path in track(paths, "Reading", console=console, disable=not console.is_terminal, transient=True):
                counts.update(self._of_file(path, ground))
                done += 1
        except KeyboardInterrupt:
            raise CommandError(
                f"Stopped after {done} of {len(paths)} files: {_counted(counts)} The rest is untouched; run the same"
                " command again to go on.",
                returncode=130,
            ) from None
        self.stdout.write(_counted(counts))
        if failed := counts["not stored"]:
            raise CommandError(
                f"{failed} of {counts.total()} texts {'was' if failed == 1 else 'were'} not stored; nothing of them was"
                " kept.",
                returncode=1,
            )

    def _of_file(self, path: Path, ground: Ground) -> Iterator[str]:
        """Store the texts of a file, and say for each what became of it."""
        try:
            texts = list(read_each(file_content(str(path)), source=path.name))
        except ReadingError as error:
            self.stderr.write(f"{path}: {error}")
            yield "not stored"
            return
        for number, text in enumerate(texts, 1):
            place = f", text {number} of {len(texts)}" if len(texts) > 1 else ""
            try:
                imported = import_text(text, ground=ground)
            except (ReadingError, NotAccepted, DatabaseError) as error:
                self.stderr.write(f"{path}{place}: {error}")
                yield "not stored"
                continue
            if imported.is_new:
                self.stdout.write(_told(f"{path.name}{place}", imported))
            yield "stored" if imported.is_new else "there already"


def _counted(counts: Counter) -> str:
    return ", ".join(f"{counts[outcome]} {outcome}" for outcome in ("stored", "there already", "not stored")) + "."


def _files(path: Path) -> list[Path]:
    """The file itself, or the files of a folder and of the folders in it, hidden ones left out."""
    if not path.is_dir():
        return [path]
    return sorted(
        inner
        for inner in path.rglob("*")
        if inner.is_file() and not any(part.startswith(".") for part in inner.relative_to(path).parts)
    )


def _told(name: str, imported) -> str:
    text = imported.resolution
    parts = (
        f"{imported.paragraphs} paragraphs; requests: {imported.requests} new, "
        f"{len(imported.asked) - imported.requests} repeated; reporting streams: {imported.obligations} new, "
        f"{len(imported.streams) - imported.obligations} repeated"
    )
    warned = "".join(f"\n  ! {warning}" for warning in text.warnings)
    return f"{name}: {text.symbol}, {parts}{warned}"
