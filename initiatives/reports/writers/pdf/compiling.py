"""Lays a template out with its data, as a program of its own: the memory of a long report is given back at its end.

``python compiling.py TEMPLATE DATA FONTS SECONDS TARGET``: the data lie beside the template, ``SECONDS`` since 1970 are
the day on which the file says that it was made.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import typst


def main(template: str, data: str, fonts: str, seconds: str, target: str) -> None:
    """Write the PDF. Nothing is read but the template, the data and the fonts."""
    typst.compile(
        template,
        output=target,
        root=str(Path(template).parent),
        font_paths=[fonts],
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards="ua-1",
        timestamp=datetime.fromtimestamp(int(seconds), UTC),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
