"""My page: who I am here, my language, my password, the tokens of my programs, and my views."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from initiatives.choices import PersonEventKind, TokenScope
from initiatives.models import ApiToken, SavedView, User
from initiatives.policies import Actor
from initiatives.presentation.addresses import address_of
from initiatives.presentation.own_password import OwnPasswordForm
from initiatives.presentation.refusals import REFUSED, say
from initiatives.queries.memberships import reaches_of
from initiatives.services.accounts import choose_password
from initiatives.services.api_tokens import MOST_DAYS, USUAL_DAYS, create_api_token, revoke_api_token
from initiatives.web.gate import lacks_own_password
from initiatives.web.lists.tabs import address_of_view
from initiatives.web.page import Page


class TokenForm(forms.Form):
    """A token for a program that works in the person's name."""

    name = forms.CharField(
        label=gettext_lazy("name"), max_length=100, help_text=gettext_lazy("What uses it, such as “nightly export”.")
    )
    scope = forms.ChoiceField(label=gettext_lazy("what it may do"), choices=TokenScope.choices)
    days = forms.IntegerField(
        label=gettext_lazy("for how many days"), initial=USUAL_DAYS, min_value=1, max_value=MOST_DAYS
    )


class PersonPage(Page):
    """A page about the person who visits, whatever that person's role."""

    section = "account"
    travels = False

    @property
    def person(self) -> User:
        """The account of the visitor."""
        return cast("User", self.visit.actor.user)

    def admits(self, actor: Actor) -> bool:
        """Everybody with an account has this page, with or without a role."""
        return True


class Account(PersonPage):
    """Show what the product knows and keeps of the person."""

    template = "account/account.html"
    title = gettext_lazy("My page")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        return self.show(**about(self))


def about(page: PersonPage) -> dict[str, Any]:
    """Return what my page shows of the person."""
    person = page.person
    ways = list(Authenticator.objects.filter(user=person).order_by("created_at"))
    return {
        "person": person,
        "reaches": reaches_of(person, page.visit.today),
        "languages": settings.LANGUAGES,
        "tokens": ApiToken.objects.filter(user=person).order_by("created"),
        "views": [(view, address_of_view(view)) for view in SavedView.objects.filter(user=person)],
        "ways": ways,
        "has_app": any(way.type == Authenticator.Type.TOTP for way in ways),
        "now": page.visit.now,
        "form": TokenForm(),
    }


class MakeToken(PersonPage):
    """Make a token. It is shown once, on the page that answers."""

    http_method_names = ("get", "head", "post")
    template = "account/token.html"
    title = gettext_lazy("The new token")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Lead to my page, which has the form: a token is not shown again."""
        return HttpResponseRedirect(address_of("account"))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make it, once the person has confirmed to be who signed in; the form comes back with what is wrong."""
        form = TokenForm(request.POST)
        return self._make(request, form) if form.is_valid() else self._again(form)

    @method_decorator(reauthentication_required)
    def _make(self, request: HttpRequest, form: TokenForm) -> HttpResponse:
        try:
            row, token = create_api_token(by=self.visit.author, user=self.person, **form.cleaned_data)
        except REFUSED as refusal:
            say(form, refusal)
            return self._again(form)
        answer = self.show(row=row, token=token)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def _again(self, form: TokenForm) -> HttpResponse:
        self.template, self.title = Account.template, Account.title
        return self.show(**{**about(self), "form": form}, status=422)


class RevokeToken(PersonPage):
    """Ask whether a token shall end, and end it."""

    http_method_names = ("get", "head", "post")
    template = "account/revoke.html"
    title = gettext_lazy("Revoke the token")

    def get(self, request: HttpRequest, digest: str) -> HttpResponse:
        """Ask."""
        return self.show(row=self._token(digest))

    def post(self, request: HttpRequest, digest: str) -> HttpResponse:
        """End it at once."""
        row = self._token(digest)
        revoke_api_token(by=self.visit.author, user=self.person, name=row.name)
        said = _("The token “%(name)s” has been revoked: it opens nothing any more.")
        messages.success(request, said % {"name": row.name})
        return HttpResponseRedirect(address_of("account"))

    def _token(self, digest: str) -> ApiToken:
        row = ApiToken.objects.filter(user=self.person, digest=digest).first()
        if row is None:
            raise Http404
        return row


@method_decorator(sensitive_post_parameters(), name="dispatch")
class ChangePassword(PersonPage):
    """Change the password; the person stays signed in here, and is signed out elsewhere."""

    http_method_names = ("get", "head", "post")
    template = "account/password.html"
    title = gettext_lazy("Change password")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self.show(form=OwnPasswordForm(self.person, now=self.visit.now), must=lacks_own_password(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Change it; the form comes back with what is wrong."""
        form = OwnPasswordForm(self.person, request.POST, now=self.visit.now)
        if not form.is_valid():
            return self.show(form=form, must=lacks_own_password(request), status=422)
        choose_password(by=self.visit.author, user=self.person, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, self.person)
        password_changed.send(sender=User, request=request, user=self.person)
        self.visit.noting.note(PersonEventKind.PASSWORD_CHANGED)
        messages.success(request, _("Your password has been changed."))
        return HttpResponseRedirect(address_of("account"))
