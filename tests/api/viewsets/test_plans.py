"""Plans through the REST interface."""

import pytest

from initiatives.choices import MembershipRole
from initiatives.models import Plan
from tests.api.conftest import problem
from tests.factories import OrganisationFactory, PlanFactory

PLANS = "/api/v1/plans/"


def if_match(version):
    return {"If-Match": f'"{version}"'}


def test_a_plan_is_created_as_a_draft_and_read_back(coordinator_program):
    issuer = OrganisationFactory(abbreviation="EU", slug="eu", name="Kommissionen")
    content = {
        "slug": "new-plan",
        "reference": "PLAN 1",
        "title": "En ny plan",
        "summary": "Kort",
        "kind": "strategy",
        "issuer": str(issuer.public_id),
        "adopted": "2026-03",
        "adopted_is_inferred": True,
        "source_link": "https://example.org/plan",
        "due_soon_days": 45,
        "ageing_after_days": 30,
        "stale_after_days": 90,
        "language": "da",
        "translations": {"en": {"title": {"text": "A new plan", "official": False}}},
    }
    answer = coordinator_program.post(PLANS, content)
    assert answer.status_code == 201
    plan = answer.json()
    assert answer.headers["Location"] == plan["url"] == "http://testserver/api/v1/plans/new-plan/"
    read = coordinator_program.get(plan["url"])
    assert read.json() == plan
    assert read.headers["ETag"] == answer.headers["ETag"]
    assert {name: plan[name] for name in content.keys() - {"issuer", "adopted", "title"}} == {
        name: value for name, value in content.items() if name not in {"issuer", "adopted", "title"}
    }
    assert (plan["title"], plan["state"], plan["published_on"], plan["version"]) == ("A new plan", "draft", None, 1)
    assert (plan["issuer"]["slug"], plan["adopted"]["latest"]) == ("eu", "2026-03-31")


def test_a_plan_read_and_sent_back_changes_nothing(coordinator_program, signs):
    plan = coordinator_program.get(f"{PLANS}signs/?lang=da").json()
    for name in ("published_on", "archived_on", "state", "is_demonstration", "language"):
        del plan[name]
    answer = coordinator_program.patch(f"{PLANS}signs/", plan, headers=if_match(1))
    assert (answer.status_code, answer.json()["version"]) == (200, 1)


def test_a_draft_is_published_and_later_archived_on_a_day(coordinator_program, draft):
    address = f"{PLANS}secret/"
    told = coordinator_program.patch(address, {"state": "published", "published_on": "2018-01-01"}, headers=if_match(1))
    assert (told.json()["state"], told.json()["published_on"], told.json()["version"]) == ("published", "2018-01-01", 2)
    problem(coordinator_program.patch(address, {"slug": "other"}, headers=if_match(2)), 400, "invalid")
    told = coordinator_program.patch(
        f"{address}?lang=da", {"title": "Sidste", "state": "archived"}, headers=if_match(2)
    )
    assert (told.json()["state"], told.json()["title"], told.json()["version"]) == ("archived", "Sidste", 4)
    closed = coordinator_program.patch(f"{address}?lang=da", {"title": "x"}, headers=if_match(4))
    problem(closed, 409, "plan_closed")


@pytest.mark.parametrize(
    ("content", "errors"),
    [
        ({"state": "draft"}, {"state"}),
        ({"state": "archived"}, {"state"}),
        ({"published_on": "2018-01-01"}, {"published_on"}),
        ({"state": "published", "archived_on": "2018-01-01"}, {"archived_on"}),
        ({"state": "published", "published_on": "2199-01-01"}, {"published_on"}),
        ({"language": "en"}, {"language"}),
        ({"is_demonstration": True}, {"is_demonstration"}),
        ({"issuer": "00000000-0000-4000-8000-000000000000"}, {"issuer"}),
    ],
)
def test_a_change_that_cannot_be_is_refused_and_nothing_of_it_is_kept(coordinator_program, draft, content, errors):
    answer = coordinator_program.patch(f"{PLANS}secret/?lang=da", {"title": "New", **content}, headers=if_match(1))
    assert problem(answer, 400, "invalid")["errors"].keys() == errors
    draft.plan.refresh_from_db()
    assert (draft.plan.title, draft.plan.version) == ("Hemmelig plan", 1)


def test_the_order_of_staleness_limits_is_kept(coordinator_program, signs):
    answer = coordinator_program.patch(f"{PLANS}signs/", {"stale_after_days": 10}, headers=if_match(1))
    assert problem(answer, 400, "invalid")["detail"] == "A report must age before it is stale."


def test_a_draft_is_removed_with_all_that_is_in_it(coordinator_program, draft):
    answer = coordinator_program.delete(f"{PLANS}secret/", headers=if_match(1))
    assert (answer.status_code, answer.content) == (204, b"")
    assert not Plan.objects.exists()
    problem(coordinator_program.get(f"{PLANS}secret/"), 404, "not_found")


def test_plans_are_made_by_coordinators_of_everything_and_edited_by_their_own(program, signs):
    theirs = program(MembershipRole.COORDINATOR, plan=signs.plan)
    problem(theirs.post(PLANS, {"slug": "x", "title": "x"}), 403, "not_allowed")
    assert theirs.patch(f"{PLANS}signs/", {"summary": "x"}, headers=if_match(1)).status_code == 200
    auditor = program(MembershipRole.AUDITOR)
    problem(auditor.patch(f"{PLANS}signs/", {"summary": "x"}, headers=if_match(2)), 403, "not_allowed")


def test_filters_narrow_the_list_and_pages_walk_it(coordinator_program, signs, draft):
    for number in range(3):
        PlanFactory(slug=f"more-{number}", title="Støj", kind="strategy", translations={})

    def slugs(query):
        return [plan["slug"] for plan in coordinator_program.get(f"{PLANS}{query}").json()["results"]]

    assert slugs("") == ["more-0", "more-1", "more-2", "secret", "signs"]
    assert slugs("?state=draft") == ["secret"]
    assert slugs("?kind=strategy") == slugs("?q=STØJ") == ["more-0", "more-1", "more-2"]
    assert slugs("?state=draft&as_of=2018-01-01") == ["secret"]
    first = coordinator_program.get(f"{PLANS}?page_size=2&count=1").json()
    assert (first["count"], first["previous"]) == (5, None)
    second = coordinator_program.get(first["next"]).json()
    assert [plan["slug"] for plan in second["results"]] == ["more-2", "secret"]
    assert [plan["slug"] for plan in coordinator_program.get(second["previous"]).json()["results"]] == [
        "more-0",
        "more-1",
    ]
