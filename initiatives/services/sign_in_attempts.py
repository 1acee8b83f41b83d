"""The writers of what is counted when somebody signs in: many wrong attempts make the next ones wait.

An attempt is counted before the password is looked at, in one transaction, so that attempts at the same time by several
processes are counted one by one.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from initiatives.models import SignInAttempts

FREE_ATTEMPTS = 5
LONGEST_WAIT_SECONDS = 60
FORGOTTEN_AFTER = timedelta(hours=1)


@transaction.atomic
def begin_attempt(*, key: str, now: datetime) -> int:
    """Count an attempt and return 0; or return for how many seconds it is refused unseen, and count nothing."""
    SignInAttempts.objects.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()
    row, _is_new = SignInAttempts.objects.select_for_update().get_or_create(key=key, defaults={"last_at": now})
    if seconds := _seconds_to_wait(row, now):
        return seconds
    row.made += 1
    row.last_at = now
    row.save()
    return 0


def forget_attempts(*, key: str) -> None:
    """Begin anew after the right password or code."""
    SignInAttempts.objects.filter(key=key).delete()


def use_code(*, account: int, code: str, now: datetime) -> bool:
    """Return whether a code is given for the first time, by anybody, at any process; it counts as used from then on."""
    digest = hashlib.sha256("".join(filter(str.isalnum, code)).casefold().encode()).hexdigest()[:32]
    _row, is_first = SignInAttempts.objects.get_or_create(key=f"code:{account}:{digest}", defaults={"last_at": now})
    return is_first


def _seconds_to_wait(row: SignInAttempts, now: datetime) -> int:
    if row.made < FREE_ATTEMPTS:
        return 0
    pause = min(2 ** min(row.made - FREE_ATTEMPTS + 1, 10), LONGEST_WAIT_SECONDS)
    return max(0, int((row.last_at + timedelta(seconds=pause) - now).total_seconds() + 0.999))
