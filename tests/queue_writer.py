"""A program of its own that writes to an SQLite database through the queue, for the tests of the queue.

python -m tests.queue_writer FILE NAME ROUNDS says "ready", writes its name so many times, once a transaction, and
ends; with ROUNDS 0 it writes once, says "holding", and stays inside its transaction for ever.
"""

from __future__ import annotations

import sys
import time

import django
from django.conf import settings
from django.db import connection, transaction

from tracker.sqlite.journal import connection_options

SECONDS_OF_WORK = 0.005


def main(file: str, name: str, rounds: int) -> None:
    settings.configure(
        DATABASES={"default": {"ENGINE": "tracker.sqlite", "NAME": file, "OPTIONS": connection_options()}}
    )
    django.setup()
    say("ready")
    for _round in range(rounds or 1):
        with transaction.atomic():
            write(name)
            if not rounds:
                say("holding")
                while True:
                    time.sleep(1)
            time.sleep(SECONDS_OF_WORK)


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def write(name: str) -> None:
    """Read, then insert: two such transactions at once would both write the same number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM line")
        (lines,) = cursor.fetchone()
        cursor.execute("INSERT INTO line (number, writer) VALUES (%s, %s)", [lines, name])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
