"""The groups in which a report counts deadlines: their words, their drawings, and their place in bars and tables."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from initiatives.choices import Position

# The five that always stand, and one that is shown when it is used.
GROUP_LABELS = {
    "completed": _("Completed"),
    "on_course": _("Within the deadline"),
    "expected_late": _("Expected late"),
    "overdue": _("Overdue"),
    "no_deadline": _("Without deadline"),
    "closed": _("Closed"),
}
GROUP_ICONS = {
    "completed": Position.MET_ON_TIME.value,
    "on_course": Position.IN_PERIOD.value,
    "expected_late": Position.EXPECTED_LATE.value,
    "overdue": Position.OVERDUE.value,
    "no_deadline": Position.NO_DEADLINE.value,
    "closed": Position.CLOSED.value,
}
ALWAYS_SHOWN = 5

# The finer columns of the table by objective: code, positions, and a head that is short enough for a narrow column.
STATUS_COLUMNS = (
    ("met_on_time", (Position.MET_ON_TIME, Position.MET_NO_DEADLINE), _("On time")),
    ("met_late", (Position.MET_LATE,), _("Late")),
    ("met_undated", (Position.MET_UNDATED, Position.MET_UNDECIDED), _("Day missing")),
    ("on_course", (Position.DUE_SOON, Position.IN_PERIOD, Position.UPCOMING), _("Ahead")),
    ("expected_late", (Position.EXPECTED_LATE,), _("Expected late")),
    ("overdue", (Position.OVERDUE,), _("Overdue")),
    ("no_deadline", (Position.NO_DEADLINE,), _("No deadline")),
    ("closed", (Position.CLOSED, Position.CLOSED_PARTIAL), _("Closed")),
)
STANDING = ("met_on_time", "on_course", "expected_late", "overdue", "no_deadline")
