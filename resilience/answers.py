"""What the product must say while its database or its disk fails: soon, plainly, and on pages as in REST."""

from __future__ import annotations

import time

from resilience.installation import Installation
from resilience.program import Answer, Program
from resilience.sizes import Failed, demand

UNAVAILABLE = 503
SECONDS_TO_TELL = 5.0
SECONDS_TO_RECOVER = 20
PROBLEM = "application/problem+json"


def refuse_other_than_unavailable(name: str, answer: Answer) -> None:
    """Raise Failed unless an answer is 503, came in time, and says when to try again."""
    demand(answer.status == UNAVAILABLE, f"{name}: {answer.status} instead of 503: {answer.body[:300]!r}")
    demand("retry-after" in answer.headers, f"{name}: no Retry-After.")
    demand(answer.seconds < SECONDS_TO_TELL, f"{name}: it took {answer.seconds:.1f} s.")
    if name.startswith("REST"):
        demand(answer.headers["content-type"] == PROBLEM, f"{name}: {answer.headers['content-type']}")


def people(installation: Installation) -> tuple[Program, Program]:
    """Return a program with a token, and somebody who is signed in on the pages."""
    facts = installation.facts
    return Program(installation.port, facts["tokens"][0]), Program(installation.port, cookie=facts["session"])


def ask_all(installation: Installation, *, reads: bool) -> dict[str, Answer]:
    """Return what a write over REST is answered, and a read there and on the pages if asked for."""
    program, person = people(installation)
    facts = installation.facts
    answers = {"REST, writing": program.report(facts["deadlines"][0], f"{facts['run']} late {time.monotonic_ns()}")}
    if reads:
        answers["REST, reading"] = program.get("/api/v1/deadlines/")
        answers["page, reading"] = person.get("/")
        answers["page of a plan"] = person.get(f"/plans/{facts['plan']}/")
    return answers


def refuse_no_recovery(installation: Installation) -> float:
    """Return after how many seconds everything worked again, by itself. Raises Failed if it never did."""
    program, person = people(installation)
    facts, begun = installation.facts, time.monotonic()
    while time.monotonic() < begun + SECONDS_TO_RECOVER:
        written = program.report(facts["deadlines"][0], f"{facts['run']} after {time.monotonic_ns()}")
        read = person.get("/")
        if (written.status, read.status) == (201, 200):
            return time.monotonic() - begun
        time.sleep(0.2)
    raise Failed(f"It did not recover: {written.status}, {read.status}. {written.body[:300]!r}")
