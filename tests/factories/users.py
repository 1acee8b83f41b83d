"""People and what they may do."""

import factory
from factory.django import DjangoModelFactory

from initiatives import models
from initiatives.choices import MembershipRole
from tests.factories.plans import VersionedFactory


class UserFactory(DjangoModelFactory):
    class Meta:
        model = models.User

    username = factory.Sequence(lambda number: f"user{number}")
    first_name = "Kirsten"
    last_name = factory.Sequence(lambda number: f"Holm {number}")
    is_staff = True


class MembershipFactory(VersionedFactory):
    """Reaches everything unless an organisation or a plan is given."""

    class Meta:
        model = models.Membership

    user = factory.SubFactory(UserFactory)
    role = MembershipRole.COORDINATOR
