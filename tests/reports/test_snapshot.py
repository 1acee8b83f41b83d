"""A report reads one state of the database, waits for no writer, and writes nothing."""

import fcntl
import sqlite3

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.db.utils import ConnectionHandler, InternalError

from initiatives.models import Organisation
from initiatives.reports.snapshot import snapshot
from tests.factories import OrganisationFactory
from tracker.sqlite.journal import connection_options

ALIAS = "read"


@pytest.fixture
def file(tmp_path, django_db_blocker):
    """A database file with one line in one table, which the alias ``read`` connects to without waiting for locks."""
    file = tmp_path / "database.sqlite3"
    with sqlite3.connect(file) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("CREATE TABLE line (number integer)")
        raw.execute("INSERT INTO line VALUES (1)")
    raw.close()
    options = {**connection_options(), "timeout": 0, "init_command": ""}
    database = {"ENGINE": "tracker.sqlite", "NAME": file, "OPTIONS": options}
    connections.settings[ALIAS] = ConnectionHandler({"default": database}).settings["default"]
    with django_db_blocker.unblock():
        yield file
        connections[ALIAS].close()
    del connections[ALIAS]
    del connections.settings[ALIAS]


def lines():
    with connections[ALIAS].cursor() as cursor:
        return cursor.execute("SELECT count(*) FROM line").fetchone()[0]


def add_line():
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("INSERT INTO line VALUES (2)")


def test_what_is_written_meanwhile_is_not_read_on_sqlite(file):
    writer = sqlite3.connect(file)
    with snapshot(ALIAS):
        assert lines() == 1
        with writer:
            writer.execute("INSERT INTO line VALUES (2)")
        assert lines() == 1
    assert lines() == 2
    writer.close()


def test_reading_waits_neither_for_the_write_lock_nor_in_the_queue_of_writers(file):
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with file.with_name("database.sqlite3-queue").open("a") as queue:
        fcntl.flock(queue, fcntl.LOCK_EX)
        with snapshot(ALIAS):
            assert lines() == 1
    writer.execute("ROLLBACK")
    writer.close()


def test_writing_is_refused_within_and_as_before_afterwards(file):
    with pytest.raises(OperationalError, match="readonly"), snapshot(ALIAS):
        add_line()
    with transaction.atomic(using=ALIAS):
        assert connections[ALIAS].transaction_mode == "IMMEDIATE"
        assert connections[ALIAS]._place is not None, "a writer stands in the queue again"
        add_line()
    assert lines() == 2


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_not_read_on_postgresql():
    OrganisationFactory()
    writer = connection.copy()
    try:
        with snapshot("default"):
            assert Organisation.objects.count() == 1
            with writer.cursor() as cursor:
                cursor.execute("UPDATE initiatives_organisation SET abbreviation = 'NEW'")
            assert not Organisation.objects.filter(abbreviation="NEW").exists()
        assert Organisation.objects.filter(abbreviation="NEW").exists()
    finally:
        writer.close()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_writing_is_refused_on_postgresql():
    with pytest.raises(InternalError, match="read-only"), snapshot("default"):
        OrganisationFactory()


@pytest.mark.django_db
def test_an_open_transaction_serves_as_the_snapshot():
    with transaction.atomic(), snapshot("default"):
        OrganisationFactory()
    assert Organisation.objects.count() == 1
