"""The roles that a person has because of a group at the provider of single sign-on."""

from __future__ import annotations

from django.db import models


class SignOnRole(models.Model):
    """A membership that came with a group, and ends with it; those given by an administrator have no such row."""

    membership = models.OneToOneField("Membership", on_delete=models.PROTECT, related_name="sign_on")

    class Meta:
        verbose_name = "role by single sign-on"
        verbose_name_plural = "roles by single sign-on"
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.membership)
