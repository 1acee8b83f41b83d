"""Single deadlines: read by id or ref, created, changed and removed. Their dates change in the log alone."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from rest_framework.request import Request

from initiatives.api import finding
from initiatives.api.authors import author_of
from initiatives.api.moments import Standpoint
from initiatives.api.serializers.action_write import (
    DeadlineChangeableSerializer,
    DeadlineCreateSerializer,
    new_deadline,
)
from initiatives.api.serializers.deadline import DeadlineSerializer, deadline_of
from initiatives.api.viewsets.base import Writes
from initiatives.api.viewsets.deadlines import DeadlineReads
from initiatives.filters.deadlines import DeadlineFilterSet
from initiatives.models import Deadline
from initiatives.queries.visible import visible_q
from initiatives.services import deadlines
from initiatives.services.authorship import Author


def deadlines_of(keys: Collection[int], standpoint: Standpoint, request: Request) -> list[dict[str, Any]]:
    """Return what is read of deadlines by their database ids, leaving out what was not known at the moment."""
    found = (deadline_of(key, standpoint, request) for key in keys)
    return [deadline for deadline in found if deadline is not None]


class DeadlineViewSet(DeadlineReads, Writes):
    """What is due, and where it stands on the judged day."""

    resource = "deadline"
    model = Deadline
    lookup_value_regex = f"{finding.UUID_PATTERN}|{finding.REF_PATTERN}"
    lookup_explanation = "The public id, or the ref, such as `com-2017-612/III-2/start`."
    filterset = DeadlineFilterSet
    order: ClassVar[tuple[str, ...]] = ()
    read = staticmethod(deadlines_of)
    read_serializer = DeadlineSerializer
    create_serializer = DeadlineCreateSerializer
    change_serializer = DeadlineChangeableSerializer

    def seen(self, standpoint: Standpoint, author: Author) -> QuerySet[Any]:
        """Return the deadlines of the plans that the reader sees."""
        return Deadline.objects.filter(visible_q(author.actor, standpoint.moment))

    def named_q(self, name: str) -> Q:
        """Return the condition for an id or a ref."""
        return finding.deadline_q(name)

    def found(self, request: Request, name: str) -> Deadline:
        """Return the deadline with this id or ref."""
        return finding.one(finding.deadlines(author_of(request)), self.named_q(name))

    def make(self, by: Author, content: dict[str, Any]) -> Deadline:
        """Create a deadline of an action."""
        return deadlines.create_deadline(by=by, action=content["action"], new=new_deadline(content))

    def change(self, by: Author, thing: Deadline, expected_version: int | None, content: dict[str, Any]) -> Deadline:
        """Change what a deadline is; never its dates."""
        return deadlines.update_deadline(by=by, deadline=thing, expected_version=expected_version, **content)

    def remove(self, by: Author, thing: Deadline, expected_version: int | None) -> None:
        """Delete a deadline of a draft on which nothing was recorded."""
        deadlines.delete_deadline(by=by, deadline=thing, expected_version=expected_version)
