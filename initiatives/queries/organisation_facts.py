"""What an organisation is, as known at a moment: for lists of organisations and for its own page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from initiatives.clocks import Moment
from initiatives.models import Organisation
from initiatives.models.as_known import as_known
from initiatives.texts import Text, choose

TEXT_COLUMNS = ("language", "translations")
COLUMNS = ("id", "public_id", "slug", "abbreviation", "name", "kind", "parent_id", "aliases", *TEXT_COLUMNS)


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """An organisation, its name in the reader's language. ``pk`` is for joining inside the product."""

    pk: int
    public_id: UUID
    slug: str
    abbreviation: str
    name: Text
    kind: str
    parent: int | None
    aliases: tuple[str, ...]

    @property
    def short_name(self) -> str:
        """The abbreviation, else the name."""
        return self.abbreviation or self.name


def organisation_facts(organisations: Collection[int], moment: Moment) -> dict[int, OrganisationFacts]:
    """Return each of the organisations that was known at the moment, by database id. One query."""
    rows = as_known(Organisation, moment).filter(id__in=organisations).order_by().values(*COLUMNS)
    return {row["id"]: _facts(row) for row in rows}


def _facts(row: dict[str, Any]) -> OrganisationFacts:
    return OrganisationFacts(
        pk=row["id"],
        public_id=row["public_id"],
        slug=row["slug"],
        abbreviation=row["abbreviation"],
        name=choose(row["name"], row["language"], row["translations"], "name"),
        kind=row["kind"],
        parent=row["parent_id"],
        aliases=tuple(row["aliases"]),
    )
