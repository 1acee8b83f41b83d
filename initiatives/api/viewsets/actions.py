"""Actions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.request import Request

from initiatives import models
from initiatives.api import finding
from initiatives.api.authors import author_of
from initiatives.api.moments import Standpoint
from initiatives.api.serializers.action import ActionSerializer, actions_of
from initiatives.api.serializers.action_write import ActionChangeSerializer, ActionCreateSerializer, new_deadline
from initiatives.api.viewsets.base import Writes
from initiatives.filters.actions import ActionFilterSet
from initiatives.models.as_known import as_known
from initiatives.queries.visible import visible_plans, visible_q
from initiatives.services import actions
from initiatives.services.authorship import Author


class ActionViewSet(Writes):
    """What a plan promises to do, with the status that follows from its deadlines."""

    resource = "action"
    model = models.Action
    filterset = ActionFilterSet
    order: ClassVar[tuple[str, ...]] = ("plan_id", "number_key", "id")
    read = staticmethod(actions_of)
    read_serializer = ActionSerializer
    create_serializer = ActionCreateSerializer
    change_serializer = ActionChangeSerializer

    def seen(self, standpoint: Standpoint, author: Author) -> QuerySet[Any]:
        """Return the actions of the plans that the reader sees."""
        moment = standpoint.moment
        return as_known(models.Action, moment).filter(visible_q(author.actor, moment, "plan"))

    def filter_options(self, standpoint: Standpoint, author: Author) -> dict[str, Any]:
        """Return which plans may be named, and the moment at which objectives are looked up."""
        return {"plans": visible_plans(author.actor, standpoint.moment), "moment": standpoint.moment}

    def found(self, request: Request, name: str) -> models.Action:
        """Return the action with this id."""
        return finding.one(finding.actions(author_of(request)), self.named_q(name))

    def make(self, by: Author, content: dict[str, Any]) -> models.Action:
        """Create an action with its deadlines."""
        deadlines = [new_deadline(each) for each in content["deadlines"]]
        return actions.create_action(by=by, **{**content, "deadlines": deadlines})

    def change(
        self, by: Author, thing: models.Action, expected_version: int | None, content: dict[str, Any]
    ) -> models.Action:
        """Change fields of an action."""
        return actions.update_action(by=by, action=thing, expected_version=expected_version, **content)

    def remove(self, by: Author, thing: models.Action, expected_version: int | None) -> None:
        """Delete an action of a draft, with its deadlines."""
        actions.delete_action(by=by, action=thing, expected_version=expected_version)
