"""Plans, objectives, actions, deadlines, organisations and responsibilities, known from the first day of 2017."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from initiatives import models
from initiatives.choices import PlanState, RecordOrigin
from initiatives.models import Stamp
from initiatives.periods import Period

KNOWN_FROM = datetime(2017, 1, 1, 12, tzinfo=UTC)


class VersionedFactory(DjangoModelFactory):
    """Saves with a version that is known from ``KNOWN_FROM``, or from ``known_at`` where a test gives it."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, known_at=KNOWN_FROM, **kwargs):
        instance = model_class(*args, **kwargs)
        instance.save_stamped(Stamp(name="factory", origin=RecordOrigin.LOAD_PLANS, known_at=known_at))
        return instance


class OrganisationFactory(VersionedFactory):
    class Meta:
        model = models.Organisation

    slug = factory.Sequence(lambda number: f"organisation-{number}")
    name = factory.Sequence(lambda number: f"Styrelsen for sag {number}")
    abbreviation = factory.Sequence(lambda number: f"SFS{number}")


class PlanFactory(VersionedFactory):
    class Meta:
        model = models.Plan

    slug = factory.Sequence(lambda number: f"plan-{number}")
    reference = factory.Sequence(lambda number: f"PLAN({number})")
    title = "Handlingsplan for bedre skilte"
    translations = factory.LazyFunction(lambda: {"en": {"title": {"text": "Action plan for better signs"}}})
    state = PlanState.PUBLISHED
    published_on = date(2017, 1, 1)


class ObjectiveFactory(VersionedFactory):
    class Meta:
        model = models.Objective

    plan = factory.SubFactory(PlanFactory)
    number = factory.Sequence(lambda number: str(number + 1))
    title = "Fremme læsbare skilte"


class ActionFactory(VersionedFactory):
    class Meta:
        model = models.Action

    objective = factory.SubFactory(ObjectiveFactory)
    plan = factory.SelfAttribute("objective.plan")
    number = factory.Sequence(lambda number: f"1.{number + 1}")
    title = "Vejledning om skilte"
    translations = factory.LazyFunction(lambda: {"en": {"title": {"text": "Guidance on signs"}}})


class DeadlineFactory(VersionedFactory):
    """``period`` gives the original and the current period at once; ``original`` or ``current`` differ if given."""

    class Meta:
        model = models.Deadline

    class Params:
        period = Period.quarter(2018, 4)

    action = factory.SubFactory(ActionFactory)
    key = factory.Sequence(lambda number: f"deadline-{number}")
    label = "Vejledningen foreligger"
    translations = factory.LazyFunction(lambda: {"en": {"label": {"text": "The guidance is ready"}}})
    original = factory.SelfAttribute("period")
    current = factory.SelfAttribute("period")
    baseline = factory.LazyAttribute(lambda deadline: deadline.original.latest)


class ResponsibilityFactory(VersionedFactory):
    class Meta:
        model = models.Responsibility

    organisation = factory.SubFactory(OrganisationFactory)
