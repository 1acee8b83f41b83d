"""Creating, changing and deleting plans, objectives, actions, deadlines, responsibilities, money and memberships."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from initiatives.choices import DeadlineKind, MembershipRole, PlanState, RecordOrigin
from initiatives.exceptions import HasHistory, NotAllowed
from initiatives.models import Action, Deadline, Objective, Organisation, Plan, Responsibility
from initiatives.periods import Period
from initiatives.policies import Actor, Reach
from initiatives.services import deadline_changes, status_updates
from initiatives.services.actions import create_action, delete_action, update_action
from initiatives.services.authorship import Author
from initiatives.services.deadlines import NewDeadline, create_deadline, delete_deadline, update_deadline
from initiatives.services.funding import create_funding, delete_funding, update_funding
from initiatives.services.memberships import create_membership, end_membership, update_membership
from initiatives.services.objectives import create_objective, delete_objective, update_objective
from initiatives.services.organisations import create_organisation, delete_organisation, update_organisation
from initiatives.services.plans import archive_plan, create_plan, delete_plan, publish_plan, update_plan
from initiatives.services.responsibilities import (
    create_responsibility,
    delete_responsibility,
    end_responsibility,
)
from initiatives.services.status_updates import Report
from tests.factories import DeadlineFactory, OrganisationFactory, PlanFactory, ResponsibilityFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(author_at):
    """A draft with an objective, an action and a deadline in the second quarter of 2019."""
    by = author_at()
    plan = create_plan(by=by, slug="skilte", title="Skilte", language="da")
    objective = create_objective(by=by, plan=plan, number="1", title="Læsbare skilte")
    new = NewDeadline(key="guidance", label="Vejledning", period=Period.quarter(2019, 2))
    create_action(by=by, plan=plan, objective=objective, number="1.1", title="Vejledning", deadlines=[new])
    return plan


def only(model):
    return model.objects.get()


# ---- plans


def test_a_plan_begins_as_a_draft_and_is_published_once(author_at, draft):
    assert draft.state == PlanState.DRAFT
    published = publish_plan(by=author_at(), plan=draft, on=date(2018, 12, 1))
    assert (published.state, published.published_on, published.version) == (
        PlanState.PUBLISHED,
        date(2018, 12, 1),
        2,
    )
    with pytest.raises(ValidationError):
        publish_plan(by=author_at(), plan=draft, on=date(2018, 12, 1))


def test_a_plan_is_neither_published_nor_archived_in_the_future(author_at, draft):
    with pytest.raises(ValidationError):
        publish_plan(by=author_at(2018, 12, 20), plan=draft, on=date(2018, 12, 21))
    with pytest.raises(ValidationError):
        archive_plan(by=author_at(2018, 12, 20), plan=PlanFactory(), on=date(2018, 12, 21))


def test_a_plan_is_archived_after_its_publication_only(author_at, draft):
    plan = PlanFactory(published_on=date(2018, 6, 1))
    with pytest.raises(ValidationError):
        archive_plan(by=author_at(), plan=plan, on=date(2018, 5, 31))
    with pytest.raises(ValidationError):
        archive_plan(by=author_at(), plan=draft, on=date(2018, 12, 1))
    assert archive_plan(by=author_at(), plan=plan, on=date(2018, 12, 1)).archived_on == date(2018, 12, 1)


def test_identifiers_are_free_in_a_draft_and_fixed_from_publication_on(author_at, draft):
    by = author_at()
    update_plan(by=by, plan=draft, slug="skilte-2018")
    update_objective(by=by, objective=only(Objective), number="I")
    update_action(by=by, action=only(Action), number="I-1")
    publish_plan(by=by, plan=draft, on=date(2018, 12, 1))
    with pytest.raises(ValidationError):
        update_plan(by=by, plan=draft, slug="skilte")
    with pytest.raises(ValidationError):
        update_objective(by=by, objective=only(Objective), number="1")
    with pytest.raises(ValidationError):
        update_action(by=by, action=only(Action), number="1.1")
    assert update_action(by=by, action=only(Action), number="I-1", title="Ny titel").title == "Ny titel"


def test_a_key_never_changes(author_at, draft):
    with pytest.raises(TypeError):
        update_deadline(by=author_at(), deadline=only(Deadline), key="other")


def test_two_plans_cannot_share_a_slug(author_at, draft):
    with pytest.raises(ValidationError) as caught:
        create_plan(by=author_at(), slug="skilte", title="Andre skilte")
    assert "slug" in caught.value.message_dict


def test_a_draft_is_deleted_with_all_that_is_in_it_and_its_versions_stay(author_at, draft):
    by = author_at()
    create_funding(by=by, action=only(Action), amount=Decimal("10"), currency="DKK")
    for owner in ({"objective": only(Objective)}, {"action": only(Action)}, {"deadline": only(Deadline)}):
        create_responsibility(by=by, role="lead", named_as="relevante ministerier", **owner)
    delete_plan(by=by, plan=draft)
    assert not any(model.objects.exists() for model in (Plan, Objective, Action, Deadline, Responsibility))
    assert [version.history_type for version in Action.history.order_by("history_id")] == ["+", "-"]


def test_what_was_published_is_not_deleted(author_at, draft):
    by = author_at()
    publish_plan(by=by, plan=draft, on=date(2018, 12, 1))
    funding = create_funding(by=by, action=only(Action), amount=Decimal("10"), currency="DKK")
    responsibility = create_responsibility(by=by, role="lead", named_as="ministerier", action=only(Action))
    create_deadline(by=by, action=only(Action), new=NewDeadline(key="meeting", label="Møde"))
    for refused in (
        lambda: delete_plan(by=by, plan=draft),
        lambda: delete_objective(by=by, objective=only(Objective)),
        lambda: delete_action(by=by, action=only(Action)),
        lambda: delete_deadline(by=by, deadline=Deadline.objects.first()),
        lambda: delete_responsibility(by=by, responsibility=responsibility),
        lambda: delete_funding(by=by, funding=funding),
    ):
        with pytest.raises(HasHistory):
            refused()


def test_a_draft_on_which_something_was_recorded_is_not_deleted(author_at, draft):
    by = author_at()
    status_updates.record(by=by, deadline=only(Deadline), report=Report(status="in_progress"))
    for refused in (lambda: delete_plan(by=by, plan=draft), lambda: delete_action(by=by, action=only(Action))):
        with pytest.raises(HasHistory):
            refused()
    assert only(Deadline).log_seq == 1


# ---- objectives, actions, deadlines


def test_an_objective_with_something_in_it_is_not_deleted(author_at, draft):
    with pytest.raises(HasHistory):
        delete_objective(by=author_at(), objective=only(Objective))
    delete_action(by=author_at(), action=only(Action))
    delete_objective(by=author_at(), objective=only(Objective))
    assert not Objective.objects.exists()


def test_a_third_level_of_objectives_is_refused(author_at, draft):
    by = author_at()
    below = create_objective(by=by, plan=draft, number="1.1", title="Under", parent=only(Objective))
    with pytest.raises(ValidationError) as caught:
        create_objective(by=by, plan=draft, number="1.1.1", title="Længst nede", parent=below)
    assert "parent" in caught.value.message_dict


def test_texts_are_in_the_language_of_the_plan(author_at):
    by = author_at()
    plan = create_plan(by=by, slug="signs", title="Signs", language="en")
    objective = create_objective(by=by, plan=plan, number="1", title="Readable signs")
    new = NewDeadline(key="guidance", label="Guidance", wording="By spring.")
    action = create_action(by=by, plan=plan, objective=objective, number="1.1", title="Guidance", deadlines=[new])
    deadline = action.deadlines.get()
    assert {objective.language, action.language, deadline.language, deadline.wording_language} == {"en"}


def test_an_action_has_at_least_one_deadline(author_at, draft):
    by = author_at()
    with pytest.raises(ValidationError) as caught:
        create_action(by=by, plan=draft, objective=only(Objective), number="1.2", title="Uden frist", deadlines=[])
    assert "deadlines" in caught.value.message_dict
    assert Action.objects.count() == 1
    with pytest.raises(HasHistory):
        delete_deadline(by=by, deadline=only(Deadline))


def test_an_action_whose_deadlines_are_wrong_is_not_created(author_at, draft):
    new = NewDeadline(key="guidance", label="Vejledning")
    with pytest.raises(ValidationError):
        create_action(
            by=author_at(),
            plan=draft,
            objective=only(Objective),
            number="1.2",
            title="To ens frister",
            deadlines=[new, new],
        )
    assert Action.objects.count() == 1


def test_an_action_stays_within_its_plan(author_at, draft):
    stranger = create_objective(
        by=author_at(), plan=create_plan(by=author_at(), slug="anden", title="Anden"), number="1", title="Andet"
    )
    with pytest.raises(ValidationError) as caught:
        update_action(by=author_at(), action=only(Action), objective=stranger)
    assert "objective" in caught.value.message_dict


def test_the_period_of_a_new_deadline_is_original_current_and_what_delay_is_judged_on(draft):
    deadline = only(Deadline)
    assert deadline.original == deadline.current == Period.quarter(2019, 2)
    assert deadline.baseline == date(2019, 6, 30)


def test_the_period_of_a_draft_is_mended_and_that_of_a_published_plan_stays(author_at, draft):
    by = author_at()
    mended = update_deadline(by=by, deadline=only(Deadline), period=Period.quarter(2019, 3))
    assert (mended.original, mended.current, mended.baseline) == (
        Period.quarter(2019, 3),
        Period.quarter(2019, 3),
        date(2019, 9, 30),
    )
    publish_plan(by=by, plan=draft, on=date(2018, 12, 1))
    with pytest.raises(ValidationError) as caught:
        update_deadline(by=by, deadline=only(Deadline), period=Period.quarter(2019, 4))
    assert "period" in caught.value.message_dict
    assert update_deadline(by=by, deadline=only(Deadline), period=Period.quarter(2019, 3)).version == 2


def test_the_period_of_a_draft_that_was_moved_stays(author_at, draft):
    by = author_at()
    deadline_changes.move_deadline(
        by=by, deadline=only(Deadline), period=Period.year(2019), reason="scope", explanation="Mere arbejde."
    )
    with pytest.raises(ValidationError):
        update_deadline(by=by, deadline=only(Deadline), period=Period.quarter(2019, 4))


@pytest.mark.parametrize("name", ["original", "current", "baseline", "moves", "is_open", "log_head"])
def test_no_edit_reaches_past_the_logs(author_at, draft, name):
    with pytest.raises(TypeError):
        update_deadline(by=author_at(), deadline=only(Deadline), **{name: Period.year(2030)})


def test_a_person_confirms_the_reading_of_a_published_plan_with_a_reason_only(author_at):
    deadline = DeadlineFactory(is_confirmed=False)
    with pytest.raises(ValidationError) as caught:
        update_deadline(by=author_at(), deadline=deadline, is_confirmed=True)
    assert "is_confirmed" in caught.value.message_dict


def test_work_that_has_started_opens_again_when_the_deadline_is_for_its_completion(author_at):
    deadline = DeadlineFactory(kind=DeadlineKind.START_BY)
    by = author_at()
    status_updates.record(by=by, deadline=deadline, report=Report(status="in_progress", started_on=date(2018, 12, 1)))
    assert not only(Deadline).is_open
    update_deadline(by=by, deadline=deadline, kind=DeadlineKind.COMPLETE_BY)
    assert only(Deadline).is_open


# ---- organisations, responsibilities, money


def test_a_slug_of_an_organisation_never_changes(author_at):
    with pytest.raises(TypeError):
        update_organisation(by=author_at(), organisation=OrganisationFactory(), slug="other")


def test_an_organisation_never_belongs_to_itself(author_at):
    by = author_at()
    above = create_organisation(by=by, slug="above", name="Over", kind="ministry")
    below = create_organisation(by=by, slug="below", name="Under", kind="agency", parent=above)
    with pytest.raises(ValidationError):
        update_organisation(by=by, organisation=above, parent=below)


def test_an_organisation_to_which_something_refers_is_not_deleted(author_at):
    by = author_at()
    responsibility = ResponsibilityFactory(deadline=DeadlineFactory())
    with pytest.raises(HasHistory):
        delete_organisation(by=by, organisation=responsibility.organisation)
    delete_organisation(by=by, organisation=OrganisationFactory())
    assert Organisation.objects.count() == 1


def test_a_responsibility_is_for_one_thing_and_names_one_body(author_at):
    deadline, organisation = DeadlineFactory(), OrganisationFactory()
    by = author_at()
    for fields in (
        {"organisation": organisation},
        {"organisation": organisation, "deadline": deadline, "action": deadline.action},
        {"deadline": deadline},
        {"deadline": deadline, "organisation": organisation, "named_as": "ministerier"},
    ):
        with pytest.raises(ValidationError):
            create_responsibility(by=by, role="lead", **fields)


def test_a_responsibility_ends_and_stays_in_the_record_of_the_days_before(author_at):
    responsibility = ResponsibilityFactory(deadline=DeadlineFactory(), valid_from=date(2018, 1, 1))
    ended = end_responsibility(by=author_at(), responsibility=responsibility, on=date(2018, 12, 31))
    assert (ended.valid_from, ended.valid_to, ended.version) == (date(2018, 1, 1), date(2018, 12, 31), 2)
    with pytest.raises(ValidationError):
        end_responsibility(by=author_at(), responsibility=responsibility, on=date(2017, 12, 31))


def test_money_is_more_than_nothing(author_at):
    action = DeadlineFactory().action
    with pytest.raises(ValidationError):
        create_funding(by=author_at(), action=action, amount=Decimal(0), currency="EUR")
    funding = create_funding(by=author_at(), action=action, amount=Decimal("18500000"), currency="EUR")
    assert update_funding(by=author_at(), funding=funding, amount="18500000.00").version == 1
    assert update_funding(by=author_at(), funding=funding, qualifier="up_to").version == 2


# ---- memberships


@pytest.fixture
def administrator(author_at):
    user = UserFactory()
    return author_at(
        actor=Actor(user=user, name="Anders", reaches={MembershipRole.ADMINISTRATOR: Reach(everything=True)})
    )


def test_an_administrator_gives_and_ends_roles(administrator):
    membership = create_membership(by=administrator, user=UserFactory(), role="contributor")
    assert end_membership(by=administrator, membership=membership, on=date(2018, 12, 31)).valid_to == date(2018, 12, 31)
    assert membership.history.count() == 2


def test_an_administrator_gives_no_role_to_themselves(administrator):
    with pytest.raises(NotAllowed):
        create_membership(by=administrator, user=administrator.actor.user, role="coordinator")


def test_an_administrator_has_no_say_over_content(administrator):
    with pytest.raises(NotAllowed):
        create_plan(by=administrator, slug="ny", title="Ny")


def test_a_coordinator_gives_no_roles(author_at, administrator):
    membership = create_membership(by=administrator, user=UserFactory(), role="reader")
    with pytest.raises(NotAllowed):
        update_membership(by=author_at(), membership=membership, role="coordinator")


def test_a_membership_reaches_an_organisation_or_a_plan(administrator):
    with pytest.raises(ValidationError):
        create_membership(
            by=administrator,
            user=UserFactory(),
            role="contributor",
            organisation=OrganisationFactory(),
            plan=PlanFactory(),
        )


def test_what_a_command_creates_is_known_from_the_day_of_its_document():
    instant = datetime(2016, 10, 31, tzinfo=UTC)
    by = Author(
        actor=Actor(name="load_plans", system=True),
        now=datetime(2026, 1, 1, tzinfo=UTC),
        origin=RecordOrigin.LOAD_PLANS,
        document_known_at=instant,
    )
    plan = create_plan(by=by, slug="skilte", title="Skilte")
    version = plan.history.get()
    assert (version.history_date, version.history_origin, version.history_author) == (
        instant,
        "load_plans",
        "load_plans",
    )
    assert version.recorded_at > instant
