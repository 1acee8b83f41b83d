"""Small drawings beside words in documents: each differs from the others by its shape, not by colour alone."""

from __future__ import annotations

GREEN, BLUE, AMBER, RED, GREY = "#1F6B45", "#2B5C94", "#8A5A00", "#A3241F", "#5B6673"


def _ring(colour: str, inside: str = "", *, dashed: bool = False) -> str:
    dash = ' stroke-dasharray="2.6 2.2"' if dashed else ""
    return f'<circle cx="8" cy="8" r="6.4" fill="none" stroke="{colour}" stroke-width="1.6"{dash}/>{inside}'


def _stroke(colour: str, path: str) -> str:
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.8"/>'


TICK = "M4.6 8.3l2.4 2.4 4.5-5"
DRAWINGS = {
    "met_on_time": f'<circle cx="8" cy="8" r="7.2" fill="{GREEN}"/>{_stroke("#FFFFFF", TICK)}',
    "met_late": _ring(GREEN, _stroke(GREEN, TICK)),
    "met_undecided": _ring(GREEN, _stroke(GREEN, TICK), dashed=True),
    "met_undated": _ring(GREEN, _stroke(GREEN, TICK), dashed=True),
    "met_no_deadline": _stroke(GREEN, "M2 8.5l4 4 8-9"),
    "due_soon": _ring(BLUE, _stroke(BLUE, "M8 4v4.3l2.8 2")),
    "in_period": _ring(BLUE, f'<path d="M8 3.4a4.6 4.6 0 0 1 0 9.2z" fill="{BLUE}"/>'),
    "upcoming": _ring(BLUE),
    "expected_late": f'<path d="M8 1.6L15 14.4H1z" fill="none" stroke="{AMBER}" stroke-width="1.6"/>'
    f"{_stroke(AMBER, 'M8 6v4.2M8 11.4v1.6')}",
    "overdue": f'<path d="M8 .8L15.2 8 8 15.2.8 8z" fill="{RED}"/>{_stroke("#FFFFFF", "M8 4.2v4.6M8 10v1.8")}',
    "no_deadline": _ring(GREY, _stroke(GREY, "M4.6 8h6.8")),
    "closed": _ring(GREY, _stroke(GREY, "M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2")),
    "closed_partial": f'<path d="M2 2h12v12H2z" fill="none" stroke="{GREY}" stroke-width="1.6"/>'
    f'<path d="M2 8h12v6H2z" fill="{GREY}"/>',
    "no_report": _ring(GREY, dashed=True),
}


def icon(code: str) -> str:
    """Return a drawing as a whole SVG file. Raises KeyError for a code that has none."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">'
        f"{DRAWINGS[code]}</svg>"
    )
