"""Factories: one for each model, with related rows that agree with one another."""

from tests.factories.plans import (
    ActionFactory,
    DeadlineFactory,
    ObjectiveFactory,
    OrganisationFactory,
    PlanFactory,
    ResponsibilityFactory,
)
from tests.factories.users import MembershipFactory, UserFactory

__all__ = [
    "ActionFactory",
    "DeadlineFactory",
    "MembershipFactory",
    "ObjectiveFactory",
    "OrganisationFactory",
    "PlanFactory",
    "ResponsibilityFactory",
    "UserFactory",
]
