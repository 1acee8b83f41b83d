"""What is logged about accounts beside what they write: signing in, second steps, tokens, and what was read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models, router
from django.utils.translation import gettext_lazy as _

from initiatives.choices import PersonEventKind
from initiatives.models.append_only import AppendOnly, AppendOnlyQuerySet

FEWEST_DAYS = 30
LONGEST_ABOUT = 500


class PersonEventQuerySet(AppendOnlyQuerySet):
    """Events; those that have been archived can be removed."""

    def remove_archived(self) -> int:
        """Remove these rows, which are in a file, and return how many; the triggers refuse younger ones."""
        return self._raw_delete(router.db_for_write(self.model))


class PersonEvent(AppendOnly):
    """One event about one account. It is never changed, and removed only once it is old and archived.

    ``user`` is whom it is about; none for an unknown name, and for our own commands. ``done_by`` is another account, or
    a command, that did it to that one. ``about`` names what was read or changed: an address, a token, a file.
    """

    REMOVABLE = ("at", FEWEST_DAYS)

    at = models.DateTimeField(_("when"))
    kind = models.CharField(_("what"), max_length=24, choices=PersonEventKind.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    user_name = models.CharField(_("who"), max_length=200, blank=True, default="")
    done_by = models.CharField(_("done by"), max_length=200, blank=True, default="")
    about = models.CharField(_("about"), max_length=LONGEST_ABOUT, blank=True, default="")
    request = models.CharField(_("request"), max_length=32, blank=True, default="")

    objects = PersonEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of an account")
        verbose_name_plural = _("events of accounts")
        ordering = ("-at", "-id")
        indexes = [
            models.Index(fields=["-at", "-id"], name="person_event_newest"),
            models.Index(fields=["user", "-at", "-id"], name="person_event_of_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user_name or self.done_by}: {self.get_kind_display()}"

    def as_data(self) -> dict[str, Any]:
        """Return the event as plain data, for a file."""
        return {
            "at": self.at.isoformat(),
            "kind": self.kind,
            "account": self.user.get_username() if self.user is not None else "",
            "name": self.user_name,
            "done_by": self.done_by,
            "about": self.about,
            "request": self.request,
        }
