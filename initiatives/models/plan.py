"""The plan: an official document with objectives, actions and deadlines."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.choices import PlanKind, PlanState
from initiatives.models.base import PublicIdentity, Translated
from initiatives.models.period_columns import PeriodColumns, period_constraints
from initiatives.models.versions import Versioned, VersionedQuerySet, VersionRecords
from initiatives.texts import fold


class PlanQuerySet(VersionedQuerySet):
    """Plans by their state."""

    def published(self) -> Self:
        """Return the plans that readers may see: published ones and, of those, the archived."""
        return self.exclude(state=PlanState.DRAFT)


class Plan(PublicIdentity, Translated, Versioned):
    """An action plan or strategy as it was adopted. It is valid without actions and without any dated deadline."""

    TRANSLATED = ("title", "summary")

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    reference = models.CharField(_("reference"), max_length=120, blank=True, default="")
    title = models.CharField(_("title"), max_length=500)
    summary = models.TextField(_("summary"), blank=True, default="")
    kind = models.CharField(_("kind"), max_length=16, choices=PlanKind.choices, default=PlanKind.ACTION_PLAN)
    issuer = models.ForeignKey(
        "Organisation",
        verbose_name=_("issuer"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="issued_plans",
    )
    adopted = PeriodColumns(_("adopted"))
    adopted_is_inferred = models.BooleanField(_("adoption date inferred"), default=False)
    source_link = models.URLField(_("source"), max_length=500, blank=True, default="")
    state = models.CharField(_("state"), max_length=16, choices=PlanState.choices, default=PlanState.DRAFT)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    archived_on = models.DateField(_("archived on"), null=True, blank=True)
    due_soon_days = models.PositiveSmallIntegerField(_("due soon within (days)"), default=30)
    ageing_after_days = models.PositiveSmallIntegerField(_("reports age after (days)"), default=60)
    stale_after_days = models.PositiveSmallIntegerField(_("reports are stale after (days)"), default=180)
    is_demonstration = models.BooleanField(_("demonstration"), default=False, editable=False)
    search_key = models.TextField(blank=True, default="", editable=False)

    history = VersionRecords(related_name="versions", excluded_fields=["search_key"])
    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ("slug",)
        constraints = [
            *period_constraints("adopted"),
            models.CheckConstraint(
                name="plan_published_on_once_published",
                condition=models.Q(state=PlanState.DRAFT) | models.Q(published_on__isnull=False),
                violation_error_message=_("A published plan needs the day of its publication."),
            ),
            models.CheckConstraint(
                name="plan_archived_on_when_archived",
                condition=models.Q(state=PlanState.ARCHIVED, archived_on__isnull=False)
                | (~models.Q(state=PlanState.ARCHIVED) & models.Q(archived_on__isnull=True)),
                violation_error_message=_("An archived plan, and no other, has a day of archiving."),
            ),
            models.CheckConstraint(
                name="plan_staleness_limits_in_order",
                condition=models.Q(ageing_after_days__lt=models.F("stale_after_days")),
                violation_error_message=_("A report must age before it is stale."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference or self.slug

    @property
    def was_published(self) -> bool:
        """Whether identifiers are frozen: the plan is, or has been, published."""
        return self.state != PlanState.DRAFT

    def save(self, *arguments: Any, **options: Any) -> None:
        """Save with a fresh search key."""
        self.search_key = fold(self.searched_text())
        super().save(*arguments, **options)

    def searched_text(self) -> str:
        """Return all texts that a search for plans looks through."""
        return " ".join([self.reference, self.slug, *self.every_text("title", "summary")])
