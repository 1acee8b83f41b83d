"""Where a command puts a report: a file that appears whole or not at all, or standard output."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from django.core.management import CommandError
from django.utils.translation import gettext as _

STANDARD_OUTPUT = "-"


def write_whole(target: str, write: Callable[[BinaryIO], int], *, overwrite: bool) -> int:
    """Let ``write`` fill the file ``target``, or standard output for "-", and return what it returns.

    What is written elsewhere first comes into its place in one step: a reader never meets half a file, and a failure
    leaves what was there. Raises CommandError when the file is there already and may not be overwritten, or cannot be
    written.
    """
    if target == STANDARD_OUTPUT:
        return _to_standard_output(write)
    path = Path(target).resolve()  # A link stays one, and what it points to is written.
    with _explained(path):
        _refuse(path, overwrite=overwrite)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            with draft.open("xb") as stream:
                count = write(stream)
            _refuse(path, overwrite=overwrite)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    return count


def _refuse(path: Path, *, overwrite: bool) -> None:
    if path.exists() and not path.is_file():
        raise CommandError(_("%(path)s is no ordinary file. Give the name of one.") % {"path": path})
    if path.exists() and not overwrite:
        raise CommandError(_("%(path)s is there already. Add --force to overwrite it.") % {"path": path})


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CommandError(
            _("%(path)s cannot be written: %(reason)s.") % {"path": path, "reason": error.strerror or error}
        ) from error


def _to_standard_output(write: Callable[[BinaryIO], int]) -> int:
    # By way of a file: the database is not kept waiting for whoever reads the other end.
    with TemporaryFile() as stream:
        count = write(stream)
        stream.seek(0)
        try:
            shutil.copyfileobj(stream, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            # The other end has read enough. What is still waiting to be written must not fail again on leaving.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return count
