"""The actions of a plan: what it promises to do."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.choices import ActionOrigin
from initiatives.models.base import PublicIdentity, Translated
from initiatives.models.versions import Versioned, VersionedQuerySet, VersionRecords
from initiatives.texts import check_number, fold, number_key


class Action(PublicIdentity, Translated, Versioned):
    """One promise of a plan. It stores no status: that follows from its deadlines, of which it has at least one."""

    TRANSLATED = ("title", "alternative_title", "summary")

    plan = models.ForeignKey("Plan", verbose_name=_("plan"), on_delete=models.PROTECT, related_name="actions")
    objective = models.ForeignKey(
        "Objective", verbose_name=_("objective"), on_delete=models.PROTECT, related_name="actions"
    )
    number = models.CharField(_("number"), max_length=20, validators=[check_number])
    number_key = models.CharField(max_length=80, editable=False, default="")
    title = models.CharField(_("title"), max_length=500)
    alternative_title = models.CharField(_("alternative title"), max_length=500, blank=True, default="")
    wording = models.TextField(
        _("official wording"), blank=True, default="", help_text=_("The document's own words, word for word.")
    )
    deadline_wording = models.TextField(
        _("official wording of the deadlines"), blank=True, default="", help_text=_("The whole cell, word for word.")
    )
    summary = models.TextField(_("summary"), blank=True, default="", help_text=_("In our own words."))
    place = models.CharField(_("place in the source"), max_length=300, blank=True, default="")
    origin = models.CharField(
        _("origin"), max_length=16, choices=ActionOrigin.choices, default=ActionOrigin.NEW_INITIATIVE
    )
    search_key = models.TextField(blank=True, default="", editable=False)

    history = VersionRecords(excluded_fields=["search_key"])
    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ("plan_id", "number_key", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "number"),
                name="action_number_unique_in_plan",
                violation_error_message=_("The plan has an action with this number already."),
            ),
        ]
        indexes = [models.Index(fields=["plan", "number_key"], name="action_in_plan_order")]

    def __str__(self) -> str:
        return f"{self.number} {self.text('title')}"

    def clean(self) -> None:
        """Refuse an objective of another plan; a trigger refuses it in any case."""
        super().clean()
        if self.objective_id is not None and self.objective.plan_id != self.plan_id:
            raise ValidationError({"objective": _("The objective must belong to the same plan.")})

    def save(self, *arguments: Any, **options: Any) -> None:
        """Save with fresh search and sort keys."""
        self.number_key = number_key(self.number)
        self.search_key = fold(self.searched_text())
        super().save(*arguments, **options)

    def searched_text(self) -> str:
        """Return all texts that a search for actions looks through."""
        texts = self.every_text("title", "alternative_title", "summary")
        return " ".join([self.number, *texts, self.wording, self.deadline_wording])
