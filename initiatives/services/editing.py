"""The core of every edit: lock the row, refuse what is stale, check what comes out, save it with a version."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from initiatives.exceptions import HasHistory, NotAllowed, Stale
from initiatives.models.period_columns import PeriodColumns
from initiatives.models.versions import Versioned
from initiatives.services.authorship import Author
from initiatives.services.reach import require_within_reach

Row = TypeVar("Row", bound=Versioned)


def require(allowed: object, message: str) -> None:
    """Raise NotAllowed with the message unless the policy allows it."""
    if not allowed:
        raise NotAllowed(message)


def locked(row: Row) -> Row:
    """Return the row as it stands, locked until the transaction ends. Raises Stale when it has been removed."""
    found = type(row)._base_manager.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise Stale(_("“%(thing)s” has been removed since you opened it.") % {"thing": row})
    return found


def refuse_stale(row: Versioned, expected_version: int | None, *logs: models.QuerySet[Any]) -> None:
    """Raise Stale, naming who changed the row and when, unless it is still at the version that the writer saw.

    ``logs`` are those of the row whose entries count as changes of it too. None expects nothing.
    """
    if expected_version is None or row.version == expected_version:
        return
    changes = [row.history.order_by("-history_id").values_list("recorded_at", "history_author").first()]  # type: ignore[attr-defined]
    changes += [log.order_by("-seq").values_list("recorded_at", "who_name").first() for log in logs]
    when, who = max(change for change in changes if change is not None)
    raise Stale(
        _("%(who)s changed “%(thing)s” on %(when)s, after you opened it. Read what is new, then save again.")
        % {
            "who": who or _("Somebody"),
            "thing": row,
            "when": date_format(timezone.localtime(when), "SHORT_DATETIME_FORMAT"),
        }
    )


def insert(row: Row, by: Author) -> Row:
    """Check and save a new row with its first version. Raises ValidationError by field, NotAllowed out of reach."""
    row.full_clean()
    row.save_stamped(by.stamp())
    require_within_reach(row, by)
    return row


def apply(row: Row, changes: Mapping[str, Any], by: Author, editable: Collection[str]) -> Row:
    """Change fields of a locked row, check it and save it with a version; where nothing differs, nothing is saved.

    Raises ValidationError by field, NotAllowed where it comes to stand out of the author's reach, and TypeError for a
    field that is not ``editable``.
    """
    if strangers := changes.keys() - set(editable):
        raise TypeError(f"{type(row).__name__} does not change {', '.join(sorted(strangers))} like this")
    changed = {name: value for name, value in changes.items() if differs(row, name, value)}
    if not changed:
        return row
    for name, value in changed.items():
        setattr(row, name, value)
    row.full_clean()
    row.version += 1
    row.save_stamped(by.stamp())
    require_within_reach(row, by)
    return row


def remove(row: Versioned, by: Author) -> None:
    """Remove a row; its versions stay. Raises HasHistory when something in the record refers to it."""
    try:
        row.delete_stamped(by.stamp())
    except ProtectedError as error:
        referring = ", ".join(sorted({str(other._meta.verbose_name_plural) for other in error.protected_objects}))
        raise HasHistory(
            _("“%(thing)s” cannot be removed, because the record refers to it: %(referring)s.")
            % {"thing": row, "referring": referring}
        ) from None


def differs(row: models.Model, name: str, value: Any) -> bool:
    """Return whether a field of the row would change. Raises ValidationError for a value of another sort."""
    if isinstance(getattr(type(row), name, None), PeriodColumns):
        return bool(getattr(row, name) != value)
    field = row._meta.get_field(name)
    if isinstance(field, models.ForeignKey):
        return bool(getattr(row, field.attname) != (value.pk if value is not None else None))
    try:
        return bool(getattr(row, name) != field.to_python(value))  # type: ignore[union-attr]
    except ValidationError as error:
        raise ValidationError({name: error.messages}) from None
