"""The chain of a deadline's log: every row bound to the one before, and still so after a redaction."""

from datetime import date

import pytest

from initiatives.choices import Status
from initiatives.models.log_row import GENESIS
from initiatives.periods import Period
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.status_updates import EvidenceItem, Report, record
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db

REPORT = Report(
    status=Status.COMPLETED,
    completed=Period.day(date(2018, 12, 19)),
    note="Written by Hanne Hansen",
    evidence=(EvidenceItem("The guidance", link="https://example.org/guidance"),),
)


def test_the_rows_of_both_logs_form_one_chain(author_at):
    deadline = DeadlineFactory()
    move = move_deadline(
        by=author_at(2018, 9, 1), deadline=deadline, period=Period.month(2019, 1), reason="scope", explanation="More"
    )
    row = record(by=author_at(), deadline=deadline, report=REPORT)
    deadline.refresh_from_db()
    assert (move.seq, move.previous_hash) == (1, GENESIS)
    assert (row.seq, row.previous_hash) == (2, move.row_hash)
    assert (deadline.log_seq, deadline.log_head) == (2, row.row_hash)


def test_a_row_read_back_has_the_hash_that_it_was_given(author_at):
    row = record(by=author_at(), deadline=DeadlineFactory(), report=REPORT)
    row.refresh_from_db()
    assert row.computed_hash() == row.row_hash
    assert row.evidence_digests == [item.text_digests for item in row.evidence.all()]
    for change in ({"status": "in_progress"}, {"effective_on": date(2018, 1, 1)}, {"text_digests": {}}):
        for name, value in change.items():
            setattr(row, name, value)
        assert row.computed_hash() != row.row_hash
        row.refresh_from_db()
