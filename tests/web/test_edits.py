"""The edits of a record on its page, and what stood before an edit restored."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.choices import MembershipRole, PlanState
from initiatives.exceptions import Stale
from initiatives.models import Action, Funding, Organisation, Responsibility
from initiatives.periods import Period
from initiatives.queries.actors import system_actor
from initiatives.queries.edits import field_changes
from initiatives.services.actions import update_action
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.deadlines import NewDeadline, create_deadline, update_deadline
from initiatives.services.memberships import create_membership, end_membership
from initiatives.services.plans import publish_plan, update_plan
from initiatives.services.responsibilities import update_responsibility
from initiatives.services.restoring import restore
from tests.factories import ActionFactory, MembershipFactory, ObjectiveFactory, PlanFactory, UserFactory
from tests.people import text_of


def edits_of(thing):
    return f"/edits/{thing._meta.model_name}/{thing.public_id}/"


@pytest.fixture
def edited(deadline, author_at):
    """The action of the deadline, whose title and summary were changed by one edit."""
    action = deadline.action
    return update_action(by=author_at(2018, 12, 20), action=action, title="Ny titel", summary="Nyt resumé")


def test_an_edit_is_told_with_who_when_reason_request_and_both_texts(client, sign_in, edited):
    sign_in(MembershipRole.READER)

    told = text_of(client.get(edits_of(edited)))

    assert "Vejledninger om bygningers modstandskraft" in told
    assert "Ny titel" in told
    assert "Karen Koordinator" in told
    assert "Restore" not in told


def test_the_change_of_a_date_is_no_edit(client, editor, deadline, author_at):
    move_deadline(
        by=author_at(2018, 12, 20), deadline=deadline, period=Period.year(2020), reason="scope", explanation="Mere tid"
    )

    assert "2020" not in text_of(client.get(edits_of(deadline)))


def test_the_edits_of_a_draft_are_not_there_for_readers(client, sign_in):
    draft = PlanFactory(state=PlanState.DRAFT, published_on=None)
    action = ActionFactory(objective=ObjectiveFactory(plan=draft))
    sign_in(MembershipRole.READER)

    for thing in (draft, action):
        assert client.get(edits_of(thing)).status_code == 404


@pytest.mark.parametrize("role", [MembershipRole.AUDITOR, MembershipRole.ADMINISTRATOR])
def test_memberships_are_read_by_auditors_and_administrators(client, sign_in, role):
    membership = MembershipFactory(role=MembershipRole.READER)
    sign_in(role)

    assert client.get(edits_of(membership)).status_code == 200


def test_memberships_are_not_there_for_coordinators(client, editor):
    assert client.get(edits_of(MembershipFactory())).status_code == 404


def test_one_field_stands_again_with_a_reason_as_a_new_edit(client, editor, edited):
    address = f"{edits_of(edited)}2/restore/?field=title"
    shown = client.get(address)
    assert "Ny titel" in text_of(shown)
    assert "resumé" not in text_of(shown).partition("Afterwards")[2]

    answer = client.post(address, {"version": edited.version, "reason": "Den gamle var rigtig"})

    assert answer.url == edits_of(edited)
    row = Action.objects.get()
    assert (row.title, row.summary) == ("Vejledninger om bygningers modstandskraft", "Nyt resumé")
    version = Action.history.order_by("-history_id").first()
    assert version.history_change_reason == "Den gamle var rigtig"
    assert version.history_author == editor.display_name
    assert version.history_request == answer_request(client, version)
    assert row.version == edited.version + 1


def answer_request(client, version):
    """Return the name of the request as the page of edits tells it."""
    told = text_of(client.get(f"/edits/action/{version.public_id}/"))
    return told.partition("request ")[2][:32]


def test_the_whole_change_stands_again(client, editor, edited):
    client.post(f"{edits_of(edited)}2/restore/", {"version": edited.version, "reason": "Fejl"})

    row = Action.objects.get()
    assert (row.title, row.summary) == ("Vejledninger om bygningers modstandskraft", "")


def test_there_is_no_edit_with_the_number_nought(client, editor, edited):
    address = f"{edits_of(edited)}0/restore/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"version": edited.version, "reason": "Fejl"}).status_code == 404
    assert Action.objects.get().title == "Ny titel"


def test_an_edit_has_the_same_number_for_everybody(client, sign_in, author_at):
    plan = PlanFactory(state=PlanState.DRAFT, published_on=None)
    update_plan(by=author_at(2018, 1, 2), plan=plan, title="Titel i udkastet")
    publish_plan(by=author_at(2018, 1, 3), plan=plan, on=date(2018, 1, 3))
    update_plan(by=author_at(2018, 1, 4), plan=plan, title="Den sidste titel")
    numbers = {}
    for role in (MembershipRole.COORDINATOR, MembershipRole.READER):
        sign_in(role)
        found = client.get(edits_of(plan)).context["edits"]
        numbers[role] = [each.number for each in found]
    assert numbers[MembershipRole.COORDINATOR] == [4, 3, 2, 1]
    assert numbers[MembershipRole.READER] == [4, 3]


def test_the_date_of_a_drafts_deadline_comes_back_with_the_whole_edit(client, editor, author_at):
    plan = PlanFactory(state=PlanState.DRAFT, published_on=None)
    action = ActionFactory(objective=ObjectiveFactory(plan=plan))
    deadline = create_deadline(
        by=author_at(), action=action, new=NewDeadline(key="first", label="Frist", period=Period.year(2019))
    )
    deadline = update_deadline(by=author_at(), deadline=deadline, period=Period.year(2020), label="Ny frist")
    address = f"{edits_of(deadline)}2/restore/"

    shown = client.get(address)
    assert shown.context["left_out"] == []
    assert client.post(address, {"version": deadline.version, "reason": "Fejl"}).status_code == 302

    deadline.refresh_from_db()
    assert (deadline.original, deadline.current, deadline.label) == (Period.year(2019), Period.year(2019), "Frist")
    assert deadline.baseline == date(2019, 12, 31)


def test_a_restoration_needs_a_reason_and_the_version_that_was_looked_at(client, editor, edited, author_at):
    address = f"{edits_of(edited)}2/restore/"
    assert client.post(address, {"version": edited.version, "reason": " "}).status_code == 422
    update_action(by=author_at(2018, 12, 21), action=edited, summary="Et andet")

    stale = client.post(address, {"version": edited.version, "reason": "Fejl"})

    assert stale.status_code == 422
    assert "after you opened it" in text_of(stale)
    assert Action.objects.get().title == "Ny titel"


@pytest.mark.parametrize("role", [MembershipRole.READER, MembershipRole.AUDITOR, MembershipRole.CONTRIBUTOR])
def test_whoever_does_not_edit_restores_nothing(client, sign_in, edited, role):
    sign_in(role)

    answer = client.post(f"{edits_of(edited)}2/restore/", {"version": edited.version, "reason": "Fejl"})

    assert answer.status_code == 403
    assert Action.objects.get().title == "Ny titel"


def test_what_is_not_there_cannot_be_restored(client, editor, edited):
    for address in ("1/restore/", "9/restore/", "2/restore/?field=wording", "2/restore/?field=title&field=place"):
        assert client.get(f"{edits_of(edited)}{address}").status_code == 404, address
    assert client.get(f"/edits/nothing/{edited.public_id}/").status_code == 404
    assert client.get(f"/edits/action/{uuid.uuid4()}/").status_code == 404


def test_a_number_of_a_published_plan_does_not_go_back(deadline, coordinator, author_at):
    action = deadline.action
    Action.objects.filter(pk=action.pk).update(number="IV-9")
    newest, first = Action.history.order_by("-history_id")[:2]

    with pytest.raises(ValidationError, match="offentliggjort"):
        restore_of(author_at(), Action, newest, first)


def test_a_body_that_was_removed_since_does_not_come_back(deadline, ministry, author_at):
    row = Responsibility.objects.get()
    update_responsibility(by=author_at(), responsibility=row, organisation=None, named_as="Nogen")
    newest, first = Responsibility.history.order_by("-history_id")[:2]
    Organisation.objects.filter(pk=ministry.pk).delete()

    with pytest.raises(ValidationError, match="Organisation"):
        restore_of(author_at(), Responsibility, newest, first)


def test_a_row_that_is_gone_is_not_restored(author_at, db):
    row = Funding(action=ActionFactory(), amount=5, currency="DKK", words="Før")
    row.save()
    Funding.objects.filter(pk=row.pk).update(words="Efter")
    newest, first = Funding.history.order_by("-history_id")[:2]
    row.delete()

    with pytest.raises(Stale):
        restore_of(author_at(), Funding, newest, first)


def restore_of(by, model, newest, first):
    changes = list(field_changes(newest, first))
    row = model.objects.filter(pk=newest.id).first()
    version = row.version if row is not None else 1
    return restore(
        by=by, model=model, identity=newest.public_id, changes=changes, reason="Fejl", expected_version=version
    )


def test_a_membership_is_restored_by_an_administrator(client, sign_in, author_at):
    by = author_at(actor=system_actor("test"))
    membership = create_membership(by=by, user=UserFactory(), role=MembershipRole.READER)
    ended = end_membership(by=by, membership=membership, on=by.today)
    sign_in(MembershipRole.ADMINISTRATOR)

    client.post(f"{edits_of(ended)}2/restore/", {"version": ended.version, "reason": "Fejl"})

    ended.refresh_from_db()
    assert ended.valid_to is None


def test_many_edits_need_no_more_queries_than_few(client, editor, edited, author_at):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(edits_of(edited)).status_code == 200
        return len(queries)

    count()
    few = count()
    row = edited
    for number in range(20):
        row = update_action(by=author_at(2019, 1, 1), action=row, title=f"Titel {number}")

    assert count() <= few
