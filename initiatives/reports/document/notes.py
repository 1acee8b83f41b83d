"""Notes too long for a cell: it has their beginning and a mark, and under the table they follow whole."""

from __future__ import annotations

from django.utils.translation import gettext as _

from initiatives.queries.deadline_row import DeadlineRow
from initiatives.reports.document.lettering import ELLIPSIS
from initiatives.reports.document.model import LONGEST_WHOLE, Block, Line, Paragraph, Tone

BEGINNING = 400


class Notes:
    """The long notes of one table, numbered as they come."""

    def __init__(self) -> None:
        self._whole: list[Paragraph] = []

    def line(self, text: str, row: DeadlineRow, tone: Tone = Tone.NORMAL) -> Line:
        """Return a note as a line of a cell: whole, or its beginning with a mark where it is too long for a cell."""
        if len(text) <= LONGEST_WHOLE:
            return Line(text, tone)
        number = len(self._whole) // 2 + 1
        about = _("Note %(number)d, on %(ref)s") % {"number": number, "ref": row.ref}
        self._whole += [Paragraph(about, Tone.STRONG, is_intro=True), Paragraph(text)]
        mark = _("[whole under the table: note %(number)d]") % {"number": number}
        return Line(f"{text[:BEGINNING].rstrip()}{ELLIPSIS} {mark}", tone)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The notes, whole, to stand under the table."""
        return tuple(self._whole)
