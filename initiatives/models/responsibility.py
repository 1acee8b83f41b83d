"""Who is responsible, in what role, and which words of the document show it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from initiatives.choices import Basis, ResponsibilityRole
from initiatives.models.base import PublicIdentity
from initiatives.models.versions import Versioned, VersionedQuerySet, VersionRecords


def valid_on_q(day: date, prefix: str = "") -> Q:
    """Return the rows whose validity covers ``day``; an open end covers every day on that side."""
    started = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": day})
    not_ended = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": day})
    return started & not_ended


class Responsibility(PublicIdentity, Versioned):
    """A body, or words alone such as "relevante ministerier", in a role for one objective, action or deadline.

    It is inherited downwards: what is said of an objective holds for its actions and their deadlines unless they
    name somebody in the same role themselves. It is never copied.
    """

    objective = models.ForeignKey(
        "Objective", null=True, blank=True, on_delete=models.PROTECT, related_name="responsibilities"
    )
    action = models.ForeignKey(
        "Action", null=True, blank=True, on_delete=models.PROTECT, related_name="responsibilities"
    )
    deadline = models.ForeignKey(
        "Deadline", null=True, blank=True, on_delete=models.PROTECT, related_name="responsibilities"
    )
    organisation = models.ForeignKey(
        "Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="responsibilities",
    )
    named_as = models.CharField(
        _("named as"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("Where the document names no body, only words such as “relevant ministries”."),
    )
    role = models.CharField(
        _("role"), max_length=8, choices=ResponsibilityRole.choices, default=ResponsibilityRole.LEAD
    )
    basis = models.CharField(_("basis"), max_length=8, choices=Basis.choices, default=Basis.STATED)
    words = models.TextField(_("in the document's words"), blank=True, default="")
    place = models.CharField(_("place in the source"), max_length=300, blank=True, default="")
    contact = models.EmailField(_("contact"), blank=True, default="", help_text=_("A function mailbox, not a person."))
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    history = VersionRecords()
    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        ordering = ("role", "id")
        constraints = [
            models.CheckConstraint(
                name="responsibility_for_exactly_one_thing",
                condition=Q(objective__isnull=False, action__isnull=True, deadline__isnull=True)
                | Q(objective__isnull=True, action__isnull=False, deadline__isnull=True)
                | Q(objective__isnull=True, action__isnull=True, deadline__isnull=False),
                violation_error_message=_("A responsibility is for one objective, one action or one deadline."),
            ),
            models.CheckConstraint(
                name="responsibility_of_a_body_or_words",
                condition=(Q(organisation__isnull=False) & Q(named_as=""))
                | (Q(organisation__isnull=True) & ~Q(named_as="")),
                violation_error_message=_("Name an organisation, or give the document's words alone."),
            ),
            models.CheckConstraint(
                name="responsibility_valid_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=models.F("valid_to")),
                violation_error_message=_("A responsibility may not end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation or self.named_as} ({self.get_role_display()})"
