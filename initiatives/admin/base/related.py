"""Small read-only tables on the page of a thing: what belongs to it, with links down and up the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class RelatedTable:
    """One table. ``rows`` hold one cell a column, made safe before; ``all_url`` leads to the whole list."""

    title: str | Promise
    columns: Sequence[str | Promise]
    rows: Sequence[Sequence[object]]
    empty: str | Promise
    add_url: str = ""
    add_label: str | Promise = ""
    all_url: str = ""
    all_label: str | Promise = ""
