"""What a trigger is, and the functions that PostgreSQL's triggers call."""

from __future__ import annotations

from dataclasses import dataclass

PREFIX = "keep"


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger: its name, its table and the statements that make it, for one engine."""

    name: str
    table: str
    statements: tuple[str, ...]


# Both engines answer with an integrity error, which Django raises as IntegrityError: hence the error codes.
FUNCTIONS = (
    """
    CREATE OR REPLACE FUNCTION keep_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE OR REPLACE FUNCTION keep_objective_tree() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND NEW.plan_id IS DISTINCT FROM OLD.plan_id THEN
            RAISE EXCEPTION 'an objective stays in its plan' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.parent_id IS NOT NULL AND (
            NOT EXISTS (
                SELECT 1 FROM initiatives_objective above
                WHERE above.id = NEW.parent_id AND above.parent_id IS NULL AND above.plan_id = NEW.plan_id
            ) OR EXISTS (SELECT 1 FROM initiatives_objective below WHERE below.parent_id = NEW.id)
        ) THEN
            RAISE EXCEPTION 'objectives have two levels at most, in one plan' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE OR REPLACE FUNCTION keep_action_in_plan() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND NEW.plan_id IS DISTINCT FROM OLD.plan_id THEN
            RAISE EXCEPTION 'an action stays in its plan' USING ERRCODE = 'check_violation';
        END IF;
        IF NOT EXISTS (
            SELECT 1 FROM initiatives_objective o WHERE o.id = NEW.objective_id AND o.plan_id = NEW.plan_id
        ) THEN
            RAISE EXCEPTION 'the objective of an action is of the same plan' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
)


def postgresql(name: str, table: str, event: str, function: str, *, row: bool = True, condition: str = "") -> Trigger:
    """Return a PostgreSQL trigger that fires before ``event`` even in a session that switches triggers off."""
    level = "ROW" if row else "STATEMENT"
    when = f" WHEN ({condition})" if condition else ""
    return Trigger(
        name,
        table,
        (
            f'CREATE OR REPLACE TRIGGER "{name}" BEFORE {event} ON "{table}" '
            f"FOR EACH {level}{when} EXECUTE FUNCTION {function}()",
            f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{name}"',
        ),
    )


def sqlite(name: str, table: str, event: str, message: str, *, condition: str = "") -> Trigger:
    """Return a SQLite trigger that fires before ``event`` and refuses it with ``message``."""
    when = f" WHEN {condition}" if condition else ""
    return Trigger(
        name,
        table,
        (
            f'DROP TRIGGER IF EXISTS "{name}"',
            f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}"{when} BEGIN SELECT RAISE(ABORT, \'{message}\'); END',
        ),
    )
