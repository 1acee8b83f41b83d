"""The gate: whoever must have a second step, and has none yet, sets it up before anything else."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from initiatives import policies
from initiatives.models import User
from initiatives.presentation.visits import visit_of

# What somebody needs who has no second step yet: to set one up, with the password once more, or to leave.
OPEN = frozenset(
    {
        "mfa_required",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "account_reauthenticate",
        "account_logout",
        "initiatives:sign-in",
        "initiatives:sign-out",
        "initiatives:language",
        "initiatives:help",
        "initiatives:accessibility",
        "healthz",
    }
)


def gate(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return the middleware. Programs that come with a token, without a session, do not pass here."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.REQUIRE_MFA != "none" and not _is_open(request) and lacks_second_step(request):
            return _stopped(request)
        return get_response(request)

    return middleware


def lacks_second_step(request: HttpRequest) -> bool:
    """Return whether the person of this session must set up a second step first.

    Whoever came by single sign-on has been asked by its provider.
    """
    user = request.user
    if not isinstance(user, User):
        return False
    if any(record.get("method") == "socialaccount" for record in get_authentication_records(request, user)):
        return False
    asked = settings.REQUIRE_MFA == "all" or policies.may_administer(visit_of(request).actor)
    return asked and not is_mfa_enabled(user)


def _is_open(request: HttpRequest) -> bool:
    if request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
        return True
    try:
        return resolve(request.path_info).view_name in OPEN
    except Resolver404:
        return False


def _stopped(request: HttpRequest) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        said = _("Set up a second step for signing in first, on the pages.")
        body = {"type": "about:blank", "title": said, "status": 403, "code": "second_step_required"}
        return JsonResponse(body, status=403, content_type="application/problem+json")
    return HttpResponseRedirect(reverse("mfa_required"))
