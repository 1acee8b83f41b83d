"""For which deadlines a past day looks different by what was known then and by what is known now."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import Q

from initiatives.choices import MembershipRole, PlanState, Position, Status
from initiatives.clocks import KNOWN_NOW, Moment
from initiatives.models import Stamp
from initiatives.periods import Period
from initiatives.policies import Actor, Reach
from initiatives.queries.differences import differences
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.status_updates import Report, correct, record, withdraw
from tests.factories import DeadlineFactory, PlanFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2019, 3, 1, 10, tzinfo=UTC)
DAY = date(2018, 12, 31)
THEN = Moment.resolve(now=NOW, as_of=DAY)
LATER = Moment.resolve(now=NOW, as_of=DAY, known=KNOWN_NOW)
READER = Actor(reaches={MembershipRole.READER: Reach(everything=True)})


def found(narrowed=None, *, shown=THEN, other=LATER, actor=READER, **options):
    return differences(shown, other, actor, narrowed, **options)


def complete(by, deadline, day):
    return record(
        by=by, deadline=deadline, report=Report(status=Status.COMPLETED, completed=Period.day(day), note="Done")
    )


def test_nothing_differs_where_nothing_was_recorded_since(author_at):
    complete(author_at(2018, 12, 20), DeadlineFactory(), date(2018, 12, 19))
    assert found().count == 0


def test_a_completion_reported_late_differs_and_is_shown_before_and_after(author_at):
    deadline = DeadlineFactory()
    complete(author_at(2019, 2, 1), deadline, date(2018, 12, 19))
    (difference,) = found().first
    assert (difference.label, difference.action_number) == (deadline.text("label"), deadline.action.number)
    assert difference.shown.judgement.position == Position.DUE_SOON
    assert difference.other.judgement.position == Position.MET_ON_TIME
    (difference,) = found(shown=LATER, other=THEN).first
    assert difference.shown.judgement.position == Position.MET_ON_TIME


def test_a_report_that_holds_only_after_the_day_makes_no_difference(author_at):
    complete(author_at(2019, 2, 1), DeadlineFactory(), date(2019, 1, 10))
    record(
        by=author_at(2019, 2, 1),
        deadline=DeadlineFactory(period=Period.year(2019)),
        report=Report(status=Status.ON_HOLD, note="On"),
    )
    assert found().count == 0


def test_a_row_that_has_been_struck_since_differs_whatever_day_the_striking_holds(author_at):
    withdrawn, corrected = (complete(author_at(2018, 12, 20), DeadlineFactory(), DAY.replace(day=19)) for _ in "ab")
    withdraw(by=author_at(2019, 2, 1), target=withdrawn, reason="Wrong row")
    correct(
        by=author_at(2019, 2, 1),
        target=corrected,
        report=Report(status=Status.COMPLETED, completed=Period.day(date(2019, 1, 20)), note="Later"),
    )
    positions = {(row.shown.judgement.position, row.other.judgement.position) for row in found().first}
    assert positions == {(Position.MET_ON_TIME, Position.DUE_SOON)}
    assert found().count == 2


def test_a_move_decided_before_the_day_and_recorded_after_it_differs(author_at):
    move_deadline(
        by=author_at(2019, 1, 5),
        deadline=DeadlineFactory(),
        period=Period.quarter(2019, 2),
        reason="capacity",
        explanation="Two have left.",
        effective_on=date(2018, 12, 1),
    )
    (difference,) = found().first
    assert (difference.shown.current, difference.other.current) == (Period.quarter(2018, 4), Period.quarter(2019, 2))


def test_a_deadline_entered_later_is_unknown_then(author_at):
    DeadlineFactory(known_at=datetime(2019, 2, 1, tzinfo=UTC))
    (difference,) = found().first
    assert difference.shown is None
    assert difference.other.judgement.position == Position.DUE_SOON


def test_a_limit_of_the_plan_that_was_changed_later_differs_and_a_new_title_does_not():
    narrow, renamed = DeadlineFactory().action.plan, DeadlineFactory().action.plan
    narrow.due_soon_days, renamed.title = 0, "Et nyt navn"
    for plan in (narrow, renamed):
        plan.save_stamped(Stamp(known_at=datetime(2019, 2, 1, tzinfo=UTC)))
    assert [row.plan for row in found().first] == []
    day = date(2018, 12, 15)
    shown, other = Moment.resolve(now=NOW, as_of=day), Moment.resolve(now=NOW, as_of=day, known=KNOWN_NOW)
    (difference,) = found(shown=shown, other=other).first
    assert (difference.plan, difference.other.judgement.position) == (narrow.slug, Position.IN_PERIOD)


def test_only_what_the_visitor_sees_and_the_page_is_about_is_counted(author_at):
    draft = PlanFactory(state=PlanState.DRAFT, published_on=None)
    for deadline in (DeadlineFactory(action__objective__plan=draft), DeadlineFactory()):
        complete(author_at(2019, 2, 1), deadline, date(2018, 12, 19))
    assert found().count == 1
    assert found(actor=Actor(system=True)).count == 2
    assert found(Q(action__plan__slug=draft.slug), actor=Actor(system=True)).count == 1
    assert found(Q(action__plan__slug=draft.slug)).count == 0


def test_today_by_an_earlier_knowledge_is_compared_with_the_present(author_at):
    complete(author_at(2019, 2, 1), DeadlineFactory(), date(2018, 12, 19))
    earlier = Moment.resolve(now=NOW, known="2019-01-15")
    (difference,) = found(shown=earlier, other=Moment.today(NOW)).first
    assert (difference.shown.judgement.position, difference.other.judgement.position) == (
        Position.OVERDUE,
        Position.MET_ON_TIME,
    )


def test_a_count_that_was_cut_says_so_and_the_queries_do_not_grow(author_at, query_count):
    for _ in range(4):
        complete(author_at(2019, 2, 1), DeadlineFactory(), date(2018, 12, 19))
    with query_count() as few:
        whole = found()
    for _ in range(12):
        complete(author_at(2019, 2, 1), DeadlineFactory(), date(2018, 12, 19))
    with query_count() as many:
        cut = found(most=10)
    assert (whole.count, whole.is_complete, cut.count, cut.is_complete) == (4, True, 10, False)
    assert len(cut.first) == 10
    assert len(many) <= len(few)
    assert len(few) <= 9
