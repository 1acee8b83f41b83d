"""Bars: how many deadlines stand where, as one line of parts in a fixed order, with the numbers as its label."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.choices import MET_POSITIONS, Position
from initiatives.queries.progress import Positions


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: its colour and pattern by name, what stands there, and the positions that it counts."""

    name: str
    label: str | Promise
    positions: tuple[str, ...]


PARTS = (
    Part("overdue", gettext_lazy("overdue"), (Position.OVERDUE,)),
    Part("expected_late", gettext_lazy("expected late"), (Position.EXPECTED_LATE,)),
    Part("due_soon", gettext_lazy("due soon"), (Position.DUE_SOON,)),
    Part("upcoming", gettext_lazy("later"), (Position.IN_PERIOD, Position.UPCOMING)),
    Part("met", gettext_lazy("completed"), MET_POSITIONS),
    Part("no_deadline", gettext_lazy("without deadline"), (Position.NO_DEADLINE,)),
    Part("closed", gettext_lazy("closed"), (Position.CLOSED, Position.CLOSED_PARTIAL)),
)


def bar(counts: Positions) -> SafeString:
    """Return the bar of some deadlines as a drawing; without deadlines it is empty and says so."""
    numbers = part_numbers(counts)
    total = sum(numbers.values())
    drawn, start = [], 0.0
    for name, number in numbers.items():
        width = 100 * number / total if total else 0
        if number:
            drawn.append((f"{start:.3f}", f"{width:.3f}", name))
        start += width
    return format_html(
        '<svg class="bar" width="100%" height="20" role="img" aria-label="{}">{}</svg>',
        bar_words(counts) or _("no deadlines"),
        format_html_join("", '<rect x="{}%" width="{}%" height="20" class="bar-{}"/>', drawn),
    )


def bar_words(counts: Positions) -> str:
    """Return the numbers of a bar in words, zeros left out: "3 overdue, 9 completed"."""
    numbers = part_numbers(counts)
    return ", ".join(f"{numbers[part.name]} {part.label}" for part in PARTS if numbers[part.name])


def bar_key() -> SafeString:
    """Return what the colours and patterns of bars mean, as a list."""
    items = ((part.name, part.label) for part in PARTS)
    drawing = '<svg aria-hidden="true" focusable="false"><rect width="16" height="16" class="bar-{}"/></svg>'
    return format_html('<ul class="bar-key">{}</ul>', format_html_join("", f"<li>{drawing}{{}}</li>", items))


def part_numbers(counts: Positions) -> Mapping[str, int]:
    """Return how many deadlines each part of a bar counts, by the part's name, in the order of the parts."""
    return {part.name: counts.of(*part.positions) for part in PARTS}
