"""The money that a plan promises for an action."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.choices import AmountQualifier
from initiatives.models.base import PublicIdentity
from initiatives.models.versions import Versioned, VersionedQuerySet, VersionRecords


class Funding(PublicIdentity, Versioned):
    """An amount in the plan's own words, and how it is to be read."""

    action = models.ForeignKey("Action", verbose_name=_("action"), on_delete=models.PROTECT, related_name="funding")
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    qualifier = models.CharField(
        _("qualifier"), max_length=8, choices=AmountQualifier.choices, default=AmountQualifier.EXACT
    )
    words = models.CharField(_("in the document's words"), max_length=500, blank=True, default="")

    history = VersionRecords()
    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = _("funding")
        verbose_name_plural = _("funding")
        ordering = ("action_id", "id")
        constraints = [
            models.CheckConstraint(
                name="funding_amount_positive",
                condition=models.Q(amount__gt=0),
                violation_error_message=_("An amount must be more than nothing."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_qualifier_display()} {self.amount} {self.currency}"
