"""A past day: which report stood for each deadline, for the whole portfolio and for one plan."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import F
from django.utils import timezone

from bench.dialect import Dialect
from bench.measuring import Goal, in_turns, show
from bench.program import Program
from bench.raw import open_connection
from initiatives.clocks import Moment
from initiatives.models import Deadline, Plan

STANDING = """s.kind <> 'withdrawal' AND s.known_at <= {known} AND s.effective_on <= {as_of}
    AND NOT EXISTS (SELECT 1 FROM initiatives_statusupdate x WHERE x.target_id = s.id AND x.known_at <= {known})"""
LAST = "s.log_place DESC, s.seq DESC"
# The quickest shape on each engine: one pass over an index, or one look for each deadline.
EVERYWHERE = {
    "postgresql": "SELECT DISTINCT ON (s.deadline_id) s.deadline_id, s.status FROM initiatives_statusupdate s "
    f"WHERE {STANDING} ORDER BY s.deadline_id, {LAST}",
    "sqlite": f"SELECT d.id, (SELECT s.status FROM initiatives_statusupdate s WHERE s.deadline_id = d.id "
    f"AND {STANDING} ORDER BY {LAST} LIMIT 1) AS status FROM initiatives_deadline d",
}
ONE_PLAN = (
    f"SELECT d.id, (SELECT s.status FROM initiatives_statusupdate s WHERE s.deadline_id = d.id AND {STANDING} "
    f"ORDER BY {LAST} LIMIT 1) AS status FROM initiatives_deadline d "
    "JOIN initiatives_action a ON a.id = d.action_id WHERE a.plan_id = {plan}"
)
YEARS_BACK = timedelta(days=730)


def compare(rounds: int) -> None:
    """Print what looking back costs."""
    as_of = timezone.localdate() - YEARS_BACK
    moment = Moment.resolve(now=timezone.now(), as_of=as_of)
    dialect, driver, program = Dialect(connection.vendor, as_of), open_connection(), Program()
    plan = Plan.objects.order_by("published_on").first()
    assert plan is not None, "there are no plans"
    values = {"known": dialect.instant_literal(moment.known), "as_of": dialect.day(as_of), "plan": plan.pk}
    everywhere, one_plan = EVERYWHERE[connection.vendor].format(**values), ONE_PLAN.format(**values)
    everything = Deadline.objects.at(moment)
    of_plan = everything.filter(action__plan=plan)
    theirs = {key: status for key, status in driver.execute(everywhere) if status is not None}
    ours = {key: status for key, status in _statuses(everything) if status != "none"}
    assert ours.items() <= theirs.items(), "not the same statuses"
    page = f"/api/v1/deadlines/?overdue=true&as_of={as_of}&lang=da"
    costs = in_turns(
        {
            "raw SQL, best shape, all deadlines": lambda: driver.execute(everywhere).fetchall(),
            "at(moment), status alone, all deadlines": lambda: _statuses(everything),
            "overdue page 1 of that day": lambda: program.get(page),
        },
        rounds=max(1, rounds // 3),
    )
    by_wall = connection.vendor != "sqlite"
    goal = Goal("at(moment), status alone, all deadlines", "raw SQL, best shape, all deadlines", 1.3)
    show("A past day, the whole portfolio", costs, [goal], by_wall=by_wall)
    costs = in_turns(
        {
            "raw SQL, one plan": lambda: driver.execute(one_plan).fetchall(),
            "at(moment), status alone, one plan": lambda: _statuses(of_plan),
            "page 1 of that plan": lambda: program.get(f"{page.replace('overdue=true&', '')}&plan={plan.slug}"),
        },
        rounds=rounds,
        repeats=3,
    )
    show("A past day, one plan", costs, [], by_wall=by_wall)


def _statuses(deadlines: Any) -> list[tuple[int, str]]:
    return list(deadlines.annotate(status_then=F("state_status")).order_by().values_list("pk", "status_then"))
