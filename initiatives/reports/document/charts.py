"""Stacked bars as SVG, drawn once for every format. Each pattern and number repeats what the colour says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from initiatives.reports.cells import visible
from initiatives.reports.document.lettering import in_lines, width_of

WIDTH = 680
LABELS = 232
TOTALS = 36
BAR = 18
STEPS = (27, 27, 33, 43)  # from bar to bar, by how many lines the longest label has
LEGEND_ROW = 18
SWATCH = 11
ROOM_FOR_NUMBER = 14
SIZE = 11
FONT = "IBM Plex Sans, sans-serif"
INK, MUTED = "#16202C", "#4A5766"
# Fill, edge, and the colour of the number within. Neighbours differ in lightness too; pale fills have a dark edge.
TONES = {
    "met_on_time": ("#1F6B45", "#1F6B45", "#FFFFFF"),
    "completed": ("#1F6B45", "#1F6B45", "#FFFFFF"),
    "met_late": ("#86B69B", "#1F6B45", INK),
    "met_undated": ("#CFE2D7", "#1F6B45", INK),
    "on_course": ("#2B5C94", "#2B5C94", "#FFFFFF"),
    "expected_late": ("#EDBE67", "#8A5A00", INK),
    "overdue": ("#A3241F", "#A3241F", "#FFFFFF"),
    "no_deadline": ("#C9CED5", "#5B6673", INK),
    "closed": ("#EEF0F3", "#5B6673", INK),
}
HATCHED = "expected_late"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, and how many stand in each group, in the order in which they are drawn."""

    label: str
    segments: Sequence[tuple[str, int]]

    @property
    def total(self) -> int:
        """The length of the bar."""
        return sum(count for _group, count in self.segments)


def stacked_bars(bars: Sequence[Bar], *, id: str, title: str, legend: Sequence[tuple[str, str]] = ()) -> str:
    """Return a drawing of the bars, one below the other, all to one scale; ``id`` is unique in the document.

    A single bar without a label takes the whole width. ``legend``: groups with their words, drawn beneath.
    """
    alone = len(bars) == 1 and not bars[0].label
    left, right = (0, 0) if alone else (LABELS, TOTALS)
    longest = max((bar.total for bar in bars), default=0) or 1
    scale = (WIDTH - left - right) / longest
    labels = [in_lines(visible(bar.label), width=LABELS - 10, size=SIZE, lines=len(STEPS) - 1) for bar in bars]
    step = STEPS[max(map(len, labels), default=0)]
    bottom = step * len(bars) if not alone else BAR + 4
    keys = list(_legend(legend, id=id, top=bottom + 6))
    height = bottom + (6 + LEGEND_ROW * len(keys) if keys else 0)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="{id}-title" font-family="{FONT}" font-size="{SIZE}">',
        f'<title id="{id}-title">{escape(visible(title))}</title>',
        f'<defs><pattern id="{id}-hatched" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="5" height="5" fill="{TONES[HATCHED][0]}"/>'
        f'<rect width="1.4" height="5" fill="{TONES[HATCHED][1]}"/></pattern></defs>',
    ]
    for place, (bar, lines) in enumerate(zip(bars, labels, strict=True)):
        parts += _bar(bar, lines, id=id, top=max(step - BAR, 4) / 2 + place * step, left=left, scale=scale)
    return "".join([*parts, *keys, "</svg>"])


def _bar(bar: Bar, label: Sequence[str], *, id: str, top: float, left: float, scale: float) -> Iterator[str]:
    middle = top + BAR / 2 + 4
    first = middle - (len(label) - 1) * (SIZE + 1) / 2
    for place, line in enumerate(label):
        yield f'<text x="0" y="{first + place * (SIZE + 1):g}" fill="{INK}">{escape(line)}</text>'
    x = left
    for group, count in bar.segments:
        width = count * scale
        if not count:
            continue
        yield _box(group, x + 0.75, top, max(width - 1.5, 1), BAR, id=id)
        if width >= max(ROOM_FOR_NUMBER, width_of(str(count), size=SIZE) + 4):
            yield from _number(group, count, x + width / 2, top, middle)
        x += width
    if bar.label:
        yield f'<text x="{x + 6:.2f}" y="{middle:g}" fill="{MUTED}">{bar.total}</text>'


def _box(group: str, x: float, top: float, width: float, height: float, *, id: str) -> str:
    fill, edge, _ink = TONES[group]
    paint = f"url(#{id}-hatched)" if group == HATCHED else fill
    return (
        f'<rect x="{x:.2f}" y="{top:g}" width="{width:.2f}" height="{height:g}" '
        f'fill="{paint}" stroke="{edge}" stroke-width="1"/>'
    )


def _number(group: str, count: int, centre: float, top: float, middle: float) -> Iterator[str]:
    fill, _edge, ink = TONES[group]
    if group == HATCHED:
        room = width_of(str(count), size=SIZE) + 6
        yield (
            f'<rect x="{centre - room / 2:.2f}" y="{top + 2:g}" width="{room:.2f}" height="{BAR - 4}" fill="{fill}"/>'
        )
    yield (f'<text x="{centre:.2f}" y="{middle:g}" fill="{ink}" font-weight="600" text-anchor="middle">{count}</text>')


def _legend(legend: Sequence[tuple[str, str]], *, id: str, top: float) -> Iterator[str]:
    """Yield the rows of the legend, each as long as the drawing is wide."""
    row: list[str] = []
    x = 0.0
    for group, label in legend:
        width = SWATCH + 6 + width_of(label, size=SIZE) + 16
        if row and x + width > WIDTH:
            yield "".join(row)
            row, x, top = [], 0.0, top + LEGEND_ROW
        row.append(_box(group, x + 0.5, top + 2, SWATCH, SWATCH, id=id))
        row.append(f'<text x="{x + SWATCH + 6:.2f}" y="{top + 11:g}" fill="{MUTED}">{escape(label)}</text>')
        x += width
    if row:
        yield "".join(row)
