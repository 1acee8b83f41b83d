"""A column among many ids, given as one parameter: no list of hundreds to bind, and one statement for any number."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from django.db.models import BooleanField, F, Func


class Among(Func):
    """The condition that a column of whole numbers has one of these values; none of them where there are none."""

    output_field = BooleanField()

    def __init__(self, column: str, keys: Collection[int]) -> None:
        self.keys = list(keys)
        super().__init__(F(column))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        column, parameters = compiler.compile(self.get_source_expressions()[0])
        condition = f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608 (the name of a column of ours)
        return condition, [*parameters, json.dumps(self.keys)]

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        column, parameters = compiler.compile(self.get_source_expressions()[0])
        return f"{column} = ANY(%s::bigint[])", [*parameters, f"{{{','.join(map(str, self.keys))}}}"]
