"""The bodies that lead, help with or are touched by a plan's actions."""

from __future__ import annotations

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.choices import OrganisationKind
from initiatives.models.base import PublicIdentity, Translated
from initiatives.models.versions import Versioned, VersionedQuerySet, VersionRecords
from initiatives.texts import fold, sort_key


class OrganisationQuerySet(VersionedQuerySet):
    """Organisations and their hierarchy."""

    def with_those_below(self) -> Self:
        """Return these organisations and all below them, however deep."""
        found: set[int] = set()
        level = set(self.values_list("pk", flat=True))
        while level - found:
            found |= level
            level = set(self.model._base_manager.filter(parent__in=level).values_list("pk", flat=True))
        rows: Self = self.model._default_manager.filter(pk__in=found)
        return rows


class Organisation(PublicIdentity, Translated, Versioned):
    """A ministry, agency, union institution, network or other body. Bodies without accounts are normal."""

    TRANSLATED = ("name",)

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    abbreviation = models.CharField(_("abbreviation"), max_length=40, blank=True, default="")
    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.OTHER)
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    place = models.CharField(_("place in the source"), max_length=300, blank=True, default="")
    search_key = models.TextField(blank=True, default="", editable=False)
    sort_key = models.CharField(max_length=240, blank=True, default="", editable=False, db_index=True)

    history = VersionRecords(excluded_fields=["search_key", "sort_key"])
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("sort_key", "id")
        constraints = [
            models.CheckConstraint(
                name="organisation_not_its_own_parent",
                condition=~models.Q(parent=models.F("id")),
                violation_error_message=_("An organisation cannot be a part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.abbreviation or self.text("name")

    def clean(self) -> None:
        """Refuse a loop in the hierarchy; it takes more than one row to see."""
        super().clean()
        above = self.parent
        while above is not None:
            if self.pk is not None and above.pk == self.pk:
                raise ValidationError({"parent": _("An organisation cannot be a part of a body below it.")})
            above = above.parent

    def save(self, *arguments: Any, **options: Any) -> None:
        """Save with fresh search and sort keys."""
        self.search_key = fold(self.searched_text())
        self.sort_key = sort_key(self.name)
        super().save(*arguments, **options)

    def searched_text(self) -> str:
        """Return all texts that a search for organisations looks through."""
        return " ".join([self.abbreviation, *self.every_text("name"), *self.aliases])
