"""The whole of it, some plans at a time: each transaction leaves a record that is true in itself."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from random import Random

from django.db import connection, transaction

from initiatives.management.load.bodies import make_bodies
from initiatives.management.load.logs import Logs, report_on
from initiatives.management.load.tables import insert, insert_versions, next_id, reset_sequences
from initiatives.management.load.trees import DEADLINES_A_PLAN, Ids, Tree, grow
from initiatives.models import (
    Action,
    Deadline,
    DeadlineChange,
    Evidence,
    Objective,
    Plan,
    Responsibility,
    Stamp,
    StatusUpdate,
)

PLANS_A_TRANSACTION = 20
TREE = (Plan, Objective, Action, Deadline, Responsibility)
LOGS = (StatusUpdate, DeadlineChange, Evidence)


@dataclass(frozen=True, slots=True)
class Size:
    """How much to make: so many deadlines, rounded up to whole plans, with so many status updates each on average."""

    deadlines: int
    updates_a_deadline: int

    @property
    def plans(self) -> int:
        """How many plans that takes."""
        return -(-self.deadlines // DEADLINES_A_PLAN)


def fill(size: Size, *, seed: int, as_of: date, progress: Callable[[int, int], None]) -> None:
    """Add a made-up record to the database, the same for the same seed and day but for the salts of its hashes.

    ``as_of``: the last day on which anything happened. ``progress`` is told how many plans of how many are in.
    """
    chance = Random(seed)  # noqa: S311 (nothing here is a secret)
    ids = Ids(*(count(next_id(model)) for model in TREE))
    update_ids, change_ids, evidence_ids = (count(next_id(model)) for model in LOGS)
    with transaction.atomic():
        bodies = make_bodies(chance)
    for begun in range(0, size.plans, PLANS_A_TRANSACTION):
        few = min(PLANS_A_TRANSACTION, size.plans - begun)
        trees = [grow(chance, ids, as_of, bodies) for _ in range(few)]
        as_adopted = [(copy(deadline), tree.stamp) for tree in trees for deadline in tree.deadlines]
        logs = Logs(update_ids, change_ids, evidence_ids)
        for tree in trees:
            report_on(chance, logs, tree, as_of, size.updates_a_deadline)
        with transaction.atomic():
            _insert(trees, logs)
            insert_versions(Deadline, ((deadline, stamp, "+") for deadline, stamp in as_adopted))
            insert_versions(Deadline, _moved(trees, logs))
        progress(begun + few, size.plans)
    reset_sequences(*TREE, *LOGS)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _insert(trees: list[Tree], logs: Logs) -> None:
    insert(Plan, (tree.plan for tree in trees))
    insert(Objective, (row for tree in trees for row in tree.objectives))
    insert(Action, (row for tree in trees for row in tree.actions))
    insert(Deadline, (row for tree in trees for row in tree.deadlines))
    insert(Responsibility, (row for tree in trees for row in tree.responsibilities))
    insert(StatusUpdate, logs.updates)
    insert(DeadlineChange, logs.changes)
    insert(Evidence, logs.evidence)
    insert_versions(Plan, ((tree.plan, tree.stamp, "+") for tree in trees))
    for model, rows in ((Objective, "objectives"), (Action, "actions"), (Responsibility, "responsibilities")):
        insert_versions(model, ((row, tree.stamp, "+") for tree in trees for row in getattr(tree, rows)))


def _moved(trees: list[Tree], logs: Logs) -> list[tuple[Deadline, Stamp, str]]:
    """Return the deadlines that were moved, for a version from then on."""
    stamps = {deadline.pk: tree.stamp for tree in trees for deadline in tree.deadlines}
    return [
        (change.deadline, replace(stamps[change.deadline_id], known_at=change.known_at), "~") for change in logs.changes
    ]
