"""What changes are about: things named as known at a moment, those that have been removed by their own last version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from initiatives.clocks import Moment
from initiatives.models import (
    Action,
    Deadline,
    DeadlineChange,
    Funding,
    Objective,
    Organisation,
    Plan,
    Responsibility,
    StatusUpdate,
)
from initiatives.queries.known_rows import KnownRows, rows_by_id
from initiatives.texts import DEFAULT_LANGUAGE, Text, choose

TEXT_COLUMNS = ("language", "translations")
NO_TEXT = Text("", DEFAULT_LANGUAGE)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a change is about, from the plan down as far as it goes; empty texts and numbers where that does not apply.

    ``thing`` is the sort: "deadline", "action", "objective", "plan", "responsibility", "funding" or "organisation".
    ``plan`` and ``organisation`` are slugs. ``title`` is that of the action, else of the objective, plan or body.
    ``exists`` is False where the action, objective, plan or organisation has been removed.
    """

    thing: str
    plan: str = ""
    plan_name: str = ""
    action_number: str = ""
    objective_number: str = ""
    organisation: str = ""
    title: Text = NO_TEXT
    label: Text = NO_TEXT
    exists: bool = True


class Subjects:
    """The things that the changes of one page are about, read together: a query for each sort at most."""

    def __init__(self, rows: Mapping[Any, KnownRows]) -> None:
        self.rows = rows

    @classmethod
    def of(cls, found: Sequence[tuple[Any, Any]], moment: Moment) -> Subjects:
        """Read what the rows of these sources are about."""
        keys: dict[Any, set[int]] = {model: set() for model in (Deadline, Action, Objective, Plan, Organisation)}
        for source, row in found:
            if source.model in (StatusUpdate, DeadlineChange):
                keys[Deadline].add(row.deadline_id)
            elif source.model in keys:
                keys[source.model].add(row.id)
            for model, column in ((Deadline, "deadline_id"), (Action, "action_id"), (Objective, "objective_id")):
                if source.model in (Deadline, Responsibility, Funding):
                    keys[model].add(getattr(row, column, None) or 0)
        rows: dict[Any, KnownRows] = {}

        def read(model: Any, *columns: str) -> None:
            asked = keys[model] - {0}
            rows[model] = rows_by_id(model, asked, moment, *columns, *TEXT_COLUMNS) if asked else {}

        read(Deadline, "action_id", "label")
        keys[Action] |= _values(rows[Deadline].values(), "action_id")
        read(Action, "plan_id", "number", "title")
        read(Objective, "plan_id", "number", "title")
        keys[Plan] |= _values([*rows[Action].values(), *rows[Objective].values()], "plan_id")
        read(Plan, "slug", "reference", "title")
        read(Organisation, "slug", "abbreviation", "name")
        return cls(rows)

    def of_deadline(self, key: int) -> Subject:
        """Return the subject of a row of a deadline's log."""
        return self._deadline("deadline", key)

    def of_version(self, model: Any, row: Any) -> Subject:
        """Return the subject of a version of a thing."""
        thing = str(model._meta.model_name)
        if model is Deadline:
            found = self._deadline(thing, row.id)
            return (
                found if found.label else self._action(thing, row.action_id, label=_text(_own(row, "label"), "label"))
            )
        if model in (Responsibility, Funding):
            return self._above(thing, row)
        if model is Action:
            return self._action(thing, row.id, _own(row, "number", "title", "plan_id"))
        if model is Objective:
            return self._objective(thing, row.id, _own(row, "number", "title", "plan_id"))
        if model is Plan:
            return self._plan(thing, row.id, _own(row, "slug", "reference", "title"))
        return self._organisation(thing, row.id, _own(row, "slug", "abbreviation", "name"))

    def _above(self, thing: str, row: Any) -> Subject:
        if getattr(row, "deadline_id", None) is not None:
            return self._deadline(thing, row.deadline_id)
        if row.action_id is not None:
            return self._action(thing, row.action_id)
        return self._objective(thing, row.objective_id)

    def _deadline(self, thing: str, key: int) -> Subject:
        found = self.rows[Deadline].get(key)
        if found is None:
            return Subject(thing, exists=False)
        return self._action(thing, found["action_id"], label=_text(found, "label"))

    def _action(self, thing: str, key: int, own: dict[str, Any] | None = None, *, label: Text = NO_TEXT) -> Subject:
        found = self.rows[Action].get(key) or own
        if found is None:
            return Subject(thing, label=label, exists=False)
        slug, name = self._plan_names(found["plan_id"])
        return Subject(
            thing,
            plan=slug,
            plan_name=name,
            action_number=found["number"],
            title=_text(found, "title"),
            label=label,
            exists=key in self.rows[Action] and bool(slug),
        )

    def _objective(self, thing: str, key: int, own: dict[str, Any] | None = None) -> Subject:
        found = self.rows[Objective].get(key) or own
        if found is None:
            return Subject(thing, exists=False)
        slug, name = self._plan_names(found["plan_id"])
        return Subject(
            thing,
            plan=slug,
            plan_name=name,
            objective_number=found["number"],
            title=_text(found, "title"),
            exists=key in self.rows[Objective] and bool(slug),
        )

    def _plan(self, thing: str, key: int, own: dict[str, Any]) -> Subject:
        found = self.rows[Plan].get(key, own)
        return Subject(
            thing,
            plan=found["slug"],
            plan_name=found["reference"] or found["slug"],
            title=_text(found, "title"),
            exists=key in self.rows[Plan],
        )

    def _organisation(self, thing: str, key: int, own: dict[str, Any]) -> Subject:
        found = self.rows[Organisation].get(key, own)
        exists = key in self.rows[Organisation]
        return Subject(thing, organisation=found["slug"], title=_text(found, "name"), exists=exists)

    def _plan_names(self, key: int) -> tuple[str, str]:
        plan = self.rows[Plan].get(key)
        return (plan["slug"], plan["reference"] or plan["slug"]) if plan else ("", "")


def _values(rows: Iterable[dict[str, Any]], column: str) -> set[int]:
    return {row[column] for row in rows}


def _own(row: Any, *columns: str) -> dict[str, Any]:
    return {column: getattr(row, column) for column in (*columns, *TEXT_COLUMNS)}


def _text(row: dict[str, Any], field: str) -> Text:
    return choose(row[field], row["language"], row["translations"], field)
