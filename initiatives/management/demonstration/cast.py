"""What the story is told in: texts in both languages, bodies, objectives, promises and their steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from initiatives.choices import DeadlineKind, Firmness
from initiatives.management.demonstration.acts import Act
from initiatives.periods import Period


class Both(NamedTuple):
    """A text in both languages of the interface."""

    danish: str
    english: str


@dataclass(frozen=True, slots=True)
class Body:
    """An invented organisation."""

    slug: str
    name: Both
    kind: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A deadline and what happens to it."""

    key: str
    label: Both
    period: Period = Period.none()
    acts: tuple[Act, ...] = ()
    kind: str = DeadlineKind.COMPLETE_BY
    firmness: str = Firmness.COMMITTED
    is_confirmed: bool = True
    review_after_months: int | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """An action."""

    title: Both
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective, with the roles of the bodies that are responsible for it."""

    number: str
    title: Both
    bodies: tuple[tuple[str, str], ...]
    promises: tuple[Promise, ...]
