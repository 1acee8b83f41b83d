"""Progress reports that were asked for and made: each is kept, with its bytes, and can be fetched again."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import IO, ClassVar

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from initiatives.exceptions import KeptFileDamaged
from initiatives.models.base import PublicIdentity

CHUNK = 1 << 20
# Whoever makes a report tells how far it is; one of which nothing was heard for so long is no longer worked on.
LONGEST_SILENCE = timedelta(minutes=10)


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
    question is answered by the same file. ``of_draft``: a plan in it was a draft at the report's moment. ``told_at``:
    when whoever makes it was last heard of. ``sha256`` is that of the kept bytes. ``failure`` says in words what went
    wrong; empty, the work broke off.
    """

    definition = models.JSONField(_("definition"))
    definition_key = models.CharField(max_length=64, db_index=True)
    format = models.CharField(_("format"), max_length=16)
    plans: models.ManyToManyField[models.Model, models.Model] = models.ManyToManyField(
        "Plan", verbose_name=_("plans"), related_name="made_reports"
    )
    is_internal = models.BooleanField(_("with internal notes"), default=False)
    of_draft = models.BooleanField(_("of a draft"), default=False)
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
    told_at = models.DateTimeField(_("last heard of"), null=True, blank=True)
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
                condition=~models.Q(state=ReportState.FAILED),
                name="made_report_answered_once",
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

    def is_given_up(self, now: datetime) -> bool:
        """Return whether nothing was heard for so long of whoever makes it that it counts as failed."""
        return self.state == ReportState.RUNNING and self.told_at is not None and self.told_at < now - LONGEST_SILENCE

    def opened(self) -> IO[bytes]:
        """Return the kept file, opened at its beginning after a look at its checksum.

        Raises KeptFileDamaged where it is gone, or is no longer the one that was kept.
        """
        try:
            file: IO[bytes] = self.file.storage.open(self.file.name or "", "rb")
        except (OSError, ValueError) as error:
            raise KeptFileDamaged(_damage(self)) from error
        digest = hashlib.sha256()
        while part := file.read(CHUNK):
            digest.update(part)
        if digest.hexdigest() != self.sha256:
            file.close()
            raise KeptFileDamaged(_damage(self))
        file.seek(0)
        return file


def _damage(report: MadeReport) -> str:
    return gettext(
        "The kept file of the report %(name)s is gone, or is no longer the one that was made. Ask for the report again."
    ) % {"name": report.file_name}
