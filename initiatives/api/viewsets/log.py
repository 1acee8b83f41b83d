"""What the viewsets of both logs share: rows are read and recorded, never changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from initiatives.api import finding
from initiatives.api.authors import author_of
from initiatives.api.idempotency import answered
from initiatives.api.moments import LANGUAGE, Standpoint, check_parameters, present_standpoint
from initiatives.api.renderers import json_bytes
from initiatives.api.serializers.deadline import deadline_of
from initiatives.api.viewsets.base import Reads
from initiatives.models import DeadlineChange, StatusUpdate
from initiatives.queries.visible import visible_plans, visible_q
from initiatives.services.authorship import Author
from initiatives.services.idempotency import Answer


class LogViewSet(Reads):
    """Rows of a log, the newest first. ``row_name`` is what a new row is called in the answer to its recording."""

    order: ClassVar[tuple[str, ...]] = ("-known_on", "-id")
    has_versions = False
    row_name: ClassVar[str]

    def seen(self, standpoint: Standpoint, author: Author) -> QuerySet[Any]:
        """Return the rows known at the moment, of the plans that the reader sees."""
        moment = standpoint.moment
        rows = self.model._default_manager.filter(visible_q(author.actor, moment, "deadline__action__plan"))
        return rows if moment.is_live else rows.filter(known_at__lte=moment.known)

    def filter_options(self, standpoint: Standpoint, author: Author) -> dict[str, Any]:
        """Return which plans and deadlines may be named, and how."""
        return {
            "plans": visible_plans(author.actor, standpoint.moment),
            "deadlines": finding.deadlines(author),
            "named": finding.deadline_q,
        }

    def shown(self, request: Request, data: dict[str, Any], standpoint: Standpoint) -> HttpResponseBase:
        """Return the answer with one row, which has no version: it never changes."""
        return Response(data)

    def record(self, by: Author, request: Request, content: dict[str, Any]) -> StatusUpdate | DeadlineChange:
        """Record a row through its service and return it."""
        raise NotImplementedError

    def create(self, request: Request) -> HttpResponse:
        """Record a row, and return it with the deadline as it now stands."""
        check_parameters(request, (LANGUAGE,))
        return answered(request, lambda: self._recorded(request))

    def _recorded(self, request: Request) -> Answer:
        standpoint = present_standpoint(request)
        row = self.record(author_of(request), request, self.content_of(request, self.create_serializer))
        (data,) = self.read([row.pk], standpoint, request)
        told = {self.row_name: data, "deadline": deadline_of(row.deadline_id, standpoint, request)}
        return Answer(status=201, body=json_bytes(told).decode(), headers={"Location": data["url"]})
