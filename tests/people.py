"""What the tests of the pages and of the admin share: people with roles, one deadline, and forms filled in."""

import pytest

from initiatives.choices import MembershipRole, ResponsibilityRole
from initiatives.periods import Period
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


@pytest.fixture(autouse=True)
def _english(client):
    """The words of the pages are asked for in English."""
    client.cookies["django_language"] = "en"


@pytest.fixture
def sign_in(client, db):
    """Return ``sign_in(role, **reach)``, which signs a new person in and returns the account."""

    def make(role, *, username=None, **reach):
        user = UserFactory(**({"username": username} if username else {}))
        MembershipFactory(user=user, role=role, **reach)
        client.force_login(user)
        return user

    return make


@pytest.fixture
def ministry(db):
    return OrganisationFactory(slug="ministeriet", abbreviation="MIN", name="Ministeriet for Skilte")


@pytest.fixture
def plan(db):
    return PlanFactory(slug="com-2017-612", reference="COM(2017) 612 final")


@pytest.fixture
def deadline(plan, ministry):
    """III-3 of the plan: guidance on buildings, due in the fourth quarter of 2018, led by the ministry."""
    objective = ObjectiveFactory(plan=plan, number="III-3")
    action = ActionFactory(objective=objective, number="III-3", title="Vejledninger om bygningers modstandskraft")
    made = DeadlineFactory(action=action, key="guidance", period=Period.quarter(2018, 4))
    ResponsibilityFactory(organisation=ministry, action=action, role=ResponsibilityRole.LEAD)
    return made


@pytest.fixture
def contributor(sign_in, ministry, deadline):
    """A contributor of the ministry that leads the deadline, signed in."""
    return sign_in(MembershipRole.CONTRIBUTOR, username="mette", organisation=ministry)


@pytest.fixture
def editor(sign_in, deadline):
    """A coordinator of everything, signed in."""
    return sign_in(MembershipRole.COORDINATOR, username="karen")


def filled(answer, **values):
    """Return what a browser would send for the form of a page, with these fields filled in anew."""
    context = answer.context
    form = context["adminform"].form if "adminform" in context else context["form"]
    sent = _fields(form)
    if "evidence" in context:
        sent |= _fields(context["evidence"].management_form)
        for item in context["evidence"]:
            sent |= _fields(item)
    sent |= values
    return {name: value for name, value in sent.items() if value is not None and value is not False}


def _fields(form):
    found = {}
    for field in form:
        value = field.field.prepare_value(field.value()) if field.value() is not None else ""
        found[field.html_name] = "on" if value is True else value
    return found


def text_of(answer):
    """Return the text of a page."""
    return answer.content.decode()
