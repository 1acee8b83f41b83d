"""The form above a list of deadlines and the tags below it, from one look at what can be asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from initiatives.choices import (
    MET_POSITIONS,
    Confidence,
    DeadlineKind,
    DueSpan,
    Freshness,
    Position,
    ResponsibilityRole,
    Status,
)
from initiatives.clocks import Moment
from initiatives.filters.deadlines import NO, YES
from initiatives.policies import Actor
from initiatives.presentation import display
from initiatives.queries.offered import Offer, actions_offered, objectives_offered, organisations_offered, plans_offered
from initiatives.texts import Text
from initiatives.web.lists.address import ORDERING, ListAddress
from initiatives.web.lists.fields import Field, Words, choices_of
from initiatives.web.lists.tags import Tag

ANY = gettext_lazy("any")
IN_ORDER_OF_CONCERN = (
    Position.OVERDUE,
    Position.EXPECTED_LATE,
    Position.DUE_SOON,
    Position.IN_PERIOD,
    Position.UPCOMING,
    Position.NO_DEADLINE,
    *MET_POSITIONS,
    Position.CLOSED_PARTIAL,
    Position.CLOSED,
)
YES_OR_NO = {
    "overdue": {YES: gettext_lazy("only overdue"), NO: gettext_lazy("not overdue")},
    "delayed": {YES: gettext_lazy("only delayed"), NO: gettext_lazy("not delayed")},
    "confirmed": {YES: gettext_lazy("reading settled"), NO: gettext_lazy("reading not settled")},
}
CODES = {
    "role": (gettext_lazy("Role"), ResponsibilityRole.choices),
    "status": (gettext_lazy("Status"), Status.choices),
    "position": (gettext_lazy("Position"), [(position.value, position.label) for position in IN_ORDER_OF_CONCERN]),
    "kind": (gettext_lazy("Kind"), DeadlineKind.choices),
    "due": (gettext_lazy("Due"), DueSpan.choices),
    "confidence": (gettext_lazy("Delivery"), Confidence.choices),
    "freshness": (gettext_lazy("Last report"), Freshness.choices),
}
PLAIN = ("position",)  # the word says by itself what it is about


@dataclass(frozen=True)
class Narrowing:
    """What an address asks of a list of deadlines, what else it could ask, and both in words.

    ``unoffered``: filters that the form of the page leaves out.
    """

    address: ListAddress
    actor: Actor
    moment: Moment
    unoffered: tuple[str, ...] = ()

    # ---- what can be asked for

    @cached_property
    def plans(self) -> list[Offer]:
        """The plans that the visitor sees."""
        return plans_offered(self.actor, self.moment)

    @cached_property
    def organisations(self) -> list[Offer]:
        """The organisations that answer for something."""
        return organisations_offered(self.actor, self.moment)

    @cached_property
    def _plans_asked_for(self) -> list[int]:
        slugs = self.address.asked.get("plan", ())
        return [plan.key for plan in self.plans if plan.value in slugs]

    @cached_property
    def _objectives(self) -> list[Offer]:
        return objectives_offered(self._plans_asked_for, self.moment) if self._plans_asked_for else []

    @cached_property
    def _actions(self) -> list[Offer]:
        return actions_offered(self._plans_asked_for, self.moment) if self._plans_asked_for else []

    # ---- the form

    @cached_property
    def shown_at_once(self) -> list[Field]:
        """The fields that most people use."""
        fields = [
            Field("q", _("Words"), "words", self._values("q")),
            self._one("plan", _("Plan"), [(each.value, each.short) for each in self.plans]),
            self._offered("organisation", _("Responsible"), self.organisations),
            self._codes("due", "one", _("any time")),
            self._codes("position", "some"),
            self._codes("status", "some"),
        ]
        return [field for field in fields if field.name not in self.unoffered]

    @cached_property
    def folded(self) -> list[Field]:
        """The fields that open on request; some of them mean something only once another is chosen."""
        fields = [Field(name, label, "day", self._values(name)) for name, label in self._bounds()]
        if self._plans_asked_for:
            fields.append(self._offered("objective", _("Objective"), self._objectives))
            fields.append(self._offered("action", pgettext("of a plan", "Action"), self._actions))
        if self._values("organisation"):
            fields.append(self._codes("role", "one"))
        fields += [self._one(name, label, YES_OR_NO[name].items()) for name, label in self._questions()]
        fields += [self._codes(name, "one") for name in ("kind", "confidence", "freshness")]
        return [field for field in fields if field.name not in self.unoffered]

    @property
    def is_unfolded(self) -> bool:
        """Whether one of the folded fields narrows the list."""
        return any(field.values for field in self.folded)

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the form must carry along because none of its controls shows it: other values, the order, the day."""
        fields = {field.name: field for field in (*self.shown_at_once, *self.folded)}
        pairs = [
            (name, value)
            for name, values in self.address.asked.items()
            for value in (fields[name].unshown if name in fields else values)
        ]
        return pairs + list(self.address.kept.items())

    def _values(self, name: str) -> tuple[str, ...]:
        return self.address.asked.get(name, ())

    def _bounds(self) -> list[tuple[str, str]]:
        return [("due_from", _("Due from")), ("due_to", _("Due to"))]

    def _questions(self) -> list[tuple[str, str]]:
        return [("overdue", _("Overdue")), ("delayed", _("Delayed")), ("confirmed", _("Reading of the date"))]

    def _one(self, name: str, label: str, pairs: Iterable[tuple[str, Words]]) -> Field:
        values = self._values(name)
        return Field(name, label, "one", values, choices_of(pairs, values), ANY)

    def _offered(self, name: str, label: str, offers: Sequence[Offer]) -> Field:
        return self._one(name, label, [(offer.value, _named(offer)) for offer in offers])

    def _codes(self, name: str, kind: str, any_label: Words = ANY) -> Field:
        label, pairs = CODES[name]
        values = self._values(name)
        return Field(name, label, kind, values, choices_of(pairs, values), any_label)  # type: ignore[arg-type]

    # ---- the tags

    @cached_property
    def tags(self) -> list[Tag]:
        """Every active filter in words."""
        return [
            Tag(self.in_words(name, value), self.address.without(name, value), self.address.left_by(name, value))
            for name, values in self.address.asked.items()
            if name != ORDERING
            for value in dict.fromkeys(values)
        ]

    def in_words(self, name: str, value: str) -> str:
        """Return what one value of a filter says."""
        if name in YES_OR_NO:
            return capfirst(str(YES_OR_NO[name][value]))
        if name in CODES:
            label, pairs = CODES[name]
            word = str(dict(pairs)[value])
            return capfirst(word) if name in PLAIN else f"{label}: {word}"
        if name in ("due_from", "due_to"):
            words = _("Due from %(day)s") if name == "due_from" else _("Due to %(day)s")
            return words % {"day": display.day(date.fromisoformat(value))}
        if name in ("objective", "action"):
            words = _("Objective %(number)s") if name == "objective" else _("Action %(number)s")
            return words % {"number": value}
        if name == "q":
            return _("“%(words)s”") % {"words": value}
        return _short(self.plans if name == "plan" else self.organisations, value)


def _named(offer: Offer) -> str:
    """Return an offer as a list names it: number or abbreviation, and name."""
    name: Text | str = offer.name
    return str(name) if offer.short == name else f"{offer.short} {name}"


def _short(offers: Sequence[Offer], value: str) -> str:
    return next((offer.short for offer in offers if offer.value == value), value)
