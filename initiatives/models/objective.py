"""The objectives of a plan: what its actions are for."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.models.base import PublicIdentity, Translated
from initiatives.models.versions import Versioned, VersionedQuerySet, VersionRecords
from initiatives.texts import check_number, number_key


class Objective(PublicIdentity, Translated, Versioned):
    """An objective or priority area. A tree of two levels at most, which triggers guard on both engines."""

    TRANSLATED = ("title", "summary")

    plan = models.ForeignKey("Plan", verbose_name=_("plan"), on_delete=models.PROTECT, related_name="objectives")
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    number = models.CharField(_("number"), max_length=20, validators=[check_number])
    number_key = models.CharField(max_length=80, editable=False, default="")
    title = models.CharField(_("title"), max_length=500)
    summary = models.TextField(_("summary"), blank=True, default="")
    place = models.CharField(_("place in the source"), max_length=300, blank=True, default="")

    history = VersionRecords()
    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ("plan_id", "number_key", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "number"),
                name="objective_number_unique_in_plan",
                violation_error_message=_("The plan has an objective with this number already."),
            ),
            models.CheckConstraint(
                name="objective_not_its_own_parent",
                condition=~models.Q(parent=models.F("id")),
                violation_error_message=_("An objective cannot be a part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text('title')}"

    def clean(self) -> None:
        """Refuse a third level and a parent in another plan, in words; the triggers refuse them in any case."""
        super().clean()
        if self.parent is None:
            return
        if self.parent.plan_id != self.plan_id:
            raise ValidationError({"parent": _("The objective above must belong to the same plan.")})
        if self.parent.parent_id is not None:
            raise ValidationError({"parent": _("Objectives have two levels at most.")})
        if self.pk is not None and self.children.exists():
            raise ValidationError({"parent": _("An objective with objectives below it must stay at the top level.")})

    def save(self, *arguments: Any, **options: Any) -> None:
        """Save with a fresh sort key for the number."""
        self.number_key = number_key(self.number)
        super().save(*arguments, **options)
