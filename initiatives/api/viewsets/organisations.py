"""Organisations."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.request import Request

from initiatives.api import finding
from initiatives.api.authors import author_of
from initiatives.api.moments import Standpoint
from initiatives.api.serializers.organisation import (
    OrganisationChangeSerializer,
    OrganisationCreateSerializer,
    OrganisationSerializer,
    organisations_of,
)
from initiatives.api.viewsets.base import Writes
from initiatives.filters.organisations import OrganisationFilterSet
from initiatives.models import Organisation
from initiatives.models.as_known import as_known
from initiatives.services import organisations
from initiatives.services.authorship import Author


class OrganisationViewSet(Writes):
    """The bodies that lead, help with or are touched by actions; all plans share them."""

    resource = "organisation"
    model = Organisation
    filterset = OrganisationFilterSet
    order: ClassVar[tuple[str, ...]] = ("slug", "id")
    read = staticmethod(organisations_of)
    read_serializer = OrganisationSerializer
    create_serializer = OrganisationCreateSerializer
    change_serializer = OrganisationChangeSerializer

    def seen(self, standpoint: Standpoint, author: Author) -> QuerySet[Any]:
        """Return every organisation."""
        return as_known(Organisation, standpoint.moment)

    def filter_options(self, standpoint: Standpoint, author: Author) -> dict[str, Any]:
        """Return the moment: words are looked for in the names of then."""
        return {"moment": standpoint.moment}

    def found(self, request: Request, name: str) -> Organisation:
        """Return the organisation with this id."""
        return finding.one(finding.organisations(author_of(request)), self.named_q(name))

    def make(self, by: Author, content: dict[str, Any]) -> Organisation:
        """Create an organisation."""
        return organisations.create_organisation(by=by, **content)

    def change(
        self, by: Author, thing: Organisation, expected_version: int | None, content: dict[str, Any]
    ) -> Organisation:
        """Change fields of an organisation."""
        return organisations.update_organisation(
            by=by, organisation=thing, expected_version=expected_version, **content
        )

    def remove(self, by: Author, thing: Organisation, expected_version: int | None) -> None:
        """Delete an organisation to which nothing refers."""
        organisations.delete_organisation(by=by, organisation=thing, expected_version=expected_version)
