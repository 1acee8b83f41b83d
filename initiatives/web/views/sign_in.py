"""Signing in and out."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import View


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the sign-in page, which leads back to where they wanted to go."""
    wanted = request.get_full_path()
    query = f"?{urlencode({'next': wanted})}" if wanted != "/" else ""
    return HttpResponseRedirect(f"{reverse('initiatives:sign-in')}{query}")


class SignIn(View):
    """Ask for user name and password."""


class SignOut(View):
    """End the session."""
