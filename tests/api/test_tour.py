"""The tour of the REST interface does what it says, on a server as `make run` starts one."""

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).resolve().parent.parent.parent
TOUR = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8000"
SECONDS_TO_START = 60


def blocks(language):
    """Return the blocks of the tour in a language, as one text."""
    return "".join(re.findall(rf"^```{language}\n(.*?)^```$", TOUR, re.MULTILINE | re.DOTALL))


@pytest.fixture
def environment(tmp_path):
    """The environment of an installation of its own, beside any that the machine has."""
    return {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL" and name[:8] != "TRACKER_"},
        "TRACKER_DATA_DIR": str(tmp_path / "data"),
    }


@pytest.fixture
def address(environment):
    """The address of a server with both plans and the demo accounts."""
    for command in (["migrate", "--verbosity", "0"], ["load_plans"], ["seed_demo"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "gunicorn", "--config", "python:tracker.serving", "--bind", bind, "tracker.wsgi"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_for(f"http://{bind}/healthz", server)
        yield f"http://{bind}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(health, server):
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            requests.get(health, timeout=5).raise_for_status()
            return
        except requests.RequestException:
            assert server.poll() is None, "the server stopped"
            assert time.monotonic() < until, "the server is not ready yet"
            time.sleep(0.2)


@pytest.mark.slow
def test_every_command_of_the_tour_runs_as_written(tmp_path, environment, address):
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', encoding="utf-8")
    (tmp_path / ".venv" / "bin" / "python").chmod(0o755)
    (tmp_path / "manage.py").symlink_to(ROOT / "manage.py")
    (tmp_path / "tour.py").write_text(blocks("python"), encoding="utf-8")
    commands = blocks("sh").replace(ADDRESS, address)
    assert address in commands
    script = f"set -euo pipefail\n{commands}\n.venv/bin/python tour.py >printed"
    command = ["/bin/bash", "-c", script]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert '"status":"completed"' in done.stdout
    assert '"count":11' in done.stdout
    assert (tmp_path / "printed").read_text(encoding="utf-8") == blocks("text")
    by_curl, by_python = (tmp_path / name for name in ("overdue.csv", "overdue-by-python.csv"))
    assert by_curl.read_bytes() == by_python.read_bytes()
    assert by_curl.read_text(encoding="utf-8-sig").count("com-2017-612/") == 11
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert re.search(r"link: <[^>]+&known=[^>]+>; rel=.canonical.", done.stdout, re.IGNORECASE)
