"""Rows as a moment knows them: the table for today, the versions in force for a past day."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from initiatives.clocks import Moment
from initiatives.models.versions import NEWEST_FIRST


def as_known(model: Any, moment: Moment) -> QuerySet[Any]:
    """Return the rows of a versioned model as known at the moment, fit for filters, ``values()`` and subqueries.

    They have the columns of the model either way, ``id`` and ``…_id`` among them; a path across a foreign key would
    read today's row and must not be used. What did not exist at that instant, or no longer, is left out. The newest
    version is looked up thing by thing, so that a filter of the caller cannot bring an older one back.
    """
    if moment.is_live:
        return model._base_manager.all()  # type: ignore[no-any-return]
    newest = model.history.filter(id=OuterRef("id"), history_date__lte=moment.known).order_by(*NEWEST_FIRST)
    versions = model.history.filter(history_id=Subquery(newest.values("history_id")[:1])).order_by()
    return versions.exclude(history_type="-")  # type: ignore[no-any-return]
