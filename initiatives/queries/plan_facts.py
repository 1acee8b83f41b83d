"""What a plan says of itself, as known at a moment: for the head of its pages and for lists of plans."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from initiatives.clocks import Moment
from initiatives.models import Organisation, Plan
from initiatives.models.as_known import as_known
from initiatives.periods import Period
from initiatives.policies import Actor
from initiatives.queries.known_rows import rows_by_id
from initiatives.queries.visible import visible_plans
from initiatives.texts import Text, choose

TEXT_COLUMNS = ("language", "translations")
COLUMNS = (
    "id",
    "public_id",
    "slug",
    "reference",
    "title",
    "summary",
    "kind",
    "state",
    "issuer_id",
    "adopted_edtf",
    "adopted_is_inferred",
    "source_link",
    "published_on",
    "archived_on",
    "is_demonstration",
    *TEXT_COLUMNS,
)


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body that adopted a plan."""

    slug: str
    abbreviation: str
    name: Text


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan as known at a moment, its texts in the reader's language. ``pk`` is for joining inside the product."""

    pk: int
    public_id: UUID
    slug: str
    reference: str
    title: Text
    summary: Text
    kind: str
    state: str
    issuer: Issuer | None
    adopted: Period
    adopted_is_inferred: bool
    source_link: str
    published_on: date | None
    archived_on: date | None
    is_demonstration: bool

    @property
    def short_name(self) -> str | Text:
        """The reference, else the title."""
        return self.reference or self.title


def plan_facts(plans: Collection[int], moment: Moment, language: str | None = None) -> dict[int, PlanFacts]:
    """Return each of the plans that was known at the moment, by database id. Three queries at most, however many.

    ``language`` is the reader's; None is the active one.
    """
    rows = list(as_known(Plan, moment).filter(id__in=plans).order_by().values(*COLUMNS))
    bodies = {row["issuer_id"] for row in rows if row["issuer_id"] is not None}
    columns = ("slug", "abbreviation", "name", *TEXT_COLUMNS)
    issuers = rows_by_id(Organisation, bodies, moment, *columns) if bodies else {}
    return {row["id"]: _plan(row, issuers.get(row["issuer_id"]), language) for row in rows}


def seen_plan(slug: str, actor: Actor, moment: Moment) -> PlanFacts | None:
    """Return the plan with this slug, if it was known at the moment and the actor may see it. Three queries at most."""
    key = visible_plans(actor, moment).filter(slug=slug).order_by().values_list("pk", flat=True).first()
    return plan_facts([key], moment).get(key) if key is not None else None


def _plan(row: dict[str, Any], issuer: dict[str, Any] | None, language: str | None) -> PlanFacts:
    return PlanFacts(
        pk=row["id"],
        public_id=row["public_id"],
        slug=row["slug"],
        reference=row["reference"],
        title=choose(row["title"], row["language"], row["translations"], "title", language),
        summary=choose(row["summary"], row["language"], row["translations"], "summary", language),
        kind=row["kind"],
        state=row["state"],
        issuer=_issuer(issuer, language) if issuer is not None else None,
        adopted=Period.parse(row["adopted_edtf"]),
        adopted_is_inferred=row["adopted_is_inferred"],
        source_link=row["source_link"],
        published_on=row["published_on"],
        archived_on=row["archived_on"],
        is_demonstration=row["is_demonstration"],
    )


def _issuer(row: dict[str, Any], language: str | None) -> Issuer:
    name = choose(row["name"], row["language"], row["translations"], "name", language)
    return Issuer(row["slug"], row["abbreviation"], name)
