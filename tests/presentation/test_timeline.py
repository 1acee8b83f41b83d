"""The geometry of the timeline: from days to places, and what is drawn of a deadline."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.utils.translation import override

from initiatives.choices import DeadlineKind, Firmness, Position, Status
from initiatives.periods import Period
from initiatives.presentation.timeline import NARROW, WIDE, draw
from initiatives.presentation.timeline.axis import axis_of
from initiatives.presentation.timeline.marks import marks_of
from initiatives.presentation.timeline.shapes import EDGE, shapes_of
from initiatives.presentation.timeline.text_size import text_width, wrapped
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.timeline import Group, TimelinePage
from initiatives.texts import Text

AS_OF = date(2019, 1, 14)
QUARTER = Period.quarter(2018, 4)
NOWHERE = Period.none()


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def row(**values):
    usual = dict.fromkeys(DeadlineRow._fields)
    usual |= {
        "action_number": "1.1",
        "action": Text("Guidance", "en"),
        "label": Text("The guidance is ready", "en"),
        "kind": DeadlineKind.COMPLETE_BY,
        "firmness": Firmness.COMMITTED,
        "original": values.get("current", QUARTER),
        "current": QUARTER,
        "is_confirmed": True,
        "status": Status.NONE,
        "position": Position.UPCOMING,
        "forecast": NOWHERE,
        "completed": NOWHERE,
        "known": datetime(2019, 1, 14, tzinfo=UTC),
        "as_of": AS_OF,
    }
    return DeadlineRow(**(usual | values))


def axis(*days, as_of=AS_OF):
    return axis_of(days, as_of, 0, 1000)


def page(*rows, title="First objective"):
    days = [
        day for one in rows for period in (one.original, one.current) for day in (period.earliest, period.latest) if day
    ]
    group = Group(
        name="1", number="1", slug="", title=title and Text(title, "en"), rows=tuple(rows), is_continued=False
    )
    return TimelinePage(
        groups=(group,),
        days=tuple(days),
        deadlines=len(rows),
        undated=0,
        lines=len(rows),
        first=1,
        last=len(rows),
        following=None,
        preceding=None,
    )


def drawn(*rows, layout=WIDE, as_of=AS_OF, **values):
    return draw(page(*rows, **values), layout, as_of=as_of, today=AS_OF, untitled="Nobody")


def test_the_axis_is_of_whole_quarters_and_holds_all_days_and_the_judged_day():
    found = axis(date(2017, 11, 3), date(2018, 12, 31))
    assert (found.start, found.end) == (date(2017, 10, 1), date(2019, 4, 1))
    assert (found.x(found.start), found.x(found.end)) == (0, 1000)
    assert found.x_after(date(2018, 12, 31)) == found.x(date(2019, 1, 1))


def test_a_judged_day_far_away_does_not_squeeze_the_periods_together():
    found = axis(date(2017, 10, 1), date(2018, 12, 31), as_of=date(2026, 11, 25))
    assert found.end < date(2019, 10, 2)
    (mark,) = marks_of(found, date(2026, 11, 25), date(2026, 11, 25))
    assert mark.is_beyond
    assert mark.label == "Today 25 Nov 2026 →"
    assert mark.label_left + mark.label_width <= 1000
    (mark,) = marks_of(found, date(2010, 1, 1), date(2010, 1, 1))
    assert (mark.label, mark.label_left) == ("← Today 1 Jan 2010", 0)


def test_without_any_day_the_axis_is_a_year_around_the_judged_one():
    found = axis()
    assert found.start <= AS_OF < found.end
    assert (found.end - found.start).days == 365


@pytest.mark.parametrize("years", [1, 3, 8, 25, 80, 299])
def test_the_labels_of_the_axis_never_touch(years):
    found = axis(date(1900, 5, 1), date(1900 + years, 5, 1))
    for name in ("year", "quarter"):
        labels = [(tick.x, getattr(tick, name)) for tick in found.ticks() if getattr(tick, name)]
        for (x, words), (following, _words) in pairwise(labels):
            assert x + text_width(words, 12.5) < following


def test_two_marked_days_close_together_stand_in_two_lines():
    found = axis(date(2018, 1, 1), date(2019, 6, 1))
    near = marks_of(found, date(2019, 1, 10), AS_OF)
    assert [mark.line for mark in near] == [0, 1]
    assert [mark.line for mark in marks_of(found, date(2018, 2, 1), AS_OF)] == [0, 0]


def test_a_period_is_a_bar_with_an_edge_on_its_last_day_and_a_day_the_edge_alone():
    line = axis(date(2018, 1, 1), date(2018, 12, 31))
    quarter = shapes_of(row(), line, AS_OF)
    assert (quarter.bar.x, quarter.bar.x + quarter.bar.width) == (
        line.x(date(2018, 10, 1)),
        pytest.approx(line.x(date(2019, 1, 1))),
    )
    assert quarter.bar.edge == pytest.approx(line.x(date(2019, 1, 1)) - EDGE)
    day = shapes_of(row(current=Period.day(date(2018, 6, 1))), line, AS_OF)
    assert day.bar.is_day
    assert day.bar.edge == pytest.approx(day.bar.x)


def test_open_ends_fade_and_never_leave_the_axis():
    line = axis(date(2018, 1, 1), date(2018, 12, 31))
    until = shapes_of(row(current=Period.parse("../2018-02")), line, AS_OF).bar
    assert until.x == until.fades_from == 0
    since = shapes_of(row(current=Period.parse("2018-12/..")), line, AS_OF).bar
    assert since.edge is None
    assert since.fades_to is not None
    assert since.x + since.width <= 1000


def test_a_moved_deadline_has_a_ghost_and_an_arrow_in_the_direction_it_moved():
    line = axis(date(2018, 1, 1), date(2019, 6, 30))
    later = shapes_of(row(original=Period.quarter(2018, 3)), line, AS_OF)
    assert later.ghost.x == line.x(date(2018, 7, 1))
    assert (later.arrow.start, later.arrow.end, later.arrow.direction) == (
        line.x(date(2018, 10, 1)),
        line.x(date(2019, 1, 1)),
        1,
    )
    assert shapes_of(row(original=Period.quarter(2019, 1)), line, AS_OF).arrow.direction == -1
    removed = shapes_of(row(original=QUARTER, current=NOWHERE, position=Position.NO_DEADLINE), line, AS_OF)
    assert removed.ghost is not None
    assert removed.arrow is None
    assert shapes_of(row(), line, AS_OF).ghost is None


def test_lateness_runs_from_the_last_day_to_the_judged_one_or_to_the_edge():
    line = axis(date(2018, 1, 1), date(2018, 12, 31))
    late = row(position=Position.OVERDUE, days_overdue=14)
    assert shapes_of(late, line, AS_OF).lateness.start == line.x(date(2019, 1, 1))
    assert shapes_of(late, line, AS_OF).lateness.end == line.middle(AS_OF)
    assert shapes_of(late, line, date(2026, 1, 1)).lateness.end == 1000
    assert shapes_of(row(), line, AS_OF).lateness is None


def test_a_completion_is_a_point_on_its_day_and_spread_where_the_day_is_unknown():
    line = axis(date(2018, 1, 1), date(2018, 12, 31))
    day = Period.day(date(2018, 6, 1))
    done = shapes_of(row(position=Position.MET_ON_TIME, completed=day, forecast=QUARTER), line, AS_OF)
    assert (done.done.x, done.done.spread, done.forecast) == (line.middle(date(2018, 6, 1)), None, None)
    month = shapes_of(row(position=Position.MET_ON_TIME, completed=Period.month(2018, 6)), line, AS_OF).done
    assert month.spread.start < month.x < month.spread.end
    started = row(position=Position.MET_ON_TIME, kind=DeadlineKind.START_BY, started_on=date(2018, 6, 1))
    assert shapes_of(started, line, AS_OF).done.x == line.middle(date(2018, 6, 1))
    assert shapes_of(row(completed=day), line, AS_OF).done is None, "it has been reopened"


def test_what_is_soft_or_unconfirmed_is_unsure():
    line = axis(date(2018, 1, 1))
    assert not shapes_of(row(), line, AS_OF).is_unsure
    assert shapes_of(row(firmness=Firmness.EXPECTED), line, AS_OF).is_unsure
    assert shapes_of(row(is_confirmed=False), line, AS_OF).is_unsure


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=["wide", "narrow"])
def test_lines_follow_one_another_and_nothing_leaves_the_drawing(layout):
    long = Text("Sårbarhedsvurderingsapplikationsvejledning" * 6, "da")
    rows = [
        row(position=Position.OVERDUE, days_overdue=14, forecast=Period.day(date(2019, 3, 31))),
        row(action_number="1.2", action=long, original=Period.quarter(2018, 1)),
        row(action_number="1.3", current=NOWHERE, position=Position.NO_DEADLINE, action=long),
        row(action_number="1.4", position=Position.MET_UNDECIDED, completed=Period.year(2018)),
    ]
    found = drawn(*rows, layout=layout, title="A" * 300)
    (band,) = found.bands
    assert [line.row.action_number for line in (*band.lines, *band.undated)] == ["1.1", "1.2", "1.4", "1.3"]
    below = band.top + band.height
    for line in band.lines:
        assert line.top == pytest.approx(below)
        below = line.bottom
        assert line.top < line.label[0][0] <= line.label[-1][0] < line.bottom
        assert line.bar_top + found.bar_height < line.bottom
        assert len(line.label) <= 2
        if line.note:
            width = text_width(f"{line.note.loud} {line.note.quiet}", 13)
            edge = line.note.x + width if line.note.anchor == "start" else line.note.x
            assert edge <= layout.width
    assert below <= band.undated[0].top
    assert band.undated[-1].bottom <= found.height
    assert len(band.title) == 2


def test_a_plan_without_dates_has_no_axis_and_sets_its_deadlines_in_columns():
    rows = [row(action_number=f"1.{number}", current=NOWHERE, position=Position.NO_DEADLINE) for number in range(5)]
    wide, narrow = (drawn(*rows, layout=layout) for layout in (WIDE, NARROW))
    assert (wide.ticks, wide.marks) == ((), ())
    assert len({line.top for line in wide.bands[0].undated}) == 3
    assert len({line.top for line in narrow.bands[0].undated}) == 5


def test_the_action_is_named_once_and_alone_where_it_has_one_deadline():
    rows = [row(), row(label=Text("It is printed", "en")), row(action_number="1.2", label=Text("Completion", "en"))]
    labels = [" ".join(text for _y, text in line.label) for line in drawn(*rows).bands[0].lines]
    assert labels == ["Guidance: The guidance is ready", "It is printed", "Guidance"]
    assert drawn(*rows, title=None).bands[0].title[0][1] == "1 Nobody"


def test_the_words_of_a_line_say_all_that_it_shows():
    late = row(position=Position.OVERDUE, days_overdue=14, forecast=Period.day(date(2019, 3, 31)))
    (line,) = drawn(late).bands[0].lines
    assert line.words == (
        "1.1 Guidance: The guidance is ready, 4th quarter 2018, Overdue, +14 days, expected 31 Mar 2019"
    )
    assert (line.note.loud, line.note.quiet) == ("+14 days", "expected 31 Mar 2019")
    (narrow,) = drawn(late, layout=NARROW).bands[0].lines
    assert (narrow.note.loud, narrow.note.quiet) == ("+14 days", "")


def test_an_archived_plan_is_late_only_up_to_the_day_on_which_its_clock_stopped():
    late = row(position=Position.OVERDUE, days_overdue=5)
    found = drawn(late)
    assert found.bands[0].lines[0].shapes.lateness.end == found.axis.middle(date(2018, 12, 31) + timedelta(days=5))


@pytest.mark.parametrize(
    "text", ["", "word", "two words", "x" * 200, "Опазване на обществените места " * 9, "<script>"]
)
def test_wrapped_text_fits_loses_nothing_but_what_it_marks_as_cut(text):
    lines = wrapped(text, 150, 14)
    assert len(lines) <= 2
    assert all(text_width(line, 14) <= 150 for line in lines)
    whole = "".join("".join(lines).split())
    if whole.endswith("…"):
        assert "".join(text.split()).startswith(whole[:-1])
    else:
        assert whole == "".join(text.split())
