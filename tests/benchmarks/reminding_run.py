"""One run of reminding in a process of its own, for the measurements: prints when it began and ended, and what it sent.

`python -m tests.benchmarks.reminding_run` waits for a line on its input, so that several begin together."""

import gc
import json
import sys
import time

import django

from tests.benchmarks.reminding_ground import TODAY

if __name__ == "__main__":
    django.setup()
    from django.db import connection

    from mandates.reminding.links import place
    from mandates.reminding.sending import send_due_reminders

    connection.ensure_connection()
    place("desk")  # reads every address of the desk, once in the life of a worker
    gc.freeze()  # as the command does
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    began, cpu = time.time(), time.process_time()
    sending = send_due_reminders(TODAY)
    sys.stdout.write(
        json.dumps({"began": began, "ended": time.time(), "sent": sending.sent, "cpu": time.process_time() - cpu})
        + "\n"
    )
