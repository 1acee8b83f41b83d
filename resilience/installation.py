"""A Tiltag of its own: data folder, database, accounts and tokens, and the server that operators start."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Self

from resilience.processes import descendants
from resilience.program import Program
from resilience.sizes import Failed, demand

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 60
LINES_OF_LOG = 30
# What an account may ask in a minute is meant for people; the server itself is what is tried here.
ANY_NUMBER = dict.fromkeys(("TRACKER_API_READS", "TRACKER_API_WRITES", "TRACKER_API_EXPORTS"), "1000000")


class Installation:
    """``with Installation() as installation``: prepared and served at ``address`` until the block ends.

    ``facts`` is what ``resilience.preparing`` told: tokens, a session, deadlines and the plan; and ``run``, the mark of
    what the scenario under way writes.
    """

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="tiltag-resilience-"))
        self.log = self.folder / "log"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
        self.environment = {**kept, **ANY_NUMBER, "TRACKER_LOG_LEVEL": "ERROR"}
        self.environment["TRACKER_DATA_DIR"] = str(self.folder / "data")
        self.address_of_database = kept.get("DATABASE_URL", "")
        self.engine = "PostgreSQL" if self.address_of_database else "SQLite"
        self.database = self.folder / "data" / "tiltag.sqlite3"
        self.facts: dict[str, Any] = {}
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.manage("migrate", "--verbosity", "0")
        self.facts = json.loads(self.run("-m", "resilience.preparing").splitlines()[-1])
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill()
        shutil.rmtree(self.folder)

    @property
    def process(self) -> int:
        """The id of the process that everything else of the server descends from."""
        demand(self._server is not None, "The server was not started.")
        assert self._server is not None
        return self._server.pid

    @property
    def masters(self) -> list[int]:
        """The ids of gunicorn's first process."""
        return [pid for pid in descendants(self.process, "gunicorn") if not self._is_child_of_gunicorn(pid)]

    @property
    def workers(self) -> list[int]:
        """The ids of the processes that answer requests."""
        return [pid for master in self.masters for pid in descendants(master, "gunicorn")]

    def _is_child_of_gunicorn(self, pid: int) -> bool:
        return any(pid in descendants(other, "gunicorn") for other in descendants(self.process, "gunicorn"))

    def start(self) -> None:
        """Serve, and wait until it answers. Raises Failed when it does not."""
        with self.log.open("ab") as log:
            self._server = subprocess.Popen(
                ["scripts/serve", "--bind", f"127.0.0.1:{self.port}"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        limit = time.monotonic() + SECONDS_TO_START
        while Program(self.port).healthz() != 200:
            if self._server.poll() is not None or time.monotonic() > limit:
                raise Failed(f"Tiltag did not start:\n{self.end_of_log()}")
            time.sleep(0.1)

    def kill(self) -> None:
        """Kill the server with all that it started, at once, as a power cut would."""
        if self._server is not None:
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()
            self._server = None

    def manage(self, *arguments: str) -> str:
        """Run a command of Tiltag, and return what it printed."""
        return self.run("manage.py", *arguments)

    def run(self, *arguments: str, **environment: str) -> str:
        """Run Python on the installation, and return what it printed. Raises Failed with what went wrong."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        demand(done.returncode == 0, f"{' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def examine(self, **environment: str) -> dict[str, Any]:
        """Return what stands in the record: how much, which notes, heads, triggers."""
        found: dict[str, Any] = json.loads(self.run("-m", "resilience.examining", **environment))
        return found

    def refuse_findings(self) -> None:
        """Raise Failed when the log does not verify or a trigger is gone."""
        self.manage("verify_log", "--language", "en")
        found = self.examine()
        demand(not found["missing"], f"Triggers are missing: {found['missing']}")
        print(f"  {found['counts']['statusupdate']} rows verify, {len(found['triggers'])} triggers are there")

    def end_of_log(self) -> str:
        """Return the last lines that the server wrote."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(f"    {line}" for line in lines[-LINES_OF_LOG:])


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
