"""Days counted from today: ``-30`` is thirty days ago."""

from __future__ import annotations

from datetime import date, timedelta

from initiatives.periods import Period


class Calendar:
    """Days, months and quarters, counted in days from today."""

    def __init__(self, today: date) -> None:
        self.today = today

    def date(self, days: int) -> date:
        """Return a day as a date."""
        return self.today + timedelta(days=days)

    def day(self, days: int) -> Period:
        """Return a day as a period."""
        return Period.day(self.date(days))

    def month(self, days: int) -> Period:
        """Return the month in which a day lies."""
        day = self.date(days)
        return Period.month(day.year, day.month)

    def middle_of_month(self, days: int) -> Period:
        """Return the 15th of the month in which a day lies."""
        return Period.day(self.date(days).replace(day=15))

    def quarter(self, days: int) -> Period:
        """Return the quarter in which a day lies."""
        day = self.date(days)
        return Period.quarter(day.year, (day.month + 2) // 3)
