"""Which processes run below another one, as /proc tells."""

from __future__ import annotations

import contextlib
from pathlib import Path


def descendants(ancestor: int, word: str) -> list[int]:
    """Return the ids of the processes below ``ancestor`` whose command line has this word, the oldest first."""
    parents: dict[int, int] = {}
    commands: dict[int, str] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            # A process may end while it is looked at.
            with contextlib.suppress(OSError):
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                commands[int(entry.name)] = (entry / "cmdline").read_text().replace("\0", " ")
    found = [pid for pid in parents if pid != ancestor and ancestor in _line(pid, parents)]
    return sorted(pid for pid in found if word in commands.get(pid, ""))


def _line(pid: int, parents: dict[int, int]) -> list[int]:
    line = [pid]
    while line[-1] in parents and parents[line[-1]] not in line:
        line.append(parents[line[-1]])
    return line
