"""The sheets of the report's workbook: deadlines, actions and changes, read as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.choices import ChangeKind, ReasonCode, Status
from initiatives.clocks import Moment
from initiatives.models import Action, Deadline, DeadlineChange, Objective, Plan
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.queries.known_rows import rows_by_id
from initiatives.queries.progress import progress_by_action
from initiatives.queries.rows import deadline_rows
from initiatives.reports.progress.definition import Definition
from initiatives.reports.progress.since import changes_of
from initiatives.reports.table import Column, Kind
from initiatives.texts import choose

CHUNK = 500
TEXTS = ("language", "translations")


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action with the status that follows from its deadlines."""

    plan: str
    objective_number: str
    objective: str
    number: str
    title: str
    wording: str
    deadline_wording: str
    status: str
    met: int
    active: int
    overdue: int
    completed_on: date | None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change of a deadline."""

    ref: str
    action: str
    label: str
    kind: str
    old_edtf: str
    old_latest: date | None
    new_edtf: str
    new_latest: date | None
    effective_on: date
    reason: str
    explanation: str
    decision_reference: str
    after_passing: bool


def _column(code: str, kind: Kind, label: Any, explanation: Any, *, width: int = 14, choices: Any = None) -> Column:
    return Column(code, label, explanation, kind, attrgetter(code), width, choices)


ACTION_COLUMNS = (
    _column("plan", Kind.TEXT, gettext_lazy("plan"), gettext_lazy("The short name of the plan, as in addresses.")),
    _column(
        "objective_number",
        Kind.TEXT,
        gettext_lazy("objective number"),
        gettext_lazy("The plan's own number of the objective."),
    ),
    _column("objective", Kind.TEXT, gettext_lazy("objective"), gettext_lazy("The title of the objective."), width=40),
    _column("number", Kind.TEXT, gettext_lazy("action number"), gettext_lazy("The plan's own number of the action.")),
    _column("title", Kind.TEXT, gettext_lazy("action"), gettext_lazy("The title of the action."), width=50),
    _column(
        "wording",
        Kind.TEXT,
        gettext_lazy("official wording"),
        gettext_lazy("The document's own words, word for word."),
        width=60,
    ),
    _column(
        "deadline_wording",
        Kind.TEXT,
        gettext_lazy("official wording of the deadlines"),
        gettext_lazy("The whole cell, word for word."),
        width=40,
    ),
    _column(
        "status",
        Kind.CHOICE,
        gettext_lazy("status"),
        gettext_lazy("How far the action is, rolled up from its deadlines."),
        width=24,
        choices=Status,
    ),
    _column(
        "met",
        Kind.INTEGER,
        gettext_lazy("completed deadlines"),
        gettext_lazy("How many of its deadlines are completed."),
    ),
    _column(
        "active",
        Kind.INTEGER,
        gettext_lazy("active deadlines"),
        gettext_lazy("How many are neither cancelled nor superseded."),
    ),
    _column("overdue", Kind.INTEGER, gettext_lazy("overdue deadlines"), gettext_lazy("How many of them are overdue.")),
    _column(
        "completed_on",
        Kind.DATE,
        gettext_lazy("completed on"),
        gettext_lazy("The last day of completion of a completed action."),
    ),
)
CHANGE_COLUMNS = (
    _column(
        "ref",
        Kind.TEXT,
        gettext_lazy("reference"),
        gettext_lazy("Names the deadline for ever: plan, number of the action, key of the deadline."),
        width=28,
    ),
    _column("action", Kind.TEXT, gettext_lazy("action"), gettext_lazy("The title of the action."), width=40),
    _column("label", Kind.TEXT, gettext_lazy("deadline"), gettext_lazy("What is due."), width=40),
    _column(
        "kind",
        Kind.CHOICE,
        gettext_lazy("kind"),
        gettext_lazy("What was changed."),
        width=20,
        choices=ChangeKind,
    ),
    _column("old_edtf", Kind.TEXT, gettext_lazy("before"), gettext_lazy("The deadline before, as EDTF.")),
    _column("old_latest", Kind.DATE, gettext_lazy("before, latest day"), gettext_lazy("Its last day.")),
    _column("new_edtf", Kind.TEXT, gettext_lazy("after"), gettext_lazy("The deadline after, as EDTF.")),
    _column("new_latest", Kind.DATE, gettext_lazy("after, latest day"), gettext_lazy("Its last day.")),
    _column("effective_on", Kind.DATE, gettext_lazy("effective on"), gettext_lazy("The day from which it holds.")),
    _column(
        "reason",
        Kind.CHOICE,
        gettext_lazy("reason"),
        gettext_lazy("Why it was changed."),
        width=24,
        choices=ReasonCode,
    ),
    _column("explanation", Kind.TEXT, gettext_lazy("explanation"), gettext_lazy("The reason in words."), width=60),
    _column(
        "decision_reference",
        Kind.TEXT,
        gettext_lazy("decision reference"),
        gettext_lazy("The number of the case or of the minutes."),
        width=24,
    ),
    _column(
        "after_passing",
        Kind.BOOLEAN,
        gettext_lazy("moved after it had passed"),
        gettext_lazy("Whether the deadline had passed already when it was moved."),
    ),
)


def action_rows(definition: Definition, deadlines: DeadlineQuerySet) -> Iterator[ActionRow]:
    """Yield the actions that have any of the deadlines, in the deadlines' order, 500 at a time."""
    seen = iter(deadlines.values_list("action_id", flat=True).iterator(chunk_size=CHUNK))
    last = 0
    while keys := list(islice(seen, CHUNK)):
        # Deadlines of one action follow one another, so an action can only come twice across the border of a chunk.
        actions = [key for key in dict.fromkeys(keys) if key != last]
        last = keys[-1]
        yield from _actions(definition, deadlines, actions)


def _actions(definition: Definition, deadlines: DeadlineQuerySet, keys: list[int]) -> Iterator[ActionRow]:
    moment, language = definition.moment, definition.language
    columns = ("plan_id", "objective_id", "number", "title", "wording", "deadline_wording", *TEXTS)
    actions = rows_by_id(Action, keys, moment, *columns)
    objectives = rows_by_id(
        Objective, {row["objective_id"] for row in actions.values()}, moment, "number", "title", *TEXTS
    )
    plans = rows_by_id(Plan, {row["plan_id"] for row in actions.values()}, moment, "slug")
    progress = progress_by_action(deadlines.filter(action_id__in=keys))
    for key in keys:
        action, rolled = actions[key], progress[key]
        objective = objectives[action["objective_id"]]
        yield ActionRow(
            plan=plans[action["plan_id"]]["slug"],
            objective_number=objective["number"],
            objective=_text(objective, language),
            number=action["number"],
            title=_text(action, language),
            wording=action["wording"],
            deadline_wording=action["deadline_wording"],
            status=rolled.status,
            met=rolled.met,
            active=rolled.active,
            overdue=rolled.overdue,
            completed_on=rolled.completed_on,
        )


def change_rows(definition: Definition, deadlines: DeadlineQuerySet) -> Iterator[ChangeRow]:
    """Yield every change of the deadlines known and in effect by the moment, in the deadlines' order."""
    moment = definition.moment
    keys = iter(_changed(deadlines, moment).values_list("pk", flat=True).iterator(chunk_size=CHUNK))
    while few := list(islice(keys, CHUNK)):
        place = {key: number for number, key in enumerate(few)}
        rows = sorted(
            deadline_rows(Deadline.objects.at(moment).filter(pk__in=few), moment, definition.language),
            key=lambda row: place[row.pk],
        )
        for change in changes_of(rows, moment):
            yield ChangeRow(
                ref=change.row.ref,
                action=str(change.row.action),
                label=str(change.row.label),
                kind=change.kind,
                old_edtf=str(change.old),
                old_latest=change.old.latest,
                new_edtf=str(change.new),
                new_latest=change.new.latest,
                effective_on=change.effective_on,
                reason=change.reason,
                explanation=change.explanation,
                decision_reference=change.decision_reference,
                after_passing=change.after_passing,
            )


def _changed(deadlines: DeadlineQuerySet, moment: Moment) -> DeadlineQuerySet:
    changes = DeadlineChange.objects.filter(known_at__lte=moment.known, effective_on__lte=moment.as_of)
    return deadlines.filter(pk__in=changes.order_by().values("deadline_id"))


def _text(row: dict[str, Any], language: str) -> str:
    return str(choose(row["title"], row["language"], row["translations"], "title", language))


def sheet_names() -> tuple[str, str, str]:
    """Return the names of the three sheets in the active language."""
    return _("Deadlines"), _("Actions"), _("Changes")
