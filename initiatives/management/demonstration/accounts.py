"""One account for each role. Passwords are random and told once, when an account is made."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from initiatives.choices import MembershipRole
from initiatives.models import Membership, Organisation, User
from initiatives.services.authorship import Author
from initiatives.services.memberships import create_membership

# Who records for the demonstration body, and for the body that leads the Commission's plan where that is loaded.
CONTRIBUTES_FOR = ("demo-styrelsen", "european-commission")
NAMES = {
    MembershipRole.READER: ("Lars", "Læser (demo)"),
    MembershipRole.CONTRIBUTOR: ("Mette", "Medarbejder (demo)"),
    MembershipRole.COORDINATOR: ("Karen", "Koordinator (demo)"),
    MembershipRole.AUDITOR: ("Rikke", "Revisor (demo)"),
    MembershipRole.ADMINISTRATOR: ("Anders", "Administrator (demo)"),
}


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that was made, with the one password that nobody can read again."""

    username: str
    password: str


def give_accounts(by: Author) -> list[NewAccount]:
    """Make the accounts that are not there, each with its role, and return those that were made.

    An account of that name that is there already is left as it is, whoever made it.
    """
    made = []
    for role, (first_name, last_name) in NAMES.items():
        if User.objects.filter(username=role.value).exists():
            continue
        password = secrets.token_urlsafe(12)
        user = User.objects.create_user(
            username=role.value, password=password, first_name=first_name, last_name=last_name, is_staff=True
        )
        if role != MembershipRole.CONTRIBUTOR:
            create_membership(by=by, user=user, role=role)
        made.append(NewAccount(role.value, password))
    _let_contribute(by)
    return made


def demo_account(role: MembershipRole) -> User | None:
    """Return the demo account of a role, or None; an account of a real person is none, whatever it is called."""
    first_name, last_name = NAMES[role]
    return User.objects.filter(username=role.value, first_name=first_name, last_name=last_name).first()


def _let_contribute(by: Author) -> None:
    """Let the demo contributor record for each body that is there; a membership once given is not given again."""
    role = MembershipRole.CONTRIBUTOR
    if (user := demo_account(role)) is None:
        return
    given = set(Membership.objects.filter(user=user).values_list("organisation_id", flat=True))
    for body in Organisation.objects.filter(slug__in=CONTRIBUTES_FOR).exclude(pk__in=given - {None}):
        create_membership(by=by, user=user, role=role, organisation=body)
