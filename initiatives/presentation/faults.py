"""Which faults pass by themselves: the record is out of reach just now, and the request is not to blame."""

from __future__ import annotations

import errno

from django.db import InterfaceError, InternalError, OperationalError

SECONDS_UNTIL_RETRY = 10
# No room, or no right to write: the disk is to blame, not the request.
FAULTS_OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
READ_ONLY_TRANSACTION = "25006"


def passes(error: BaseException | None) -> bool:
    """Return whether the same request may succeed a little later."""
    if isinstance(error, InternalError):
        return getattr(error.__cause__, "sqlstate", None) == READ_ONLY_TRANSACTION
    if isinstance(error, OSError):
        return error.errno in FAULTS_OF_THE_DISK
    return isinstance(error, OperationalError | InterfaceError)
