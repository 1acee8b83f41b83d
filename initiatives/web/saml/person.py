"""Whom a response is about, and the little of it that we keep; carried to the next address in a cookie."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

SALT = "initiatives.web.saml"
SECONDS = 120
# What attributes are called: by their numbers, by Microsoft's addresses, and simply.
CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims"
NAMES = {
    "email": ("urn:oid:0.9.2342.19200300.100.1.3", f"{CLAIMS}/emailaddress", "mail", "email"),
    "first_name": ("urn:oid:2.5.4.42", f"{CLAIMS}/givenname", "givenName", "firstName"),
    "last_name": ("urn:oid:2.5.4.4", f"{CLAIMS}/surname", "sn", "surname", "lastName"),
    "name": (
        "urn:oid:2.16.840.1.113730.3.1.241",
        "http://schemas.microsoft.com/identity/claims/displayname",
        "displayName",
    ),
}
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Person:
    """Subject, name and address, those of the groups that have a role here, and the request that was answered."""

    subject: str
    request: str
    email: str
    first_name: str
    last_name: str
    name: str
    groups: list[str]

    def get_attributes(self) -> dict[str, Any]:
        """Return it as allauth's provider reads an answer; the groups stand where OpenID Connect has them too."""
        single = ("subject", "email", "first_name", "last_name", "name")
        told: dict[str, Any] = {name: [value] for name in single if (value := getattr(self, name))}
        return {**told, "userinfo": {settings.SINGLE_SIGN_ON["group_claim"]: self.groups}}

    def get_nameid(self) -> str:
        """Return the subject."""
        return self.subject

    def get_nameid_format(self) -> str:
        """Return nothing: a subject is never taken for an address."""
        return ""


def person_of(*, subject: str, request: str, attributes: dict[str, list[str]]) -> Person:
    """Return the person, of all attributes with nothing but what is kept."""
    told = {kind: _first(attributes, names)[:LONGEST] for kind, names in NAMES.items()}
    given = set(attributes.get(settings.SINGLE_SIGN_ON["group_claim"], ()))
    groups = [group for group, *_role in settings.SINGLE_SIGN_ON["groups"] if group in given]
    return Person(subject=subject, request=request, groups=list(dict.fromkeys(groups)), **told)


def _first(attributes: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next((attributes[name][0] for name in names if attributes.get(name)), "")


def carry(answer: HttpResponse, person: Person) -> None:
    """Let the browser carry the person to the next address: the session's cookie is not there with this request."""
    answer.set_cookie(
        settings.SAML_COOKIE_NAME,
        signing.dumps(asdict(person), salt=SALT, compress=True),
        max_age=SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def carried(request: HttpRequest) -> Person | None:
    """Return whom the browser carries, or None where it carries nobody, or what is not ours, or too late."""
    try:
        return Person(**signing.loads(request.COOKIES.get(settings.SAML_COOKIE_NAME, ""), salt=SALT, max_age=SECONDS))
    except signing.BadSignature:
        return None


def put_down(answer: HttpResponse) -> None:
    """Let the browser forget it."""
    answer.delete_cookie(settings.SAML_COOKIE_NAME, samesite="Lax")
