"""Which changes are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from initiatives.choices import ChangeKind, UpdateKind

EDIT = "edit"
KINDS = frozenset({*UpdateKind.values, *ChangeKind.values, EDIT})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was recorded after one instant and up to another, narrowed where a field is given.

    The instants are those from which things were known: what a command took from a document counts as known on the
    document's day. ``plans`` and ``organisations`` are database ids, those below an organisation included by the
    caller. ``kinds``: those of both logs, and ``edit``. ``who``: parts of names, one of which whoever recorded it
    must have.
    """

    after: datetime
    until: datetime
    plans: frozenset[int] | None = None
    organisations: frozenset[int] | None = None
    kinds: frozenset[str] = KINDS
    who: tuple[str, ...] = ()
