"""A table for a terminal: columns aligned with blanks, one line a row."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from initiatives.reports.cells import visible

GAP = "  "


def aligned(rows: Sequence[Sequence[str]], *, right: Collection[int] = ()) -> Iterator[str]:
    """Yield a line for each row of texts; the columns at the places ``right``, from 0, are flush right.

    Line breaks become blanks and control characters their pictures, so that no text can steer the terminal.
    """
    shown = [[visible(" ".join(text.split())) for text in row] for row in rows]
    widths = [max(map(len, column)) for column in zip_longest(*shown, fillvalue="")]
    for row in shown:
        cells = (
            text.rjust(width) if place in right else text.ljust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        yield GAP.join(cells).rstrip()
