"""The gate: whoever must choose a password or set up a second step does that before anything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives import policies
from initiatives.models import User
from initiatives.presentation.visits import visit_of

OPEN_TO_ALL = frozenset(
    {
        "account_logout",
        "initiatives:sign-in",
        "initiatives:sign-out",
        "initiatives:language",
        "initiatives:help",
        "initiatives:accessibility",
        "healthz",
    }
)


@dataclass(frozen=True, slots=True)
class Demand:
    """What has to be done first: the page ``view`` for it, those that are ``open`` till then, and how it is said."""

    view: str
    open: frozenset[str]
    code: str
    said: str | Promise


OWN_PASSWORD = Demand(
    view="initiatives:change-password",
    open=OPEN_TO_ALL | {"initiatives:change-password"},
    code="own_password_required",
    said=_("Choose a password of your own first, on the pages."),
)
# With the password once more, whoever has none yet sets it up.
SECOND_STEP = Demand(
    view="mfa_required",
    open=OPEN_TO_ALL
    | {
        "mfa_required",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "account_reauthenticate",
    },
    code="second_step_required",
    said=_("Set up a second step for signing in first, on the pages."),
)


def gate(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return the middleware. Programs that come with a token, without a session, do not pass here."""

    def middleware(request: HttpRequest) -> HttpResponse:
        demand = _demand(request)
        if demand is not None and not _is_open(request, demand):
            return _stopped(request, demand)
        return get_response(request)

    return middleware


def lacks_own_password(request: HttpRequest) -> bool:
    """Return whether the person of this session signed in with a password that an administrator gave."""
    user = request.user
    if not isinstance(user, User) or user.first_password_until is None or not user.has_usable_password():
        return False
    return not _came_by_single_sign_on(request)


def lacks_second_step(request: HttpRequest) -> bool:
    """Return whether the person of this session must set up a second step first.

    Whoever came by single sign-on has been asked by its provider.
    """
    user = request.user
    if settings.REQUIRE_MFA == "none" or not isinstance(user, User) or _came_by_single_sign_on(request):
        return False
    asked = settings.REQUIRE_MFA == "all" or policies.may_administer(visit_of(request).actor)
    return asked and not is_mfa_enabled(user)


def _came_by_single_sign_on(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "socialaccount" for record in records)


def _demand(request: HttpRequest) -> Demand | None:
    # Files that every page needs, asked for without looking who asks.
    if request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
        return None
    if lacks_own_password(request):
        return OWN_PASSWORD
    return SECOND_STEP if lacks_second_step(request) else None


def _is_open(request: HttpRequest, demand: Demand) -> bool:
    try:
        return resolve(request.path_info).view_name in demand.open
    except Resolver404:
        return False


def _stopped(request: HttpRequest, demand: Demand) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        body = {"type": "about:blank", "title": str(demand.said), "status": 403, "code": demand.code}
        return JsonResponse(body, status=403, content_type="application/problem+json")
    return HttpResponseRedirect(reverse(demand.view))
