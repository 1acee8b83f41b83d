"""Many writers at once, each a thread with its own token and connection, that go on until they are told to stop."""

from __future__ import annotations

import threading
import time
from collections import Counter
from types import TracebackType
from typing import Self

from resilience.installation import Installation
from resilience.program import Program
from resilience.sizes import demand

WRITERS = 6
SECONDS_TO_END = 60


class Writing:
    """``with Writing(installation) as writing``: reports are sent all the while, each until it is acknowledged."""

    def __init__(self, installation: Installation, writers: int = WRITERS) -> None:
        self.installation = installation
        self.acknowledged: list[str] = []
        self.repeated = 0
        self.faults: list[str] = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=(number,)) for number in range(writers)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _write(self, number: int) -> None:
        facts, times = self.installation.facts, 0
        program = Program(self.installation.port, facts["tokens"][number])
        while not self._stop.is_set():
            note = f"{facts['run']} {number} {times}"
            deadline = facts["deadlines"][(number + times) % len(facts["deadlines"])]
            times += 1
            try:
                sent = program.report_in_the_end(deadline, note, until=time.monotonic() + SECONDS_TO_END)
            except (ValueError, TimeoutError) as fault:
                self.faults.append(str(fault))
                return
            self.acknowledged.append(note)
            self.repeated += sent > 1

    def refuse_loss(self) -> None:
        """Raise Failed unless every acknowledged report stands in the record once, and nothing else does."""
        demand(not self.faults, f"{len(self.faults)} writers met a fault: {self.faults[:3]}")
        demand(self.acknowledged, "Nothing was written.")
        run = self.installation.facts["run"]
        stored = Counter(note for note in self.installation.examine()["notes"] if note.startswith(run))
        lost = [note for note in self.acknowledged if not stored[note]]
        doubled = [note for note, times in stored.items() if times > 1]
        demand(not lost, f"{len(lost)} acknowledged reports are lost: {lost[:5]}")
        demand(not doubled, f"{len(doubled)} reports are there twice: {doubled[:5]}")
        demand(set(stored) == set(self.acknowledged), "Reports are there that nobody was told of.")
        print(f"  {len(self.acknowledged)} reports acknowledged, {self.repeated} sent more than once, each there once")
