"""One action: the plan's own words, who is responsible, every deadline with its reasons, and the whole history."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from initiatives import policies
from initiatives.models import StatusUpdate
from initiatives.presentation.action_deadlines import (
    WHOLE,
    deadlines_shown,
    history_of,
    positions_of,
    progress_of,
)
from initiatives.presentation.action_edits import edits_shown
from initiatives.presentation.addresses import address_of
from initiatives.presentation.parameters import once, refuse_others
from initiatives.presentation.standpoint import STANDPOINT
from initiatives.queries.action_edits import action_edits
from initiatives.queries.action_facts import ActionFacts, action_facts
from initiatives.web.plan_page import PlanPageBase

HISTORY = "history"
MOST_EDITS = 50


class ActionPage(PlanPageBase):
    """One action of a plan."""

    template = "actions/action.html"
    action: ActionFacts | None = None

    def show_plan(self, **names: Any) -> HttpResponse:
        """Show the action with this number."""
        number = names["number"]
        refuse_others(self.request.GET, HISTORY, *STANDPOINT)
        action = action_facts(self.plan.pk, number, self.moment)
        if action is None:
            return self._action_not_known_then(number)
        self.action = action
        deadlines = deadlines_shown(action.pk, self.moment, self.visit, _links, may_write=self.may_write)
        keys = [shown.row.pk for shown in deadlines]
        edits = action_edits(action.pk, keys, self.visit.actor, self.moment, most=MOST_EDITS)
        return self.show(
            title=action.title,
            action=action,
            crumbs=self._way(action),
            edits=edits_shown(edits),
            edits_are_cut=edits.is_cut,
            deadlines=deadlines,
            progress=progress_of(deadlines),
            positions=positions_of(deadlines),
            history=history_of(deadlines, once(self.request.GET, HISTORY) or ""),
            whole_history=WHOLE,
            may_remove_texts=self.may_write and policies.may_edit_plan(self.visit.actor, self.plan.pk),
        )

    def difference_scope(self) -> Q:
        """Return the condition for the deadlines of the action."""
        return Q(action=self.action.pk) if self.action is not None else Q()

    def _way(self, action: ActionFacts) -> list[tuple[str, str]]:
        kept = self.standpoint.kept
        plan = address_of("plan", self.plan.slug, kept=kept)
        top = action.above[0]
        opened = address_of("plan", self.plan.slug, kept=kept, open=top.number)
        return [
            (_("Plans"), address_of("plans", kept=kept)),
            (self.plan.short_name, plan),
            (f"{top.number} {top.title}", f"{opened}#objective-{top.number}"),
        ]

    def _action_not_known_then(self, number: str) -> HttpResponse:
        """Tell somebody who finds the action today that it was not known on the day; anybody else gets a plain 404."""
        today = action_facts(self.plan.pk, number, self.visit.moment)
        if today is None or self.standpoint.is_present:
            raise Http404
        self.template = "actions/not_then.html"
        return self.show(status=404, title=today.title, action=today, crumbs=self.crumbs())


def _links(row: StatusUpdate) -> tuple[str, str]:
    return address_of("correct", row.public_id), address_of("withdraw", row.public_id)
