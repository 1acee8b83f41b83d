"""The chain of a deadline's log: every row bound to the one before, and still so after a redaction."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from initiatives.choices import MembershipRole, Status
from initiatives.exceptions import NotAllowed
from initiatives.models.log_row import GENESIS
from initiatives.periods import Period
from initiatives.policies import Actor, Reach
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.redaction import redact
from initiatives.services.status_updates import EvidenceItem, Report, record
from tests.factories import DeadlineFactory, UserFactory

pytestmark = pytest.mark.django_db

REPORT = Report(
    status=Status.COMPLETED,
    completed=Period.day(date(2018, 12, 19)),
    note="Written by Hanne Hansen",
    evidence=(EvidenceItem("The guidance", link="https://example.org/guidance"),),
)


@pytest.fixture
def second_coordinator(db):
    user = UserFactory()
    return Actor(user=user, name=user.display_name, reaches={MembershipRole.COORDINATOR: Reach(everything=True)})


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


def test_a_text_is_redacted_by_two_persons_and_the_hash_still_holds(author_at, second_coordinator):
    row = record(by=author_at(), deadline=DeadlineFactory(), report=REPORT)
    redacted = redact(
        by=author_at(2019, 5, 1),
        approved_by=second_coordinator,
        row=row,
        fields=["note", "who_name"],
        reason="Personal data",
    )
    assert redacted.note == "[text removed on 2019-05-01: Personal data]"
    assert (redacted.who, redacted.who_name[:17]) == (None, "[text removed on ")
    assert redacted.computed_hash() == redacted.row_hash
    assert redacted.altered_texts() == []
    assert "note" not in redacted.salts, "without its salt a short text cannot be guessed back"


def test_a_redaction_needs_a_second_person_a_reason_and_a_text_that_can_go(author_at, coordinator, second_coordinator):
    row = record(by=author_at(), deadline=DeadlineFactory(), report=REPORT)
    reader = Actor(user=UserFactory(), reaches={MembershipRole.READER: Reach(everything=True)})
    good = {"by": author_at(), "approved_by": second_coordinator, "row": row, "fields": ["note"], "reason": "x"}
    for wrong in ({"approved_by": coordinator}, {"reason": " "}, {"fields": ["status"]}, {"fields": []}):
        with pytest.raises(ValidationError):
            redact(**{**good, **wrong})
    with pytest.raises(NotAllowed):
        redact(**{**good, "approved_by": reader})
    row.refresh_from_db()
    assert row.note == REPORT.note


def test_a_redacted_text_cannot_be_written_again(author_at, second_coordinator):
    from django.db import IntegrityError, transaction

    row = record(by=author_at(), deadline=DeadlineFactory(), report=REPORT)
    redact(by=author_at(), approved_by=second_coordinator, row=row, fields=["note"], reason="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).redact(note="[text removed on 2000-01-01: nothing]")
