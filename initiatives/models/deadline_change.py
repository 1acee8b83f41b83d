"""The log of deadline changes: every move, settled reading, first date and removal, for ever."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from initiatives.choices import ChangeKind, ReasonCode
from initiatives.clocks import Moment
from initiatives.models.append_only import AppendOnlyQuerySet
from initiatives.models.log_row import LogRow, log_row_constraints
from initiatives.models.period_columns import PeriodColumns, period_constraints


class DeadlineChangeQuerySet(AppendOnlyQuerySet):
    """The log, read as known at an instant."""

    def effective(self, moment: Moment) -> Self:
        """Return the changes known and in effect on the judged day, the last one first."""
        return self.filter(known_at__lte=moment.known, effective_on__lte=moment.as_of).order_by("-seq")


class DeadlineChange(LogRow):
    """One change of what a deadline is, with its reason.

    ``old`` and ``new`` are the periods in force before and after; ``old_original`` and ``new_original`` differ only
    where a reading was settled. ``after_passing``: a deadline was moved after it had passed.
    """

    REDACTABLE = ("who_name", "explanation", "decision_reference")

    deadline = models.ForeignKey(
        "Deadline", verbose_name=_("deadline"), on_delete=models.PROTECT, related_name="changes"
    )
    kind = models.CharField(_("kind"), max_length=16, choices=ChangeKind.choices)
    old = PeriodColumns(_("deadline before"))
    new = PeriodColumns(_("deadline after"))
    old_original = PeriodColumns(_("original deadline before"))
    new_original = PeriodColumns(_("original deadline after"))
    old_baseline = models.DateField(null=True, blank=True, editable=False)
    new_baseline = models.DateField(null=True, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=20, choices=ReasonCode.choices)
    explanation = models.TextField(_("explanation"))
    decision_reference = models.CharField(_("decision reference"), max_length=200, blank=True, default="")
    after_passing = models.BooleanField(_("moved after it had passed"), default=False, editable=False)

    objects = DeadlineChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline change")
        verbose_name_plural = _("deadline changes")
        ordering = ("deadline_id", "seq")
        constraints = [
            *log_row_constraints("deadline_change"),
            *period_constraints("old"),
            *period_constraints("new"),
            *period_constraints("old_original"),
            *period_constraints("new_original"),
        ]
        indexes = [
            models.Index(F("deadline"), F("seq").desc(), name="deadline_change_last_first"),
            models.Index(fields=["known_on", "id"], name="deadline_change_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.seq}: {self.get_kind_display()}"
