"""Search that finds "moskeer" and "moskéer" alike: over the folded keys that the record keeps of its texts."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from initiatives.texts import fold


def having_words(rows: Any, words: str, *keys: str) -> Any:
    """Return the rows in which each word occurs in one of the key columns, by default the row's ``search_key``."""
    for word in fold(words).split():
        rows = rows.filter(reduce(or_, (Q(**{f"{key}__contains": word}) for key in keys or ("search_key",))))
    return rows
