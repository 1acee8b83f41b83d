"""SQLite with a fair queue: writers are served in the order in which they came.

SQLite makes waiting writers sleep and try again, so a busy one can starve the others. A lock on a file beside the
database, taken before a writing transaction begins, lets the operating system keep the order instead. It has no time
limit: inside a transaction nothing may wait for mail, the network, or another thread that writes.
"""

from __future__ import annotations

import fcntl
import os
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's SQLite backend whose writing transactions wait for their turn."""

    _place: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._queue()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()
        finally:
            self._leave()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()
        finally:
            self._leave()

    def _close(self) -> Any:
        try:
            return super()._close()
        finally:
            self._leave()

    def _queue(self) -> None:
        """Wait for this connection's turn to write; return at once where there is nothing to wait for."""
        if self._place is not None or self.transaction_mode != "IMMEDIATE" or self.is_in_memory_db():
            return
        file = f"{self.settings_dict['NAME']}-queue"
        try:
            place = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660)
        except OSError as error:
            raise OperationalError(
                f"The queue file {file} cannot be opened: {error.strerror}. Mend the permissions of its folder."
            ) from error
        try:
            fcntl.flock(place, fcntl.LOCK_EX)
        except BaseException:
            os.close(place)
            raise
        self._place = place

    def _leave(self) -> None:
        """Let the next writer in."""
        if self._place is None:
            return
        place, self._place = self._place, None
        # Closing alone would not be enough while a child process that was forked meanwhile holds a copy.
        fcntl.flock(place, fcntl.LOCK_UN)
        os.close(place)
