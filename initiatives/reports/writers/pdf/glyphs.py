"""Which characters the fonts of a PDF can show; the others are written as their code, so that none is lost."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from initiatives.reports.cells import visible

COVERAGE = Path(__file__).with_name("coverage.txt")


def shown(text: str) -> str:
    """Return the text with each character that no font has written as its code, such as ``[U+1F600]``."""
    text = visible(text)
    return _missing().sub(_code, text) if not text.isascii() else text


@cache
def _missing() -> re.Pattern[str]:
    ranges = [line.partition("-")[::2] for line in COVERAGE.read_text().splitlines() if not line.startswith("#")]
    covered = "".join(f"\\U{int(first, 16):08x}-\\U{int(last or first, 16):08x}" for first, last in ranges)
    return re.compile(f"[^\t\n\r{covered}]")


def _code(match: re.Match[str]) -> str:
    return f"[U+{ord(match.group()):04X}]"
