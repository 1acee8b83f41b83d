"""Objectives."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.request import Request

from initiatives.api import finding
from initiatives.api.authors import author_of
from initiatives.api.moments import Standpoint
from initiatives.api.serializers.objective import (
    ObjectiveChangeSerializer,
    ObjectiveCreateSerializer,
    ObjectiveSerializer,
    objectives_of,
)
from initiatives.api.viewsets.base import Writes
from initiatives.filters.objectives import ObjectiveFilterSet
from initiatives.models import Objective
from initiatives.models.as_known import as_known
from initiatives.queries.visible import visible_q
from initiatives.services import objectives
from initiatives.services.authorship import Author


class ObjectiveViewSet(Writes):
    """What the actions of a plan are for."""

    resource = "objective"
    model = Objective
    filterset = ObjectiveFilterSet
    order: ClassVar[tuple[str, ...]] = ("plan_id", "number_key", "id")
    read = staticmethod(objectives_of)
    read_serializer = ObjectiveSerializer
    create_serializer = ObjectiveCreateSerializer
    change_serializer = ObjectiveChangeSerializer

    def seen(self, standpoint: Standpoint, author: Author) -> QuerySet[Any]:
        """Return the objectives of the plans that the reader sees."""
        moment = standpoint.moment
        return as_known(Objective, moment).filter(visible_q(author.actor, moment, "plan"))

    def found(self, request: Request, name: str) -> Objective:
        """Return the objective with this id."""
        return finding.one(finding.objectives(author_of(request)), self.named_q(name))

    def make(self, by: Author, content: dict[str, Any]) -> Objective:
        """Create an objective of a plan."""
        return objectives.create_objective(by=by, **content)

    def change(self, by: Author, thing: Objective, expected_version: int | None, content: dict[str, Any]) -> Objective:
        """Change fields of an objective."""
        return objectives.update_objective(by=by, objective=thing, expected_version=expected_version, **content)

    def remove(self, by: Author, thing: Objective, expected_version: int | None) -> None:
        """Delete an empty objective of a draft."""
        objectives.delete_objective(by=by, objective=thing, expected_version=expected_version)
