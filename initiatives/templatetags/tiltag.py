"""The tags that pages are written with: addresses that keep the day, texts that know their language, and markers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from initiatives.choices import Status
from initiatives.periods import Period
from initiatives.presentation import display
from initiatives.presentation.addresses import address_of
from initiatives.texts import Text

register = template.Library()


@register.simple_tag(takes_context=True)
def address(context: template.Context, name: str, *arguments: object, **query: object) -> str:
    """Return the address of a page, keeping the day that the reader looks at: ``{% address "plan" plan.slug %}``."""
    standpoint = context.get("standpoint")
    return address_of(name, *arguments, kept=standpoint.kept if standpoint else None, **query)


@register.filter
def text(value: Text | str) -> SafeString | str:
    """Show a text, marked where it is not in the reader's language."""
    return display.text(value) if isinstance(value, Text) else value


@register.filter
def day(value: date | None) -> str:
    """Show a day in words, or a dash."""
    return display.day(value)


@register.filter
def instant(value: datetime) -> str:
    """Show an instant in the installation's time."""
    return display.instant(value)


@register.filter
def period(value: Period) -> str:
    """Show a period in words, or a dash."""
    return display.period(value)


@register.filter
def status(code: str) -> SafeString:
    """Show how far the work is: glyph and words."""
    return display.status_words(code)


@register.filter
def status_name(code: str) -> str:
    """Return the word for a status alone."""
    return capfirst(str(Status(code).label))


@register.filter
def confidence(code: str) -> SafeString:
    """Show whether it will be made, or nothing where nobody said."""
    return display.confidence_words(code)


@register.simple_tag
def position(row: Any) -> SafeString:
    """Show where a deadline stands: ``{% position row %}`` with anything that has the fields of a judgement."""
    return display.position_badge(row.position, row.days_overdue, row.days_late, row.days_left)


@register.simple_tag
def shape(name: str) -> SafeString:
    """Show one of our drawings, such as "position-overdue"; the words beside it say the same."""
    return display.shape(name)
