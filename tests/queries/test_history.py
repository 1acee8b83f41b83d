"""The history of a deadline keeps every row, and says what was struck and by what, as far as known."""

from datetime import UTC, date, datetime

import pytest

from initiatives.choices import RecordOrigin, Status, UpdateKind
from initiatives.clocks import Moment
from initiatives.periods import Period
from initiatives.policies import Actor
from initiatives.queries.history import deadline_history
from initiatives.services.authorship import Author
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.status_updates import EvidenceItem, Report, correct, record, withdraw
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2019, 6, 1, 9, 30, tzinfo=UTC)
LIVE = Moment.today(NOW)


def completed(day):
    evidence = (EvidenceItem("Vejledning", case_number="2018-17"),)
    return Report(status=Status.COMPLETED, completed=Period.day(day), note="Published", evidence=evidence)


@pytest.fixture
def deadline(author_at):
    """Begun, moved, completed, corrected and withdrawn, in this order."""
    deadline = DeadlineFactory(period=Period.quarter(2018, 4))
    begun = Report(status=Status.IN_PROGRESS, forecast=Period.month(2018, 11))
    record(by=author_at(2018, 9, 1), deadline=deadline, report=begun)
    move_deadline(
        by=author_at(2018, 10, 1),
        deadline=deadline,
        period=Period.quarter(2019, 1),
        reason="capacity",
        explanation="Two have left.",
    )
    first = record(by=author_at(2018, 12, 21), deadline=deadline, report=completed(date(2018, 12, 20)))
    second = correct(by=author_at(2019, 1, 4), target=first, report=completed(date(2019, 1, 2)))
    withdraw(by=author_at(2019, 2, 1), target=second, reason="It was another guidance.")
    return deadline


def test_both_logs_stand_in_the_order_of_writing(deadline):
    entries = deadline_history(deadline, LIVE)
    assert [entry.seq for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.row.kind for entry in entries] == ["report", "move", "report", "correction", "withdrawal"]
    assert [entry.change is None for entry in entries] == [True, False, True, True, True]
    assert {entry.who for entry in entries} == {"Karen Koordinator"}
    assert entries[0].recorded_at == entries[0].known_at == datetime(2018, 9, 1, 9, 30, tzinfo=UTC)


def test_a_struck_row_names_what_struck_it_and_keeps_its_evidence(deadline):
    begun, move, first, second, withdrawal = deadline_history(deadline, LIVE)
    assert first.struck_by == second.update
    assert second.struck_by == withdrawal.update
    assert (begun.struck_by, move.struck_by, withdrawal.struck_by) == (None, None, None)
    assert [piece.case_number for piece in first.evidence] == ["2018-17"]


def test_what_stood_before_a_withdrawn_report_is_in_force_again(deadline):
    in_force = [entry.seq for entry in deadline_history(deadline, LIVE) if entry.in_force]
    assert in_force == [1, 2]
    deadline.refresh_from_db()
    assert deadline.latest_update == deadline_history(deadline, LIVE)[0].update


@pytest.mark.parametrize(
    ("as_of", "seqs", "struck", "in_force"),
    [
        (date(2018, 8, 31), [], [], []),
        (date(2018, 12, 31), [1, 2, 3], [], [2, 3]),
        (date(2019, 1, 31), [1, 2, 3, 4], [3], [2, 4]),
        (date(2019, 3, 1), [1, 2, 3, 4, 5], [3, 4], [1, 2]),
    ],
)
def test_the_history_of_a_past_day_knows_nothing_of_what_came_later(deadline, as_of, seqs, struck, in_force):
    entries = deadline_history(deadline, Moment.resolve(now=NOW, as_of=as_of))
    assert [entry.seq for entry in entries] == seqs
    assert [entry.seq for entry in entries if entry.struck_by] == struck
    assert [entry.seq for entry in entries if entry.in_force] == in_force


def test_what_a_command_took_from_a_document_says_so():
    deadline = DeadlineFactory()
    author = Author(
        actor=Actor(name="load_plans", system=True),
        now=NOW,
        origin=RecordOrigin.LOAD_PLANS,
        document_known_at=datetime(2018, 10, 18, 9, tzinfo=UTC),
    )
    record(by=author, deadline=deadline, report=completed(date(2018, 10, 1)))
    (entry,) = deadline_history(deadline, LIVE)
    assert entry.row.origin == RecordOrigin.LOAD_PLANS
    assert entry.origin == RecordOrigin.LOAD_PLANS.label
    assert entry.kind == UpdateKind.REPORT.label
    assert (entry.known_at, entry.recorded_at) == (datetime(2018, 10, 18, 9, tzinfo=UTC), NOW)
    assert entry.effective_on == date(2018, 10, 1)


def test_a_long_history_takes_three_queries(deadline, author_at, django_assert_num_queries):
    for day in range(1, 15):
        record(by=author_at(2019, 3, day), deadline=deadline, report=Report(status=Status.IN_PROGRESS, note=str(day)))
    with django_assert_num_queries(3):
        assert len(deadline_history(deadline, LIVE)) == 19
