"""Moves, settled readings, first dates and removals: each with its reason, none of them silent."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from initiatives.choices import ChangeKind, MembershipRole, Status
from initiatives.exceptions import NotAllowed
from initiatives.periods import Period
from initiatives.policies import Actor, Reach
from initiatives.services.deadline_changes import move_deadline, remove_date, set_first_date, settle_reading
from initiatives.services.status_updates import Report, record
from tests.factories import DeadlineFactory, UserFactory

pytestmark = pytest.mark.django_db

WHY = {"reason": "other_authority", "explanation": "The agency waits for the Council."}


def refusal(call):
    with pytest.raises(ValidationError) as refused:
        call()
    return set(refused.value.message_dict)


def test_a_move_keeps_the_original_and_counts(author_at):
    deadline = DeadlineFactory(period=Period.quarter(2018, 4))
    for period in (Period.quarter(2019, 1), Period.quarter(2019, 2)):
        move_deadline(by=author_at(2018, 9, 1), deadline=deadline, period=period, **WHY)
    deadline.refresh_from_db()
    assert (deadline.original.edtf, deadline.current.edtf, deadline.moves) == ("2018-36", "2019-34", 2)
    assert deadline.baseline == date(2018, 12, 31)
    assert [change.old.edtf for change in deadline.changes.all()] == ["2018-36", "2019-33"]
    assert deadline.history.count() == 3, "versions keep the period that was in force"


def test_a_settled_reading_changes_the_original_and_is_no_move(author_at):
    deadline = DeadlineFactory(period=Period.by_end_of(Period.month(2018, 10)), is_confirmed=False)
    literal = Period.by_end_of(Period.month(2018, 9))
    settle_reading(by=author_at(2018, 6, 1), deadline=deadline, period=literal, **WHY)
    deadline.refresh_from_db()
    assert (deadline.original, deadline.current, deadline.moves) == (literal, literal, 0)
    assert (deadline.is_confirmed, deadline.baseline) == (True, date(2018, 9, 30))


def test_a_reading_settled_after_a_move_leaves_the_moved_deadline(author_at):
    deadline = DeadlineFactory(period=Period.by_end_of(Period.month(2018, 10)))
    move_deadline(by=author_at(2018, 6, 1), deadline=deadline, period=Period.month(2019, 3), **WHY)
    settle_reading(by=author_at(2018, 6, 2), deadline=deadline, period=Period.month(2018, 9), **WHY)
    deadline.refresh_from_db()
    assert (deadline.original.edtf, deadline.current.edtf) == ("2018-09", "2019-03")


def test_a_reading_may_confirm_the_period_that_stands(author_at):
    deadline = DeadlineFactory(is_confirmed=False)
    settle_reading(by=author_at(2019, 6, 1), deadline=deadline, period=deadline.current, **WHY)
    deadline.refresh_from_db()
    assert deadline.is_confirmed


def test_a_first_date_leaves_the_original_empty_and_delay_is_judged_on_it(author_at):
    deadline = DeadlineFactory(period=Period.none())
    assert refusal(lambda: move_deadline(by=author_at(), deadline=deadline, period=Period.month(2019, 3), **WHY)) == {
        "deadline"
    }
    set_first_date(by=author_at(), deadline=deadline, period=Period.month(2019, 3), **WHY)
    deadline.refresh_from_db()
    assert (deadline.original, deadline.current.edtf, deadline.moves) == (Period.none(), "2019-03", 0)
    assert deadline.baseline == date(2019, 3, 31)
    again = {"by": author_at(), "deadline": deadline, "period": Period.month(2019, 4)}
    assert refusal(lambda: set_first_date(**again, **WHY)) == {"deadline"}
    move_deadline(**again, **WHY)
    deadline.refresh_from_db()
    assert (deadline.moves, deadline.baseline) == (1, date(2019, 3, 31))


def test_a_removed_date_can_be_given_again_only_as_a_move(author_at):
    deadline = DeadlineFactory()
    change = remove_date(by=author_at(), deadline=deadline, **WHY)
    deadline.refresh_from_db()
    assert (change.kind, deadline.current, deadline.original.edtf) == (ChangeKind.REMOVAL, Period.none(), "2018-36")
    assert refusal(lambda: remove_date(by=author_at(), deadline=deadline, **WHY)) == {"deadline"}
    move_deadline(by=author_at(), deadline=deadline, period=Period.month(2019, 4), **WHY)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"reason": ""}, {"reason"}),
        ({"explanation": " "}, {"explanation"}),
        ({"period": Period.none()}, {"period"}),
        ({"period": Period.from_start_of(Period.month(2019, 1))}, {"period"}),
        ({"period": Period.quarter(2018, 4)}, {"period"}),
        ({"period": Period.month(2018, 3)}, {"period"}),
        ({"effective_on": date(2018, 12, 21)}, {"effective_on"}),
        ({"reason": "whim"}, {"reason"}),
    ],
)
def test_a_move_says_what_is_missing_and_writes_nothing(author_at, change, missing):
    deadline = DeadlineFactory()
    values = {"period": Period.month(2019, 3), **WHY, **change}
    assert refusal(lambda: move_deadline(by=author_at(2018, 12, 20), deadline=deadline, **values)) == missing
    assert not deadline.changes.exists()


def test_a_deadline_that_is_met_is_not_moved(author_at):
    deadline = DeadlineFactory()
    done = Report(status=Status.COMPLETED, completed=Period.month(2018, 11), note="Done")
    record(by=author_at(), deadline=deadline, report=done)
    for call in (
        lambda: move_deadline(by=author_at(), deadline=deadline, period=Period.month(2019, 3), **WHY),
        lambda: remove_date(by=author_at(), deadline=deadline, **WHY),
    ):
        assert refusal(call) == {"deadline"}


def test_only_a_coordinator_within_reach_changes_a_deadline(author_at):
    deadline = DeadlineFactory()
    everywhere = Actor(user=UserFactory(), reaches={MembershipRole.CONTRIBUTOR: Reach(everything=True)})
    elsewhere = Actor(user=UserFactory(), reaches={MembershipRole.COORDINATOR: Reach(plans=frozenset({-1}))})
    here = Actor(
        user=UserFactory(), reaches={MembershipRole.COORDINATOR: Reach(plans=frozenset({deadline.action.plan_id}))}
    )
    for actor in (everywhere, elsewhere):
        with pytest.raises(NotAllowed):
            move_deadline(by=author_at(actor=actor), deadline=deadline, period=Period.month(2019, 3), **WHY)
    move_deadline(by=author_at(actor=here), deadline=deadline, period=Period.month(2019, 3), **WHY)
