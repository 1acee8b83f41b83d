"""Writers on SQLite wait in a queue, and leave it whatever happens to them."""

from __future__ import annotations

import fcntl
import itertools
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.db import OperationalError, connections, transaction
from django.db.utils import ConnectionHandler

from tracker.sqlite.journal import connection_options

ALIAS = "queued"
SECONDS_TO_WAIT = 30


@pytest.fixture
def file(tmp_path, django_db_blocker):
    """A database file with one table, which the alias ``queued`` connects to."""
    file = tmp_path / "database.sqlite3"
    with sqlite3.connect(file) as raw:
        raw.execute("CREATE TABLE line (number integer UNIQUE, writer text)")
    raw.close()
    connect(file)
    with django_db_blocker.unblock():
        yield file
        connections[ALIAS].close()
    disconnect()


def connect(name: Path | str, **options) -> None:
    database = {"ENGINE": "tracker.sqlite", "NAME": name, "OPTIONS": {**connection_options(), **options}}
    connections.settings[ALIAS] = ConnectionHandler({"default": database}).settings["default"]


def disconnect() -> None:
    del connections[ALIAS]
    del connections.settings[ALIAS]


def is_taken(file: Path) -> bool:
    """Tell whether somebody stands at the head of the queue."""
    with Path(f"{file}-queue").open("a") as place:
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def add_line(number: int) -> None:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("INSERT INTO line (number, writer) VALUES (%s, 'test')", [number])


def numbers(file: Path) -> list[int]:
    with sqlite3.connect(file) as raw:
        rows = raw.execute("SELECT number FROM line ORDER BY number").fetchall()
    raw.close()
    return [number for (number,) in rows]


def start_writer(file: Path, name: str, rounds: int) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.queue_writer", file, name, str(rounds)], stdout=subprocess.PIPE, text=True
    )


def test_a_transaction_holds_the_queue_until_its_outermost_block_ends(file):
    with transaction.atomic(using=ALIAS):
        with transaction.atomic(using=ALIAS):
            add_line(1)
            assert is_taken(file)
        assert is_taken(file)
    assert not is_taken(file)
    assert numbers(file) == [1]


def test_an_error_inside_a_block_leaves_the_queue_and_the_row_is_gone(file):
    with pytest.raises(ZeroDivisionError), transaction.atomic(using=ALIAS):
        add_line(1)
        raise ZeroDivisionError
    assert not is_taken(file)
    assert numbers(file) == []


def test_an_error_inside_a_nested_block_keeps_the_place_of_the_outer_one(file):
    with transaction.atomic(using=ALIAS):
        add_line(1)
        with pytest.raises(ZeroDivisionError), transaction.atomic(using=ALIAS):
            add_line(2)
            raise ZeroDivisionError
        assert is_taken(file)
    assert not is_taken(file)
    assert numbers(file) == [1]


def test_closing_the_connection_inside_a_block_leaves_the_queue(file):
    with transaction.atomic(using=ALIAS):
        add_line(1)
        connections[ALIAS].close()
        assert not is_taken(file)
    assert numbers(file) == []


def test_a_transaction_that_cannot_begin_leaves_the_queue(file):
    connections[ALIAS].close()
    connections.settings[ALIAS]["OPTIONS"]["timeout"] = 0.05
    intruder = sqlite3.connect(file, isolation_level=None)
    intruder.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"), transaction.atomic(using=ALIAS):
        pytest.fail("the write lock was granted twice")
    intruder.close()
    assert not is_taken(file)


def test_a_queue_file_that_cannot_be_opened_is_named(file):
    Path(f"{file}-queue").mkdir()
    with pytest.raises(OperationalError, match=r"database.sqlite3-queue"), transaction.atomic(using=ALIAS):
        pytest.fail("the transaction began without a place in the queue")


def test_a_transaction_that_only_reads_does_not_queue(file):
    connections[ALIAS].close()
    disconnect()
    connect(file, transaction_mode="DEFERRED")
    with transaction.atomic(using=ALIAS):
        connections[ALIAS].cursor().execute("SELECT 1 FROM line")
    assert not Path(f"{file}-queue").exists()


def test_a_database_in_memory_has_no_queue(django_db_blocker, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    connect(":memory:")
    with django_db_blocker.unblock(), transaction.atomic(using=ALIAS):
        connections[ALIAS].cursor().execute("SELECT 1")
    assert list(tmp_path.iterdir()) == []
    connections[ALIAS].connection.close()
    disconnect()


def test_the_queue_moves_on_when_the_one_at_its_head_is_killed(file):
    holder = start_writer(file, "holder", rounds=0)
    assert [holder.stdout.readline() for _line in range(2)] == ["ready\n", "holding\n"]
    assert is_taken(file)
    holder.send_signal(signal.SIGKILL)
    holder.communicate(timeout=SECONDS_TO_WAIT)
    with transaction.atomic(using=ALIAS):
        add_line(7)
    assert numbers(file) == [7]


@pytest.mark.slow
def test_two_processes_take_turns_and_lose_nothing(file):
    rounds = 100
    with transaction.atomic(using=ALIAS):
        writers = [start_writer(file, name, rounds) for name in ("one", "other")]
        assert [writer.stdout.readline() for writer in writers] == ["ready\n", "ready\n"]
    for writer in writers:
        writer.communicate(timeout=SECONDS_TO_WAIT)
    assert [writer.returncode for writer in writers] == [0, 0]
    assert numbers(file) == list(range(2 * rounds))
    with sqlite3.connect(file) as raw:
        names = [name for (name,) in raw.execute("SELECT writer FROM line ORDER BY number")]
    raw.close()
    turns = [len(list(turn)) for _name, turn in itertools.groupby(names)]
    # The last turn may be long, since one process ends before the other. Without a queue one is served far oftener.
    assert max(turns[:-1]) < rounds / 4


def test_whoever_waits_too_long_in_the_queue_is_told_and_holds_up_nobody_afterwards(file):
    connections.settings[ALIAS]["OPTIONS"]["timeout"] = 0.05
    with Path(f"{file}-queue").open("a") as place:
        fcntl.flock(place, fcntl.LOCK_EX)
        with pytest.raises(OperationalError, match="locked"), transaction.atomic(using=ALIAS):
            add_line(1)
    wait_until_free(file)
    with transaction.atomic(using=ALIAS):
        add_line(1)
    assert not is_taken(file)


def test_what_comes_after_a_transaction_waits_for_a_lock_as_long_as_ever(file):
    connections.settings[ALIAS]["OPTIONS"]["timeout"] = 2
    with Path(f"{file}-queue").open("a") as place:
        fcntl.flock(place, fcntl.LOCK_EX)
        threading.Timer(0.1, fcntl.flock, (place, fcntl.LOCK_UN)).start()
        with transaction.atomic(using=ALIAS):
            add_line(1)
    with connections[ALIAS].cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (2000,)


@pytest.mark.slow
def test_the_wait_in_the_queue_is_taken_off_the_wait_for_the_lock(file):
    connections.settings[ALIAS]["OPTIONS"]["timeout"] = 1.2
    with closing(sqlite3.connect(file, isolation_level=None)) as other, Path(f"{file}-queue").open("a") as place:
        other.execute("BEGIN IMMEDIATE")
        fcntl.flock(place, fcntl.LOCK_EX)
        threading.Timer(0.6, fcntl.flock, (place, fcntl.LOCK_UN)).start()
        begun = time.monotonic()
        with pytest.raises(OperationalError, match="locked"), transaction.atomic(using=ALIAS):
            add_line(1)
        assert 1.1 < time.monotonic() - begun < 1.7


def wait_until_free(file: Path) -> None:
    """Those who gave up still stand in the queue for a moment after their turn has come."""
    limit = time.monotonic() + SECONDS_TO_WAIT
    while is_taken(file) and time.monotonic() < limit:
        time.sleep(0.001)
