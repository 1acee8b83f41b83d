"""What a person may do, and where."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from initiatives.choices import MembershipRole
from initiatives.models.base import PublicIdentity
from initiatives.models.versions import Versioned, VersionedQuerySet, VersionRecords


class Membership(PublicIdentity, Versioned):
    """A role with a reach: an organisation and those below it, one plan, or (with neither) everything."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=16, choices=MembershipRole.choices)
    organisation = models.ForeignKey(
        "Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
        help_text=_("The role reaches this organisation and those below it."),
    )
    plan = models.ForeignKey(
        "Plan",
        verbose_name=_("plan"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
        help_text=_("The role reaches this plan. Without organisation and plan it reaches everything."),
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    history = VersionRecords()
    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("user_id", "role", "id")
        constraints = [
            models.CheckConstraint(
                name="membership_of_one_reach",
                condition=Q(organisation__isnull=True) | Q(plan__isnull=True),
                violation_error_message=_("A membership reaches an organisation or a plan, not both."),
            ),
            models.CheckConstraint(
                name="membership_valid_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=models.F("valid_to")),
                violation_error_message=_("A membership may not end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
