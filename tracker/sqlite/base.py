"""SQLite with a fair queue: writers are served in the order in which they came.

SQLite makes waiting writers sleep and try again, so a busy one can starve the others. A lock on a file beside the
database, taken before a writing transaction begins, lets the operating system keep the order instead. Whoever
does not get their turn in the time that a connection waits for a lock is told that the database is locked. Inside a
transaction nothing may wait for mail, the network, or another thread that writes: it would end in that.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from tracker.sqlite.journal import SECONDS_TO_WAIT_FOR_A_LOCK


class Turn:
    """A place in the queue: an open file, which is closed when the turn does not come in time."""

    def __init__(self, place: int) -> None:
        self._place = place
        self._settled = threading.Lock()
        self._come = threading.Event()
        self._is_given_up = False

    def comes(self, seconds: float) -> bool:
        """Return whether the turn comes within so many seconds. The operating system keeps the order of those who wait.

        Its own wait has no limit, so a thread waits there where there is somebody to wait for.
        """
        try:
            fcntl.flock(self._place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            threading.Thread(target=self._wait, daemon=True).start()
            try:
                self._come.wait(seconds)
            finally:
                with self._settled:
                    self._is_given_up = not self._come.is_set()
        return not self._is_given_up

    def _wait(self) -> None:
        try:
            fcntl.flock(self._place, fcntl.LOCK_EX)
        except OSError:
            # The turn never comes, and whoever waits for it is told so in time.
            os.close(self._place)
            return
        with self._settled:
            if self._is_given_up:
                os.close(self._place)
            else:
                self._come.set()


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's SQLite backend whose writing transactions wait for their turn."""

    _place: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        waited = self._queue()
        try:
            # The wait in the queue and the one for the database's own lock are no longer together than one of them.
            self._wait_for_a_lock(max(0.0, self._seconds_to_wait - waited))
            try:
                super()._start_transaction_under_autocommit()
            finally:
                self._wait_for_a_lock(self._seconds_to_wait)
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

    def _queue(self) -> float:
        """Wait for this connection's turn to write, and return how many seconds that took; none where nobody waits.

        Raises OperationalError when it took longer than this connection waits for a lock.
        """
        if self._place is not None or self.transaction_mode != "IMMEDIATE" or self.is_in_memory_db():
            return 0.0
        file = f"{self.settings_dict['NAME']}-queue"
        try:
            place = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660)
        except OSError as error:
            raise OperationalError(
                f"The queue file {file} cannot be opened: {error.strerror}. Mend the permissions of its folder."
            ) from error
        begun = time.monotonic()
        try:
            comes = Turn(place).comes(self._seconds_to_wait)
        except OSError as error:
            os.close(place)
            raise OperationalError(f"The queue file {file} cannot be locked: {error.strerror}.") from error
        if not comes:
            raise OperationalError("database is locked: other writers took too long")
        self._place = place
        return time.monotonic() - begun

    @property
    def _seconds_to_wait(self) -> float:
        return float(self.settings_dict["OPTIONS"].get("timeout", SECONDS_TO_WAIT_FOR_A_LOCK))

    def _wait_for_a_lock(self, seconds: float) -> None:
        """Let the connection wait so long for the database's own lock."""
        self.connection.execute(f"PRAGMA busy_timeout = {int(1000 * seconds)}")

    def _leave(self) -> None:
        """Let the next writer in."""
        if self._place is None:
            return
        place, self._place = self._place, None
        # Closing alone would not be enough while a child process that was forked meanwhile holds a copy.
        fcntl.flock(place, fcntl.LOCK_UN)
        os.close(place)
