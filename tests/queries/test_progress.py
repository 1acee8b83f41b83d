"""Counts by position for plans, objectives, bodies and actions; shares with numerator and denominator."""

from datetime import UTC, date, datetime

import pytest

from initiatives.choices import Position, ResponsibilityRole, Status
from initiatives.clocks import Moment
from initiatives.models import Deadline
from initiatives.periods import Period
from initiatives.queries.progress import counts_by_lead, counts_by_objective, counts_by_plan, progress_by_action
from initiatives.queries.punctuality import Share, punctuality
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.status_updates import Report, record
from tests.factories import ActionFactory, DeadlineFactory, ObjectiveFactory, PlanFactory, ResponsibilityFactory

pytestmark = pytest.mark.django_db

LIVE = Moment.today(datetime(2019, 1, 10, 9, 30, tzinfo=UTC))
PAST = Moment.resolve(now=datetime(2020, 1, 1, tzinfo=UTC), as_of=date(2019, 1, 10))
both_clocks = pytest.mark.parametrize("moment", [LIVE, PAST], ids=["today", "past"])


def at(moment):
    return Deadline.objects.at(moment)


@pytest.fixture
def chapters(db):
    """Two objectives below one chapter of a plan, each with one action."""
    chapter = ObjectiveFactory()
    below = [ObjectiveFactory(plan=chapter.plan, parent=chapter) for _ in range(2)]
    return chapter, [ActionFactory(objective=objective) for objective in below]


def complete(by, deadline, day):
    record(by=by, deadline=deadline, report=Report(status=Status.COMPLETED, completed=Period.day(day), note="Done"))


@both_clocks
def test_counts_of_an_objective_above_include_those_below(chapters, moment, author_at):
    chapter, (first, second) = chapters
    complete(author_at(2018, 12, 20), DeadlineFactory(action=first), date(2018, 12, 19))
    DeadlineFactory(action=first)
    DeadlineFactory(action=second, period=Period.none())
    DeadlineFactory(action=second, period=Period.year(2020))
    by_objective = counts_by_objective(at(moment), moment)
    assert by_objective[first.objective_id].positions == {Position.MET_ON_TIME: 1, Position.OVERDUE: 1}
    whole = by_objective[chapter.pk]
    assert (whole.deadlines, whole.overdue, whole.met, whole.without_deadline, whole.on_course) == (4, 1, 1, 1, 1)
    assert whole.delayed == 1
    assert counts_by_plan(at(moment)) == {chapter.plan_id: whole}


@both_clocks
def test_a_deadline_counts_for_each_of_its_leads_and_for_none_where_nobody_is_named(moment):
    shared, worded = DeadlineFactory(), DeadlineFactory()
    first = ResponsibilityFactory(action=shared.action).organisation_id
    second = ResponsibilityFactory(action=shared.action, role=ResponsibilityRole.HOST).organisation_id
    ResponsibilityFactory(action=shared.action, role=ResponsibilityRole.PARTNER)
    ResponsibilityFactory(deadline=worded, organisation=None, named_as="relevante ministerier")
    counts = counts_by_lead(at(moment), moment)
    assert {key: found.deadlines for key, found in counts.items()} == {first: 1, second: 1, None: 1}


@both_clocks
def test_an_action_rolls_up_its_own_deadlines_alone(chapters, moment, author_at):
    _chapter, (first, second) = chapters
    complete(author_at(2018, 12, 20), DeadlineFactory(action=first), date(2018, 12, 19))
    DeadlineFactory(action=second)
    progress = progress_by_action(at(moment))
    assert (progress[first.pk].status, progress[first.pk].completed_on) == (Status.COMPLETED, date(2018, 12, 19))
    assert (progress[second.pk].status, progress[second.pk].overdue) == (Status.NONE, 1)


def test_counts_follow_the_judged_day(chapters):
    DeadlineFactory(action=chapters[1][0])
    before = Moment.resolve(now=PAST.known, as_of=date(2018, 12, 31))
    (counts,) = counts_by_plan(at(before)).values()
    assert counts.positions == {Position.DUE_SOON: 1}


@both_clocks
def test_punctuality_counts_what_has_passed_on_current_and_on_original_dates(moment, author_at):
    def due(month, **values):
        return DeadlineFactory(period=Period.month(2018, month), **values)

    complete(author_at(2018, 10, 5), due(10), date(2018, 10, 5))
    complete(author_at(2018, 12, 5), due(11), date(2018, 12, 4))
    due(12)
    cancelled = due(9)
    record(by=author_at(2018, 9, 1), deadline=cancelled, report=Report(status=Status.CANCELLED, note="Dropped"))
    DeadlineFactory(period=Period.none())
    DeadlineFactory(period=Period.month(2019, 1))
    moved = due(8)
    move_deadline(
        by=author_at(2018, 8, 1),
        deadline=moved,
        period=Period.month(2018, 12),
        reason="capacity",
        explanation="Two have left.",
    )
    complete(author_at(2018, 12, 5), moved, date(2018, 12, 4))
    found = punctuality(at(moment))
    assert (found.current, found.original) == (Share(2, 4), Share(1, 4))
    assert found.current.rate is None
    due(7)
    assert punctuality(at(moment)).current.rate == pytest.approx(2 / 5)


def test_there_is_no_rate_without_deadlines():
    assert punctuality(at(LIVE)).original == Share(0, 0)
    assert Share(0, 0).rate is None


@both_clocks
def test_the_number_of_queries_does_not_grow_with_the_deadlines(moment, query_count):
    def reads():
        with query_count() as captured:
            counts_by_plan(at(moment))
            counts_by_objective(at(moment), moment)
            counts_by_lead(at(moment), moment)
            progress_by_action(at(moment))
        return len(captured)

    plan = PlanFactory()
    for _ in range(2):
        ResponsibilityFactory(action=DeadlineFactory(action__objective__plan=plan).action)
    few = reads()
    for _ in range(18):
        ResponsibilityFactory(action=DeadlineFactory(action__objective__plan=plan).action)
    assert reads() == few
