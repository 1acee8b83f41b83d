"""Thousands of requests, made from the description of the REST interface: none meets a server error."""

from __future__ import annotations

import subprocess
import sys

from resilience.installation import ROOT, Installation
from resilience.sizes import Sizes, demand

SETTINGS = ROOT / "tests" / "api" / "contract.toml"


def run(installation: Installation, sizes: Sizes) -> None:
    """Send them, with every check on. Raises Failed with what the tool found."""
    if not sizes.examples:
        print("  left to tests/api/test_contract.py")
        return
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(SETTINGS), "--no-color", "run"]
    command += [f"{installation.address}/api/schema/", "--checks", "all", "--max-examples", str(sizes.examples)]
    command += ["--header", f"Authorization: Token {installation.facts['tokens'][0]}"]
    command += ["--header", "Accept-Language: en"]
    done = subprocess.run(command, cwd=installation.folder, capture_output=True, text=True, check=False)
    demand(done.returncode == 0, done.stdout + done.stderr)
    figures = [line.strip() for line in done.stdout.splitlines() if "generated" in line or "Tested:" in line]
    print("\n".join(f"  {line}" for line in figures))
