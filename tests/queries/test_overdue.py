"""The overdue list: what has passed and is not met, worst first, the same today and for a past day."""

from datetime import UTC, date, datetime

import pytest

from initiatives.choices import MembershipRole, PlanState, Position, Status
from initiatives.clocks import Moment
from initiatives.models import Deadline
from initiatives.periods import Period
from initiatives.policies import Actor, Reach
from initiatives.queries.overdue import overdue_count, overdue_deadlines
from initiatives.services.status_updates import Report, record
from tests.factories import ActionFactory, DeadlineFactory, ObjectiveFactory, PlanFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2019, 1, 1, 9, 30, tzinfo=UTC)
LIVE = Moment.today(NOW)
# The same day read back later: nothing was recorded in between.
PAST = Moment.resolve(now=datetime(2020, 1, 1, tzinfo=UTC), as_of=date(2019, 1, 1))
both_clocks = pytest.mark.parametrize("moment", [LIVE, PAST], ids=["today", "past"])


def deadline(latest, **values):
    return DeadlineFactory(period=Period.day(latest), **values)


@both_clocks
def test_the_worst_come_first_and_the_rest_stay_out(moment, author_at):
    a_day = deadline(date(2018, 12, 31))
    a_year = deadline(date(2018, 1, 1))
    twin = deadline(date(2018, 12, 31))
    deadline(date(2019, 1, 1))
    DeadlineFactory(period=Period.none())
    done = deadline(date(2018, 11, 1))
    record(
        by=author_at(2018, 12, 1),
        deadline=done,
        report=Report(status=Status.COMPLETED, completed=Period.day(date(2018, 11, 30)), note="Published"),
    )
    assert list(overdue_deadlines(moment)) == [a_year, a_day, twin]
    assert overdue_count(moment) == 3


@both_clocks
def test_an_archived_plan_stands_where_its_clock_stopped(moment):
    archived = PlanFactory(state=PlanState.ARCHIVED, archived_on=date(2017, 2, 1))
    ten_days = deadline(date(2017, 1, 22), action=ActionFactory(objective=ObjectiveFactory(plan=archived)))
    a_month = deadline(date(2018, 12, 1))
    assert list(overdue_deadlines(moment)) == [a_month, ten_days]


@both_clocks
def test_the_list_narrows_to_plans_and_to_what_the_reader_may_see(moment):
    shown = deadline(date(2018, 12, 31))
    draft = PlanFactory(state=PlanState.DRAFT, published_on=None)
    deadline(date(2018, 12, 31), action=ActionFactory(objective=ObjectiveFactory(plan=draft)))
    reader = Actor(reaches={MembershipRole.READER: Reach(everything=True)})
    assert list(overdue_deadlines(moment, actor=reader)) == [shown]
    assert overdue_count(moment, actor=reader) == 1
    assert overdue_count(moment, [draft.slug], reader) == 0
    assert overdue_count(moment, [draft.slug]) == 1
    assert overdue_count(moment, [shown.action.plan.slug, draft.slug]) == 2


@both_clocks
def test_the_list_and_the_position_agree(moment):
    for month in range(1, 13):
        DeadlineFactory(period=Period.month(2018, month))
    by_position = Deadline.objects.at(moment).filter(position=Position.OVERDUE)
    assert set(overdue_deadlines(moment)) == set(by_position)
    assert overdue_count(moment) == 12
