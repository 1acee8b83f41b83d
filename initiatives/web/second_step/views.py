"""The pages of the second step: allauth's views with our frame around them."""

from __future__ import annotations

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from initiatives.presentation.addresses import safe_address
from initiatives.presentation.visits import visit_of
from initiatives.web import kept
from initiatives.web.gate import lacks_second_step


class Framed:
    """A page in our frame, kept by no cache. ``title`` is its heading."""

    http_method_names: tuple[str, ...] = ("get", "head", "post")
    title: Any = ""
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *arguments: Any, **names: Any) -> HttpResponseBase:
        """Answer, and let nothing of it be kept."""
        answer: HttpResponseBase = super().dispatch(request, *arguments, **names)  # type: ignore[misc]
        patch_cache_control(answer, private=True, no_store=True)
        return answer

    def get_context_data(self, **names: Any) -> dict[str, Any]:
        """Add what the frame needs."""
        context: dict[str, Any] = super().get_context_data(**names)  # type: ignore[misc]
        shared = {"title": self.title, "section": "account", "visit": visit_of(self.request)}
        return {**context, **shared, "must": lacks_second_step(self.request)}


class SecondStep(Framed, AuthenticateView):
    """Ask for the second step at sign-in."""

    title = _("The second step")
    template_name = "initiatives/second_step/sign_in.html"

    def get_context_data(self, **names: Any) -> dict[str, Any]:
        """Add whether the person has a passkey."""
        has_passkey = is_mfa_enabled(self.stage.login.user, [Authenticator.Type.WEBAUTHN])
        return {**super().get_context_data(**names), "has_passkey": has_passkey}


class SignInByPasskey(LoginWebAuthnView):
    """Sign in with a passkey alone: what the browser asks for, and what it answers."""

    http_method_names = ("get", "head", "post")

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in; what was typed when the session ended is kept for the person."""
        where = safe_address(self.request, self.request.POST.get("next", ""))
        kept.keep(self.request, form.cleaned_data["credential"].user, where, self.request.POST.get(kept.TYPED, ""))
        answer: HttpResponse = super().form_valid(form)
        return answer


class AddApp(Framed, ActivateTOTPView):
    """Set up an app that shows codes."""

    title = _("Set up an app")
    template_name = "initiatives/second_step/add_app.html"


class RemoveApp(Framed, DeactivateTOTPView):
    """Take the app away."""

    title = _("Remove the app")
    template_name = "initiatives/second_step/remove.html"


class AddPasskey(Framed, AddWebAuthnView):
    """Add a passkey."""

    title = _("Add a passkey")
    template_name = "initiatives/second_step/add_passkey.html"


class RemovePasskey(Framed, RemoveWebAuthnView):
    """Take a passkey away."""

    title = _("Remove the passkey")
    template_name = "initiatives/second_step/remove.html"

    def get_success_url(self) -> str:
        """Lead back to my page."""
        return reverse("mfa_index")


class Codes(Framed, ViewRecoveryCodesView):
    """Show the recovery codes, once."""

    title = _("Recovery codes")
    template_name = "initiatives/second_step/codes.html"


class NewCodes(Framed, GenerateRecoveryCodesView):
    """Make new recovery codes; the old ones end."""

    title = _("New recovery codes")
    template_name = "initiatives/second_step/new_codes.html"


class ConfirmByPassword(Framed, ReauthenticateView):
    """Ask for the password once more."""

    title = _("Confirm that it is you")
    template_name = "initiatives/second_step/confirm.html"


class ConfirmByCode(Framed, ReauthenticateByCodeView):
    """Ask for a code once more."""

    title = _("Confirm that it is you")
    template_name = "initiatives/second_step/confirm.html"


class ConfirmByPasskey(Framed, ReauthenticateWebAuthnView):
    """Ask for the passkey once more."""

    title = _("Confirm that it is you")
    template_name = "initiatives/second_step/confirm_passkey.html"


@method_decorator(login_required, name="dispatch")
class Required(Framed, TemplateView):
    """Tell a person who needs a second step how to set one up."""

    http_method_names = ("get", "head")
    title = _("A second step is required")
    template_name = "initiatives/second_step/required.html"

    def get(self, request: HttpRequest, *arguments: Any, **names: Any) -> HttpResponse:
        """Show it; whoever needs none, or has one, is led on."""
        if not lacks_second_step(request):
            return HttpResponseRedirect(reverse("initiatives:home"))
        return super().get(request, *arguments, **names)


class ToMyPage(View):
    """Lead to the part of my page that lists the ways of signing in."""

    http_method_names = ("get", "head")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Lead there."""
        return HttpResponseRedirect(f"{reverse('initiatives:account')}#sign-in")
