"""The fields of the form that narrows a list, as the template shows them: they repeat what the address asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.text import capfirst

from initiatives.filters.fields import LONGEST_VALUE

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a field offers."""

    value: str
    label: Words
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A field. ``kind``: a box for words or a day, a list to choose one from, or boxes to tick some of.

    ``values`` are those that the address asks for. A list of which several are chosen lets several be chosen.
    """

    name: str
    label: Words
    kind: Literal["words", "day", "one", "some"]
    values: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    any_label: Words = ""

    @property
    def identity(self) -> str:
        """The id of the control."""
        return f"filter-{self.name}"

    @property
    def value(self) -> str:
        """What the box shows."""
        return self.values[0] if self.values else ""

    @property
    def is_multiple(self) -> bool:
        """Whether several values are chosen."""
        return len(self.values) > 1

    @property
    def chosen(self) -> list[Choice]:
        """The choices that the address asks for."""
        return [choice for choice in self.choices if choice.is_chosen]

    @property
    def longest(self) -> int:
        """How many letters a value may have."""
        return LONGEST_VALUE

    @property
    def unshown(self) -> tuple[str, ...]:
        """Values that the control cannot show, and that the form must carry along."""
        if self.kind in ("words", "day"):
            return self.values[1:]
        offered = {choice.value for choice in self.choices}
        return tuple(value for value in self.values if value not in offered)


def choices_of(pairs: Iterable[tuple[str, Words]], values: Sequence[str]) -> tuple[Choice, ...]:
    """Return the choices of a field, the chosen ones marked."""
    return tuple(Choice(str(value), capfirst(str(label)), str(value) in values) for value, label in pairs)
