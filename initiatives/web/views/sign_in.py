"""Signing in and out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from initiatives.presentation.addresses import safe_address
from initiatives.presentation.sign_in import SignInForm
from initiatives.web import kept

NEXT = "next"


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the sign-in page, which leads back to where they wanted to go."""
    wanted = request.get_full_path()
    query = f"?{urlencode({NEXT: wanted})}" if wanted != "/" else ""
    return HttpResponseRedirect(f"{reverse('initiatives:sign-in')}{query}")


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class SignIn(View):
    """Ask for user name and password. Who is signed in already is led on."""

    http_method_names = ("get", "head", "post")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form; a sign-in that waits for its second step is given up."""
        wanted = request.GET.get(NEXT, "")
        if request.user.is_authenticated:
            return HttpResponseRedirect(safe_address(request, wanted))
        clear_login(request)
        return self._show(request, SignInForm(request), next=wanted)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Sign in, or lead to the second step where the account has one."""
        wanted, typed = request.POST.get(NEXT, ""), request.POST.get(kept.TYPED, "")
        form = SignInForm(request, request.POST)
        if not form.is_valid():
            return self._show(request, form, next=wanted, typed=typed, shown=kept.shown(QueryDict(typed)))
        user: Any = form.get_user()
        where = safe_address(request, wanted)
        kept.keep(request, user, where, typed)
        answer: HttpResponse = perform_password_login(request, form.cleaned_data, Login(user=user, redirect_url=where))
        return answer

    def _show(self, request: HttpRequest, form: SignInForm, **context: Any) -> HttpResponse:
        return render(request, "initiatives/sign_in/sign_in.html", {"form": form, **context})


@method_decorator(never_cache, name="dispatch")
class SignOut(View):
    """End the session."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Sign out, and say so on the sign-in page."""
        logout(request)
        context = {"form": SignInForm(request), "signed_out": True}
        answer = render(request, "initiatives/sign_in/sign_in.html", context)
        # Whoever uses this browser next finds no page of the one who has left.
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer
