#!/usr/bin/env python
"""Runs the commands of Mandate Desk: `python manage.py demo` to look around, `python manage.py help` for all."""

import os
import re
import sys


def show_demonstration(arguments: list[str]) -> None:
    """Choose the settings of `demo` before they are read: a demonstration, and the day it shows (`--on 2026-03-30`)."""
    os.environ.setdefault("DEMO", "on")
    if shown := re.search(r"(?:^|\0)--on[\0=](\d{4}-\d{2}-\d{2})(?:\0|$)", "\0".join(arguments)):
        os.environ["SHOWN_DAY"] = shown[1]


def main() -> None:
    if sys.argv[1:2] == ["demo"]:
        show_demonstration(sys.argv[2:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mandates.settings")
    from django.core.management import execute_from_command_line
    from django.db import OperationalError, ProgrammingError

    try:
        execute_from_command_line(sys.argv)
    except (OperationalError, ProgrammingError) as error:
        if not re.search(r"no such table|relation .* does not exist", str(error)):
            raise
        sys.exit("The database has no tables yet, or not all of them. Run first: python manage.py migrate")


if __name__ == "__main__":
    main()
