"""What the description of the REST interface says is what happens, whatever is sent: thousands of requests try it."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.servers.basehttp import WSGIRequestHandler
from rest_framework.settings import api_settings

from initiatives.choices import MembershipRole
from initiatives.queries.verification import verify_chains
from tests.factories import MembershipFactory

SETTINGS = Path(__file__).resolve().parent / "contract.toml"


@pytest.mark.slow
def test_no_request_meets_a_server_error_or_an_answer_that_is_not_described(
    live_server, tmp_path, program, signs, draft, monkeypatch
):
    rates = dict.fromkeys(api_settings.DEFAULT_THROTTLE_RATES, "1000000/s")
    monkeypatch.setattr(api_settings, "DEFAULT_THROTTLE_RATES", rates)
    # The test server writes headers and body apart, and each answer would wait 40 ms for the client's receipt.
    monkeypatch.setattr(WSGIRequestHandler, "disable_nagle_algorithm", True)
    call_command("load_plans", verbosity=0)
    client = program(MembershipRole.COORDINATOR)
    MembershipFactory(user=client.user, role=MembershipRole.ADMINISTRATOR)
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(SETTINGS), "--no-color", "run"]
    command += [f"{live_server.url}/api/schema/", "--checks", "all"]
    command += ["--header", f"Authorization: Token {client.token}", "--header", "Accept-Language: en"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Tested: 32" in done.stdout, done.stdout
    assert list(verify_chains()) == []
