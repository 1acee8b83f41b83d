"""Whom to write to about deadlines: the function mailboxes of those responsible, one by one and all together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from initiatives.models.responsible import RESPONSIBLE_ROLES
from initiatives.queries.deadline_row import DeadlineRow

SEPARATOR = ", "


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A function mailbox with the names of the bodies that it belongs to."""

    address: str
    names: str

    @property
    def link(self) -> str:
        """The address as a link that begins a letter."""
        return f"mailto:{quote(self.address, safe='@')}"


@dataclass(frozen=True, slots=True)
class Recipients:
    """Everybody to write to about some deadlines, each once."""

    mailboxes: tuple[Mailbox, ...]

    @property
    def together(self) -> str:
        """All addresses as one text, to be copied into a letter."""
        return SEPARATOR.join(mailbox.address for mailbox in self.mailboxes)

    @property
    def link(self) -> str:
        """A link that begins one letter to all of them, none of whom sees the others."""
        return "mailto:?bcc=" + ",".join(quote(mailbox.address, safe="@") for mailbox in self.mailboxes)


def recipients_of(rows: Iterable[DeadlineRow]) -> Recipients:
    """Return the mailboxes of all who lead, host or help with these deadlines, in the order of the rows."""
    names: dict[str, dict[str, None]] = {}
    for row in rows:
        for body in row.bodies:
            if body.role in RESPONSIBLE_ROLES and body.contact:
                names.setdefault(body.contact, {})[str(body.short_name)] = None
    return Recipients(tuple(Mailbox(address, ", ".join(who)) for address, who in names.items()))
