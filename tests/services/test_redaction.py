"""A text of the log goes when two persons want it, with a reason; the chain holds, and who wanted it stays known."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from initiatives.choices import MembershipRole, Status
from initiatives.exceptions import NotAllowed
from initiatives.models import RedactionDecision, RedactionRequest, StatusUpdate
from initiatives.periods import Period
from initiatives.policies import Actor, Reach
from initiatives.queries.actors import system_actor
from initiatives.queries.verification import verify_chains
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.plans import archive_plan
from initiatives.services.redaction import decide_redaction, request_redaction
from initiatives.services.status_updates import EvidenceItem, Report, confirm_unchanged, correct, record
from tests.factories import DeadlineFactory, UserFactory
from tests.redacting import redact

pytestmark = pytest.mark.django_db

REPORT = Report(
    status=Status.COMPLETED,
    completed=Period.day(date(2018, 12, 19)),
    note="Written by Hanne Hansen",
    evidence=(EvidenceItem("The guidance of Hanne Hansen", link="https://example.org/guidance"),),
)
BEGUN = Report(status=Status.IN_PROGRESS, note="Hanne Hansen is ill")
MARK = "[text removed on 2019-05-01: Personal data]"


def person_with(role, **reach):
    user = UserFactory()
    return Actor(user=user, name=user.display_name, reaches={role: Reach(**reach)})


@pytest.fixture
def second(db):
    return person_with(MembershipRole.COORDINATOR, everything=True)


@pytest.fixture
def first_at(author_at):
    return author_at(2019, 5, 1)


@pytest.fixture
def second_at(author_at, second):
    return author_at(2019, 5, 1, actor=second)


@pytest.fixture
def row(author_at):
    return record(by=author_at(), deadline=DeadlineFactory(), report=REPORT)


def ask(by, row, *fields):
    return request_redaction(by=by, row=row, fields=fields, reason="Personal data")


def test_nothing_changes_before_another_person_agrees(row, first_at, second_at):
    request = ask(first_at, row, "note")
    row.refresh_from_db()
    assert row.note == REPORT.note
    decide_redaction(by=second_at, request=request, approve=True)
    row.refresh_from_db()
    assert row.note == MARK


def test_a_text_and_a_name_go_and_the_hash_still_holds(row, first_at, second_at):
    decide_redaction(by=second_at, request=ask(first_at, row, "note", "who_name"), approve=True)
    row.refresh_from_db()
    assert (row.note, row.who_name, row.who) == (MARK, MARK, None)
    assert row.computed_hash() == row.row_hash
    assert row.altered_texts() == []
    assert not {"note", "who_name"} & set(row.salts), "without its salt a short text cannot be guessed back"
    assert list(verify_chains()) == []


def test_texts_of_evidence_and_of_moves_go_too(row, author_at, first_at, second_at):
    other = DeadlineFactory(period=Period.year(2020))
    move = move_deadline(
        by=author_at(2018, 9, 1), deadline=other, period=Period.year(2021), reason="other", explanation="Hanne is ill"
    )
    piece = row.evidence.get()
    for target, field in ((piece, "title"), (piece, "link"), (move, "explanation")):
        decide_redaction(by=second_at, request=ask(first_at, target, field), approve=True)
        target.refresh_from_db()
        assert getattr(target, field) == MARK
    assert list(verify_chains()) == []


def test_reports_that_repeat_the_text_lose_it_too_and_no_others(author_at, first_at, second_at):
    deadline, elsewhere = DeadlineFactory(period=Period.year(2020)), DeadlineFactory(period=Period.year(2020))
    begun = record(by=author_at(2018, 9, 1), deadline=deadline, report=BEGUN)
    confirm_unchanged(by=author_at(2018, 10, 1), deadline=deadline)
    record(by=author_at(2018, 11, 1), deadline=deadline, report=Report(status=Status.IN_PROGRESS, note="All well"))
    record(by=author_at(2018, 11, 1), deadline=elsewhere, report=BEGUN)
    decide_redaction(by=second_at, request=ask(first_at, begun, "note", "who_name"), approve=True)
    assert list(deadline.status_updates.order_by("seq").values_list("note", flat=True)) == [MARK, MARK, "All well"]
    assert deadline.status_updates.filter(who__isnull=True).count() == 1, "the name goes from the one row alone"
    assert elsewhere.status_updates.get().note == BEGUN.note
    assert list(verify_chains()) == []


def test_evidence_that_a_correction_repeats_loses_its_text_too(row, author_at, first_at, second_at):
    correct(by=author_at(2018, 12, 21), target=row, report=REPORT)
    decide_redaction(by=second_at, request=ask(first_at, row.evidence.get(), "title"), approve=True)
    titles = StatusUpdate.objects.values_list("evidence__title", flat=True)
    assert list(titles) == [MARK, MARK]


def test_it_stays_known_who_asked_who_agreed_when_and_why(row, first_at, second_at, coordinator, second):
    decide_redaction(by=second_at, request=ask(first_at, row, "note"), approve=True)
    request = RedactionRequest.objects.get()
    assert (request.asked_by, request.asked_by_name) == (coordinator.user, coordinator.name)
    assert (request.asked_at, request.reason, request.fields) == (first_at.now, "Personal data", ["note"])
    assert (request.decision.decided_by, request.decision.decided_by_name) == (second.user, second.name)
    assert request.decision.is_approved
    for kept in (request, request.decision):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(kept)._base_manager.filter(pk=kept.pk)._raw_delete("default")


def test_a_request_that_was_declined_changes_nothing_and_is_over(row, first_at, second_at):
    request = ask(first_at, row, "note")
    decide_redaction(by=second_at, request=request, approve=False)
    with pytest.raises(ValidationError, match=r"besluttet|decided"):
        decide_redaction(by=second_at, request=request, approve=True)
    row.refresh_from_db()
    assert row.note == REPORT.note


def test_of_two_requests_for_one_text_the_second_finds_nothing_left(row, first_at, second_at):
    twice = [ask(first_at, row, "note"), ask(first_at, row, "note")]
    seen = [RedactionRequest.objects.select_related("status_update__deadline").get(pk=each.pk) for each in twice]
    decisions = [decide_redaction(by=second_at, request=each, approve=True) for each in seen]
    assert [len(decision.removed) for decision in decisions] == [1, 0]
    row.refresh_from_db()
    assert row.note == MARK


def test_the_person_who_asked_cannot_agree(row, first_at):
    with pytest.raises(ValidationError):
        decide_redaction(by=first_at, request=ask(first_at, row, "note"), approve=True)
    assert not RedactionDecision.objects.exists()


@pytest.mark.parametrize(
    "role", [MembershipRole.READER, MembershipRole.CONTRIBUTOR, MembershipRole.AUDITOR, MembershipRole.ADMINISTRATOR]
)
def test_only_coordinators_of_the_plan_ask_and_agree(row, author_at, first_at, role):
    for actor in (person_with(role, everything=True), person_with(MembershipRole.COORDINATOR), system_actor("x")):
        other = author_at(2019, 5, 1, actor=actor)
        with pytest.raises(NotAllowed):
            ask(other, row, "note")
        with pytest.raises(NotAllowed):
            decide_redaction(by=other, request=ask(first_at, row, "note"), approve=True)


def test_a_redaction_needs_a_reason_and_a_text_that_can_go(row, first_at):
    good = {"by": first_at, "row": row, "fields": ["note"], "reason": "x"}
    for wrong in (
        {"reason": " "},
        {"reason": "x" * 151},
        {"reason": "a\x00b"},
        {"fields": ["status"]},
        {"fields": []},
        {"fields": ["internal_note"]},
    ):
        with pytest.raises(ValidationError):
            request_redaction(**{**good, **wrong})
    assert not RedactionRequest.objects.exists()


def test_a_redacted_text_cannot_be_asked_for_or_written_again(row, author_at, second):
    redact(by=author_at(), approved_by=second, row=row, fields=["note"], reason="x")
    with pytest.raises(ValidationError):
        ask(author_at(), row, "note")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).redact(note="[text removed on 2000-01-01: nothing]")


def test_a_text_goes_from_an_archived_plan_too(row, author_at, first_at, second_at):
    archive_plan(by=author_at(2019, 1, 1), plan=row.deadline.action.plan, on=date(2019, 1, 1))
    decide_redaction(by=second_at, request=ask(first_at, row, "note"), approve=True)
    row.refresh_from_db()
    assert row.note == MARK
