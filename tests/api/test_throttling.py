"""Reads, writes and exports are counted apart, account by account."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from rest_framework.settings import api_settings

from initiatives.choices import MembershipRole
from tests.api.conftest import LATE, problem, whole

ROOT = Path(__file__).resolve().parent.parent.parent
PLANS = "/api/v1/plans/"

# A server in small: checks, then a process forked from it, and the reads that each of the two lets through.
TWO_PROCESSES = """
import os, sys
from types import SimpleNamespace
import django
django.setup()
from django.core.management.base import BaseCommand
BaseCommand().check()
throttle = sys.modules["initiatives.api.throttling"].ScopeThrottle()
request = SimpleNamespace(method="GET", query_params={}, user=SimpleNamespace(pk=7))
worker = os.fork()
if worker == 0:
    os._exit([throttle.allow_request(request, None) for _time in range(2)] != [True, True])
assert os.waitpid(worker, 0)[1] == 0
print([throttle.allow_request(request, None) for _time in range(2)])
"""


@pytest.fixture
def rates(monkeypatch):
    """Allow two reads, one write and one export a day."""
    rates = {"read": "2/day", "write": "1/day", "export": "1/day"}
    monkeypatch.setattr(api_settings, "DEFAULT_THROTTLE_RATES", rates)


def test_the_request_after_the_last_one_allowed_is_told_when_to_come_again(reader, rates):
    assert [reader.get(PLANS).status_code for _time in range(2)] == [200, 200]
    refused = reader.get(PLANS)
    told = problem(refused, 429, "throttled")
    seconds = int(refused.headers["Retry-After"])
    assert 43_000 < seconds <= 43_200, "one of two a day comes free in half a day"
    assert told["detail"] == f"Try again after {seconds} seconds."


def test_writes_exports_and_other_accounts_have_their_own_count(program, reader, rates, signs):
    coordinator = program(MembershipRole.COORDINATOR)
    for _time in range(2):
        coordinator.get(PLANS)
    assert coordinator.get(PLANS).status_code == 429
    assert reader.get(PLANS).status_code == 200
    report = {"deadline": "signs/1.1/guidance", "status": "in_progress", **LATE}
    assert coordinator.post("/api/v1/status-updates/", report).status_code == 201
    assert coordinator.post("/api/v1/status-updates/", report).status_code == 429
    assert whole(coordinator.get(f"{PLANS}?format=csv"))
    assert coordinator.get(f"{PLANS}?format=csv").status_code == 429


def test_two_tokens_of_one_account_share_its_count(program, rates):
    first = program(MembershipRole.READER)
    second = program(user=first.user)
    assert [client.get(PLANS).status_code for client in (first, second, first)] == [200, 200, 429]


def test_worker_processes_share_the_count(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name[:8] != "TRACKER_"}
    environment |= {"TRACKER_DATA_DIR": str(tmp_path), "TRACKER_API_READS": "3"}
    environment["DJANGO_SETTINGS_MODULE"] = "tracker.settings"
    command = [sys.executable, "-c", TWO_PROCESSES]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("[True, False]\n", 0), done.stderr
