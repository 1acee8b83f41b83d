"""A write that may be sent twice and is made once: the key and the answer are kept in the write's own transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from initiatives.exceptions import KeyReused, NotAllowed
from initiatives.models import IdempotencyKey
from initiatives.services.authorship import Author

KEPT_FOR = timedelta(days=7)
MOST_REMOVED_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Answer:
    """What a write was answered with: status, headers, and the body as text."""

    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)
    is_repeated: bool = False


@transaction.atomic
def once(*, by: Author, key: str, request_digest: str, write: Callable[[], Answer]) -> Answer:
    """Make a write, or give the answer again that it was given before by the same account under the same key.

    ``request_digest`` stands for all that was asked. ``write`` makes the write in this transaction; what it raises is
    raised, and the key is then free again. A second request that comes while the first is under way waits for it.
    Raises KeyReused when the key came with another request, NotAllowed without an account.
    """
    if by.actor.user is None:
        raise NotAllowed(_("Only an account can repeat what it has asked."))
    _remove_old(by, key)
    # The row is there before the write is made: whoever comes second waits here until the first has ended.
    kept, is_new = IdempotencyKey.objects.get_or_create(
        user=by.actor.user, key=key, defaults={"request_digest": request_digest, "created_at": by.now}
    )
    if kept.request_digest != request_digest:
        raise KeyReused(_("This key came with another request. Draw a new key for each write."))
    if not is_new:
        return Answer(status=kept.status, body=kept.body, headers=kept.headers, is_repeated=True)
    answer = write()
    kept.status, kept.body, kept.headers = answer.status, answer.body, answer.headers
    kept.save(update_fields=["status", "body", "headers"])
    return answer


def _remove_old(by: Author, key: str) -> None:
    """Forget keys whose time is up: this one if it is among them, and some others, so that they never pile up."""
    old = IdempotencyKey.objects.filter(created_at__lte=by.now - KEPT_FOR)
    old.filter(user=by.actor.user, key=key).delete()
    some = list(old.order_by("created_at", "pk").values_list("pk", flat=True)[:MOST_REMOVED_AT_ONCE])
    IdempotencyKey.objects.filter(pk__in=some).delete()
