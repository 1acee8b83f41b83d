"""Responsibility is inherited role by role from the nearest level that names anybody, as of the judged day."""

import itertools
import random
from datetime import UTC, date, datetime

import pytest

from initiatives.choices import ResponsibilityRole
from initiatives.clocks import Moment
from initiatives.models import Deadline, Stamp
from initiatives.queries.bodies import (
    LEAD_ROLES,
    RESPONSIBLE_ROLES,
    bodies_of,
    responsible_organisations,
    responsible_q,
)
from tests.factories import (
    ActionFactory,
    DeadlineFactory,
    ObjectiveFactory,
    OrganisationFactory,
    PlanFactory,
    ResponsibilityFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2018, 12, 20, 9, 30, tzinfo=UTC)
LIVE = Moment.today(NOW)
PAST = Moment.resolve(now=NOW, as_of=date(2018, 6, 1))
LEAD, HOST, PARTNER = ResponsibilityRole.LEAD, ResponsibilityRole.HOST, ResponsibilityRole.PARTNER
both_clocks = pytest.mark.parametrize("moment", [LIVE, PAST], ids=["today", "past"])


@pytest.fixture
def deadline(db):
    """A deadline below two levels of objectives."""
    chapter = ObjectiveFactory()
    return DeadlineFactory(action=ActionFactory(objective=ObjectiveFactory(plan=chapter.plan, parent=chapter)))


def told(deadline, moment):
    return [(body.role, body.short_name, body.inherited_from) for body in bodies_of([deadline.pk], moment)[deadline.pk]]


@both_clocks
def test_each_role_comes_from_the_nearest_level_that_names_anybody_in_it(deadline, moment):
    chapter = ResponsibilityFactory(objective=deadline.action.objective.parent, role=PARTNER).organisation
    ResponsibilityFactory(objective=deadline.action.objective.parent, role=LEAD)
    row = ResponsibilityFactory(objective=deadline.action.objective, role=LEAD).organisation
    host = ResponsibilityFactory(action=deadline.action, role=HOST).organisation
    assert told(deadline, moment) == [
        ("lead", row.abbreviation, "objective"),
        ("host", host.abbreviation, "action"),
        ("partner", chapter.abbreviation, "objective"),
    ]
    ResponsibilityFactory(deadline=deadline, organisation=None, named_as="relevante ministerier")
    assert told(deadline, moment)[0] == ("lead", "relevante ministerier", "deadline")
    assert responsible_organisations(deadline.pk, moment.as_of) == {host.pk, chapter.pk}


def test_a_body_is_the_one_of_the_judged_day(deadline):
    old = ResponsibilityFactory(action=deadline.action, valid_to=date(2018, 6, 1)).organisation
    new = ResponsibilityFactory(action=deadline.action, valid_from=date(2018, 6, 2)).organisation
    assert told(deadline, PAST) == [("lead", old.abbreviation, "action")]
    assert told(deadline, LIVE) == [("lead", new.abbreviation, "action")]
    assert responsible_organisations(deadline.pk, date(2018, 6, 1)) == {old.pk}
    assert responsible_organisations(deadline.pk, date(2018, 6, 2)) == {new.pk}


def test_a_responsibility_entered_later_was_not_known_then(deadline):
    ResponsibilityFactory(action=deadline.action, known_at=datetime(2018, 6, 2, tzinfo=UTC))
    assert told(deadline, PAST) == []
    assert len(told(deadline, LIVE)) == 1


def test_a_removed_responsibility_was_known_until_then(deadline):
    responsibility = ResponsibilityFactory(action=deadline.action)
    responsibility.delete_stamped(Stamp(known_at=datetime(2018, 6, 2, tzinfo=UTC)))
    assert len(told(deadline, PAST)) == 1
    assert told(deadline, LIVE) == []


def test_a_body_has_the_name_of_the_day_in_the_readers_language(deadline):
    body = OrganisationFactory(
        name="Integrationsministeriet", abbreviation="", translations={"en": {"name": {"text": "Ministry"}}}
    )
    ResponsibilityFactory(deadline=deadline, organisation=body)
    body.translations = {"en": {"name": {"text": "Ministry of Integration"}}}
    body.save_stamped(Stamp(known_at=datetime(2018, 6, 2, tzinfo=UTC)))

    def name(moment, language):
        found = bodies_of([deadline.pk], moment, language)[deadline.pk][0].name
        return found, found.language

    assert name(PAST, "en") == ("Ministry", "en")
    assert name(LIVE, "en") == ("Ministry of Integration", "en")
    assert name(PAST, "da") == ("Integrationsministeriet", "da")


def test_an_action_that_changed_its_objective_inherits_from_the_one_of_the_day(deadline):
    before = ResponsibilityFactory(objective=deadline.action.objective).organisation
    other = ObjectiveFactory(plan=deadline.action.plan)
    after = ResponsibilityFactory(objective=other).organisation
    deadline.action.objective = other
    deadline.action.save_stamped(Stamp(known_at=datetime(2018, 6, 2, tzinfo=UTC)))
    assert told(deadline, PAST) == [("lead", before.abbreviation, "objective")]
    assert told(deadline, LIVE) == [("lead", after.abbreviation, "objective")]
    for moment, body in ((PAST, before), (LIVE, after)):
        found = Deadline.objects.filter(responsible_q([body.pk], LEAD_ROLES, moment))
        assert found.get() == deadline


def generated_deadlines(seed):
    """Deadlines below generated trees, with responsibilities strewn over all levels and validities."""
    chance = random.Random(seed)  # noqa: S311 (test data)
    plan, bodies = PlanFactory(), OrganisationFactory.create_batch(3)
    tops = ObjectiveFactory.create_batch(2, plan=plan)
    objectives = tops + [ObjectiveFactory(plan=plan, parent=top) for top in tops]
    actions = [ActionFactory(objective=objective) for objective in objectives for _ in range(2)]
    deadlines = [DeadlineFactory(action=action) for action in actions for _ in range(2)]
    for _ in range(24):
        level = chance.choice(["objective", "action", "deadline"])
        thing = chance.choice({"objective": objectives, "action": actions, "deadline": deadlines}[level])
        body = chance.choice([*bodies, None])
        ResponsibilityFactory(
            **{level: thing},
            role=chance.choice([LEAD, HOST, PARTNER]),
            organisation=body,
            named_as="" if body else "andre",
            valid_to=chance.choice([None, None, date(2018, 7, 1), date(2018, 5, 1)]),
            valid_from=chance.choice([None, None, date(2018, 4, 1), date(2018, 4, 30)]),
            known_at=chance.choice([datetime(2017, 1, 1, tzinfo=UTC), datetime(2018, 7, 1, tzinfo=UTC)]),
        )
    return deadlines, bodies


@pytest.mark.parametrize("seed", range(4))
def test_the_condition_finds_exactly_the_deadlines_whose_bodies_are_told(seed):
    deadlines, bodies = generated_deadlines(seed)
    found_any = False
    for moment, roles in itertools.product([LIVE, PAST], [LEAD_ROLES, RESPONSIBLE_ROLES, (PARTNER,)]):
        told_bodies = bodies_of([deadline.pk for deadline in deadlines], moment)
        for body in bodies:
            expected = {
                key
                for key, found in told_bodies.items()
                if any(b.organisation == body.pk and b.role in roles for b in found)
            }
            condition = responsible_q([body.pk], roles, moment)
            assert set(Deadline.objects.filter(condition).values_list("pk", flat=True)) == expected
            found_any |= bool(expected)
    assert found_any


def test_no_organisation_and_no_role_answer_for_nothing(deadline):
    body = ResponsibilityFactory(deadline=deadline).organisation
    assert not Deadline.objects.filter(responsible_q([], RESPONSIBLE_ROLES, LIVE)).exists()
    assert not Deadline.objects.filter(responsible_q([body.pk], (), LIVE)).exists()


@both_clocks
def test_the_number_of_queries_does_not_grow_with_the_deadlines(moment, django_assert_num_queries, query_count):
    def add(count):
        return [ResponsibilityFactory(deadline=DeadlineFactory()).deadline_id for _ in range(count)]

    few = add(2)
    with query_count() as first:
        bodies_of(few, moment)
    many = few + add(18)
    with django_assert_num_queries(len(first)):
        assert all(bodies_of(many, moment).values())
