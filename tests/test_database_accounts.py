"""The account that serves, with the rights that docs/operations.md grants, does its work and cannot touch the past."""

import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from initiatives.models.triggers.append_only import append_only_models

ROOT = Path(__file__).resolve().parent.parent
SQL = re.compile(r"^```sql\n(.*?)^```$", re.MULTILINE | re.DOTALL)

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]


class Installation:
    """A database of its own, made and granted as the page says; names are changed, since roles are the server's."""

    def __init__(self):
        mark = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        self.names = {name: f"{name}_{mark}" for name in ("tiltag_owner", "tiltag_app", "record")}
        making, self.granting = (self._named(block) for block in SQL.findall((ROOT / "docs/operations.md").read_text()))
        self.server = {key: connection.settings_dict[key.upper()] for key in ("host", "port", "password")}
        self.server = {key: value for key, value in self.server.items() if value}
        self.server |= {"host": connection.settings_dict["OPTIONS"].get("host", self.server.get("host"))}
        self.superuser = connection.settings_dict["USER"]
        with self._as_superuser() as server:
            for statement in making.split(";\n"):
                server.execute(statement)

    def _named(self, text):
        return re.sub(r"\b(tiltag_owner|tiltag_app|record)\b", lambda found: self.names[found[0]], text)

    def _as_superuser(self):
        return psycopg.connect(**self.server, user=self.superuser, dbname="postgres", autocommit=True)

    def connect(self, account):
        return psycopg.connect(**self.server, user=self.names[account], dbname=self.names["record"], autocommit=True)

    def run(self, account, folder, *arguments):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
        address = f"postgres://{self.names[account]}@/{self.names['record']}?host={self.server['host']}"
        environment = {**kept, "DATABASE_URL": address, "TRACKER_DATA_DIR": str(folder)}
        environment["DJANGO_SETTINGS_MODULE"] = "tracker.settings"
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def remove(self):
        with self._as_superuser() as server:
            server.execute(f"DROP DATABASE {self.names['record']} WITH (FORCE)")
            server.execute(f"DROP ROLE {self.names['tiltag_app']}")
            server.execute(f"DROP ROLE {self.names['tiltag_owner']}")


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    made = Installation()
    try:
        made.run("tiltag_owner", folder, "manage.py", "migrate", "--verbosity", "0")
        with made.connect("tiltag_owner") as owner:
            owner.execute(made.granting)
        said = made.run("tiltag_app", folder, "-m", "tests.restricted_work")
        assert "as they were written" in said
        yield made
    finally:
        made.remove()


@pytest.fixture
def app(installation):
    with installation.connect("tiltag_app") as found:
        yield found


def test_it_can_neither_change_nor_remove_nor_empty_a_log_or_a_version(app):
    for model in append_only_models():
        table = model._meta.db_table
        assert app.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
        for statement in ("UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}", "TRUNCATE {} CASCADE"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(sql.SQL(statement).format(sql.Identifier(table)))


def test_it_can_put_no_other_text_where_one_may_be_removed(app):
    assert app.execute("SELECT count(*) FROM initiatives_statusupdate WHERE note <> ''").fetchone()[0] > 1
    for statement in (
        "UPDATE initiatives_statusupdate SET note = 'All is well'",
        "UPDATE initiatives_statusupdate SET who_id = NULL",
        "UPDATE initiatives_deadlinechange SET explanation = ''",
        "UPDATE initiatives_evidence SET link = 'https://example.org/'",
    ):
        with pytest.raises(psycopg.errors.RestrictViolation):
            app.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE initiatives_statusupdate DISABLE TRIGGER ALL",
        "ALTER TABLE initiatives_statusupdate DISABLE TRIGGER keep_initiatives_statusupdate_update",
        "DROP TRIGGER keep_initiatives_statusupdate_update ON initiatives_statusupdate",
        "SET session_replication_role = replica",
        "DROP TABLE initiatives_statusupdate CASCADE",
        "ALTER TABLE initiatives_statusupdate RENAME TO gone",
        "CREATE OR REPLACE FUNCTION keep_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TABLE another (number integer)",
        "GRANT UPDATE ON initiatives_statusupdate TO CURRENT_USER",
        "DELETE FROM django_migrations",
    ],
)
def test_it_can_take_no_guard_away(app, statement):
    if statement.startswith("GRANT"):
        # PostgreSQL warns instead of refusing where nothing is granted.
        app.execute(statement)
        (granted,) = app.execute("SELECT has_table_privilege('initiatives_statusupdate', 'UPDATE')").fetchone()
        assert not granted
        return
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(statement)


def test_the_owner_is_stopped_by_the_triggers_as_long_as_they_are_there(installation):
    with installation.connect("tiltag_owner") as owner, pytest.raises(psycopg.errors.RestrictViolation):
        owner.execute("UPDATE initiatives_statusupdate SET status = 'completed'")
