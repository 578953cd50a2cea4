"""How fast texts are read: `python -m tests.benchmarks.reading [FILE …]`. One core, no database, start-up not counted.

Without files: the labelled texts beside the project where they are there, else the sample two hundred times. Prints
texts a second by the wall and by the processor, the slowest, and how far memory grew over a thousand texts.
"""

import resource
import sys
import time
from pathlib import Path

from mandates.reading import ReadingError, read

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "mandates" / "sample" / "resolution-44-11.txt"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def texts(names: list[str]) -> list[tuple[str, bytes]]:
    paths = [Path(name) for name in names] or sorted((ROOT.parent / "shared" / "corpus").glob("*.json"))
    return [(path.name, path.read_bytes()) for path in paths] or [(SAMPLE.name, SAMPLE.read_bytes())] * 200


def main(names: list[str]) -> None:
    given = texts(names)
    read(SAMPLE.read_bytes())  # tables are compiled once
    slowest, wall, processor = (0.0, ""), time.perf_counter(), time.process_time()
    for name, content in given:
        begun = time.process_time()
        try:
            read(content)
        except ReadingError as refused:
            say(f"{name}: {refused}")
        slowest = max(slowest, (time.process_time() - begun, name))
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    say(
        f"{len(given)} texts: {len(given) / wall:.0f} a second, {len(given) / processor:.0f} a second of processor time"
    )
    say(f"slowest: {slowest[1]}, {slowest[0] * 1000:.0f} ms")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(1000):
        read(given[number % len(given)][1])
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    say(f"memory: {before / 1024:.0f} MiB, {grown / 1024:+.1f} MiB over a thousand further texts")


if __name__ == "__main__":
    main(sys.argv[1:])
