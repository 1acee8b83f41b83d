"""The tags that lists of deadlines are written with, beside those that every page has."""

from __future__ import annotations

from django import template

from initiatives.choices import ReasonCode
from initiatives.presentation.chasing import Mailbox, recipients_of
from initiatives.queries.deadline_row import DeadlineRow

register = template.Library()


@register.filter
def mailboxes(row: DeadlineRow) -> tuple[Mailbox, ...]:
    """Return the function mailboxes of those responsible for a row."""
    return recipients_of([row]).mailboxes


@register.filter
def reason(code: str) -> str:
    """Return the words for a delay reason."""
    return str(ReasonCode(code).label)


@register.filter
def forecast_passed(row: DeadlineRow) -> bool:
    """Return whether the day that was expected has gone by."""
    expected = row.forecast.latest or row.forecast.earliest
    return expected is not None and expected < row.as_of
