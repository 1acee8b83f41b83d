"""The PostgreSQL server that scripts/with-postgresql started: its processes, how to stop it and start it again."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg

from resilience.processes import descendants
from resilience.sizes import demand

USER = "postgres"


def connect(address: str) -> psycopg.Connection[tuple[object, ...]]:
    """Return a connection of our own, each statement a transaction."""
    return psycopg.connect(address, autocommit=True)


def folder_of(address: str) -> Path:
    """Return the folder of the server; its socket lies there, too."""
    return Path(parse_qs(urlsplit(address).query)["host"][0])


def backends(address: str) -> list[int]:
    """Return the ids of the processes that serve connections; none while the server starts anew."""
    try:
        first = int((folder_of(address) / "data" / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return []
    return descendants(first, " tiltag tiltag ")


def stop(address: str) -> None:
    """Stop the server at once."""
    _control(address, "stop", "--mode=immediate")


def start(address: str) -> None:
    """Start it as it was started before."""
    said = shlex.split((folder_of(address) / "data" / "postmaster.opts").read_text())
    # What stands before are the program and its folder.
    _control(address, "start", f"--log={folder_of(address) / 'log'}", f"--options={shlex.join(said[3:])}")


def _control(address: str, *arguments: str) -> None:
    data = folder_of(address) / "data"
    program = shlex.split((data / "postmaster.opts").read_text())[0]
    control = Path(program).resolve().with_name("pg_ctl")
    command: Sequence[str] = [str(control), f"--pgdata={data}", "--wait", *arguments]
    if os.getuid() == 0:
        command = ["runuser", "--user", USER, "--", *command]
    done = subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    demand(done.returncode == 0, f"pg_ctl {arguments[0]} ended with {done.returncode}.")
