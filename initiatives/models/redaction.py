"""Redactions: who asked that a text of the log go, why, and who else agreed. Kept for ever, like the log itself."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from initiatives.models.append_only import AppendOnly, AppendOnlyQuerySet
from initiatives.models.base import PublicIdentity
from initiatives.models.deadline_change import DeadlineChange
from initiatives.models.status_update import Evidence, StatusUpdate


class RedactionRequest(PublicIdentity, AppendOnly):
    """One person's wish that texts be removed from a row of the log or from a piece of evidence."""

    status_update = models.ForeignKey(
        "StatusUpdate",
        verbose_name=_("status update"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="redaction_requests",
    )
    deadline_change = models.ForeignKey(
        "DeadlineChange",
        verbose_name=_("deadline change"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="redaction_requests",
    )
    evidence = models.ForeignKey(
        "Evidence",
        verbose_name=_("evidence"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="redaction_requests",
    )
    fields = models.JSONField(_("texts to be removed"))
    reason = models.CharField(_("reason"), max_length=150)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )
    asked_by_name = models.CharField(_("asked by"), max_length=200)
    asked_at = models.DateTimeField(_("asked at"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a redaction")
        verbose_name_plural = _("requests for redactions")
        ordering = ("asked_at", "id")
        constraints = [
            models.CheckConstraint(
                name="redaction_request_of_one_row",
                condition=Q(status_update__isnull=False, deadline_change__isnull=True, evidence__isnull=True)
                | Q(status_update__isnull=True, deadline_change__isnull=False, evidence__isnull=True)
                | Q(status_update__isnull=True, deadline_change__isnull=True, evidence__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.row}: {', '.join(self.fields)}"

    @property
    def row(self) -> StatusUpdate | DeadlineChange | Evidence:
        """The row or piece of evidence that the texts stand in."""
        row = self.status_update or self.deadline_change or self.evidence
        assert row is not None  # noqa: S101 (a constraint says so)
        return row


class RedactionDecision(AppendOnly):
    """What another person decided; a request is decided once.

    ``removed`` names each text that went: the public id of the row of the log, the number of the piece of evidence in
    it (0 for the row itself), and the field. A text that was removed and is not named was not removed by Tiltag.
    """

    request = models.OneToOneField(
        "RedactionRequest", verbose_name=_("request"), on_delete=models.PROTECT, related_name="decision"
    )
    is_approved = models.BooleanField(_("approved"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), on_delete=models.PROTECT, related_name="+"
    )
    decided_by_name = models.CharField(_("decided by"), max_length=200)
    decided_at = models.DateTimeField(_("decided at"))
    removed = models.JSONField(_("removed texts"), default=list, blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision on a redaction")
        verbose_name_plural = _("decisions on redactions")
        ordering = ("decided_at", "id")

    def __str__(self) -> str:
        return f"{self.request}: {_('approved') if self.is_approved else _('declined')}"
