"""The log of status: every report on a deadline, for ever."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from initiatives.choices import Confidence, ReasonCode, Status, UpdateKind
from initiatives.clocks import Moment
from initiatives.models.append_only import AppendOnlyQuerySet
from initiatives.models.base import CheckedTexts
from initiatives.models.log_row import LogRow, Redactable, log_row_constraints
from initiatives.models.period_columns import PeriodColumns, period_constraints

TARGETING_KINDS = (UpdateKind.CORRECTION, UpdateKind.WITHDRAWAL)
LAST_FIRST = ("-log_place", "-seq")


class StatusUpdateQuerySet(AppendOnlyQuerySet):
    """The log, read in its own order and as known at an instant."""

    def standing(self, known: datetime | None = None) -> Self:
        """Return the rows that state something and are neither corrected nor withdrawn, as known at ``known``."""
        struck = self.model._base_manager.filter(target=OuterRef("pk"))
        if known is None:
            return self.filter(~Q(kind=UpdateKind.WITHDRAWAL), ~Exists(struck))
        struck = struck.filter(known_at__lte=known)
        return self.filter(~Q(kind=UpdateKind.WITHDRAWAL), ~Exists(struck), known_at__lte=known)

    def effective(self, moment: Moment) -> Self:
        """Return the standing rows that hold on the judged day, the one in force first."""
        return self.standing(moment.known).filter(effective_on__lte=moment.as_of).order_by(*LAST_FIRST)


class StatusUpdate(LogRow):
    """One whole statement about a deadline; what it leaves out is empty.

    ``log_place`` is the row's place in the order in which statements replace one another: its own sequence number,
    or that of the row which it corrects, however often corrected.
    """

    REDACTABLE = ("who_name", "confidence_reason", "note", "internal_note")

    deadline = models.ForeignKey(
        "Deadline", verbose_name=_("deadline"), on_delete=models.PROTECT, related_name="status_updates"
    )
    log_place = models.PositiveIntegerField(editable=False)
    kind = models.CharField(_("kind"), max_length=16, choices=UpdateKind.choices, default=UpdateKind.REPORT)
    status = models.CharField(_("status"), max_length=16, choices=Status.choices)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    completed = PeriodColumns(_("completed"))
    forecast = PeriodColumns(_("forecast"))
    confidence = models.CharField(_("confidence"), max_length=8, choices=Confidence.choices, blank=True, default="")
    confidence_reason = models.TextField(_("reason for the confidence"), blank=True, default="")
    delay_reason = models.CharField(
        _("reason for the delay"), max_length=20, choices=ReasonCode.choices, blank=True, default=""
    )
    note = models.TextField(_("note"), blank=True, default="", help_text=_("Goes into reports."))
    internal_note = models.TextField(
        _("internal note"), blank=True, default="", help_text=_("Seen by those concerned; never in a public report.")
    )
    target = models.ForeignKey(
        "self", verbose_name=_("corrects"), null=True, blank=True, on_delete=models.PROTECT, related_name="struck_by"
    )
    superseded_by = models.ForeignKey(
        "Deadline",
        verbose_name=_("superseded by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="supersedes",
    )
    evidence_digests = models.JSONField(default=list, editable=False)

    objects = StatusUpdateQuerySet.as_manager()

    class Meta:
        verbose_name = _("status update")
        verbose_name_plural = _("status updates")
        ordering = ("deadline_id", "seq")
        constraints = [
            *log_row_constraints("status_update"),
            *period_constraints("completed"),
            *period_constraints("forecast"),
            models.UniqueConstraint(
                fields=("target",),
                name="status_update_struck_once",
                violation_error_message=_("This row has been corrected or withdrawn already."),
            ),
            models.CheckConstraint(
                name="status_update_target_where_it_strikes",
                condition=Q(kind__in=TARGETING_KINDS, target__isnull=False)
                | (~Q(kind__in=TARGETING_KINDS) & Q(target__isnull=True)),
                violation_error_message=_(
                    "A correction or withdrawal, and no other row, names the row that it strikes."
                ),
            ),
            models.CheckConstraint(
                name="status_update_status_where_it_states",
                condition=Q(kind=UpdateKind.WITHDRAWAL, status=Status.NONE)
                | (~Q(kind=UpdateKind.WITHDRAWAL) & ~Q(status=Status.NONE)),
                violation_error_message=_("“No report received” is a missing report and cannot be reported."),
            ),
            models.CheckConstraint(
                name="status_update_successor_when_superseded",
                condition=Q(status=Status.SUPERSEDED, superseded_by__isnull=False)
                | (~Q(status=Status.SUPERSEDED) & Q(superseded_by__isnull=True)),
                violation_error_message=_("A superseded deadline, and no other, names its successor."),
            ),
            models.CheckConstraint(
                name="status_update_completion_when_completed",
                condition=Q(status=Status.COMPLETED) | Q(completed_edtf=""),
                violation_error_message=_("Only a completed deadline has a completion date."),
            ),
        ]
        indexes = [
            models.Index(F("deadline"), F("log_place").desc(), F("seq").desc(), name="status_update_last_first"),
            models.Index(fields=["known_on", "id"], name="status_update_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.seq}: {self.get_kind_display()}, {self.get_status_display()}"

    @property
    def forecast_day(self) -> date | None:
        """The latest day of the forecast; its earliest where the latest is open."""
        return self.forecast.latest or self.forecast.earliest


class Evidence(CheckedTexts, Redactable):
    """What shows that a report is true: a link or the number of a case. Its digests are part of the row's hash."""

    REDACTABLE = ("title", "link", "case_number")

    status_update = models.ForeignKey(
        "StatusUpdate", verbose_name=_("status update"), on_delete=models.PROTECT, related_name="evidence"
    )
    title = models.CharField(_("title"), max_length=300)
    link = models.CharField(
        _("link"),
        max_length=1000,
        blank=True,
        default="",
        validators=[URLValidator(schemes=["http", "https"])],
    )
    case_number = models.CharField(_("case number"), max_length=100, blank=True, default="")

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("status_update_id", "id")

    def __str__(self) -> str:
        return self.title
