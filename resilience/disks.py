"""A disk without room: writes are refused as passing, reads go on, and writes too as soon as there is room again."""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from resilience import postgresql
from resilience.answers import UNAVAILABLE, ask_all, people, refuse_no_recovery, refuse_other_than_unavailable
from resilience.installation import Installation
from resilience.sizes import Sizes, demand

MEGABYTES = 48
MOST_WRITES = 3_000


def run(installation: Installation, sizes: Sizes) -> None:
    """Fill the disk of the database, then make room. Raises Failed for a wrong or a late answer."""
    if installation.engine == "SQLite":
        _endure(installation, "no file may grow", _no_growth(installation))
    elif not _may_mount():
        print("  skipped: a small disk for PostgreSQL is made by root alone, where mounting is allowed")
    else:
        with _small_disk(installation.address_of_database) as folder:
            _endure(installation, "disk of PostgreSQL full", _full(folder))


def _endure(installation: Installation, name: str, outage: AbstractContextManager[None]) -> None:
    refuse_no_recovery(installation)
    with outage:
        # What has room left on pages that exist already is still written.
        for number in range(1, MOST_WRITES):
            writes = number
            written = ask_all(installation, reads=False)["REST, writing"]
            if written.status == UNAVAILABLE:
                break
        refuse_other_than_unavailable("REST, writing", written)
        program, person = people(installation)
        for asked in (program.get("/api/v1/deadlines/"), person.get("/"), person.get("/deadlines/overdue/")):
            demand(asked.status == 200, f"Reading is answered {asked.status}: {asked.body[:300]!r}")
    recovered = refuse_no_recovery(installation)
    print(
        f"  {name}: the answer to write {writes} is 503 with Retry-After in {written.seconds:.2f} s, reading goes on;"
    )
    print(f"  with room again it works after {recovered:.2f} s")


@contextmanager
def _no_growth(installation: Installation) -> Iterator[None]:
    """Let no process of the server make a file longer than nothing, which the kernel refuses like a full disk."""
    processes = [*installation.masters, *installation.workers]
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in processes}
    for pid, (_soft, hard) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        for pid, limits in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


@contextmanager
def _small_disk(address: str) -> Iterator[Path]:
    """Give the folder of a small disk on which the reports lie meanwhile."""
    folder = Path(tempfile.mkdtemp(prefix="tiltag-small-disk-"))
    _do("mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder))
    try:
        _do("chown", postgresql.USER, str(folder))
        with postgresql.connect(address) as connection:
            connection.execute(f"CREATE TABLESPACE small LOCATION '{folder}'")
            connection.execute("ALTER TABLE initiatives_statusupdate SET TABLESPACE small")
        try:
            yield folder
        finally:
            with postgresql.connect(address) as connection:
                connection.execute("ALTER TABLE initiatives_statusupdate SET TABLESPACE pg_default")
                connection.execute("DROP TABLESPACE small")
    finally:
        _do("umount", "--lazy", str(folder))
        folder.rmdir()


def _may_mount() -> bool:
    folder = tempfile.mkdtemp(prefix="tiltag-small-disk-")
    made = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True, check=False)
    if made.returncode == 0:
        _do("umount", folder)
    Path(folder).rmdir()
    return made.returncode == 0


def _do(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    demand(done.returncode == 0, f"{' '.join(command)}: {done.stderr.strip()}")


@contextmanager
def _full(folder: Path) -> Iterator[None]:
    """Fill what is left of a disk."""
    filling, room = folder / "filling", os.statvfs(folder)
    try:
        filling.write_bytes(bytes(room.f_bavail * room.f_bsize))
        yield
    finally:
        filling.unlink()
