"""Sixteen writers at once: not one error, and nobody waits long."""

from __future__ import annotations

import os
import threading
import time

from resilience.installation import Installation
from resilience.program import Program
from resilience.sizes import Sizes, demand

WRITTEN = 201


def run(installation: Installation, sizes: Sizes) -> None:
    """Let the writers share the writes, and print how long they waited. Raises Failed for an error or a long wait."""
    waits: list[float] = []
    faults: list[str] = []
    begin = threading.Barrier(sizes.writers)

    def write(number: int) -> None:
        facts = installation.facts
        program = Program(installation.port, facts["tokens"][number])
        begin.wait()
        for time_ in range(sizes.writes // sizes.writers):
            deadline = facts["deadlines"][(number + time_) % len(facts["deadlines"])]
            answer = program.report(deadline, f"{facts['run']} {number} {time_}")
            waits.append(answer.seconds)
            if answer.status != WRITTEN:
                faults.append(f"{answer.status} {answer.body[:300]!r}")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(sizes.writers)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - begun
    waits.sort()
    p50, p99 = (1000 * waits[int(len(waits) * part)] for part in (0.5, 0.99))
    most, load = waits[-1], os.getloadavg()[0]
    print(f"  {len(waits)} writes by {sizes.writers} writers in {seconds:.1f} s, {len(waits) / seconds:.0f} a second")
    print(f"  waited: p50 {p50:.0f} ms, p99 {p99:.0f} ms, longest {1000 * most:.0f} ms; load of the machine {load:.1f}")
    demand(not faults, f"{len(faults)} errors: {faults[:3]}")
    expected = sizes.writes // sizes.writers * sizes.writers
    stored = [note for note in installation.examine()["notes"] if note.startswith(installation.facts["run"])]
    demand(len(stored) == len(set(stored)) == expected, f"{len(stored)} of {expected} reports are there.")
    demand(most <= sizes.longest_wait, f"Somebody waited {most:.2f} s; {sizes.longest_wait} s are allowed.")
