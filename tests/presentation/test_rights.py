"""What a visitor may do on the rows of a list: the same answers as the services give, for any number of rows."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from initiatives.choices import DeadlineKind, MembershipRole, PlanState, ResponsibilityRole, Status
from initiatives.clocks import Moment
from initiatives.periods import Period
from initiatives.policies import Actor, Reach
from initiatives.presentation.rights import rights_on_rows
from initiatives.presentation.visits import Visit
from initiatives.queries.rows import rows_of
from initiatives.services.status_updates import Report, confirm_unchanged, record
from tests.factories import DeadlineFactory, OrganisationFactory, PlanFactory, ResponsibilityFactory, UserFactory

LATER = Period.year(2020)
PAST = Period.quarter(2018, 3)
NOW = datetime(2018, 12, 20, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def visit(coordinator):
    return Visit(actor=coordinator, now=NOW)


def rights_on(deadline, visit, moment=None):
    return rights_on_rows(rows_of([deadline.pk], moment or visit.moment), visit)[deadline.pk]


def contributor_of(organisation):
    reach = Reach(organisations=frozenset({organisation.pk}))
    return Visit(actor=Actor(name="Mette", reaches={MembershipRole.CONTRIBUTOR: reach}), now=NOW)


@pytest.mark.parametrize(
    ("period", "kind", "report", "words"),
    [
        (LATER, DeadlineKind.COMPLETE_BY, None, "Nothing has been reported yet"),
        (LATER, DeadlineKind.COMPLETE_BY, Report(Status.IN_PROGRESS), ""),
        (LATER, DeadlineKind.START_BY, Report(Status.IN_PROGRESS, started_on=date(2018, 11, 1)), "is met or closed"),
        (PAST, DeadlineKind.COMPLETE_BY, Report(Status.IN_PROGRESS), "report the reason"),
        (PAST, DeadlineKind.COMPLETE_BY, Report(Status.IN_PROGRESS, forecast=LATER), "report the reason"),
        (
            PAST,
            DeadlineKind.COMPLETE_BY,
            Report(Status.IN_PROGRESS, forecast=Period.month(2018, 11), delay_reason="scope"),
            "report the reason",
        ),
        (PAST, DeadlineKind.COMPLETE_BY, Report(Status.IN_PROGRESS, forecast=LATER, delay_reason="scope"), ""),
    ],
)
def test_a_row_says_before_the_click_what_the_service_would_refuse(visit, author_at, period, kind, report, words):
    deadline = DeadlineFactory(period=period, kind=kind)
    if report is not None:
        # Recorded while the deadline had not passed yet.
        record(by=author_at(2018, 9, 1), deadline=deadline, report=replace(report, started_on=None))
        if report.started_on:
            record(by=author_at(2018, 12, 1), deadline=deadline, report=report)

    rights = rights_on(deadline, visit)

    assert rights.may_record
    assert rights.may_confirm == (not words)
    assert words in rights.refusal
    if words:
        with pytest.raises(ValidationError) as refused:
            confirm_unchanged(by=visit.author, deadline=deadline)
        assert refused.value.messages == [rights.refusal]
    else:
        assert rights.refusal == ""
        confirm_unchanged(by=visit.author, deadline=deadline)


def test_what_is_completed_takes_no_further_report(visit, author_at):
    deadline = DeadlineFactory(period=LATER)
    done = Report(Status.COMPLETED, completed=Period.day(date(2018, 12, 1)), note="Udgivet")
    record(by=author_at(2018, 12, 2), deadline=deadline, report=done)

    assert not rights_on(deadline, visit).may_record


def test_a_contributor_records_on_what_the_own_body_leads_or_helps_with_and_is_told_nothing_of_the_rest(db):
    own, other = OrganisationFactory(), OrganisationFactory()
    led, foreign = DeadlineFactory(), DeadlineFactory()
    ResponsibilityFactory(organisation=own, action=led.action, role=ResponsibilityRole.PARTNER)
    ResponsibilityFactory(organisation=own, deadline=foreign, role=ResponsibilityRole.MEMBER)
    ResponsibilityFactory(organisation=other, deadline=foreign, role=ResponsibilityRole.LEAD)
    visit = contributor_of(own)

    assert rights_on(led, visit).may_record
    assert (
        rights_on(foreign, visit)
        == rights_on_rows(rows_of([foreign.pk], visit.moment), Visit(Actor(), NOW))[foreign.pk]
    )
    assert (rights_on(foreign, visit).may_record, rights_on(foreign, visit).refusal) == (False, "")


def test_nothing_is_recorded_in_an_archived_plan(visit):
    plan = PlanFactory(state=PlanState.ARCHIVED, archived_on=date(2018, 6, 1))

    assert not rights_on(DeadlineFactory(action__objective__plan=plan), visit).may_record


def test_rows_of_another_day_can_only_be_read(visit):
    deadline = DeadlineFactory(period=LATER)
    then = Moment.resolve(now=NOW, as_of=date(2018, 6, 1))
    ahead = Moment.resolve(now=NOW, as_of=date(2019, 6, 1))
    as_known = Moment.resolve(now=NOW, known=date(2018, 6, 1))

    assert rights_on(deadline, visit).may_record
    assert not any(rights_on(deadline, visit, moment).may_record for moment in (then, ahead, as_known))


def test_one_sees_which_last_report_is_ones_own_also_where_nothing_more_can_be_reported(visit, author_at):
    own, others, done = DeadlineFactory(period=LATER), DeadlineFactory(period=LATER), DeadlineFactory(period=LATER)
    somebody = Actor(user=UserFactory(), name="Per", reaches={MembershipRole.COORDINATOR: Reach(everything=True)})
    record(by=author_at(2018, 12, 1), deadline=own, report=Report(Status.IN_PROGRESS))
    record(by=author_at(2018, 12, 1, actor=somebody), deadline=others, report=Report(Status.IN_PROGRESS))
    finished = Report(Status.COMPLETED, completed=Period.day(date(2018, 12, 1)), note="Udgivet")
    record(by=author_at(2018, 12, 1), deadline=done, report=finished)

    assert [rights_on(deadline, visit).is_own for deadline in (own, others, done)] == [True, False, True]


def test_twenty_rows_need_two_queries_as_two_do(visit, author_at):
    for _number in range(20):
        record(by=author_at(2018, 6, 1), deadline=DeadlineFactory(), report=Report(Status.IN_PROGRESS))
    keys = [row.pk for row in DeadlineFactory._meta.model.objects.order_by("pk")]
    rows = rows_of(keys, visit.moment)

    for few in (rows[:2], rows):
        with CaptureQueriesContext(connection) as queries:
            assert len(rights_on_rows(few, visit)) == len(few)
        assert len(queries) == 2
