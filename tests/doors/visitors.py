"""Who comes to the doors: people with a session in a browser, and programs with a token."""

import time

from django.test import Client

ANONYMOUS, SWITCHED_OFF, FORMER = "anonymous", "switched_off", "former"
NO_ROLE, ADMINISTRATOR = "no_role", "administrator"
READER, AUDITOR = "reader", "auditor"
CONTRIBUTOR_A, CONTRIBUTOR_B = "contributor_a", "contributor_b"
COORDINATOR_P, COORDINATOR_A = "coordinator_p", "coordinator_a"
COORDINATOR_Q, COORDINATOR_ALL = "coordinator_q", "coordinator_all"
READ_TOKEN, WRITE_TOKEN = "read_token", "write_token"
EXPIRED_TOKEN, TOKEN_OF_SWITCHED_OFF = "expired_token", "token_of_switched_off"

STRANGERS = frozenset({ANONYMOUS, SWITCHED_OFF})
WITHOUT_CONTENT = frozenset({NO_ROLE, FORMER, ADMINISTRATOR})
CONTENT = frozenset(
    {
        READER,
        CONTRIBUTOR_A,
        CONTRIBUTOR_B,
        COORDINATOR_P,
        COORDINATOR_A,
        COORDINATOR_Q,
        COORDINATOR_ALL,
        AUDITOR,
    }
)
PEOPLE = STRANGERS | WITHOUT_CONTENT | CONTENT
SIGNED_IN = PEOPLE - STRANGERS
# A token is its owner, but for writing with one that reads.
OWNER = {READ_TOKEN: COORDINATOR_ALL, WRITE_TOKEN: CONTRIBUTOR_B}
DEAD_TOKENS = frozenset({EXPIRED_TOKEN, TOKEN_OF_SWITCHED_OFF})
PROGRAMS = frozenset(OWNER) | DEAD_TOKENS

SEE_DRAFT = frozenset({COORDINATOR_Q, COORDINATOR_ALL, AUDITOR})
EDIT_DRAFT = frozenset({COORDINATOR_Q, COORDINATOR_ALL})
EDIT_PLAN = frozenset({COORDINATOR_P, COORDINATOR_ALL})
EDIT_ALL = frozenset({COORDINATOR_ALL})
READ_REMOVALS = frozenset({COORDINATOR_P, COORDINATOR_Q, COORDINATOR_ALL, AUDITOR})
READ_PERSON_LOG = frozenset({AUDITOR})
READ_MEMBERSHIPS = frozenset({AUDITOR, ADMINISTRATOR})
COORDINATE_A = EDIT_PLAN | {COORDINATOR_A}
RECORD_A = COORDINATE_A | {CONTRIBUTOR_A}
COORDINATE_B = EDIT_PLAN
RECORD_B = EDIT_PLAN | {CONTRIBUTOR_B}
NOBODY = frozenset()


def confirm(client, user):
    """Let the session stand as one in which the password was given once more just now."""
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "username": user.username, "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def door_of(visitor, world):
    """Return a client that comes as this visitor, speaking English."""
    headers = {"Accept-Language": "en"}
    if visitor in PROGRAMS:
        headers["Authorization"] = f"Token {world.tokens[visitor]}"
    client = Client(raise_request_exception=True, headers=headers)
    client.cookies["django_language"] = "en"
    if visitor in world.people:
        client.force_login(world.people[visitor])
    return client
