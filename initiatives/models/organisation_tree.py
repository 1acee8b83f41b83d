"""The hierarchy of organisations, read whole: they are some hundreds, and one query serves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from initiatives.clocks import Moment
from initiatives.models.as_known import as_known


@dataclass(frozen=True, slots=True)
class OrganisationTree:
    """Every organisation by its names, and what is directly below each, by database id."""

    by_slug: dict[str, int]
    by_abbreviation: dict[str, frozenset[int]]
    below: dict[int, frozenset[int]]

    @classmethod
    def read(cls, moment: Moment | None = None) -> OrganisationTree:
        """Return the hierarchy of today, or as known at a moment. One query."""
        model: Any = apps.get_model("initiatives", "Organisation")
        rows = (as_known(model, moment) if moment else model.objects.all()).order_by()
        slugs: dict[str, int] = {}
        abbreviations: dict[str, set[int]] = defaultdict(set)
        below: dict[int, set[int]] = defaultdict(set)
        for key, slug, abbreviation, parent in rows.values_list("id", "slug", "abbreviation", "parent_id"):
            slugs[slug] = key
            if abbreviation:
                abbreviations[abbreviation].add(key)
            if parent is not None:
                below[parent].add(key)
        return cls(slugs, _frozen(abbreviations), _frozen(below))

    def named(self, name: str) -> frozenset[int]:
        """Return the organisations with this slug or, written exactly so, this abbreviation; perhaps none."""
        named = self.by_abbreviation.get(name, frozenset())
        return named | {self.by_slug[name]} if name in self.by_slug else named

    def parents(self) -> dict[int, int]:
        """Return the organisation directly above each that has one."""
        return {child: parent for parent, children in self.below.items() for child in children}

    def with_those_below(self, organisations: Iterable[int]) -> frozenset[int]:
        """Return these organisations and all below them, however deep; a loop in the data ends the walk."""
        found: set[int] = set()
        level = set(organisations)
        while level:
            found |= level
            level = {child for parent in level for child in self.below.get(parent, ())} - found
        return frozenset(found)


def _frozen(groups: dict[Any, set[int]]) -> dict[Any, frozenset[int]]:
    return {key: frozenset(members) for key, members in groups.items()}
