"""A backup that is made while reports come in, and put into an empty place: the same record, still guarded."""

from __future__ import annotations

import shlex
import subprocess
import time
from collections import defaultdict
from pathlib import Path

from resilience import postgresql
from resilience.installation import ROOT, Installation
from resilience.sizes import Sizes, demand
from resilience.writing import Writing

COMMANDS = ROOT / "docs" / "operations.md"
RESTORED = "restored"


def run(installation: Installation, sizes: Sizes) -> None:
    """Back up as docs/operations.md says, restore, and compare. Raises Failed for any difference."""
    with Writing(installation) as writing:
        _wait_for(sizes.rows // 2, writing)
        before = set(writing.acknowledged)
        begun = time.monotonic()
        copy = _on_postgresql(installation) if installation.engine == "PostgreSQL" else _on_sqlite(installation)
        seconds, during = time.monotonic() - begun, len(writing.acknowledged) - len(before)
        _wait_for(sizes.rows, writing)
    writing.refuse_loss()
    there, here = installation.examine(**copy), installation.examine()
    demand(not there["findings"] and not there["missing"], f"{there['findings'][:3]} {there['missing']}")
    demand(there["triggers"] == here["triggers"], "The triggers of the copy are others.")
    demand(before <= set(there["notes"]), "The copy lacks reports that were acknowledged before it was begun.")
    ours, theirs = _by_writer(here["notes"]), _by_writer(there["notes"])
    is_a_state = all(ours.get(writer, [])[: len(notes)] == notes for writer, notes in theirs.items())
    demand(is_a_state, "The copy is no state that the record had.")
    same = {name for name, number in here["counts"].items() if there["counts"][name] == number}
    grown = {name for name in here["counts"] if name not in same and there["counts"][name] < here["counts"][name]}
    demand(same | grown == set(here["counts"]), f"{there['counts']} against {here['counts']}")
    installation.run("manage.py", "verify_log", **copy)
    print(f"  copied in {seconds:.1f} s, while {during} reports came in; restored: {len(there['notes'])} rows verify,")
    print(f"  {len(there['triggers'])} triggers are the same, all {len(before)} acknowledged before are there")


def _by_writer(notes: list[str]) -> dict[str, list[str]]:
    """Return the reports of each writer, in the order in which they were sent.

    Those of two writers have none: PostgreSQL numbers a row before its transaction ends, and another may end first.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for note in notes:
        found[note.rpartition(" ")[0]].append(note)
    return found


def _wait_for(rows: int, writing: Writing) -> None:
    while len(writing.acknowledged) < rows and not writing.faults:
        time.sleep(0.05)


def _documented(words: str) -> list[str]:
    """Return the line of the page on operations that has these words, as arguments of a command."""
    for line in COMMANDS.read_text().splitlines():
        if words in line and line.startswith("    "):
            return shlex.split(line)
    raise LookupError(words)


def _on_sqlite(installation: Installation) -> dict[str, str]:
    """Copy by the documented command, into a data folder of its own; return the environment of the copy."""
    folder = installation.folder / RESTORED
    folder.mkdir()
    program, source, *statements = _documented("VACUUM INTO")
    statements = [each.replace("copy.sqlite3", str(folder / Path(source).name)) for each in statements]
    _do([program, str(installation.database), *statements])
    return {"TRACKER_DATA_DIR": str(folder)}


def _on_postgresql(installation: Installation) -> dict[str, str]:
    """Dump and restore by the documented commands, into an empty database of the same server."""
    address = installation.address_of_database
    copy = address.replace("/tiltag?", f"/{RESTORED}?")
    with postgresql.connect(address) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {RESTORED}")
        connection.execute(f"CREATE DATABASE {RESTORED}")
    names = {"postgres://db.example/record": address, "postgres://db.example/empty": copy}
    names["copy.dump"] = str(installation.folder / "copy.dump")
    for words in ("pg_dump", "pg_restore"):
        command = _documented(words)
        for name, ours in names.items():
            command = [each.replace(name, ours) for each in command]
        _do(command)
    return {"DATABASE_URL": copy}


def _do(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    demand(done.returncode == 0, f"{shlex.join(command)} ended with {done.returncode}: {done.stderr}")
