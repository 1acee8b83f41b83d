"""The list of changes: from what to what, by whom, struck rows as such, filters that can be removed, older pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from initiatives.choices import MembershipRole, PlanState, Status
from initiatives.clocks import local_day
from initiatives.models import User
from initiatives.periods import Period
from initiatives.services.actions import update_action
from initiatives.services.authorship import Author
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.organisations import update_organisation
from initiatives.services.responsibilities import end_responsibility
from initiatives.services.status_updates import Report, record, withdraw
from initiatives.web.views import changes
from tests.factories import DeadlineFactory, OrganisationFactory, PlanFactory, ResponsibilityFactory
from tests.web.conftest import text_of

CHANGES = "/changes/"
NOW = timezone.now()
AHEAD = Period.year(2199)


@pytest.fixture
def by(coordinator):
    """Return ``by(days)``: the coordinator, so many days ago."""
    return lambda days: Author(actor=coordinator, now=timezone.now() - timedelta(days=days))


@pytest.fixture
def story(deadline, by):
    wrong = record(
        by=by(9),
        deadline=deadline,
        report=Report(status=Status.CANCELLED, note="Opgivet <script>", internal_note="Hemmelig"),
    )
    withdraw(by=by(8), target=wrong, reason="Forkert frist")
    move_deadline(by=by(7), deadline=deadline, period=Period.year(2199), reason="capacity", explanation="Få hænder")
    update_action(by=by(6), action=deadline.action, title="Bedre vejledninger")
    return deadline


@pytest.fixture
def reader(sign_in):
    return sign_in(MembershipRole.READER)


def test_each_change_says_what_from_what_to_what_by_whom(client, story, reader):
    answer = client.get(CHANGES)
    page = text_of(answer)
    edit, move, withdrawal, report = answer.context["entries"]
    assert (edit.said, [(each.before, each.after) for each in edit.differences]) == (
        "Action: changed",
        [("Vejledninger om bygningers modstandskraft", "Bedre vejledninger")],
    )
    assert [(each.before, each.after) for each in move.differences] == [("4th quarter 2018", "2199")]
    assert [(each.before, each.after) for each in withdrawal.differences] == [("Cancelled", "withdrawn")]
    assert report.struck.startswith("Withdrawn on")
    assert "Karen Koordinator" in page
    assert "&lt;script&gt;" in page
    assert "Hemmelig" not in page
    assert edit.address == f"/plans/com-2017-612/actions/{story.action.number}/"


def test_the_last_thirty_days_are_shown_to_who_comes_for_the_first_time(client, story, reader, by, deadline):
    record(by=by(0), deadline=DeadlineFactory(period=AHEAD), report=Report(status=Status.IN_PROGRESS))
    assert len(client.get(CHANGES).context["entries"]) == 5
    span = {"known_from": str(local_day(NOW) - timedelta(days=8)), "known_to": str(local_day(NOW) - timedelta(days=7))}
    assert [entry.kind for entry in client.get(CHANGES, span).context["entries"]] == ["move", "withdrawal"]


def test_what_is_new_since_the_last_visit_is_shown_unless_other_days_are_asked_for(client, story, reader):
    User.objects.filter(pk=reader.pk).update(previous_visit_at=timezone.now() - timedelta(days=7, hours=1))
    answer = client.get(CHANGES)
    assert [entry.kind for entry in answer.context["entries"]] == ["edit", "move"]
    assert "Since your last visit on" in text_of(answer)
    assert len(client.get(answer.context["thirty_days"]).context["entries"]) == 4
    since = (timezone.now() - timedelta(days=6, hours=1)).isoformat()
    assert [entry.kind for entry in client.get(CHANGES, {"since": since}).context["entries"]] == ["edit"]


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ({"kind": "edit"}, ["edit"]),
        ({"kind": ["move", "withdrawal"]}, ["move", "withdrawal"]),
        ({"plan": "com-2017-612", "kind": "move"}, ["move"]),
        ({"organisation": "MIN", "kind": "move"}, ["move"]),
        ({"who": "koordinator", "kind": "move"}, ["move"]),
        ({"who": "nobody"}, []),
    ],
)
def test_the_list_is_narrowed_by_its_address_and_each_filter_can_be_removed(client, story, reader, query, kinds):
    answer = client.get(CHANGES, query)
    assert [entry.kind for entry in answer.context["entries"]] == kinds
    for tag in answer.context["tags"]:
        assert tag.label in text_of(answer)
    assert len(answer.context["tags"]) == sum(1 if isinstance(each, str) else len(each) for each in query.values())
    assert len(client.get(answer.context["unfiltered"]).context["entries"]) == 4


@pytest.mark.parametrize(
    "query", [{"kind": "guess"}, {"plan": "none"}, {"since": "now"}, {"odd": "1"}, {"cursor": "x"}]
)
def test_an_address_that_means_nothing_is_told_so(client, reader, query):
    assert client.get(CHANGES, query).status_code == 400


def test_older_changes_are_a_page_further(client, story, reader, monkeypatch):
    monkeypatch.setattr(changes, "ENTRIES_A_PAGE", 3)
    first = client.get(CHANGES, {"plan": "com-2017-612"})
    second = client.get(first.context["older"])
    assert [entry.kind for entry in first.context["entries"]] == ["edit", "move", "withdrawal"]
    assert [entry.kind for entry in second.context["entries"]] == ["report"]
    assert second.context["older"] == ""
    assert second.context["newest"] == "/changes/?plan=com-2017-612"


def test_a_past_day_shows_what_was_known_then_and_its_links_keep_the_day(client, story, reader):
    client.cookies["django_language"] = "da"  # the source's own language: the English title was not edited
    day = str(local_day(NOW) - timedelta(days=8))
    entries = client.get(CHANGES, {"as_of": day}).context["entries"]
    assert [entry.kind for entry in entries] == ["withdrawal", "report"]
    assert entries[0].address.endswith(f"?as_of={day}")
    assert str(entries[0].subject.title) == "Vejledninger om bygningers modstandskraft"


def test_drafts_of_others_are_left_out(client, reader, by):
    draft = PlanFactory(slug="draft", state=PlanState.DRAFT, published_on=None)
    hidden = DeadlineFactory(action__objective__plan=draft, period=AHEAD)
    record(by=by(1), deadline=hidden, report=Report(status=Status.IN_PROGRESS))
    assert client.get(CHANGES).context["entries"] == []
    assert client.get(CHANGES, {"plan": "draft"}).status_code == 400


def test_a_body_that_is_named_or_no_longer_named_is_told_by_name(client, reader, deadline, ministry, by):
    helper = OrganisationFactory(abbreviation="HJ")
    named = ResponsibilityFactory(
        action=deadline.action, organisation=helper, known_at=timezone.now() - timedelta(days=3)
    )
    end_responsibility(by=by(1), responsibility=named, on=local_day(NOW))
    ended, added = client.get(CHANGES).context["entries"]
    assert [(each.before, each.after) for each in added.differences] == [("", "HJ"), ("", "lead")]
    assert [each.field for each in ended.differences] == ["Valid to"]


def test_edits_of_organisations_lead_to_them(client, reader, ministry, by):
    update_organisation(by=by(1), organisation=ministry, name="Ministeriet for Skilte og Veje")
    (entry,) = client.get(CHANGES).context["entries"]
    assert entry.address == "/organisations/ministeriet/"


def test_the_page_is_danish_too(client, story, reader):
    client.cookies["django_language"] = "da"
    assert "<h1>Ændringer</h1>" in text_of(client.get(CHANGES))


def test_more_changes_need_no_more_queries(client, story, reader, by, django_assert_max_num_queries):
    def add(number):
        for each in range(number):
            made = DeadlineFactory(action=story.action, period=AHEAD)
            ResponsibilityFactory(action=story.action, known_at=timezone.now() - timedelta(days=2, minutes=each))
            record(by=by(1), deadline=made, report=Report(status=Status.IN_PROGRESS))

    add(2)
    client.get(CHANGES)
    with django_assert_max_num_queries(40) as few:
        client.get(CHANGES)
    add(18)
    with django_assert_max_num_queries(len(few)):
        client.get(CHANGES)
