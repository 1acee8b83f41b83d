"""What was saved is looked at again before the transaction ends: a service that forgot to ask writes nothing."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from initiatives.choices import MembershipRole, ResponsibilityRole, Status, UpdateKind
from initiatives.exceptions import NotAllowed
from initiatives.models import Action, Deadline, Membership, Objective, Organisation, Plan, Responsibility, StatusUpdate
from initiatives.models.versions import Versioned
from initiatives.policies import Actor, Reach
from initiatives.queries.actors import system_actor
from initiatives.queries.told import OF_NO_PLAN, PATHS
from initiatives.services import editing, log
from initiatives.services.authorship import Author
from initiatives.services.reach import require_recorded_within_reach
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

pytestmark = pytest.mark.django_db
NOW = datetime(2018, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def own(db):
    """The plan that the coordinator coordinates."""
    return PlanFactory(slug="own")


@pytest.fixture
def coordinator_of_own(own):
    user = UserFactory()
    return Author(
        actor=Actor(user=user, name="Karen", reaches={MembershipRole.COORDINATOR: Reach(plans=frozenset({own.pk}))}),
        now=NOW,
    )


def foreign_rows():
    """Return a row of each sort in another plan, with a change of it."""
    deadline = DeadlineFactory()
    action = deadline.action
    responsibility = ResponsibilityFactory(action=action, role=ResponsibilityRole.LEAD)
    return [
        (action.plan, {"title": "Kapret"}),
        (action.objective, {"title": "Kapret"}),
        (action, {"title": "Kapret"}),
        (deadline, {"label": "Kapret"}),
        (responsibility, {"words": "Kapret"}),
        (OrganisationFactory(), {"name": "Kapret"}),
        (MembershipFactory(), {"role": MembershipRole.AUDITOR}),
    ]


def test_no_edit_outside_the_reach_is_saved_even_where_nobody_asked_before(coordinator_of_own):
    for row, changes in foreign_rows():
        versions = type(row).history.count()
        with pytest.raises(NotAllowed), transaction.atomic():
            editing.apply(row, changes, coordinator_of_own, tuple(changes))
        row.refresh_from_db()
        assert "Kapret" not in [getattr(row, name) for name in changes]
        assert type(row).history.count() == versions


def test_an_action_cannot_be_taken_out_of_the_reach_nor_into_it(own, coordinator_of_own):
    mine = ActionFactory(objective=ObjectiveFactory(plan=own))
    theirs = ObjectiveFactory()
    # The database itself keeps an action in its plan.
    with pytest.raises((NotAllowed, IntegrityError)), transaction.atomic():
        editing.apply(mine, {"plan": theirs.plan, "objective": theirs}, coordinator_of_own, ("plan", "objective"))
    assert Action.objects.get(pk=mine.pk).plan == own
    with pytest.raises(NotAllowed), transaction.atomic():
        editing.insert(Action(plan=theirs.plan, objective=theirs, number="9", title="Ny"), coordinator_of_own)
    assert not Action.objects.filter(number="9").exists()


def test_what_lies_within_the_reach_is_saved(own, coordinator_of_own):
    objective = editing.insert(Objective(plan=own, number="9", title="Nyt"), coordinator_of_own)
    action = editing.insert(Action(plan=own, objective=objective, number="9.1", title="Nyt"), coordinator_of_own)
    deadline = editing.insert(Deadline(action=action, key="ny", label="Ny"), coordinator_of_own)
    body = OrganisationFactory()
    editing.insert(Responsibility(deadline=deadline, organisation=body, role="lead"), coordinator_of_own)
    editing.apply(own, {"title": "Min plan"}, coordinator_of_own, ("title",))
    assert Plan.objects.get(pk=own.pk).title == "Min plan"


def test_an_administrator_gives_no_role_to_themselves_and_a_coordinator_none_to_anybody(coordinator_of_own):
    user = UserFactory()
    reaches = {MembershipRole.ADMINISTRATOR: Reach(everything=True)}
    administrator = Author(actor=Actor(user=user, name="Anna", reaches=reaches), now=NOW)
    for by, person in ((administrator, user), (coordinator_of_own, UserFactory())):
        with pytest.raises(NotAllowed), transaction.atomic():
            editing.insert(Membership(user=person, role=MembershipRole.AUDITOR), by)
    assert not Membership.objects.exists()
    with pytest.raises(NotAllowed), transaction.atomic():
        editing.insert(Organisation(slug="ny", name="Ny"), administrator)


def test_our_own_commands_write_everywhere(own):
    by = Author(actor=system_actor("load_plans"), now=NOW)
    editing.apply(own, {"title": "Ny titel"}, by, ("title",))


def test_a_row_of_the_log_stays_only_where_its_author_may_record(own, coordinator_of_own):
    body = OrganisationFactory()
    reaches = {MembershipRole.CONTRIBUTOR: Reach(organisations=frozenset({body.pk}))}
    contributor = Author(actor=Actor(user=UserFactory(), name="Mette", reaches=reaches), now=NOW)
    mine, theirs = (DeadlineFactory(action__objective__plan=plan) for plan in (own, PlanFactory()))
    ResponsibilityFactory(deadline=theirs, organisation=body, role=ResponsibilityRole.PARTNER)
    for by, deadline, may in (
        (coordinator_of_own, mine, True),
        (coordinator_of_own, theirs, False),
        (contributor, theirs, True),
        (contributor, mine, False),
    ):
        row = StatusUpdate(kind=UpdateKind.REPORT, status=Status.IN_PROGRESS, effective_on=date(2018, 6, 1))
        row.log_place = deadline.log_seq + 1
        log.seal(row, deadline, by)
        log.insert(row, deadline)
        if may:
            require_recorded_within_reach(row, by)
        else:
            with pytest.raises(NotAllowed):
                require_recorded_within_reach(row, by)


def test_every_model_that_is_edited_has_a_place_here():
    edited = {model for model in apps.get_app_config("initiatives").get_models() if issubclass(model, Versioned)}
    assert edited == {*PATHS, *OF_NO_PLAN}
