"""An ordered list is read piece by piece: every row once, in any order, forward and backward, at the same price."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import F

from initiatives.choices import PlanState, Status
from initiatives.clocks import Moment
from initiatives.filters.deadlines import ORDERINGS
from initiatives.models import Action, Deadline
from initiatives.models.as_known import as_known
from initiatives.periods import Period
from initiatives.queries.judged import judged_deadlines
from initiatives.queries.keyset import Keyset, SortColumn
from initiatives.services.status_updates import Report, record
from tests.factories import ActionFactory, DeadlineFactory, ObjectiveFactory, PlanFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2019, 3, 1, 9, 30, tzinfo=UTC)
LIVE = Moment.today(NOW)
PAST = Moment.resolve(now=datetime(2020, 1, 1, tzinfo=UTC), as_of=date(2019, 3, 1))
both_clocks = pytest.mark.parametrize("moment", [LIVE, PAST], ids=["today", "past"])
EDTF = ("", "2018-36", "2018-12-31", "2018", "2018-01/..", "2019-04", "2019-33", "2020")


@pytest.fixture
def deadlines(author_at):
    """Deadlines that tie in every column: undated ones, open ends, the same last day, reported or not."""
    archived = PlanFactory(state=PlanState.ARCHIVED, archived_on=date(2019, 1, 10))
    actions = [
        ActionFactory(number="1.2"),
        ActionFactory(number="1.10"),
        ActionFactory(objective=ObjectiveFactory(plan=archived)),
    ]
    made = [DeadlineFactory(action=action, period=Period.parse(edtf)) for edtf in EDTF for action in actions]
    for number, deadline in enumerate(made):
        if number % 3 == 0:
            # Two by two in the same instant.
            author = author_at(2019, 2, 1 + number // 6)
            record(by=author, deadline=deadline, report=Report(status=Status.NOT_STARTED, **soon(deadline)))
    return made


def soon(deadline):
    is_late = deadline.current.latest is not None and deadline.current.latest < date(2019, 3, 1)
    return {"delay_reason": "capacity", "forecast": Period.year(2019)} if is_late else {}


def walked(rows, size, *, forward=True):
    keyset, place, keys = Keyset.of(rows), None, []
    while piece := keyset.read(rows, most=size, place=place, forward=forward):
        assert len(piece) <= size
        place = piece[-1] if forward else piece[0]
        found = [place[-1] for place in piece]
        keys = [*keys, *found] if forward else [*found, *keys]
    return keys


@both_clocks
@pytest.mark.parametrize("ordering", ORDERINGS)
def test_every_row_comes_once_in_the_lists_own_order_both_ways(deadlines, moment, ordering):
    rows = judged_deadlines(moment).order_by(*ORDERINGS[ordering])
    expected = list(rows.values_list("pk", flat=True))
    assert set(expected) == {deadline.pk for deadline in deadlines}
    for size in (1, 5, 24, 100):
        assert walked(rows, size) == expected
        assert walked(rows, size, forward=False) == expected


@both_clocks
def test_the_overdue_list_can_be_read_so_too(deadlines, moment):
    rows = Deadline.objects.at(moment).overdue(moment).worst_first(moment)
    expected = list(rows.values_list("pk", flat=True))
    assert len(expected) > 4
    assert walked(rows, 2) == expected == walked(rows, 3, forward=False)


@both_clocks
@pytest.mark.parametrize("ordering", ["due", "-due"])
def test_undated_rows_come_last_in_either_direction(deadlines, moment, ordering):
    rows = judged_deadlines(moment).order_by(*ORDERINGS[ordering])
    last_days = [place[0] for place in Keyset.of(rows).read(rows, most=100)]
    dated = [day for day in last_days if day is not None]
    assert last_days == [*sorted(dated, reverse=ordering == "-due"), *[None] * 6]


def test_rows_that_come_and_go_elsewhere_move_nothing(deadlines):
    rows = judged_deadlines(LIVE).order_by(*ORDERINGS["due"])
    first = Keyset.of(rows).read(rows, most=10)
    expected = Keyset.of(rows).read(rows, most=5, place=first[-1])
    DeadlineFactory(period=Period.year(2017))
    Deadline.objects.filter(pk=first[-1][-1]).update_pointers(latest_update=None)
    assert Keyset.of(rows).read(rows, most=5, place=first[-1]) == expected


def test_a_piece_is_one_query_at_any_depth_and_one_more_where_the_undated_begin(deadlines, query_count):
    rows = judged_deadlines(LIVE).order_by(*ORDERINGS["due"])
    keyset, place, counts = Keyset.of(rows), None, []
    while True:
        with query_count() as queries:
            piece = keyset.read(rows, most=4, place=place)
        if not piece:
            break
        counts.append(len(queries))
        place = piece[-1]
    assert counts == [1, 1, 1, 1, 2, 1]


def test_versions_are_read_by_the_id_of_the_thing(deadlines):
    action = deadlines[0].action
    action.title = "Anden titel"
    action.save()
    rows = as_known(Action, PAST).order_by("number_key", "id")
    assert sorted(walked(rows, 1)) == sorted(Action.objects.values_list("id", flat=True))


def test_the_id_settles_an_order_that_ties():
    rows = Deadline.objects.order_by("-kind")
    assert Keyset.of(rows).columns == (SortColumn("kind", descending=True), SortColumn("id"))
    assert str(Keyset.of(rows)) == "-kind,id"
    assert Keyset.of(Action.objects.all()).columns == tuple(map(SortColumn, ("plan_id", "number_key", "id")))


@pytest.mark.parametrize("term", ["?", F("label").asc(nulls_first=True), F("moves") + 1])
def test_an_order_without_a_column_is_refused(term):
    with pytest.raises(TypeError, match="cannot be read in pages"):
        Keyset.of(Deadline.objects.order_by(term))
