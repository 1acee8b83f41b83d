"""A page of a timeline laid out: headings, lines and their places, for a wide screen or a narrow one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from initiatives.presentation.timeline.axis import Axis, axis_of
from initiatives.presentation.timeline.marks import marks_of
from initiatives.presentation.timeline.notes import note_of, words_of
from initiatives.presentation.timeline.plane import BAR_HEIGHT, Band, Drawing, Layout, Line, Note
from initiatives.presentation.timeline.shapes import Shapes, shapes_of
from initiatives.presentation.timeline.text_size import text_width, wrapped
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.timeline import Group, TimelinePage

LABEL_SIZE, NOTE_SIZE, LINE_HEIGHT = 14.0, 13.0, 17.0
NOTE_GAP = 8.0
HEAD_GAP = 6.0
WIDE = Layout("wide", 1168, 310, 60, 238, 32, 2, label_above=False)
NARROW = Layout("narrow", 358, 6, 6, 346, 52, 1, label_above=True)
GROUP_LINE, GROUP_PADDING, UNDATED_LINE = 18.0, 12.0, 26.0


@dataclass(slots=True)
class _Pen:
    """Where the next thing is drawn. ``says_undated``: words tell which deadlines have no date, since others have."""

    layout: Layout
    axis: Axis
    as_of: date
    says_undated: bool
    y: float
    bands: list[Band] = field(default_factory=list)


def draw(page: TimelinePage, layout: Layout, *, as_of: date, today: date, untitled: str) -> Drawing:
    """Lay out a page of the timeline. ``untitled`` heads the group that has no title."""
    axis = axis_of(page.days, as_of, layout.axis_left, layout.width - 2)
    # Without any date there is nothing to measure.
    marks = marks_of(axis, as_of, today) if page.days else []
    pen = _Pen(
        layout, axis, as_of, says_undated=bool(page.days), y=max((mark.bottom for mark in marks), default=0) + HEAD_GAP
    )
    for group in page.groups:
        pen.bands.append(_band(group, pen, untitled))
    return Drawing(layout, axis, tuple(axis.ticks()) if page.days else (), tuple(marks), pen.y, tuple(pen.bands))


def _band(group: Group, pen: _Pen, untitled: str) -> Band:
    top = pen.y
    title = f"{group.number} {group.title or untitled}".strip() + (" …" if group.is_continued else "")
    texts = wrapped(title, pen.layout.width - 16, LABEL_SIZE * 1.08)
    height = GROUP_LINE * len(texts) + GROUP_PADDING
    pen.y += height
    drawn = [(row, shapes_of(row, pen.axis, _judged_on(row, pen.as_of))) for row in group.rows]
    dated = [(row, shapes) for row, shapes in drawn if not shapes.is_empty]
    alone = _alone(group.rows)
    lines = tuple(_dated_lines(dated, alone, pen))
    undated_top = pen.y
    undated = tuple(_undated_lines([row for row, shapes in drawn if shapes.is_empty], alone, pen))
    return Band(
        group=group,
        top=top,
        height=height,
        title=tuple((top + 20 + GROUP_LINE * index, text) for index, text in enumerate(texts)),
        lines=lines,
        undated=undated,
        undated_top=undated_top,
        bottom=pen.y,
    )


def _judged_on(row: DeadlineRow, as_of: date) -> date:
    """Return the day that a row was judged on: an archived plan's clock has stopped."""
    if row.current.latest is None or row.days_overdue is None:
        return as_of
    return row.current.latest + timedelta(days=row.days_overdue)


def _dated_lines(dated: Sequence[tuple[DeadlineRow, Shapes]], alone: Collection[str], pen: _Pen) -> Iterator[Line]:
    layout, before = pen.layout, ""
    for row, shapes in dated:
        is_first = row.action_number != before
        before = row.action_number
        words = _label(row, alone, with_action=is_first or layout.label_above)
        if layout.label_above:
            texts = wrapped(f"{row.action_number} {words}", layout.label_width, LABEL_SIZE)
            height = layout.row_height + LINE_HEIGHT * (len(texts) - 1)
            first, bar_top = pen.y + 17, pen.y + height - BAR_HEIGHT - 10
        else:
            texts = wrapped(words, layout.label_width, LABEL_SIZE)
            height = layout.row_height + LINE_HEIGHT * (len(texts) - 1)
            first = pen.y + layout.row_height / 2 + 5
            bar_top = pen.y + (height - BAR_HEIGHT) / 2
        yield Line(
            row=row,
            top=pen.y,
            height=height,
            left=0,
            width=layout.width,
            number=row.action_number if is_first and not layout.label_above else "",
            label_left=layout.label_left,
            label=tuple((first + LINE_HEIGHT * index, text) for index, text in enumerate(texts)),
            words=words_of(row),
            bar_top=bar_top,
            shapes=shapes,
            note=_note(row, shapes, pen),
        )
        pen.y += height


def _undated_lines(rows: Sequence[DeadlineRow], alone: Collection[str], pen: _Pen) -> Iterator[Line]:
    """Set the deadlines without any date in columns: they need no axis, and their names fit in one line."""
    if not rows:
        return
    layout = pen.layout
    if pen.says_undated:
        pen.y += UNDATED_LINE
    width = layout.width / layout.columns
    for index, row in enumerate(rows):
        left = width * (index % layout.columns)
        indent = layout.label_left if layout.columns > 1 else layout.label_left + 40
        text = wrapped(_label(row, alone, with_action=True), width - indent - 8, LABEL_SIZE, lines=1)
        yield Line(
            row=row,
            top=pen.y,
            height=UNDATED_LINE,
            left=left,
            width=width,
            number=row.action_number,
            label_left=left + indent,
            label=tuple((pen.y + 17, line) for line in text),
            words=words_of(row),
        )
        if index % layout.columns == layout.columns - 1 or index == len(rows) - 1:
            pen.y += UNDATED_LINE


def _label(row: DeadlineRow, alone: Collection[str], *, with_action: bool) -> str:
    """Return the words of a line. The only deadline of an action (``alone``: their numbers) is named by the action."""
    if row.action_number in alone or row.label == row.action:
        return row.action
    return f"{row.action}: {row.label}" if with_action else str(row.label)


def _alone(rows: Sequence[DeadlineRow]) -> frozenset[str]:
    counted = Counter(row.action_number for row in rows)
    return frozenset(number for number, count in counted.items() if count == 1)


def _note(row: DeadlineRow, shapes: Shapes, pen: _Pen) -> Note | None:
    """Place the words behind the shapes, else before them, else at the right edge."""
    loud, quiet = note_of(row, is_short=pen.layout.label_above)
    extent = shapes.extent
    if extent is None or not (loud or quiet):
        return None
    width = text_width(f"{loud} {quiet}".strip(), NOTE_SIZE)
    if extent.end + NOTE_GAP + width <= pen.axis.right:
        return Note(round(extent.end + NOTE_GAP, 1), "start", loud, quiet)
    if extent.start - NOTE_GAP - width >= pen.axis.left:
        return Note(round(extent.start - NOTE_GAP, 1), "end", loud, quiet)
    return Note(pen.axis.right, "end", loud, quiet)
