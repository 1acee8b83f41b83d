"""Single sign-on, by OpenID Connect or SAML: who comes from the provider, and what their groups may do here."""

from __future__ import annotations

import hashlib
import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.openid_connect.views import callback, login
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View
from requests import RequestException

from initiatives.clocks import local_day
from initiatives.models import User
from initiatives.presentation.addresses import safe_address
from initiatives.queries.actors import system_actor
from initiatives.services.authorship import Author
from initiatives.services.sign_on import GroupRole, follow_groups
from initiatives.web import kept
from initiatives.web.saml.asking import to_provider

logger = logging.getLogger(__name__)
COMMAND = "single sign-on"


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """People are known by issuer and subject alone; neither a user name nor an address is believed."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in whoever has a group with a role, or has an account from before; roles follow the groups."""
        roles = roles_of(sociallogin.account.extra_data)
        sociallogin.state["roles"] = [(role.role, role.organisation, role.plan) for role in roles]
        sociallogin.account.extra_data = {}
        sociallogin.email_addresses = []
        if sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(back_to_sign_in(request))
        if sociallogin.is_existing:
            sociallogin.account.save()
            _follow(sociallogin.user, roles)
        elif not roles:
            raise ImmediateHttpResponse(refused(request))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Whoever has a group with a role gets an account at the first sign-in."""
        return bool(sociallogin.state.get("roles"))

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody is asked for anything more."""
        return True

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Take name and address; the user name is made of issuer and subject, and shown to nobody."""
        user: User = super().populate_user(request, sociallogin, data)
        who = f"{sociallogin.account.provider} {sociallogin.account.uid}"
        user.username = f"sso-{hashlib.sha256(who.encode()).hexdigest()[:20]}"
        return user

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """Make the account with its roles, in one transaction."""
        with transaction.atomic():
            user: User = super().save_user(request, sociallogin, form)
            _follow(user, [GroupRole(*role) for role in sociallogin.state["roles"]])
        return user

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Lead back to the sign-in page, which says that it did not work."""
        logger.warning("Single sign-on did not work: %s %s", error, type(exception).__name__ if exception else "")
        raise ImmediateHttpResponse(did_not_work(request))


def roles_of(claims: dict[str, Any]) -> list[GroupRole]:
    """Return the roles that the groups in the provider's claims have, by the installation's settings."""
    name = settings.SINGLE_SIGN_ON["group_claim"]
    parts = (claims.get("userinfo") or {}, claims.get("id_token") or {})
    given: Any = next((part[name] for part in parts if name in part), [])
    groups = {given} if isinstance(given, str) else {str(group) for group in given or ()}
    return [
        GroupRole(role=role, **({kind: slug} if kind else {}))
        for group, role, kind, slug in settings.SINGLE_SIGN_ON["groups"]
        if group in groups
    ]


def refused(request: HttpRequest) -> HttpResponse:
    """Tell a person whose groups have no role here."""
    messages.error(request, _("You have no access here. Ask the administrator of your installation."))
    return back_to_sign_in(request)


def did_not_work(request: HttpRequest) -> HttpResponse:
    """Tell a person that the provider, or the way to it, failed."""
    said = _("Signing in with %(name)s did not work. Try again.")
    messages.error(request, said % {"name": settings.SINGLE_SIGN_ON["name"]})
    return back_to_sign_in(request)


def back_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page."""
    return HttpResponseRedirect(reverse("account_login"))


@method_decorator(never_cache, name="dispatch")
class ToProvider(View):
    """Lead to the provider. Only by a button on our page: a link elsewhere starts nothing."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, provider_id: str) -> HttpResponse:
        """Lead there."""
        if not settings.SINGLE_SIGN_ON:
            raise Http404
        if request.user.is_authenticated:
            return back_to_sign_in(request)
        where = safe_address(request, request.POST.get("next", ""))
        kept.keep(request, None, where, request.POST.get(kept.TYPED, ""))
        if settings.SINGLE_SIGN_ON["kind"] == "saml":
            return to_provider(request, where)
        try:
            answer: HttpResponse = login(request, provider_id)
        except RequestException as error:
            logger.warning("The provider of single sign-on does not answer: %s", type(error).__name__)
            return did_not_work(request)
        return answer


@method_decorator(never_cache, name="dispatch")
class Callback(View):
    """Take what the provider says, by OpenID Connect, of the person whom it leads back."""

    http_method_names = ("get",)

    def get(self, request: HttpRequest, provider_id: str) -> HttpResponse:
        """Sign the person in, or say why not."""
        if settings.SINGLE_SIGN_ON.get("kind") != "oidc":
            raise Http404
        answer: HttpResponse = callback(request, provider_id)
        return answer


def _follow(user: User, roles: list[GroupRole]) -> None:
    now = timezone.now()
    by = Author(actor=system_actor(COMMAND), now=now)
    follow_groups(by=by, user=user, roles=roles, today=local_day(now))
