"""A program of its own: signs the demo accounts in, and prints what the tests need to know of the prepared record.

``python -m tests.browser.cast`` works on the database that ``TRACKER_DATA_DIR`` names and prints JSON.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta

import django

ROLES = ("reader", "contributor", "coordinator", "auditor", "administrator")
SINCE_THE_LAST_VISIT = timedelta(days=7)
MAILBOX = "frister@demo.example"
PASSWORD = "en-lang-adgangskode-2026"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from django.utils import timezone

    from initiatives.models import User

    give_mailboxes(timezone.now())
    last_seen = timezone.now() - SINCE_THE_LAST_VISIT
    User.objects.update(visited_at=last_seen, previous_visit_at=last_seen - SINCE_THE_LAST_VISIT)
    let_sign_in(User.objects.get(username="reader"))
    make_report(timezone.now())
    sessions = {role: session_of(User.objects.get(username=role)) for role in ROLES}
    sys.stdout.write(json.dumps({"sessions": sessions, "ids": {**first_of_each_kind(), **chosen()}}))


def let_sign_in(user) -> None:
    """Give an account the password that the tests know."""
    user.set_password(PASSWORD)
    user.save()


def session_of(user) -> str:
    """Sign the account in and return the key of its session."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


def first_of_each_kind() -> dict[str, str]:
    """Return the public id of one row of each model that has a page of its own in the admin, by the model's name."""
    from initiatives.admin import site

    with_pages = [model for model in site._registry if hasattr(model, "public_id")]
    return {model._meta.model_name: str(model._default_manager.earliest("pk").public_id) for model in with_pages}


def chosen() -> dict[str, str]:
    """Return the ids of the deadlines and reports that the tests visit, by short names."""
    from initiatives.models import Deadline, MadeReport, StatusUpdate

    def deadline(plan, action, key):
        return Deadline.objects.get(action__plan__slug=plan, action__number=action, key=key)

    survey = deadline("demo", "2.1", "survey")
    return {
        "survey": str(survey.public_id),
        "survey_update": str(StatusUpdate.objects.filter(deadline=survey).latest("seq").public_id),
        "reopened": str(deadline("demo", "2.1", "reopened").public_id),
        "soon": str(deadline("demo", "2.2", "soon").public_id),
        "draft": str(deadline("demo", "1.1", "draft").public_id),
        "long": str(deadline("long", "1.1", "first").public_id),
        "survey_action": str(survey.action.public_id),
        "edited": edit(survey.action.objective),
        "removal": ask_for_removal(survey),
        "report": str(MadeReport.objects.latest("pk").public_id),
    }


def edit(objective) -> str:
    """Change where an objective stands in its plan, and return its public id: one edit that can be restored."""
    from django.utils import timezone

    from initiatives.queries.actors import system_actor
    from initiatives.services.authorship import Author
    from initiatives.services.objectives import update_objective

    by = Author(actor=system_actor("tests"), now=timezone.now())
    return str(update_objective(by=by, objective=objective, place=f"{objective.place} 2").public_id)


def ask_for_removal(deadline) -> str:
    """Let somebody ask for the removal of a name, and return the public id of the request."""
    from django.utils import timezone

    from initiatives.choices import MembershipRole
    from initiatives.models import StatusUpdate, User
    from initiatives.policies import Actor, Reach
    from initiatives.services.authorship import Author
    from initiatives.services.redaction import request_redaction

    user = User.objects.earliest("pk")
    actor = Actor(user=user, name=str(user), reaches={MembershipRole.COORDINATOR: Reach(everything=True)})
    row = StatusUpdate.objects.filter(deadline=deadline).latest("seq")
    by = Author(actor=actor, now=timezone.now())
    return str(request_redaction(by=by, row=row, fields=["who_name"], reason="Personal data").public_id)


def make_report(now) -> None:
    """Make a report of the demonstration, so that one is there."""
    from initiatives.clocks import Moment
    from initiatives.presentation.report_making import ask_for_report, make_waiting_report
    from initiatives.queries.actors import system_actor
    from initiatives.reports.progress.definition import Definition
    from initiatives.services.authorship import Author

    definition = Definition(plans=("demo",), as_of=Moment.today(now).as_of, known=now)
    report, _is_new = ask_for_report(definition, "csv", Author(actor=system_actor("tests"), now=now))
    make_waiting_report(report, lambda: now)


def give_mailboxes(now) -> None:
    """Let the lead of the demonstration's second objective have a mailbox, to which a letter can be written."""
    from initiatives.models import Responsibility
    from initiatives.queries.actors import system_actor
    from initiatives.services.authorship import Author
    from initiatives.services.responsibilities import update_responsibility

    led = Responsibility.objects.get(objective__plan__slug="demo", objective__number="2", role="lead")
    update_responsibility(by=Author(actor=system_actor("tests"), now=now), responsibility=led, contact=MAILBOX)


if __name__ == "__main__":
    main()
