"""When a last report may be confirmed unchanged: one condition for the service and for the lists that offer it."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from initiatives import positions
from initiatives.choices import Status
from initiatives.models import Deadline
from initiatives.periods import Period


class Standing(Protocol):
    """A deadline and its last report, as far as the condition asks; the flat row of a deadline is one."""

    @property
    def kind(self) -> str: ...
    @property
    def current(self) -> Period: ...
    @property
    def status(self) -> str: ...
    @property
    def started_on(self) -> date | None: ...
    @property
    def forecast(self) -> Period: ...
    @property
    def delay_reason(self) -> str: ...


class Stands:
    """A deadline read with its last report, as a Standing."""

    def __init__(self, deadline: Deadline) -> None:
        last = deadline.latest_update
        self.kind: str = deadline.kind
        self.current: Period = deadline.current
        self.status: str = last.status if last else Status.NONE.value
        self.started_on: date | None = last.started_on if last else None
        self.forecast: Period = last.forecast if last else Period.none()
        self.delay_reason: str = last.delay_reason if last else ""


def refusal_of_unchanged(stands: Standing, today: date) -> str:
    """Return why the last report cannot be confirmed unchanged on this day, in a sentence; nothing where it can."""
    if stands.status == Status.NONE:
        return _("Nothing has been reported yet, so there is nothing to confirm.")
    if not positions.is_open(stands.kind, stands.status, stands.started_on):
        return _("The deadline is met or closed: it needs no confirmation.")
    latest = stands.current.latest
    forecast = stands.forecast.latest or stands.forecast.earliest
    explained = stands.delay_reason and forecast is not None and forecast >= today
    if latest is not None and today > latest and not explained:
        return _("The deadline has passed: report the reason and a new forecast instead.")
    return ""
