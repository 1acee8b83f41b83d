"""From a path to a text: size, encoding and characters are checked before anything reads the text as YAML."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from initiatives.characters import code_of, forbidden_character
from initiatives.plan_files.problems import ProblemList

LARGEST_BYTES = 5_000_000
MARKS_OF_OTHER_ENCODINGS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def open_text(path: Path, problems: ProblemList) -> str:
    """Return the text of a file. Raises PlanFileError when it cannot be read, is too large, or is not plain UTF-8."""
    data = _read(path, problems)
    encoding = MARKS_OF_OTHER_ENCODINGS.get(data[:2])
    if encoding or _looks_like_utf_16(data):
        raise problems.stop(0, _("The file is written in UTF-16."), _save_as_utf_8())
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        seen = data[error.start : error.start + 1].decode("windows-1252", errors="replace")
        what = _("The file is not written in UTF-8. Read as Windows-1252, the character would be “%(seen)s”.")
        raise problems.stop(line, what % {"seen": seen}, _save_as_utf_8()) from None
    _refuse_characters(text, problems)
    if not text.strip():
        raise problems.stop(0, _("The file is empty."), _("Put a plan or organisations into it, or leave it out."))
    return text


def _read(path: Path, problems: ProblemList) -> bytes:
    if not path.is_file():
        raise problems.stop(0, _("There is no such file."), _("Check the name of the file."))
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        what = _("The file cannot be read: %(reason)s.") % {"reason": error.strerror}
        raise problems.stop(0, what, _("Check who may read it.")) from None
    if len(data) > LARGEST_BYTES:
        what = _("The file is larger than %(megabytes)s MB.") % {"megabytes": LARGEST_BYTES // 1_000_000}
        raise problems.stop(0, what, _("Check that it is the right file; write each plan in a file of its own."))
    return data


def _looks_like_utf_16(data: bytes) -> bool:
    """Return whether every second byte of the beginning is nothing, as in Latin letters written in two bytes."""
    start = data[:200]
    return len(start) >= 2 and (not any(start[1::2]) or not any(start[::2]))


def _refuse_characters(text: str, problems: ProblemList) -> None:
    if "\t" in text:
        line = text.count("\n", 0, text.index("\t")) + 1
        raise problems.stop(line, _("The line has a tab."), _("Write blanks in its place."))
    character = forbidden_character(text)
    if character is not None:
        line = text.count("\n", 0, text.index(character)) + 1
        what = _("The line has the character %(code)s, which no text may hold.") % {"code": code_of(character)}
        raise problems.stop(line, what, _("Remove it. If the file is no plain text, save it as plain text in UTF-8."))


def _save_as_utf_8() -> str:
    return _("Save it as plain text in UTF-8.")
