"""The timeline's order, its groups and its pages."""

from datetime import UTC, date, datetime

import pytest

from initiatives.choices import MembershipRole, ResponsibilityRole
from initiatives.clocks import Moment
from initiatives.exceptions import FilterError
from initiatives.models import Stamp
from initiatives.periods import Period
from initiatives.policies import Actor, Reach
from initiatives.queries.timeline import BY_ORGANISATION, timeline_page
from tests.factories import (
    ActionFactory,
    DeadlineFactory,
    ObjectiveFactory,
    OrganisationFactory,
    PlanFactory,
    ResponsibilityFactory,
)

pytestmark = pytest.mark.django_db

LIVE = Moment.today(datetime(2019, 1, 10, 9, 30, tzinfo=UTC))
PAST = Moment.resolve(now=datetime(2020, 1, 1, tzinfo=UTC), as_of=date(2019, 1, 10))
both_clocks = pytest.mark.parametrize("moment", [LIVE, PAST], ids=["today", "past"])
READER = Actor(reaches={MembershipRole.READER: Reach(everything=True)})


def deadlines(objective, count, number=None):
    action = ActionFactory(objective=objective, **({"number": number} if number else {}))
    return [DeadlineFactory(action=action) for _ in range(count)]


def walked(plan, moment, grouping="objective", most=5):
    """Return all pages, read one after the other."""
    pages, after = [], ""
    while after is not None:
        pages.append(timeline_page(plan.pk, moment, READER, grouping, after, most=most))
        after = pages[-1].following
    return pages


@both_clocks
def test_deadlines_stand_under_the_topmost_objective_in_the_plans_own_order(moment):
    second, first = ObjectiveFactory(number="10"), None
    first = ObjectiveFactory(plan=second.plan, number="9")
    below = ObjectiveFactory(plan=second.plan, number="9-1", parent=first)
    for objective, number in ((second, "10.1"), (below, "9.10"), (below, "9.2")):
        deadlines(objective, 1, number)
    page = timeline_page(second.plan_id, moment, READER)
    assert [(group.number, [row.action_number for row in group.rows]) for group in page.groups] == [
        ("9", ["9.2", "9.10"]),
        ("10", ["10.1"]),
    ]
    assert (page.lines, page.deadlines, page.first, page.last, page.following, page.preceding) == (
        *(3, 3, 1, 3),
        None,
        None,
    )


def test_on_a_past_day_an_action_stands_where_it_stood_then():
    old = ObjectiveFactory(number="1", title="Gammelt formål")
    new = ObjectiveFactory(plan=old.plan, number="2")
    (deadline,) = deadlines(old, 1)
    deadline.action.objective = new
    deadline.action.save_stamped(Stamp(known_at=datetime(2019, 6, 1, tzinfo=UTC)))
    assert [group.number for group in timeline_page(old.plan_id, PAST, READER).groups] == ["1"]
    assert [group.number for group in timeline_page(old.plan_id, LIVE, READER).groups] == ["2"]


@both_clocks
def test_a_deadline_stands_under_each_of_its_leads_and_last_where_nobody_is_named(moment):
    plan = PlanFactory()
    shared, helped = (DeadlineFactory(action__objective__plan=plan) for _ in range(2))
    for name in ("Ærø", "Zoo"):
        ResponsibilityFactory(action=shared.action, organisation=OrganisationFactory(name=name, abbreviation=""))
    ResponsibilityFactory(action=helped.action, role=ResponsibilityRole.PARTNER)
    page = timeline_page(plan.pk, moment, READER, BY_ORGANISATION)
    assert [group.title for group in page.groups] == ["Zoo", "Ærø", None]
    assert (page.lines, page.deadlines) == (3, 2)


@both_clocks
def test_pages_meet_each_line_once_and_keep_groups_together_where_they_fit(moment):
    plan = PlanFactory()
    for number, count in enumerate((3, 3, 12, 1), start=1):
        deadlines(ObjectiveFactory(plan=plan, number=str(number)), count)
    pages = walked(plan, moment)
    met = [row.key for page in pages for group in page.groups for row in group.rows]
    assert len(met) == len(set(met)) == 19
    assert [[(group.number, len(group.rows)) for group in page.groups] for page in pages] == [
        [("1", 3)],
        [("2", 3)],
        [("3", 5)],
        [("3", 5)],
        [("3", 2), ("4", 1)],
    ]
    assert [page.groups[0].is_continued for page in pages] == [False, False, False, True, True]
    back = [timeline_page(plan.pk, moment, READER, after=page.preceding, most=5) for page in pages[1:]]
    assert [(page.first, page.last) for page in back] == [(page.first, page.last) for page in pages[:-1]]
    assert len({page.days for page in pages}) == 1


def test_a_page_goes_on_behind_its_place_when_rows_have_come_before_it():
    plan = PlanFactory()
    first, second = (ObjectiveFactory(plan=plan, number=number) for number in "12")
    deadlines(first, 5, "1.5")
    deadlines(second, 5, "2.1")
    after = timeline_page(plan.pk, LIVE, READER, most=5).following
    deadlines(first, 2, "1.1")
    page = timeline_page(plan.pk, LIVE, READER, after=after, most=5)
    assert [(group.number, len(group.rows)) for group in page.groups] == [("2", 5)]


def test_what_is_no_grouping_and_no_place_is_refused():
    plan = DeadlineFactory().action.plan
    for asked in ({"grouping": "colour"}, {"after": "1/nowhere"}):
        with pytest.raises(FilterError):
            timeline_page(plan.pk, LIVE, READER, **asked)


def test_days_and_the_undated_are_those_of_the_whole_plan():
    objective = ObjectiveFactory()
    for period in (Period.year(2017), Period.none(), Period.parse("../2031-05")):
        DeadlineFactory(action__objective=objective, period=period)
    page = timeline_page(objective.plan_id, LIVE, READER, most=1)
    assert (min(page.days), max(page.days), page.undated) == (date(2017, 1, 1), date(2031, 5, 31), 1)


@both_clocks
@pytest.mark.parametrize("grouping", ["objective", "organisation"])
def test_the_number_of_queries_does_not_grow_with_the_deadlines(moment, grouping, query_count):
    plan = PlanFactory()

    def add(count):
        for _ in range(count):
            ResponsibilityFactory(action=DeadlineFactory(action__objective__plan=plan).action)

    add(2)
    with query_count() as few:
        timeline_page(plan.pk, moment, READER, grouping)
    add(18)
    with query_count() as many:
        timeline_page(plan.pk, moment, READER, grouping)
    assert len(many) == len(few)
