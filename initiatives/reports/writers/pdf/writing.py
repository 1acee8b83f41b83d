"""From the document to the PDF: its data, the compiler, and the row heads."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import orjson
from django.utils.translation import gettext as _

from initiatives.exceptions import InitiativesError
from initiatives.reports.document.model import Document
from initiatives.reports.writers.pdf.data import data_of
from initiatives.reports.writers.pdf.tags import mark_row_heads

TEMPLATE = Path(__file__).with_name("report.typ")
COMPILER = Path(__file__).with_name("compiling.py")
FONTS = (
    Path(__file__).resolve().parents[3] / "static" / "vendor" / "dkfds-11.2.0" / "fonts" / "IBMPlexSans" / "complete"
)
DATA, COMPILED = "data.json", "compiled.pdf"


class TooLittleMemory(InitiativesError):
    """The machine had not enough memory to lay the document out; the message names the mend."""


def write_pdf(document: Document, stream: BinaryIO, *, made_as_of: datetime) -> None:
    """Write the document as PDF/UA-1. ``made_as_of`` (aware) is the file's day of making: the same gives equal bytes.

    The compiler reads nothing but the template, the data and our fonts. It refuses a picture without its text, so a
    file that is written has them all. Raises TooLittleMemory where the system ended it.
    """
    with TemporaryDirectory() as folder:
        template, compiled = Path(folder, TEMPLATE.name), Path(folder, COMPILED)
        shutil.copy(TEMPLATE, template)
        Path(folder, DATA).write_bytes(orjson.dumps(data_of(document)))
        seconds = str(int(made_as_of.timestamp()))
        _run(str(template), DATA, str(FONTS / "ttf"), seconds, str(compiled))
        with compiled.open("rb") as source:
            mark_row_heads(source, stream)


def _run(*arguments: str) -> None:
    # Of the settings and the secrets in the environment the compiler needs none.
    done = subprocess.run(  # noqa: S603 (our own program, with paths that we made)
        [sys.executable, "-I", str(COMPILER), *arguments], env={}, capture_output=True, text=True, check=False
    )
    if done.returncode == -signal.SIGKILL:
        raise TooLittleMemory(
            _("There was too little memory to lay the report out. Choose fewer sections or plans, or another format.")
        )
    if done.returncode:
        raise RuntimeError(f"The compiler ended with {done.returncode}: {done.stderr}")
