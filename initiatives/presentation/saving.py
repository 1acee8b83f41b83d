"""Writing once what a form says, whoever was quicker, and whether the button was clicked twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from initiatives.exceptions import Stale
from initiatives.presentation.logged_form import LoggedForm
from initiatives.presentation.refusals import REFUSED, say
from initiatives.presentation.rights import Rights
from initiatives.presentation.visits import Visit

Row = TypeVar("Row")


class Outcome(Enum):
    """What came of a form that was sent."""

    WRITTEN = "written"
    REPEATED = "repeated"
    OVERTAKEN = "overtaken"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Saving(Generic[Row]):
    """What came of it, and the row that was written, if one was."""

    outcome: Outcome
    row: Row | None = None

    @property
    def is_done(self) -> bool:
        """Whether the statement stands in the log now, so that the form need not be shown again."""
        return self.outcome in (Outcome.WRITTEN, Outcome.REPEATED)


def save_once(
    form: LoggedForm, rights: Rights, write: Callable[[int], Row], is_repeat: Callable[[Visit, int], bool]
) -> Saving[Row]:
    """Write through a service, once. ``write`` is given the version of the deadline that the person saw.

    What is refused because the same click, sent twice, has been written already counts as written. Where somebody else
    was quicker, the deadline is read anew, and the form, with all that was typed, is ready to be sent knowingly. What
    was refused stands in the form.
    """
    seen = form.cleaned_data["version"]
    try:
        return Saving(Outcome.WRITTEN, write(seen))
    except Stale as refusal:
        if is_repeat(rights.visit, seen):
            return Saving(Outcome.REPEATED)
        rights.deadline.refresh_from_db()
        form.see_again(rights.deadline.version)
        say(form, refusal)
        return Saving(Outcome.OVERTAKEN)
    except REFUSED as refusal:
        say(form, refusal)
        return Saving(Outcome.REFUSED)
