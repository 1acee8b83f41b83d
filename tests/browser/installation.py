"""A Tiltag of the tests' own: prepared once, served by the product's own server, and set back after each test."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
PLANS = Path(__file__).parent / "plans"
FACTS = "facts.json"
SECONDS_TO_START = 60
# What limits an account is tried elsewhere: here one reader stands for the readers of every test.
UNLIMITED = {f"TRACKER_API_{scope}": "1000000" for scope in ("READS", "WRITES", "EXPORTS")}


class Installation:
    """Both real plans, the demonstration and the plans of this folder, at ``address``.

    ``facts`` is what ``cast`` told: the sessions of the demo accounts and the ids of what the tests visit. In the
    folder ``shared`` the processes that run the tests find what the first of them has prepared.
    """

    def __init__(self, folder: Path, shared: Path) -> None:
        self.data = folder / "data"
        self.database = self.data / "tiltag.sqlite3"
        self.log = folder / "log"
        self.prepared = folder / "prepared.sqlite3"
        self.shared = shared / "prepared"
        self.lock = shared / "lock"
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
        self.environment.pop("DATABASE_URL", None)
        self.environment |= {"TRACKER_DATA_DIR": str(self.data), "TRACKER_LOG_LEVEL": "WARNING"} | UNLIMITED
        self.facts: dict = {}
        self.address = ""
        self._server: subprocess.Popen | None = None

    def prepare(self) -> None:
        """Make the database, or take the one that another process has made."""
        with self.lock.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self.shared.exists():
                shutil.copytree(self.shared, self.data)
            else:
                self._make()
                shutil.copytree(self.data, self.shared)
        _copy(self.database, self.prepared)
        self.facts = json.loads((self.data / FACTS).read_text())

    def _make(self) -> None:
        self._manage("migrate", "--verbosity", "0")
        self._manage("load_plans")
        self._manage("load_plans", str(PLANS))
        self._manage("seed_demo")
        (self.data / FACTS).write_text(self._run("-m", "tests.browser.cast"))

    def start(self) -> None:
        """Serve it on a free port, and wait until it answers."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "gunicorn", "--config", "python:tracker.serving", "--workers", "1"]
        with self.log.open("w") as log:
            self._server = subprocess.Popen(
                [*command, "--bind", f"127.0.0.1:{port}", "tracker.wsgi"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        limit = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            if self._server.poll() is not None or time.monotonic() > limit:
                raise RuntimeError(f"Tiltag did not start:\n{self.log.read_text()}")
            time.sleep(0.2)

    def stop(self) -> None:
        """End the server."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait(timeout=30)

    def set_back(self) -> None:
        """Put the database back as it was prepared, while the server goes on."""
        _copy(self.prepared, self.database)

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.address}/healthz", timeout=5) as answer:
                return answer.status == 200
        except (URLError, OSError):
            return False

    def _manage(self, *arguments: str) -> str:
        return self._run("manage.py", *arguments)

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout


def _copy(source: Path, target: Path) -> None:
    """Copy a database that may be in use, as one transaction on both sides."""
    here, there = sqlite3.connect(source), sqlite3.connect(target)
    try:
        here.backup(there)
    finally:
        here.close()
        there.close()
