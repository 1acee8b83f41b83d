"""Giving roles from the command line."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from initiatives.policies import may_administer, may_record
from initiatives.queries.actors import actor_of
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = datetime(2026, 1, 1, tzinfo=UTC).date()


def test_the_first_administrator_is_made_on_the_command_line(capsys):
    user = UserFactory(username="anders", is_staff=False)
    call_command("grant_role", "anders", "administrator")
    user.refresh_from_db()
    assert user.is_staff
    assert may_administer(actor_of(user, TODAY))
    assert user.display_name in capsys.readouterr().out


def test_a_role_reaches_no_further_than_the_organisation_that_is_named():
    user, body = UserFactory(username="mette"), OrganisationFactory(slug="siri")
    call_command("grant_role", "mette", "contributor", "--organisation", "siri")
    actor = actor_of(user, TODAY)
    assert may_record(actor, plan=-1, bodies={body.pk})
    assert not may_record(actor, plan=-1, bodies={body.pk + 1})


@pytest.mark.parametrize(
    "arguments",
    [["nobody", "reader"], ["mette", "reader", "--plan", "none"], ["mette", "reader", "--organisation", "x"]],
)
def test_what_does_not_exist_is_named(arguments):
    UserFactory(username="mette")
    with pytest.raises(CommandError, match="There is no"):
        call_command("grant_role", *arguments)
