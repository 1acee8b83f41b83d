"""The heads of a list's columns: which one it is sorted by, and the way to sort it by another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from initiatives.web.lists.address import ORDERING, ListAddress

Words = str | Promise
UP, DOWN = "ascending", "descending"


@dataclass(frozen=True, slots=True)
class ColumnKind:
    """A column of a list. ``orders``: the orderings that sort by it, with their directions; the first one is usual."""

    name: str
    label: Words
    orders: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column. ``direction``: empty where the list is not sorted by it; ``address``: where it is not yet.

    ``order``: what the list will be sorted by there, in words.
    """

    name: str
    label: Words
    direction: str
    address: str
    order: Words

    @property
    def shape(self) -> str:
        """The drawing beside the label."""
        return {UP: "sort-up", DOWN: "sort-down"}.get(self.direction, "sort-none")


def heads_of(
    kinds: Sequence[ColumnKind], address: ListAddress, ordering: str, labels: Mapping[str, Words]
) -> list[Head]:
    """Return the heads for a list that is in this ordering. ``labels``: what each ordering is called."""
    heads = []
    for kind in kinds:
        names = list(kind.orders)
        direction = kind.orders.get(ordering, "")
        following = names[(names.index(ordering) + 1) % len(names)] if direction else next(iter(names), "")
        is_more = bool(following) and following != ordering
        heads.append(
            Head(
                name=kind.name,
                label=kind.label,
                direction=direction,
                address=address.with_changes(**{ORDERING: following}) if is_more else "",
                order=labels[following] if is_more else "",
            )
        )
    return heads
