"""Requests for the removal of a text from the log, as far as a person reads them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from initiatives.choices import MembershipRole
from initiatives.models import RedactionRequest
from initiatives.policies import Actor

# From a request to the deadline of what it is about.
DEADLINES = ("status_update__deadline", "deadline_change__deadline", "evidence__status_update__deadline")


def removals_seen(actor: Actor) -> QuerySet[RedactionRequest]:
    """Return the requests that the actor reads, newest first: of plans that the actor coordinates; auditors all."""
    requests = RedactionRequest.objects.select_related(
        "decision", "asked_by", *(f"{path}__action__plan" for path in DEADLINES)
    ).order_by("-asked_at", "-pk")
    reach = actor.reach(MembershipRole.COORDINATOR)
    if actor.system or reach.everything or MembershipRole.AUDITOR in actor.reaches:
        return requests
    condition = Q(pk__in=())
    for path in DEADLINES:
        condition |= Q(**{f"{path}__action__plan__in": reach.plans})
    return requests.filter(condition)
