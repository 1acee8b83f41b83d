"""Rows that are written once: the ORM refuses to change or remove them, and so do triggers in the database."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import QuerySet


class AppendOnlyError(TypeError):
    """Code tried to change or remove a row of an append-only table."""


class AppendOnlyQuerySet(QuerySet[Any, Any]):
    """A QuerySet that can read and create, nothing else."""

    def _refuse(self, *_arguments: Any, **_options: Any) -> NoReturn:
        raise AppendOnlyError(f"{self.model._meta.label} is append-only: record a new row instead")

    def redact(self, **values: Any) -> int:
        """Replace texts by the mark of their removal; the triggers refuse any other change."""
        return super().update(**values)

    update = delete = bulk_update = update_or_create = _refuse


class AppendOnly(models.Model):
    """A model whose rows can be neither saved again nor deleted; its manager must be an AppendOnlyQuerySet.

    ``REMOVABLE``: the column with a row's instant, and after how many days the database lets the row be removed; None
    means never.
    """

    REMOVABLE: ClassVar[tuple[str, int] | None] = None

    class Meta:
        abstract = True

    def save(self, *arguments: Any, **options: Any) -> None:
        """Insert the row; raise AppendOnlyError when it was saved before."""
        if not self._state.adding:
            raise AppendOnlyError(f"{self._meta.label} is append-only: record a new row instead")
        super().save(*arguments, **{**options, "force_insert": True})

    def delete(self, *_arguments: Any, **_options: Any) -> NoReturn:
        """Raise AppendOnlyError, always."""
        raise AppendOnlyError(f"{self._meta.label} is append-only: it keeps what it has recorded")
