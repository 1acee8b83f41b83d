"""Recording, confirming, correcting, withdrawing and reopening: what is asked for, and what the log then holds."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F

from initiatives.choices import MembershipRole, Position, RecordOrigin, Status, UpdateKind
from initiatives.clocks import Moment
from initiatives.exceptions import NotAllowed, PlanClosed, Stale
from initiatives.models import Deadline
from initiatives.periods import Period
from initiatives.policies import Actor, Reach
from initiatives.services.authorship import Author
from initiatives.services.status_updates import (
    EvidenceItem,
    Report,
    confirm_all_unchanged,
    confirm_unchanged,
    correct,
    record,
    reopen,
    withdraw,
)
from tests.factories import DeadlineFactory, ResponsibilityFactory, UserFactory

pytestmark = pytest.mark.django_db

IN_PROGRESS = Report(status=Status.IN_PROGRESS, forecast=Period.month(2018, 11), note="Half written")


def completed(day, **values):
    return Report(status=Status.COMPLETED, completed=Period.day(day), note="Published", **values)


def position(deadline, as_of, known="now"):
    moment = Moment.resolve(now=datetime(2020, 1, 1, tzinfo=UTC), as_of=as_of, known=known)
    found = Deadline.objects.at(moment).annotate(p=F("position"), late=F("days_late")).get(pk=deadline.pk)
    return found.p, found.late


def contributor(*organisations, name="Mette"):
    user = UserFactory(first_name=name)
    reach = Reach(organisations=frozenset(organisation.pk for organisation in organisations))
    return Actor(user=user, name=user.display_name, reaches={MembershipRole.CONTRIBUTOR: reach})


def refusal(call):
    with pytest.raises(ValidationError) as refused:
        call()
    error = refused.value
    return set(error.message_dict) if hasattr(error, "error_dict") else set(error.messages)


def test_completed_on_time_then_corrected_is_late_by_two_days_and_both_rows_stay(author_at):
    deadline = DeadlineFactory(period=Period.quarter(2018, 4))
    first = record(by=author_at(2019, 1, 3), deadline=deadline, report=completed(date(2018, 12, 20)))
    assert position(deadline, date(2019, 1, 3)) == (Position.MET_ON_TIME, None)
    second = correct(by=author_at(2019, 1, 4), target=first, report=completed(date(2019, 1, 2)))
    assert position(deadline, date(2019, 1, 4)) == (Position.MET_LATE, 2)
    assert position(deadline, date(2019, 1, 1)) == (Position.OVERDUE, None)
    assert position(deadline, date(2019, 1, 3), known="then") == (Position.MET_ON_TIME, None)
    assert list(deadline.status_updates.values_list("seq", "kind", "target_id")) == [
        (1, UpdateKind.REPORT, None),
        (2, UpdateKind.CORRECTION, first.pk),
    ]
    deadline.refresh_from_db()
    assert deadline.latest_update == second


def test_a_correction_takes_the_place_of_the_row_that_it_corrects(author_at):
    deadline = DeadlineFactory()
    first = record(by=author_at(2018, 5, 1), deadline=deadline, report=IN_PROGRESS)
    last = record(by=author_at(2018, 6, 1), deadline=deadline, report=Report(status=Status.ON_HOLD))
    again = correct(by=author_at(2018, 7, 1), target=first, report=Report(status=Status.NOT_STARTED))
    deadline.refresh_from_db()
    assert deadline.latest_update == last, "the corrected row was not the last one"
    assert (again.effective_on, again.log_place) == (date(2018, 5, 1), 1)
    third = correct(by=author_at(2018, 7, 2), target=again, report=Report(status=Status.IN_PROGRESS))
    assert third.log_place == 1


def test_a_row_is_struck_once_and_a_withdrawal_stays(author_at):
    deadline = DeadlineFactory()
    row = record(by=author_at(2018, 5, 1), deadline=deadline, report=IN_PROGRESS)
    gone = withdraw(by=author_at(2018, 5, 2), target=row, reason="The wrong deadline")
    assert refusal(lambda: withdraw(by=author_at(2018, 5, 3), target=row, reason="Again"))
    assert refusal(lambda: correct(by=author_at(2018, 5, 3), target=row, report=IN_PROGRESS))
    assert refusal(lambda: withdraw(by=author_at(2018, 5, 3), target=gone, reason="Undo"))


def test_a_withdrawal_restores_what_stood_before_perhaps_nothing(author_at):
    deadline = DeadlineFactory()
    first = record(by=author_at(2018, 5, 1), deadline=deadline, report=IN_PROGRESS)
    second = record(by=author_at(2018, 6, 1), deadline=deadline, report=completed(date(2018, 6, 1)))
    assert refusal(lambda: withdraw(by=author_at(2018, 6, 2), target=second, reason=" ")) == {"note"}
    withdraw(by=author_at(2018, 6, 2), target=second, reason="Not published after all")
    deadline.refresh_from_db()
    assert (deadline.latest_update, deadline.is_open) == (first, True)
    withdraw(by=author_at(2018, 6, 3), target=first, reason="Neither was this")
    deadline.refresh_from_db()
    assert (deadline.latest_update, deadline.is_open) == (None, True)
    assert position(deadline, date(2018, 6, 1), known="then") == (Position.MET_ON_TIME, None)


def test_withdrawing_a_correction_withdraws_the_report_that_it_corrected_too(author_at):
    deadline = DeadlineFactory()
    before = record(by=author_at(2018, 4, 1), deadline=deadline, report=Report(status=Status.NOT_STARTED))
    row = record(by=author_at(2018, 5, 1), deadline=deadline, report=IN_PROGRESS)
    correction = correct(by=author_at(2018, 5, 2), target=row, report=Report(status=Status.ON_HOLD))
    withdraw(by=author_at(2018, 5, 3), target=correction, reason="Neither is true")
    deadline.refresh_from_db()
    assert deadline.latest_update == before


def test_unchanged_copies_the_last_row_with_its_evidence(author_at):
    deadline = DeadlineFactory()
    report = Report(
        status=Status.IN_PROGRESS,
        started_on=date(2018, 4, 1),
        confidence="amber",
        confidence_reason="Few hands",
        note="Under way",
        evidence=(EvidenceItem("Plan of work", case_number="2018-1234"),),
    )
    record(by=author_at(2018, 5, 1), deadline=deadline, report=report)
    row = confirm_unchanged(by=author_at(2018, 9, 1), deadline=deadline)
    assert (row.kind, row.effective_on, row.started_on, row.note) == (
        UpdateKind.UNCHANGED,
        date(2018, 9, 1),
        date(2018, 4, 1),
        "Under way",
    )
    assert [item.case_number for item in row.evidence.all()] == ["2018-1234"]


def test_unchanged_is_refused_where_there_is_nothing_to_confirm_and_the_bulk_form_says_why(author_at):
    never, met, overdue, fine = (DeadlineFactory(period=Period.quarter(2018, 4)) for _ in range(4))
    record(by=author_at(2018, 10, 1), deadline=met, report=completed(date(2018, 10, 1)))
    record(by=author_at(2018, 10, 1), deadline=overdue, report=IN_PROGRESS)
    late = Report(status=Status.IN_PROGRESS, delay_reason="capacity", forecast=Period.month(2019, 6))
    record(by=author_at(2018, 10, 1), deadline=fine, report=late)
    outcome = confirm_all_unchanged(by=author_at(2019, 2, 1), deadlines=[never, met, overdue, fine])
    assert [row.deadline for row in outcome.confirmed] == [fine]
    assert [deadline for deadline, _reason in outcome.left_out] == [never, met, overdue]
    assert all(reason for _deadline, reason in outcome.left_out)


@pytest.mark.parametrize(
    ("report", "missing"),
    [
        (Report(status=Status.COMPLETED, note="Done"), {"completed"}),
        (Report(status=Status.COMPLETED, completion_unknown=True), {"completed", "evidence"}),
        (Report(status=Status.COMPLETED, completed=Period.month(2018, 6)), {"evidence"}),
        (Report(status=Status.COMPLETED, completed=Period.month(2019, 6), note="x"), {"completed"}),
        (Report(status=Status.IN_PROGRESS, confidence="amber"), {"confidence_reason"}),
        (Report(status=Status.IN_PROGRESS, confidence="red", confidence_reason=" "), {"confidence_reason"}),
        (Report(status=Status.CANCELLED), {"note"}),
        (Report(status=Status.CLOSED_PARTIAL), {"note"}),
        (Report(status=Status.SUPERSEDED, note="x"), {"superseded_by"}),
        (Report(status=Status.IN_PROGRESS, delay_reason="other"), {"note"}),
        (Report(status=Status.IN_PROGRESS, started_on=date(2018, 12, 21)), {"started_on"}),
        (Report(status=Status.IN_PROGRESS, effective_on=date(2018, 12, 21)), {"effective_on"}),
        (Report(status=Status.CANCELLED, note="x", forecast=Period.month(2019, 1)), {"forecast"}),
        (Report(status=Status.IN_PROGRESS, evidence=(EvidenceItem("A title"),)), {"evidence"}),
        (Report(status=Status.IN_PROGRESS, evidence=(EvidenceItem("x", link="javascript:alert(1)"),)), {"link"}),
        (Report(status="late"), {"status"}),
        (Report(status=Status.NONE), {"__all__"}),
    ],
)
def test_what_is_missing_is_named_by_field_and_nothing_is_written(author_at, report, missing):
    deadline = DeadlineFactory()
    assert refusal(lambda: record(by=author_at(2018, 12, 20), deadline=deadline, report=report)) == missing
    assert not deadline.status_updates.exists()


def test_a_completion_of_unknown_date_is_accepted_with_a_note(author_at):
    deadline = DeadlineFactory()
    report = Report(status=Status.COMPLETED, completion_unknown=True, note="The archive holds no date")
    record(by=author_at(), deadline=deadline, report=report)
    assert position(deadline, date(2019, 1, 1))[0] == Position.MET_UNDATED


def test_a_completed_deadline_takes_no_further_report_but_is_reopened_with_a_reason(author_at):
    deadline = DeadlineFactory()
    record(by=author_at(2018, 10, 1), deadline=deadline, report=completed(date(2018, 10, 1)))
    assert refusal(lambda: record(by=author_at(2018, 10, 2), deadline=deadline, report=IN_PROGRESS)) == {"status"}
    silent = Report(status=Status.IN_PROGRESS)
    assert refusal(lambda: reopen(by=author_at(2018, 10, 2), deadline=deadline, report=silent)) == {"note"}
    row = reopen(by=author_at(2018, 10, 2), deadline=deadline, report=IN_PROGRESS)
    assert row.kind == UpdateKind.REOPENING
    assert refusal(lambda: reopen(by=author_at(2018, 10, 3), deadline=deadline, report=IN_PROGRESS)) == {"status"}


def test_a_contributor_records_for_the_bodies_that_lead_or_help_and_for_no_other(author_at):
    deadline = DeadlineFactory()
    lead = ResponsibilityFactory(objective=deadline.action.objective).organisation
    partner = ResponsibilityFactory(action=deadline.action, role="partner").organisation
    member = ResponsibilityFactory(action=deadline.action, role="member").organisation
    for organisation in (lead, partner):
        record(by=author_at(actor=contributor(organisation)), deadline=deadline, report=IN_PROGRESS_SOON)
    for actor in (contributor(member), contributor(), Actor()):
        with pytest.raises(NotAllowed):
            record(by=author_at(actor=actor), deadline=deadline, report=IN_PROGRESS_SOON)


IN_PROGRESS_SOON = Report(status=Status.IN_PROGRESS, forecast=Period.month(2018, 12))


def test_a_contributor_strikes_only_own_rows_and_closes_nothing(author_at):
    deadline = DeadlineFactory()
    body = ResponsibilityFactory(action=deadline.action).organisation
    mette, jens = contributor(body), contributor(body, name="Jens")
    row = record(by=author_at(actor=mette), deadline=deadline, report=IN_PROGRESS_SOON)
    for strike in (
        lambda: withdraw(by=author_at(actor=jens), target=row, reason="x"),
        lambda: correct(by=author_at(actor=jens), target=row, report=IN_PROGRESS_SOON),
        lambda: record(by=author_at(actor=mette), deadline=deadline, report=Report(status="cancelled", note="x")),
        lambda: correct(by=author_at(actor=mette), target=row, report=Report(status="cancelled", note="x")),
    ):
        with pytest.raises(NotAllowed):
            strike()
    correct(by=author_at(actor=mette), target=row, report=IN_PROGRESS_SOON)


def test_the_version_that_the_writer_saw_must_be_the_one_that_stands(author_at):
    deadline = DeadlineFactory()
    record(by=author_at(), deadline=deadline, report=IN_PROGRESS_SOON, expected_version=1)
    with pytest.raises(Stale):
        record(by=author_at(), deadline=deadline, report=IN_PROGRESS_SOON, expected_version=1)
    assert deadline.status_updates.count() == 1


def test_nothing_is_recorded_on_an_archived_plan(author_at):
    deadline = DeadlineFactory()
    plan = deadline.action.plan
    plan.state, plan.archived_on = "archived", date(2018, 11, 1)
    plan.save()
    with pytest.raises(PlanClosed):
        record(by=author_at(), deadline=deadline, report=IN_PROGRESS_SOON)


def test_only_a_command_may_say_that_it_was_known_earlier(coordinator):
    now, earlier = datetime(2026, 1, 1, tzinfo=UTC), datetime(2017, 10, 18, tzinfo=UTC)
    with pytest.raises(ValueError, match="document"):
        Author(actor=coordinator, now=now, document_known_at=earlier)
    loader = Author(
        actor=Actor(name="load_plans", system=True),
        now=now,
        origin=RecordOrigin.LOAD_PLANS,
        document_known_at=earlier,
    )
    row = record(by=loader, deadline=DeadlineFactory(), report=completed(date(2017, 9, 30)))
    assert (row.recorded_at, row.known_at, row.known_on, row.who) == (now, earlier, date(2017, 10, 18), None)


def test_texts_of_every_script_and_markup_are_kept_as_they_are(author_at):
    note = "=1+1 <script>{{ x }}</script> Ærø 😀 العربية България"
    row = record(by=author_at(), deadline=DeadlineFactory(), report=Report(status=Status.IN_PROGRESS, note=note))
    row.refresh_from_db()
    assert row.note == note


@pytest.mark.parametrize("note", ["a\x00b", "a\x1bb", "a\u202eb", "a\ud800b", "\u200b\u200d"])
def test_a_character_that_cannot_be_kept_is_refused(author_at, note):
    report = Report(status=Status.IN_PROGRESS, note=note)
    assert refusal(lambda: record(by=author_at(), deadline=DeadlineFactory(), report=report)) == {"note"}
    titled = Report(status=Status.IN_PROGRESS, evidence=(EvidenceItem(note, case_number="1"),))
    refused = refusal(lambda: record(by=author_at(), deadline=DeadlineFactory(), report=titled))
    assert refused <= {"title", "evidence"} and refused
