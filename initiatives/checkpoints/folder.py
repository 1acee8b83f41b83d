"""The folder of the checkpoints: one file a day, ``2026-11-25.json``, and beside it the heads that it stands for."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from initiatives.checkpoints.form import Checkpoint, CheckpointError, read_checkpoint

NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\.json")
HEADS = ".heads.csv.gz"
EVERYONE_READS = 0o644


@dataclass(frozen=True, slots=True)
class KeptCheckpoint:
    """A checkpoint in its file; ``sha256`` is that of the file, by which the next one names it."""

    file: Path
    checkpoint: Checkpoint
    sha256: str

    @property
    def heads_file(self) -> Path:
        """The file of heads, which may be missing."""
        return self.file.with_name(self.file.stem + HEADS)

    def heads(self) -> Iterator[bytes] | None:
        """Return the lines of the heads, without the heading; None where the file is missing or is another one."""
        try:
            with gzip.open(self.heads_file) as lines:
                digest = hashlib.sha256()
                for line in lines:
                    digest.update(line)
        except (OSError, EOFError):
            return None
        return self._lines() if digest.hexdigest() == self.checkpoint.digest else None

    def _lines(self) -> Iterator[bytes]:
        with gzip.open(self.heads_file) as lines:
            next(lines)
            yield from lines


def file_of(folder: Path, day: date) -> Path:
    """Return the file that the checkpoint of a day has."""
    return folder / f"{day.isoformat()}.json"


def files_in(folder: Path) -> list[Path]:
    """Return the files of all checkpoints in the folder, the oldest first."""
    return sorted(file for file in folder.iterdir() if NAME.fullmatch(file.name)) if folder.is_dir() else []


def read_kept(file: Path) -> KeptCheckpoint:
    """Return the checkpoint in a file. Raises CheckpointError, which says what is wrong with it."""
    try:
        content = file.read_bytes()
        text = content.decode("ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise CheckpointError(f"cannot be read: {error}") from error
    return KeptCheckpoint(file, read_checkpoint(text), hashlib.sha256(content).hexdigest())


def write_once(file: Path, content: bytes | Iterable[bytes], *, mode: int = EVERYONE_READS) -> bool:
    """Write a file that is not there yet, whole or not at all, and return whether that was so.

    A file that is there is never overwritten. Raises OSError when the folder cannot be written.
    """
    if file.exists():
        return False
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.writelines([content] if isinstance(content, bytes) else content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.chmod(mode)
        _name(draft, file)
    except FileExistsError:
        return False
    finally:
        draft.unlink(missing_ok=True)
    return True


def _name(draft: Path, file: Path) -> None:
    """Give a finished file its name. Raises FileExistsError where the name is taken."""
    try:
        os.link(draft, file)
    except FileExistsError:
        raise
    except OSError:
        # A shared drive that knows no links: the name is taken first, which is refused where it is taken already.
        file.touch(exist_ok=False)
        draft.replace(file)
