"""The days that are marked across a timeline: the judged day, and today where it is another one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from initiatives.presentation.timeline.axis import Axis
from initiatives.presentation.timeline.notes import short_day
from initiatives.presentation.timeline.text_size import text_width

LABEL_SIZE = 12.5
PADDING = 14.0
# Labels stand below the labels of the axis, one line below the other.
FIRST_LABEL_TOP, LABEL_HEIGHT, LABEL_PITCH, BASE_LINE = 40, 20, 24, 14


@dataclass(frozen=True, slots=True)
class Mark:
    """A vertical line with a label. ``is_beyond``: the day lies outside the axis, and the label at its edge says so.

    ``line``: the line of labels that it stands in, from 0.
    """

    name: str
    x: float
    label: str
    label_left: float
    label_width: float
    is_beyond: bool
    line: int = 0

    @property
    def label_middle(self) -> float:
        """Where the label's text is centred."""
        return round(self.label_left + self.label_width / 2, 1)

    @property
    def label_top(self) -> int:
        """Where the label's box begins."""
        return FIRST_LABEL_TOP + LABEL_PITCH * self.line

    @property
    def label_base(self) -> int:
        """The base line of the label's text."""
        return self.label_top + BASE_LINE

    @property
    def bottom(self) -> int:
        """Where the label's box ends and the line begins."""
        return self.label_top + LABEL_HEIGHT


def marks_of(axis: Axis, as_of: date, today: date) -> list[Mark]:
    """Return the marks; two labels that would cover one another stand in two lines."""
    if as_of == today:
        return [_mark(axis, "as-of", as_of, _("Today %(day)s"))]
    judged, present = _mark(axis, "as-of", as_of, _("As of %(day)s")), _mark(axis, "today", today, _("Today %(day)s"))
    apart = abs(judged.label_middle - present.label_middle) >= (judged.label_width + present.label_width) / 2 + 4
    return [judged, present if apart else replace(present, line=1)]


def _mark(axis: Axis, name: str, day: date, words: str) -> Mark:
    label = words % {"day": short_day(day)}
    is_before, is_beyond = day < axis.start, not axis.holds(day)
    if is_beyond:
        label = f"← {label}" if is_before else f"{label} →"
    x = axis.x(day) if is_beyond else axis.middle(day)
    width = round(text_width(label, LABEL_SIZE) + PADDING, 1)
    left = min(max(x - width / 2, axis.left), axis.right - width)
    return Mark(name, x, label, round(left, 1), width, is_beyond)
