"""`make` names what is missing on the machine, or in the way, with what mends it."""

from __future__ import annotations

import shutil
import socket
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BASH = shutil.which("bash")
MAKE = shutil.which("make")


@pytest.fixture
def bare_machine(tmp_path):
    """A folder of programs that holds what every Debian has, and no Python."""
    for program in ("cut", "dirname"):
        (tmp_path / program).symlink_to(shutil.which(program))
    return tmp_path


def set_up(programs: Path) -> subprocess.CompletedProcess:
    command = [BASH, "scripts/setup"]
    return subprocess.run(command, cwd=ROOT, env={"PATH": str(programs)}, capture_output=True, text=True, check=False)


def install_python(programs: Path, answers: str) -> None:
    """Put a python3 there that answers one question of the setup as an unfit one would."""
    python = programs / "python3"
    python.write_text(f'#!{BASH}\ncase "$2$1" in\n{answers}\nesac\n', encoding="utf-8")
    python.chmod(0o755)


def test_setup_names_the_package_of_a_missing_python(bare_machine):
    outcome = set_up(bare_machine)
    assert outcome.returncode == 1
    assert "python3 is missing." in outcome.stderr
    assert "sudo apt install python3 python3-venv" in outcome.stderr


def test_setup_refuses_an_old_python_and_names_its_version(bare_machine):
    install_python(bare_machine, "*version_info*) exit 1 ;;\n*-V*) echo Python 3.9.2 ;;")
    outcome = set_up(bare_machine)
    assert outcome.returncode == 1
    assert "python3 is 3.9.2, and 3.11 or newer is needed." in outcome.stderr
    assert "Debian 12 or newer" in outcome.stderr


@pytest.mark.parametrize(
    ("module", "message"),
    [
        ("ensurepip", "module for virtual environments is missing.\n  Mend: sudo apt install python3-venv"),
        ("sqlite3", "built without SQLite.\n  Mend: use Debian's own"),
    ],
)
def test_setup_names_the_package_of_a_missing_module(bare_machine, module, message):
    install_python(bare_machine, f"*{module}*) exit 1 ;;")
    outcome = set_up(bare_machine)
    assert outcome.returncode == 1
    assert message in outcome.stderr


def test_run_refuses_a_port_that_is_taken_and_says_how_to_choose_another():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [MAKE, "run", f"PORT={port}"]
        outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 2
    assert f"Port {port} is taken" in outcome.stderr
    assert "make run PORT=8001" in outcome.stderr


def test_run_refuses_production_since_it_brings_demo_accounts():
    command = [MAKE, "run", "TRACKER_MODE=production"]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 2
    assert "TRACKER_MODE is production" in outcome.stderr
