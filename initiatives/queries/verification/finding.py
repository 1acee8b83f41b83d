"""What the checks of the log find."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written.

    ``subject``: the deadline, or the file of a checkpoint. ``seq`` is the row's place in the log, None where the
    finding is about no single row.
    """

    subject: str
    seq: int | None
    problem: str
