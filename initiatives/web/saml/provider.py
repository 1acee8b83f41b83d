"""The provider and ourselves, as python3-saml wants to be told of both. Its packages are there only with SAML."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse

if TYPE_CHECKING:
    from onelogin.saml2.settings import OneLogin_Saml2_Settings

PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"


def require_saml() -> None:
    """Raise Http404 where the installation has no single sign-on by SAML."""
    if settings.SINGLE_SIGN_ON.get("kind") != "saml":
        raise Http404


def consumer_address(request: HttpRequest) -> str:
    """Return the address at which we take responses."""
    return request.build_absolute_uri(reverse("saml_acs"))


def own_entity_id(request: HttpRequest) -> str:
    """Return who we are to the provider: the address of our metadata, unless the settings name something else."""
    return settings.SINGLE_SIGN_ON["entity_id"] or request.build_absolute_uri(reverse("saml_metadata"))


def both_sides(request: HttpRequest) -> OneLogin_Saml2_Settings:
    """Return both sides, in strict mode and with signed assertions."""
    from onelogin.saml2.constants import OneLogin_Saml2_Constants as Names
    from onelogin.saml2.settings import OneLogin_Saml2_Settings

    provider: dict[str, Any] = settings.SINGLE_SIGN_ON
    written = {
        "strict": True,
        "debug": False,
        "sp": {
            "entityId": own_entity_id(request),
            "assertionConsumerService": {"url": consumer_address(request), "binding": Names.BINDING_HTTP_POST},
            "NameIDFormat": UNSPECIFIED if provider["subject_attribute"] else PERSISTENT,
        },
        "idp": deepcopy(provider["idp"]),
        "security": {
            "allowSingleLabelDomains": True,
            "allowRepeatAttributeName": True,
            "authnRequestsSigned": False,
            "rejectDeprecatedAlgorithm": True,
            "requestedAuthnContext": False,
            "wantAssertionsSigned": True,
            "wantAttributeStatement": False,
            "wantNameId": not provider["subject_attribute"],
        },
    }
    return OneLogin_Saml2_Settings(written)
