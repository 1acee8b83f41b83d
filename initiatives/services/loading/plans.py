"""Brings a plan into the record: the plan itself, its objectives, its actions and their deadlines."""

from __future__ import annotations

from typing import Any

from initiatives.models import Action, Deadline, DeadlineChange, Objective, Plan
from initiatives.plan_files.entries import ActionEntry, DeadlineEntry, ObjectiveEntry
from initiatives.services.actions import create_action, update_action
from initiatives.services.deadlines import NewDeadline, create_deadline, update_deadline
from initiatives.services.loading import columns, leaves
from initiatives.services.loading.details import Details
from initiatives.services.loading.outcome import placed
from initiatives.services.loading.work import Work
from initiatives.services.objectives import create_objective, update_objective
from initiatives.services.plans import publish_plan, update_plan

PLAN = (
    "title",
    "summary",
    "translations",
    "reference",
    "kind",
    "issuer",
    "adopted",
    "adopted_is_inferred",
    "source_link",
)
OBJECTIVE = ("title", "summary", "translations", "parent", "place")
ACTION = (
    "title",
    "alternative_title",
    "summary",
    "translations",
    "objective",
    "wording",
    "deadline_wording",
    "place",
    "origin",
)
DEADLINE = (
    "label",
    "interpretation_note",
    "translations",
    "kind",
    "firmness",
    "wording",
    "place",
    "is_confirmed",
    "original",
)


class Tree:
    """Loads the tree of one plan. Things are found again by number and key."""

    def __init__(self, work: Work) -> None:
        self.work = work
        plan = work.plan
        self.objectives = {row.number: row for row in Objective.objects.filter(plan=plan)}
        self.actions = {row.number: row for row in Action.objects.filter(plan=plan)}
        rows = Deadline.objects.filter(action__plan=plan).select_related("action")
        self.deadlines = {(row.action.number, row.key): row for row in rows}
        self.loaded_objectives = leaves.loaded_by_id(Objective, [o.pk for o in self.objectives.values()], OBJECTIVE)
        self.loaded_actions = leaves.loaded_by_id(Action, [a.pk for a in self.actions.values()], ACTION)
        self.loaded_deadlines = leaves.loaded_by_id(Deadline, [d.pk for d in self.deadlines.values()], DEADLINE)
        self.details = Details(work)

    def load(self) -> None:
        """Bring in everything below the plan; reports come last, when all deadlines are there."""
        work = self.work
        before = set(self.objectives), set(self.actions), set(self.deadlines)
        for top in work.file.objectives:
            parent = self._load_objective(top, None)
            for below in top.objectives:
                self._load_objective(below, parent)
        for action in work.file.actions():
            for deadline in action.deadlines:
                row = self.deadlines[action.number, deadline.key]
                self.details.load_reports(row, deadline, f"{action.number}/{deadline.key}")
        self._tell_what_is_gone(*before)

    def _load_objective(self, entry: ObjectiveEntry, parent: Objective | None) -> Objective:
        work = self.work
        wanted = columns.of_objective(entry, work.file.language, parent)
        row = self.objectives.get(entry.number)
        with placed(work.file.file, entry):
            if row is None:
                row = create_objective(by=work.by_document, plan=work.plan, number=entry.number, **wanted)
                work.outcome.add(row)
            elif changes := work.settle(row, wanted, self.loaded_objectives[row.pk], entry.number):
                row = update_objective(by=work.by_now, objective=row, **changes)
        self.objectives[entry.number] = row
        self.details.load_responsible(row, entry.responsible, entry.number)
        for action in entry.actions:
            self._load_action(action, row)
        return row

    def _load_action(self, entry: ActionEntry, objective: Objective) -> None:
        work = self.work
        wanted = columns.of_action(entry, work.file.language, objective)
        row = self.actions.get(entry.number)
        with placed(work.file.file, entry):
            if row is None:
                row = self._create_action(entry, wanted)
            elif changes := work.settle(row, wanted, self.loaded_actions[row.pk], entry.number):
                row = update_action(by=work.by_now, action=row, **changes)
        self.actions[entry.number] = row
        self.details.load_responsible(row, entry.responsible, entry.number)
        self.details.load_funding(row, entry.funding, entry.number)
        for deadline in entry.deadlines:
            self._load_deadline(deadline, row)

    def _create_action(self, entry: ActionEntry, wanted: dict[str, Any]) -> Action:
        work = self.work
        new = [self._new_deadline(deadline) for deadline in entry.deadlines]
        row = create_action(by=work.by_document, plan=work.plan, number=entry.number, deadlines=new, **wanted)
        work.outcome.add(row)
        for deadline in row.deadlines.all():
            self.deadlines[entry.number, deadline.key] = deadline
            work.outcome.add(deadline)
            # They are as the file has them: there is nothing to compare.
            self.loaded_deadlines[deadline.pk] = {}
        return row

    def _load_deadline(self, entry: DeadlineEntry, action: Action) -> None:
        work = self.work
        name = f"{action.number}/{entry.key}"
        row = self.deadlines.get((action.number, entry.key))
        with placed(work.file.file, entry):
            if row is None:
                row = create_deadline(by=work.by_document, action=action, new=self._new_deadline(entry))
                work.outcome.add(row)
            else:
                wanted = columns.of_deadline(entry, work.file.language)
                if entry.period != row.original:
                    if self._period_is_fixed(row):
                        work.outcome.fixed.append(f"{name}: {entry.period or '–'} ≠ {row.original or '–'}")
                    else:
                        wanted["original"] = entry.period
                if changes := work.settle(row, wanted, self.loaded_deadlines[row.pk], name):
                    period = changes.pop("original", None)
                    row = update_deadline(by=work.by_now, deadline=row, period=period, **changes)
        self.deadlines[action.number, entry.key] = row
        self.details.load_responsible(row, entry.responsible, name)

    def _new_deadline(self, entry: DeadlineEntry) -> NewDeadline:
        wanted = columns.of_deadline(entry, self.work.file.language)
        return NewDeadline(key=entry.key, period=entry.period, **wanted)

    def _period_is_fixed(self, row: Deadline) -> bool:
        return self.work.plan.was_published or DeadlineChange.objects.filter(deadline=row).exists()

    def _tell_what_is_gone(self, objectives: set[str], actions: set[str], deadlines: set[tuple[str, str]]) -> None:
        """Note what a load brought in and the file no longer holds."""
        file, gone = self.work.file, self.work.outcome.gone
        in_file = {entry.number for entry in file.objectives_of_both_levels()}
        gone += [n for n in sorted(objectives - in_file) if self.loaded_objectives[self.objectives[n].pk]]
        in_file = {entry.number for entry in file.actions()}
        gone += [n for n in sorted(actions - in_file) if self.loaded_actions[self.actions[n].pk]]
        keys = {(action.number, entry.key) for action in file.actions() for entry in action.deadlines}
        gone += ["/".join(k) for k in sorted(deadlines - keys) if self.loaded_deadlines[self.deadlines[k].pk]]
        self.details.tell_what_is_gone()


def settle_plan(work: Work) -> Plan:
    """Bring changes of the plan itself into a plan that is there already, and return it."""
    wanted = columns.of_plan(work.file, work.organisations)
    loaded = leaves.loaded_by_id(Plan, [work.plan.pk], PLAN)[work.plan.pk]
    if changes := work.settle(work.plan, wanted, loaded, work.file.slug):
        return update_plan(by=work.by_now, plan=work.plan, **changes)
    return work.plan


def publish_if_wanted(work: Work, *, is_new: bool) -> None:
    """Publish a draft that the file gives a day of publication; another day for a published plan is only told."""
    on = work.file.published_on
    if on is None or work.plan.published_on == on:
        return
    if work.plan.was_published:
        work.outcome.fixed.append(f"published_on: {on} ≠ {work.plan.published_on}")
        return
    with placed(work.file.file, work.file):
        work.plan = publish_plan(by=work.by_document if is_new else work.by_now, plan=work.plan, on=on)
