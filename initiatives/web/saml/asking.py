"""The way to the provider: a request whose number the session remembers, to be answered once."""

from __future__ import annotations

from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from initiatives.web.saml.provider import both_sides


def to_provider(request: HttpRequest, wanted: str) -> HttpResponse:
    """Lead to the provider; ``wanted`` is the page of ours to come back to, which stays here."""
    from onelogin.saml2.auth import OneLogin_Saml2_Auth

    auth = OneLogin_Saml2_Auth({"http_host": request.get_host()}, both_sides(request))
    address = auth.login(return_to="")
    provider = get_adapter().get_provider(request, settings.SINGLE_SIGN_ON["provider"])
    provider.stash_redirect_state(request, "login", wanted, state_id=auth.get_last_request_id())
    return HttpResponseRedirect(address)
