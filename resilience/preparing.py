"""A program of its own: fills an installation, and prints what the scenarios need to know of it, as JSON.

``python -m resilience.preparing`` works on the installation that the environment names.
"""

from __future__ import annotations

import json
import os
import sys

import django

PLAN = "com-2017-612"
WRITERS = 32
NAME = "resilience"


def main() -> None:
    """Load the plans, make accounts and tokens, and tell of them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from initiatives.choices import MembershipRole, TokenScope
    from initiatives.models import Deadline, User
    from initiatives.queries.actors import system_actor
    from initiatives.services.api_tokens import create_api_token
    from initiatives.services.authorship import Author
    from initiatives.services.memberships import create_membership

    call_command("load_plans", verbosity=0)
    by = Author(actor=system_actor(NAME), now=timezone.now())
    tokens = []
    for number in range(WRITERS):
        user = User.objects.create_user(username=f"{NAME}-{number}")
        create_membership(by=by, user=user, role=MembershipRole.COORDINATOR)
        if not number:
            create_membership(by=by, user=user, role=MembershipRole.ADMINISTRATOR)
            session = session_of(user)
        tokens.append(create_api_token(by=by, user=user, name=NAME, scope=TokenScope.WRITE, days=1)[1])
    deadlines = Deadline.objects.filter(action__plan__slug=PLAN, is_open=True)
    told = {"plan": PLAN, "tokens": tokens, "session": session, "deadlines": [d.ref for d in deadlines]}
    sys.stdout.write(json.dumps(told))


def session_of(user: object) -> str:
    """Sign an account in, and return the cookie."""
    from django.conf import settings
    from django.contrib.auth import login
    from django.contrib.sessions.backends.db import SessionStore
    from django.http import HttpRequest

    request = HttpRequest()
    request.session = SessionStore()
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    request.session.save()
    return f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}"


if __name__ == "__main__":
    main()
