"""Whatever is done to the log behind the product's back is found, and what the product does is not."""

import json
from datetime import date

import pytest
from django.db import connection
from django.utils.translation import override

from initiatives.models import Deadline, triggers
from initiatives.periods import Period
from initiatives.policies import Actor
from initiatives.queries.verification import verify_chains
from initiatives.services.deadline_changes import move_deadline, settle_reading
from initiatives.services.status_updates import EvidenceItem, Report, correct, record, withdraw
from tests.factories import DeadlineFactory, UserFactory
from tests.redacting import redact

pytestmark = pytest.mark.django_db

WHY = {"reason": "capacity", "explanation": "Two have left."}


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def deadline(author_at):
    """Begun, moved, completed, corrected; and others beside it that nobody touches."""
    found = []
    for _ in range(3):
        deadline = DeadlineFactory(period=Period.quarter(2018, 4), is_confirmed=False)
        record(by=author_at(2018, 9, 1), deadline=deadline, report=Report(status="in_progress", note="Begun"))
        settle_reading(by=author_at(2018, 9, 2), deadline=deadline, period=Period.month(2018, 12), **WHY)
        move_deadline(by=author_at(2018, 10, 1), deadline=deadline, period=Period.quarter(2019, 1), **WHY)
        evidence = (EvidenceItem("Udkast", case_number="1"), EvidenceItem("Vejledning", link="https://example.org"))
        done = Report(status="completed", completed=Period.day(date(2018, 12, 20)), evidence=evidence)
        row = record(by=author_at(2018, 12, 21), deadline=deadline, report=done)
        correct(by=author_at(2018, 12, 22), target=row, report=done)
        found.append(deadline)
    DeadlineFactory()
    return Deadline.objects.get(pk=found[1].pk)


def tamper(statement, *parameters):
    triggers.remove()
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def found():
    return [(finding.subject, finding.seq, finding.problem) for finding in verify_chains()]


def problems_of(deadline):
    findings = found()
    assert {ref for ref, _seq, _problem in findings} == {deadline.ref}
    return {(seq, problem.split(":")[0].split(" is ")[0]) for _ref, seq, problem in findings}


def test_a_log_that_the_services_wrote_has_no_findings(deadline, author_at):
    withdraw(by=author_at(2018, 12, 23), target=deadline.latest_update, reason="Another guidance.")
    assert found() == []


def test_a_redacted_text_leaves_the_chain_whole(deadline, author_at, coordinator):
    second = Actor(user=UserFactory(), name="Second", reaches=coordinator.reaches)
    row = deadline.status_updates.first()
    redact(by=author_at(), approved_by=second, row=row, fields=["note", "who_name"], reason="Health of a person")
    assert found() == []


def test_a_changed_row_is_found(deadline):
    tamper("UPDATE initiatives_statusupdate SET confidence = 'green' WHERE deadline_id = %s AND seq = 1", deadline.pk)
    assert problems_of(deadline) == {(1, "the row was changed")}


@pytest.mark.parametrize("table", ["statusupdate", "deadlinechange"])
def test_an_altered_text_is_found(deadline, table):
    column, seq = {"statusupdate": ("note", 1), "deadlinechange": ("explanation", 2)}[table]
    tamper(
        f"UPDATE initiatives_{table} SET {column} = 'Other words' WHERE deadline_id = %s AND seq = %s",
        deadline.pk,
        seq,
    )
    assert problems_of(deadline) == {(seq, "texts were altered")}


def test_a_text_passed_off_as_redacted_is_found_while_its_salt_is_there(deadline):
    tamper(
        "UPDATE initiatives_statusupdate SET note = %s WHERE deadline_id = %s AND seq = 1",
        "[text removed on 2019-01-01: x]",
        deadline.pk,
    )
    assert problems_of(deadline) == {(1, "texts were altered")}


@pytest.mark.parametrize(
    ("table", "column", "named"),
    [
        ("statusupdate WHERE seq = 1", "note", (1, "texts were removed without the agreement of two persons")),
        ("deadlinechange WHERE seq = 2", "explanation", (2, "texts were removed without the agreement of two persons")),
        (
            "evidence WHERE case_number = '1'",
            "title",
            (4, "texts of evidence 1 were removed without the agreement of two persons"),
        ),
    ],
)
def test_a_text_that_was_removed_without_two_persons_is_found_although_the_triggers_let_it_go(
    deadline, table, column, named
):
    name, _, condition = f"initiatives_{table}".partition(" WHERE ")
    on_deadline = "status_update_id IN (SELECT id FROM initiatives_statusupdate WHERE deadline_id = %s AND seq = 4)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, salts FROM {name} WHERE {condition} AND "
            f"{on_deadline if 'evidence' in name else 'deadline_id = %s'}",
            [deadline.pk],
        )
        key, salts = cursor.fetchone()
        salts = json.loads(salts) if isinstance(salts, str) else salts
        del salts[column]
        cursor.execute(
            f"UPDATE {name} SET {column} = '[text removed on 2019-01-01: x]', salts = %s WHERE id = %s",
            [json.dumps(salts), key],
        )
    assert problems_of(deadline) == {named}


def test_a_row_removed_from_the_middle_is_found(deadline):
    tamper("DELETE FROM initiatives_deadlinechange WHERE deadline_id = %s AND seq = 2", deadline.pk)
    assert {(3, "the row should have place 2 in the log"), (3, "the row does not follow the one before it")} <= (
        problems_of(deadline)
    )


def test_a_removed_last_row_is_found_by_the_stored_head(deadline):
    last = deadline.latest_update
    Deadline.objects.filter(pk=deadline.pk).update_pointers(latest_update=None)
    tamper("DELETE FROM initiatives_evidence WHERE status_update_id = %s", last.pk)
    tamper("DELETE FROM initiatives_statusupdate WHERE id = %s", last.pk)
    assert {(None, "log_seq"), (None, "log_head"), (None, "latest_update_id")} <= problems_of(deadline)


def test_exchanged_places_are_found(deadline):
    for old, new in ((2, 99), (3, 2), (99, 3)):
        tamper(
            "UPDATE initiatives_deadlinechange SET seq = %s WHERE deadline_id = %s AND seq = %s", new, deadline.pk, old
        )
    findings = problems_of(deadline)
    assert {(2, "the row was changed"), (3, "the row was changed")} <= findings
    assert (2, "the row does not follow the one before it") in findings


def test_evidence_that_went_or_was_altered_is_found(deadline):
    pieces = list(deadline.latest_update.evidence.order_by("id"))
    tamper("UPDATE initiatives_evidence SET link = 'https://example.com' WHERE id = %s", pieces[1].pk)
    assert problems_of(deadline) == {(5, "texts of evidence 2 were altered")}
    tamper("DELETE FROM initiatives_evidence WHERE id = %s", pieces[0].pk)
    assert (5, "evidence was added, removed or exchanged") in problems_of(deadline)


@pytest.mark.parametrize(
    "drift",
    [
        {"latest_update": None},
        {"is_open": True},
        {"moves": 0},
        {"log_seq": 4},
        {"log_head": "f" * 64},
    ],
    ids=lambda drift: next(iter(drift)),
)
def test_a_pointer_that_drifted_is_found(deadline, drift):
    Deadline.objects.filter(pk=deadline.pk).update_pointers(**drift)
    (column,) = drift
    name = "latest_update_id" if column == "latest_update" else column
    assert problems_of(deadline) == {(None, name)}


def test_a_period_that_differs_from_the_last_change_is_found(deadline):
    deadline.current = Period.quarter(2019, 2)
    deadline.save()
    assert {problem for _seq, problem in problems_of(deadline)} == {
        "current_edtf",
        "current_earliest",
        "current_latest",
    }


def test_one_plan_can_be_verified_alone(deadline):
    tamper("UPDATE initiatives_statusupdate SET confidence = 'green' WHERE deadline_id = %s AND seq = 1", deadline.pk)
    other = Deadline.objects.exclude(pk=deadline.pk).first().action.plan
    assert list(verify_chains(other)) == []
    assert len(list(verify_chains(deadline.action.plan))) == 1


def test_the_number_of_queries_does_not_grow_with_the_deadlines(deadline, author_at, query_count):
    with query_count() as few:
        assert found() == []
    for _ in range(10):
        more = DeadlineFactory(action=deadline.action)
        record(by=author_at(2018, 9, 1), deadline=more, report=Report(status="in_progress", note="Begun"))
    with query_count() as many:
        assert found() == []
    assert len(many) == len(few)
