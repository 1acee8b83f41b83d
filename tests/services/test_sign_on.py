"""Roles by single sign-on: they follow the groups, and leave alone what an administrator gave."""

from datetime import UTC, date, datetime

import pytest

from initiatives.choices import MembershipRole
from initiatives.exceptions import NotAllowed
from initiatives.models import Membership
from initiatives.queries.actors import actor_of, system_actor
from initiatives.services.authorship import Author
from initiatives.services.sign_on import GroupRole, follow_groups
from tests.factories import MembershipFactory, OrganisationFactory, PlanFactory, UserFactory

TODAY = date(2018, 12, 20)
BY = Author(actor=system_actor("single sign-on"), now=datetime(2018, 12, 20, 9, 30, tzinfo=UTC))
CONTRIBUTOR = GroupRole("contributor", organisation="just")


@pytest.fixture
def user(db):
    OrganisationFactory(slug="just")
    PlanFactory(slug="dk-2016")
    return UserFactory()


def follow(user, *roles, by=BY):
    follow_groups(by=by, user=user, roles=roles, today=TODAY)


def roles_of(user):
    return sorted(actor_of(user, TODAY).reaches)


def test_each_group_gives_its_role_with_its_reach_once(user):
    for _sign_in in range(2):
        follow(user, CONTRIBUTOR, GroupRole("coordinator", plan="dk-2016"), GroupRole("reader"))

    given = Membership.objects.values_list("role", "organisation__slug", "plan__slug").order_by("role")
    assert list(given) == [
        ("contributor", "just", None),
        ("coordinator", None, "dk-2016"),
        ("reader", None, None),
    ]


def test_a_group_that_is_gone_takes_its_role_along_at_once(user):
    follow(user, CONTRIBUTOR, GroupRole("reader"))
    follow(user, GroupRole("reader"))

    assert roles_of(user) == ["reader"]
    assert Membership.objects.count() == 2


def test_a_group_that_comes_back_gives_the_role_anew(user):
    for groups in ([CONTRIBUTOR], [], [CONTRIBUTOR]):
        follow(user, *groups)

    assert roles_of(user) == ["contributor"]


def test_what_an_administrator_gave_stays(user):
    MembershipFactory(user=user, role=MembershipRole.AUDITOR)
    follow(user, GroupRole("auditor"))
    follow(user)

    assert roles_of(user) == ["auditor"]


def test_a_reach_that_is_not_there_gives_nothing_and_is_told(user, caplog):
    follow(user, GroupRole("contributor", organisation="findes-ikke"), GroupRole("reader"))

    assert roles_of(user) == ["reader"]
    assert "findes-ikke" in caplog.text


def test_nobody_gives_roles_to_themselves_that_way(user):
    MembershipFactory(user=user, role=MembershipRole.ADMINISTRATOR)
    with pytest.raises(NotAllowed):
        follow(user, GroupRole("coordinator"), by=Author(actor=actor_of(user, TODAY), now=BY.now))
