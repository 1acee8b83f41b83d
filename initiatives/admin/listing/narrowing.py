"""The form above the list: it offers what the shared filters take, and the list's own address carries the answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from initiatives.choices import Position, Status
from initiatives.clocks import KNOWN_NOW, Moment
from initiatives.filters.deadlines import YES
from initiatives.models import Objective, Organisation, Responsibility
from initiatives.models.responsible import RESPONSIBLE_ROLES
from initiatives.presentation.usual_views import usual_views
from initiatives.presentation.visits import Visit
from initiatives.queries.visible import visible_plans

MOST_CHOICES = 500
ANY = ("", _("any"))
RECORDED = [
    ("", _("by the end of that day")),
    (KNOWN_NOW, _("by now")),
]
Choices = list[tuple[str, str | Promise]]


def _labelled(choices: Sequence[tuple[Any, Any]]) -> Choices:
    return [(str(code), capfirst(str(label))) for code, label in choices]


class NarrowingForm(forms.Form):
    """Shows the query string of the list; it is never asked whether it is valid, since the filters decide that."""

    q = forms.CharField(label=_("Words"), widget=forms.TextInput(attrs={"type": "search"}))
    plan = forms.ChoiceField(label=_("Plan"))
    objective = forms.ChoiceField(label=_("Objective"))
    organisation = forms.ChoiceField(label=_("Lead or partner"))
    position = forms.MultipleChoiceField(label=_("Position"), widget=forms.CheckboxSelectMultiple)
    status = forms.MultipleChoiceField(label=_("Status"), widget=forms.CheckboxSelectMultiple)
    overdue = forms.ChoiceField(label=_("Overdue"), choices=[ANY, (YES, _("only overdue"))])
    due_from = forms.DateField(label=_("Due from"), widget=forms.DateInput(attrs={"type": "date"}))
    due_to = forms.DateField(label=_("Due to"), widget=forms.DateInput(attrs={"type": "date"}))
    as_of = forms.DateField(label=_("Judged on"), widget=forms.DateInput(attrs={"type": "date"}))
    known = forms.ChoiceField(label=_("With what was recorded"), choices=RECORDED)

    def __init__(self, query: QueryDict, visit: Visit, moment: Moment) -> None:
        super().__init__(query, auto_id="narrow_%s", use_required_attribute=False)
        choices = {
            "plan": [ANY, *_plans(visit, moment)],
            "objective": [ANY, *_objectives(query, visit, moment)],
            "organisation": [ANY, *_organisations()],
            "position": _labelled(Position.choices),
            "status": _labelled(Status.choices),
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        if len(choices["objective"]) == 1:
            del self.fields["objective"]

    @property
    def shown_at_once(self) -> list[forms.BoundField]:
        """The fields that always show."""
        names = ("q", "plan", "objective", "organisation", "overdue")
        return [self[name] for name in names if name in self.fields]

    @property
    def folded(self) -> list[forms.BoundField]:
        """The fields that open on request."""
        return [self[name] for name in ("due_from", "due_to", "as_of", "known")]

    @property
    def unfolded(self) -> bool:
        """Whether one of the folded fields narrows the list."""
        return any(self.data.get(name) for name in ("due_from", "due_to", "as_of", "known", "position", "status"))


def _plans(visit: Visit, moment: Moment) -> Choices:
    return [(plan.slug, str(plan)) for plan in visible_plans(visit.actor, moment)[:MOST_CHOICES]]


def _objectives(query: QueryDict, visit: Visit, moment: Moment) -> Choices:
    slug = query.get("plan", "")
    if not slug or "\x00" in slug:
        return []
    objectives = Objective.objects.filter(plan__in=visible_plans(visit.actor, moment).filter(slug=slug))
    return [(objective.number, str(objective)) for objective in objectives[:MOST_CHOICES]]


def _organisations() -> Choices:
    responsible = Responsibility.objects.filter(role__in=RESPONSIBLE_ROLES, organisation__isnull=False)
    named = Organisation.objects.filter(pk__in=responsible.values("organisation"))
    return [(body.slug, str(body.text("name"))) for body in named[:MOST_CHOICES]]


class View:
    """A saved question: one link above the list."""

    def __init__(self, label: str | Promise, query: dict[str, Any]) -> None:
        self.label = label
        self.query = query

    @property
    def address(self) -> str:
        """The query string of the link."""
        return f"?{urlencode(self.query, doseq=True)}"


def quarters_of(day: date) -> list[View]:
    """Return the links to the quarters of a year and to the year after it."""
    views = []
    for quarter in range(1, 5):
        first = date(day.year, 3 * quarter - 2, 1)
        last = date(day.year, 3 * quarter, 31 if quarter in (1, 4) else 30)
        views.append(View(_("Q%(quarter)d %(year)d") % {"quarter": quarter, "year": day.year}, _due(first, last)))
    following = day.year + 1
    views.append(View(str(following), _due(date(following, 1, 1), date(following, 12, 31))))
    return views


def _due(first: date, last: date) -> dict[str, str]:
    return {"due_from": first.isoformat(), "due_to": last.isoformat()}


def usual_links(own_organisations: Sequence[str]) -> list[View]:
    """Return the links to what people ask for most; the first to all."""
    return [View(view.label, dict(view.query)) for view in usual_views(own_organisations)]
