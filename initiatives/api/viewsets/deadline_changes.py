"""The log of deadline changes: moves, settled readings, first dates and removals."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from initiatives.api.etags import expected_version
from initiatives.api.serializers.deadline_change import (
    DeadlineChangeCreateSerializer,
    DeadlineChangeSerializer,
    deadline_changes_of,
)
from initiatives.api.viewsets.log import LogViewSet
from initiatives.choices import ChangeKind
from initiatives.filters.log import DeadlineChangeFilterSet
from initiatives.models import DeadlineChange
from initiatives.services import deadline_changes
from initiatives.services.authorship import Author

SERVICES = {
    ChangeKind.MOVE: deadline_changes.move_deadline,
    ChangeKind.READING: deadline_changes.settle_reading,
    ChangeKind.FIRST_DATE: deadline_changes.set_first_date,
}


class DeadlineChangeViewSet(LogViewSet):
    """Changes of what a deadline is, each with its reason; the version that the writer has seen must be named."""

    resource = "deadline-change"
    row_name = "deadline_change"
    model = DeadlineChange
    filterset = DeadlineChangeFilterSet
    read = staticmethod(deadline_changes_of)
    read_serializer = DeadlineChangeSerializer
    create_serializer = DeadlineChangeCreateSerializer

    def record(self, by: Author, request: Request, content: dict[str, Any]) -> DeadlineChange:
        """Record a change of the kind that is asked for."""
        deadline, kind = content["deadline"], content["kind"]
        expected = expected_version(request, deadline.version)
        said = {name: value for name, value in content.items() if name not in ("kind", "period", "past_confirmed")}
        period = content.get("period")
        if kind == ChangeKind.REMOVAL:
            if period is not None:
                raise ValidationError({"period": [_("A removal has no new period.")]})
            return deadline_changes.remove_date(by=by, expected_version=expected, **said)
        if period is None:
            raise ValidationError({"period": [_("Say which period the deadline has from now on.")]})
        past_confirmed = content.get("past_confirmed", False)
        return SERVICES[kind](by=by, period=period, past_confirmed=past_confirmed, expected_version=expected, **said)
