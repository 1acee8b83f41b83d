"""The archive of what is logged about accounts: old events go into a file, and only then out of the database."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from initiatives.clocks import local_day
from initiatives.exceptions import InitiativesError
from initiatives.models import PersonEvent
from initiatives.models.person_event import FEWEST_DAYS

OWNER_ALONE = 0o600
CHUNK = 1 << 20


class ArchiveError(InitiativesError):
    """The archive could not be written, or is not what was written; nothing was removed."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A file of events. ``sha256`` is that of the file as it lies there, compressed."""

    file: Path
    events: int
    sha256: str


def archive_person_log(*, now: datetime, days: int, folder: Path) -> Archive | None:
    """Write what is older than ``days`` to a new file in the folder, read it back, and remove it from the database.

    The file is gzip with an event a line, as JSON; beside it lies its SHA-256, as ``sha256sum`` writes it. Returns None
    where nothing is old enough. Raises ValidationError for less than 30 days, which the triggers refuse too, and
    ArchiveError: then nothing was removed.
    """
    if days < FEWEST_DAYS:
        raise ValidationError(
            _("What is logged about accounts stays for %(days)d days at least.") % {"days": FEWEST_DAYS}
        )
    before = now - timedelta(days=days)
    old: QuerySet[PersonEvent] = PersonEvent.objects.filter(at__lt=before)
    last = old.order_by("-pk").values_list("pk", flat=True).first()
    if last is None:
        return None
    old = old.filter(pk__lte=last).order_by("pk")
    name = f"person-log-{local_day(before).isoformat()}-{now.strftime('%Y%m%dT%H%M%S')}.jsonl.gz"
    file = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        archive = _written(file, old)
        _require_whole(archive)
        with transaction.atomic():
            removed = old.order_by().remove_archived()  # type: ignore[attr-defined]
            if removed != archive.events:
                raise ArchiveError(
                    _("There were other events than those in the archive: nothing was removed. Run it again.")
                )
    except FileExistsError as error:
        raise ArchiveError(_("There is a file %(file)s already. Run it again.") % {"file": error.filename}) from error
    except OSError as error:
        _discard(file)
        message = _("The archive cannot be written into %(folder)s: %(reason)s. Nothing was removed.")
        raise ArchiveError(message % {"folder": folder, "reason": error.strerror or error}) from error
    except ArchiveError:
        _discard(file)
        raise
    return archive


def _discard(file: Path) -> None:
    """Remove an archive that is none: its events are in the database still, and will be in the next one."""
    for each in (file, _checksum_beside(file)):
        with suppress(OSError):
            each.unlink()


def _checksum_beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.sha256")


def _written(file: Path, events: QuerySet[PersonEvent]) -> Archive:
    """Write the events and the checksum beside them, down to the disk."""
    count = 0
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE)
    with os.fdopen(descriptor, "wb") as raw:
        with gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as stream:
            for event in events.select_related("user").iterator():
                stream.write(json.dumps(event.as_data(), ensure_ascii=False).encode() + b"\n")
                count += 1
        raw.flush()
        os.fsync(raw.fileno())
    archive = Archive(file, count, _digest(file))
    with os.fdopen(os.open(_checksum_beside(file), os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE), "w") as stream:
        stream.write(f"{archive.sha256}  {file.name}\n")
        stream.flush()
        os.fsync(stream.fileno())
    place = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
    return archive


def _require_whole(archive: Archive) -> None:
    """Raise ArchiveError unless the file, read anew, has as many events as were written and the same checksum."""
    if _digest(archive.file) != archive.sha256 or sum(1 for _event in events_in(archive.file)) != archive.events:
        raise ArchiveError(_("The archive is not what was written: nothing was removed."))


def events_in(file: Path) -> Iterator[dict[str, str]]:
    """Yield the events of an archive."""
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def _digest(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
