"""What a drawing of the timeline consists of: lines, bands and their places, with the paths that a template copies."""

from __future__ import annotations

from dataclasses import dataclass

from initiatives.presentation import display
from initiatives.presentation.timeline.axis import Axis, Tick
from initiatives.presentation.timeline.marks import Mark
from initiatives.presentation.timeline.shapes import EDGE, FADE, RADIUS, Shapes
from initiatives.queries.deadline_row import DeadlineRow
from initiatives.queries.timeline import Group

BAR_HEIGHT = 14.0
NUMBER_LEFT = 8.0


@dataclass(frozen=True, slots=True)
class Layout:
    """The measures of one of the two drawings.

    ``label_above``: the label stands above its bar and not beside it. ``columns``: how many deadlines without any
    date share a line.
    """

    name: str
    width: float
    axis_left: float
    label_left: float
    label_width: float
    row_height: float
    columns: int
    label_above: bool


@dataclass(frozen=True, slots=True)
class Note:
    """Words beside a bar. ``anchor`` is "start" or "end", as SVG has it."""

    x: float
    anchor: str
    loud: str
    quiet: str


@dataclass(frozen=True, slots=True)
class Line:
    """One deadline: where its label and its bar stand. Coordinates of text are those of its base line.

    ``words`` say all that the line shows, and the names that it has no room for.
    """

    row: DeadlineRow
    top: float
    height: float
    left: float
    width: float
    number: str
    label_left: float
    label: tuple[tuple[float, str], ...]
    words: str
    bar_top: float = 0
    shapes: Shapes | None = None
    note: Note | None = None

    @property
    def bottom(self) -> float:
        """Where the line ends."""
        return self.top + self.height

    @property
    def number_left(self) -> float:
        """Where the action's number stands."""
        return self.left + NUMBER_LEFT

    @property
    def language(self) -> str:
        """The language of the label where it is not the reader's, else empty."""
        language = self.row.action.language
        return "" if language == display.language() else language

    @property
    def bar_middle(self) -> float:
        """The height at which points and lateness are drawn."""
        return self.bar_top + BAR_HEIGHT / 2

    @property
    def edge_top(self) -> float:
        """Where the dark edge begins: it stands out above the bar, and below it."""
        return self.bar_top - 2

    @property
    def note_base(self) -> float:
        """The base line of the note."""
        return self.bar_top + 11.5

    @property
    def arrow_path(self) -> str:
        """The path from the end of the original down and along to the end of the deadline in force."""
        arrow = self.shapes.arrow if self.shapes else None
        if arrow is None:
            return ""
        tip = round(arrow.end - 5 * arrow.direction, 1)
        return f"M{arrow.start} {self.bar_top + BAR_HEIGHT}v5H{tip}"

    @property
    def arrow_head(self) -> str:
        """The path of the arrow's head."""
        arrow = self.shapes.arrow if self.shapes else None
        if arrow is None:
            return ""
        tip = round(arrow.end - 7 * arrow.direction, 1)
        return f"M{tip} {self.bar_top + BAR_HEIGHT + 1}l{7 * arrow.direction} 4l{-7 * arrow.direction} 4z"

    @property
    def forecast_path(self) -> str:
        """The path of the forecast's diamond."""
        forecast = self.shapes.forecast if self.shapes else None
        if forecast is None:
            return ""
        return f"M{forecast.x} {self.bar_middle - RADIUS}l{RADIUS} {RADIUS}l-{RADIUS} {RADIUS}l-{RADIUS} -{RADIUS}z"


@dataclass(frozen=True, slots=True)
class Band:
    """A group's heading, its lines, and below them the deadlines that have no date of any kind."""

    group: Group
    top: float
    height: float
    title: tuple[tuple[float, str], ...]
    lines: tuple[Line, ...]
    undated: tuple[Line, ...]
    undated_top: float
    bottom: float

    @property
    def undated_height(self) -> float:
        """How high the block of those without any date is."""
        return self.bottom - self.undated_top

    @property
    def undated_base(self) -> float:
        """The base line of the words above that block."""
        return self.undated_top + 17

    @property
    def language(self) -> str:
        """The language of the heading where it is not the reader's, else empty."""
        title = self.group.title
        return "" if title is None or title.language == display.language() else title.language


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole drawing, ready for a template."""

    layout: Layout
    axis: Axis
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    height: float
    bands: tuple[Band, ...]
    bar_height: float = BAR_HEIGHT
    edge_height: float = BAR_HEIGHT + 4
    edge_width: float = EDGE
    fade_width: float = FADE
    radius: float = RADIUS
