"""What the two engines write differently, for statements that are written by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Dialect:
    """One engine's way, for a judged day."""

    vendor: str
    as_of: date

    def parameter(self, kind: str) -> str:
        """Return the placeholder of a parameter."""
        return "?" if self.vendor == "sqlite" else f"%s::{kind}"

    def day(self, day: date) -> str:
        """Return a day."""
        return f"'{day}'" if self.vendor == "sqlite" else f"date '{day}'"

    def days(self, earlier: str, later: str) -> str:
        """Return the days from one day to another."""
        if self.vendor == "sqlite":
            return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"
        return f"({later} - {earlier})"

    def months_after(self, day: str, months: int) -> str:
        """Return the day so many months later, clipped to the end of its month."""
        if self.vendor == "sqlite":
            return (
                f"min(date({day}, '+{months} month'), date({day}, 'start of month', '+{months + 1} month', '-1 day'))"
            )
        return f"({day} + interval '{months} month')::date"

    def greatest(self, *days: str) -> str:
        """Return the latest of days, none of which is missing."""
        return f"{'max' if self.vendor == 'sqlite' else 'greatest'}({', '.join(days)})"

    def least(self, *days: str) -> str:
        """Return the earliest of days, none of which is missing."""
        return f"{'min' if self.vendor == 'sqlite' else 'least'}({', '.join(days)})"

    def joined(self, texts: str, order: str) -> str:
        """Return the aggregate that joins texts by "; "."""
        return (
            f"group_concat({texts}, '; ')" if self.vendor == "sqlite" else f"string_agg({texts}, '; ' ORDER BY {order})"
        )

    def uuid(self, value: Any) -> Any:
        """Return a public id as it is read."""
        if self.vendor != "sqlite" or value is None:
            return value
        return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"

    def instant(self, value: Any) -> Any:
        """Return an instant as it is read."""
        return f"{value.replace(' ', 'T')}Z" if self.vendor == "sqlite" and value else value

    def instant_literal(self, instant: datetime) -> str:
        """Return an aware instant as it is compared with stored ones."""
        if self.vendor == "sqlite":
            return f"'{instant.astimezone(UTC).replace(tzinfo=None).isoformat(' ')}'"
        return f"timestamptz '{instant.isoformat()}'"

    def expressions(self) -> dict[str, str]:
        """Return the measures of an overdue deadline by name; ``as_of`` is the day itself."""
        as_of, due = self.day(self.as_of), "d.current_latest"
        forecast = "coalesce(u.forecast_latest, u.forecast_earliest)"
        expected = self.greatest(f"coalesce({forecast}, {as_of})", as_of)
        slipped_to = self.greatest(due, f"coalesce({forecast}, {due})", as_of)
        age = self.days("u.known_on", as_of)
        return {
            "as_of": as_of,
            "days_overdue": self.days(due, as_of),
            "days_slipped": f"CASE WHEN {slipped_to} > d.baseline THEN {self.days('d.baseline', slipped_to)} END",
            "light": f"CASE WHEN {expected} < {self.months_after(due, 1)} THEN 'green' "
            f"WHEN {expected} <= {self.months_after(due, 3)} THEN 'amber' ELSE 'red' END",
            "freshness": f"CASE WHEN u.known_on IS NULL THEN 'never' WHEN {age} <= p.ageing_after_days THEN 'fresh' "
            f"WHEN {age} <= p.stale_after_days THEN 'ageing' ELSE 'stale' END",
        }
