"""What tests of the REST interface share: programs that sign in by token, and a small plan."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from initiatives.choices import DeadlineKind, MembershipRole, PlanState, ResponsibilityRole, TokenScope
from initiatives.periods import Period
from initiatives.queries.actors import system_actor
from initiatives.services.api_tokens import create_api_token
from initiatives.services.authorship import Author
from tests.factories import (
    ActionFactory,
    DeadlineFactory,
    MembershipFactory,
    ObjectiveFactory,
    OrganisationFactory,
    PlanFactory,
    ResponsibilityFactory,
    UserFactory,
)


@pytest.fixture
def program(db):
    """Return a client that signs in by a token: ``program(role, organisation=…)``; without a role it has none."""

    def make(role=None, *, scope=TokenScope.WRITE, user=None, **reach):
        user = user or UserFactory()
        if role is not None:
            MembershipFactory(user=user, role=role, **reach)
        by = Author(actor=system_actor("test"), now=timezone.now())
        _row, token = create_api_token(by=by, user=user, name=f"{scope} {user.auth_token_set.count()}", scope=scope)
        client = APIClient(headers={"Authorization": f"Token {token}", "Accept-Language": "en"})
        client.user, client.token = user, token
        return client

    return make


@pytest.fixture
def reader(program):
    """A program of somebody who reads everything that is published."""
    return program(MembershipRole.READER)


@pytest.fixture
def coordinator_program(program):
    """A program of somebody who coordinates everything."""
    return program(MembershipRole.COORDINATOR)


@pytest.fixture
def signs(db):
    """A published plan with one action, led by one ministry, and three deadlines in the year 2018."""
    plan = PlanFactory(slug="signs")
    objective = ObjectiveFactory(plan=plan, number="1")
    action = ActionFactory(objective=objective, number="1.1")
    ministry = OrganisationFactory(abbreviation="TRM", slug="trm", name="Transportministeriet")
    ResponsibilityFactory(action=action, organisation=ministry, role=ResponsibilityRole.LEAD)
    return SimpleNamespace(
        plan=plan,
        objective=objective,
        action=action,
        ministry=ministry,
        guidance=DeadlineFactory(action=action, key="guidance", period=Period.quarter(2018, 3)),
        hearing=DeadlineFactory(action=action, key="hearing", kind=DeadlineKind.EVENT, period=Period.year(2199)),
        done=DeadlineFactory(action=action, key="done", period=Period.none()),
    )


@pytest.fixture
def draft(db):
    """A plan that is not published, with a deadline; another ministry leads it."""
    plan = PlanFactory(slug="secret", title="Hemmelig plan", state=PlanState.DRAFT, published_on=None)
    objective = ObjectiveFactory(plan=plan, number="7")
    action = ActionFactory(objective=objective, number="7.1", title="Hemmeligt tiltag")
    deadline = DeadlineFactory(action=action, key="hidden", label="Hemmelig frist", period=Period.quarter(2018, 3))
    return SimpleNamespace(plan=plan, objective=objective, action=action, deadline=deadline)


@pytest.fixture
def query_count():
    """Return a context manager whose length is the number of queries made in it."""
    return lambda: CaptureQueriesContext(connection)


# What an overdue deadline asks of a report: why, and until when.
LATE = {"delay_reason": "capacity", "forecast": "2199"}


def problem(answer, status, code):
    """Check that the answer is a problem of this kind, and return it."""
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert (told["type"], told["status"]) == (f"urn:tiltag:problem:{code}", status)
    assert told["title"]
    assert told["detail"]
    return told


def whole(answer):
    """Return the whole content of a file that was sent; with its last byte the test client closes it."""
    return answer.getvalue()
