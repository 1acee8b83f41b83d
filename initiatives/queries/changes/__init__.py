"""Everything that was recorded between two instants: reports, changes of deadlines, and edits, in one order."""

from initiatives.queries.changes.counting import ChangeCounts, count_changes
from initiatives.queries.changes.entries import Entry
from initiatives.queries.changes.reading import ChangePage, read_changes
from initiatives.queries.changes.subjects import Subject
from initiatives.queries.changes.wanted import EDIT, KINDS, Wanted

__all__ = [
    "EDIT",
    "KINDS",
    "ChangeCounts",
    "ChangePage",
    "Entry",
    "Subject",
    "Wanted",
    "count_changes",
    "read_changes",
]
