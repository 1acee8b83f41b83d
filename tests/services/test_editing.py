"""What holds for every edit: permission, the version that was seen, checks of texts, and one version for one change."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from initiatives.choices import MembershipRole, PlanState
from initiatives.exceptions import NotAllowed, PlanClosed, Stale
from initiatives.models import Organisation, Plan, known
from initiatives.periods import Period
from initiatives.policies import Actor, Reach
from initiatives.services.actions import update_action
from initiatives.services.deadlines import update_deadline
from initiatives.services.objectives import create_objective, update_objective
from initiatives.services.organisations import create_organisation, update_organisation
from initiatives.services.plans import create_plan, update_plan
from initiatives.services.status_updates import Report, record
from tests.factories import (
    ActionFactory,
    DeadlineFactory,
    ObjectiveFactory,
    OrganisationFactory,
    PlanFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

CONTRIBUTOR = Actor(name="Mette", reaches={MembershipRole.CONTRIBUTOR: Reach(everything=True)})


@pytest.fixture(autouse=True)
def _messages_in_english():
    with translation.override("en"):
        yield


def test_an_edit_makes_one_version_that_says_who_and_when(author_at):
    plan = PlanFactory()
    by = author_at(2018, 5, 1)
    edited = update_plan(by=by, plan=plan, title="Ny titel", due_soon_days=14)
    assert (edited.version, edited.title, edited.due_soon_days) == (2, "Ny titel", 14)
    version = plan.history.latest("history_id")
    assert plan.history.count() == 2
    assert (version.history_user, version.history_author, version.history_date) == (
        by.actor.user,
        "Karen Koordinator",
        by.now,
    )


def test_the_title_as_it_stood_stays_readable(author_at):
    plan = PlanFactory(title="Gammel titel")
    update_plan(by=author_at(2018, 5, 1), plan=plan, title="Ny titel")
    before = known(Plan, datetime(2018, 4, 30, tzinfo=UTC), id=plan.pk).get()
    assert before.title == "Gammel titel"


def test_an_edit_that_changes_nothing_makes_no_version(author_at):
    plan = PlanFactory(title="Titel", due_soon_days=30)
    same = update_plan(by=author_at(), plan=plan, title="Titel", due_soon_days="30", issuer=None)
    assert same.version == 1
    assert plan.history.count() == 1


def test_the_version_that_was_seen_must_be_the_one_that_stands(author_at):
    plan = PlanFactory(reference="SKM(2018) 1")
    update_plan(by=author_at(), plan=plan, expected_version=1, title="Karens titel")
    with pytest.raises(Stale, match=r"Karen Koordinator changed “SKM\(2018\) 1” on .* after you opened it"):
        update_plan(by=author_at(), plan=plan, expected_version=1, title="En anden titel")
    assert Plan.objects.get(pk=plan.pk).title == "Karens titel"


def test_who_recorded_a_status_is_named_as_who_changed_a_deadline(author_at):
    deadline = DeadlineFactory()
    update_deadline(by=author_at(), deadline=deadline, label="Ny tekst")
    # The database's clock stamps the versions, and this author's the log: a report after all versions is far ahead.
    later = author_at(2100, actor=Actor(name="Mette Medarbejder", system=True))
    report = Report(status="in_progress", delay_reason="scope", forecast=Period.year(2150))
    record(by=later, deadline=deadline, report=report)
    with pytest.raises(Stale, match=r"Mette Medarbejder changed .* on 12/20/2100"):
        update_deadline(by=author_at(), deadline=deadline, expected_version=2, label="En anden tekst")


def test_an_edit_of_what_was_removed_meanwhile_is_stale(author_at):
    organisation = OrganisationFactory()
    seen = Organisation.objects.get(pk=organisation.pk)
    organisation.delete()
    with pytest.raises(Stale, match="has been removed"):
        update_organisation(by=author_at(), organisation=seen, name="Nyt navn")


@pytest.mark.parametrize("title", ["", "   ", "\u200b\u2060", "x" * 501])
def test_a_title_that_cannot_be_seen_or_is_too_long_is_refused(author_at, title):
    with pytest.raises(ValidationError) as caught:
        update_plan(by=author_at(), plan=PlanFactory(), title=title)
    assert "title" in caught.value.message_dict


@pytest.mark.parametrize("character", ["\0", "\x1b", "\ud800", "\u202e"])
def test_a_character_that_no_text_may_hold_is_refused_wherever_it_stands(author_at, character):
    by = author_at()
    with pytest.raises(ValidationError) as caught:
        create_plan(by=by, slug="ny-plan", title=f"Ny{character}plan")
    assert "title" in caught.value.message_dict
    for field, value in (
        ("translations", {"en": {"name": {"text": f"Sign{character}"}}}),
        ("aliases", [f"N{character}"]),
    ):
        with pytest.raises(ValidationError) as caught:
            create_organisation(by=by, slug="ny", name="Ny", **{field: value})
        assert list(caught.value.message_dict) == [field]


def test_line_breaks_of_a_form_are_no_forbidden_characters(author_at):
    plan = update_plan(by=author_at(), plan=PlanFactory(), summary="Første afsnit.\r\n\r\nAndet afsnit.")
    assert plan.version == 2


def test_a_translation_into_an_unknown_language_is_refused(author_at):
    with pytest.raises(ValidationError):
        update_plan(by=author_at(), plan=PlanFactory(), translations={"xx": {"title": {"text": "x"}}})


def test_a_value_of_another_sort_is_refused_by_field(author_at):
    with pytest.raises(ValidationError) as caught:
        update_plan(by=author_at(), plan=PlanFactory(), due_soon_days="mange")
    assert list(caught.value.message_dict) == ["due_soon_days"]


@pytest.mark.parametrize("field", ["state", "version", "public_id", "is_demonstration", "published_on", "original"])
def test_what_is_no_field_of_an_edit_cannot_be_changed_by_one(author_at, field):
    with pytest.raises(TypeError, match=field):
        update_plan(by=author_at(), plan=PlanFactory(), **{field: "x"})


def test_contributors_edit_neither_plans_nor_what_is_in_them_nor_organisations(author_at):
    by = author_at(actor=CONTRIBUTOR)
    deadline = DeadlineFactory()
    action = deadline.action
    for refused in (
        lambda: create_plan(by=by, slug="ny-plan", title="Ny plan"),
        lambda: update_plan(by=by, plan=action.plan, title="Ny titel"),
        lambda: create_objective(by=by, plan=action.plan, number="9", title="Nyt formål"),
        lambda: update_objective(by=by, objective=action.objective, title="Ny titel"),
        lambda: update_action(by=by, action=action, title="Ny titel"),
        lambda: update_deadline(by=by, deadline=deadline, label="Ny tekst"),
        lambda: create_organisation(by=by, slug="ny", name="Ny"),
        lambda: update_organisation(by=by, organisation=OrganisationFactory(), name="Ny"),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_a_coordinator_of_one_plan_edits_that_plan_only(author_at):
    own, other = PlanFactory.create_batch(2)
    reach = Reach(plans=frozenset({own.pk}))
    by = author_at(actor=Actor(name="Karl", reaches={MembershipRole.COORDINATOR: reach}))
    assert update_plan(by=by, plan=own, title="Ny titel").version == 2
    with pytest.raises(NotAllowed):
        update_plan(by=by, plan=other, title="Ny titel")
    with pytest.raises(NotAllowed):
        create_plan(by=by, slug="tredje", title="Tredje plan")


def test_nothing_in_an_archived_plan_is_edited(author_at):
    plan = PlanFactory(state=PlanState.ARCHIVED, archived_on=date(2018, 1, 1))
    action = ActionFactory(objective=ObjectiveFactory(plan=plan))
    with pytest.raises(PlanClosed):
        update_plan(by=author_at(), plan=plan, title="Ny titel")
    with pytest.raises(PlanClosed):
        update_action(by=author_at(), action=action, title="Ny titel")


def test_the_author_of_a_version_survives_the_renaming_of_the_account(author_at, coordinator):
    plan = update_plan(by=author_at(), plan=PlanFactory(), title="Ny titel")
    coordinator.user.last_name = "Omdøbt"
    coordinator.user.save()
    assert plan.history.latest("history_id").history_author == "Karen Koordinator"
    assert UserFactory().display_name != "Karen Koordinator"
