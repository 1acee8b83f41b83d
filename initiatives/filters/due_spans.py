"""Spans of days that move with the judged day, such as "this quarter": what people ask for without a calendar."""

from __future__ import annotations

from datetime import date, timedelta

from initiatives.choices import DueSpan
from initiatives.dates import add_months

MONTHS_IN = {DueSpan.THIS_MONTH: 1, DueSpan.THIS_QUARTER: 3, DueSpan.NEXT_QUARTER: 3, DueSpan.THIS_YEAR: 12}
DAYS_AHEAD = {DueSpan.NEXT_30_DAYS: 30, DueSpan.NEXT_60_DAYS: 60, DueSpan.NEXT_90_DAYS: 90}


def days_of(span: str, as_of: date) -> tuple[date, date]:
    """Return the first and the last day of a span, both included, seen from the day ``as_of``."""
    if (days := DAYS_AHEAD.get(DueSpan(span))) is not None:
        return as_of, as_of + timedelta(days=days)
    months = MONTHS_IN[DueSpan(span)]
    first = date(as_of.year, as_of.month - (as_of.month - 1) % months, 1)
    if span == DueSpan.NEXT_QUARTER:
        first = add_months(first, months)
    return first, add_months(first, months) - timedelta(days=1)
