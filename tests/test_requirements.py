"""The lock names exact versions and hashes, and nothing of the machine on which it was made."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
SAML_LOCK = (ROOT / "requirements-saml.lock").read_text(encoding="utf-8")


def pins(text: str) -> dict[str, str]:
    """Return name and version of each line that pins a package, names as the index writes them."""
    found = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==([^\s;\\]+)", text, re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in found}


@pytest.mark.parametrize("trace", ["://", "file:", "--index", "--extra-index", "--find-links", "--trusted"])
def test_the_lock_holds_no_address(trace):
    assert trace not in LOCK + SAML_LOCK


@pytest.mark.parametrize(("name", "lock"), [("requirements.txt", LOCK), ("requirements-saml.txt", SAML_LOCK)])
def test_every_requirement_is_pinned_and_the_lock_has_the_same_version(name, lock):
    requirements = (ROOT / name).read_text(encoding="utf-8")
    lines = [line for line in requirements.splitlines() if line and not line.startswith("#")]
    wanted = pins(requirements)
    assert len(wanted) == len(lines) > 0
    assert wanted.items() <= pins(lock).items()


def test_what_both_locks_name_has_the_same_version_in_both():
    both = pins(LOCK).keys() & pins(SAML_LOCK).keys()
    assert "lxml" in both
    assert [name for name in both if pins(LOCK)[name] != pins(SAML_LOCK)[name]] == []


@pytest.mark.parametrize("lock", [LOCK, SAML_LOCK])
def test_every_locked_package_has_hashes(lock):
    blocks = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)
    packages = [block for block in blocks if "==" in block]
    assert len(packages) == len(pins(lock))
    assert [block.splitlines()[0] for block in packages if "--hash=sha256:" not in block] == []


@pytest.mark.slow
def test_the_bill_of_materials_names_every_locked_package_and_every_copied_asset(tmp_path):
    file = tmp_path / "sbom.json"
    subprocess.run([sys.executable, ROOT / "scripts/sbom", file], check=True, capture_output=True)
    bill = json.loads(file.read_text(encoding="utf-8"))
    named = {(component["name"].lower().replace("_", "-"), component["version"]) for component in bill["components"]}
    folders = {path.name for path in (ROOT / "initiatives/static/vendor").iterdir() if path.is_dir()}
    assert set((pins(LOCK) | pins(SAML_LOCK)).items()) <= named
    optional = {component["name"] for component in bill["components"] if component.get("scope") == "optional"}
    assert optional == pins(SAML_LOCK).keys() - pins(LOCK).keys()
    assert {component["bom-ref"] for component in bill["components"]} >= folders
    assert bill["metadata"]["component"]["name"] == "tiltag"
