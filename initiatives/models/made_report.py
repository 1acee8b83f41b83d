"""Progress reports that were asked for and made: each is kept, with its bytes, and can be fetched again."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.models.base import PublicIdentity


def report_storage() -> Storage:
    """Return where the files lie: outside of what is served, and named by the settings."""
    return storages["reports"]


class ReportState(models.TextChoices):
    """How far the making of a report is."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class MadeReport(PublicIdentity):
    """One report in one format.

    ``definition``: all that was asked for, as data; ``definition_key`` stands for it and the format, so that the same
    question is answered by the same file. ``sha256`` is that of the kept bytes. ``failure`` says in words what went
    wrong.
    """

    definition = models.JSONField(_("definition"))
    definition_key = models.CharField(max_length=64, db_index=True)
    format = models.CharField(_("format"), max_length=16)
    plans: models.ManyToManyField[models.Model, models.Model] = models.ManyToManyField(
        "Plan", verbose_name=_("plans"), related_name="made_reports"
    )
    is_internal = models.BooleanField(_("with internal notes"), default=False)
    language = models.CharField(_("language"), max_length=8)
    as_of = models.DateField(_("as of"))
    known = models.DateTimeField(_("known"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="made_reports",
    )
    asked_by_name = models.CharField(_("asked for by"), max_length=300)
    asked_at = models.DateTimeField(_("asked for"), db_index=True)
    state = models.CharField(_("state"), max_length=8, choices=ReportState.choices, default=ReportState.WAITING)
    rows_done = models.PositiveIntegerField(_("rows done"), default=0)
    rows_total = models.PositiveIntegerField(_("rows to do"), default=0)
    failure = models.TextField(_("what failed"), blank=True, default="")
    file = models.FileField(_("file"), storage=report_storage, max_length=200, blank=True, default="")
    file_name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size"), null=True, blank=True)
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64, blank=True, default="")
    made_at = models.DateTimeField(_("made"), null=True, blank=True)

    objects: ClassVar[models.Manager[MadeReport]] = models.Manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("-asked_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=("definition_key",),
                condition=models.Q(state=ReportState.READY),
                name="made_report_ready_once",
            ),
            models.CheckConstraint(
                name="made_report_ready_has_file",
                condition=~models.Q(state=ReportState.READY) | ~models.Q(sha256=""),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_ready(self) -> bool:
        """Whether the file can be fetched."""
        return self.state == ReportState.READY

    @property
    def is_under_way(self) -> bool:
        """Whether it is waiting or being made."""
        return self.state in (ReportState.WAITING, ReportState.RUNNING)
