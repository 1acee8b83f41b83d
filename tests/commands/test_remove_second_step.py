"""Letting somebody in again who has lost the second step."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from django.utils import timezone

from initiatives.choices import MembershipRole
from initiatives.exceptions import NotAllowed
from initiatives.queries.actors import actor_of
from initiatives.services.authorship import Author
from initiatives.services.second_steps import remove_second_steps
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def both():
    users = [UserFactory(username=name) for name in ("anna", "bo")]
    for user in users:
        TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    return users


def test_the_second_step_of_one_account_is_removed(both):
    call_command("remove_second_step", "anna")

    assert [row.user.username for row in Authenticator.objects.all()] == ["bo"]
    with pytest.raises(CommandError, match="has no second step"):
        call_command("remove_second_step", "anna")
    with pytest.raises(CommandError, match="no account"):
        call_command("remove_second_step", "findes-ikke")


def test_nobody_but_an_administrator_removes_it(both):
    anna, bo = both
    MembershipFactory(user=bo, role=MembershipRole.COORDINATOR)
    by = Author(actor=actor_of(bo, date(2026, 1, 1)), now=timezone.now())

    with pytest.raises(NotAllowed):
        remove_second_steps(by=by, user=anna)
