"""The filters of deadlines, the same for pages, exports, commands and programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.choices import Confidence, DeadlineKind, DueSpan, Freshness, Position, ResponsibilityRole, Status
from initiatives.clocks import Moment
from initiatives.filters.due_spans import days_of
from initiatives.filters.naming import folded_words, words_in, words_q
from initiatives.filters.strict import AnyOfFilter, DaysFilter, OneOfFilter, StrictFilterSet, WordsFilter
from initiatives.models import Action, Deadline, Objective, Plan
from initiatives.models.as_known import as_known
from initiatives.models.deadline_queryset import DeadlineQuerySet
from initiatives.models.known_words import KnownWords
from initiatives.models.organisation_tree import OrganisationTree
from initiatives.models.responsible import RESPONSIBLE_ROLES, responsible_q

YES, NO = "true", "false"
YES_OR_NO = [(YES, gettext_lazy("yes")), (NO, gettext_lazy("no"))]
SEARCHED = ((Deadline, ""), (Action, "action"), (Plan, "action__plan"))

# Undated rows come last whichever the direction, and the id settles every tie.
ORDERINGS = {
    "due": (F("due_latest").asc(nulls_last=True), "pk"),
    "-due": (F("due_latest").desc(nulls_last=True), "-pk"),
    "overdue": (F("days_overdue").desc(nulls_last=True), F("due_latest").asc(nulls_last=True), "pk"),
    "number": ("action__plan__slug", "action__number_key", "pk"),
    "updated": (F("state_recorded_at").desc(nulls_last=True), "-pk"),
}
ORDERING_LABELS = [
    ("due", gettext_lazy("deadline, earliest first")),
    ("-due", gettext_lazy("deadline, latest first")),
    ("overdue", gettext_lazy("overdue, worst first")),
    ("number", gettext_lazy("number in the plan")),
    ("updated", gettext_lazy("last report, newest first")),
]


class DeadlineFilterSet(StrictFilterSet):
    """Narrows and orders ``Deadline.objects.at(moment)``; a parameter given several times means any of its values.

    ``moment``: the one that the deadlines were taken at; organisations, their hierarchy and the place of actions are
    judged as of it. ``plans``: the plans whose slugs and numbers may be named, by default all; give those that the
    reader may see, so that the answer does not tell which others exist. The deadlines themselves are narrowed by the
    caller. Without an ordering the rows stay in the order they have.
    """

    plan = WordsFilter(method="in_plans", label=gettext_lazy("plan"))
    objective = WordsFilter(method="in_objectives", label=gettext_lazy("objective"))
    action = WordsFilter(method="in_actions", label=gettext_lazy("action"))
    organisation = WordsFilter(method="of_organisations", label=gettext_lazy("organisation"))
    role = AnyOfFilter(choices=ResponsibilityRole.choices, method="as_they_are", label=gettext_lazy("role"))
    status = AnyOfFilter("state_status", choices=Status.choices, label=gettext_lazy("status"))
    position = AnyOfFilter(choices=Position.choices, method="by_position", label=gettext_lazy("position"))
    overdue = AnyOfFilter(choices=YES_OR_NO, method="by_overdue", label=gettext_lazy("overdue"))
    delayed = AnyOfFilter(choices=YES_OR_NO, method="by_delayed", label=gettext_lazy("delayed"))
    kind = AnyOfFilter("judged_kind", choices=DeadlineKind.choices, label=gettext_lazy("kind"))
    due = AnyOfFilter(choices=DueSpan.choices, method="by_span", label=gettext_lazy("due"))
    due_from = DaysFilter(method="by_first_day", label=gettext_lazy("due from"))
    due_to = DaysFilter(method="by_last_day", label=gettext_lazy("due to"))
    confirmed = AnyOfFilter(choices=YES_OR_NO, method="by_confirmed", label=gettext_lazy("reading settled"))
    confidence = AnyOfFilter("state_confidence", choices=Confidence.choices, label=gettext_lazy("confidence"))
    freshness = AnyOfFilter("freshness", choices=Freshness.choices, label=gettext_lazy("freshness"))
    q = WordsFilter(method="by_words", label=gettext_lazy("search"))
    ordering = OneOfFilter(choices=ORDERING_LABELS, method="in_order", label=gettext_lazy("order"))

    def __init__(
        self,
        data: Any = None,
        queryset: QuerySet[Any] | None = None,
        *,
        moment: Moment,
        plans: QuerySet[Plan] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(data, queryset, **options)
        self.moment = moment
        self.plans = Plan.objects.all() if plans is None else plans

    # ---- what the values name

    def find_plan(self, slugs: list[str], _cleaned: dict[str, Any]) -> list[int]:
        """Return the ids of the plans with these slugs."""
        found = dict(self.plans.filter(slug__in=slugs).order_by().values_list("slug", "pk"))
        _refuse_unknown(slugs, found)
        return list(found.values())

    def find_objective(self, numbers: list[str], cleaned: dict[str, Any]) -> list[int]:
        """Return the ids of the objectives with these numbers in the plans at hand, and of those below them."""
        objectives = as_known(Objective, self.moment)
        found = objectives.filter(plan_id__in=self._plans_at_hand(cleaned), number__in=numbers)
        numbered = list(found.order_by().values_list("id", "number"))
        _refuse_unknown(numbers, {number for _id, number in numbered})
        top = [key for key, _number in numbered]
        return list(objectives.filter(Q(id__in=top) | Q(parent_id__in=top)).order_by().values_list("id", flat=True))

    def find_action(self, numbers: list[str], cleaned: dict[str, Any]) -> list[int]:
        """Return the ids of the actions with these numbers in the plans at hand."""
        found = Action.objects.filter(plan__in=self._plans_at_hand(cleaned), number__in=numbers)
        numbered = list(found.order_by().values_list("pk", "number"))
        _refuse_unknown(numbers, {number for _id, number in numbered})
        return [key for key, _number in numbered]

    def find_organisation(self, names: list[str], _cleaned: dict[str, Any]) -> frozenset[int]:
        """Return the ids of the organisations with these slugs or abbreviations, and of all those below them."""
        tree = OrganisationTree.read(self.moment)
        _refuse_unknown(names, {name for name in names if tree.named(name)})
        return tree.with_those_below(key for name in names for key in tree.named(name))

    def find_q(self, searches: list[str], _cleaned: dict[str, Any]) -> list[list[str]]:
        """Return the folded words of each search."""
        return folded_words(searches)

    def find_role(self, roles: list[str], cleaned: dict[str, Any]) -> list[str]:
        """Return the roles; raise ValidationError where no organisation is named that could have them."""
        if not self.data.get("organisation"):
            raise ValidationError(_("A role narrows the choice of an organisation: name one."))
        return [*roles, ResponsibilityRole.HOST] if ResponsibilityRole.LEAD in roles else roles

    def _plans_at_hand(self, cleaned: dict[str, Any]) -> Any:
        return cleaned.get("plan") or self.plans.order_by().values("pk")

    # ---- the filters

    def in_plans(self, deadlines: DeadlineQuerySet, _name: str, plans: list[int]) -> DeadlineQuerySet:
        """Return those of the plans."""
        return deadlines.filter(action__plan__in=plans)

    def in_objectives(self, deadlines: DeadlineQuerySet, _name: str, objectives: list[int]) -> DeadlineQuerySet:
        """Return those of the actions that belonged to the objectives."""
        actions = as_known(Action, self.moment).filter(objective_id__in=objectives)
        return deadlines.filter(action__in=actions.values("id"))

    def in_actions(self, deadlines: DeadlineQuerySet, _name: str, actions: list[int]) -> DeadlineQuerySet:
        """Return those of the actions."""
        return deadlines.filter(action__in=actions)

    def of_organisations(
        self, deadlines: DeadlineQuerySet, _name: str, organisations: frozenset[int]
    ) -> DeadlineQuerySet:
        """Return those that the organisations lead, host or help with, or are tied to by the roles asked for."""
        roles = self.form.cleaned_data["role"] or RESPONSIBLE_ROLES
        return deadlines.filter(responsible_q(organisations, roles, self.moment))

    def as_they_are(self, deadlines: DeadlineQuerySet, _name: str, _value: Any) -> DeadlineQuerySet:
        """Return all: roles are part of the filter by organisation."""
        return deadlines

    def by_position(self, deadlines: DeadlineQuerySet, _name: str, wanted: list[str]) -> DeadlineQuerySet:
        """Return those in one of the positions."""
        return deadlines.in_positions(wanted, self.moment)

    def by_overdue(self, deadlines: DeadlineQuerySet, _name: str, wanted: list[str]) -> DeadlineQuerySet:
        """Return the overdue ones, or all others; both together are all."""
        if {*wanted} == {YES}:
            return deadlines.overdue(self.moment)
        return deadlines.exclude(position=Position.OVERDUE) if {*wanted} == {NO} else deadlines

    def by_delayed(self, deadlines: DeadlineQuerySet, _name: str, wanted: list[str]) -> DeadlineQuerySet:
        """Return those that are later than their original deadline, or all others; both together are all."""
        if len({*wanted}) == len(YES_OR_NO):
            return deadlines
        return deadlines.filter(days_slipped__isnull=NO in wanted)

    def by_span(self, deadlines: DeadlineQuerySet, _name: str, spans: list[str]) -> DeadlineQuerySet:
        """Return those due within one of the spans, as seen from the judged day."""
        within = (Q(due_latest__range=days_of(span, self.moment.as_of)) for span in spans)
        return deadlines.filter(reduce(or_, within))

    def by_confirmed(self, deadlines: DeadlineQuerySet, _name: str, wanted: list[str]) -> DeadlineQuerySet:
        """Return those whose reading is settled, or all others; both together are all."""
        if len({*wanted}) == len(YES_OR_NO):
            return deadlines
        column = "is_confirmed" if self.moment.is_live else "as_known__is_confirmed"
        return deadlines.filter(**{column: YES in wanted})

    def by_first_day(self, deadlines: DeadlineQuerySet, _name: str, days: Sequence[date]) -> DeadlineQuerySet:
        """Return those due on the day or later; the earliest of several days counts."""
        return deadlines.filter(due_latest__gte=min(days))

    def by_last_day(self, deadlines: DeadlineQuerySet, _name: str, days: Sequence[date]) -> DeadlineQuerySet:
        """Return those due on the day or earlier; the latest of several days counts."""
        return deadlines.filter(due_latest__lte=max(days))

    def by_words(self, deadlines: DeadlineQuerySet, _name: str, searches: list[list[str]]) -> DeadlineQuerySet:
        """Return those in which each word of a search occurs, in any language: they, their action or their plan.

        The texts of plans that are named are not searched: they have the same words for every row.
        """
        words = words_in(searches)
        searched = SEARCHED[:-1] if self.form.cleaned_data["plan"] else SEARCHED
        texts = (KnownWords(model, self.moment, words, path) for model, path in searched)
        return deadlines.filter(words_q(searches, *texts))

    def in_order(self, deadlines: DeadlineQuerySet, _name: str, orderings: list[str]) -> DeadlineQuerySet:
        """Return them in the order asked for."""
        (ordering,) = orderings
        if ordering == "overdue" and {*self.form.cleaned_data["overdue"]} == {YES}:
            return deadlines.worst_first(self.moment)
        return deadlines.order_by(*ORDERINGS[ordering])


def _refuse_unknown(names: list[str], found: Any) -> None:
    for name in names:
        if name not in found:
            raise ValidationError(_("“%(name)s” is unknown here."), params={"name": name})
