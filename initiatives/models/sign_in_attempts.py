"""Wrong passwords and codes, counted where every process that serves can see them."""

from __future__ import annotations

from django.db import models


class SignInAttempts(models.Model):
    """How many attempts were made since the last right one. ``key`` stands for a name, an account or a browser."""

    key = models.CharField(max_length=100, unique=True)
    made = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "sign-in attempts"
        verbose_name_plural = "sign-in attempts"
        ordering = ("key",)

    def __str__(self) -> str:
        return f"{self.key}: {self.made}"
