"""The overdue list: as raw SQL and orjson, as the product has it, and as most would write it first."""

from __future__ import annotations

import json
from datetime import date

from django.db import connection
from django.utils import timezone

from bench.measuring import Goal, in_turns, show
from bench.program import Program
from bench.raw import PAGE, RawList

LIST = "/api/v1/deadlines/?overdue=true&lang=da"


def compare(rounds: int) -> None:
    """Print what a page costs at the beginning of the list, and deep in it."""
    program, raw = Program(), RawList(timezone.localdate())
    deep, place, plain_page = _middle(program, raw)
    assert json.loads(program.get(LIST))["results"] == json.loads(raw.page())["results"], "not the same rows"
    assert json.loads(program.get(deep))["results"] == json.loads(raw.page(place))["results"], "not the same rows"
    costs = in_turns(
        {
            "raw SQL + orjson, page 1": raw.page,
            "raw SQL + orjson, deep page": lambda: raw.page(place),
            "page 1": lambda: program.get(LIST),
            "deep page": lambda: program.get(deep),
            "page 1 with count=1": lambda: program.get(f"{LIST}&count=1"),
            "a page of one row": lambda: program.get(f"{LIST}&page_size=1"),
            "written plainly, page 1": lambda: program.get("/plain/"),
            "written plainly, deep page": lambda: program.get(f"/plain/?page={plain_page}"),
        },
        rounds=rounds,
        repeats=3,
    )
    on_sqlite = connection.vendor == "sqlite"
    goals = [
        Goal("page 1", "raw SQL + orjson, page 1", 8 if on_sqlite else 5),
        Goal("deep page", "page 1", 1.2),
        Goal("written plainly, page 1", "page 1", 4, at_least=True),
    ]
    show(f"The overdue list, {PAGE} rows", costs, goals, by_wall=not on_sqlite)


def _middle(program: Program, raw: RawList) -> tuple[str, tuple[str, int], int]:
    """Return the address of a page in the middle of the list, its place for raw SQL, and its number in plain pages."""
    total = json.loads(program.get(f"{LIST}&page_size=1&count=1"))["count"]
    statement = (
        f"SELECT d.current_latest, d.id FROM initiatives_deadline d WHERE d.is_open "
        f"AND d.current_latest < {raw.dialect.day(timezone.localdate())} ORDER BY 1, 2 LIMIT 1 OFFSET {total // 2}"
    )
    day, key = raw.connection.execute(statement).fetchone()
    from initiatives.queries.cursors import seal

    order = "initiatives.Deadline:due_latest,pk"
    cursor = seal([order, True, date.fromisoformat(day) if isinstance(day, str) else day, key])
    address = f"{LIST}&cursor={cursor}"
    return address, (day, key), max(1, total // 2 // PAGE)
