"""Editing plans and what is in them: through the services, with versions, stale forms shown whole, removals told."""

import re
from datetime import date

import pytest
from django.urls import reverse

from initiatives.choices import MembershipRole
from initiatives.models import Action, Deadline, Objective, Organisation, Plan, Responsibility
from initiatives.periods import Period
from initiatives.services.actions import update_action
from tests.admin.conftest import filled, list_page, page, text_of
from tests.factories import (
    ActionFactory,
    DeadlineFactory,
    ObjectiveFactory,
    OrganisationFactory,
    PlanFactory,
    ResponsibilityFactory,
)


def add(client, model_name, above=None, **values):
    address = reverse(f"admin:initiatives_{model_name}_add")
    if above is not None:
        parameter, thing = above
        address = f"{address}?{parameter}={thing.public_id}"
    return client.post(address, filled(client.get(address), **values), follow=True)


def edit(client, thing, **values):
    return client.post(page(thing), filled(client.get(page(thing)), **values), follow=True)


@pytest.fixture
def draft(db):
    return PlanFactory(slug="ny", state="draft", published_on=None, translations={})


def test_a_plan_is_built_from_the_top_down_and_published(client, editor):
    add(client, "plan", language="da", slug="ny-plan", title="Ny plan", kind="strategy", adopted="2018-Q4")
    plan = Plan.objects.get(slug="ny-plan")
    add(client, "objective", ("in_plan", plan), number="1", title="Et formål")
    objective = Objective.objects.get(plan=plan)
    add(
        client,
        "action",
        ("in_objective", objective),
        number="1.1",
        title="Et tiltag",
        first_label="Det første",
        first_period="2019-06",
    )
    action = Action.objects.get(plan=plan)
    add(client, "deadline", ("in_action", action), key="second", label="Det næste", period="2019")
    add(client, "funding", ("in_action", action), amount="18.5", currency="EUR", words="18,5 mio. EUR")
    body = OrganisationFactory()
    add(client, "responsibility", ("for_action", action), organisation=body.pk, role="lead")
    client.post(page(plan, "step"), {"step": "publish"})

    plan.refresh_from_db()
    assert plan.adopted == Period.quarter(2018, 4)
    assert plan.state == "published"
    deadlines = {row.key: row.current for row in Deadline.objects.filter(action=action)}
    assert deadlines == {"main": Period.month(2019, 6), "second": Period.year(2019)}
    assert Responsibility.objects.get(action=action).organisation == body
    shown = text_of(client.get(page(action)))
    assert "Det første" in shown
    assert "18,5 mio. EUR" in shown
    assert body.abbreviation in shown


def test_an_edit_makes_a_version_that_names_who_changed_what(client, editor, deadline):
    action = deadline.action

    edit(client, action, title="Bedre vejledninger")

    versions = text_of(client.get(page(action, "history")))
    assert "Vejledninger om bygningers modstandskraft" in versions
    assert "Bedre vejledninger" in versions
    assert editor.display_name in versions
    assert action.history.count() == 2


def test_the_versions_lead_to_the_page_on_which_an_edit_is_restored(client, editor, deadline):
    for thing in (deadline, deadline.action, deadline.action.objective, deadline.action.plan):
        (address,) = re.findall(r'href="(/edits/[^"]+)"', client.get(page(thing, "history")).content.decode())
        answer = client.get(address)
        assert (answer.status_code, answer.context["record"]) == (200, thing)


def test_saving_without_a_change_makes_no_version(client, editor, deadline):
    edit(client, deadline.action)
    edit(client, deadline)
    edit(client, deadline.action.plan)
    edit(client, deadline.action.objective)

    for thing in (deadline.action, deadline, deadline.action.plan, deadline.action.objective):
        assert thing.history.count() == 1, thing


def test_texts_are_kept_by_language_each_official_or_ours(client, editor, deadline):
    action = deadline.action

    edit(
        client,
        action,
        title__en="Guidance on buildings",
        title__en__official=None,
        title__sv="Vägledning",
        title__da__official=None,
    )

    action.refresh_from_db()
    assert action.translations == {
        "da": {"title": {"official": False}},
        "en": {"title": {"text": "Guidance on buildings", "official": False}},
        "sv": {"title": {"text": "Vägledning", "official": False}},
    }
    client.cookies["django_language"] = "da"
    assert "Vejledninger om bygningers modstandskraft" in text_of(client.get(list_page("deadline")))
    edit(client, action, title__en="", title__sv="")
    action.refresh_from_db()
    assert set(action.translations) == {"da"}


def test_a_stale_form_shows_both_texts_and_drops_nothing(client, editor, deadline, author_at):
    action = deadline.action
    opened = client.get(page(action))
    update_action(by=author_at(), action=action, title="Den andens titel", summary="Den andens resumé")

    answer = client.post(page(action), filled(opened, title="Min titel"))

    text = text_of(answer)
    assert "Min titel" in text
    assert "Den andens titel" in text
    assert "Den andens resumé" in text
    action.refresh_from_db()
    assert action.title == "Den andens titel"

    client.post(page(action), filled(answer, summary="Vi er enige"))
    action.refresh_from_db()
    assert (action.title, action.summary) == ("Min titel", "Vi er enige")


def test_what_a_service_refuses_is_said_at_the_field(client, editor, deadline, plan):
    ObjectiveFactory(plan=plan, number="7")

    taken = add(client, "objective", ("in_plan", plan), number="7", title="Igen")
    assert "The plan has an objective with this number already" in text_of(taken)
    blank = edit(client, deadline.action, title=" \u200b ")
    assert blank.context["adminform"].form.errors["title"]
    overridden = edit(client, deadline.action, title="Vejledning \u202e rettet")
    assert "U+202E" in overridden.context["adminform"].form.errors["title"][0]


def test_identifiers_of_a_published_plan_are_no_fields_any_more(client, editor, deadline):
    for thing, name in (
        (deadline.action.plan, "slug"),
        (deadline.action.objective, "number"),
        (deadline.action, "number"),
        (deadline, "key"),
    ):
        assert name not in client.get(page(thing)).context["adminform"].form.fields


def test_the_period_is_a_field_in_a_draft_alone(client, editor, deadline, draft):
    in_draft = DeadlineFactory(action__objective__plan=draft, period=Period.none())

    edit(client, in_draft, period="2018-Q4")

    in_draft.refresh_from_db()
    assert in_draft.current == in_draft.original == Period.quarter(2018, 4)
    assert "period" not in client.get(page(deadline)).context["adminform"].form.fields


# ---- removing


def test_removal_of_what_was_published_is_not_offered_and_its_address_explains(client, editor, deadline):
    responsibility = ResponsibilityFactory(deadline=deadline)

    for thing in (deadline.action.plan, deadline.action.objective, deadline.action, deadline, responsibility):
        assert "deletelink" not in text_of(client.get(page(thing)))
        for answer in (
            client.get(page(thing, "delete"), follow=True),
            client.post(page(thing, "delete"), {"post": "yes"}, follow=True),
        ):
            assert answer.status_code == 200
            assert "stays: it was published, or the record says something about it" in text_of(answer)
        assert type(thing).objects.filter(pk=thing.pk).exists()


def test_removal_of_an_organisation_that_is_named_is_explained(client, editor, ministry, deadline):
    answer = client.post(page(ministry, "delete"), {"post": "yes"}, follow=True)

    assert "stays" in text_of(answer)
    assert Organisation.objects.filter(pk=ministry.pk).exists()


def test_a_draft_goes_whole_and_its_parts_one_by_one(client, editor, draft):
    action = ActionFactory(objective=ObjectiveFactory(plan=draft))
    first, second = DeadlineFactory(action=action), DeadlineFactory(action=action)

    assert "deletelink" in text_of(client.get(page(second)))
    client.post(page(second, "delete"), {"post": "yes"})
    last = client.post(page(first, "delete"), {"post": "yes"}, follow=True)
    assert "only deadline" in text_of(last)
    objective = client.post(page(action.objective, "delete"), {"post": "yes"}, follow=True)
    assert "the record refers to it" in text_of(objective)
    client.post(page(draft, "delete"), {"post": "yes"})

    assert not Plan.objects.filter(pk=draft.pk).exists()
    assert Deadline.history.filter(id=second.pk, history_type="-").get().history_author == editor.display_name


def test_a_list_offers_no_removal_in_bulk(client, editor, deadline):
    for name in ("plan", "objective", "action", "deadline", "organisation", "statusupdate"):
        assert "delete_selected" not in text_of(client.get(list_page(name)))
    answer = client.post(
        list_page("plan"), {"action": "delete_selected", "_selected_action": [deadline.action.plan.pk]}
    )
    assert answer.status_code in (200, 302)
    assert Plan.objects.filter(pk=deadline.action.plan.pk).exists()


def test_archiving_asks_whether_one_is_sure(client, editor, plan):
    client.post(page(plan, "step"), {"step": "archive"})
    plan.refresh_from_db()
    assert plan.state == "published"

    client.post(page(plan, "step"), {"step": "archive", "sure": "yes"})
    plan.refresh_from_db()
    assert plan.state == "archived"
    assert 'name="_save"' not in text_of(client.get(page(plan)))


def test_a_step_of_a_plan_is_taken_by_its_coordinators_alone(client, sign_in, draft):
    sign_in(MembershipRole.AUDITOR)

    answer = client.post(page(draft, "step"), {"step": "publish"})

    assert answer.status_code == 403
    assert "Only a coordinator of the plan" in text_of(answer)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_responsibility_of_a_published_plan_is_ended(client, editor, deadline):
    responsibility = deadline.action.responsibilities.get()

    edit(client, responsibility, valid_to="31.12.2018")

    responsibility.refresh_from_db()
    assert responsibility.valid_to == date(2018, 12, 31)


# ---- addresses


def test_addresses_name_things_by_public_id_and_bear_anything(client, editor, deadline):
    assert f"/deadline/{deadline.public_id}/" in page(deadline)
    assert f"/deadline/{deadline.pk}/change/" not in text_of(client.get(list_page("deadline")))
    for identity in ("0", "-1", "9" * 400, "nothing", "%00", "00000000-0000-0000-0000-000000000000", "१"):
        for name in ("change", "record", "history"):
            assert client.get(f"/admin/initiatives/deadline/{identity}/{name}/").status_code in (302, 404), identity


def test_nothing_is_added_without_the_thing_that_it_belongs_to(client, editor, deadline):
    for name in ("objective", "action", "deadline", "responsibility", "funding"):
        address = reverse(f"admin:initiatives_{name}_add")
        assert client.get(address).status_code == 403
        named = {"in_plan": "x", "in_action": "x", "in_objective": "1"}
        assert client.get(address, named).status_code == (403 if name == "responsibility" else 404)


def test_who_may_only_read_a_thing_reads_its_texts_in_other_languages(client, sign_in):
    deadline = DeadlineFactory()
    sign_in(MembershipRole.READER)
    content = client.get(page(deadline)).content.decode()
    assert '<span lang="en">The guidance is ready</span>' in content
    assert "label__en" not in content, "there is no form to show"
