"""Writes the checkpoint of a day: a signed file that stands for the heads of all logs, and the heads beside it."""

from __future__ import annotations

import gzip
import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.utils.translation import gettext as _

from initiatives.checkpoints.folder import EVERYONE_READS, KeptCheckpoint, file_of, files_in, read_kept, write_once
from initiatives.checkpoints.form import Checkpoint, CheckpointError
from initiatives.checkpoints.keys import fingerprint, kept_key, public_pem
from initiatives.clocks import local_day
from initiatives.queries.heads import HEADING, Clock, Heads, RecordDigest

# A write takes its instant before it waits for its turn, so the last rows may be on their way while the log is read.
SETTLED_AFTER = timedelta(minutes=10)


def write_checkpoint(*, now: datetime, folder: Path, key_file: Path, installation: str) -> tuple[KeptCheckpoint, bool]:
    """Write the checkpoint of the day, and return it with whether it is new; one that is there is left as it is.

    It holds what was recorded until ten minutes before ``now``. The public key is put beside it, in a file that is
    named after its fingerprint. Raises CheckpointError when the key or the folder cannot be used.
    """
    file = file_of(folder, local_day(now))
    if file.exists():
        return read_kept(file), False
    key = kept_key(key_file)
    named = fingerprint(key.public_key())
    before = [found for found in files_in(folder) if found.name < file.name][-1:]
    try:
        with _draft(folder) as heads_file:
            digest = _write_heads(heads_file, now - SETTLED_AFTER)
            checkpoint = Checkpoint(
                installation=installation,
                instant=now - SETTLED_AFTER,
                deadlines=digest.deadlines,
                rows=digest.rows,
                digest=digest.sha256,
                previous=before[0].name if before else "",
                previous_sha256=hashlib.sha256(before[0].read_bytes()).hexdigest() if before else "",
                key=named,
            ).signed(key)
            write_once(folder / f"{named[:16]}.public-key.pem", public_pem(key.public_key()))
            is_new = write_once(file, checkpoint.text().encode("ascii"))
            kept = read_kept(file)
            if is_new:
                heads_file.chmod(EVERYONE_READS)
                heads_file.replace(kept.heads_file)
    except OSError as error:
        message = _("The checkpoint cannot be written into %(folder)s: %(reason)s.")
        raise CheckpointError(message % {"folder": folder, "reason": error.strerror or error}) from error
    return kept, is_new


def _write_heads(file: Path, instant: datetime) -> RecordDigest:
    """Write the heads, compressed, as they are read; the digest is that of the text before it is compressed."""
    heads = Heads([instant], Clock.RECORDED)
    digest, deadlines = hashlib.sha256(HEADING), 0
    with file.open("wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as stream:
        stream.write(HEADING)
        for (line,) in heads:
            if line is not None:
                digest.update(line)
                stream.write(line)
                deadlines += 1
    return RecordDigest(deadlines, heads.rows(), digest.hexdigest())


@contextmanager
def _draft(folder: Path) -> Iterator[Path]:
    """Make a file in the folder that is gone after the block unless it was given its name."""
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".heads-", delete=False) as stream:
        draft = Path(stream.name)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)
