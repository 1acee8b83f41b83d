"""The logs and all versions can be written once and never changed, through the ORM or past it, on both engines."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from initiatives.models import AppendOnlyError, Deadline, StatusUpdate, triggers
from initiatives.models.triggers.append_only import append_only_models
from initiatives.models.versions import Versioned, VersionedQuerySet
from initiatives.periods import Period
from initiatives.services.status_updates import EvidenceItem, Report, record
from tests.factories import DeadlineFactory, PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(author_at):
    return record(
        by=author_at(),
        deadline=DeadlineFactory(),
        report=Report(
            status="completed",
            completed=Period.day(date(2018, 12, 20)),
            note="Published",
            evidence=(EvidenceItem("The guidance", link="https://example.org/guidance"),),
        ),
    )


def run(statement, *parameters):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_the_orm_refuses_to_change_or_remove_a_row(row):
    row.note = "something else"
    for attempt in (
        row.save,
        row.delete,
        StatusUpdate.objects.all().delete,
        lambda: StatusUpdate.objects.update(note="x"),
        lambda: StatusUpdate.objects.bulk_update([row], ["note"]),
        lambda: row.deadline.status_updates.update(note="x"),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE initiatives_statusupdate SET note = 'changed'",
        "UPDATE initiatives_statusupdate SET note = ''",
        "UPDATE initiatives_statusupdate SET status = 'in_progress'",
        "UPDATE initiatives_statusupdate SET recorded_at = '2000-01-01 00:00:00+00:00'",
        "UPDATE initiatives_statusupdate SET salts = '{}'",
        "UPDATE initiatives_statusupdate SET who_id = NULL",
        "DELETE FROM initiatives_statusupdate",
        "DELETE FROM initiatives_evidence",
        "UPDATE initiatives_evidence SET link = 'https://example.org/other'",
        "UPDATE initiatives_historicaldeadline SET label = 'changed'",
        "DELETE FROM initiatives_historicalplan",
    ],
)
def test_the_database_refuses_what_goes_past_the_orm(row, statement):
    with pytest.raises(IntegrityError):
        run(statement)
    assert StatusUpdate.objects.get().note == "Published"


def test_a_row_cannot_be_replaced_on_sqlite(row):
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE exists on SQLite only")
    columns = ", ".join(f'"{field.column}"' for field in StatusUpdate._meta.concrete_fields)
    by_key = (
        f"INSERT OR REPLACE INTO initiatives_statusupdate ({columns}) SELECT {columns} FROM initiatives_statusupdate"
    )
    by_place = by_key.replace('SELECT "id"', "SELECT id + 1000")
    for statement in (by_key, by_place):
        with pytest.raises(IntegrityError):
            run(statement)


def test_tables_cannot_be_emptied_on_postgresql(row):
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE exists on PostgreSQL only")
    run("SET CONSTRAINTS ALL IMMEDIATE")
    for model in append_only_models():
        with pytest.raises(IntegrityError):
            run(f'TRUNCATE "{model._meta.db_table}" CASCADE')
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute("DELETE FROM initiatives_statusupdate")


def test_every_trigger_is_in_place_and_a_missing_one_is_named():
    assert triggers.missing() == []
    on_table = ' ON "initiatives_statusupdate"' if connection.vendor == "postgresql" else ""
    run(f'DROP TRIGGER "keep_initiatives_statusupdate_update"{on_table}')
    assert triggers.missing() == ["keep_initiatives_statusupdate_update"]
    triggers.install()
    assert triggers.missing() == []


def test_every_versioned_model_keeps_versions_on_its_bulk_paths_too():
    from django.apps import apps

    versioned = [model for model in apps.get_models() if issubclass(model, Versioned)]
    assert len(versioned) == 8
    assert all(isinstance(model._default_manager.all(), VersionedQuerySet) for model in versioned)


def test_a_deadline_with_history_cannot_be_removed(row):
    with pytest.raises(IntegrityError):
        Deadline.objects.filter(pk=row.deadline_id).delete()


def test_an_objective_tree_has_two_levels_in_one_plan():
    from tests.factories import ActionFactory, ObjectiveFactory

    top = ObjectiveFactory()
    below = ObjectiveFactory(plan=top.plan, parent=top)
    with pytest.raises(IntegrityError), transaction.atomic():
        ObjectiveFactory(plan=top.plan, parent=below)
    with pytest.raises(IntegrityError), transaction.atomic():
        ObjectiveFactory(plan=PlanFactory(), parent=top)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(top).objects.filter(pk=top.pk).update(parent=below)
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionFactory(objective=top, plan=PlanFactory())
