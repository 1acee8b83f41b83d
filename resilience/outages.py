"""The database out of reach: everybody is told so at once, and it goes on by itself when the database is back."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager

from resilience import postgresql
from resilience.answers import ask_all, refuse_no_recovery, refuse_other_than_unavailable
from resilience.installation import Installation
from resilience.sizes import Sizes


def run(installation: Installation, sizes: Sizes) -> None:
    """Take the database away in every way there is. Raises Failed for a wrong or a late answer."""
    if installation.engine == "PostgreSQL":
        _endure(installation, "server stopped", _stopped(installation), reads=True)
        _endure(installation, "table locked by somebody else", _table_locked(installation), reads=True)
    else:
        _endure(installation, "file gone", _gone(installation), reads=True)
        _endure(installation, "file locked by another program", _locked(installation), reads=True)
        _endure(installation, "queue of writers stuck", _queue_stuck(installation), reads=False)


def _endure(installation: Installation, name: str, outage: AbstractContextManager[None], *, reads: bool) -> None:
    refuse_no_recovery(installation)
    with outage:
        answers = ask_all(installation, reads=reads)
        for asked, answer in answers.items():
            refuse_other_than_unavailable(asked, answer)
    slowest = max(answer.seconds for answer in answers.values())
    recovered = refuse_no_recovery(installation)
    print(f"  {name}: 503 with Retry-After after {slowest:.2f} s at most; it works again after {recovered:.2f} s")


@contextmanager
def _stopped(installation: Installation) -> Iterator[None]:
    postgresql.stop(installation.address_of_database)
    try:
        yield
    finally:
        postgresql.start(installation.address_of_database)


@contextmanager
def _table_locked(installation: Installation) -> Iterator[None]:
    """Hold what a migration holds that waits for ever."""
    with postgresql.connect(installation.address_of_database) as connection, connection.transaction():
        connection.execute("LOCK TABLE initiatives_deadline, django_session IN ACCESS EXCLUSIVE MODE")
        yield


@contextmanager
def _gone(installation: Installation) -> Iterator[None]:
    """Move the file away and put a folder in its place, so that no empty database can be made there."""
    aside = installation.database.with_suffix(".aside")
    installation.database.rename(aside)
    installation.database.mkdir()
    try:
        yield
    finally:
        installation.database.rmdir()
        aside.rename(installation.database)


@contextmanager
def _locked(installation: Installation) -> Iterator[None]:
    with closing(sqlite3.connect(installation.database, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")


@contextmanager
def _queue_stuck(installation: Installation) -> Iterator[None]:
    """Hold the place at the head of the queue, as a writer does that waits for something else."""
    place = os.open(f"{installation.database}-queue", os.O_RDWR)
    fcntl.flock(place, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(place)
