"""The menu: the same few places for everybody, the first of them named for the person whose page it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from initiatives.choices import MembershipRole
from initiatives.policies import Actor
from initiatives.presentation.addresses import address_of
from initiatives.presentation.standpoint import Standpoint
from initiatives.presentation.visits import Visit

ADMINISTRATION_ROLES = (MembershipRole.COORDINATOR, MembershipRole.AUDITOR, MembershipRole.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the menu. ``is_here``: the page that is shown belongs to it."""

    name: str
    address: str
    is_here: bool


def menu(visit: Visit, standpoint: Standpoint | None, section: str) -> list[Place]:
    """Return the menu of a page of this section; its addresses keep the day that the reader looks at."""
    names = {
        "home": _("My deadlines") if contributes_only(visit.actor) else _("Overview"),
        "plans": _("Plans"),
        "deadlines": _("Deadlines"),
        "overdue": _("Overdue"),
        "changes": _("Changes"),
        "reports": _("Reports"),
        "organisations": _("Organisations"),
    }
    kept = standpoint.kept if standpoint else None
    return [Place(name, address_of(code, kept=kept), code == section) for code, name in names.items()]


def contributes_only(actor: Actor) -> bool:
    """Return whether the person records for organisations and coordinates nothing: their work list is their home."""
    return MembershipRole.CONTRIBUTOR in actor.reaches and MembershipRole.COORDINATOR not in actor.reaches


def roles_in_words(actor: Actor) -> str:
    """Return the person's roles today, such as "contributor, auditor"; empty without any."""
    return ", ".join(str(role.label) for role in MembershipRole if role in actor.reaches)


def uses_administration(actor: Actor) -> bool:
    """Return whether the person has work in the administration, beyond reading what the pages show as well."""
    return any(role in actor.reaches for role in ADMINISTRATION_ROLES)
