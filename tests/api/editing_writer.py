"""A program that edits one plan and reports on one deadline again and again through the REST interface.

python -m tests.api.editing_writer NAME TIMES reads a token from standard input, waits for a line there, works on the
database that the environment names, and ends.
"""

import sys

from rest_framework.test import APIClient

PLAN, UPDATES = "/api/v1/plans/signs/", "/api/v1/status-updates/"
REPORT = {"deadline": "signs/1.1/guidance", "status": "in_progress", "delay_reason": "capacity", "forecast": "2199"}


def client_of(token):
    return APIClient(headers={"Authorization": f"Token {token}", "Accept-Language": "da"})


def edit(client, name, times):
    """Add a line to the plan's summary so many times, each on the version that was read, and begin again if refused."""
    for number in range(times):
        while True:
            read = client.get(PLAN)
            summary = f"{read.json()['summary']}\n{name} {number}"
            answer = client.patch(PLAN, {"summary": summary}, headers={"If-Match": read.headers["ETag"]})
            if answer.status_code == 200:
                break
            assert answer.status_code == 412, answer.content


def report(client, name, times):
    """Record so many reports, each under a key of its own, and send every second one twice."""
    for number in range(times):
        for _time in range(1 + number % 2):
            headers = {"Idempotency-Key": f"{name}-{number}"}
            answer = client.post(UPDATES, {**REPORT, "note": f"{name} {number}"}, headers=headers)
            assert answer.status_code == 201, answer.content


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    program = client_of(sys.stdin.readline().strip())
    sys.stdin.readline()
    edit(program, sys.argv[1], int(sys.argv[2]))
    report(program, sys.argv[1], int(sys.argv[2]))
