"""Questions that a person asks again and again: a list with its filters, under a name of one's own."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.models.base import PublicIdentity


class SavedView(PublicIdentity):
    """A named view of one person. It keeps the list and its query string; who may see what is asked anew each time."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="saved_views"
    )
    name = models.CharField(_("name"), max_length=80)
    list_name = models.CharField(_("list"), max_length=20)
    query = models.CharField(_("query"), max_length=2000, blank=True, default="")

    objects: ClassVar[models.Manager[SavedView]] = models.Manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("user", "name"),
                name="saved_view_name_unique_for_user",
                violation_error_message=_("You have a view with this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
