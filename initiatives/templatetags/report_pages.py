"""The filters of the pages around a report."""

from __future__ import annotations

from django import template
from django.utils.formats import number_format

from initiatives.presentation import display

register = template.Library()


@register.filter
def grouped(number: int) -> str:
    """Show a whole number with its thousands apart, as the reader's language writes it."""
    return number_format(number, decimal_pos=0, force_grouping=True)


@register.filter
def language_named(code: str) -> str:
    """Show the name of a language in the reader's own."""
    return display.language_name(code)
