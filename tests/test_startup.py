"""An unsound installation does not start, and says what mends it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import ConnectionHandler
from django.test import override_settings

from initiatives.models import triggers
from tracker import checks
from tracker.sqlite.journal import is_write_ahead_log_safe
from tracker.startup import refuse_uncollected_static_files, start

NOBODY = 65534


def sqlite_connection(file: Path):
    """Connect to a file without the options that would choose its journal mode."""
    return ConnectionHandler({"default": {"ENGINE": "tracker.sqlite", "NAME": file}})["default"]


def run(module: str, **variables: str) -> subprocess.CompletedProcess:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-c", f"import {module}"]
    return subprocess.run(command, env={**environment, **variables}, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize("module", ["tracker.wsgi", "tracker.asgi"])
def test_a_server_on_an_empty_database_stops_and_names_migrate(module, tmp_path):
    outcome = run(module, TRACKER_DATA_DIR=str(tmp_path))
    assert outcome.returncode == 1
    assert "Tiltag does not start." in outcome.stderr
    assert "python manage.py migrate" in outcome.stderr
    assert "Traceback" not in outcome.stderr


@pytest.mark.slow
def test_a_server_with_a_wrong_variable_stops_and_names_it(tmp_path):
    outcome = run("tracker.wsgi", TRACKER_DATA_DIR=str(tmp_path), TRACKER_TIME_ZONE="Mars")
    assert outcome.returncode == 1
    assert "TRACKER_TIME_ZONE is 'Mars'" in outcome.stderr
    assert "Traceback" not in outcome.stderr


@pytest.mark.slow
def test_a_server_whose_database_does_not_answer_stops_and_names_the_variable(tmp_path):
    address = f"postgres://tiltag@/tiltag?host={tmp_path}"
    outcome = run("tracker.wsgi", TRACKER_DATA_DIR=str(tmp_path), DATABASE_URL=address)
    assert outcome.returncode == 1
    assert "The database does not answer. Start it, or mend DATABASE_URL" in outcome.stderr
    assert "Traceback" not in outcome.stderr


@pytest.mark.django_db
def test_a_sound_database_passes_every_check_of_a_start():
    assert checks.check_databases(databases=["default"]) == []


@pytest.mark.django_db
def test_a_database_without_its_triggers_is_refused_and_migrate_mends_it():
    triggers.remove()
    (problem,) = checks.check_databases(databases=["default"])
    assert all(trigger.name in problem.msg for trigger in triggers.wanted(connection.vendor))
    assert "manage.py migrate" in problem.hint
    call_command("migrate", verbosity=0)
    assert checks.check_databases(databases=["default"]) == []


@pytest.mark.django_db
def test_a_database_of_a_newer_version_is_refused():
    MigrationRecorder(connection).record_applied("initiatives", "9999_from_the_future")
    (problem,) = checks.check_version(connection)
    assert "initiatives.9999_from_the_future" in problem.msg
    assert "Install that version" in problem.hint


@pytest.mark.django_db
def test_a_database_that_lacks_a_migration_is_refused():
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")
    (problem,) = checks.check_version(connection)
    assert "lacks 1 migrations, from sessions.0001_initial on" in problem.msg
    assert "manage.py migrate" in problem.hint


def test_a_write_ahead_log_is_refused_exactly_where_the_library_can_corrupt_it(tmp_path, django_db_blocker):
    file = tmp_path / "database.sqlite3"
    raw = sqlite3.connect(file)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("CREATE TABLE line (number integer)")
    raw.close()
    with django_db_blocker.unblock():
        wrapper = sqlite_connection(file)
        problems = checks.check_sqlite_journal(wrapper)
        wrapper.close()
    mends = [problem.hint for problem in problems if f"sqlite3 {file} 'PRAGMA journal_mode = DELETE'" in problem.hint]
    assert len(mends) == len(problems) == (0 if is_write_ahead_log_safe(sqlite3.sqlite_version_info) else 1)


@pytest.mark.parametrize(("file_mode", "folder_mode", "place"), [(0o444, 0o777, "file"), (0o666, 0o555, "folder")])
def test_a_database_that_cannot_be_written_is_refused(file_mode, folder_mode, place):
    # Not tmp_path: only its owner may look into that.
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        folder = Path(name, "folder")
        folder.mkdir()
        file = folder / "database.sqlite3"
        file.touch()
        file.chmod(file_mode)
        folder.chmod(folder_mode)
        with without_privileges():
            (problem,) = checks.check_sqlite_is_writable(sqlite_connection(file))
        folder.chmod(0o777)
    place = file if place == "file" else folder
    assert problem.msg == f"The database is read-only: {place} cannot be written."
    assert f"chmod {place}" in problem.hint


@contextmanager
def without_privileges():
    """Let the operating system refuse what it would grant to root."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    yield
    os.seteuid(user)


@pytest.mark.postgresql
@pytest.mark.django_db
def test_a_postgresql_server_that_only_reads_is_refused():
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
    (problem,) = checks.check_postgresql_is_writable(connection)
    assert "primary server" in problem.hint


def test_static_files_that_were_never_collected_are_named(tmp_path):
    backend = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    with (
        override_settings(STATIC_ROOT=tmp_path, STORAGES={"staticfiles": backend}),
        pytest.raises(ImproperlyConfigured, match=r"manage\.py collectstatic"),
    ):
        refuse_uncollected_static_files()


def test_a_problem_becomes_one_plain_message_and_status_1():
    def make_application():
        raise ImproperlyConfigured("TRACKER_MODE is wrong.")

    with pytest.raises(SystemExit, match=r"^Tiltag does not start\. TRACKER_MODE is wrong\.$"):
        start(make_application)
