"""The condition over rows and the pure answer about one plan never disagree."""

from datetime import UTC, date, datetime

import pytest

from initiatives.choices import MembershipRole, PlanState
from initiatives.clocks import Moment
from initiatives.models import Deadline, Plan, Stamp
from initiatives.policies import Actor, Reach, may_see_plan
from initiatives.queries.visible import visible_plans, visible_q
from tests.factories import ActionFactory, DeadlineFactory, ObjectiveFactory, PlanFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2018, 12, 20, 9, 30, tzinfo=UTC)
LIVE = Moment.today(NOW)
PAST = Moment.resolve(now=NOW, as_of=date(2018, 6, 1))
EVERYWHERE = Reach(everything=True)


def deadline_in(plan):
    return DeadlineFactory(action=ActionFactory(objective=ObjectiveFactory(plan=plan)))


def published_since(day):
    """A plan that was a draft until the day."""
    plan = PlanFactory(state=PlanState.DRAFT, published_on=None)
    plan.state, plan.published_on = PlanState.PUBLISHED, day
    plan.save_stamped(Stamp(known_at=datetime(day.year, day.month, day.day, 8, tzinfo=UTC)))
    return plan


@pytest.mark.parametrize("moment", [LIVE, PAST], ids=["today", "past"])
@pytest.mark.parametrize("role", list(MembershipRole))
@pytest.mark.parametrize("reach", ["everything", "plan", "organisation"])
def test_the_plans_seen_are_those_that_the_policy_allows(moment, role, reach):
    draft = PlanFactory(state=PlanState.DRAFT, published_on=None)
    plans = [
        draft,
        PlanFactory(state=PlanState.DRAFT, published_on=None),
        PlanFactory(),
        PlanFactory(state=PlanState.ARCHIVED, archived_on=date(2018, 3, 1)),
    ]
    reaches = {
        "everything": EVERYWHERE,
        "plan": Reach(plans=frozenset({draft.pk})),
        "organisation": Reach(organisations=frozenset({1})),
    }
    for actor in (Actor(reaches={role: reaches[reach]}), Actor(), Actor(system=True)):
        allowed = [plan for plan in plans if may_see_plan(actor, plan)]
        assert list(visible_plans(actor, moment)) == sorted(allowed, key=lambda plan: plan.slug)


def test_a_plan_that_was_then_a_draft_is_not_shown_to_readers_on_that_day():
    deadline = deadline_in(published_since(date(2018, 6, 2)))
    reader = Actor(reaches={MembershipRole.READER: EVERYWHERE})
    auditor = Actor(reaches={MembershipRole.AUDITOR: EVERYWHERE})
    for actor, past, today in ((reader, 0, 1), (auditor, 1, 1)):
        assert Deadline.objects.at(PAST).filter(visible_q(actor, PAST)).count() == past
        assert Deadline.objects.at(LIVE).filter(visible_q(actor, LIVE)).count() == today
    assert Plan.objects.get(pk=deadline.action.plan_id).state == PlanState.PUBLISHED
