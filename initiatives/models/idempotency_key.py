"""The keys by which a program makes a repeated write harmless, with the answer that the first one was given."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

KEY_LENGTH = 255


class IdempotencyKey(models.Model):
    """One write by one account, kept in the write's own transaction: it is there exactly when the write is.

    ``request_digest`` stands for what was asked; ``status``, ``headers`` and ``body`` are the answer, given again to
    whoever repeats it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.PROTECT, related_name="+"
    )
    key = models.CharField(_("key"), max_length=KEY_LENGTH)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(_("status"), default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(_("created"), db_index=True)

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        ordering = ("created_at", "id")
        constraints = [models.UniqueConstraint(fields=("user", "key"), name="idempotency_key_once_an_account")]

    def __str__(self) -> str:
        return self.key
