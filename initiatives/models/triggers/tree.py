"""A plan's tree: objectives of two levels at most, and everything within one plan."""

from __future__ import annotations

from collections.abc import Iterator

from initiatives.models.triggers.definition import PREFIX, Trigger, postgresql, sqlite

OBJECTIVE = "initiatives_objective"
ACTION = "initiatives_action"

# The same conditions as the functions of definition.py, in SQLite's form.
TOO_DEEP = f"""NEW.parent_id IS NOT NULL AND (
    NOT EXISTS (SELECT 1 FROM "{OBJECTIVE}" above
                WHERE above.id = NEW.parent_id AND above.parent_id IS NULL AND above.plan_id = NEW.plan_id)
    OR EXISTS (SELECT 1 FROM "{OBJECTIVE}" below WHERE below.parent_id = NEW.id))"""
OUTSIDE_PLAN = f"""NOT EXISTS (SELECT 1 FROM "{OBJECTIVE}" o
                WHERE o.id = NEW.objective_id AND o.plan_id = NEW.plan_id)"""
LEAVES_PLAN = "NEW.plan_id <> OLD.plan_id"


def tree_triggers(vendor: str) -> Iterator[Trigger]:
    """Yield the triggers that keep a plan's tree in shape."""
    if vendor == "postgresql":
        yield postgresql(f"{PREFIX}_{OBJECTIVE}_tree", OBJECTIVE, "INSERT OR UPDATE", "keep_objective_tree")
        yield postgresql(f"{PREFIX}_{ACTION}_plan", ACTION, "INSERT OR UPDATE", "keep_action_in_plan")
        return
    for event in ("insert", "update"):
        yield sqlite(
            f"{PREFIX}_{OBJECTIVE}_tree_{event}",
            OBJECTIVE,
            event.upper(),
            "objectives have two levels at most, in one plan",
            condition=TOO_DEEP if event == "insert" else f"{LEAVES_PLAN} OR ({TOO_DEEP})",
        )
        yield sqlite(
            f"{PREFIX}_{ACTION}_plan_{event}",
            ACTION,
            event.upper(),
            "the objective of an action is of the same plan",
            condition=OUTSIDE_PLAN if event == "insert" else f"{LEAVES_PLAN} OR {OUTSIDE_PLAN}",
        )
