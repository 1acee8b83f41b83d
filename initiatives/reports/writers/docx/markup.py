"""Texts as the XML of Word: runs with their styles and languages, and what stands for a drawing beside a word."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from initiatives.reports.cells import visible
from initiatives.reports.document.model import Line, Tone

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
TONE_STYLES = {Tone.STRONG: "ReportStrong", Tone.MUTED: "ReportMuted", Tone.ALERT: "ReportAlert"}
# What stands before a word where other formats have a drawing; each shape differs from the others.
MARKS = {
    "met_on_time": "\N{HEAVY CHECK MARK}",
    "met_late": "\N{CHECK MARK}",
    "met_undecided": "\N{CHECK MARK}?",
    "met_undated": "\N{CHECK MARK}?",
    "met_no_deadline": "\N{CHECK MARK}",
    "due_soon": "\N{WHITE CIRCLE}",
    "in_period": "\N{CIRCLE WITH RIGHT HALF BLACK}",
    "upcoming": "\N{WHITE CIRCLE}",
    "expected_late": "\N{WHITE UP-POINTING TRIANGLE}",
    "overdue": "\N{BLACK DIAMOND}",
    "no_deadline": "\N{EN DASH}",
    "closed": "\N{MULTIPLICATION SIGN}",
    "closed_partial": "\N{SQUARE WITH LOWER RIGHT DIAGONAL HALF BLACK}",
    "no_report": "\N{DOTTED CIRCLE}",
}
LINE_BREAK = re.compile("\r\n|\r|\n")
NO_BREAK = "\N{NO-BREAK SPACE}"
# Returns the id of the relationship to an address outside the file.
Linking = Callable[[str], str]


def text_of(text: str) -> str:
    """Return a text as it stands in XML; line breaks stay breaks."""
    lines = [escape(line, quote=False) for line in LINE_BREAK.split(visible(text))]
    return "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)


def run_of(text: str, *, style: str = "", language: str = "") -> str:
    """Return a run in a character style, marked with its language where that is not the document's."""
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    properties += f'<w:lang w:val="{escape(language)}"/>' if language else ""
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{text_of(text)}</w:r>"


def line_of(line: Line, link: Linking) -> str:
    """Return a line of a cell; one with an address is a link, whose relationship ``link`` makes."""
    mark = f"{MARKS[line.icon]}{NO_BREAK}" if line.icon else ""
    if line.link:
        return f'<w:hyperlink r:id="{link(line.link)}">{run_of(mark + line.text, style="ReportLink")}</w:hyperlink>'
    return run_of(mark + line.text, style=TONE_STYLES.get(line.tone, ""), language=line.language)
