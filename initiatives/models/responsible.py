"""Which deadlines some organisations answer for: the inheritance of responsibilities as one condition.

What is said of an objective holds for its actions and their deadlines, role by role, unless they name somebody in the
same role themselves; words alone name somebody too. ``queries.bodies`` follows the same rule to tell who it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from initiatives.choices import ResponsibilityRole
from initiatives.clocks import Moment
from initiatives.models.as_known import as_known
from initiatives.models.responsibility import valid_on_q

# A host answers for what it hosts: it counts as a lead wherever leads are counted, listed or let in.
LEAD_ROLES = (ResponsibilityRole.LEAD, ResponsibilityRole.HOST)
RESPONSIBLE_ROLES = (*LEAD_ROLES, ResponsibilityRole.PARTNER)


def responsible_q(organisations: Collection[int], roles: Iterable[str], moment: Moment) -> Q:
    """Return the condition, over Deadline, that one of these organisations has one of these roles on the judged day.

    ``organisations``: database ids, those below them not included. Responsibilities, and which objective an action
    belongs to, are read as known at the moment. No organisation or no role gives a condition that nothing fulfils.
    """
    condition = Q(pk__in=[])
    for role in roles:
        condition |= _in_role(organisations, role, moment)
    return condition


def _in_role(organisations: Collection[int], role: str, moment: Moment) -> Q:
    """Walk down: at each level they are named, or they inherit and nobody is named."""
    named = as_known(_model("Responsibility"), moment).filter(valid_on_q(moment.as_of), role=role)
    theirs = named.filter(organisation_id__in=organisations)
    top = theirs.filter(objective__isnull=False).values("objective_id")
    objectives = as_known(_model("Objective"), moment).filter(
        Q(id__in=top) | (Q(parent_id__in=top) & ~Exists(named.filter(objective_id=OuterRef("id"))))
    )
    actions = as_known(_model("Action"), moment).filter(
        Q(id__in=theirs.filter(action__isnull=False).values("action_id"))
        | (Q(objective_id__in=objectives.values("id")) & ~Exists(named.filter(action_id=OuterRef("id"))))
    )
    named_here = Q(Exists(named.filter(deadline_id=OuterRef("pk"))))
    return Q(pk__in=theirs.filter(deadline__isnull=False).values("deadline_id")) | (
        Q(action_id__in=actions.values("id")) & ~named_here
    )


def _model(name: str) -> Any:
    return apps.get_model("initiatives", name)
