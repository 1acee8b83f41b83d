"""Gathers all that a progress report says, from what was known at its moment, with few queries whatever its size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from initiatives import policies
from initiatives.choices import ENDED_POSITIONS, Freshness, Position
from initiatives.clocks import Moment
from initiatives.exceptions import InitiativesError, NotAllowed
from initiatives.models import Organisation, Plan, StatusUpdate
from initiatives.models.among import Among
from initiatives.models.as_known import as_known
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.models.organisation_tree import OrganisationTree
from initiatives.models.responsible import RESPONSIBLE_ROLES, responsible_q
from initiatives.policies import Actor
from initiatives.queries.bodies import LEAD_ROLES
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.facts import period_of
from initiatives.queries.heads import Clock, digest_at
from initiatives.queries.known_rows import KnownRows, rows_by_id
from initiatives.queries.progress import Counts
from initiatives.queries.punctuality import punctuality, punctuality_by_lead
from initiatives.queries.rows import deadline_rows
from initiatives.queries.visible import visible_plans
from initiatives.reports.progress.counting import counts_of
from initiatives.reports.progress.definition import Audience, Definition
from initiatives.reports.progress.facts import (
    GROUPS,
    Gaps,
    KeyNumber,
    OrganisationFacts,
    PlanFacts,
    ProgressReport,
)
from initiatives.reports.progress.objectives import objectives_of
from initiatives.reports.progress.quarters import next_quarters, undelivered_rows
from initiatives.reports.progress.selection import progress_deadlines
from initiatives.reports.progress.since import changes_of, since_facts
from initiatives.texts import Text, choose

ROWS_BETWEEN_WORDS = 250


class ReportRefused(InitiativesError, ValueError):
    """The report cannot be made as it was asked for; the message names what and the mend.

    ``parameter``: what of the question is wrong, by the name that it has in addresses.
    """

    def __init__(self, message: str, parameter: str) -> None:
        super().__init__(message)
        self.parameter = parameter


def gather(definition: Definition, actor: Actor, watch: Callable[[int, int], None] | None = None) -> ProgressReport:
    """Return the report of a definition, as far as the actor may see. ``watch`` is told how many rows are read.

    Raises ReportRefused where a plan or organisation was not known at the moment or is not seen, or where the earlier
    day is no earlier one; NotAllowed where the actor may not read internal notes of a plan for an internal report.
    """
    moment = definition.moment
    plans = _plans(definition, actor)
    body, bodies = _organisation(definition)
    _require(definition, actor, plans)
    deadlines = _deadlines(definition, actor, moment, bodies)
    rows = _read(deadlines, definition, watch)
    before = _rows_before(definition, actor, bodies)
    counts = counts_of(rows)
    changes = changes_of(rows, moment)
    since = since_facts(definition, rows, before, changes) if before is not None else None
    return ProgressReport(
        definition=definition,
        plans=tuple(_plan_facts(definition, plans)),
        organisation=body,
        rows=rows,
        counts=counts,
        punctuality=punctuality(deadlines),
        numbers=_numbers(counts, counts_of(before) if before is not None else None),
        objectives=objectives_of(definition, [plan["id"] for plan in plans], rows),
        organisations=_organisations(deadlines, rows, definition),
        since=since,
        quarters=next_quarters(definition.as_of, rows),
        undelivered=undelivered_rows(rows, definition.as_of),
        gaps=_gaps(rows),
        changes=changes,
        internal_notes=_internal_notes(definition, rows),
        record=digest_at(definition.known, Clock.KNOWN, [plan["id"] for plan in plans]),
    )


def report_deadlines(definition: Definition, actor: Actor) -> DeadlineQuerySet:
    """Return the deadlines of a report in the plans' own order, for what reads them as a stream.

    Raises as :func:`gather` does.
    """
    _require(definition, actor, _plans(definition, actor))
    _name, bodies = _organisation(definition)
    return _deadlines(definition, actor, definition.moment, bodies)


# ---- what is asked for


def _plans(definition: Definition, actor: Actor) -> list[dict[str, Any]]:
    """Return the known columns of the plans, in the order asked for."""
    if not definition.plans:
        raise ReportRefused(_("Choose at least one plan."), "plan")
    seen = as_known(Plan, definition.moment).filter(id__in=visible_plans(actor, definition.moment).values("pk"))
    columns = (
        *("id", "slug", "reference", "title", "language", "translations", "issuer_id", "adopted_edtf"),
        *("adopted_is_inferred", "source_link", "is_demonstration"),
    )
    found = {row["slug"]: row for row in seen.filter(slug__in=definition.plans).order_by().values(*columns)}
    if missing := [slug for slug in definition.plans if slug not in found]:
        message = _("There was no plan “%(plan)s” that you see on that day.") % {"plan": missing[0]}
        raise ReportRefused(message, "plan")
    return [found[slug] for slug in definition.plans]


def _organisation(definition: Definition) -> tuple[str, frozenset[int] | None]:
    """Return the name of the one organisation and the ids of it and of those below; "" and None for all."""
    if not definition.organisation:
        return "", None
    tree = OrganisationTree.read(definition.moment)
    named = list(tree.named(definition.organisation))
    if not named:
        message = _("There is no organisation “%(name)s”.") % {"name": definition.organisation}
        raise ReportRefused(message, "organisation")
    row = rows_by_id(Organisation, named[:1], definition.moment, "name", "language", "translations")[named[0]]
    name = choose(row["name"], row["language"], row["translations"], "name", definition.language)
    return name, tree.with_those_below(named)


def _require(definition: Definition, actor: Actor, plans: Sequence[dict[str, Any]]) -> None:
    if definition.since is not None and definition.since >= definition.as_of:
        raise ReportRefused(_("The day that is compared with must lie before the day of the report."), "since")
    if definition.audience == Audience.INTERNAL and not all(
        policies.may_read_internal_notes(actor, plan["id"], ()) for plan in plans
    ):
        raise NotAllowed(_("Only coordinators of the plan and auditors make a report with internal notes."))


def _deadlines(definition: Definition, actor: Actor, moment: Moment, bodies: frozenset[int] | None) -> DeadlineQuerySet:
    deadlines = progress_deadlines(actor, moment, definition.plans)
    if bodies is not None:
        deadlines = deadlines.filter(responsible_q(bodies, RESPONSIBLE_ROLES, moment))
    return deadlines


def _read(
    deadlines: DeadlineQuerySet, definition: Definition, watch: Callable[[int, int], None] | None
) -> tuple[DeadlineRow, ...]:
    rows = []
    total = deadlines.order_by().count() if watch is not None else 0
    for row in deadline_rows(deadlines, definition.moment, definition.language):
        rows.append(row)
        if watch is not None and len(rows) % ROWS_BETWEEN_WORDS == 0:
            watch(len(rows), total)
    if watch is not None:
        watch(len(rows), total)
    return tuple(rows)


def _rows_before(definition: Definition, actor: Actor, bodies: frozenset[int] | None) -> tuple[DeadlineRow, ...] | None:
    moment = definition.since_moment
    if moment is None:
        return None
    return tuple(deadline_rows(_deadlines(definition, actor, moment, bodies), moment, definition.language))


# ---- what is found


def _plan_facts(definition: Definition, plans: Sequence[dict[str, Any]]) -> list[PlanFacts]:
    moment, language = definition.moment, definition.language
    issuers = rows_by_id(
        Organisation, {plan["issuer_id"] for plan in plans} - {None}, moment, "name", "language", "translations"
    )
    return [
        PlanFacts(
            slug=plan["slug"],
            reference=plan["reference"],
            title=choose(plan["title"], plan["language"], plan["translations"], "title", language),
            issuer=_issuer(issuers, plan["issuer_id"], language),
            adopted=period_of(plan["adopted_edtf"]),
            adopted_is_inferred=plan["adopted_is_inferred"],
            source_link=plan["source_link"],
            is_demonstration=plan["is_demonstration"],
        )
        for plan in plans
    ]


def _issuer(issuers: KnownRows, key: int | None, language: str) -> Text | str:
    row = issuers.get(key) if key is not None else None
    return choose(row["name"], row["language"], row["translations"], "name", language) if row else ""


def _numbers(counts: Counts, before: Counts | None) -> tuple[KeyNumber, ...]:
    numbers = []
    for group, positions in GROUPS.items():
        value = counts.of(*positions)
        numbers.append(KeyNumber(group, value, value - before.of(*positions) if before is not None else None))
    return tuple(numbers)


def _organisations(
    deadlines: DeadlineQuerySet, rows: Sequence[DeadlineRow], definition: Definition
) -> tuple[OrganisationFacts, ...]:
    """Return the bodies in alphabetical order; what nobody leads comes last."""
    shares = punctuality_by_lead(deadlines, definition.moment)
    names: dict[int | None, str] = {None: ""}
    led: dict[int | None, list[DeadlineRow]] = defaultdict(list)
    for row in rows:
        leads = {body.organisation: body for body in row.bodies if body.role in LEAD_ROLES and body.organisation}
        names |= {key: body.name or body.short_name for key, body in leads.items()}
        for key in leads or [None]:
            led[key].append(row)
    ordered = sorted(led, key=lambda key: (key is None, names[key].casefold(), key or 0))
    return tuple(OrganisationFacts(names[key], counts_of(led[key]), shares[key], tuple(led[key])) for key in ordered)


def _gaps(rows: Sequence[DeadlineRow]) -> Gaps:
    still_open = [row for row in rows if row.position not in ENDED_POSITIONS]
    return Gaps(
        undated=tuple(row for row in rows if row.position == Position.NO_DEADLINE),
        never_reported=tuple(row for row in still_open if row.freshness == Freshness.NEVER),
        stale=tuple(row for row in still_open if row.freshness == Freshness.STALE),
        unconfirmed=tuple(row for row in rows if row.current and not row.is_confirmed),
    )


def _internal_notes(definition: Definition, rows: Sequence[DeadlineRow]) -> dict[int, str]:
    if definition.audience != Audience.INTERNAL:
        return {}
    in_force = {row.last_update_id: row.pk for row in rows if row.last_update_id is not None}
    found = StatusUpdate.objects.filter(Among("deadline_id", in_force.values())).exclude(internal_note="")
    notes = found.values_list("public_id", "internal_note")
    return {in_force[update]: note for update, note in notes.iterator() if update in in_force}
