"""The tags that lists of deadlines are written with, beside those that every page has."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import ngettext

from initiatives.choices import Position, ReasonCode
from initiatives.presentation import display
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
def days_over(row: DeadlineRow) -> SafeString:
    """Show by how many days a row of the overdue list is over; that it is overdue is said to those who cannot see."""
    days = row.days_overdue or 0
    return format_html(
        '<span class="position position-{}">{}'
        '<span><span class="visually-hidden">{} </span><b class="days">{}</b></span></span>',
        Position.OVERDUE.value,
        display.shape(f"position-{Position.OVERDUE.value}"),
        capfirst(str(Position.OVERDUE.label)),
        ngettext("%d day", "%d days", days) % days,
    )


@register.filter
def forecast_passed(row: DeadlineRow) -> bool:
    """Return whether the day that was expected has gone by."""
    expected = row.forecast.latest or row.forecast.earliest
    return expected is not None and expected < row.as_of
