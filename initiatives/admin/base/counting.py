"""Numbers beside the rows of a list, each counted for the whole page in one query."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString

from initiatives.clocks import Moment
from initiatives.models import Deadline


def count_by(rows: QuerySet[Any], path: str, keys: Collection[int]) -> dict[int, int]:
    """Return how many rows belong to each key, by a path such as "action__plan"; keys without any are left out."""
    counted = rows.filter(**{f"{path}__in": keys}).order_by().values_list(path)
    return dict(counted.annotate(number=Count("pk")))


def overdue_by(path: str, keys: Collection[int], moment: Moment) -> dict[int, int]:
    """Return how many deadlines are overdue at the moment under each of the keys."""
    return count_by(Deadline.objects.at(moment).overdue(moment), path, keys)


def number_link(number: int, address: str) -> SafeString:
    """Return a number that leads to what it counts; nothing leads nowhere."""
    return format_html('<a href="{}">{}</a>', address, number) if number else format_html("{}", 0)


def overdue_link(number: int, address: str) -> SafeString:
    """Return the number of overdue deadlines, which stands out where there are some."""
    if not number:
        return format_html("{}", 0)
    return format_html('<a class="overdue-number" href="{}">{}</a>', address, number)
