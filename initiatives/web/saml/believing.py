"""Whether a response is to be believed: its shape, its signature, for whom, until when, and in answer to what."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from initiatives.web.saml.person import Person, person_of
from initiatives.web.saml.provider import PERSISTENT, both_sides, consumer_address, own_entity_id
from initiatives.web.saml.shape import ASSERTION_SPACE, NotBelieved, assertion_of

MOST_CHARACTERS = 300_000
# How far the clocks of the two servers may be apart.
SECONDS_APART = 60
LONGEST_SUBJECT = 191
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"


def believed(request: HttpRequest) -> Person:
    """Return whom the response in a form is about. Raises NotBelieved.

    That it answers a request which this very browser made, and which is answered for the first time, is still to be
    checked: ``request`` names it, out of what is signed.
    """
    from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError
    from onelogin.saml2.response import OneLogin_Saml2_Response

    sent = request.POST.get("SAMLResponse", "")
    if not sent or len(sent) > MOST_CHARACTERS:
        raise NotBelieved("nothing, or too much, was sent")
    try:
        response = OneLogin_Saml2_Response(both_sides(request), sent)
        assertion = assertion_of(response.document)
        if not response.is_valid(_where(request, sent)):
            raise NotBelieved(response.get_error() or "not valid")
        named = response.get_nameid_data()
        attributes = {
            name: [value for value in values if isinstance(value, str)]
            for name, values in response.get_attributes().items()
        }
    except (OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError, ValueError, SyntaxError) as error:
        raise NotBelieved(f"{type(error).__name__} {error}") from error
    answered = response.document.get("InResponseTo", "")
    _check_audience(assertion, own_entity_id(request))
    _check_issuer(assertion)
    _check_time(assertion)
    _check_bearer(assertion, answered=answered, here=consumer_address(request))
    if response.document.get("Destination", consumer_address(request)) != consumer_address(request):
        raise NotBelieved("it was sent to another address")
    return person_of(subject=_subject(named, attributes), request=answered, attributes=attributes)


def _where(request: HttpRequest, sent: str) -> dict[str, Any]:
    """Return the request as python3-saml reads one."""
    return {
        "https": "on" if request.is_secure() else "off",
        "http_host": request.get_host(),
        "script_name": request.path,
        "get_data": {},
        "post_data": {"SAMLResponse": sent},
    }


def _check_audience(assertion: Any, own: str) -> None:
    """Refuse an assertion that is not restricted to us; python3-saml takes one without any restriction."""
    restrictions = assertion.findall(f"{ASSERTION_SPACE}Conditions/{ASSERTION_SPACE}AudienceRestriction")
    audiences = [{_text(one) for one in all_.findall(f"{ASSERTION_SPACE}Audience")} for all_ in restrictions]
    if not audiences or any(own not in allowed for allowed in audiences):
        raise NotBelieved("it is not for us")


def _check_issuer(assertion: Any) -> None:
    if _text(assertion.find(f"{ASSERTION_SPACE}Issuer")) != settings.SINGLE_SIGN_ON["idp"]["entityId"]:
        raise NotBelieved("it is somebody else's")


def _check_time(assertion: Any) -> None:
    """Refuse what is over, or not yet; python3-saml takes it for five minutes more."""
    conditions, now = assertion.find(f"{ASSERTION_SPACE}Conditions"), time.time()
    begins, ends = conditions.get("NotBefore"), conditions.get("NotOnOrAfter")
    if (begins and _instant(begins) > now + SECONDS_APART) or (ends and _instant(ends) <= now - SECONDS_APART):
        raise NotBelieved("it is over, or not yet")


def _check_bearer(assertion: Any, *, answered: str, here: str) -> None:
    """Refuse what is not confirmed for this address, for a while, in answer to the request that the response names.

    Of the response only the assertion need be signed: what it says of the request counts where the assertion does too.
    """
    confirmations = assertion.findall(f"{ASSERTION_SPACE}Subject/{ASSERTION_SPACE}SubjectConfirmation")
    for confirmation in confirmations:
        data = confirmation.find(f"{ASSERTION_SPACE}SubjectConfirmationData")
        if confirmation.get("Method") != BEARER or data is None:
            continue
        is_ours = data.get("Recipient") == here and answered and data.get("InResponseTo") == answered
        ends = data.get("NotOnOrAfter")
        if is_ours and ends and _instant(ends) > time.time():
            return
    raise NotBelieved("nobody here asked for it, or too long ago")


def _subject(named: dict[str, str], attributes: dict[str, list[str]]) -> str:
    """Return the subject: one value of the attribute that the settings name, or a persistent name."""
    attribute = settings.SINGLE_SIGN_ON["subject_attribute"]
    if attribute:
        values = attributes.get(attribute, [])
        subject = values[0] if len(values) == 1 else ""
    else:
        subject = named.get("Value") or "" if named.get("Format") == PERSISTENT else ""
    if not subject.strip() or len(subject) > LONGEST_SUBJECT:
        raise NotBelieved("it names nobody for good: no persistent name, or not one value of the subject's attribute")
    return subject


def _text(element: Any) -> str:
    """Return the text of an element; comments are gone since the parser leaves them out."""
    return ("".join(element.itertext()) if element is not None else "").strip()


def _instant(written: str) -> float:
    try:
        instant = datetime.fromisoformat(written)
    except ValueError as error:
        raise NotBelieved("a time cannot be read") from error
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp()
