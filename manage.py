#!/usr/bin/env python
"""Runs the commands of Mandate Desk: `python manage.py demo` to look around, `python manage.py help` for all."""

import os
import sys


def main() -> None:
    if sys.argv[1:2] == ["demo"]:
        os.environ.setdefault("DEMO", "on")  # settings are read before a command can speak
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mandates.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
