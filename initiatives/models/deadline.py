"""The deadlines of an action: one for each thing that can be late by itself."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.choices import DeadlineKind, Firmness
from initiatives.models.base import PublicIdentity, Translated
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.models.log_row import GENESIS
from initiatives.models.period_columns import PeriodColumns, period_constraints
from initiatives.models.versions import Versioned, VersionRecords
from initiatives.texts import fold

POINTERS = ("latest_update", "is_open", "moves", "log_seq", "log_head", "version")


class Deadline(PublicIdentity, Translated, Versioned):
    """Something that is due in a period, in the plan's own words. One without a date is normal.

    ``original`` is the period that the plan gave, ``current`` the one in force. ``baseline`` is the day that delay is
    judged on: the original's latest, or the latest of the first date given to a deadline that had none. The pointers
    (the row in force, whether it is open, the number of moves, the head of the chain) are written by the services
    that record; nothing stored depends on today.
    """

    TRANSLATED = ("label", "interpretation_note")

    action = models.ForeignKey("Action", verbose_name=_("action"), on_delete=models.PROTECT, related_name="deadlines")
    key = models.SlugField(_("key"), max_length=60, help_text=_("Unique in the action; never changes."))
    label = models.CharField(_("label"), max_length=300)
    kind = models.CharField(_("kind"), max_length=16, choices=DeadlineKind.choices, default=DeadlineKind.COMPLETE_BY)
    firmness = models.CharField(_("firmness"), max_length=16, choices=Firmness.choices, default=Firmness.COMMITTED)
    wording = models.TextField(
        _("official wording"), blank=True, default="", help_text=_("Its own words, word for word.")
    )
    wording_language = models.CharField(_("language of the wording"), max_length=8, blank=True, default="")
    place = models.CharField(_("place in the source"), max_length=300, blank=True, default="")
    original = PeriodColumns(_("original deadline"))
    current = PeriodColumns(_("current deadline"), indexed=True)
    baseline = models.DateField(_("delay judged on"), null=True, blank=True, editable=False)
    interpretation_note = models.TextField(_("interpretation note"), blank=True, default="")
    is_confirmed = models.BooleanField(_("reading confirmed"), default=True)
    review_after_months = models.PositiveSmallIntegerField(
        _("review after (months)"), null=True, blank=True, help_text=_("For a recurring deadline without a date.")
    )

    latest_update = models.ForeignKey(
        "StatusUpdate", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    is_open = models.BooleanField(_("open"), default=True, editable=False)
    moves = models.PositiveSmallIntegerField(_("moves"), default=0, editable=False)
    log_seq = models.PositiveIntegerField(default=0, editable=False)
    log_head = models.CharField(max_length=64, default=GENESIS, editable=False)
    search_key = models.TextField(blank=True, default="", editable=False)

    history = VersionRecords(related_name="versions", excluded_fields=[*POINTERS, "search_key"])
    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ("action_id", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("action", "key"),
                name="deadline_key_unique_in_action",
                violation_error_message=_("The action has a deadline with this key already."),
            ),
            *period_constraints("original"),
            *period_constraints("current"),
        ]
        indexes = [
            # The overdue and the due-soon lists of today walk this index; only open rows are in it.
            models.Index(
                fields=["current_latest", "id"], name="deadline_open_by_due", condition=models.Q(is_open=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action.number} {self.text('label')}"

    @property
    def ref(self) -> str:
        """The readable reference, such as "com-2017-612/III-2/start"."""
        return f"{self.action.plan.slug}/{self.action.number}/{self.key}"

    def save(self, *arguments: Any, **options: Any) -> None:
        """Save with a fresh search key; the words are in the source language unless another is named."""
        if self.wording and not self.wording_language:
            self.wording_language = self.language
        self.search_key = fold(self.searched_text())
        super().save(*arguments, **options)

    def searched_text(self) -> str:
        """Return all texts that a search for deadlines looks through."""
        return " ".join([*self.every_text("label"), self.wording])
