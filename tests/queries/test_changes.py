"""Everything that was recorded in one order: logs and edits merged, read in pages, narrowed to what may be seen."""

from datetime import UTC, datetime, timedelta

import pytest

from initiatives.choices import MembershipRole, PlanState, Status
from initiatives.clocks import Moment
from initiatives.exceptions import FilterError
from initiatives.filters.changes import KIND_CHOICES
from initiatives.models import Deadline, DeadlineChange, StatusUpdate
from initiatives.periods import Period
from initiatives.policies import Actor, Reach
from initiatives.queries.changes import EDIT, KINDS, Wanted, count_changes, read_changes
from initiatives.services.actions import update_action
from initiatives.services.deadline_changes import move_deadline
from initiatives.services.responsibilities import delete_responsibility
from initiatives.services.status_updates import Report, confirm_unchanged, correct, record, reopen, withdraw
from tests.factories import DeadlineFactory, OrganisationFactory, PlanFactory, ResponsibilityFactory

pytestmark = pytest.mark.django_db

READER = Actor(name="reader", reaches={MembershipRole.READER: Reach(everything=True)})
NOW = datetime(2019, 1, 10, 9, 30, tzinfo=UTC)
LIVE = Moment.today(NOW)
START = datetime(2018, 11, 30, tzinfo=UTC)
DECEMBER = Wanted(after=START, until=NOW)


@pytest.fixture
def guidance(db):
    return DeadlineFactory(key="guidance")


@pytest.fixture
def story(guidance, author_at):
    """A month in the life of one deadline: reported, confirmed, completed, corrected, reopened, withdrawn, moved."""
    record(by=author_at(2018, 12, 1), deadline=guidance, report=Report(status=Status.IN_PROGRESS, confidence="green"))
    confirm_unchanged(by=author_at(2018, 12, 2), deadline=guidance)
    done = Report(status=Status.COMPLETED, completed=Period.parse("2018-12-03"), note="Afleveret")
    target = record(by=author_at(2018, 12, 3), deadline=guidance, report=done)
    other = Report(status=Status.COMPLETED, completed=Period.parse("2018-12-02"), note="Dagen før")
    correct(by=author_at(2018, 12, 4), target=target, report=other)
    again = reopen(
        by=author_at(2018, 12, 5), deadline=guidance, report=Report(status=Status.IN_PROGRESS, note="Ikke færdig")
    )
    withdraw(by=author_at(2018, 12, 6), target=again, reason="Forkert frist")
    reopen(by=author_at(2018, 12, 7), deadline=guidance, report=Report(status=Status.ON_HOLD, note="Alligevel"))
    move_deadline(
        by=author_at(2018, 12, 8),
        deadline=guidance,
        period=Period.quarter(2019, 2),
        reason="capacity",
        explanation="Få hænder",
    )
    update_action(by=author_at(2018, 12, 9), action=guidance.action, title="Bedre vejledning")
    return guidance


def read(wanted=DECEMBER, actor=READER, moment=LIVE, **options):
    return read_changes(wanted, actor, moment, **{"size": 50, **options}).entries


def kinds_of(entries):
    return [EDIT if entry.is_edit else entry.row.kind for entry in entries]


def test_every_source_is_told_newest_first_and_once(story):
    assert kinds_of(read()) == [
        *("edit", "move", "reopening", "withdrawal", "reopening"),
        *("correction", "report", "unchanged", "report"),
    ]


def test_an_entry_says_what_it_is_about_what_stood_before_and_what_struck_it(story):
    edit, move, hold, withdrawal, reopened, correction, done, unchanged, first = read()
    assert (edit.subject.thing, edit.subject.title, edit.before.title) == (
        "action",
        "Bedre vejledning",
        "Vejledning om skilte",
    )
    assert (move.subject.label, move.subject.plan) == ("Vejledningen foreligger", story.action.plan.slug)
    assert hold.before.status == Status.COMPLETED
    assert withdrawal.before == reopened.row
    assert reopened.struck_by == withdrawal.row
    assert (correction.before, done.struck_by) == (done.row, correction.row)
    assert (unchanged.before, first.before) == (first.row, None)
    assert edit.who == move.who == "Karen Koordinator"


def test_what_stood_before_is_judged_as_it_was_then(story):
    reopened = read()[4]
    assert reopened.before.completed == Period.parse("2018-12-02")


def test_the_kinds_are_those_of_the_filter():
    assert {code for code, _label in KIND_CHOICES} == KINDS


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({"kinds": frozenset({"move", "report"})}, ["move", "report", "report"]),
        ({"kinds": frozenset({EDIT})}, ["edit"]),
        ({"who": ("karen",)}, 9),
        ({"who": ("nobody",)}, []),
        ({"plans": frozenset({0})}, []),
        ({"until": datetime(2018, 12, 1, 12, tzinfo=UTC)}, ["report"]),
        ({"after": datetime(2018, 12, 9, tzinfo=UTC)}, ["edit"]),
    ],
)
def test_the_list_can_be_narrowed_and_counted(story, narrowed, expected):
    wanted = Wanted(**{"after": START, "until": NOW, **narrowed})
    found = kinds_of(read(wanted))
    assert found == expected if isinstance(expected, list) else len(found) == expected
    assert count_changes(wanted, READER, LIVE).total == len(found)


def test_counts_tell_the_sorts_apart(story):
    counts = count_changes(DECEMBER, READER, LIVE)
    assert (counts.reports, counts.moves, counts.corrections, counts.edits) == (5, 1, 2, 1)


def test_an_organisation_is_told_what_it_answers_for_and_what_was_said_of_it(story, author_at):
    body = OrganisationFactory()
    ResponsibilityFactory(organisation=body, action=story.action, known_at=datetime(2018, 12, 10, tzinfo=UTC))
    record(by=author_at(2018, 12, 11), deadline=DeadlineFactory(), report=Report(status=Status.IN_PROGRESS))
    theirs = Wanted(after=START, until=NOW, organisations=frozenset({body.pk}))
    found = read(theirs)
    assert len(found) == 10
    assert found[0].subject.thing == "responsibility"
    nobody = Wanted(after=START, until=NOW, organisations=frozenset())
    assert read(nobody) == []


def test_nothing_is_told_that_was_not_known_yet(story):
    past = Moment.resolve(now=NOW, as_of=datetime(2018, 12, 3).date())
    wanted = Wanted(after=START, until=past.known)
    found = read(wanted, moment=past)
    assert kinds_of(found) == ["report", "unchanged", "report"]
    assert found[0].struck_by is None


def test_walking_all_pages_meets_each_change_once(story, author_at):
    instant = datetime(2018, 12, 10, 12, tzinfo=UTC)
    for _ in range(3):
        ResponsibilityFactory(action=story.action, known_at=instant)
    DeadlineFactory(action=story.action, known_at=instant)
    whole = [(type(entry.row), entry.row.pk) for entry in read()]
    assert len(whole) == 13
    for size in (1, 2, 5):
        walked, cursor = [], None
        while True:
            page = read_changes(DECEMBER, READER, LIVE, size=size, cursor=cursor)
            walked += [(type(entry.row), entry.row.pk) for entry in page.entries]
            cursor = page.following
            if cursor is None:
                break
        assert walked == whole


def test_a_cursor_of_another_list_is_refused():
    with pytest.raises(FilterError, match="cursor"):
        read(cursor="nonsense")


def test_drafts_are_told_to_those_alone_who_see_them(author_at, coordinator):
    draft = PlanFactory(state=PlanState.DRAFT, published_on=None, known_at=START + timedelta(days=1))
    hidden = DeadlineFactory(action__objective__plan=draft, known_at=START + timedelta(days=1))
    ResponsibilityFactory(action=hidden.action, known_at=START + timedelta(days=1))
    record(by=author_at(2018, 12, 1), deadline=hidden, report=Report(status=Status.IN_PROGRESS))
    assert {entry.subject.plan for entry in read(actor=coordinator)} == {draft.slug}
    assert read() == []
    assert count_changes(DECEMBER, READER, LIVE).total == 0


def test_what_was_removed_is_still_told(guidance, author_at, coordinator):
    draft = DeadlineFactory(action__objective__plan__state=PlanState.DRAFT, action__objective__plan__published_on=None)
    said = ResponsibilityFactory(action=draft.action)
    delete_responsibility(by=author_at(2018, 12, 2), responsibility=said)
    (entry,) = read(actor=coordinator)
    assert (entry.row.history_type, entry.subject.action_number) == ("-", draft.action.number)


@pytest.mark.parametrize("size", [50])
def test_the_number_of_queries_does_not_grow_with_the_changes(story, author_at, query_count, size):
    def reads():
        with query_count() as captured:
            read(size=size)
        return len(captured)

    few = reads()
    for day in range(10, 28):
        by = author_at(2018, 12, day)
        record(by=by, deadline=DeadlineFactory(), report=Report(status=Status.IN_PROGRESS))
        update_action(by=by, action=story.action, title=f"Vejledning {day}")
    assert reads() <= few + 1  # a second plan has to be named
    assert Deadline.objects.count() == 19
    assert StatusUpdate.objects.count() + DeadlineChange.objects.count() == 26
