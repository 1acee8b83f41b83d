"""Stacked bars as SVG, drawn once for every format. Each pattern and number repeats what the colour says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 680
LABELS = 200
TOTALS = 36
BAR = 18
STEP = 27
LETTER = 5.8  # the mean width of a letter of the labels
ROOM_FOR_NUMBER = 14
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


def stacked_bars(bars: Sequence[Bar], *, id: str, title: str) -> str:
    """Return a drawing of the bars, one below the other, all to one scale; ``id`` is unique in the document.

    A single bar without a label takes the whole width.
    """
    alone = len(bars) == 1 and not bars[0].label
    left, right = (0, 0) if alone else (LABELS, TOTALS)
    longest = max((bar.total for bar in bars), default=0) or 1
    scale = (WIDTH - left - right) / longest
    height = STEP * len(bars) if not alone else BAR + 4
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="{id}-title" font-family="{FONT}" font-size="11">',
        f'<title id="{id}-title">{escape(title)}</title>',
        f'<defs><pattern id="{id}-hatched" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="5" height="5" fill="{TONES[HATCHED][0]}"/>'
        f'<rect width="1.4" height="5" fill="{TONES[HATCHED][1]}"/></pattern></defs>',
    ]
    for place, bar in enumerate(bars):
        parts += _bar(bar, id=id, top=2 + place * STEP, left=left, scale=scale)
    return "".join([*parts, "</svg>"])


def _bar(bar: Bar, *, id: str, top: float, left: float, scale: float) -> list[str]:
    parts = []
    middle = top + BAR / 2 + 4
    if bar.label:
        parts.append(f'<text x="0" y="{middle:g}" fill="{INK}">{escape(_shortened(bar.label))}</text>')
    x = left
    for group, count in bar.segments:
        width = count * scale
        if not count:
            continue
        fill, edge, ink = TONES[group]
        paint = f"url(#{id}-hatched)" if group == HATCHED else fill
        parts.append(
            f'<rect x="{x + 0.75:.2f}" y="{top:g}" width="{max(width - 1.5, 1):.2f}" height="{BAR}" '
            f'fill="{paint}" stroke="{edge}" stroke-width="1"/>'
        )
        if width >= ROOM_FOR_NUMBER:
            centre = x + width / 2
            if group == HATCHED:
                parts.append(
                    f'<rect x="{centre - 9:.2f}" y="{top + 2:g}" width="18" height="{BAR - 4}" fill="{fill}"/>'
                )
            parts.append(
                f'<text x="{centre:.2f}" y="{middle:g}" fill="{ink}" font-weight="600" '
                f'text-anchor="middle">{count}</text>'
            )
        x += width
    if bar.label:
        parts.append(f'<text x="{x + 6:.2f}" y="{middle:g}" fill="{MUTED}">{bar.total}</text>')
    return parts


def _shortened(label: str) -> str:
    """Return the label as far as there is room; the table under the drawing has it whole."""
    most = int((LABELS - 8) / LETTER)
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
