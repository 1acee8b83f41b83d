"""What an installation does in a day, under the account that DATABASE_URL names, for the test of that account.

python -m tests.restricted_work makes reports, moves, a redaction and a checkpoint, serves some pages, and ends with 0.
"""

from datetime import timedelta

import django
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

PAGES = ("/", "/deadlines/overdue/", "/plans/com-2017-612/", "/admin/initiatives/deadline/", "/api/v1/deadlines/")


def main():
    call_command("check", "--database", "default", "--deploy", "--tag", "database")
    call_command("load_plans", verbosity=0)
    call_command("seed_demo", verbosity=0)
    redact(report())
    serve()
    call_command("write_checkpoint")
    call_command("verify_log", "--language", "en")


def author(name):
    from initiatives.choices import MembershipRole
    from initiatives.models import User
    from initiatives.policies import Actor, Reach
    from initiatives.services.authorship import Author

    user, _is_new = User.objects.get_or_create(username=name)
    reaches = {MembershipRole.COORDINATOR: Reach(everything=True)}
    return Author(actor=Actor(user=user, name=name, reaches=reaches), now=timezone.now())


def report():
    from initiatives.models import Deadline
    from initiatives.periods import Period
    from initiatives.services.status_updates import Report, record

    deadline = Deadline.objects.filter(action__plan__slug="com-2017-612", is_open=True).first()
    forecast = Period.day(timezone.localdate() + timedelta(days=400))
    said = Report(status="in_progress", note="Hanne is ill", delay_reason="capacity", forecast=forecast)
    return record(by=author("first"), deadline=deadline, report=said)


def redact(row):
    from initiatives.services.redaction import decide_redaction, request_redaction

    request = request_redaction(by=author("first"), row=row, fields=["note", "who_name"], reason="Health")
    decide_redaction(by=author("second"), request=request, approve=True)


def serve():
    from initiatives.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username="coordinator"))
    for address in PAGES:
        assert client.get(address).status_code == 200, address


if __name__ == "__main__":
    django.setup()
    main()
