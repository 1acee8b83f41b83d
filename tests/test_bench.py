"""The comparisons of `make bench` run to their end, on a record that is too small to judge by."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="needs the sqlite3 shell: sudo apt install sqlite3")
def test_every_comparison_is_made_of_the_same_rows(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name[:8] != "TRACKER_"}
    environment.pop("DATABASE_URL", None)
    environment["TRACKER_DATA_DIR"] = str(tmp_path)
    command = [sys.executable, "-m", "bench", "--deadlines", "1000", "--rounds", "1"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "sqlite: 1000 deadlines" in done.stdout
    # Two of the packages that are compared with come by `make bench` alone.
    assert done.stdout.count("(goal ") + done.stdout.count("Skipped: ") == 12


def test_a_database_tool_that_is_missing_is_named_with_its_mend(tmp_path):
    environment = {**os.environ, "PATH": str(tmp_path), "TRACKER_DATA_DIR": str(tmp_path)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "bench"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "sqlite3, which is compared with, is missing.",
        "  Mend: sudo apt install sqlite3",
    ]
