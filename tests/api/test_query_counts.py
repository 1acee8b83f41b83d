"""No list asks the database more often because it has more rows."""

import pytest

from initiatives.choices import MembershipRole, ResponsibilityRole
from initiatives.models import Funding, Stamp
from initiatives.periods import Period
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.status_updates import EvidenceItem, Report, record
from tests.factories import (
    ActionFactory,
    DeadlineFactory,
    ObjectiveFactory,
    OrganisationFactory,
    PlanFactory,
    ResponsibilityFactory,
)

RESOURCES = ("plans", "objectives", "actions", "deadlines", "organisations", "status-updates", "deadline-changes")


@pytest.fixture
def grow(author_at):
    """Return a function that adds rows of everything, each with all that hangs on it."""

    def add(count):
        for _number in range(count):
            above = OrganisationFactory()
            body = OrganisationFactory(parent=above)
            plan = PlanFactory(issuer=body)
            top = ObjectiveFactory(plan=plan)
            objective = ObjectiveFactory(plan=plan, parent=top)
            action = ActionFactory(objective=objective)
            ResponsibilityFactory(action=action, organisation=body, role=ResponsibilityRole.LEAD)
            Funding(action=action, amount=1000).save_stamped(Stamp())
            deadline = DeadlineFactory(action=action, period=Period.year(2199))
            evidence = (EvidenceItem("Bilag", case_number="7"),)
            report = Report(status="in_progress", evidence=evidence, internal_note="x")
            record(by=author_at(2018, 5, 1), deadline=deadline, report=report)
            move_deadline(
                by=author_at(2018, 6, 1),
                deadline=deadline,
                period=Period.year(2198),
                reason="capacity",
                explanation="Få hænder",
            )

    return add


@pytest.mark.parametrize("query", ["?page_size=500", "?page_size=500&as_of=2018-07-01", "?page_size=500&count=1"])
def test_a_page_of_twenty_asks_no_more_than_a_page_of_two(program, grow, query_count, query):
    contributor = program(MembershipRole.CONTRIBUTOR, organisation=OrganisationFactory())

    def asked(least):
        counts = {}
        for resource in RESOURCES:
            with query_count() as queries:
                assert len(contributor.get(f"/api/v1/{resource}/{query}").json()["results"]) >= least
            counts[resource] = len(queries)
        return counts

    grow(2)
    few = asked(2)
    grow(18)
    assert asked(20) == few
    assert max(few.values()) <= 16
