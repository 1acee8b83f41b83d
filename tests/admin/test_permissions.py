"""Who may do what in the admin: by memberships alone, never by Django's own permissions."""

from datetime import date

import pytest
from django.urls import reverse

from initiatives.choices import MembershipRole
from initiatives.models import Membership, Plan, User
from tests.admin.conftest import filled, list_page, page, text_of
from tests.factories import DeadlineFactory, MembershipFactory, OrganisationFactory, PlanFactory, UserFactory

CONTENT_LISTS = (
    "plan",
    "objective",
    "action",
    "deadline",
    "responsibility",
    "funding",
    "organisation",
    "statusupdate",
    "deadlinechange",
    "evidence",
)
READING_ROLES = ("reader", "contributor", "coordinator", "auditor")


@pytest.mark.parametrize("role", READING_ROLES)
def test_whoever_has_a_role_in_the_content_reads_all_of_it(client, sign_in, deadline, role):
    sign_in(role)

    for name in CONTENT_LISTS:
        assert client.get(list_page(name)).status_code == 200, name
    assert client.get(page(deadline)).status_code == 200


def test_an_administrator_has_no_say_over_content(client, sign_in, deadline):
    sign_in(MembershipRole.ADMINISTRATOR)

    for name in CONTENT_LISTS:
        assert client.get(list_page(name)).status_code == 403, name
    for address in (page(deadline), page(deadline, "record"), page(deadline, "date", "move")):
        assert client.get(address).status_code in (403, 404), address
    assert client.get(list_page("user")).status_code == 200
    assert client.get(list_page("membership")).status_code == 200


def test_a_refusal_is_explained(client, sign_in):
    sign_in(MembershipRole.ADMINISTRATOR)

    assert "Your role does not reach it" in text_of(client.get(list_page("plan")))


@pytest.mark.parametrize("role", READING_ROLES)
def test_accounts_are_for_administrators_and_memberships_for_auditors_too(client, sign_in, role):
    sign_in(role)

    assert client.get(list_page("user")).status_code == 403
    assert client.get(list_page("membership")).status_code == (200 if role == "auditor" else 403)


@pytest.mark.parametrize("role", ["reader", "auditor", "contributor"])
def test_only_coordinators_edit_plans_and_what_is_in_them(client, sign_in, deadline, role):
    sign_in(role)
    action = deadline.action

    for thing in (action.plan, action.objective, action, deadline):
        shown = client.get(page(thing))
        assert shown.status_code == 200
        assert 'name="_save"' not in text_of(shown)
        assert client.post(page(thing), {"title": "Kapret"}).status_code == 403
    assert client.get(reverse("admin:initiatives_plan_add")).status_code == 403
    assert (
        client.get(reverse("admin:initiatives_action_add"), {"in_objective": action.objective.public_id}).status_code
        == 403
    )


@pytest.mark.parametrize("role", ["reader", "auditor"])
def test_readers_and_auditors_record_nothing(client, sign_in, deadline, role):
    sign_in(role)

    assert client.get(page(deadline, "record")).status_code == 403
    assert client.post(page(deadline, "confirm"), {"version": 1}).status_code == 403
    assert client.get(page(deadline, "date", "move")).status_code == 403
    assert "Record status" not in text_of(client.get(page(deadline)))
    assert "confirm_unchanged" not in text_of(client.get(list_page("deadline")))


def test_a_contributor_records_only_where_the_own_organisation_leads_or_helps(client, contributor, deadline, plan):
    elsewhere = DeadlineFactory(action__objective__plan=plan)

    assert client.get(page(deadline, "record")).status_code == 200
    assert client.get(page(elsewhere, "record")).status_code == 403
    rows = client.get(list_page("deadline")).context["cl"].result_list
    assert {row.pk: row.may_record for row in rows} == {deadline.pk: True, elsewhere.pk: False}


def test_a_contributor_changes_no_dates(client, contributor, deadline):
    assert client.get(page(deadline, "date", "move")).status_code == 403


def test_a_coordinator_of_one_plan_edits_that_plan_alone(client, sign_in, plan, deadline):
    other = PlanFactory()
    sign_in(MembershipRole.COORDINATOR, plan=plan)

    assert 'name="_save"' in text_of(client.get(page(plan)))
    assert 'name="_save"' not in text_of(client.get(page(other)))
    assert client.post(page(other), {"title": "Kapret"}).status_code == 403
    assert client.get(reverse("admin:initiatives_plan_add")).status_code == 403
    assert client.get(reverse("admin:initiatives_organisation_add")).status_code == 403


def test_django_permissions_and_staff_flags_open_nothing(client, db, deadline):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    answer = client.get(list_page("deadline"))

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("admin:login"))


def test_a_membership_that_has_ended_opens_nothing(client, db):
    user = UserFactory()
    MembershipFactory(user=user, role=MembershipRole.READER, valid_to=date(2018, 1, 1))
    client.force_login(user)

    assert client.get("/admin/").status_code == 302


def test_an_account_is_switched_off_never_removed(client, sign_in):
    sign_in(MembershipRole.ADMINISTRATOR)
    person = UserFactory(first_name="Anna", last_name="Holm")

    assert client.post(page(person, "delete"), {"post": "yes"}).status_code == 403
    form = client.get(page(person))
    assert "is_superuser" not in form.context["adminform"].form.fields
    client.post(page(person), filled(form, is_active=None))

    person.refresh_from_db()
    assert not person.is_active
    assert person.display_name == "Anna Holm"


def test_a_new_account_can_do_nothing_until_it_has_a_role(client, sign_in):
    sign_in(MembershipRole.ADMINISTRATOR)
    address = reverse("admin:initiatives_user_add")
    words = {"username": "ny", "password1": "meget-hemmeligt-2018", "password2": "meget-hemmeligt-2018"}

    client.post(address, {**words, "usable_password": "true"})

    assert User.objects.get(username="ny").memberships.count() == 0


def test_people_of_one_name_are_told_apart_where_a_role_is_given(client, sign_in):
    sign_in(MembershipRole.ADMINISTRATOR)
    for name in ("ulla1", "ulla2"):
        UserFactory(username=name, first_name="Ulla", last_name="Prøve")
    shown = text_of(client.get(reverse("admin:initiatives_membership_add")))
    assert "Ulla Prøve (ulla1)" in shown
    assert "Ulla Prøve (ulla2)" in shown


def test_an_administrator_gives_roles_to_others_but_not_to_themselves(client, sign_in):
    own = sign_in(MembershipRole.ADMINISTRATOR)
    colleague = UserFactory()
    address = reverse("admin:initiatives_membership_add")

    client.post(address, {"user": colleague.pk, "role": "reader"})
    refused = client.post(address, {"user": own.pk, "role": "coordinator"})

    assert colleague.memberships.get().role == MembershipRole.READER
    assert refused.context["adminform"].form.errors["user"]
    assert [membership.role for membership in own.memberships.all()] == [MembershipRole.ADMINISTRATOR]


def test_an_administrator_does_not_change_the_own_membership(client, sign_in):
    own = sign_in(MembershipRole.ADMINISTRATOR)
    membership = Membership.objects.get(user=own)

    assert 'name="_save"' not in text_of(client.get(page(membership)))
    assert client.post(page(membership), {"role": "coordinator"}).status_code == 403


# ---- drafts


@pytest.fixture
def draft(db):
    """A draft with one deadline, which few may see."""
    plan = PlanFactory(slug="hemmelig", reference="HEMMELIG", title="Hemmelig plan", state="draft", published_on=None)
    return DeadlineFactory(action__objective__plan=plan, label="Hemmelig frist", translations={})


@pytest.mark.parametrize("role", ["reader", "contributor"])
def test_a_draft_is_seen_nowhere_by_those_who_do_not_coordinate_it(client, sign_in, draft, role):
    sign_in(role, **({"organisation": OrganisationFactory()} if role == "contributor" else {}))
    action = draft.action

    for name in CONTENT_LISTS:
        assert "emmelig" not in text_of(client.get(list_page(name))).lower(), name
    assert "emmelig" not in text_of(client.get("/admin/"))
    for thing in (action.plan, action.objective, action, draft):
        answer = client.get(page(thing))
        assert answer.status_code == 404, thing
        assert "emmelig" not in text_of(answer).lower().replace(str(thing.public_id), "")
    for name in ("record", "confirm", "history"):
        assert client.get(page(draft, name)).status_code == 404
    answer = client.get(list_page("deadline"), {"plan": "hemmelig"}, follow=True)
    assert "“hemmelig” is unknown here" in text_of(answer)


@pytest.mark.parametrize("role", ["coordinator", "auditor"])
def test_a_draft_is_seen_by_those_who_coordinate_everything_and_by_auditors(client, sign_in, draft, role):
    sign_in(role)

    assert "Hemmelig frist" in text_of(client.get(list_page("deadline")))
    assert client.get(page(draft)).status_code == 200


def test_a_coordinator_of_another_plan_does_not_see_a_draft(client, sign_in, draft, plan):
    sign_in(MembershipRole.COORDINATOR, plan=plan)

    assert "emmelig" not in text_of(client.get(list_page("deadline")))
    assert Plan.objects.filter(slug="hemmelig").exists()
