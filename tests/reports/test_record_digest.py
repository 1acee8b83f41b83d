"""A report prints the digest of the log that it was made of, by which the log of any later day is checked."""

import io
import json
import shlex
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from initiatives.models import Deadline, StatusUpdate, triggers
from initiatives.policies import Actor
from initiatives.queries.actors import system_actor
from initiatives.reports.making import make_report
from initiatives.reports.progress.definition import Definition
from initiatives.services.status_updates import Report, record
from tests.factories import UserFactory
from tests.redacting import redact
from tests.reports import scene

pytestmark = pytest.mark.django_db

KNOWN = datetime(2019, 1, 31, 22, tzinfo=UTC)


def made(file_format):
    definition = Definition(plans=("skilte-2018",), as_of=date(2019, 1, 31), known=KNOWN, language="en")
    stream = io.BytesIO()
    make_report(definition, system_actor("test"), file_format, stream)
    return stream.getvalue()


def digest():
    return json.loads(made("json"))["record"]


def tamper():
    triggers.remove()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE initiatives_statusupdate SET row_hash = previous_hash WHERE seq = 1 AND kind = 'report'")


@pytest.fixture
def plan(author_at):
    return scene.make(author_at)


def test_later_rows_and_redactions_leave_it_and_a_changed_row_does_not(plan, author_at, coordinator):
    before = digest()
    assert (before["deadlines"], before["rows"]) == (6, 8)
    target = Deadline.objects.get(key="first", action__number="1.1")
    record(by=author_at(2019, 2, 1), deadline=target, report=Report(status="on_hold", note="Waits"))
    scene.make(author_at, slug="another")
    second = Actor(user=UserFactory(), name="Second", reaches=coordinator.reaches)
    row = StatusUpdate.objects.filter(deadline__action__plan=plan).exclude(note="").first()
    redact(by=author_at(2019, 3, 1), approved_by=second, row=row, fields=["note"], reason="Health of a person")
    assert digest() == before
    tamper()
    assert digest()["sha256"] != before["sha256"]


def test_the_method_prints_it_with_the_command_that_checks_it(plan):
    page = made("html").decode()
    printed = digest()["sha256"]
    assert printed in page
    command = "manage.py verify_log --plan skilte-2018 --at 2019-01-31T22:00:00+00:00 --digest …"
    assert command in page
    arguments = [*shlex.split(command)[1:-1], printed]
    call_command(*arguments, stdout=io.StringIO())
    tamper()
    with pytest.raises(CommandError):
        call_command(*arguments, stdout=io.StringIO())
