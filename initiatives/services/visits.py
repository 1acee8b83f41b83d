"""When somebody was here last: what "since your last visit" counts from."""

from __future__ import annotations

from datetime import datetime, timedelta

from initiatives.models import User
from initiatives.services.authorship import Author

# Who has not opened the home page for so long has left; whoever is here is not written down more often than that.
VISIT_ENDS_AFTER = timedelta(hours=2)
WRITTEN_EVERY = timedelta(minutes=10)


def note_visit(*, by: Author) -> datetime | None:
    """Note that the author is here, and return when the visit before this one ended; None at the first visit.

    Nothing of an account's is content, so no version is kept. Of two requests at once the first one writes.
    """
    user = by.actor.user
    if user is None:
        return None
    seen, ended = user.visited_at, user.previous_visit_at
    if seen is not None and by.now - seen > VISIT_ENDS_AFTER:
        ended = seen
    elif seen is not None and by.now - seen < WRITTEN_EVERY:
        return ended
    User.objects.filter(pk=user.pk, visited_at=seen).update(visited_at=by.now, previous_visit_at=ended)
    return ended
