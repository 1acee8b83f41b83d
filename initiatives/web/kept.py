"""Forms that were sent when the session was over: what was typed goes through the sign-in page to the form again."""

from __future__ import annotations

import re

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext

from initiatives.models import User
from initiatives.presentation.sign_in import SignInForm

TYPED = "typed"
KEPT_FORM = "kept_form"
MOST_CHARACTERS = 200_000
NEVER_KEPT = ("csrfmiddlewaretoken",)
# What forms carry along for themselves: counters of form sets, first values, the version that was seen, the way back.
HIDDEN = re.compile(r"_FORMS$|^initial-|^version$|^next$")


def session_over(request: HttpRequest) -> HttpResponse:
    """Answer a form that came without a session: nothing is saved, the sign-in page has all that was typed."""
    typed = typed_in(request)
    context = {
        "form": SignInForm(request),
        "next": request.get_full_path(),
        "shown": shown(typed),
        "typed": typed.urlencode() if fits(typed) else "",
        "too_long": not fits(typed),
    }
    return render(request, "initiatives/sign_in/sign_in.html", context, status=403)


def typed_in(request: HttpRequest) -> QueryDict:
    """Return what was typed into a form that was sent, without passwords and tokens."""
    typed = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        if name not in NEVER_KEPT and "password" not in name:
            typed.setlist(name, values)
    return typed


def shown(typed: QueryDict) -> list[tuple[str, str]]:
    """Return what was typed as a page shows it to be copied: names in words and texts, without what a form hides."""
    return [
        (_in_words(name), value)
        for name, values in typed.lists()
        for value in values
        if value.strip() and not HIDDEN.search(name)
    ]


def fits(typed: QueryDict) -> bool:
    """Return whether what was typed is short enough to be carried along."""
    return len(typed.urlencode()) <= MOST_CHARACTERS


def keep(request: HttpRequest, user: User | None, wanted: str, typed: str) -> None:
    """Keep in the session what was typed, for the form at the address that this person is led back to.

    ``user`` None: for whoever the provider of single sign-on says it is, see ``give``.
    """
    request.session.pop(KEPT_FORM, None)
    if typed and len(typed) <= MOST_CHARACTERS:
        owner = user.pk if user else None
        request.session[KEPT_FORM] = {"user": owner, "path": wanted.partition("?")[0], "typed": typed}


def give(request: HttpRequest, user: User) -> None:
    """Give what was kept without an owner to the person who has signed in."""
    kept = request.session.get(KEPT_FORM)
    if kept and kept["user"] is None:
        request.session[KEPT_FORM] = {**kept, "user": user.pk}


def kept_form(request: HttpRequest) -> QueryDict | None:
    """Return what was typed into the form of this address before the session ended, once; None if nothing was.

    It has not been saved: a form page shows it bound, and says so.
    """
    kept = request.session.get(KEPT_FORM)
    if not kept or kept["path"] != request.path or str(kept["user"]) != request.session.get(SESSION_KEY):
        return None
    del request.session[KEPT_FORM]
    return QueryDict(kept["typed"])


def _in_words(name: str) -> str:
    """Return the name of a form's field in words; those that the record has are in the reader's language."""
    return capfirst(gettext(name.rpartition("-")[2].replace("_", " ")))
