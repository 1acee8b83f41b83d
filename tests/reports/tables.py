"""A small report with a column of each kind, and texts that spreadsheets have been broken with."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from initiatives.choices import Status
from initiatives.reports.table import Column, Cover, Kind

COVER = Cover("Frister", "Frister", "en", date(2018, 12, 31), datetime(2018, 12, 31, 22, 59, 59, 999999, tzinfo=UTC))


@dataclass
class Row:
    text: str = "Vejledning om æbler"
    day: date | None = date(2018, 9, 30)
    instant: datetime | None = datetime(2018, 7, 1, 22, 30, tzinfo=UTC)
    number: int | None = 0
    flag: bool | None = False
    status: str = Status.ON_HOLD
    bodies: tuple[str, ...] = ("JM", "Rigspolitiet")


def column(kind, code, choices=None):
    return Column(code, f"label of {code}", f"meaning of {code}", kind, lambda row: getattr(row, code), 12, choices)


COLUMNS = (
    column(Kind.TEXT, "text"),
    column(Kind.DATE, "day"),
    column(Kind.INSTANT, "instant"),
    column(Kind.INTEGER, "number"),
    column(Kind.BOOLEAN, "flag"),
    column(Kind.CHOICE, "status", Status),
    column(Kind.LIST, "bodies"),
)
EMPTY = Row("", None, None, None, None, "", ())

# What a spreadsheet would run, were it not for the guard.
RUNNABLE = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org";"klik")',
    "+1",
    "-1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1;2)",
    "  =1+1",
    "\t=1+1",
    "\tindrykket",
    "\rlinje",
    "\nlinje",
    "\N{NO-BREAK SPACE}=1+1",
    "\N{ZERO WIDTH SPACE}=1+1",
    "\N{ZERO WIDTH NO-BREAK SPACE}+1",
    "\N{RIGHT-TO-LEFT OVERRIDE}=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "'=1+1",
    "''=1+1",
]

# What no cell can hold, and what is shown in its place.
UNSEEN = {
    "a\x00b": "a\N{SYMBOL FOR NULL}b",
    "a\x1b[31mb": "a\N{SYMBOL FOR ESCAPE}[31mb",
    "a\x0bb\x0cc": "a\N{SYMBOL FOR VERTICAL TABULATION}b\N{SYMBOL FOR FORM FEED}c",
    "a\x7fb": "a\N{SYMBOL FOR DELETE}b",
    "a\x9bb": "a\N{REPLACEMENT CHARACTER}b",
    "a\ud800b": "a\N{REPLACEMENT CHARACTER}b",
    "a\uffffb": "a\N{REPLACEMENT CHARACTER}b",
}

# What must come out as it went in, though something in a file format has a meaning for it.
PLAIN = [
    "–1 tankestreg",
    "a=b",
    "'",
    "'sagt'",
    "1.1",
    "007",
    "1E5",
    "TRUE",
    "2018-12-31",
    "http://example.org",
    "mailto:nogen@example.org",
    '"citeret", a;b',
    "a\tb",
    "to\nlinjer",
    " foran og bagved ",
    "<b>&amp;</b>]]>",
    "_x000D_ og _x0041_",
    "Æblegrød på øen, България, 😀",
    "أهلا",
    "#NAME?",
]


def read_back(text):
    """Return a text of a workbook as a spreadsheet reads it: openpyxl leaves this escape of the format alone."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match.group(1), 16)), text or "")
