"""Two programs that edit the same plan, each on the version that it has read: no edit is lost."""

from __future__ import annotations

import threading

from resilience.installation import Installation
from resilience.program import Program
from resilience.sizes import Sizes, demand

WRITERS = 2
MET, STALE = 200, 412


def run(installation: Installation, sizes: Sizes) -> None:
    """Let both add lines to the plan's summary. Raises Failed when one is missing or there twice."""
    facts = installation.facts
    plan = f"/api/v1/plans/{facts['plan']}/"
    before = installation.examine()
    refused: list[int] = []
    faults: list[str] = []

    def edit(number: int) -> None:
        # In the language of the plan itself, whose text is what is written.
        program = Program(installation.port, facts["tokens"][number], language="da")
        for line in range(sizes.edits):
            while True:
                read = program.get(plan)
                summary = f"{read.json()['summary']}\n{facts['run']} {number} {line}"
                answer = program.ask("PATCH", plan, {"summary": summary}, If_Match=read.headers["etag"])
                if answer.status == MET:
                    break
                if answer.status != STALE:
                    faults.append(f"{answer.status}: {answer.body[:300]!r}")
                    return
                refused.append(number)

    threads = [threading.Thread(target=edit, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    demand(not faults, f"Errors: {faults}")
    after = installation.examine()
    lines = [line for line in after["summaries"][facts["plan"]].splitlines() if line.startswith(facts["run"])]
    expected = {f"{facts['run']} {number} {line}" for number in range(WRITERS) for line in range(sizes.edits)}
    demand(len(lines) == len(expected) and set(lines) == expected, f"{len(lines)} of {len(expected)} edits are there.")
    versions = after["versions"][facts["plan"]] - before["versions"][facts["plan"]]
    demand(versions == len(expected), f"{versions} versions for {len(expected)} edits.")
    print(f"  {len(expected)} edits by {WRITERS} writers, each there once; {len(refused)} were refused and read again")
