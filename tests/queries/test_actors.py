"""What a signed-in person may do follows from the memberships that are valid on the day."""

from datetime import date

import pytest

from initiatives.choices import MembershipRole
from initiatives.policies import Actor
from initiatives.queries.actors import actor_of, system_actor
from tests.factories import MembershipFactory, OrganisationFactory, PlanFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = date(2018, 12, 20)


def test_the_reach_of_an_organisation_includes_all_those_below_it():
    ministry = OrganisationFactory()
    agency = OrganisationFactory(parent=ministry)
    unit = OrganisationFactory(parent=agency)
    OrganisationFactory()
    user = MembershipFactory(role=MembershipRole.CONTRIBUTOR, organisation=ministry).user
    reach = actor_of(user, TODAY).reach(MembershipRole.CONTRIBUTOR)
    assert reach.organisations == {ministry.pk, agency.pk, unit.pk}
    assert not reach.everything


def test_memberships_of_one_role_add_up_and_roles_stay_apart():
    plan, user = PlanFactory(), UserFactory()
    MembershipFactory(user=user, role=MembershipRole.COORDINATOR, plan=plan)
    MembershipFactory(user=user, role=MembershipRole.COORDINATOR, plan=PlanFactory(), valid_to=date(2018, 12, 19))
    MembershipFactory(user=user, role=MembershipRole.READER)
    actor = actor_of(user, TODAY)
    assert actor.reach(MembershipRole.COORDINATOR).plans == {plan.pk}
    assert not actor.reach(MembershipRole.COORDINATOR).everything
    assert actor.reach(MembershipRole.READER).everything
    assert MembershipRole.AUDITOR not in actor.reaches
    assert actor.name == user.display_name


@pytest.mark.parametrize(
    ("valid", "holds"),
    [
        ({"valid_from": TODAY}, True),
        ({"valid_to": TODAY}, True),
        ({"valid_from": date(2018, 12, 21)}, False),
        ({"valid_to": date(2018, 12, 19)}, False),
    ],
)
def test_a_membership_holds_from_its_first_to_its_last_day(valid, holds):
    user = MembershipFactory(role=MembershipRole.READER, **valid).user
    assert (MembershipRole.READER in actor_of(user, TODAY).reaches) is holds


def test_nobody_and_an_account_switched_off_have_no_role():
    user = MembershipFactory(user__is_active=False).user
    assert actor_of(user, TODAY) == actor_of(None, TODAY) == Actor()


def test_an_actor_takes_two_queries_however_deep_the_hierarchy(django_assert_num_queries):
    user, above = UserFactory(), None
    for _ in range(5):
        above = OrganisationFactory(parent=above)
        MembershipFactory(user=user, role=MembershipRole.CONTRIBUTOR, organisation=above)
    with django_assert_num_queries(2):
        actor_of(user, TODAY)


def test_a_command_is_named_and_is_no_person():
    actor = system_actor("load_plans")
    assert (actor.name, actor.system, actor.user) == ("load_plans", True, None)
