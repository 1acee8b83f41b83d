"""The admin: plain pages on which the record is kept. It asks the policies who may, and writes through the services."""

from initiatives.admin import (
    action,
    deadline,
    deadline_change,
    evidence,
    funding,
    membership,
    objective,
    organisation,
    plan,
    responsibility,
    status_update,
    user,
)
from initiatives.admin.site import site

__all__ = [
    "action",
    "deadline",
    "deadline_change",
    "evidence",
    "funding",
    "membership",
    "objective",
    "organisation",
    "plan",
    "responsibility",
    "site",
    "status_update",
    "user",
]
