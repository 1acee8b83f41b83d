"""Date arithmetic that comes out the same in Python, on SQLite and on PostgreSQL. Dates only, never instants."""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import DateField, Expression, Func, IntegerField


@lru_cache(maxsize=4096)
def add_months(day: date, months: int) -> date:
    """Return the same day ``months`` (0 or more) later, clipped to the last day of that month."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


class DaysBetween(Func):
    """The number of days from the first date to the second, negative when the second is earlier."""

    arity = 2
    output_field = IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        earlier, later = (compiler.compile(expression) for expression in self.get_source_expressions())
        return f"(({later[0]})::date - ({earlier[0]})::date)", (*later[1], *earlier[1])

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        earlier, later = (compiler.compile(expression) for expression in self.get_source_expressions())
        return (
            f"CAST(julianday({later[0]}) - julianday({earlier[0]}) AS INTEGER)",
            (*later[1], *earlier[1]),
        )


class AddMonths(Func):
    """The SQL form of :func:`add_months`; ``months`` is fixed when the query is written."""

    output_field = DateField()

    def __init__(self, day: Expression | str, months: int, **extra: Any) -> None:
        self.months = months
        super().__init__(day, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = f"((%(expressions)s)::date + interval '{self.months} month')::date"
        return super().as_sql(compiler, connection, template=template, **context)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        day, parameters = compiler.compile(self.get_source_expressions()[0])
        # SQLite runs over into the next month ("31 January + 1 month" is 3 March); the smaller of that day and the
        # month's last day is the clipped one.
        overrun = f"date({day}, '+{self.months} month')"
        last_day = f"date({day}, 'start of month', '+{self.months + 1} month', '-1 day')"
        return f"MIN({overrun}, {last_day})", (*parameters, *parameters)
