"""One organisation with what it, and those below it, lead and help with, as known at a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F

from initiatives.choices import ResponsibilityRole
from initiatives.clocks import Moment
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.models.organisation_tree import OrganisationTree
from initiatives.models.responsible import LEAD_ROLES, responsible_q
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.organisation_facts import OrganisationFacts, organisation_facts
from initiatives.queries.progress import Positions
from initiatives.queries.punctuality import Punctuality, punctuality
from initiatives.queries.rows import rows_of


@dataclass(frozen=True, slots=True)
class Part:
    """What an organisation has in one role: where all of it stands, and the first of it in the order of the plans."""

    positions: Positions
    rows: Sequence[DeadlineRow]


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """An organisation with what is directly above and below it. ``contacts``: its function mailboxes in those rows."""

    facts: OrganisationFacts
    above: OrganisationFacts | None
    below: Sequence[OrganisationFacts]
    led: Part
    partnered: Part
    punctuality: Punctuality
    contacts: Sequence[str]


def organisation_page(slug: str, deadlines: DeadlineQuerySet, moment: Moment, *, most: int) -> OrganisationPage | None:
    """Return the organisation with this slug, None where none was known; at most so many rows of each role.

    ``deadlines`` comes from ``Deadline.objects.at(moment)``, narrowed to what the reader may see. A constant number of
    queries.
    """
    tree = OrganisationTree.read(moment)
    key = tree.by_slug.get(slug)
    if key is None:
        return None
    parent = tree.parents().get(key)
    children = tree.below.get(key, frozenset())
    facts = organisation_facts({key, *children, *({parent} if parent else ())}, moment)
    meant = tree.with_those_below([key])
    led = deadlines.filter(responsible_q(meant, LEAD_ROLES, moment))
    partnered = deadlines.filter(responsible_q(meant, [ResponsibilityRole.PARTNER], moment))
    led_keys, partnered_keys = (_first_keys(each, most) for each in (led, partnered))
    rows = {row.pk: row for row in rows_of([*led_keys, *partnered_keys], moment)}
    contacts = (
        body.contact for row in rows.values() for body in row.bodies if body.organisation == key and body.contact
    )
    return OrganisationPage(
        facts=facts[key],
        above=facts.get(parent) if parent else None,
        below=sorted((facts[child] for child in children if child in facts), key=lambda each: str(each.name)),
        led=Part(_positions(led), [rows[each] for each in led_keys if each in rows]),
        partnered=Part(_positions(partnered), [rows[each] for each in partnered_keys if each in rows]),
        punctuality=punctuality(led),
        contacts=list(dict.fromkeys(contacts)),
    )


def _positions(deadlines: DeadlineQuerySet) -> Positions:
    counted = deadlines.order_by().annotate(stands=F("position")).values("stands").annotate(number=Count("pk"))
    return Positions.of_numbers(dict(counted.values_list("stands", "number")))


def _first_keys(deadlines: DeadlineQuerySet, most: int) -> list[int]:
    ordered = deadlines.order_by("action__plan__slug", "action__number_key", "pk")
    return list(ordered.values_list("pk", flat=True)[:most])
