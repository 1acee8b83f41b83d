"""Which kept reports a person sees."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from initiatives.choices import MembershipRole
from initiatives.clocks import Moment
from initiatives.models import MadeReport, Plan
from initiatives.policies import Actor, may_read
from initiatives.queries.visible import visible_plans


def visible_reports(actor: Actor, moment: Moment) -> QuerySet[MadeReport]:
    """Return the reports whose every plan the actor sees today, newest first.

    Those with internal notes, and those of a plan that was a draft at the report's moment, are for auditors and for
    coordinators of every plan in them.
    """
    if not may_read(actor):
        return MadeReport.objects.none()
    hidden = Plan.objects.filter(made_reports=OuterRef("pk")).exclude(pk__in=visible_plans(actor, moment).values("pk"))
    reports = MadeReport.objects.filter(~Exists(hidden))
    if actor.system or MembershipRole.AUDITOR in actor.reaches:
        return reports
    coordinated = actor.reach(MembershipRole.COORDINATOR)
    if coordinated.everything:
        return reports
    foreign = Plan.objects.filter(made_reports=OuterRef("pk")).exclude(pk__in=coordinated.plans)
    return reports.filter(Q(is_internal=False, of_draft=False) | ~Exists(foreign))
