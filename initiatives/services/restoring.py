"""The writer that lets stand again what stood before an edit: one field or the whole change, as a new version."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from initiatives.exceptions import Stale
from initiatives.models import (
    Action,
    Deadline,
    Funding,
    Membership,
    Objective,
    Organisation,
    Plan,
    Responsibility,
)
from initiatives.models.period_columns import PeriodColumns
from initiatives.models.versions import Versioned
from initiatives.periods import Period
from initiatives.queries.edits import FieldChange
from initiatives.services import (
    actions,
    deadlines,
    funding,
    memberships,
    objectives,
    organisations,
    plans,
    responsibilities,
)
from initiatives.services.authorship import Author
from initiatives.texts import check_characters

LONGEST_REASON = 500
EDTF = "_edtf"
# What a new date of a draft's deadline changes along with itself.
WITH_THE_ORIGINAL = frozenset({f"current{EDTF}", "baseline"})
# How each is changed: the writer, what it calls the row, and the fields that it changes.
WRITERS: dict[type[Any], tuple[Callable[..., Any], str, Collection[str]]] = {
    Plan: (plans.update_plan, "plan", plans.EDITABLE),
    Objective: (objectives.update_objective, "objective", objectives.EDITABLE),
    Action: (actions.update_action, "action", actions.EDITABLE),
    # A date is given anew in a draft alone; the log of changes follows it.
    Deadline: (deadlines.update_deadline, "deadline", (*deadlines.EDITABLE, "period")),
    Organisation: (organisations.update_organisation, "organisation", organisations.EDITABLE),
    Responsibility: (responsibilities.update_responsibility, "responsibility", responsibilities.EDITABLE),
    Funding: (funding.update_funding, "funding", funding.EDITABLE),
    Membership: (memberships.update_membership, "membership", memberships.EDITABLE),
}


def can_be_restored(model: type[Any], change: FieldChange) -> bool:
    """Return whether a field is one that editing changes; what is left has services of its own, with their rules."""
    return bool(change.language) or _name(model, change) in WRITERS[model][2]


def follows_another(model: type[Any], change: FieldChange, changes: Sequence[FieldChange]) -> bool:
    """Return whether a field comes back with another one of these: a draft's date stands in all its columns at once."""
    dated = any(other.field.name == f"original{EDTF}" for other in changes)
    return model is Deadline and not change.language and dated and change.field.name in WITH_THE_ORIGINAL


@transaction.atomic
def restore(
    *,
    by: Author,
    model: type[Versioned],
    identity: UUID,
    changes: Sequence[FieldChange],
    reason: str,
    expected_version: int,
) -> Versioned:
    """Let the values before these changes stand again in a record, by its usual writer, and return the record.

    It is a new version, with the reason. Raises Stale where the record is gone or is no longer at ``expected_version``,
    ValidationError for a value that is no longer valid or a field that is not restored like this, and what the writer
    raises: NotAllowed, PlanClosed.
    """
    words = reason.strip()
    if not words:
        raise ValidationError({"reason": _("Say why it shall stand again.")})
    if len(words) > LONGEST_REASON:
        raise ValidationError({"reason": _("Say it in %(most)d characters.") % {"most": LONGEST_REASON}})
    try:
        check_characters(words)
    except ValidationError as error:
        raise ValidationError({"reason": error}) from None
    rows: Any = model._base_manager
    row = rows.filter(public_id=identity).first()
    if row is None:
        raise Stale(_("It has been removed since: there is nothing left in which the text could stand again."))
    write, name, _fields = WRITERS[model]
    values = values_before(row, changes)
    written = write(by=replace(by, reason=words), **{name: row}, expected_version=expected_version, **values)
    if written.version == row.version:
        raise ValidationError(_("Nothing would change: it stands like this today."))
    return written  # type: ignore[no-any-return]


def values_before(row: Any, changes: Sequence[FieldChange]) -> dict[str, Any]:
    """Return what the writer is given so that the values before these changes stand again in the row.

    Raises ValidationError for what is no longer there, and for a field that is not restored like this.
    """
    model = type(row)
    values: dict[str, Any] = {}
    for change in changes:
        label = capfirst(str(change.field.verbose_name))
        if change.language:
            values["translations"] = _translated(values.get("translations", row.translations), change)
        elif follows_another(model, change, changes):
            continue
        elif not can_be_restored(model, change):
            raise ValidationError(
                _("“%(field)s” is not restored like this: it changes on a page of its own.") % {"field": label}
            )
        else:
            values[_name(model, change)] = _value(change, label)
    if not values:
        raise ValidationError(_("There is nothing here that could be restored."))
    return values


def _name(model: type[Any], change: FieldChange) -> str:
    """Return what the writer calls the field."""
    name = str(change.field.name)
    if model is Deadline and name == f"original{EDTF}":
        return "period"
    period = name.removesuffix(EDTF)
    return period if isinstance(getattr(model, period, None), PeriodColumns) else name


def _value(change: FieldChange, label: str) -> Any:
    if str(change.field.name).endswith(EDTF):
        return Period.parse(change.before)
    if not isinstance(change.field, ForeignKey) or change.before is None:
        return change.before
    found = change.field.related_model._base_manager.filter(pk=change.before).first()
    if found is None:
        raise ValidationError(_("What stood in “%(field)s” has been removed since.") % {"field": label})
    return found


def _translated(translations: dict[str, Any], change: FieldChange) -> dict[str, Any]:
    """Return the translations with the entry before the change in its place."""
    entries = {
        name: entry for name, entry in translations.get(change.language, {}).items() if name != change.field.name
    }
    if change.before:
        entries[str(change.field.name)] = change.before
    others = {language: texts for language, texts in translations.items() if language != change.language}
    return {**others, change.language: entries} if entries else others
