"""What is to be logged of a request: noted while it is answered, written by the edge once the answer is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from initiatives.choices import PersonEventKind
from initiatives.models import User

KEPT_AS = "_noting"


@dataclass(frozen=True, slots=True)
class Note:
    """One event. ``user``: the account, where it is not the one that asks; ``name``: as somebody typed it."""

    kind: PersonEventKind
    about: str = ""
    user: User | None = None
    name: str = ""


@dataclass(slots=True)
class Noting:
    """What was noted so far; the same thing twice is one."""

    notes: dict[Note, None] = field(default_factory=dict)

    def note(self, kind: PersonEventKind, about: str = "", *, user: User | None = None, name: str = "") -> None:
        """Note an event. Without ``about`` it is about the address that was asked for."""
        self.notes[Note(kind, about, user, name)] = None


def noting_of(request: Any) -> Noting:
    """Return where the events of a request are noted. ``request`` is Django's or the REST framework's."""
    inner = getattr(request, "_request", request)
    noting: Noting | None = getattr(inner, KEPT_AS, None)
    if noting is None:
        noting = Noting()
        setattr(inner, KEPT_AS, noting)
    return noting
