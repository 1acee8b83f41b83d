"""The log of status: reports, confirmations, corrections, withdrawals and reopenings."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from initiatives.api.etags import expected_version
from initiatives.api.serializers.status_update import StatusUpdateSerializer, status_updates_of
from initiatives.api.serializers.status_update_write import StatusUpdateCreateSerializer, report_of
from initiatives.api.viewsets.log import LogViewSet
from initiatives.choices import UpdateKind
from initiatives.filters.log import StatusUpdateFilterSet
from initiatives.models import StatusUpdate
from initiatives.services import status_updates
from initiatives.services.authorship import Author

STRIKING_KINDS = (UpdateKind.CORRECTION, UpdateKind.WITHDRAWAL)
# What these kinds say; the others make a whole statement.
SAID_BY: dict[str, Collection[str]] = {
    UpdateKind.UNCHANGED: ("deadline", "kind"),
    UpdateKind.WITHDRAWAL: ("deadline", "kind", "corrects", "note"),
}


class StatusUpdateViewSet(LogViewSet):
    """Statements about deadlines. A row is never changed: a correction is a new row, and so is a withdrawal."""

    resource = "status-update"
    row_name = "status_update"
    model = StatusUpdate
    filterset = StatusUpdateFilterSet
    read = staticmethod(status_updates_of)
    read_serializer = StatusUpdateSerializer
    create_serializer = StatusUpdateCreateSerializer

    def record(self, by: Author, request: Request, content: dict[str, Any]) -> StatusUpdate:
        """Record a row of the kind that is asked for, by default a report."""
        kind = content.get("kind", UpdateKind.REPORT)
        target: Any = content.get("corrects")
        _check_names(kind, content, target)
        deadline = content.get("deadline") or target.deadline
        expected = expected_version(request, deadline.version, required=False)
        if kind == UpdateKind.UNCHANGED:
            return status_updates.confirm_unchanged(by=by, deadline=deadline, expected_version=expected)
        if kind == UpdateKind.WITHDRAWAL:
            reason = content.get("note", "")
            return status_updates.withdraw(by=by, target=target, reason=reason, expected_version=expected)
        report = report_of(content)
        if kind == UpdateKind.CORRECTION:
            return status_updates.correct(by=by, target=target, report=report, expected_version=expected)
        write = status_updates.reopen if kind == UpdateKind.REOPENING else status_updates.record
        return write(by=by, deadline=deadline, report=report, expected_version=expected)


def _check_names(kind: str, content: dict[str, Any], target: StatusUpdate | None) -> None:
    """Raise ValidationError unless the row names what its kind needs, and says nothing that its kind cannot say."""
    strikes = kind in STRIKING_KINDS
    problems: dict[str, list[str]] = {}
    if strikes and target is None:
        problems["corrects"] = [_("Name the row that this one corrects or withdraws.")]
    if not strikes and target is not None:
        problems["corrects"] = [_("Only a correction or a withdrawal names another row.")]
    if not strikes and content.get("deadline") is None:
        problems["deadline"] = [_("Name the deadline.")]
    if strikes and target is not None and content.get("deadline", target.deadline) != target.deadline:
        problems["deadline"] = [_("The row belongs to another deadline.")]
    for name in content.keys() - SAID_BY.get(kind, content.keys()):
        if content[name] not in (None, "", []):
            problems[name] = [_("A row of this kind does not say this.")]
    if problems:
        raise ValidationError(problems)
