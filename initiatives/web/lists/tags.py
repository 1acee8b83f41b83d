"""What narrows a list now, each with the way to the list without it."""

from __future__ import annotations

from dataclasses import dataclass

from initiatives.web.lists.address import Asked


@dataclass(frozen=True, slots=True)
class Tag:
    """One value of a filter in words. ``address``: the list without it; ``rest``: what is then still asked."""

    label: str
    address: str
    rest: Asked
