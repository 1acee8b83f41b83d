"""Two programs edit the same things at once, and nothing that either of them wrote is lost or written twice."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection
from rest_framework.settings import api_settings

from initiatives.choices import MembershipRole
from initiatives.models import Deadline, Plan, StatusUpdate
from initiatives.queries.verification import verify_chains
from tests.api.editing_writer import client_of, edit, report

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES, TIMES = ("anna", "bent"), 200
WRITTEN = sorted(f"{name} {number}" for name in NAMES for number in range(TIMES))

# Run in the database of the programs: what is there before them, and what must be there after them.
PREPARE = """
import json
from django.utils import timezone
from initiatives.choices import MembershipRole
from initiatives.models import User
from initiatives.periods import Period
from initiatives.queries.actors import system_actor
from initiatives.services import actions, api_tokens, memberships, objectives, plans
from initiatives.services.authorship import Author
from initiatives.services.deadlines import NewDeadline
by = Author(actor=system_actor("test"), now=timezone.now())
plan = plans.create_plan(by=by, slug="signs", title="Skilte")
objective = objectives.create_objective(by=by, plan=plan, number="1", title="Skilte")
new = NewDeadline(key="guidance", label="Vejledning", period=Period.quarter(2018, 3))
actions.create_action(by=by, plan=plan, objective=objective, number="1.1", title="Vejledning", deadlines=[new])
tokens = []
for name in ("anna", "bent"):
    user = User.objects.create(username=name)
    memberships.create_membership(by=by, user=user, role=MembershipRole.COORDINATOR)
    tokens.append(api_tokens.create_api_token(by=by, user=user, name="test", scope="write")[1])
print(json.dumps(tokens))
"""
EXAMINE = """
import json
from initiatives.models import Deadline, Plan, StatusUpdate
from initiatives.queries.verification import verify_chains
plan, deadline = Plan.objects.get(), Deadline.objects.get()
notes = list(StatusUpdate.objects.order_by("seq").values_list("seq", "note"))
findings = [str(finding) for finding in verify_chains()]
print(json.dumps([plan.summary, plan.version, plan.history.count(), notes, deadline.version, findings]))
"""


def check(summary, version, versions, notes, deadline_version, findings):
    assert sorted(summary.split("\n")[1:]) == WRITTEN
    assert (version, versions) == (1 + len(WRITTEN), 1 + len(WRITTEN))
    assert [seq for seq, _note in notes] == list(range(1, 1 + len(WRITTEN)))
    assert sorted(note for _seq, note in notes) == WRITTEN
    assert deadline_version == 1 + len(WRITTEN)
    assert findings == []


@pytest.mark.slow
def test_two_processes_lose_nothing_on_sqlite(tmp_path):
    environment = {**os.environ, "TRACKER_DATA_DIR": str(tmp_path), "TRACKER_API_WRITES": "1000000"}
    environment |= {"TRACKER_API_READS": "1000000", "TRACKER_LOG_LEVEL": "ERROR"}
    environment.pop("DATABASE_URL", None)

    def manage(*arguments, script=""):
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, input=script, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    manage("migrate", "--verbosity", "0")
    tokens = json.loads(manage("shell", "--no-imports", script=PREPARE)[-1])
    writers = []
    for name, token in zip(NAMES, tokens, strict=True):
        command = [sys.executable, "-m", "tests.api.editing_writer", name, str(TIMES)]
        writer = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        writer.stdin.write(f"{token}\n")
        writers.append(writer)
    for writer in writers:
        writer.stdin.write("now\n")
        writer.stdin.flush()
    for writer in writers:
        _out, errors = writer.communicate(timeout=300)
        assert writer.returncode == 0, errors
    check(*json.loads(manage("shell", "--no-imports", script=EXAMINE)[-1]))


@pytest.mark.slow
@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_threads_lose_nothing_on_postgresql(program, signs, monkeypatch):
    monkeypatch.setattr(api_settings, "DEFAULT_THROTTLE_RATES", {"read": "1000000/s", "write": "1000000/s"})
    faults = []

    def work(name, token):
        try:
            edit(client_of(token), name, TIMES)
            report(client_of(token), name, TIMES)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    tokens = [program(MembershipRole.COORDINATOR).token for _name in NAMES]
    threads = [threading.Thread(target=work, args=each) for each in zip(NAMES, tokens, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    plan, deadline = Plan.objects.get(), Deadline.objects.get(key="guidance")
    notes = list(StatusUpdate.objects.order_by("seq").values_list("seq", "note"))
    findings = [str(finding) for finding in verify_chains()]
    check(plan.summary, plan.version, plan.history.count(), notes, deadline.version, findings)
