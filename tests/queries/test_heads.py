"""The digest of all heads at an instant is the same on any later day, and another as soon as a row is another."""

import hashlib
from datetime import UTC, datetime

import pytest
from django.db import connection

from initiatives.models import DeadlineChange, StatusUpdate, triggers
from initiatives.periods import Period
from initiatives.policies import Actor
from initiatives.queries.heads import Clock, Heads, RecordDigest, digest_at
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.status_updates import Report, record
from tests.factories import DeadlineFactory, UserFactory
from tests.redacting import redact

pytestmark = pytest.mark.django_db

SEPTEMBER, OCTOBER, NOVEMBER = (datetime(2018, month, 30, tzinfo=UTC) for month in (9, 10, 11))
BEGUN = Report(status="in_progress", note="Begun")


@pytest.fixture
def deadlines(author_at):
    """Three with a row in September, one of them moved in October, and one that nothing was ever recorded on."""
    made = [DeadlineFactory(period=Period.quarter(2018, 4)) for _ in range(4)]
    for deadline in made[:3]:
        record(by=author_at(2018, 9, 1), deadline=deadline, report=BEGUN)
    move_deadline(
        by=author_at(2018, 10, 1),
        deadline=made[1],
        period=Period.quarter(2019, 1),
        reason="capacity",
        explanation="Two have left.",
    )
    return made


def expected(rows):
    lines = sorted(f"{row.deadline.public_id},{row.seq},{row.row_hash}\n" for row in rows)
    return hashlib.sha256("".join(["deadline,seq,row_hash\n", *lines]).encode()).hexdigest()


def test_the_digest_is_that_of_the_last_row_of_each_log(deadlines):
    moved = DeadlineChange.objects.get()
    heads = [moved, *StatusUpdate.objects.exclude(deadline=deadlines[1])]
    assert digest_at(NOVEMBER, Clock.RECORDED) == RecordDigest(3, 4, expected(heads))
    assert digest_at(SEPTEMBER, Clock.RECORDED) == RecordDigest(3, 3, expected(StatusUpdate.objects.all()))


def test_nothing_recorded_has_a_digest_too():
    assert digest_at(NOVEMBER, Clock.RECORDED) == RecordDigest(0, 0, expected([]))


def test_later_rows_change_no_earlier_digest(deadlines, author_at):
    before = digest_at(OCTOBER, Clock.RECORDED)
    record(by=author_at(2018, 11, 1), deadline=deadlines[0], report=BEGUN)
    record(by=author_at(2018, 11, 1), deadline=deadlines[3], report=BEGUN)
    assert digest_at(OCTOBER, Clock.RECORDED) == before
    assert digest_at(NOVEMBER, Clock.RECORDED).rows == before.rows + 2


def test_many_instants_are_answered_in_one_pass_as_each_alone(deadlines, author_at, query_count):
    record(by=author_at(2018, 11, 1), deadline=deadlines[0], report=BEGUN)
    instants = [datetime(2018, 8, 1, tzinfo=UTC), SEPTEMBER, OCTOBER, NOVEMBER]
    with query_count() as queries:
        together = Heads(instants, Clock.RECORDED).digests()
    assert len(queries) == 2
    assert together == [digest_at(instant, Clock.RECORDED) for instant in instants]
    assert [digest.rows for digest in together] == [0, 3, 4, 5]


def test_instants_out_of_order_are_refused():
    with pytest.raises(ValueError, match="in their order"):
        Heads([OCTOBER, SEPTEMBER], Clock.RECORDED)


def test_one_plan_has_a_digest_of_its_own(deadlines, author_at):
    plan = deadlines[1].action.plan_id
    before = digest_at(NOVEMBER, Clock.KNOWN, [plan])
    assert before.deadlines == 1
    record(by=author_at(2018, 10, 2), deadline=deadlines[0], report=BEGUN)
    assert digest_at(NOVEMBER, Clock.KNOWN, [plan]) == before


def test_the_last_row_is_the_last_of_the_log_even_where_a_clock_was_set_back(deadlines, author_at):
    row = record(by=author_at(2018, 8, 1), deadline=deadlines[0], report=BEGUN)
    assert row.seq == 2
    assert digest_at(NOVEMBER, Clock.RECORDED).sha256 == expected(
        [row, DeadlineChange.objects.get(), StatusUpdate.objects.get(deadline=deadlines[2])]
    )


def test_a_redaction_changes_no_digest(deadlines, author_at, coordinator):
    before = digest_at(NOVEMBER, Clock.RECORDED)
    second = Actor(user=UserFactory(), name="Second", reaches=coordinator.reaches)
    row = StatusUpdate.objects.get(deadline=deadlines[0])
    redact(by=author_at(), approved_by=second, row=row, fields=["note", "who_name"], reason="Health of a person")
    assert digest_at(NOVEMBER, Clock.RECORDED) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE initiatives_statusupdate SET row_hash = previous_hash WHERE deadline_id = %s",
        "UPDATE initiatives_statusupdate SET seq = 7 WHERE deadline_id = %s",
        "UPDATE initiatives_statusupdate SET recorded_at = '2018-12-24 09:00', known_at = '2018-12-24 09:00' "
        "WHERE deadline_id = %s",
        "DELETE FROM initiatives_statusupdate WHERE deadline_id = %s",
    ],
)
def test_a_head_that_was_tampered_with_changes_the_digest(deadlines, statement):
    before = digest_at(NOVEMBER, Clock.RECORDED)
    type(deadlines[0]).objects.filter(pk=deadlines[0].pk).update_pointers(latest_update=None)
    triggers.remove()
    with connection.cursor() as cursor:
        cursor.execute(statement, [deadlines[0].pk])
        assert cursor.rowcount == 1
    assert digest_at(NOVEMBER, Clock.RECORDED) != before
