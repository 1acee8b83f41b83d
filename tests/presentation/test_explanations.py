"""The sentence that explains a position: one for each of the thirteen, with the days that decided it."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.utils.translation import override

from initiatives.choices import DeadlineKind, Position, Status
from initiatives.periods import Period
from initiatives.positions import Facts, Limits, judge
from initiatives.presentation.explanations import SENTENCES, why
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.texts import Text

AS_OF = date(2018, 12, 20)
QUARTER = Period.quarter(2018, 4)
COMPLETE_BY, START_BY = DeadlineKind.COMPLETE_BY, DeadlineKind.START_BY


def row_of(
    *,
    kind=COMPLETE_BY,
    status=Status.NONE,
    current=QUARTER,
    original=None,
    completed=Period.none(),
    forecast=Period.none(),
    started_on=None,
    archived_on=None,
):
    """Return the row of a deadline, judged by the rule itself."""
    facts = Facts(
        kind=kind,
        status=status,
        started_on=started_on,
        completed=completed,
        forecast=forecast,
        current=current,
        baseline=current.latest,
    )
    judgement = judge(facts, AS_OF, Limits(archived_on=archived_on))
    nothing = Text("", "en")
    stated = {
        "kind": kind,
        "status": status,
        "current": current,
        "original": current if original is None else original,
        "completed": completed,
        "forecast": forecast,
        "started_on": started_on,
        "effective_on": date(2018, 12, 3),
        "as_of": AS_OF,
        "known": datetime(2018, 12, 20, tzinfo=UTC),
        "pk": 1,
        "deadline_id": uuid4(),
        "bodies": (),
    }
    judged = {name: getattr(judgement, name) for name in type(judgement).__slots__}
    rest = dict.fromkeys(DeadlineRow._fields, nothing)
    return DeadlineRow(**{**rest, **stated, **judged})


CASES = [
    (
        Position.CLOSED,
        {"status": Status.CANCELLED},
        "Reported as cancelled from 3 December 2018",
        "Indberettet som udgået fra 3. december 2018",
    ),
    (
        Position.CLOSED,
        {"status": Status.SUPERSEDED},
        "superseded from 3 December 2018",
        "erstattet fra 3. december 2018",
    ),
    (
        Position.CLOSED_PARTIAL,
        {"status": Status.CLOSED_PARTIAL},
        "Closed on 3 December 2018",
        "Afsluttet 3. december 2018",
    ),
    (Position.MET_UNDATED, {"status": Status.COMPLETED}, "without a day", "uden en dag"),
    (
        Position.MET_NO_DEADLINE,
        {"status": Status.COMPLETED, "completed": Period.month(2018, 11), "current": Period.none()},
        "Completed: November 2018",
        "Gennemført: november 2018",
    ),
    (
        Position.MET_ON_TIME,
        {"status": Status.COMPLETED, "completed": Period.month(2018, 11)},
        "Completed: November 2018. That is no later than the last day, 31 December 2018",
        "Gennemført: november 2018. Det er ikke senere end den sidste dag, 31. december 2018",
    ),
    (
        Position.MET_ON_TIME,
        {"status": Status.IN_PROGRESS, "started_on": date(2018, 12, 1), "kind": START_BY},
        "Started: 1 December 2018",
        "Begyndt: 1. december 2018",
    ),
    (
        Position.MET_LATE,
        {"status": Status.COMPLETED, "completed": Period.day(date(2018, 10, 1)), "current": Period.quarter(2018, 3)},
        "That is 1 day after the last day, 30 September 2018",
        "Det er 1 dag efter den sidste dag, 30. september 2018",
    ),
    (
        Position.MET_UNDECIDED,
        {"status": Status.COMPLETED, "completed": QUARTER, "current": Period.month(2018, 11)},
        "4th quarter 2018. The last day, 30 November 2018, lies within that",
        "4. kvartal 2018. Den sidste dag, 30. november 2018, ligger inden for",
    ),
    (Position.NO_DEADLINE, {"current": Period.none()}, "The plan gives no date", "Planen giver ingen dato"),
    (
        Position.NO_DEADLINE,
        {"current": Period.none(), "original": QUARTER},
        "the original deadline was 4th quarter 2018",
        "den oprindelige frist var 4. kvartal 2018",
    ),
    (
        Position.NO_DEADLINE,
        {"current": Period.from_start_of(QUARTER)},
        "has no last day",
        "har ingen sidste dag",
    ),
    (
        Position.OVERDUE,
        {"current": Period.quarter(2018, 3), "status": Status.IN_PROGRESS},
        "The last day was 30 September 2018. On 20 December 2018, 81 days later, it is not reported as completed",
        "81 dage senere, er den ikke indberettet som gennemført",
    ),
    (Position.OVERDUE, {"current": Period.quarter(2018, 3)}, "no report has been", "er der ingen indberetning"),
    (
        Position.OVERDUE,
        {"current": Period.quarter(2018, 3), "status": Status.NOT_STARTED, "kind": START_BY},
        "started or completed",
        "begyndt eller gennemført",
    ),
    (
        Position.EXPECTED_LATE,
        {"forecast": Period.month(2019, 2), "status": Status.IN_PROGRESS},
        "The forecast is February 2019, which reaches beyond the last day, 31 December 2018",
        "Forventet dato er februar 2019, som rækker ud over den sidste dag, 31. december 2018",
    ),
    (Position.DUE_SOON, {}, "31 December 2018, in 11 days", "31. december 2018, om 11 dage"),
    (Position.DUE_SOON, {"current": Period.day(AS_OF)}, "the judged day itself", "selve den dag, der opgøres"),
    (
        Position.IN_PERIOD,
        {"current": Period.range(QUARTER, Period.quarter(2019, 2))},
        "began on 1 October 2018 and ends on 30 June 2019",
        "begyndte 1. oktober 2018 og slutter 30. juni 2019",
    ),
    (
        Position.IN_PERIOD,
        {"current": Period.by_end_of(Period.quarter(2019, 2))},
        "at any time up to the last day, 30 June 2019",
        "når som helst indtil den sidste dag, 30. juni 2019",
    ),
    (
        Position.UPCOMING,
        {"current": Period.quarter(2019, 2)},
        "from 1 April 2019 to 30 June 2019",
        "fra 1. april 2019 til 30. juni 2019",
    ),
    (Position.UPCOMING, {"current": Period.day(date(2019, 5, 1))}, "The day, 1 May 2019", "Dagen, 1. maj 2019"),
]


@pytest.mark.parametrize(("position", "stated", "english", "danish"), CASES)
def test_the_sentence_names_the_days_that_decided_the_position(position, stated, english, danish):
    row = row_of(**stated)
    assert row.position == position
    with override("en"):
        assert english in why(row)
    with override("da"):
        assert danish in why(row)


def test_every_position_is_explained():
    assert {position for position, *_ in CASES} == set(Position) == set(SENTENCES)


def test_an_archived_plan_says_on_which_day_it_was_judged():
    row = row_of(current=Period.quarter(2018, 2), archived_on=date(2018, 10, 1))
    with override("en"):
        assert "On 1 October 2018, 93 days later" in why(row)
        assert why(row).endswith("The plan was archived on 1 October 2018, and its deadlines are judged on that day.")


def test_days_left_to_a_future_day_are_counted_from_the_judged_day():
    with override("en"):
        assert "archived" not in why(row_of())
